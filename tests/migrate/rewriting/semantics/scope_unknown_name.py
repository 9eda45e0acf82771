import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
def layer(t, i):
    with tf.variable_scope("l%d" % np.prod([i, 1]), reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [], initializer=tf.constant_initializer(2.0))
    return t * w
a = layer(x, 0)
b = layer(a, 1)
loss = tf.square(b - 1.0)
train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(train, {x: 1.0})
    print(sess.run(b, {x: 1.0}))
