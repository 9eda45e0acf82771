import json

import numpy as np
from keras import regularizers
from keras.callbacks import ModelCheckpoint
from keras.layers import Dense, Input
from keras.models import Model

rng = np.random.RandomState(0)
x, held_out = rng.rand(20, 6), rng.rand(7, 6)

inputs = Input(shape=(6,))
code = Dense(4, activation="relu", kernel_initializer="ones", activity_regularizer=regularizers.l1(1e-2))(inputs)
decoded = Dense(6, activation="sigmoid", activity_regularizer="l2", kernel_initializer="ones")(code)
autoencoder = Model(input=inputs, output=decoded)
encoder = Model(input=inputs, output=code)
both = Model(inputs, [code, decoded])
autoencoder.compile(optimizer="sgd", loss="binary_crossentropy")
best = ModelCheckpoint("best_weights.h5", monitor="val_loss", save_best_only=True, save_weights_only=True)
history = autoencoder.fit(
    x, x, nb_epoch=3, batch_size=8, shuffle=False, verbose=0, validation_data=(held_out, held_out), callbacks=[best]
)
print(json.dumps([float(v) for v in history.history["loss"] + history.history["val_loss"]]))
for part in both.predict(x[:2]):
    print(part.tolist())

autoencoder.save_weights("last_weights.h5")
autoencoder.fit(x, x, epochs=1, batch_size=8, shuffle=False, verbose=0)
autoencoder.load_weights("last_weights.h5")
print(float(autoencoder.evaluate(held_out, held_out, verbose=0)))
autoencoder.load_weights("best_weights.h5")
print(float(autoencoder.evaluate(held_out, held_out, verbose=0)))
