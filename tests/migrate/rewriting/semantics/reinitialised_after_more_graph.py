import tensorflow as tf

w = tf.Variable(1.0)
step = w.assign_add(2.0)
twice = w * 2.0
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(step)
    print(sess.run(twice))
    more = twice + 1.0
    sess.run(tf.global_variables_initializer())
    print(sess.run(more))
