"""RMSProp with decay, momentum and epsilon given; one optimizer per program."""
import numpy as np
import tensorflow as tf

x_ph = tf.placeholder(tf.float64, [None, 2])
y_ph = tf.placeholder(tf.float64, [None, 1])
theta = tf.Variable(np.array([[1.0], [-1.0]]), dtype=tf.float64)
residual = tf.matmul(x_ph, theta) - y_ph
objective = 0.5 * tf.reduce_sum(residual ** 2)
step = tf.train.RMSPropOptimizer(0.02, decay=0.8, momentum=0.5, epsilon=1e-6).minimize(objective)

A = np.array([[2.0, 1.0], [1.0, 3.0], [0.5, -1.0]])
B = np.array([[1.0], [2.0], [0.5]])
with tf.Session() as sess:
    tf.global_variables_initializer().run()
    for i in range(15):
        step.run({x_ph: A, y_ph: B})
        if i % 5 == 4:
            print(i, objective.eval({x_ph: A, y_ph: B}), theta.eval().ravel())
