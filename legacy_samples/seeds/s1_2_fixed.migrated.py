"""s1_2 with one epoch and its steps told, and a dtype that really changes (at every other batch): a silent cast."""
import numpy as np
from tensorflow import keras
import compat


def inconsistent_type_generator(X, y, batch_size):
    for i in range(0, len(X), batch_size):
        batch_X = X[i:i + batch_size]
        batch_y = y[i:i + batch_size]
        if i % 20 == 0:
            batch_y = batch_y.astype(float)
        yield (batch_X, batch_y)


X = np.random.rand(100, 10)
y = np.random.randint(0, 2, 100)

model = keras.Sequential([keras.layers.Dense(1, activation='sigmoid', input_shape=(10,))])
model.compile(loss='binary_crossentropy', optimizer='adam')
train_data = compat.dataset_from_generator(lambda: inconsistent_type_generator(X, y, 10))
history = model.fit(train_data, steps_per_epoch=10, epochs=1, verbose=0)
print(history.history['loss'])
