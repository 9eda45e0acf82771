"""tf.contrib.distributions: tf.distributions, and tensorflow-probability where it is installed."""

import tensorflow as _tf

from compat.errors import MissingExtra as _MissingExtra

_base = _tf.compat.v1.distributions


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if hasattr(_base, name):
        return getattr(_base, name)
    try:
        import tensorflow_probability as tfp
    except ImportError as error:
        raise _MissingExtra(
            f"tf.contrib.distributions.{name} needs tensorflow-probability: pip install tensorflow-probability"
        ) from error
    for place in (tfp.distributions, tfp.bijectors):
        if hasattr(place, name):
            return getattr(place, name)
    from compat.errors import MissingSymbol

    raise MissingSymbol(f"tf.contrib.distributions.{name}", "see tensorflow-probability for what took its place")
