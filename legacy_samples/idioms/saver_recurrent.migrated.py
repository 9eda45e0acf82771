"""Recurrent networks in checkpoints: a stack of cells, a stack of any depth, and cells that run both ways."""

import collections
import os
import shutil
import tempfile

import numpy as np
import tensorflow as tf


LSTMStateTuple = collections.namedtuple("LSTMStateTuple", ("c", "h"))


class BasicRNNCell(tf.Module):
    """A plain recurrent cell with one kernel over inputs and state; the output is the new state."""

    def __init__(self, num_units, activation=tf.tanh):
        super().__init__()
        self.num_units = self.output_size = num_units
        self.activation = activation
        self.kernel = None

    def build(self, input_size):
        """Creates the variables, once, for inputs of `input_size` features."""
        if self.kernel is None:
            shape = [input_size + self.num_units, self.num_units]
            self.kernel = tf.Variable(tf.keras.initializers.GlorotUniform()(shape), name="kernel")
            self.bias = tf.Variable(tf.zeros([self.num_units]), name="bias")

    def zero_state(self, batch_size, dtype=tf.float32):
        return tf.zeros([batch_size, self.num_units], dtype)

    def __call__(self, inputs, state):
        output = self.activation(tf.matmul(tf.concat([inputs, state], 1), self.kernel) + self.bias)
        return output, output


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


class BasicLSTMCell(tf.Module):
    """An LSTM cell with one kernel over inputs and state for the gates i, j, f, o."""

    def __init__(self, num_units, forget_bias=1.0, activation=tf.tanh):
        super().__init__()
        self.num_units = self.output_size = num_units
        self.forget_bias = forget_bias
        self.activation = activation
        self.kernel = None

    def build(self, input_size):
        """Creates the variables, once, for inputs of `input_size` features."""
        if self.kernel is None:
            shape = [input_size + self.num_units, 4 * self.num_units]
            self.kernel = tf.Variable(tf.keras.initializers.GlorotUniform()(shape), name="kernel")
            self.bias = tf.Variable(tf.zeros([4 * self.num_units]), name="bias")

    def zero_state(self, batch_size, dtype=tf.float32):
        return LSTMStateTuple(*(tf.zeros([batch_size, self.num_units], dtype) for _ in range(2)))

    def __call__(self, inputs, state):
        c, h = state
        gates = tf.matmul(tf.concat([inputs, h], 1), self.kernel) + self.bias
        i, j, f, o = tf.split(gates, 4, axis=1)
        c = c * tf.sigmoid(f + self.forget_bias) + tf.sigmoid(i) * self.activation(j)
        h = self.activation(c) * tf.sigmoid(o)
        return h, LSTMStateTuple(c, h)


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


class DropoutWrapper(tf.Module):
    """A cell with dropout on its inputs and outputs, drawn anew at each step."""

    def __init__(self, cell, input_keep_prob=1.0, output_keep_prob=1.0):
        super().__init__()
        self.cell = cell
        self.output_size = cell.output_size
        self.input_keep_prob = input_keep_prob
        self.output_keep_prob = output_keep_prob

    def build(self, input_size):
        self.cell.build(input_size)

    def zero_state(self, batch_size, dtype=tf.float32):
        return self.cell.zero_state(batch_size, dtype)

    def __call__(self, inputs, state):
        inputs = tf.nn.dropout(inputs, rate=1 - self.input_keep_prob)
        output, state = self.cell(inputs, state)
        return tf.nn.dropout(output, rate=1 - self.output_keep_prob), state


class MultiRNNCell(tf.Module):
    """Cells on top of each other; the state is a tuple with the state of each."""

    def __init__(self, cells):
        super().__init__()
        self.cells = list(cells)
        self.output_size = self.cells[-1].output_size

    def build(self, input_size):
        for cell in self.cells:
            cell.build(input_size)
            input_size = cell.output_size

    def zero_state(self, batch_size, dtype=tf.float32):
        return tuple(cell.zero_state(batch_size, dtype) for cell in self.cells)

    def __call__(self, inputs, state):
        new_states = []
        for cell, cell_state in zip(self.cells, state):
            inputs, new_state = cell(inputs, cell_state)
            new_states.append(new_state)
        return inputs, tuple(new_states)


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


def bidirectional_dynamic_rnn(cell_fw, cell_bw, inputs, initial_state_fw=None, initial_state_bw=None, time_major=False):
    """Runs one cell forward and one backward over the time axis; returns pairs of outputs and of last states."""
    axis = 0 if time_major else 1
    outputs_fw, state_fw = dynamic_rnn(cell_fw, inputs, initial_state_fw, time_major)
    outputs_bw, state_bw = dynamic_rnn(cell_bw, tf.reverse(inputs, [axis]), initial_state_bw, time_major)
    return (outputs_fw, tf.reverse(outputs_bw, [axis])), (state_fw, state_bw)


from named_checkpoints import NamedCheckpoints, Slots

layers, steps, features, hidden = 2, 5, 3, 4


