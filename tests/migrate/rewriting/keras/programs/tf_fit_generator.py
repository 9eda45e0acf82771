import json

import numpy as np
import tensorflow as tf


def batches(x, y, batch_size):
    start = 0
    while True:
        yield x[start : start + batch_size], y[start : start + batch_size]
        start = (start + batch_size) % len(x)


rng = np.random.RandomState(0)
x = rng.rand(96, 4).astype("float32")
y = x.sum(axis=1, keepdims=True)
steps = len(x) / 32

model = tf.keras.Sequential([tf.keras.layers.Dense(1, kernel_initializer="zeros", input_shape=(4,))])
model.compile(optimizer=tf.keras.optimizers.SGD(lr=0.1), loss="mse", metrics=["mae"])
history = model.fit_generator(
    batches(x, y, 32),
    steps_per_epoch=steps,
    epochs=3,
    validation_data=batches(x, y, 16),
    validation_steps=3,
    workers=0,
    max_queue_size=4,
    verbose=0,
)
scores = model.evaluate_generator(batches(x, y, 16), 4)
predicted = model.predict_generator(batches(x, y, 16), steps=2, workers=1)
print(json.dumps({k: [float(v) for v in vs] for k, vs in sorted(history.history.items())}))
print(json.dumps([float(v) for v in scores]))
print(json.dumps(predicted.ravel().tolist()))
