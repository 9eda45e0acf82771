import json

import numpy as np
import tensorflow as tf


def records(count):
    table = [[i, i % 3] for i in range(count)]
    while True:
        for a, b in table:
            yield np.array([[a, b]], "float32") / count, np.array([[a + b]], "float32") / count


model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Dense(1, kernel_initializer="zeros", input_shape=(2,)))
model.compile("sgd", "mse")
history = model.fit(records(7), steps_per_epoch=5, epochs=4, verbose=0)
print(json.dumps([float(v) for v in history.history["loss"]]))
