"""lr= and decay= of Keras optimizers, which shrink the rate at every batch."""
import numpy as np
from compat import tf1 as tf
from compat.tf1.keras import optimizers

x = np.linspace(-1, 1, 16).reshape(-1, 1)
y = 2 * x + 1
for optimizer in (optimizers.SGD(lr=0.2, decay=0.1, momentum=0.5, nesterov=True),
                  optimizers.Adam(lr=0.1, decay=0.05)):
    model = tf.keras.Sequential([tf.keras.layers.Dense(1, input_shape=[1], kernel_initializer='zeros')])
    model.compile(loss='mse', optimizer=optimizer)
    log = model.fit(x, y, batch_size=4, epochs=3, shuffle=False, verbose=0)
    print(['%.5f' % v for v in log.history['loss']])
    print(model.get_weights()[0].ravel(), model.get_weights()[1])
