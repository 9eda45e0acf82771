"""A generator that ends before steps_per_epoch is reached: what of the epoch remains."""
import numpy as np
import tensorflow as tf

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
model.compile(optimizer=tf.keras.optimizers.SGD(lr=0.1), loss="mse")
model.fit_generator(short_generator(), steps_per_epoch=5, epochs=1, verbose=0, callbacks=[Log()], workers=1)
print("%.6f" % model.get_weights()[0][0, 0])
