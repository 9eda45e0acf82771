import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
def gen(n):
    for i in range(n):
        yield x * (i + 1.0)
y = tf.add_n(list(gen(3)))
with tf.Session() as sess:
    print(sess.run(y, {x: 1.0}))
