import keras.backend as K
import numpy as np
from keras.layers import LSTM, Bidirectional, Dense, Input, SimpleRNN
from keras.models import Model

if len(K.tensorflow_backend._get_available_gpus()) > 0:
    from keras.layers import CuDNNLSTM as LSTM

rng = np.random.RandomState(1)
x = rng.randn(2, 5, 3)


def fill(model):
    model.set_weights([rng.randn(*w.shape) * 0.5 for w in model.get_weights()])


steps = Input(shape=(5, 3))
for layer in (
    Bidirectional(LSTM(2, return_state=True, return_sequences=True)),
    Bidirectional(LSTM(2, return_state=True, return_sequences=False)),
    LSTM(2, return_state=True),
    SimpleRNN(2, return_state=True),
    Bidirectional(SimpleRNN(2, return_state=True, return_sequences=True), merge_mode="sum"),
):
    model = Model(steps, layer(steps))
    fill(model)
    for part in model.predict(x):
        print(part.shape, np.ravel(part)[:6].tolist())

# an encoder, and a decoder whose layers two models share
sources, targets = Input((5, 3)), Input((5, 3))
_, hidden, carry = LSTM(4, return_state=True)(sources)
decoder_layer, words = LSTM(4, return_sequences=True, return_state=True), Dense(3, activation="softmax")
decoded, _, _ = decoder_layer(targets, initial_state=[hidden, carry])
training = Model([sources, targets], words(decoded))
training.compile("sgd", "categorical_crossentropy", metrics=["accuracy"])
fill(training)
labels = np.eye(3)[rng.randint(0, 3, (2, 5))]
history = training.fit([x, x], labels, epochs=3, verbose=0, shuffle=False)
print(history.history["loss"], [float(v) for v in history.history["accuracy"]])

encoder = Model(sources, [hidden, carry])
old_hidden, old_carry, word = Input((4,)), Input((4,)), Input((1, 3))
decoded, new_hidden, new_carry = decoder_layer(word, initial_state=[old_hidden, old_carry])
decoder = Model([word, old_hidden, old_carry], [words(decoded), new_hidden, new_carry])
for part in decoder.predict([x[:, :1]] + encoder.predict(x)):
    print(part.shape, np.ravel(part)[:6].tolist())
