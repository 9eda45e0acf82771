import tensorflow as tf

n = tf.Variable(7)
d = tf.div(n + 1, 3)
k = tf.placeholder(tf.float32, [None])
e = tf.div(tf.cast(k, tf.int32), 2)
f = tf.div(tf.reduce_sum(k), 2.0)
g = tf.div(tf.cast(tf.shape(k)[0], tf.float32), 4.0)
h = tf.div(tf.argmax(k, 0), 2)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
print(sess.run(d), sess.run([e, f, g, h], {k: [3.0, 5.0, -7.0]}))
x, y = tf.constant(3), tf.constant(5)
out = tf.case({tf.less(x, y): lambda: tf.constant(17), tf.greater(x, y): lambda: tf.constant(23)},
              default=lambda: tf.constant(-1), exclusive=True)
print(sess.run(out))
