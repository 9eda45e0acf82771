"""static_rnn over unstacked inputs with a BasicLSTMCell."""
import collections

import numpy as np
import tensorflow as tf


LSTMStateTuple = collections.namedtuple("LSTMStateTuple", ("c", "h"))


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


def static_rnn(cell, inputs, initial_state=None):
    """Runs a cell over a list of inputs, one for each step; returns the list of outputs and the last state."""
    state = cell.zero_state(tf.shape(inputs[0])[0]) if initial_state is None else initial_state
    outputs = []
    for step_inputs in inputs:
        output, state = cell(step_inputs, state)
        outputs.append(output)
    return outputs, state


timesteps, num_input, num_hidden, num_classes = 4, 3, 5, 2
X_spec = tf.TensorSpec([None, timesteps, num_input], tf.float32)
Y_spec = tf.TensorSpec([None, num_classes], tf.float32)
weights = {'out': tf.Variable(tf.random.normal([num_hidden, num_classes]))}
biases = {'out': tf.Variable(tf.random.normal([num_classes]))}


def RNN(x, weights, biases):
    x = tf.unstack(x, timesteps, 1)
    outputs, states = static_rnn(lstm_cell, x)
    return tf.matmul(outputs[-1], weights['out']) + biases['out']


lstm_cell = BasicLSTMCell(num_hidden, forget_bias=1.0)
lstm_cell.build(num_input)


def compute_logits(X):
    return RNN(X, weights, biases)


@tf.function(input_signature=[X_spec])
def predict(X):
    logits = compute_logits(X)
    return tf.nn.softmax(logits)


@tf.function(input_signature=[X_spec, Y_spec])
def compute_loss_op(X, Y):
    logits = compute_logits(X)
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=logits, labels=Y))


optimizer = tf.keras.optimizers.SGD(learning_rate=0.1)


@tf.function(input_signature=[X_spec, Y_spec])
def train_step(X, Y):
    with tf.GradientTape() as tape:
        loss_op = compute_loss_op(X, Y)
    variables = [*weights.values(), *biases.values(), *lstm_cell.trainable_variables]
    optimizer.apply_gradients(zip(tape.gradient(loss_op, variables), variables))


rng = np.random.RandomState(29)
batch_x, batch_y = rng.rand(12, timesteps, num_input), np.eye(2)[rng.randint(0, 2, 12)]
for step in range(1, 6):
    train_step(batch_x, batch_y)
    print("Step " + str(step) + ", Loss= " + "{:.4f}".format(compute_loss_op(batch_x, batch_y).numpy()))
print(predict(batch_x[:2]).numpy())
