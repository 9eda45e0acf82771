"""fit over a finite generator whose labels are now integers, now floats.

TF 1.15: ValueError, steps_per_epoch is wanted; the program catches and prints it.
"""
import numpy as np
from compat.tf1 import keras


def inconsistent_type_generator(X, y, batch_size):
    for i in range(0, len(X), batch_size):
        batch_X = X[i:i + batch_size]
        batch_y = y[i:i + batch_size]
        if i % 5 == 0:
            batch_y = batch_y.astype(float)
        yield (batch_X, batch_y)


X = np.random.rand(100, 10)
y = np.random.randint(0, 2, 100)

model = keras.Sequential([keras.layers.Dense(1, activation='sigmoid')])
model.compile(loss='binary_crossentropy', optimizer='adam')

try:
    model.fit(inconsistent_type_generator(X, y, 10), epochs=10, verbose=0)
except ValueError as e:
    print(f"Caught expected error: {e}")
