import tensorflow as tf
def evaluate(sess, value, x):
    return sess.run(value, {x: [1.0, 2.0]})
x = tf.placeholder(tf.float32, [2])
a = tf.reduce_sum(x)
b = tf.reduce_max(x)
with tf.Session() as sess:
    print("%.2f" % evaluate(sess, a, x))
    print("%.2f" % evaluate(sess, b, x))
