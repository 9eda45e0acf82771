import tensorflow as tf

w = tf.Variable(1.0)
step = w.assign_add(2.0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(step)
    print(sess.run(w * 2.0))
v = tf.Variable(10.0)
total = w + v
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(total), sess.run(v))
