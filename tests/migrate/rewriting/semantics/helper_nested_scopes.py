import tensorflow as tf
import numpy as np


def conv(x, n, name, k=3, use_bias=True):
    """A convolution with a bias of its own."""
    with tf.variable_scope(name):
        shape = x.get_shape().as_list()
        init = tf.constant_initializer(0.1)
        # the kernel
        w = tf.get_variable("w", [k, k, shape[-1], n], initializer=init)
        y = tf.nn.conv2d(x, w, [1, 1, 1, 1], "SAME")
        if use_bias:
            b = tf.get_variable("b", [n], initializer=tf.constant_initializer(0.25))
            y = y + b
        return tf.nn.relu(y)


def net(x, scale, reuse=None, hidden=8):
    with tf.variable_scope("net", reuse=reuse):
        h = conv(x, 4, "c1")
        h = tf.nn.max_pool(h, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
        h = conv(h, 6, "c2", use_bias=False)
        nodes = int(np.prod(h.shape[1:]))
        flat = tf.reshape(h, [-1, nodes])
        wd = tf.get_variable("wd", [nodes, hidden], initializer=tf.constant_initializer(0.01))
        h = tf.matmul(flat, wd) * scale
        h = tf.layers.dense(h, hidden * 2, kernel_initializer=tf.constant_initializer(0.02))
        return tf.layers.dense(h, 2, kernel_initializer=tf.constant_initializer(0.03), name="out")


x = tf.placeholder(tf.float32, [None, 5, 5, 1])
z = tf.placeholder(tf.float32, [None, 5, 5, 1])
y = tf.placeholder(tf.float32, [None, 2])
a = net(x, 0.5)
b = net(z, 2.0, reuse=True)
loss = tf.reduce_mean(tf.square(a - y))
check = tf.reduce_sum(b)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
images = np.arange(50, dtype=np.float32).reshape([2, 5, 5, 1]) / 50
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        _, value = sess.run([train, loss], {x: images, y: np.ones([2, 2])})
        print("%.5f" % value)
    print("%.5f" % sess.run(check, {z: images}))
