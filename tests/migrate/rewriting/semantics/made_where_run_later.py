import numpy as np
import tensorflow as tf

w = tf.Variable([[1.0], [2.0]])
x = tf.placeholder(tf.float32, [None, 2])
train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(tf.matmul(x, w)))
sess = tf.Session()
sess.run(tf.global_variables_initializer())


def before_and_after(data):
    made = tf.matmul(data, w)
    sess.run(train, {x: data})
    return sess.run(made)


data = np.array([[1.0, 2.0]], np.float32)
print(before_and_after(data))
print(before_and_after(data))
