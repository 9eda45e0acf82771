import numpy as np
import tensorflow as tf


class Agent(object):
    def __init__(self, lr, size, actions):
        self.state = tf.placeholder(shape=[None, size], dtype=tf.float32)
        self.scale = tf.Variable(tf.ones([size, size]) * 0.5)
        hidden = tf.matmul(self.state, self.scale)
        output = tf.contrib.layers.fully_connected(
            hidden, actions, biases_initializer=None, weights_initializer=tf.ones_initializer()
        )
        self.output = tf.reshape(output, [-1])
        self.update = tf.train.GradientDescentOptimizer(learning_rate=lr).minimize(tf.reduce_sum(self.output))


class Bandit(object):
    def __init__(self):
        self.arms = np.array([[0.2, -1.0], [0.5, 3.0]])
        self.count = self.arms.shape[0]

    def turn(self):
        self.state = 1.0
        return np.full([1, 2], self.state)


bandit = Bandit()
agent = Agent(lr=0.1, size=bandit.count, actions=bandit.arms.shape[1])
weights = tf.trainable_variables()
last = tf.trainable_variables()[1]
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        sess.run(agent.update, {agent.state: bandit.turn()})
        print(sess.run(last))
    print(sess.run(agent.output, {agent.state: [[1.0, 2.0]]}), sess.run(agent.scale))
    for weight in sess.run(weights):
        print(weight.shape, weight)
