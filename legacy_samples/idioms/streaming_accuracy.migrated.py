"""A classifier whose accuracy is streamed by tf.metrics over the batches of an epoch."""

import numpy as np
import tensorflow as tf

batch_size = 5
data = np.linspace(-1, 1, 60).reshape(20, 3).astype(np.float32)
target = (data.sum(axis=1) > 0.2).astype(np.int64)

x_spec = tf.TensorSpec([None, 3], tf.float32, name="x")
y_spec = tf.TensorSpec([None], tf.int64, name="y")
weights = tf.Variable(tf.zeros([3, 2]))
bias = tf.Variable(tf.zeros([2]))


def compute_logits(x):
    return tf.matmul(x, weights) + bias


def compute_loss(x, y):
    logits = compute_logits(x)
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))


optimizer = tf.keras.optimizers.SGD(0.5)


@tf.function(input_signature=[x_spec, y_spec])
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = compute_loss(x, y)
    variables = [weights, bias]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


# accuracy over all batches since the last reset
accuracy_metric = tf.keras.metrics.Accuracy()


@tf.function(input_signature=[x_spec, y_spec])
def update_accuracy(x, y):
    logits = compute_logits(x)
    return accuracy_metric(y, tf.argmax(logits, 1))


mean_loss_metric = tf.keras.metrics.Mean()


@tf.function(input_signature=[x_spec, y_spec])
def mean_loss(x, y):
    loss = compute_loss(x, y)
    return mean_loss_metric(loss)


for epoch in range(4):
    accuracy_metric.reset_state()
    mean_loss_metric.reset_state()
    for start in range(0, 20, batch_size):
        feed = dict(x=data[start:start + batch_size], y=target[start:start + batch_size])
        train_step(**feed)
        update_accuracy(**feed)
        average = mean_loss(**feed).numpy()
    print("epoch %d: loss %.4f, accuracy %.3f" % (epoch, average, accuracy_metric.result().numpy()))
