"""tf.layers.batch_normalization with a training flag, UPDATE_OPS tied to the train op."""
import numpy as np
from compat import tf1 as tf

X = tf.placeholder(tf.float32, shape=(None, 6), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")
training = tf.placeholder_with_default(False, shape=(), name='training')

hidden = tf.layers.dense(X, 8, name="hidden1")
bn = tf.layers.batch_normalization(hidden, training=training, momentum=0.9)
act = tf.nn.elu(bn)
logits = tf.layers.dense(act, 3, name="outputs")

xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
loss = tf.reduce_mean(xentropy, name="loss")
optimizer = tf.train.MomentumOptimizer(0.05, 0.9)
extra_update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
with tf.control_dependencies(extra_update_ops):
    training_op = optimizer.minimize(loss)
correct = tf.nn.in_top_k(logits, y, 1)
accuracy = tf.reduce_mean(tf.cast(correct, tf.float32))

rng = np.random.RandomState(3)
data, target = rng.randn(40, 6) * 2 + 1, rng.randint(0, 3, 40)
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    for epoch in range(4):
        for start in range(0, 40, 10):
            sess.run(training_op, feed_dict={training: True, X: data[start:start + 10], y: target[start:start + 10]})
        print(epoch, accuracy.eval(feed_dict={X: data, y: target}), sess.run(loss, feed_dict={X: data, y: target}))
