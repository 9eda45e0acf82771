# each pass reads the variable of the pass before
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [2])
w = tf.Variable([1.0, 2.0])
total = x
for k in range(3):
    total = total + w * x
    w = tf.Variable([0.5 * k, 1.0])
    total = total * w
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(total, {x: [1.0, 3.0]}))
