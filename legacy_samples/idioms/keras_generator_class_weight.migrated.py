"""fit_generator with class_weight, initial_epoch and a finite validation generator; history keys 'acc', 'val_acc'."""
import itertools
import numpy as np
import tensorflow as tf
import compat

K = tf.keras


def endless(x, y):
    while 1:
        for row in range(0, len(x), 5):
            yield (x[row:row + 5], y[row:row + 5])


rng = np.random.RandomState(18)
x = rng.randn(20, 3).astype(np.float32)
y = (x[:, 0] > 0).astype(np.int32)

net = K.models.Sequential([
    K.layers.Dense(6, activation='tanh', input_shape=(3,), kernel_initializer=K.initializers.RandomUniform(-0.3, 0.3)),
    K.layers.Dense(2, activation='softmax', kernel_initializer='zeros')])
net.compile(
    optimizer=K.optimizers.SGD(learning_rate=0.1, momentum=0.9), loss='sparse_categorical_crossentropy', metrics=['acc']
)
train_data = compat.dataset_from_generator(lambda: endless(x, y))
validation_batches = endless(x, y)
validation_data = compat.dataset_from_generator(lambda: itertools.islice(validation_batches, 4))
log = net.fit(x=train_data, steps_per_epoch=4, epochs=4, initial_epoch=1,
              class_weight={0: 1.0, 1: 3.0}, validation_data=validation_data, validation_steps=4, verbose=0)
print(log.epoch, log.history['acc'])
print(log.history['val_acc'], log.history['val_loss'])
