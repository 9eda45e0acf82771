"""Dropout whose keep_prob is fed: below 1 while training, 1 while evaluating."""
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(7)
features = rng.rand(32, 10)
targets = features[:, :1] * 2 - features[:, 1:2]

x_spec = tf.TensorSpec([None, 10], tf.float32, name="x")
y_spec = tf.TensorSpec([None, 1], tf.float32, name="y")
keep_prob_spec = tf.TensorSpec(None, tf.float32, name="keep_prob")

w1 = tf.Variable(tf.constant(0.1, shape=[10, 8]))
w2 = tf.Variable(tf.constant(0.2, shape=[8, 1]))


@tf.function(input_signature=[x_spec, keep_prob_spec])
def compute_output(x, keep_prob):
    hidden = tf.nn.relu(tf.matmul(x, w1))
    dropped = tf.nn.dropout(hidden, rate=1 - keep_prob)
    return tf.matmul(dropped, w2)


@tf.function(input_signature=[x_spec, y_spec, keep_prob_spec])
def compute_loss(x, y, keep_prob):
    output = compute_output(x, keep_prob)
    return tf.reduce_mean(tf.square(output - y))


optimizer = tf.keras.optimizers.SGD(0.01)


@tf.function(input_signature=[x_spec, y_spec, keep_prob_spec])
def train(x, y, keep_prob):
    with tf.GradientTape() as tape:
        loss = compute_loss(x, y, keep_prob)
    variables = [w1, w2]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


for step in range(10):
    train(features, targets, 0.75)
    if step % 3 == 0:
        print(step, compute_loss(features, targets, 1.0).numpy())
print(compute_output(features[:3], 1).numpy())
