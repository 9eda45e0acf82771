"""fit over a finite generator for ten epochs, without steps_per_epoch.

TF 1.15: ValueError, steps_per_epoch is wanted, and the program ends.
"""
import numpy as np
from compat.tf1 import keras


def good_generator(X, y, batch_size):
    num_samples = len(X)
    for i in range(0, num_samples, batch_size):
        batch_X = X[i:min(i + batch_size, num_samples)]
        batch_y = y[i:min(i + batch_size, num_samples)]
        yield (batch_X, batch_y)


X = np.random.rand(100, 10)
y = np.random.randint(0, 2, 100)

model = keras.Sequential([keras.layers.Dense(1, activation='sigmoid')])
model.compile(loss='binary_crossentropy', optimizer='adam')

model.fit(good_generator(X, y, 10), epochs=10, verbose=0)
