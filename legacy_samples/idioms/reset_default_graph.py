"""ops.reset_default_graph between two models in one script; tf.set_random_seed before each."""
import numpy as np
import tensorflow as tf
from tensorflow.python.framework import ops


def model(learning_rate):
    ops.reset_default_graph()
    tf.set_random_seed(1)
    X = tf.placeholder(tf.float32, [2, None], name="X")
    Y = tf.placeholder(tf.float32, [1, None], name="Y")
    W = tf.get_variable("W", [1, 2], initializer=tf.ones_initializer())
    b = tf.get_variable("b", [1, 1], initializer=tf.zeros_initializer())
    cost = tf.reduce_mean(tf.square(tf.matmul(W, X) + b - Y))
    optimizer = tf.train.GradientDescentOptimizer(learning_rate=learning_rate).minimize(cost)
    init = tf.global_variables_initializer()
    rng = np.random.RandomState(3)
    x_train = rng.rand(2, 15)
    y_train = x_train[:1] * 4 - x_train[1:]
    costs = []
    with tf.Session() as sess:
        sess.run(init)
        for i in range(10):
            _, c = sess.run([optimizer, cost], feed_dict={X: x_train, Y: y_train})
            if i % 3 == 0:
                costs.append(c)
        parameters = sess.run([W, b])
    return parameters, costs


for rate in (0.1, 0.3):
    parameters, costs = model(rate)
    print(rate, ["%.5f" % c for c in costs], parameters[0])
