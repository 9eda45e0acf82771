import tensorflow as tf


def weight(name, init):
    return tf.get_variable(name, [20, 20], initializer=init)


a = weight("a", tf.contrib.layers.xavier_initializer())
b = weight("b", tf.contrib.layers.xavier_initializer())
shared = tf.truncated_normal_initializer(stddev=0.1)
c = weight("c", shared)
d = weight("d", shared)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    va, vb, vc, vd = sess.run([a, b, c, d])
    print((va == vb).all(), (vc == vd).all())
