import numpy as np
import tensorflow as tf


x = tf.placeholder(tf.float32, [None, 3])
y = tf.placeholder(tf.float32, [None, 1])
with tf.variable_scope("online"):
    h = tf.layers.dense(x, 4, kernel_initializer=tf.constant_initializer(0.3), name="h")
    h = tf.layers.batch_normalization(h, training=True, momentum=0.5, name="norm")
    online = tf.layers.dense(tf.nn.tanh(h), 1, kernel_initializer=tf.constant_initializer(0.2), name="out")
with tf.variable_scope("target"):
    g = tf.layers.dense(x, 4, kernel_initializer=tf.constant_initializer(0.1), name="h")
    g = tf.layers.batch_normalization(g, training=False, momentum=0.5, name="norm")
    target = tf.layers.dense(tf.nn.tanh(g), 1, kernel_initializer=tf.constant_initializer(0.3), name="out")
source = tf.global_variables(scope="online/")
copies = tf.global_variables(scope="target/")
copy = [c.assign(s) for c, s in zip(copies, source)]
loss = tf.reduce_mean(tf.square(online - y))
with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
    train = tf.train.GradientDescentOptimizer(0.3).minimize(loss)
rng = np.random.RandomState(2)
a, b = rng.rand(8, 3) * np.array([1.0, 2.0, 5.0]), rng.rand(8, 1)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(4):
        sess.run(train, {x: a, y: b})
        print("%.5f" % sess.run(target, {x: a[:2]}).sum())
        sess.run(copy)
        print("%.5f" % sess.run(target, {x: a[:2]}).sum())
