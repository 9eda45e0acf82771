"""A generator that ends before steps_per_epoch is reached: what of the epoch remains."""
import numpy as np
import tensorflow as tf
import compat

seen = []


def short_generator():
    for i in range(3):
        yield np.full((2, 1), i, dtype=np.float32), np.full((2, 1), 2.0 * i, dtype=np.float32)


class Log(tf.keras.callbacks.Callback):
    def on_batch_end(self, batch, logs=None):
        seen.append(batch)

    def on_epoch_end(self, epoch, logs=None):
        print("epoch end", epoch, "after batches", seen)

    def on_train_end(self, logs=None):
        print("train end")


model = tf.keras.Sequential([tf.keras.layers.Dense(1, use_bias=False, kernel_initializer="zeros", input_shape=(1,))])
model.compile(optimizer=tf.keras.optimizers.SGD(learning_rate=0.1), loss="mse")
train_data = compat.dataset_from_generator(lambda: short_generator())
model.fit(train_data, steps_per_epoch=5, epochs=1, verbose=0, callbacks=[Log()])
print("%.6f" % model.get_weights()[0][0, 0])
