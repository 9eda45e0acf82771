"""fit_generator with an endless generator function and an array tuple for validation."""
import numpy as np
import tensorflow as tf


def generator(features, labels, batch_size):
    while True:
        for i in range(0, len(features), batch_size):
            yield features[i:i + batch_size], labels[i:i + batch_size]


rng = np.random.RandomState(0)
X = rng.rand(40, 5).astype('float32')
Y = X.sum(axis=1, keepdims=True)

model = tf.keras.models.Sequential()
model.add(tf.keras.layers.Dense(4, activation='relu', input_dim=5, kernel_initializer=tf.keras.initializers.Constant(0.2)))
model.add(tf.keras.layers.Dense(1, kernel_initializer='ones'))
model.compile(loss='mse', optimizer=tf.keras.optimizers.SGD(learning_rate=0.01))
train_data = tf.data.Dataset.from_generator(
    lambda: generator(X[:30], Y[:30], 10),
    output_signature=(tf.TensorSpec([None, 5], tf.float32), tf.TensorSpec([None, 1], tf.float32)),
)
history = model.fit(train_data, steps_per_epoch=3, epochs=3,
                    validation_data=(X[30:], Y[30:]), verbose=0)
print(sorted(history.history.keys()))
print(history.history['loss'])
print(history.history['val_loss'])
print(model.predict(X[:2], verbose=0))
