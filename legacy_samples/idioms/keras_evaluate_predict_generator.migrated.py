"""evaluate_generator and predict_generator over generators with steps."""
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers
import compat

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
model.compile(optimizer='sgd', loss='mse', metrics=['mean_absolute_error'])
batch_data_2 = compat.dataset_from_generator(lambda: pairs())
print(model.evaluate(batch_data_2, steps=4, verbose=0))
batch_data = tf.data.Dataset.from_generator(
    lambda: inputs_only(),
    output_signature=tf.TensorSpec([None, 4], tf.float64),
)
print(model.predict(batch_data, steps=2, verbose=0)[:, 0])
