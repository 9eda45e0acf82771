import numpy as np
import tensorflow as tf

w = tf.Variable([[1.0], [2.0]])
x = tf.placeholder(tf.float32, [None, 2])
train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(tf.matmul(x, w)))
sess = tf.Session()
sess.run(tf.global_variables_initializer())
kept = []


def product(data):
    made = tf.matmul(data, w)
    kept.append(made)
    return sess.run(made)


data = np.array([[1.0, 2.0]], np.float32)
print(product(data))
sess.run(train, {x: data})
print(product(data), sess.run(kept[0]))
