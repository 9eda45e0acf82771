"""Summaries of all variables and of their gradients, made in loops, and those of a helper, merged by merge_all."""
import numpy as np
import tensorflow as tf

x_spec = tf.TensorSpec([None, 3], tf.float32, name='x')
y_spec = tf.TensorSpec([None, 1], tf.float32, name='y')


def hidden(inputs, weights, summaries):
    layer = tf.nn.relu(tf.matmul(inputs, weights))
    summaries.append(tf.raw_ops.HistogramSummary(tag="activations", values=layer))
    return layer


w1 = tf.Variable(tf.constant(0.5, tf.float32, [3, 4]), name='weights')
w2 = tf.Variable(tf.ones([4, 1]) * 0.25, name='out')


def forward(x, y):
    summaries = []
    loss = tf.reduce_mean(tf.square(tf.matmul(hidden(x, w1, summaries), w2) - y))
    return summaries, loss


@tf.function(input_signature=[x_spec, y_spec])
def loss(x, y):
    _, loss = forward(x, y)
    return loss


optimizer = tf.keras.optimizers.SGD(0.125)


def compute_grads_and_vars(x, y):
    with tf.GradientTape() as tape:
        _, loss = forward(x, y)
    return list(zip(tape.gradient(loss, [w1, w2]), [w1, w2]))


@tf.function(input_signature=[x_spec, y_spec])
def train_step(x, y):
    grads_and_vars = compute_grads_and_vars(x, y)
    optimizer.apply_gradients(grads_and_vars)


@tf.function(input_signature=[x_spec, y_spec])
def merged(x, y):
    summaries, loss = forward(x, y)
    summaries.append(tf.raw_ops.ScalarSummary(tags="loss", values=loss))
    grads_and_vars = compute_grads_and_vars(x, y)
    # Summaries of all variables and their gradients
    for tag, var in zip(["layer1/weights_1", "out_1"], [w1, w2]):
        summaries.append(tf.raw_ops.HistogramSummary(tag=tag, values=var))
    for name, (grad, var) in zip(["layer1/weights", "out"], grads_and_vars):
        if grad is not None:
            summaries.append(tf.raw_ops.HistogramSummary(tag=f"{name}/gradients", values=grad))
            summaries.append(tf.raw_ops.ScalarSummary(tags=f"{name}/sparsity", values=tf.nn.zero_fraction(grad)))
    return tf.raw_ops.MergeSummary(inputs=summaries)


data = np.random.RandomState(0).randint(0, 3, (8, 3))
answer = data.sum(1, keepdims=True)
writer = tf.summary.create_file_writer('./logs')
for i in range(2):
    with writer.as_default(step=i):
        tf.summary.experimental.write_raw_pb(merged(data, answer).numpy())
    train_step(data, answer)
writer.close()
print('%.6f' % loss(data, answer).numpy())
