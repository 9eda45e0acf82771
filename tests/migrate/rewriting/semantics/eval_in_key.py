import numpy as np
import tensorflow as tf

w = tf.Variable([3.0, 1.0, 2.0])
y = w * 2.0
sess = tf.InteractiveSession()
sess.run(tf.global_variables_initializer())
print(sorted([0, 1, 2], key=lambda i: w.eval()[i]))
print(sorted([0, 1, 2], key=lambda i: y.eval()[i]))
print([float(v) for v in y.eval()])
