import numpy as np
import tensorflow as tf

class Trainer:
    def __init__(self, sess, x, train, loss):
        self.sess = sess
        self.x = x
        self.train = train
        self.loss = loss
    def step(self, v):
        _, l = self.sess.run([self.train, self.loss], {self.x: v})
        return l
x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
loss = tf.square(w * x - 3.0)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
t = Trainer(sess, x, train, loss)
print(t.step(1.0), t.step(1.0))
