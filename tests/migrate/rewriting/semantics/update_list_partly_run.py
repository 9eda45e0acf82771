import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(2.0)
x = tf.placeholder(tf.float32, [])
step = [tf.assign(a, a + x), tf.assign(b, b * x)]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(step, {x: 3.0})
    print(sess.run([a, b]))
    sess.run(step[0], {x: 1.0})
    print(sess.run([a, b]))
