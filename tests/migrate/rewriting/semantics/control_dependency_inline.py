import tensorflow as tf
a = tf.Variable(1.0, name='a')
b = tf.Variable(10.0, name='b')
with tf.control_dependencies([tf.assign_add(a, 2.0)]):
    sum_after = a.read_value() + b
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(sum_after))
    print(sess.run(sum_after))
