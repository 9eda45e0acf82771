"""tf.contrib: the parts that programs use most, each in a module of its own, loaded at first use."""

import importlib as _importlib

from compat.errors import MissingModule as _MissingModule
from compat.errors import MissingSymbol as _MissingSymbol
from compat.tf1.contrib._advice import ADVICE as _ADVICE


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name == "keras":
        from compat import tf1

        return tf1.keras
    full = f"{__name__}.{name}"
    try:
        return _importlib.import_module(full)
    except _MissingModule as error:
        if error.symbol != f"tensorflow.contrib.{name}":
            raise
    raise _MissingSymbol(f"tf.contrib.{name}", _ADVICE.get(name, "rewrite this part with TensorFlow 2's own API"))
