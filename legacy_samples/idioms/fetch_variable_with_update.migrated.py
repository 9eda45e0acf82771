"""A fetch of state before and after its update, each in a run of its own; init run twice."""
import numpy as np
import tensorflow as tf

w = tf.Variable([1.0, -1.0], name="w")
x_spec = tf.TensorSpec([2], tf.float32)


@tf.function(input_signature=[x_spec])
def compute_energy(x):
    return tf.reduce_sum(tf.square(w * x))


optimizer = tf.keras.optimizers.Adagrad(0.5, epsilon=0.0)  # TF1 has no epsilon
variables = [w]
optimizer.build(variables)


@tf.function(input_signature=[x_spec])
def train(x):
    with tf.GradientTape() as tape:
        energy = compute_energy(x)
    optimizer.apply_gradients(zip(tape.gradient(energy, variables), variables))


initial_values = [(variable, variable.numpy()) for variable in [w, *optimizer.variables]]


def initialize():
    for variable, value in initial_values:
        variable.assign(value)


for attempt in range(2):
    initialize()
    history = []
    for scale in [1.0, 2.0, 0.5]:
        before, e = w.numpy(), compute_energy(np.ones(2) * scale).numpy()
        train(np.ones(2) * scale)
        history.append((before.tolist(), float(e), w.numpy().tolist()))
    for row in history:
        print(attempt, row)
