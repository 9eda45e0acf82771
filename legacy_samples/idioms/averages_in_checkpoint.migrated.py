"""Regularization losses that a helper collects, moving averages, and a checkpoint that keeps the averages too."""
import numpy as np
from absl import app, flags
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


from named_checkpoints import NamedCheckpoints


class GetWeights(tf.Module):
    def __init__(self, shape):
        super().__init__()
        self.weights = tf.Variable(tf.constant(0.25, tf.float32, shape), name='weights')

    def __call__(self, regularizer, losses):
        if regularizer != None: losses.append(regularizer(self.weights))
        return self.weights


class Inference(tf.Module):
    def __init__(self):
        super().__init__()
        self.get_weights = GetWeights([3, 4])
        self.biases = tf.Variable(tf.constant(0.0, tf.float32, [4]), name='biases')
        self.get_weights_2 = GetWeights([4, 1])

    def __call__(self, inputs, regularizer, losses):
        weights = self.get_weights(regularizer, losses)
        hidden = tf.nn.relu(tf.matmul(inputs, weights) + self.biases)
        weights = self.get_weights_2(regularizer, losses)
        return tf.matmul(hidden, weights)


def train(data, answer):
    x_spec = tf.TensorSpec([None, 3], tf.float32)
    y_spec = tf.TensorSpec([None, 1], tf.float32)
    inference = Inference()
    global_step = tf.Variable(0, trainable=False, name='step')
    averages = ExponentialMovingAverage(0.9, global_step)
    averages.track([inference.get_weights.weights, inference.biases, inference.get_weights_2.weights])

    @tf.function
    def average_op():
        averages.apply()

    @tf.function(input_signature=[x_spec, y_spec])
    def compute_loss(x, y):
        losses = []
        out = inference(x, tf.keras.regularizers.L2(0.01 / 2), losses)
        return tf.reduce_mean(tf.square(out - y)) + tf.add_n(losses)

    optimizer = tf.keras.optimizers.SGD(0.05)

    @tf.function(input_signature=[x_spec, y_spec])
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = compute_loss(x, y)
        variables = [inference.get_weights.weights, inference.biases, inference.get_weights_2.weights]
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        global_step.assign_add(1)

    saver = NamedCheckpoints(
        {
            "layer1/weights": inference.get_weights.weights,
            "layer1/biases": inference.biases,
            "layer2/weights": inference.get_weights_2.weights,
            "step": global_step,
            "layer1/weights/ExponentialMovingAverage": averages.average(inference.get_weights.weights),
            "layer1/biases/ExponentialMovingAverage": averages.average(inference.biases),
            "layer2/weights/ExponentialMovingAverage": averages.average(inference.get_weights_2.weights),
        },
    )
    for i in range(4):
        train_step(data, answer)
        average_op()
        if i == 2:
            path = saver.save('./model', global_step=global_step)
    print('%.5f' % compute_loss(data, answer).numpy())
    saver.restore(path)
    print('%.5f' % compute_loss(data, answer).numpy())
    for name, shape in tf.train.list_variables(path):
        print(name, shape, '%.4f' % tf.train.load_variable(path, name).sum())


def main(argv=None):
    data = np.random.RandomState(0).rand(8, 3)
    train(data, data.sum(1, keepdims=True))


if __name__ == '__main__':
    app.run(main, flags_parser=lambda argv: flags.FLAGS(argv, known_only=True))
