"""tf.layers.dense with activations, kernel initializers and tf.losses; predict with argmax."""
import numpy as np
from compat import tf1 as tf


def neural_net(x):
    layer_1 = tf.layers.dense(x, 12, activation=tf.nn.relu, kernel_initializer=tf.truncated_normal_initializer(stddev=0.2))
    layer_2 = tf.layers.dense(layer_1, 8, tf.nn.tanh)
    return tf.layers.dense(layer_2, 4, name='logits', use_bias=False)


rng = np.random.RandomState(21)
images = rng.rand(48, 10)
classes = rng.randint(0, 4, size=48)

tf_x = tf.placeholder(tf.float32, (None, 10))
tf_y = tf.placeholder(tf.int32, (None,))
logits = neural_net(tf_x)
loss = tf.losses.sparse_softmax_cross_entropy(labels=tf_y, logits=logits)
train_op = tf.train.AdamOptimizer(0.02).minimize(loss)
pred_classes = tf.argmax(logits, axis=1)

sess = tf.Session()
sess.run(tf.group(tf.global_variables_initializer(), tf.local_variables_initializer()))
for step in range(12):
    _, loss_ = sess.run([train_op, loss], {tf_x: images, tf_y: classes})
    if step % 4 == 0:
        print('train loss: %.4f' % loss_)
predicted = sess.run(pred_classes, {tf_x: images})
print('right:', int((predicted == classes).sum()))
sess.close()
