# what is gone over can be gone over once
import numpy as np
import tensorflow as tf

sizes = iter([2, 3, 2])
x = tf.placeholder(tf.float32, [None, 2])
h, n = x, 2
for size in sizes:
    w = tf.Variable(tf.fill([n, size], 0.2))
    h = tf.matmul(h, w) * size
    n = size
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(h, {x: np.ones([1, 2])}))
