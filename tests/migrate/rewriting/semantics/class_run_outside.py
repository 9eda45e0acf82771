import numpy as np
import tensorflow as tf


class Net:
    def __init__(self, size):
        self.x = tf.placeholder(tf.float32, [None, 2], name="x")
        self.keep = tf.placeholder_with_default(1.0, [])
        w = tf.get_variable("w", [2, size], initializer=tf.constant_initializer(0.5))
        self.w = w
        self.h = tf.matmul(self.x, w) * self.keep
        self.loss = tf.reduce_sum(self.h * self.h)
        self.train_op = tf.train.GradientDescentOptimizer(0.01).minimize(self.loss)


def main():
    net = Net(3)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(2):
            _, loss = sess.run([net.train_op, net.loss], {net.x: [[1, 2]]})
            print(loss)
        feed = {net.x: [[1, 2], [3, 4]], net.keep: 0.5}
        print(sess.run(net.h, feed_dict=feed))
        print(sess.run(net.w))


if __name__ == "__main__":
    main()
