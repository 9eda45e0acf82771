import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 4, 4, 2])
y = tf.placeholder(tf.float32, [None, 3])
train = tf.placeholder(tf.bool, [])
h = tf.layers.conv2d(x, 3, 3, kernel_initializer=tf.constant_initializer(0.1))
b = tf.layers.batch_normalization(h, training=train, momentum=0.8)
f = tf.layers.flatten(tf.nn.relu(b))
c = tf.contrib.layers.batch_norm(f, is_training=train, decay=0.7)
o = tf.layers.dense(c, 3, kernel_initializer=tf.constant_initializer(0.2))
loss = tf.reduce_mean(tf.square(o - y))
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
rng = np.random.RandomState(0)
a, t = rng.rand(6, 4, 4, 2) * np.array([1.0, 5.0]), rng.rand(6, 3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(5):
        sess.run(step, {x: a, y: t, train: True})
        print("%.6f" % sess.run(loss, {x: a, y: t, train: False}))
