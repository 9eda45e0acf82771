"""dynamic_rnn with a GRU cell and sequence_length: zeros after the end, the last state kept."""
import numpy as np
import tensorflow as tf


def rnn_step(cell, step, inputs, state, sequence_length):
    """One step of a cell; past the end of a sequence the output is zero and the state stays."""
    output, new_state = cell(inputs, state)
    if sequence_length is None:
        return output, new_state
    running = tf.expand_dims(step < tf.cast(sequence_length, tf.int32), 1)

    def keep(new, old):
        kept = tf.where(running, new, old)
        kept.set_shape(new.shape)
        return kept

    return keep(output, tf.zeros_like(output)), tf.nest.map_structure(keep, new_state, state)


class GRUCell(tf.Module):
    """A gated recurrent unit: reset gate r and update gate u share a kernel over inputs and state."""

    def __init__(self, num_units, activation=tf.tanh):
        super().__init__()
        self.num_units = self.output_size = num_units
        self.activation = activation
        self.gate_kernel = None

    def build(self, input_size):
        """Creates the variables, once, for inputs of `input_size` features."""
        if self.gate_kernel is None:
            initializer = tf.keras.initializers.GlorotUniform()
            rows, units = input_size + self.num_units, self.num_units
            self.gate_kernel = tf.Variable(initializer([rows, 2 * units]), name="gate_kernel")
            self.gate_bias = tf.Variable(tf.ones([2 * units]), name="gate_bias")
            self.candidate_kernel = tf.Variable(initializer([rows, units]), name="candidate_kernel")
            self.candidate_bias = tf.Variable(tf.zeros([units]), name="candidate_bias")

    def zero_state(self, batch_size, dtype=tf.float32):
        return tf.zeros([batch_size, self.num_units], dtype)

    def __call__(self, inputs, state):
        gates = tf.sigmoid(tf.matmul(tf.concat([inputs, state], 1), self.gate_kernel) + self.gate_bias)
        r, u = tf.split(gates, 2, axis=1)
        candidate = tf.matmul(tf.concat([inputs, r * state], 1), self.candidate_kernel) + self.candidate_bias
        output = u * state + (1 - u) * self.activation(candidate)
        return output, output


def dynamic_rnn(cell, inputs, sequence_length=None, initial_state=None, time_major=False):
    """Runs a cell in a loop over the time axis of `inputs`; returns the outputs of all steps and the last state."""
    if not time_major:
        inputs = tf.transpose(inputs, [1, 0, 2])
    steps = tf.shape(inputs)[0]
    state = cell.zero_state(tf.shape(inputs)[1]) if initial_state is None else initial_state
    step_inputs = tf.TensorArray(inputs.dtype, steps).unstack(inputs)
    outputs = tf.TensorArray(inputs.dtype, steps)

    def take_step(step, outputs, state):
        output, state = rnn_step(cell, step, step_inputs.read(step), state, sequence_length)
        return step + 1, outputs.write(step, output), state

    _, outputs, state = tf.while_loop(
        lambda step, *_: step < steps, take_step, (0, outputs, state), maximum_iterations=steps
    )
    outputs = outputs.stack()
    outputs.set_shape([inputs.shape[0], inputs.shape[1], cell.output_size])
    return (outputs if time_major else tf.transpose(outputs, [1, 0, 2])), state


n_steps, n_inputs, n_neurons = 3, 2, 4
X_spec = tf.TensorSpec([None, n_steps, n_inputs], tf.float32)
seq_length_spec = tf.TensorSpec([None], tf.int32)
cell = GRUCell(num_units=n_neurons)
cell.build(n_inputs)


@tf.function(input_signature=[X_spec, seq_length_spec])
def evaluate(X, seq_length):
    return dynamic_rnn(cell, X, sequence_length=seq_length)


X_batch = np.array([[[0, 1], [9, 8], [4, 4]], [[3, 4], [0, 0], [0, 0]], [[6, 7], [6, 5], [0, 0]]]) / 10.0
outputs_val, states_val = (t.numpy() for t in evaluate(X_batch, [3, 1, 2]))
print(outputs_val)
print(states_val)
