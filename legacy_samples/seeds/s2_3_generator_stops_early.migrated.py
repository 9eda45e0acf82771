"""A generator that stops after five of ten steps.

TF 1.15: a warning, and both on_epoch_end and on_train_end are called.
"""
import tensorflow as tf
import numpy as np


class Count(tf.keras.callbacks.Callback):
    batches = epoch_ends = train_ends = 0

    def on_batch_end(self, batch, logs=None):
        self.batches += 1

    def on_epoch_end(self, epoch, logs=None):
        self.epoch_ends += 1

    def on_train_end(self, logs=None):
        self.train_ends += 1


def early_stopping_generator(batch_size, num_batches, stop_condition):
    for i in range(num_batches):
        if i >= stop_condition:
            break
        yield np.random.rand(batch_size, 10), np.random.rand(batch_size, 1)


model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(10,))])
model.compile(optimizer='adam', loss='mse')
count = Count()
train_data = tf.data.Dataset.from_generator(
    lambda: early_stopping_generator(32, 10, 5),
    output_signature=(tf.TensorSpec([None, 10], tf.float64), tf.TensorSpec([None, 1], tf.float64)),
)
model.fit(train_data, steps_per_epoch=10, epochs=1, verbose=0, callbacks=[count])
print(count.batches, "batches", count.epoch_ends, "epoch ends", count.train_ends, "train ends")
