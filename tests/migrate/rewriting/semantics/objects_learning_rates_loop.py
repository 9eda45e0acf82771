import numpy as np
import tensorflow as tf


class Net:
    def __init__(self, rate, units):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.y = tf.placeholder(tf.float32, [None, 1])
        h = tf.layers.dense(self.x, units, tf.nn.relu, kernel_initializer=tf.constant_initializer(0.3))
        out = tf.layers.dense(h, 1, kernel_initializer=tf.constant_initializer(0.2))
        self.loss = tf.losses.mean_squared_error(self.y, out)
        self.train = tf.train.AdamOptimizer(rate).minimize(self.loss)


nets = []
rate = 0.1
for units in [2, 3]:
    nets.append(Net(rate, units))
    rate = rate / 10
sess = tf.Session()
sess.run(tf.global_variables_initializer())
x = np.array([[1.0, 2.0], [0.5, -1.0]])
y = np.array([[1.0], [0.0]])
for step in range(3):
    for net in nets:
        _, loss = sess.run([net.train, net.loss], {net.x: x, net.y: y})
        print(step, loss)
