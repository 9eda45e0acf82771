import json

import numpy as np
import tensorflow as tf

rng = np.random.RandomState(0)
x = rng.rand(40, 3).astype("float32")
y = (x.sum(axis=1) > 1.5).astype("int32")

model = tf.keras.models.Sequential(
    [
        tf.keras.layers.Dense(2, activation="softmax", kernel_initializer="zeros", input_shape=(3,)),
    ]
)
model.compile(optimizer=tf.keras.optimizers.SGD(0.5), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
stop = tf.keras.callbacks.EarlyStopping(monitor="val_acc", patience=2)
history = model.fit(x, y, epochs=8, batch_size=8, validation_split=0.25, callbacks=[stop], verbose=0, shuffle=False)
print(json.dumps([float(v) for v in history.history["acc"]]))
print(json.dumps([float(v) for v in history.history["val_acc"]]))
print(json.dumps(sorted(history.history)), len(history.epoch))
score = model.evaluate(x, y, verbose=0)
print(model.metrics_names[1], f"{score[1]:.4f}")

regression = tf.keras.models.Sequential([tf.keras.layers.Dense(1, kernel_initializer="zeros", input_shape=(3,))])
regression.compile(loss="mse", optimizer="sgd", metrics=["mae", "accuracy"])
history = regression.fit(x, x.sum(axis=1), epochs=3, verbose=0, shuffle=False)
print(json.dumps({k: [float(v) for v in vs] for k, vs in sorted(history.history.items())}))

several = tf.keras.models.Sequential(
    [
        tf.keras.layers.Dense(2, activation="sigmoid", kernel_initializer="ones", input_shape=(3,)),
    ]
)
several.compile(loss="binary_crossentropy", optimizer="sgd", metrics=["accuracy"])
history = several.fit(x, np.eye(2)[y], epochs=3, verbose=0, shuffle=False)
print(json.dumps([float(v) for v in history.history["acc"]]))
