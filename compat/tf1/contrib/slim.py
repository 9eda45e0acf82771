"""tf.contrib.slim: contrib's layers, variables and losses under slim's names, and slim.learning.

The networks of slim.nets are those of the package tf-slim, where it is installed and works.
"""

import sys as _sys

import tensorflow as _tf

from compat.tf1.contrib import _slim_learning as learning  # noqa: F401
from compat.tf1.contrib import framework as _framework
from compat.tf1.contrib import layers as _layers
from compat.tf1.contrib import losses, metrics, model_analyzer  # noqa: F401
from compat.tf1.contrib.framework import add_arg_scope, arg_scope, arg_scoped_arguments, variables  # noqa: F401
from compat.tf1.contrib.layers import collecting as utils  # noqa: F401
from compat.tf1.contrib.model_analyzer import analyze_ops, analyze_vars, tensor_description  # noqa: F401


def __getattr__(name):
    from compat.errors import MissingSymbol

    if name.startswith("__"):
        raise AttributeError(name)
    if name in ("slim", "python"):
        return _sys.modules[__name__]
    for place in (_layers, _framework):
        if hasattr(place, name):
            return getattr(place, name)
    advice = "use keras.applications or the package tf-slim" if name == "nets" else None
    raise MissingSymbol(f"tf.contrib.slim.{name}", advice)


def __dir__():
    return sorted({*globals(), *dir(_layers), *dir(_framework)})


l1_regularizer = _layers.l1_regularizer
l2_regularizer = _layers.l2_regularizer
get_or_create_global_step = _tf.compat.v1.train.get_or_create_global_step
