"""An LSTM that learns a cosine from a sine, piece by piece: each piece begins with the last state of the one before."""
import collections

import numpy as np
import tensorflow as tf


LSTMStateTuple = collections.namedtuple("LSTMStateTuple", ("c", "h"))


class LSTMCell(tf.Module):
    """An LSTM cell with one kernel over inputs and state for the gates i, j, f, o."""

    def __init__(self, num_units, initializer=None, forget_bias=1.0, activation=tf.tanh):
        super().__init__()
        self.num_units = self.output_size = num_units
        self.initializer = initializer or tf.keras.initializers.GlorotUniform()
        self.forget_bias = forget_bias
        self.activation = activation
        self.kernel = None

    def build(self, input_size):
        """Creates the variables, once, for inputs of `input_size` features."""
        if self.kernel is None:
            shape = [input_size + self.num_units, 4 * self.num_units]
            self.kernel = tf.Variable(self.initializer(shape), name="kernel")
            self.bias = tf.Variable(tf.zeros([4 * self.num_units]), name="bias")

    def zero_state(self, batch_size, dtype=tf.float32):
        return LSTMStateTuple(*(tf.zeros([batch_size, self.num_units], dtype) for _ in range(2)))

    def __call__(self, inputs, state):
        c, h = state
        gates = tf.matmul(tf.concat([inputs, h], 1), self.kernel) + self.bias
        i, j, f, o = tf.split(gates, 4, axis=1)
        c = tf.sigmoid(f + self.forget_bias) * c + tf.sigmoid(i) * self.activation(j)
        h = tf.sigmoid(o) * self.activation(c)
        return h, LSTMStateTuple(c, h)


def dynamic_rnn(cell, inputs, initial_state=None, time_major=False):
    """Runs a cell in a loop over the time axis of `inputs`; returns the outputs of all steps and the last state."""
    if not time_major:
        inputs = tf.transpose(inputs, [1, 0, 2])
    steps = tf.shape(inputs)[0]
    state = cell.zero_state(tf.shape(inputs)[1]) if initial_state is None else initial_state
    step_inputs = tf.TensorArray(inputs.dtype, steps).unstack(inputs)
    outputs = tf.TensorArray(inputs.dtype, steps)

    def take_step(step, outputs, state):
        output, state = cell(step_inputs.read(step), state)
        return step + 1, outputs.write(step, output), state

    _, outputs, state = tf.while_loop(
        lambda step, *_: step < steps, take_step, (0, outputs, state), maximum_iterations=steps
    )
    outputs = outputs.stack()
    outputs.set_shape([inputs.shape[0], inputs.shape[1], cell.output_size])
    return (outputs if time_major else tf.transpose(outputs, [1, 0, 2])), state


STEPS, UNITS = 5, 4

x_spec = tf.TensorSpec([None, STEPS, 1], tf.float32)
y_spec = tf.TensorSpec([None, STEPS, 1], tf.float32)

cell = LSTMCell(UNITS, initializer=tf.constant_initializer(0.1))
first_state = cell.zero_state(batch_size=1, dtype=tf.float32)
first_state_spec = tf.nest.map_structure(tf.TensorSpec.from_tensor, first_state)
cell.build(1)


def forward(x, first_state):
    return dynamic_rnn(cell, x, initial_state=first_state)


@tf.function(input_signature=[x_spec, first_state_spec])
def last_state(x, first_state):
    _, last_state = forward(x, first_state)
    return last_state


weights = tf.Variable(tf.ones([UNITS, 1]) * 0.5)
optimizer = tf.keras.optimizers.SGD(0.2)


@tf.function(input_signature=[x_spec, y_spec, first_state_spec])
def train_step(x, y, first_state):
    with tf.GradientTape() as tape:
        outputs, last_state = forward(x, first_state)
        flat = tf.matmul(tf.reshape(outputs, [-1, UNITS]), weights)
        loss = tf.reduce_mean(tf.square(tf.reshape(flat, [-1, STEPS, 1]) - y))
    variables = [*cell.trainable_variables, weights]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss, last_state


for piece in range(12):
    times = np.linspace(piece, piece + 1, STEPS)
    inputs = np.sin(times)[np.newaxis, :, np.newaxis]
    labels = np.cos(times)[np.newaxis, :, np.newaxis]
    if piece == 0:  # no state yet
        cost, state = tf.nest.map_structure(lambda t: t.numpy(), train_step(inputs, labels, first_state))
    else:
        cost, state = tf.nest.map_structure(lambda t: t.numpy(), train_step(inputs, labels, state))
    if piece % 3 == 0:
        print("piece %d: %.5f, h %.5f" % (piece, cost, state.h.mean()))

state = tf.nest.map_structure(lambda t: t.numpy(), first_state)
state = tf.nest.map_structure(lambda t: t.numpy(), last_state(inputs, state))
print("from zero: c %.5f" % state.c.mean())
