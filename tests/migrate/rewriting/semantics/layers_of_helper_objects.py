import numpy as np
import tensorflow as tf


def unit(x, filters, name):
    with tf.variable_scope(name):
        h = tf.layers.conv2d(x, filters, 3, padding="same", kernel_initializer=tf.constant_initializer(0.07))
        h = tf.layers.batch_normalization(h, training=True, momentum=0.6)
        return tf.nn.relu(h)


channels = 2
x = tf.placeholder(tf.float32, [None, 4, 4, channels])
y = tf.placeholder(tf.float32, [None, 1])
net = unit(x, 3, "first")
net = unit(net, 5, "second")
net = tf.layers.flatten(net)
out = tf.layers.dense(net, 1, kernel_initializer=tf.constant_initializer(0.02))
loss = tf.reduce_mean(tf.square(out - y))
optimizer = tf.train.AdamOptimizer(0.05)
gradients = [(tf.clip_by_value(g, -0.1, 0.1), v) for g, v in optimizer.compute_gradients(loss)]
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    train = optimizer.apply_gradients(gradients)
rng = np.random.RandomState(1)
a, b = rng.rand(6, 4, 4, 2), rng.rand(6, 1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(5):
        value, _ = sess.run([loss, train], {x: a, y: b})
        print("%.5f" % value)
