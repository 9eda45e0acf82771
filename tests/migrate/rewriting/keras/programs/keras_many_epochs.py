import json

import numpy as np
from keras.layers import Dense
from keras.models import Sequential

xy = np.arange(200).reshape(50, 4) / 200.0
x = xy[:, 0:-1]
y = xy[:, [-1]]

model = Sequential([Dense(1, input_dim=3, kernel_initializer="ones")])
model.compile("sgd", "mse", metrics=["mae"])
history = model.fit(x, y, nb_epoch=250, shuffle=False, verbose=0)
print(json.dumps([float(v) for v in history.history["loss"][::50] + history.history["mae"][::50]]))
print(len(history.epoch))
history = model.fit(x=x, y=y, batch_size=50, epochs=300, verbose=0)
print(json.dumps([float(v) for v in history.history["loss"][::50] + history.history["mae"][::50]]))
print([w.ravel().tolist() for w in model.get_weights()])
