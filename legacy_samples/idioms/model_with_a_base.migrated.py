"""A model that inherits its training and its session from a base."""

import numpy as np
import tensorflow as tf


class Model(object):
    """What all models share."""

    def __init__(self, config):
        self.config = config

    def close(self):
        pass


class Linear(Model):
    """A line."""

    x_spec = tf.TensorSpec([None, 2], tf.float32, name="x")

    def __init__(self, config):
        super(Linear, self).__init__(config)
        self.steps = 0
        self.build()

    def build(self):
        self.w = tf.Variable(tf.ones([2, 1]))

        lr = self.config["lr"]
        self.optimizer = tf.keras.optimizers.SGD(lr)

    @tf.function(input_signature=[x_spec])
    def compute_pred(self, x):
        return tf.matmul(x, self.w)

    @tf.function(input_signature=[x_spec, tf.TensorSpec([None, 1], tf.float32, name="y")])
    def train_step(self, x, y):
        with tf.GradientTape() as tape:
            pred = self.compute_pred(x)
            loss = tf.reduce_mean(tf.square(pred - y))
        variables = [self.w]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    def step(self, x, y):
        self.steps += 1
        loss = self.train_step(x, y).numpy()
        return loss

    def predict(self, x):
        return self.compute_pred(x).numpy()


np.random.seed(0)
data = np.random.rand(16, 2)
labels = data.dot([[1.0], [2.0]])
model = Linear({"lr": 0.1})
for i in range(5):
    print(model.step(data, labels))
print(model.predict(data[:2]))
model.close()
