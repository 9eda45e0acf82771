"""evaluate_generator and predict_generator over generators with steps."""
import numpy as np
from compat import tf1 as tf
from compat.tf1 import keras
from compat.tf1.keras import layers

rng = np.random.RandomState(15)
data = rng.rand(12, 4)
target = data[:, :2].sum(axis=1)


def pairs():
    for i in range(0, 12, 3):
        yield data[i:i + 3], target[i:i + 3]


def inputs_only():
    while True:
        for i in range(0, 12, 6):
            yield data[i:i + 6]


inputs = keras.Input(shape=(4,))
hidden = layers.Dense(3, activation=tf.nn.tanh, kernel_initializer=keras.initializers.Constant(0.3))(inputs)
outputs = layers.Dense(1, kernel_initializer='ones')(hidden)
model = keras.Model(inputs=inputs, outputs=outputs)
model.compile(optimizer='sgd', loss='mse', metrics=['mae'])
print(model.evaluate_generator(pairs(), steps=4))
print(model.predict_generator(inputs_only(), steps=2)[:, 0])
