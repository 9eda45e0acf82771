import tensorflow as tf
def fetch_feed(sess, pairs, x):
    feed = {x: [1.0, 2.0]}
    return sess.run(pairs, feed_dict=feed)
def go(sess, t, x):
    return t.eval({x: [1.0, 1.0]}, session=sess)
x = tf.placeholder(tf.float32, [2])
a, b = tf.reduce_sum(x), tf.reduce_max(x)
both = [a, b]
with tf.Session() as sess:
    for step in range(2):
        r = fetch_feed(sess, both, x)
        print("%.2f %.2f" % (r[0], r[1]), "%.2f" % go(sess, a, x))
