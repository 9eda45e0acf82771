import numpy as np
import tensorflow as tf


class Model:
    def __init__(self, n):
        self.x = tf.placeholder(tf.float32, [None, n])
        self.t = tf.placeholder(tf.float32, [None, 1])
        w = tf.Variable(tf.ones([n, 1]) * 0.25)
        self.y = tf.matmul(self.x, w)
        self.loss = tf.reduce_mean(tf.square(self.y - self.t))
        self.train_op = tf.train.AdamOptimizer(0.125).minimize(self.loss)

    def predict(self, sess, x):
        return sess.run(self.y, {self.x: x})


class Trainer:
    def __init__(self, sess, model, rate=0.5):
        self.sess = sess
        self.model = model
        self.steps = 0
        self.rate = rate

    def step(self, x):
        self.steps += 1
        feed = {self.model.x: x, self.model.t: x[:, :1]}
        _, loss = self.sess.run([self.model.train_op, self.model.loss], feed_dict=feed)
        return loss

    def run(self, n):
        for _ in range(n):
            print("%.4f" % self.step(np.ones((2, 3)) * self.rate))
        print(np.round(self.model.predict(self.sess, np.ones((1, 3))), 4), self.steps)


model = Model(3)
def main():
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        start(sess)


def start(session):
    trainer = Trainer(session, model)
    trainer.run(3)


main()
