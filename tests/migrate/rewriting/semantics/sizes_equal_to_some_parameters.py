import numpy as np
import tensorflow as tf

width = 3
depth = 4


def block(x, n, m, name):
    with tf.variable_scope(name):
        w0 = tf.get_variable("w0", [x.get_shape()[1], n], initializer=tf.constant_initializer(0.1))
        h = tf.matmul(x, w0)
        w1 = tf.get_variable("w1", [h.get_shape()[1], m], initializer=tf.constant_initializer(0.2))
        h = tf.matmul(h, w1)
        m = 1
        w2 = tf.get_variable("w2", [h.get_shape()[1], m], initializer=tf.constant_initializer(0.3))
        return tf.matmul(h, w2)


x = tf.placeholder(tf.float32, [None, 2])
y = block(x, width, depth, "a") + block(x, depth, width, "b")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: np.ones([2, 2])}))
    print([v.shape.as_list() for v in tf.trainable_variables()])
