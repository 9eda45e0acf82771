"""Keras models that are compiled with optimizers of tf.train."""

import numpy as np
import tensorflow as tf
from tensorflow import keras

learning_rate = 0.05
data = np.linspace(-1, 1, 48).reshape(16, 3)
labels = (np.arange(32).reshape(16, 2) % 3 > 0).astype(np.float32)


def train(optimizer_name):
    model = keras.Sequential()
    model.add(keras.layers.Dense(4, activation='tanh', kernel_initializer='ones', input_shape=(3,)))
    model.add(keras.layers.Dense(2, activation='sigmoid', kernel_initializer='ones'))
    if optimizer_name == 'adam':
        model.compile(
            optimizer=tf.keras.optimizers.Adam(learning_rate, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8),
            loss='binary_crossentropy',
            metrics=[tf.keras.metrics.BinaryAccuracy(name='acc')],
        )
    elif optimizer_name == 'momentum':
        model.compile(tf.keras.optimizers.SGD(0.1, momentum=0.9), 'mse')
    elif optimizer_name == 'adagrad':
        optimizer = tf.keras.optimizers.Adagrad(learning_rate=0.1, epsilon=0.0)
        model.compile(optimizer=optimizer, loss='mae')
    else:
        model.compile(optimizer=tf.keras.optimizers.SGD(1.0), loss='mse')
    history = model.fit(data, labels, epochs=4, batch_size=8, shuffle=False, verbose=0)
    print(optimizer_name, [round(float(v), 5) for v in history.history['loss']])
    print(model.predict(data[:2], verbose=0).round(4).astype(float).tolist())


for name in ['adam', 'momentum', 'adagrad', 'sgd']:
    train(name)