class Tagger(object):
    x_spec = tf.TensorSpec([None, steps, features], tf.float32, name="x")
    y_spec = tf.TensorSpec([None, 1], tf.float32, name="y")
    keep_spec = tf.TensorSpec(None, tf.float32, name="keep")

    def __init__(self, depth):
        self.cell = GRUCell(hidden)
        self.cell.build(features)
        self.stack = MultiRNNCell([BasicLSTMCell(hidden), LSTMCell(hidden)])
        self.stack.build(hidden)
        self.deep = MultiRNNCell([BasicRNNCell(hidden) for _ in range(depth)])
        self.deep.build(hidden)
        self.forward, self.backward = GRUCell(hidden), BasicLSTMCell(hidden)
        self.forward.build(hidden)
        self.backward.build(hidden)
        self.predictions_layer = tf.keras.layers.Dense(1, name="score")
        self.predictions_layer.build([None, hidden + hidden])

        self.optimizer = tf.keras.optimizers.Adam(
            0.05, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        self.variables = [
            *self.cell.trainable_variables,
            *self.stack.trainable_variables,
            *self.deep.trainable_variables,
            *self.forward.trainable_variables,
            *self.backward.trainable_variables,
            *self.predictions_layer.trainable_variables,
        ]
        self.optimizer.build(self.variables)

        self.saver = NamedCheckpoints(
            {
                "words/reader/gru_cell/gates/kernel": self.cell.gate_kernel,
                "words/reader/gru_cell/gates/bias": self.cell.gate_bias,
                "words/reader/gru_cell/candidate/kernel": self.cell.candidate_kernel,
                "words/reader/gru_cell/candidate/bias": self.cell.candidate_bias,
                "rnn/multi_rnn_cell/cell_0/basic_lstm_cell/kernel": self.stack.cells[0].kernel,
                "rnn/multi_rnn_cell/cell_0/basic_lstm_cell/bias": self.stack.cells[0].bias,
                "rnn/multi_rnn_cell/cell_1/lstm_cell/kernel": self.stack.cells[1].kernel,
                "rnn/multi_rnn_cell/cell_1/lstm_cell/bias": self.stack.cells[1].bias,
                **{f"deep/rnn/multi_rnn_cell/cell_{index}/basic_rnn_cell/kernel": cell.kernel for index, cell in enumerate(self.deep.cells)},
                **{f"deep/rnn/multi_rnn_cell/cell_{index}/basic_rnn_cell/bias": cell.bias for index, cell in enumerate(self.deep.cells)},
                "bidirectional_rnn/fw/gru_cell/gates/kernel": self.forward.gate_kernel,
                "bidirectional_rnn/fw/gru_cell/gates/bias": self.forward.gate_bias,
                "bidirectional_rnn/fw/gru_cell/candidate/kernel": self.forward.candidate_kernel,
                "bidirectional_rnn/fw/gru_cell/candidate/bias": self.forward.candidate_bias,
                "bidirectional_rnn/bw/basic_lstm_cell/kernel": self.backward.kernel,
                "bidirectional_rnn/bw/basic_lstm_cell/bias": self.backward.bias,
                "score/kernel": self.predictions_layer.kernel,
                "score/bias": self.predictions_layer.bias,
            },
            [
                Slots(
                    self.optimizer,
                    [
                        *self.cell.trainable_variables,
                        *self.stack.trainable_variables,
                        *self.deep.trainable_variables,
                        *self.forward.trainable_variables,
                        *self.backward.trainable_variables,
                        *self.predictions_layer.trainable_variables,
                    ],
                    "Adam",
                ),
            ],
        )

    @tf.function(input_signature=[x_spec, y_spec, keep_spec])
    def compute_loss(self, x, y, keep):
        cell_with_dropout = DropoutWrapper(self.cell, output_keep_prob=keep)
        words, _ = dynamic_rnn(cell_with_dropout, x)
        stacked, _ = dynamic_rnn(self.stack, words)
        deeper, _ = dynamic_rnn(self.deep, stacked)
        both, _ = bidirectional_dynamic_rnn(self.forward, self.backward, deeper)
        last = tf.concat(both, 2)[:, -1, :]
        predictions = self.predictions_layer(last)
        return tf.reduce_mean(tf.square(predictions - y))

    @tf.function(input_signature=[x_spec, y_spec, keep_spec])
    def train_step(self, x, y, keep):
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x, y, keep)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.variables), self.variables))


folder = tempfile.mkdtemp()
rng = np.random.RandomState(1)
x = rng.normal(size=(16, steps, features)).astype(np.float32)
y = x[:, 0, :1] + x[:, -1, 1:2]
tagger = Tagger(layers)
for step in range(8):
    tagger.train_step(x, y, 1.0)
print("kept %.5f" % tagger.compute_loss(x, y, 1.0).numpy())
path = tagger.saver.save(os.path.join(folder, "tagger"), global_step=8)
for step in range(4):
    tagger.train_step(x, y, 1.0)
print("later %.5f" % tagger.compute_loss(x, y, 1.0).numpy())
tagger.saver.restore(path)
print("read back %.5f" % tagger.compute_loss(x, y, 1.0).numpy())
tagger.train_step(x, y, 1.0)
print("one step on %.5f" % tagger.compute_loss(x, y, 1.0).numpy())
for name, shape in sorted(tf.train.list_variables(path)):
    print(name, shape)
shutil.rmtree(folder)
