"""Batch normalization with its update ops, and a counter that a control dependency moves before it is read."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(1)
data, target = rng.randn(40, 5) * 2 + 1, rng.randint(0, 3, 40)

x = tf.placeholder(tf.float32, [None, 5], name="x")
y = tf.placeholder(tf.int64, [None], name="y")
training = tf.placeholder(tf.bool, [], name="training")
hidden = tf.layers.dense(x, 6, name="hidden")
normal = tf.layers.batch_normalization(hidden, training=training, momentum=0.9, name="normal")
logits = tf.layers.dense(tf.nn.elu(normal), 3, name="logits")
loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
seen = tf.Variable(0.0, trainable=False, name="seen")
with tf.control_dependencies([tf.assign_add(seen, 10.0)]):
    seen_now = seen.read_value() * 1.0

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for start in range(0, 40, 10):
        sess.run(train_op, {x: data[start:start + 10], y: target[start:start + 10], training: True})
        total = sess.run(seen_now)
    value = sess.run(loss, {x: data, y: target, training: False})
    print("%.4f" % value, total)
