"""A network whose constructor makes summaries, and a trainer that merges and writes them."""
import numpy as np
import tensorflow as tf


class Network:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None, 2], name='x')
        self.label = tf.placeholder(tf.float32, [None, 1], name='label')
        self.w = tf.Variable(tf.zeros([2, 1]), name='weight')
        self.y = tf.matmul(self.x, self.w)
        self.loss = tf.reduce_mean(tf.square(self.label - self.y))
        self.train = tf.train.GradientDescentOptimizer(0.125).minimize(self.loss)
        # Histogram of the weights, the loss as a scalar
        tf.summary.histogram('weight', self.w)
        tf.summary.scalar('loss', self.loss)


class Trainer:
    def __init__(self):
        self.net = Network()
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def train(self, data, answer):
        merged_summary_op = tf.summary.merge_all()
        writer = tf.summary.FileWriter('./log', self.sess.graph)
        for step in range(3):
            feed = {self.net.x: data, self.net.label: answer}
            summary, loss = self.sess.run([merged_summary_op, self.net.loss], feed_dict=feed)
            self.sess.run(self.net.train, feed_dict=feed)
            writer.add_summary(summary, step)
            print(step, loss)
        writer.close()


data = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0], [2.0, 1.0]])
Trainer().train(data, data.sum(1, keepdims=True))
