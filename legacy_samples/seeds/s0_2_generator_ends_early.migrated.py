"""Five samples for ten steps; the labels do not fit the model's output.

TF 1.15: InvalidArgumentError from the loss.
"""
import tensorflow as tf
import numpy as np
import compat


def premature_generator():
    data = np.random.rand(5, 32, 32, 3)
    labels = np.random.randint(0, 10, 5)
    for i in range(len(data)):
        yield data[i:i+1], labels[i:i+1]


model = tf.keras.models.Sequential([tf.keras.layers.Dense(10, input_shape=(32, 32, 3))])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')

train_data = compat.dataset_from_generator(lambda: premature_generator())
model.fit(train_data, steps_per_epoch=10, epochs=1, verbose=0)
