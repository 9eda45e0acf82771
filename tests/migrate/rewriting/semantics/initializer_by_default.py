import tensorflow as tf


def weight(name, init=tf.contrib.layers.xavier_initializer()):
    return tf.get_variable(name, [20, 20], initializer=init)


a = weight("a")
b = weight("b")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    va, vb = sess.run([a, b])
    print((va == vb).all())
