"""A compiled model is written to an HDF5 file, read back and evaluated."""

import numpy as np
from keras.layers import Dense
from keras.models import Sequential, load_model

rng = np.random.RandomState(5)
x = rng.rand(24, 3)
y = x.sum(axis=1)

model = Sequential()
model.add(Dense(4, input_dim=3, activation="tanh", kernel_initializer="ones"))
model.add(Dense(1, kernel_initializer="ones"))
model.compile(loss="mse", optimizer="sgd", metrics=["mae"])
model.fit(x, y, epochs=3, batch_size=8, shuffle=False, verbose=0)
model.save("keras_model_files.h5")
del model

model = load_model("keras_model_files.h5")
print("{:.6f} {:.6f}".format(*model.evaluate(x, y, verbose=0)))
print([f"{value:.5f}" for value in model.predict(x[:3]).ravel()])
model.compile(loss="mean_squared_error", optimizer="sgd")
history = model.fit(x, y, epochs=2, batch_size=8, shuffle=False, verbose=0)
print([f"{value:.6f}" for value in history.history["loss"]])
