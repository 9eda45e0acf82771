"""ExponentialMovingAverage over trained variables, its average read at the end."""
import tensorflow as tf


class ExponentialMovingAverage(tf.Module):
    """Shadow variables that follow others; with `num_updates` the decay starts lower and grows."""

    def __init__(self, decay, num_updates=None, name=None):
        super().__init__(name=name)
        self.decay = decay
        self.num_updates = num_updates
        self.pairs = []

    def track(self, variables):
        """Makes the shadows, each with the value of its variable."""
        self.pairs += [(v, tf.Variable(v, trainable=False)) for v in variables]

    def apply(self):
        decay = self.decay
        if self.num_updates is not None:
            steps = tf.cast(self.num_updates, tf.float32)
            decay = tf.minimum(decay, (1.0 + steps) / (10.0 + steps))
        for variable, shadow in self.pairs:
            shadow.assign_sub((1.0 - decay) * (shadow - variable))

    def average(self, variable):
        return next(shadow for tracked, shadow in self.pairs if tracked is variable)


w = tf.Variable(4.0, name='w')
x_spec = tf.TensorSpec([], tf.float32)
optimizer = tf.keras.optimizers.SGD(0.1)
ema = ExponentialMovingAverage(decay=0.5)
ema.track([w])


@tf.function(input_signature=[x_spec])
def train_op(x):
    with tf.GradientTape() as tape:
        loss = tf.square(w * x - 1.0)
    variables = [w]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    ema.apply()


average = ema.average(w)

print([w.numpy(), average.numpy()])
for value in (1.0, 0.5, 1.0, 0.5):
    train_op(value)
    print('%.6f %.6f' % tuple([w.numpy(), average.numpy()]))
