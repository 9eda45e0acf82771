"""tf.contrib.learn: data sets, vocabularies, modes and the configuration of estimators."""

import importlib as _importlib


def __getattr__(name):
    from compat.errors import MissingSymbol

    if name.startswith("__"):
        raise AttributeError(name)
    if name in ("datasets", "preprocessing"):
        return _importlib.import_module(f"compat.tf1.contrib.learn.{name}")
    estimator = _importlib.import_module("compat.tf1.estimator")
    if name in ("ModeKeys", "RunConfig", "EstimatorSpec"):
        return getattr(estimator, name)
    raise MissingSymbol(f"tf.contrib.learn.{name}", "use tf.estimator or Keras")


def __dir__():
    return sorted([*globals(), "datasets", "preprocessing", "EstimatorSpec", "ModeKeys", "RunConfig"])
