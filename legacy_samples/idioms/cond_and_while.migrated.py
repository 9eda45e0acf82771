"""tf.cond, tf.while_loop, tf.case and tf.where on placeholders."""
from compat import tf1 as tf

x = tf.placeholder(tf.float32, shape=[], name='x')
n = tf.placeholder(tf.int32, shape=[], name='n')
branch = tf.cond(x > 0, lambda: tf.sqrt(x), lambda: x * x)
i, product = tf.while_loop(lambda i, p: tf.less(i, n),
                           lambda i, p: (i + 1, p * tf.cast(i + 1, tf.float32)),
                           [tf.constant(0), tf.constant(1.0)])
size = tf.case([(tf.greater(n, 10), lambda: tf.constant('big')), (tf.greater(n, 3), lambda: tf.constant('medium'))],
               default=lambda: tf.constant('small'))
clipped = tf.where(tf.greater([1.0, -2.0, 3.0], x), tf.ones([3]), tf.zeros([3]))

with tf.Session() as sess:
    for value in (4.0, -3.0):
        print(sess.run([branch, clipped], feed_dict={x: value}))
    for count in (3, 5, 11):
        loops, p = sess.run([i, product], {n: count})
        print(loops, p, sess.run(size, {n: count}).decode())
