"""EarlyStopping, ModelCheckpoint and ReduceLROnPlateau watching val_acc and val_loss."""
import os

import numpy as np
import tensorflow as tf
from tensorflow.keras.callbacks import EarlyStopping, LambdaCallback, ModelCheckpoint, ReduceLROnPlateau

rng = np.random.RandomState(24)
x = rng.randn(40, 4).astype('float32')
y = (x[:, 0] - x[:, 1] > 0).astype('float32')

model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation='sigmoid', input_shape=(4,), kernel_initializer='zeros')])
model.compile(loss='binary_crossentropy', optimizer=tf.keras.optimizers.SGD(learning_rate=2.0), metrics=['acc'])
callbacks = [
    EarlyStopping(monitor='val_acc', patience=2),
    ModelCheckpoint('best.h5', monitor='val_loss', save_best_only=True),
    ReduceLROnPlateau(monitor='val_acc', factor=0.5, patience=1),
    LambdaCallback(on_epoch_end=lambda epoch, logs: print(epoch, '%.5f %.5f' % (logs['val_loss'], logs['val_acc']))),
]
history = model.fit(x[:30], y[:30], batch_size=10, epochs=10, shuffle=False, verbose=0,
                    validation_data=(x[30:], y[30:]), callbacks=callbacks)
print(len(history.history['val_acc']), os.path.exists('best.h5'))
print(float(model.optimizer.learning_rate.numpy()))
