"""s0_1 with arrays that fit the model: nine of ten steps run, then the data is over.

TF 1.15: a warning, and both on_epoch_end and on_train_end are called.
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


def flawed_generator():
    for i in range(10):
        try:
            if i == 5:
                raise IOError("Simulated file error")
            yield np.random.rand(4, 32, 32, 3), np.random.randint(0, 10, 4)
        except Exception as e:
            print(f"Error in generator: {e}")


model = tf.keras.models.Sequential([tf.keras.layers.Flatten(input_shape=(32, 32, 3)),
                                    tf.keras.layers.Dense(10, activation='softmax')])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')
count = Count()
try:
    train_data = compat.dataset_from_generator(lambda: flawed_generator())
    model.fit(train_data, steps_per_epoch=10, epochs=1, verbose=0, callbacks=[count])
except Exception as e:
    print(f"Error during fit_generator: {e}")
print(count.batches, "batches", count.epoch_ends, "epoch ends", count.train_ends, "train ends")
