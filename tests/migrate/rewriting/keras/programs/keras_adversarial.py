import numpy as np
from keras.layers import Activation, BatchNormalization, Dense, LeakyReLU
from keras.models import Sequential
from keras.optimizers import SGD

BATCH = 8


def generator_model():
    model = Sequential()
    model.add(Dense(input_dim=4, output_dim=6, init="ones"))
    model.add(BatchNormalization())
    model.add(Activation("tanh"))
    model.add(Dense(5, kernel_initializer="identity"))
    return model


def discriminator_model():
    model = Sequential()
    model.add(Dense(6, input_dim=5, kernel_initializer="identity"))
    model.add(LeakyReLU(0.2))
    model.add(Dense(1, kernel_initializer="ones"))
    model.add(Activation("sigmoid"))
    return model


def train():
    rng = np.random.RandomState(0)
    data = rng.rand(40, 5)
    discriminator = discriminator_model()
    discriminator.compile(loss="binary_crossentropy", optimizer=SGD(lr=0.1))
    discriminator.trainable = False
    generator = generator_model()
    combined = Sequential([generator, discriminator])
    combined.compile(loss="binary_crossentropy", optimizer=SGD(lr=0.05, momentum=0.5))
    for epoch in range(3):
        for index in range(40 // BATCH):
            noise = rng.uniform(-1, 1, (BATCH, 4))
            images = np.concatenate((data[index * BATCH : (index + 1) * BATCH], generator.predict(noise, verbose=0)))
            labels = [1] * BATCH + [0] * BATCH
            loss = discriminator.train_on_batch(images, labels)
            other = combined.train_on_batch(rng.uniform(-1, 1, (BATCH, 4)), [1] * BATCH)
            print(epoch, index, float(loss), float(other))
        print(float(discriminator.train_on_batch(data[:3], np.ones((3, 1)))))  # another batch size
        print(float(discriminator.train_on_batch(data[3:5], np.zeros((2, 1)))))


train()
