import tensorflow as tf

with tf.variable_scope("net"):
    a = tf.get_variable("a", [], initializer=tf.constant_initializer(1.0))
    b = tf.get_variable("b", [], initializer=tf.constant_initializer(2.0))
swap = [tf.assign(t, e + 0.0) for t, e in zip([a, b], [b, a])]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(swap)
    print(sess.run(a) > 0)
