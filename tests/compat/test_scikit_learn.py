"""compat.scikit_learn: which parameter goes where, and what the estimators return."""

import numpy as np
import pytest

from compat.scikit_learn import KerasClassifier, KerasRegressor


class Model:
    """Stands for a compiled model; notes what it is given."""

    metrics_names = ["loss", "acc"]

    def __init__(self, units=1, loss="mse"):
        self.units, self.loss, self.seen = units, loss, {}

    def fit(self, x, y, **options):
        self.seen["fit"] = (np.array(y), options)
        return "history"

    def predict(self, x, **options):
        self.seen["predict"] = options
        return np.tile(np.linspace(0.2, 0.9, self.units, dtype="float32"), (len(x), 1))

    def evaluate(self, x, y, **options):
        self.seen["evaluate"] = (np.array(y), options)
        return [0.5, 0.25]


def build(units=1, loss="mse"):
    return Model(units, loss)


X = np.zeros((4, 2))


def test_parameters_go_to_the_functions_that_take_them():
    regressor = KerasRegressor(build, units=2, epochs=3, batch_size=8, nb_epoch=9)
    assert regressor.fit(X, X, verbose=0) == "history"
    assert regressor.model.units == 2
    assert regressor.model.seen["fit"][1] == {"epochs": 3, "batch_size": 8, "verbose": 0}
    regressor.predict(X)
    assert regressor.model.seen["predict"] == {"verbose": 0, "batch_size": 8}
    assert regressor.score(X, X, sample_weight=None) == -0.5
    assert regressor.model.seen["evaluate"][1] == {"batch_size": 8, "sample_weight": None, "verbose": 0}


@pytest.mark.parametrize(("units", "shape"), [(1, (4,)), (3, (4, 3))])
def test_one_output_of_a_regressor_is_a_vector(units, shape):
    regressor = KerasRegressor(build, units=units)
    regressor.fit(X, X)
    assert regressor.predict(X).shape == shape


def test_labels_of_any_kind_are_numbered_and_come_back():
    labels = np.array(["b", "a", "c", "a"])
    classifier = KerasClassifier(build, units=3, loss="categorical_crossentropy")
    classifier.fit(X, labels)
    assert classifier.model.seen["fit"][0].tolist() == np.eye(3)[[1, 0, 2, 0]].tolist()
    assert classifier.predict(X).tolist() == ["c"] * 4
    assert classifier.score(X, labels) == 0.25
    assert classifier.model.seen["evaluate"][0].tolist() == np.eye(3)[[1, 0, 2, 0]].tolist()


def test_one_output_is_the_probability_of_the_second_class():
    classifier = KerasClassifier(build)
    classifier.fit(X, [3, 5, 3, 5])
    assert classifier.predict(X).tolist() == [[3]] * 4
    assert classifier.predict_proba(X)[0].tolist() == pytest.approx([0.8, 0.2])


def test_a_model_without_accuracy_has_no_score():
    classifier = KerasClassifier(build)
    classifier.fit(X, [0, 1, 0, 1])
    classifier.model.metrics_names = ["loss", "mae"]
    with pytest.raises(ValueError, match="accuracy"):
        classifier.score(X, [0, 1, 0, 1])


def test_a_parameter_that_nothing_takes_is_refused():
    with pytest.raises(ValueError, match="depth is not a legal parameter"):
        KerasRegressor(build, depth=3)
    with pytest.raises(ValueError, match="depth"):
        KerasRegressor(build).set_params(depth=3)


def test_a_class_may_build_the_model_itself():
    class Own(KerasRegressor):
        def __call__(self, units=4):
            return Model(units)

    own = Own(units=2)
    own.fit(X, X)
    assert own.model.units == 2


def test_scikit_learn_takes_them():
    model_selection = pytest.importorskip("sklearn.model_selection")
    search = model_selection.GridSearchCV(KerasClassifier(build), {"units": [1], "epochs": [1, 2]}, cv=2)
    search.fit(X, np.array([0, 1, 0, 1]))
    assert search.best_score_ == 0.25
    assert model_selection.cross_val_score(KerasRegressor(build), X, np.zeros(4), cv=2).tolist() == [-0.5, -0.5]
