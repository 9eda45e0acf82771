"""A model class with layers; a function that is given the object trains it and saves and restores its variables."""
import os

import numpy as np
import tensorflow as tf
from named_checkpoints import NamedCheckpoints, Slots


class Model:
    x_spec = tf.TensorSpec([None, 2], tf.float32)
    y_spec = tf.TensorSpec([None, 1], tf.float32)

    def __init__(self, units):
        self.step = tf.Variable(0, trainable=False, name="step")
        self.hidden_layer = tf.keras.layers.Dense(units, tf.nn.relu, kernel_initializer=tf.constant_initializer(0.3))
        self.hidden_layer.build([None, 2])
        self.scale = tf.Variable(tf.ones([1], tf.float32), name="scale")
        self.dense = tf.keras.layers.Dense(1, use_bias=False, kernel_initializer=tf.constant_initializer(0.2))
        self.dense.build([None, units])

        self.optimizer = tf.keras.optimizers.Adam(
            0.1, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8
        )  # TF1's epsilon, and its betas as float32
        self.variables = [*self.hidden_layer.trainable_variables, self.scale, *self.dense.trainable_variables]
        self.optimizer.build(self.variables)

    @tf.function(input_signature=[x_spec, y_spec])
    def compute_loss(self, x, y):
        hidden = self.hidden_layer(x)
        out = self.scale * self.dense(hidden)
        return tf.reduce_mean(tf.math.squared_difference(out, y))

    @tf.function(input_signature=[x_spec, y_spec])
    def train_step(self, x, y):
        with tf.GradientTape() as tape:
            loss = self.compute_loss(x, y)
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.variables), self.variables))
        self.step.assign_add(1)
        return loss

    def named_checkpoints(self, max_to_keep):
        return NamedCheckpoints(
            {
                "step": self.step,
                "dense/kernel": self.hidden_layer.kernel,
                "dense/bias": self.hidden_layer.bias,
                "head/scale": self.scale,
                "head/dense/kernel": self.dense.kernel,
            },
            [
                Slots(self.optimizer, [*self.hidden_layer.trainable_variables, self.scale, *self.dense.trainable_variables], "Adam"),
            ],
            max_to_keep=max_to_keep,
        )


def fit(model, x, y):
    saver = model.named_checkpoints(2)
    for step in range(4):
        loss = model.train_step(x, y).numpy()
        print(step, round(float(loss), 5))
        saver.save("./kept/model", global_step=step)
    print(sorted(name for name in os.listdir("kept") if name.endswith(".index")))
    print(sorted(name for name, shape in tf.train.list_variables("kept")))
    saver.restore(tf.train.latest_checkpoint("kept")[:-1] + "2")
    print(round(float(model.compute_loss(x, y).numpy()), 5), model.step.numpy())


model = Model(3)
x = np.array([[1.0, 2.0], [0.5, -1.0]])
y = np.array([[1.0], [0.0]])
fit(model, x, y)
