"""Placeholders without shapes; the same fetch with different feeds; feed_dict built in a variable."""
import tensorflow as tf

a = tf.placeholder(tf.int16)
b = tf.placeholder(tf.int16)
add = tf.add(a, b)
mul = tf.multiply(a, b)

values = tf.placeholder(tf.float32, shape=(None, 2), name="values")
scale = tf.placeholder_with_default(2.0, shape=(), name="scale")
scaled = values * scale

with tf.Session() as sess:
    print("Addition with variables: %i" % sess.run(add, feed_dict={a: 2, b: 3}))
    print("Multiplication with variables: %i" % sess.run(mul, feed_dict={a: 2, b: 3}))
    feed = {values: [[1, 2], [3, 4]]}
    print(sess.run(scaled, feed))
    feed[scale] = 0.5
    print(sess.run(scaled, feed))
    print(sess.run(scaled, feed_dict={values: [[7.5, 1]], scale: -1}))
