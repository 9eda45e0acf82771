"""One graph trains and saves, another one of the same variables restores: names begin anew in each."""

import os
import tempfile

import numpy as np
import tensorflow as tf
from named_checkpoints import NamedCheckpoints

path = os.path.join(tempfile.mkdtemp(), "model")
X = np.arange(6).reshape(3, 2) / 3.0


class Net(tf.Module):
    def __init__(self):
        super().__init__()
        self.w = tf.Variable(tf.zeros([2, 2]))
        self.b = tf.Variable(tf.ones([2]))

    def __call__(self, x):
        return tf.matmul(x, self.w) + self.b


x_spec = tf.TensorSpec([None, 2], tf.float32)
y_layer = Net()


@tf.function(input_signature=[x_spec])
def compute_loss(x):
    y = y_layer(x)
    return tf.reduce_mean(tf.square(y - 3.0))


optimizer = tf.keras.optimizers.SGD(0.1)


@tf.function(input_signature=[x_spec])
def train_step(x):
    with tf.GradientTape() as tape:
        loss = compute_loss(x)
    variables = [y_layer.w, y_layer.b]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


saver = NamedCheckpoints({"Variable": y_layer.w, "Variable_1": y_layer.b})
for step in range(3):
    train_step(X)
print("trained: %.5f" % compute_loss(X).numpy())
saver.save(path)

x_spec_2 = tf.TensorSpec([None, 2], tf.float32)
outputs_layer = Net()


@tf.function(input_signature=[x_spec_2])
def outputs(x):
    return outputs_layer(x)


restored = NamedCheckpoints({"Variable": outputs_layer.w, "Variable_1": outputs_layer.b})
restored.restore(path)
print(outputs(X).numpy())
print(sorted(name for name, _ in tf.train.list_variables(path)))
