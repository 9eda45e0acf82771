import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
d = tf.nn.dropout(x, 0.5)
a = tf.reduce_sum(d)
b = tf.reduce_sum(d) * 2.0
c = a + b
with tf.Session() as sess:
    data = np.ones(100, np.float32)
    p, q = sess.run([a, b], {x: data})
    print(np.allclose(p * 2.0, q))
    p, q, r = sess.run([a, b, c], {x: data})
    print(np.allclose(p + q, r))
    print(sess.run(a, {x: data}) == sess.run(a, {x: data}) == sess.run(a, {x: data}))
