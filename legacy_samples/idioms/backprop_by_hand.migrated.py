"""A model trained without an optimizer: its gradients are written out, and one list of assignments is fetched."""

import numpy as np
import tensorflow as tf

np.random.seed(3)
points = np.random.randn(24, 2).astype(np.float32)
classes = (points[:, :1] + 2.0 * points[:, 1:] > 0.3).astype(np.float32)

X_spec = tf.TensorSpec([None, 2], tf.float32)
Y_spec = tf.TensorSpec([None, 1], tf.float32)
W = tf.Variable(tf.random.normal([2, 1], seed=1))
b = tf.Variable(tf.zeros([1]))


def predict(X):
    # forward
    return tf.sigmoid(tf.matmul(X, W) + b)


rate = 0.05


@tf.function(input_signature=[X_spec, Y_spec])
def step(X, Y):
    prediction = predict(X)
    assert prediction.shape.as_list() == Y.shape.as_list()
    # backward, by the chain rule
    d_output = prediction - Y
    W.assign(W - rate * tf.matmul(tf.transpose(X), d_output))
    b.assign(b - rate * tf.reduce_sum(d_output, 0))


@tf.function(input_signature=[X_spec, Y_spec])
def evaluate(X, Y):
    prediction = predict(X)
    cost = tf.reduce_mean(tf.square(prediction - Y))
    correct = tf.equal(tf.cast(prediction > 0.5, tf.float32), Y)
    hits = tf.reduce_sum(tf.cast(correct, tf.int32))
    return cost, hits


for epoch in range(12):
    step(points, classes)
    if epoch % 4 == 3:
        value, right = (t.numpy() for t in evaluate(points, classes))
        print(epoch, "%.4f" % value, right)
