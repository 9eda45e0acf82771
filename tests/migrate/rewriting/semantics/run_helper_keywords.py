import tensorflow as tf
N = 3
def evaluate(sess, value, inputs=None, times=2, *, label):
    total = 0
    for _ in range(times):
        total += sess.run(value, {inputs: [1.0, N]})
    print(label, "%.2f" % total)
def plain(sess, value, inputs, times=2):
    """Runs it."""
    total = 0
    for _ in range(times):
        total += sess.run(fetches=value, feed_dict={inputs: [1.0, N]})
    return total
x = tf.placeholder(tf.float32, [2])
a = tf.reduce_sum(x)
with tf.Session() as sess:
    print("%.2f" % plain(sess, a, inputs=x))
    print("%.2f" % plain(value=a, inputs=x, sess=sess, times=4))
