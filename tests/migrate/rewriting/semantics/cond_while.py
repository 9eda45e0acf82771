import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = tf.cond(x > 1.0, lambda: x * 2.0, lambda: x * 3.0)
i, s = tf.while_loop(lambda i, s: i < 3, lambda i, s: (i + 1, s + x), [0, 0.0])
with tf.Session() as sess:
    print(sess.run(y, {x: 2.0}), sess.run(y, {x: 0.0}))
    print(sess.run([i, s], {x: 2.0}))
