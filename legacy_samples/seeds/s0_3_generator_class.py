"""An iterator object (no generator) handed to fit, of single samples without a batch axis.

TF 1.15: AttributeError, the object has no shape.
"""
import threading

import tensorflow as tf
import numpy as np


class RobustGenerator:
    def __init__(self, num_samples, terminate_flag):
        self.num_samples = num_samples
        self.terminate_flag = terminate_flag
        self.current_sample = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.terminate_flag.is_set() or self.current_sample >= self.num_samples:
            raise StopIteration
        try:
            image = np.random.rand(32, 32, 3)
            label = np.random.randint(0, 10)
            self.current_sample += 1
            return image, label
        except Exception as e:
            print(f"Error in generator: {e}")
            self.terminate_flag.set()
            raise StopIteration


terminate_flag = threading.Event()
generator = RobustGenerator(100, terminate_flag)
model = tf.keras.models.Sequential([tf.keras.layers.Dense(10, input_shape=(32, 32, 3))])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')

model.fit(x=generator, steps_per_epoch=100, epochs=1, verbose=0)
