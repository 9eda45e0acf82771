import json

import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


def build():
    constant = tf.keras.initializers.Constant
    return tf.keras.Sequential(
        [
            layers.Dense(4, activation="tanh", kernel_initializer=constant(0.1), input_shape=(5,)),
            layers.Dense(1, kernel_initializer=constant(0.2)),
        ]
    )


def train(model):
    history = model.fit(x, y, batch_size=16, epochs=4, verbose=0, shuffle=False)
    print(json.dumps([float(v) for v in history.history["loss"]]))


rng = np.random.RandomState(0)
for scale in (1.0, 1e-3):
    x = rng.rand(64, 5).astype("float32") * scale
    y = (x.sum(1, keepdims=True) * 0.3 + 0.2 * scale).astype("float32")
    model = build()
    model.compile("rmsprop", "mse")
    train(model)
    model = build()
    model.compile("adagrad", "mse")
    train(model)
    model = build()
    model.compile("adam", "mse")
    train(model)
    model = build()
    model.compile(tf.keras.optimizers.Adagrad(), "mse")
    train(model)
    model = build()
    model.compile(tf.keras.optimizers.Adadelta(lr=0.5), "mse")
    train(model)
    model = build()
    model.compile(tf.keras.optimizers.RMSprop(0.01, momentum=0.5), "mse")
    train(model)
    model = build()
    model.compile(tf.keras.optimizers.SGD(lr=0.05, decay=0.1, momentum=0.9), "mse")
    train(model)
    model = build()
    model.compile(tf.keras.optimizers.SGD(decay=0.1, clipnorm=0.01), "mse")
    train(model)
    model = build()
    model.compile(tf.keras.optimizers.Adamax(), "mse")
    train(model)
