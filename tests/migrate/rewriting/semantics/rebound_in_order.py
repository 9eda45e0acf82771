import numpy as np
import tensorflow as tf


def build(x):
    size, scale = 2, 0.5
    with tf.variable_scope("first"):
        first = x * scale + size
    with tf.variable_scope("second"):
        scale = scale * 10
        second = first * scale
        for _ in range(2):
            second = second + scale
    scale = 7
    return first, second * scale


x = tf.placeholder(tf.float32, [None, 2])
first, second = build(x)
step = 2.0
y = first * step
step = step + 1
z = y - step
with tf.Session() as sess:
    print(sess.run([first, second, y, z], {x: np.ones([1, 2])}))
    step = 100
    print(sess.run([y, z], {x: np.ones([1, 2])}), step)
