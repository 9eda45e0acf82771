import numpy as np
from keras.layers import Dense
from keras.models import Sequential
from keras.wrappers.scikit_learn import KerasClassifier, KerasRegressor


def regression(units=6):
    model = Sequential()
    model.add(Dense(units, input_dim=4, init="ones", activation="relu"))
    model.add(Dense(1, init="ones"))
    model.compile(loss="mean_squared_error", optimizer="sgd")
    return model


def classes():
    model = Sequential([Dense(3, input_dim=4, kernel_initializer="ones", activation="softmax")])
    model.compile(loss="categorical_crossentropy", optimizer="sgd", metrics=["accuracy"])
    return model


def two_classes():
    model = Sequential([Dense(1, input_dim=4, kernel_initializer="ones", activation="sigmoid")])
    model.compile(loss="binary_crossentropy", optimizer="sgd", metrics=["accuracy"])
    return model


rng = np.random.RandomState(0)
x = rng.rand(40, 4)
y = x.sum(1)
for options in ({"nb_epoch": 5}, {"epochs": 5}, {"epochs": 2, "units": 3}):
    regressor = KerasRegressor(build_fn=regression, batch_size=10, shuffle=False, verbose=0, **options)
    print(regressor.fit(x, y).history["loss"])
    print(regressor.predict(x[:3]).tolist(), float(regressor.score(x, y)))

labels = np.array(["a", "b", "c"])[np.arange(40) % 3]
classifier = KerasClassifier(build_fn=classes, epochs=3, batch_size=10, shuffle=False, verbose=0)
classifier.fit(x, labels)
print(classifier.predict(x[:5]), classifier.predict_proba(x[:2]).tolist(), float(classifier.score(x, labels)))

classifier = KerasClassifier(two_classes, epochs=2, batch_size=20, shuffle=False, verbose=0)
classifier.fit(x, (y > 2).astype(int))
print(classifier.predict(x[:3]).tolist(), classifier.predict_proba(x[:2]).tolist())
print(float(classifier.score(x, (y > 2).astype(int))))
