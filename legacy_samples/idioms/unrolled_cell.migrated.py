# A recurrent cell that a loop runs step by step, with the variables of the first pass from the second on.
import numpy as np
import tensorflow as tf


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


def weight_variable(shape):
    initial = tf.random.truncated_normal(shape, stddev=0.1)
    return tf.Variable(initial)


def bias_variable(shape):
    initial = tf.zeros(shape, dtype=tf.float32)
    return tf.Variable(initial)


def inference(x, n_batch, maxlen=None, n_hidden=None, n_out=None):
    initial_state = cell.zero_state(n_batch, tf.float32)

    state = initial_state
    outputs = []  # of all steps
    for t in range(maxlen):
        (cell_output, state) = cell(x[:, t, :], state)
        outputs.append(cell_output)

    output = outputs[-1]
    return tf.matmul(output, V) + c


def loss_fn(y, t):
    mse = tf.reduce_mean(tf.square(y - t))
    return mse


if __name__ == '__main__':
    maxlen = 6
    f = np.sin(np.arange(40) * 0.3)
    X = np.array([f[i:i + maxlen] for i in range(30)]).reshape([-1, maxlen, 1])
    Y = f[maxlen:maxlen + 30].reshape([-1, 1])

    x_spec = tf.TensorSpec([None, maxlen, 1], tf.float32)
    t_spec = tf.TensorSpec([None, 1], tf.float32)
    n_batch_spec = tf.TensorSpec([], tf.int32)

    V = weight_variable([5, 1])
    c = bias_variable([1])
    cell = GRUCell(5)
    cell.build(1)

    @tf.function(input_signature=[x_spec, t_spec, n_batch_spec])
    def compute_loss(x, t, n_batch):
        y = inference(x, n_batch, maxlen=maxlen, n_hidden=5, n_out=1)
        return loss_fn(y, t)

    # TF1's epsilon, and its betas as float32
    optimizer = tf.keras.optimizers.Adam(learning_rate=0.01, beta_1=0.9, beta_2=0.999, epsilon=1e-8)
    variables = [*cell.trainable_variables, V, c]
    optimizer.build(variables)

    @tf.function(input_signature=[x_spec, t_spec, n_batch_spec])
    def train_step(x, t, n_batch):
        with tf.GradientTape() as tape:
            loss = compute_loss(x, t, n_batch)
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    for epoch in range(3):
        for i in range(3):
            start = i * 10
            end = start + 10
            train_step(X[start:end], Y[start:end], 10)
        print('epoch:', epoch, 'loss: %.5f' % compute_loss(X, Y, 30).numpy())
