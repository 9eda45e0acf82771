"""s0_2 with a model that fits the labels: five of ten steps run.

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


def premature_generator():
    data = np.random.rand(5, 32, 32, 3)
    labels = np.random.randint(0, 10, 5)
    for i in range(len(data)):
        yield data[i:i+1], labels[i:i+1]


model = tf.keras.models.Sequential([tf.keras.layers.Flatten(input_shape=(32, 32, 3)),
                                    tf.keras.layers.Dense(10, activation='softmax')])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')
count = Count()
train_data = compat.dataset_from_generator(lambda: premature_generator())
model.fit(train_data, steps_per_epoch=10, epochs=1, verbose=0, callbacks=[count])
print(count.batches, "batches", count.epoch_ends, "epoch ends", count.train_ends, "train ends")
