import json

import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.optimizers import SGD


class Data:
    def __init__(self, n):
        self.x = np.linspace(0, 1, n * 3).reshape(n, 3)
        self.y = (self.x.sum(axis=1) > 1.5).astype("int64")

    def batches(self, size):
        while 1:
            for start in range(0, len(self.x), size):
                yield self.x[start : start + size], self.y[start : start + size]


def finite(x, y):
    for i in range(4):
        yield x[i * 5 : i * 5 + 5], y[i * 5 : i * 5 + 5]


def build():
    model = Sequential()
    model.add(Dense(1, input_dim=3, activation="sigmoid", kernel_initializer="zeros"))
    model.compile(SGD(lr=0.5), "binary_crossentropy", metrics=["acc"])
    return model


data = Data(20)
train = data.batches(8)
valid = data.batches(4)
model = build()
history = model.fit_generator(
    train,
    len(data.x) / 6,  # a fraction of a step
    5,
    validation_data=valid,
    validation_steps=3,
    class_weight={0: 1.0, 1: 2.0},
    initial_epoch=2,
    workers=1,
    shuffle=False,
    verbose=0,
)
print(json.dumps(history.history["loss"]))
print(json.dumps([float(v) for v in history.history["acc"] + history.history["val_acc"]]))
once = model.fit_generator(finite(data.x, data.y), samples_per_epoch=4, nb_epoch=1, verbose=0, nb_worker=1)
print(json.dumps([float(v) for v in once.history["loss"]]))
print(json.dumps(model.predict_generator(generator=data.batches(4), val_samples=2).ravel().tolist()))
print(json.dumps(model.predict_classes(data.x).ravel().tolist()))
