import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 6, 5, 3])
v = tf.placeholder(tf.float32, [None, 4, 4, 4, 2])
tenth = tf.constant_initializer(0.1)
net = tf.layers.separable_conv2d(
    x, 4, 3, padding="SAME", depth_multiplier=2, activation=tf.nn.relu,
    depthwise_initializer=tf.constant_initializer(0.1), pointwise_initializer=tf.constant_initializer(0.2),
)
net = tf.layers.separable_conv2d(net, 2, [3, 3], strides=(2, 2), depthwise_initializer=tenth, pointwise_initializer=tenth)
kernel = tf.Variable(np.linspace(-1, 1, 3 * 3 * 2 * 2).reshape(3, 3, 2, 2).astype(np.float32))
deep = tf.nn.depthwise_conv2d(net, kernel, [1, 1, 1, 1], "SAME")
cube = tf.layers.conv3d(v, 3, 2, padding="same", kernel_initializer=tenth)
cube = tf.layers.max_pooling3d(cube, 2, 2)
cube = tf.layers.average_pooling3d(cube, [2, 2, 2], strides=[1, 1, 1], padding="same")
loss = tf.reduce_mean(tf.square(deep)) + tf.reduce_mean(tf.square(cube))
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
rng = np.random.RandomState(0)
feed = {x: rng.rand(2, 6, 5, 3), v: rng.rand(2, 4, 4, 4, 2)}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        value, _ = sess.run([loss, train], feed)
        print("%.5f" % value)
    print(sess.run(deep, feed).shape, sess.run(cube, feed).shape)
