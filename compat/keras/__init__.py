"""Keras 2.3.1 as the package ``keras`` was, on tf-keras: ``from compat import keras``.

Layers are numbered from 1, metrics are named as they were asked for, optimizers have Keras 2.3.1's defaults, Keras 1
spellings of arguments are understood, and the modules have their old places (``keras.layers.core``,
``keras.utils.np_utils``, ``keras.engine.topology``, ...). Importing it imports ``compat.tf1``.
"""

import sys as _sys

from compat import tf1 as _tf1  # noqa: F401  (TensorFlow 1 mode)
from compat.keras import _places
from compat.tf1 import _imports
from compat.tf1._namespace import public_names as _public_names

_imports.add_root("compat.keras", _places.resolve)

__version__ = "2.3.1"


def __getattr__(name):
    if name == "__all__":  # from compat.keras import *
        return _public_names(_sys.modules[__name__])
    value = _places.top(name)
    globals()[name] = value
    return value


def __dir__():
    return sorted(set(globals()) | set(_places.TOP))
