import tensorflow as tf


def used(x, n):
    w = tf.Variable(tf.ones([2, n]))
    return tf.matmul(x, w)


def unused(x, n):
    size = int(x.get_shape()[1])
    w = tf.get_variable("w", [size, n])
    return tf.matmul(x, w)


x = tf.placeholder(tf.float32, [None, 2])
a = used(x, 3)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(a, {x: [[1.0, 2.0]]}))
    print(len(tf.global_variables()))
