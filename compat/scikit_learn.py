"""Keras models as scikit-learn estimators: `keras.wrappers.scikit_learn` of Keras 2.3.1, for the models of any Keras.

Parameters other than `build_fn` go to the functions that take them: to `build_fn`, and to `fit`, `predict` and
`evaluate` of the model that it returns.
"""

import copy
import inspect

import numpy as np

try:
    from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
except ImportError:  # estimators work without scikit-learn, which only its own functions need

    class BaseEstimator: ...

    class ClassifierMixin: ...

    class RegressorMixin: ...


_QUEUE = ("max_queue_size", "workers", "use_multiprocessing")  # of Keras 2, without a use here
_FIT = (
    "x", "y", "batch_size", "epochs", "verbose", "callbacks", "validation_split", "validation_data", "shuffle",
    "class_weight", "sample_weight", "initial_epoch", "steps_per_epoch", "validation_steps", "validation_freq",
)  # fmt: skip
_CLASSES = ("x", "batch_size", "verbose")
_PREDICT = (*_CLASSES, "steps", "callbacks")
_EVALUATE = ("x", "y", "batch_size", "verbose", "sample_weight", "steps", "callbacks")


def _takes(function, name):
    parameters = inspect.signature(function).parameters
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    return name in parameters and parameters[name].kind in kinds


class _Wrapper(BaseEstimator):
    def __init__(self, build_fn=None, **sk_params):
        self.build_fn = build_fn
        self.sk_params = sk_params
        self.check_params(sk_params)

    def _builder(self):
        return self.__call__ if self.build_fn is None else self.build_fn

    def check_params(self, params):
        """Raises ValueError for a parameter that nothing takes."""
        known = {*_FIT, *_PREDICT, *_EVALUATE, *_QUEUE, "nb_epoch"}  # Keras 2.3.1 took nb_epoch and did nothing with it
        for name in params:
            if name not in known and not _takes(self._builder(), name):
                raise ValueError(f"{name} is not a legal parameter")

    def get_params(self, **params):
        """Dictionary of all parameters; arguments are ignored."""
        return {**copy.deepcopy(self.sk_params), "build_fn": self.build_fn}

    def set_params(self, **params):
        """Changes parameters; returns the estimator."""
        self.check_params(params)
        self.sk_params.update(params)
        return self

    def filter_sk_params(self, fn, override=None):
        """The parameters that a function, or one of a list of names, takes; those in `override` come first."""
        names = fn if isinstance(fn, tuple) else [name for name in self.sk_params if _takes(fn, name)]
        return {**{k: v for k, v in self.sk_params.items() if k in names}, **(override or {})}

    def _quietly(self, names, kwargs):
        return {"verbose": 0, **self.filter_sk_params(names, kwargs)}

    def _one_hot(self, y):
        loss = self.model.loss
        name = loss if isinstance(loss, str) else getattr(loss, "__name__", getattr(loss, "name", ""))
        if name != "categorical_crossentropy" or y.ndim == 2:
            return y
        return np.eye(int(y.max()) + 1, dtype="float32")[y.astype("int64")]

    def __sklearn_is_fitted__(self):
        return hasattr(self, "model")

    def fit(self, x, y, **kwargs):
        """Builds the model and trains it; returns Keras's history."""
        self.model = self._builder()(**self.filter_sk_params(self._builder()))
        options = {**copy.deepcopy(self.filter_sk_params(_FIT)), **kwargs}
        return self.model.fit(x, self._one_hot(y), **options)

    def _evaluate(self, x, y, kwargs):
        """{name of the loss or a metric: value}"""
        options = {**self.filter_sk_params(_EVALUATE, kwargs), "verbose": 0}  # the bar of Keras 2.3 showed no values
        if _takes(self.model.evaluate, "return_dict"):
            return self.model.evaluate(x, y, return_dict=True, **options)
        values = np.atleast_1d(self.model.evaluate(x, y, **options))
        return dict(zip(self.model.metrics_names, map(float, values), strict=True))


class KerasClassifier(ClassifierMixin, _Wrapper):
    """A classifier whose `build_fn` returns a compiled model with one output a class, or one for two classes."""

    def fit(self, x, y, sample_weight=None, **kwargs):
        """Trains on labels [n] or [n, 1] of any kind, or one-hot ones [n, classes]; returns Keras's history."""
        y = np.array(y)
        if y.ndim == 2 and y.shape[1] > 1:
            self.classes_ = np.arange(y.shape[1])
        elif y.ndim == 1 or (y.ndim == 2 and y.shape[1] == 1):
            self.classes_ = np.unique(y)
            y = np.searchsorted(self.classes_, y)
        else:
            raise ValueError(f"Invalid shape for y: {y.shape}")
        self.n_classes_ = len(self.classes_)
        if sample_weight is not None:
            kwargs["sample_weight"] = sample_weight
        return super().fit(x, y, **kwargs)

    def predict(self, x, **kwargs):
        """The labels: [n] for several outputs, [n, 1] for one."""
        probabilities = self.model.predict(x, **self._quietly(_CLASSES, kwargs))
        if probabilities.shape[-1] > 1:
            return self.classes_[probabilities.argmax(axis=-1)]
        return self.classes_[(probabilities > 0.5).astype("int32")]

    def predict_proba(self, x, **kwargs):
        """Probabilities [n, classes], float32."""
        probabilities = self.model.predict(x, **self._quietly(_CLASSES, kwargs))
        return np.hstack([1 - probabilities, probabilities]) if probabilities.shape[1] == 1 else probabilities

    def score(self, x, y, **kwargs):
        """The accuracy; ValueError for a model that was compiled without it."""
        found = self._evaluate(x, self._one_hot(np.searchsorted(self.classes_, y)), kwargs)
        for name in ("accuracy", "acc"):
            if name in found:
                return found[name]
        raise ValueError("The model is not configured to compute accuracy: compile it with metrics=['accuracy']")


class KerasRegressor(RegressorMixin, _Wrapper):
    """A regressor whose `build_fn` returns a compiled model."""

    def predict(self, x, **kwargs):
        """Predictions [n], or [n, outputs] for several outputs."""
        predictions = np.array(self.model.predict(x, **self._quietly(_PREDICT, kwargs)))
        return np.squeeze(predictions, axis=-1) if predictions.shape[-1] == 1 else predictions

    def score(self, x, y, **kwargs):
        """Minus the loss, so that more is better."""
        return -self._evaluate(x, y, kwargs)["loss"]
