"""Saver: train and save in one session, restore in another, without running the initializer."""
import numpy as np
import tensorflow as tf
from named_checkpoints import NamedCheckpoints

model_path = "./model.ckpt"
X_spec = tf.TensorSpec([None, 3], tf.float32)
Y_spec = tf.TensorSpec([None, 1], tf.float32)
W = tf.Variable(tf.fill([3, 1], 0.5), name="W")
b = tf.Variable(tf.zeros([1]), name="b")


@tf.function(input_signature=[X_spec, Y_spec])
def compute_cost(X, Y):
    pred = tf.matmul(X, W) + b
    return tf.reduce_mean(tf.square(pred - Y))


optimizer = tf.keras.optimizers.SGD(0.1)


@tf.function(input_signature=[X_spec, Y_spec])
def train_step(X, Y):
    with tf.GradientTape() as tape:
        cost = compute_cost(X, Y)
    variables = [W, b]
    optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))


initial_values = [(variable, variable.numpy()) for variable in [W, b]]


def initialize():
    for variable, value in initial_values:
        variable.assign(value)


saver = NamedCheckpoints({"W": W, "b": b})

rng = np.random.RandomState(0)
data = rng.rand(20, 3)
target = data[:, :1] - data[:, 2:]

for epoch in range(10):
    train_step(data, target)
print("First cost:", compute_cost(data, target).numpy())
save_path = saver.save(model_path)
print("Model saved in file: %s" % save_path)

initialize()
print("Untrained cost:", compute_cost(data, target).numpy())
saver.restore(model_path)
print("Model restored from file: %s" % save_path)
for epoch in range(5):
    train_step(data, target)
print("Second cost:", compute_cost(data, target).numpy())
