"""s0_3 with batches of one and fit_generator over a generator: a hundred steps.

TF 1.15: on_epoch_end is called once.
"""
import threading

from compat import tf1 as tf
import numpy as np


class Count(tf.keras.callbacks.Callback):
    batches = epoch_ends = train_ends = 0

    def on_batch_end(self, batch, logs=None):
        self.batches += 1

    def on_epoch_end(self, epoch, logs=None):
        self.epoch_ends += 1

    def on_train_end(self, logs=None):
        self.train_ends += 1


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
            image = np.random.rand(1, 32, 32, 3)
            label = np.random.randint(0, 10, 1)
            self.current_sample += 1
            return image, label
        except Exception as e:
            print(f"Error in generator: {e}")
            self.terminate_flag.set()
            raise StopIteration


terminate_flag = threading.Event()
generator = RobustGenerator(100, terminate_flag)
model = tf.keras.models.Sequential([tf.keras.layers.Flatten(input_shape=(32, 32, 3)),
                                    tf.keras.layers.Dense(10, activation='softmax')])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')

count = Count()
model.fit_generator((sample for sample in generator), steps_per_epoch=100, epochs=1, verbose=0, callbacks=[count])
print(count.batches, "batches", count.epoch_ends, "epoch ends", count.train_ends, "train ends")
