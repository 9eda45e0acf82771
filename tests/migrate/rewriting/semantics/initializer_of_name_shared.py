import tensorflow as tf

scale = 0.5
init = tf.truncated_normal_initializer(stddev=scale)
a = tf.get_variable("a", [20, 20], initializer=init)
b = tf.get_variable("b", [20, 20], initializer=init)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    va, vb = sess.run([a, b])
    print((va == vb).all())
