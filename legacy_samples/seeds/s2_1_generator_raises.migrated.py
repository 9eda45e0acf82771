"""A generator that raises at its fourth batch: three steps, then the error reaches the caller.

TF 1.15: neither on_epoch_end nor on_train_end is called.
"""
import tensorflow as tf
import numpy as np
import compat


class Count(tf.keras.callbacks.Callback):
    batches = epoch_ends = train_ends = 0

    def on_batch_end(self, batch, logs=None):
        self.batches += 1

    def on_epoch_end(self, epoch, logs=None):
        self.epoch_ends += 1

    def on_train_end(self, logs=None):
        self.train_ends += 1


def error_prone_generator(batch_size, num_batches):
    for i in range(num_batches):
        try:
            if i == 3:
                result = 1/0
            yield np.random.rand(batch_size, 10), np.random.rand(batch_size, 1)
        except ZeroDivisionError:
            print("Error in generator at batch:", i)
            raise


model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=(10,))])
model.compile(optimizer='adam', loss='mse')
count = Count()
try:
    train_data = compat.dataset_from_generator(lambda: error_prone_generator(32, 10))
    model.fit(train_data, steps_per_epoch=10, epochs=1, verbose=0, callbacks=[count])
except Exception as e:
    print(f"Training stopped due to: {e}")
print(count.batches, "batches", count.epoch_ends, "epoch ends", count.train_ends, "train ends")
