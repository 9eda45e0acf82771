"""s0_1 with arrays that fit, and the error passed on: it reaches the caller after five steps.

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


def raising_generator():
    for i in range(10):
        if i == 5:
            raise IOError("Simulated file error")
        yield np.random.rand(4, 32, 32, 3), np.random.randint(0, 10, 4)


model = tf.keras.models.Sequential([tf.keras.layers.Flatten(input_shape=(32, 32, 3)),
                                    tf.keras.layers.Dense(10, activation='softmax')])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')
count = Count()
try:
    train_data = compat.dataset_from_generator(lambda: raising_generator())
    model.fit(train_data, steps_per_epoch=10, epochs=1, verbose=0, callbacks=[count])
except IOError as e:
    print(f"{type(e).__name__} during fit_generator: {e}")
print(count.batches, "batches", count.epoch_ends, "epoch ends", count.train_ends, "train ends")
