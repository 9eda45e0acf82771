import json

import numpy as np
from keras.engine.topology import Input
from keras.layers.advanced_activations import LeakyReLU
from keras.layers.convolutional import Convolution2D, MaxPooling2D
from keras.layers.core import Activation, Dense, Dropout, Flatten
from keras.layers.embeddings import Embedding
from keras.layers.recurrent import GRU, LSTM
from keras.models import Sequential
from keras.objectives import mse
from keras.regularizers import l2
from keras.utils import np_utils
from keras.utils.np_utils import to_categorical

rng = np.random.RandomState(0)
images = rng.rand(12, 8, 8, 1)
labels = np_utils.to_categorical(np.arange(12) % 3, 3)

model = Sequential()
model.add(Convolution2D(2, 3, 3, border_mode="same", subsample=(2, 2), init="ones", input_shape=(8, 8, 1)))
model.add(LeakyReLU(alpha=0.1))
model.add(MaxPooling2D((2, 2), border_mode="valid", dim_ordering="tf"))
model.add(Flatten())
model.add(Dropout(p=0.0))
model.add(Dense(output_dim=3, init="zero", W_regularizer=l2(l=0.01), bias=True))
model.add(Activation("softmax"))
model.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
history = model.fit(images, labels, nb_epoch=3, verbose=0, shuffle=False)
print(json.dumps(history.history["loss"]))

words = rng.randint(0, 10, (9, 4))
reader = Sequential()
reader.add(Embedding(10, 3, init="uniform", input_length=4, weights=[np.arange(30).reshape(10, 3) * 0.01]))
reader.add(GRU(output_dim=3, init="one", inner_init="one", return_sequences=True))
reader.add(LSTM(2, kernel_initializer="ones", recurrent_initializer="ones", recurrent_activation="hard_sigmoid"))
reader.add(Dense(2, kernel_initializer="zeros"))
reader.compile(loss=mse, optimizer="sgd")
history = reader.fit(words, to_categorical(words[:, 0] % 2, 2), epochs=3, verbose=0, shuffle=False)
print(json.dumps(history.history["loss"]))
print(json.dumps(int(reader.count_params())), Input(shape=(3,)).shape[1] == 3)
