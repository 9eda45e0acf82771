import tensorflow as tf
a = tf.Variable(1.0, name='a')
b = tf.Variable(10.0, name='b')
up = tf.assign_add(a, 2.0)
with tf.control_dependencies([up]):
    done = tf.no_op(name='done')
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(done)
    print(sess.run(a))
