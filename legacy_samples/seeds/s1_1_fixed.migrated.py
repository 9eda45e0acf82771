"""s1_1 with an endless generator, steps and epochs told: a varying batch size is legal."""
import numpy as np
from tensorflow import keras
import compat


def bad_generator(X, y, batch_size):
    for i in range(0, len(X), batch_size):
        batch_X = X[i:i + batch_size]
        batch_y = y[i:i + batch_size]
        if i % 3 == 0:
            batch_X = batch_X[:-1]
            batch_y = batch_y[:-1]
        yield (batch_X, batch_y)


def endless(X, y, batch_size):
    while True:
        for batch in bad_generator(X, y, batch_size):
            yield batch


X = np.random.rand(100, 10)
y = np.random.randint(0, 2, 100)

model = keras.Sequential([keras.layers.Dense(1, activation='sigmoid', input_shape=(10,))])
model.compile(loss='binary_crossentropy', optimizer='adam')
train_data = compat.dataset_from_generator(lambda: endless(X, y, 10))
history = model.fit(train_data, steps_per_epoch=10, epochs=3, verbose=0)
print(history.history['loss'])
