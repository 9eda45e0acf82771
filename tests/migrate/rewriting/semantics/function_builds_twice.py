import numpy as np
import tensorflow as tf

def run(k):
    tf.reset_default_graph()
    x = tf.placeholder(tf.float32, [])
    w = tf.Variable(k)
    loss = tf.square(w * x - 3.0)
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(train, {x: 1.0})
        print(sess.run(w))
run(1.0)
run(2.0)
