import numpy as np
import tensorflow as tf

class Net:
    def __init__(self, n):
        self.x = tf.placeholder(tf.float32, [None, n])
        self.y = tf.placeholder(tf.float32, [None])
        self.w = tf.Variable(tf.ones([n]))
        self.out = self.inference()
        print("out:", self.out)
        self.loss = self.get_loss()
        self.train_op = tf.train.GradientDescentOptimizer(0.01).minimize(self.loss)
    def inference(self):
        print("use single layer")
        h = tf.reduce_sum(self.x * self.w, 1)
        return h
    def get_loss(self):
        losses = tf.square(self.out - self.y)
        print("losses:", losses)
        return tf.reduce_mean(losses)

net = Net(3)
rng = np.random.RandomState(0)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print("session")
    for i in range(3):
        feed = {net.x: rng.rand(4, 3), net.y: rng.rand(4)}
        l, _ = sess.run([net.loss, net.train_op], feed)
        print(i, l)
        print(sess.run(net.out, feed))
