"""fit_generator with an endless validation generator, workers, a queue and a callback.

One validation covers the generator's cycle: TF 1.15 starts a queue for each validation and loses what it read ahead.
"""
import itertools
import numpy as np
from tensorflow.keras.callbacks import Callback
from tensorflow.keras.layers import Dense
from tensorflow.keras.models import Sequential
from tensorflow.keras.optimizers import SGD
import compat


def numbers(start, count):
    while True:
        for i in range(start, start + count):
            x = np.full((4, 2), i, dtype=np.float32)
            yield x / 10., x[:, :1]


class Progress(Callback):
    def on_epoch_end(self, epoch, logs=None):
        print("epoch", epoch, "loss %.4f val %.4f" % (logs['loss'], logs['val_loss']))


model = Sequential([Dense(1, input_shape=(2,), kernel_initializer='zeros', use_bias=False)])
model.compile(optimizer=SGD(learning_rate=0.01), loss='mae')
train_data = compat.dataset_from_generator(lambda: numbers(0, 16)).prefetch(2)
validation_batches = numbers(50, 3)
validation_data = compat.dataset_from_generator(lambda: itertools.islice(validation_batches, 3)).prefetch(2)
model.fit(train_data, steps_per_epoch=4, epochs=4, verbose=0, callbacks=[Progress()],
          validation_data=validation_data, validation_steps=3)
print(model.get_weights()[0].ravel())
