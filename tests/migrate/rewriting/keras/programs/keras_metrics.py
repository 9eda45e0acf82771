import json

import numpy as np
from keras.callbacks import EarlyStopping, LearningRateScheduler, ReduceLROnPlateau
from keras.layers import Activation, Dense, Input
from keras.models import Model, Sequential
from keras.optimizers import SGD

rng = np.random.RandomState(0)
x = rng.rand(40, 3).astype("float32")
y = np.floor(x.sum(axis=1))

model = Sequential()
model.add(Dense(1, kernel_initializer="zeros", input_dim=3))
model.compile(loss="mse", optimizer="sgd", metrics=["accuracy", "mae"])
history = model.fit(x, y, nb_epoch=4, verbose=0, shuffle=False, validation_split=0.2)
print(json.dumps({k: [float(v) for v in vs] for k, vs in sorted(history.history.items())}))

inputs = Input(shape=(3,))
outputs = Activation("sigmoid")(Dense(2, kernel_initializer="ones")(inputs))
several = Model(input=inputs, output=outputs)
several.compile(loss="binary_crossentropy", optimizer=SGD(lr=0.5), metrics=["acc"])
callbacks = [
    ReduceLROnPlateau(monitor="val_acc", patience=1, epsilon=0.5, factor=0.5),
    EarlyStopping(monitor="val_loss", patience=3),
]
history = several.fit(
    x,
    np.stack([y > 0, y > 1], 1),
    epochs=6,
    batch_size=10,
    validation_split=0.2,
    callbacks=callbacks,
    verbose=0,
    shuffle=False,
)
print(json.dumps([float(v) for v in history.history["acc"] + history.history["val_loss"]]))

scheduled = Sequential([Dense(3, activation="softmax", kernel_initializer="zeros", input_shape=(3,))])
scheduled.compile(SGD(lr=0.1), "categorical_crossentropy", ["accuracy"])
scheduled.fit(
    x,
    np.eye(3)[y.astype(int)],
    callbacks=[LearningRateScheduler(lambda epoch: 0.1 / (epoch + 1))],
    epochs=3,
    shuffle=False,
    verbose=0,
)
print(json.dumps(scheduled.predict_classes(x[:6]).tolist()))
print(json.dumps(scheduled.predict_proba(x[:2]).ravel().tolist()))
print(json.dumps([float(v) for v in scheduled.evaluate(x, np.eye(3)[y.astype(int)], verbose=0)]))
