"""Writes files/*.h5, models of Keras 2, and beside each what it predicts and how its training goes on (.npz).

    python3.7 tests/migrate/models/record.py tf|keras

Needs TensorFlow 1.15.5; `keras` also Keras 2.3.1.
"""

import os
import sys

import numpy as np

os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "files")


def main(which):
    if which == "tf":
        from tensorflow import keras
    else:
        import keras
    layers, optimizers = keras.layers, keras.optimizers
    random = np.random.RandomState(3)
    x, images = random.rand(8, 4).astype("float32"), random.rand(4, 6, 6, 2).astype("float32")
    words, labels = random.randint(0, 9, (4, 5)), random.randint(0, 2, (8, 1)).astype("float32")
    taken, shared = [layers.Input(shape=(4,)), layers.Input(shape=(4,))], layers.Dense(3, activation="tanh")
    sums = layers.add([shared(taken[0]), shared(taken[1])])
    given = layers.Input(shape=(6, 6, 2))
    net = layers.SeparableConv2D(3, 3, padding="same")(given)
    net = layers.BatchNormalization()(layers.Conv2DTranspose(2, 3)(net))
    net = layers.LeakyReLU(0.2)(layers.UpSampling2D()(layers.MaxPooling2D()(net)))
    net = layers.TimeDistributed(layers.Dense(2))(layers.Reshape((2, 1))(layers.GlobalAveragePooling2D()(net)))
    dense = [
        layers.Dense(5, activation="relu", input_shape=(4,), kernel_regularizer=keras.regularizers.l2(0.01)),
        layers.Dropout(0.0),
        layers.Dense(1, activation="sigmoid", kernel_initializer="he_normal"),
    ]
    recurrent = [
        layers.Embedding(9, 3, input_length=5),
        layers.Bidirectional(layers.LSTM(2, return_sequences=True)),
        layers.GRU(2, recurrent_activation="hard_sigmoid"),
        layers.Dense(1),
    ]
    save(which, "dense", keras.Sequential(dense), x, labels, optimizers.Adam(lr=0.01), "binary_crossentropy")
    slow = optimizers.SGD(lr=0.02, momentum=0.9, decay=0.01, nesterov=True)
    save(which, "recurrent", keras.Sequential(recurrent), words, random.rand(4, 1), slow, "mse")
    save(which, "two_inputs", keras.models.Model(taken, sums), [x, 1 - x], random.rand(8, 3), "rmsprop", "mae")
    save(which, "layers", keras.models.Model(given, net), images, random.rand(4, 2, 2), "adagrad", "mse")


def save(which, name, model, x, y, optimizer, loss):
    model.compile(optimizer=optimizer, loss=loss, metrics=["mae"])
    model.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0)
    path = os.path.join(FOLDER, which + "_" + name)
    model.save(path + ".h5")
    predicted = model.predict(x)
    losses = model.fit(x, y, epochs=2, batch_size=4, shuffle=False, verbose=0).history["loss"]
    inputs = x if isinstance(x, list) else [x]
    given = {"x" + str(number): array for number, array in enumerate(inputs)}
    np.savez_compressed(path + ".npz", y=y, predicted=predicted, losses=losses, **given)


if __name__ == "__main__":
    main(sys.argv[1])
