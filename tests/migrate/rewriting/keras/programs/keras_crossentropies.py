import json

import numpy as np
from keras import losses
from keras.layers import Dense
from keras.models import Sequential

rng = np.random.RandomState(0)
x, labels = rng.rand(20, 3), np.arange(20) % 3
one_hot = np.eye(3)[labels]


def report(history):
    print(json.dumps({key: [float(v) for v in values] for key, values in sorted(history.history.items())}))


probabilities = Sequential([Dense(3, activation="softmax", input_dim=3, kernel_initializer="ones")])
probabilities.compile(loss="binary_crossentropy", optimizer="sgd", metrics=["accuracy"])
report(probabilities.fit(x, one_hot, epochs=3, batch_size=8, shuffle=False, verbose=0))

sigmoids = Sequential([Dense(3, activation="sigmoid", input_dim=3, kernel_initializer="identity")])
sigmoids.compile(loss=losses.categorical_crossentropy, optimizer="sgd", metrics=["accuracy"])
report(sigmoids.fit(x, one_hot, epochs=3, batch_size=8, shuffle=False, verbose=0))
report(sigmoids.fit(x * 10 - 5, one_hot, epochs=2, batch_size=8, shuffle=False, verbose=0))

sparse = Sequential([Dense(3, activation="sigmoid", input_dim=3, kernel_initializer="identity")])
sparse.compile(loss="sparse_categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
report(sparse.fit(x * 10 - 5, labels, epochs=3, batch_size=8, shuffle=False, verbose=0))

clipped = Sequential([Dense(1, activation="relu", input_dim=3, kernel_initializer="ones")])
clipped.compile(loss="binary_crossentropy", optimizer="sgd")
report(clipped.fit(x - 0.7, labels[:, None] % 2, epochs=3, batch_size=8, shuffle=False, verbose=0))
