import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.optimizers import SGD

rng = np.random.RandomState(1)
x, y = rng.rand(20, 3), rng.rand(20, 1)
base = Sequential([Dense(4, input_dim=3, kernel_initializer="ones", activation="tanh")])
base.trainable = False
model = Sequential([base, Dense(1, kernel_initializer="ones")])
model.compile(SGD(0.1), "mse")
history = model.fit(x, y, epochs=3, verbose=0, shuffle=False)
print(history.history["loss"])
base.trainable = True
history = model.fit(x, y, epochs=3, verbose=0, shuffle=False)
print(history.history["loss"])
model.compile(SGD(0.1), "mse")
history = model.fit(x, y, epochs=3, verbose=0, shuffle=False)
print(history.history["loss"])
