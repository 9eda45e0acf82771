import json

import numpy as np
from keras import backend as K
from keras import optimizers
from keras.initializers import Constant
from keras.layers import Dense
from keras.models import Sequential


def build():
    model = Sequential()
    model.add(Dense(4, activation="tanh", kernel_initializer=Constant(0.1), input_shape=(5,)))
    model.add(Dense(1, kernel_initializer=Constant(0.2)))
    return model


def train(model):
    history = model.fit(x, y, batch_size=16, epochs=4, verbose=0, shuffle=False)
    print(json.dumps(history.history["loss"]))


rng = np.random.RandomState(0)
for scale in (1.0, 1e-3):
    x = rng.rand(64, 5).astype("float32") * scale
    y = (x.sum(1, keepdims=True) * 0.3 + 0.2 * scale).astype("float32")
    model = build()
    model.compile(loss="mse", optimizer="rmsprop")
    train(model)
    model = build()
    model.compile("adagrad", "mse")
    train(model)
    model = build()
    model.compile(optimizer="adadelta", loss="mse")
    train(model)
    model = build()
    model.compile(optimizer=optimizers.RMSprop(lr=0.01, rho=0.8), loss="mse")
    train(model)
    model = build()
    model.compile(optimizer=optimizers.Adagrad(), loss="mse")
    train(model)
    model = build()
    model.compile(optimizer=optimizers.SGD(lr=0.05, momentum=0.9, nesterov=True, clipnorm=0.01), loss="mse")
    train(model)
    model = build()
    model.compile(optimizer=optimizers.SGD(0.05, 0.5, decay=0.0), loss="mse")
    K.set_value(model.optimizer.lr, 0.5 * K.get_value(model.optimizer.lr))
    train(model)
    print(json.dumps(float(K.get_value(model.optimizer.lr))))
