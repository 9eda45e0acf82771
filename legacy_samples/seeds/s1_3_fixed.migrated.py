"""s1_3 with a generator for each epoch: a hundred steps on the right data."""
import numpy as np
from tensorflow import keras
import compat


def good_generator(X, y, batch_size):
    num_samples = len(X)
    for i in range(0, num_samples, batch_size):
        batch_X = X[i:min(i + batch_size, num_samples)]
        batch_y = y[i:min(i + batch_size, num_samples)]
        yield (batch_X, batch_y)


X = np.random.rand(100, 10)
y = np.random.randint(0, 2, 100)

model = keras.Sequential([keras.layers.Dense(1, activation='sigmoid', input_shape=(10,))])
model.compile(loss='binary_crossentropy', optimizer='adam')

for epoch in range(10):
    train_data = compat.dataset_from_generator(lambda: good_generator(X, y, 10))
    history = model.fit(train_data, steps_per_epoch=10, epochs=1, verbose=0)
    print(epoch, history.history['loss'])
