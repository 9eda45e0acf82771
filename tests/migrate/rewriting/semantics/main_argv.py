import numpy as np
import tensorflow as tf

import sys
FLAGS = None
def main(argv):
    x = tf.placeholder(tf.float32, [])
    w = tf.Variable(1.0)
    loss = tf.square(w * x - 3.0)
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for i in range(3):
            _, l = sess.run([train, loss], feed_dict={x: 1.0})
            print(i, l)
        print(sess.run(w))
    return 0
if __name__ == "__main__":
    main([])
