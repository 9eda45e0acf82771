import tensorflow as tf
v = tf.Variable(1.0)
w = tf.Variable(2.0)
up = tf.assign_add(v, 1.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(up)
    sess.run(w.assign(5.0))
    sess.run(tf.variables_initializer([v]))
    print(sess.run([v, w]))
