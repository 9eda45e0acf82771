"""A keras.utils.Sequence for training, evaluation and prediction with the *_generator methods."""
import math

import numpy as np
from tensorflow import keras


class Batches(keras.utils.Sequence):
    def __init__(self, x, y, batch_size):
        self.x, self.y, self.batch_size = x, y, batch_size

    def __len__(self):
        return int(math.ceil(len(self.x) / float(self.batch_size)))

    def __getitem__(self, idx):
        place = slice(idx * self.batch_size, (idx + 1) * self.batch_size)
        return self.x[place], self.y[place]


rng = np.random.RandomState(4)
x = rng.rand(21, 3)
y = (x.sum(1) > 1.5).astype(np.float32)
train, test = Batches(x[:14], y[:14], 4), Batches(x[14:], y[14:], 4)

model = keras.Sequential()
model.add(keras.layers.Dense(1, activation="sigmoid", input_shape=(3,), kernel_initializer="ones"))
model.compile(keras.optimizers.SGD(lr=0.5), loss="binary_crossentropy", metrics=["acc"])
history = model.fit_generator(train, epochs=3, shuffle=False, workers=1, verbose=0)
print(history.history["acc"], history.history["loss"])
print(model.evaluate_generator(test))
print(model.predict_generator(test, workers=1).ravel())
