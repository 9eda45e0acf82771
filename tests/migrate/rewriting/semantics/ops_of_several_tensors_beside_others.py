import tensorflow as tf

p = tf.placeholder(tf.float32, [2, 2])
with tf.Session() as sess:
    rows, total = sess.run([tf.unstack(p), tf.reduce_sum(p)], {p: [[1.0, 2.0], [3.0, 4.0]]})
    print(rows, total)
