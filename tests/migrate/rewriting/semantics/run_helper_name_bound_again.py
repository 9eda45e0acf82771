import tensorflow as tf
def evaluate(sess, value, inputs):
    return sess.run(value, {inputs: [1.0, 2.0]})
x = tf.placeholder(tf.float32, [2])
a = tf.reduce_sum(x)
with tf.Session() as sess:
    print("%.2f" % evaluate(sess, a, x))
    a = tf.reduce_max(x)
    print("%.2f" % evaluate(sess, a, x))
