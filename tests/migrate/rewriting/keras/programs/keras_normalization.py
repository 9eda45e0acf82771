import numpy as np
from keras import backend as K
from keras.layers import Activation, BatchNormalization, Conv1D, Conv2D, Dense, Flatten, Input
from keras.models import Model, Sequential

rng = np.random.RandomState(0)
x, y = rng.rand(20, 4, 4, 2), rng.rand(20, 1)
shape = (2, 4, 4) if K.image_data_format() == "channels_first" else (4, 4, 2)

model = Sequential()
model.add(Conv2D(3, 3, input_shape=shape, kernel_initializer="ones"))
model.add(BatchNormalization())
model.add(Activation("relu"))
model.add(Flatten())
model.add(Dense(2, kernel_initializer="ones"))
model.add(BatchNormalization(momentum=0.9, epsilon=1e-5))
model.add(Dense(1, kernel_initializer="ones"))
model.compile("sgd", "mse")
history = model.fit(x, y, batch_size=8, epochs=3, shuffle=False, verbose=0, validation_data=(x, y))
print(history.history["loss"], history.history["val_loss"])
print(model.predict(x)[:4, 0].tolist())
for weight in model.get_weights():
    print(np.ravel(weight)[:4].tolist())

model.save_weights("normalized.h5")
before = model.predict(x)
model.fit(x, y, batch_size=8, epochs=1, shuffle=False, verbose=0)
model.load_weights("normalized.h5")
print(float(abs(model.predict(x) - before).max()))

steps = Input((5, 3))
hidden = BatchNormalization(scale=False)(Conv1D(2, 2, kernel_initializer="ones")(steps))
other = Model(steps, Dense(1, kernel_initializer="ones")(Flatten()(hidden)))
other.compile("sgd", "mse")
for size in (5, 5, 3, 1):
    print(float(other.train_on_batch(rng.rand(size, 5, 3), rng.rand(size, 1))))
for weight in other.get_weights():
    print(np.ravel(weight).tolist())
