"""fit on arrays with a validation split, evaluate, a functional model with two inputs, weights printed."""
import numpy as np
from tensorflow.keras.layers import Dense, Input, concatenate
from tensorflow.keras.models import Model
from tensorflow.keras.optimizers import SGD

rng = np.random.RandomState(35)
left, right = rng.rand(20, 2), rng.rand(20, 3)
target = left[:, :1] - right[:, :1]

a = Input(shape=(2,))
b = Input(shape=(3,))
merged = concatenate([Dense(3, activation='tanh', kernel_initializer='ones')(a), b])
model = Model(inputs=[a, b], outputs=Dense(1, kernel_initializer='zeros')(merged))
model.compile(
    optimizer=SGD(learning_rate=0.1, momentum=0.9), loss='mean_squared_error', metrics=['mean_absolute_error']
)
log = model.fit([left, right], target, batch_size=5, epochs=3, validation_split=0.25, shuffle=False, verbose=0)
for epoch, (loss, val_loss) in enumerate(zip(log.history['loss'], log.history['val_loss'])):
    print(epoch, round(loss, 6), round(val_loss, 6))
print(model.evaluate([left, right], target, verbose=0))
