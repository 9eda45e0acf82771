# the computing half of a pass changes what the making half of the next one reads
import numpy as np
import tensorflow as tf

sizes = [2, 2]
outputs = []
x = tf.placeholder(tf.float32, [None, 2])
h = x
for k in range(3):
    w = tf.Variable(tf.fill([sizes[-2], sizes[-1]], 0.5))
    h = tf.matmul(h, w)
    sizes.append(sizes[-1] + 1)
    outputs.append(h)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(outputs[-1], {x: np.ones([1, 2])}), sizes)
