"""A generator that catches its own IOError; its arrays lack the batch axis that the model wants.

TF 1.15: the shape error is caught by the program's own except clause and printed. (The short queue keeps the
generator from reaching its own error, and its message, before that.)
"""
import tensorflow as tf
import numpy as np
import compat


def flawed_generator():
    for i in range(10):
        try:
            if i == 5:
                raise IOError("Simulated file error")
            yield np.random.rand(32, 32, 3), np.random.randint(0, 10, 32)
        except Exception as e:
            print(f"Error in generator: {e}")


model = tf.keras.models.Sequential([tf.keras.layers.Dense(10, input_shape=(32, 32, 3))])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')

try:
    train_data = compat.dataset_from_generator(lambda: flawed_generator()).prefetch(1)
    model.fit(train_data, steps_per_epoch=10, epochs=1, verbose=0)
except Exception as e:
    print(f"Error during fit_generator: {e}")
