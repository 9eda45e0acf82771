"""A model trained without an optimizer: its gradients are written out, and one list of assignments is fetched."""

import numpy as np
import tensorflow as tf

np.random.seed(3)
points = np.random.randn(24, 2).astype(np.float32)
classes = (points[:, :1] + 2.0 * points[:, 1:] > 0.3).astype(np.float32)

X = tf.placeholder(tf.float32, [None, 2])
Y = tf.placeholder(tf.float32, [None, 1])
W = tf.Variable(tf.random_normal([2, 1], seed=1))
b = tf.Variable(tf.zeros([1]))

# forward
prediction = tf.sigmoid(tf.matmul(X, W) + b)
assert prediction.shape.as_list() == Y.shape.as_list()

# backward, by the chain rule
d_output = prediction - Y
rate = 0.05
step = [
    tf.assign(W, W - rate * tf.matmul(tf.transpose(X), d_output)),
    tf.assign(b, b - rate * tf.reduce_sum(d_output, 0)),
]
cost = tf.reduce_mean(tf.square(prediction - Y))
correct = tf.equal(tf.cast(prediction > 0.5, tf.float32), Y)
hits = tf.reduce_sum(tf.cast(correct, tf.int32))

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    for epoch in range(12):
        session.run(step, feed_dict={X: points, Y: classes})
        if epoch % 4 == 3:
            value, right = session.run([cost, hits], {X: points, Y: classes})
            print(epoch, "%.4f" % value, right)
