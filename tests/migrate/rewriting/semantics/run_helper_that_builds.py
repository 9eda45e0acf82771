import tensorflow as tf
def evaluate(sess, value, x):
    value = value * 2.0
    return sess.run(value, {x: [1.0, 2.0]})
x = tf.placeholder(tf.float32, [2])
a = tf.reduce_sum(x)
with tf.Session() as sess:
    print("%.2f" % evaluate(sess, a, x))
