import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(2.0)
up = tf.group(tf.assign(a, 5.0), tf.assign(b, 6.0))
down = tf.group(tf.assign(a, -5.0), tf.assign(b, -6.0))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(up)
    print(sess.run([a, b]))
    sess.run(down)
    print(sess.run([a, b]))
