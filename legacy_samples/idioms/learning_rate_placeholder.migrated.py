"""The learning rate is a placeholder, halved by the host program."""
import numpy as np
import tensorflow as tf


class Momentum(tf.Module):
    """Momentum that accumulates gradients and multiplies the sum by the learning rate of the step."""

    def __init__(self, momentum, nesterov=False):
        super().__init__()
        self.learning_rate = tf.Variable(0.0, trainable=False)
        self.momentum = momentum
        self.nesterov = nesterov
        self.accumulators = None

    def build(self, variables):
        with tf.init_scope():
            self.accumulators = [tf.Variable(tf.zeros(v.shape, v.dtype), trainable=False) for v in variables]

    def apply_gradients(self, pairs):
        pairs = list(pairs)
        if self.accumulators is None:
            self.build([variable for _, variable in pairs])
        for (gradient, variable), accumulator in zip(pairs, self.accumulators):
            if gradient is not None:
                total = accumulator.assign(self.momentum * accumulator + gradient)
                step = gradient + self.momentum * total if self.nesterov else total
                variable.assign_sub(self.learning_rate * step)


lr_spec = tf.TensorSpec([], tf.float32, name='learning_rate')
inp_spec = tf.TensorSpec([None, 3], tf.float32, name='inp')
target_spec = tf.TensorSpec([None, 1], tf.float32, name='target')

weights = tf.Variable(np.array([[0.3], [0.1], [-0.2]], dtype=np.float32))
optimizer = Momentum(0.9)
variables = [weights]
optimizer.build(variables)


@tf.function(input_signature=[lr_spec, inp_spec, target_spec])
def train(lr, inp, target):
    with tf.GradientTape() as tape:
        out = tf.matmul(inp, weights)
        mse = tf.reduce_mean(tf.math.squared_difference(out, target))
    optimizer.learning_rate.assign(lr)
    optimizer.apply_gradients(zip(tape.gradient(mse, variables), variables))
    return mse


rng = np.random.RandomState(0)
data = rng.randn(30, 3)
answer = data.dot(np.array([[1.0], [2.0], [3.0]]))

rate = 0.1
for epoch in range(8):
    err = train(rate, data, answer).numpy()
    print('epoch %d rate %.4f error %.6f' % (epoch, rate, err))
    if epoch % 3 == 2:
        rate /= 2
print(weights.numpy().flatten())
