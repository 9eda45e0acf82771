"""Names imported from tensorflow one by one, and an alias other than tf."""
import numpy as np
import tensorflow as tflow

inputs_spec = tflow.TensorSpec((None,), tflow.float32, name='inputs')
targets_spec = tflow.TensorSpec((None,), tflow.float32, name='targets')
slope = tflow.Variable(0.5)
shift = tflow.Variable(0.0)


@tflow.function(input_signature=[inputs_spec, targets_spec])
def compute_error(inputs, targets):
    output = slope * inputs + shift
    return tflow.reduce_sum(tflow.pow(output - targets, 2)) / 8.


optimizer = tflow.keras.optimizers.SGD(0.05)


@tflow.function(input_signature=[inputs_spec, targets_spec])
def train(inputs, targets):
    with tflow.GradientTape() as tape:
        error = compute_error(inputs, targets)
    variables = [slope, shift]
    optimizer.apply_gradients(zip(tape.gradient(error, variables), variables))


t = np.linspace(0, 2, 5)
for i in range(20):
    train(t, 1 - t)
print([slope.numpy(), shift.numpy()], compute_error(t, 1 - t).numpy())
