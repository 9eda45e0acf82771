"""TensorFlow 1.15's ``tensorflow`` module on TensorFlow 2: ``from compat import tf1 as tf``.

The names are those of tf.compat.v1, with what TensorFlow 2 lost put back: tf.keras, tf.layers and tf.nn.rnn_cell
(from the tf-keras package, whatever TF_USE_LEGACY_KERAS says), tf.contrib, tf.estimator, tf.examples, the names of
TensorFlow 0.x, and sessions that can have deadlines. Importing this module puts the process in TensorFlow 1 mode
(graph mode, v1 variables, shapes and control flow), unless it happens inside ``compat.graph_scope()``;
``compat.eager_scope()`` is for TensorFlow 2 code in such a process.

A name without an equivalent raises ``compat.MissingSymbol``, an AttributeError that says what to do.
``tf.__version__`` is "1.15.5", the version whose interface this is; ``runtime_version`` is TensorFlow's own.
"""

import os as _os
import sys as _sys

if "tensorflow" not in _sys.modules:
    # read by TensorFlow when it loads; later it has no effect, and this module then does without it
    _os.environ.setdefault("TF_USE_LEGACY_KERAS", "1")

import tensorflow as _tensorflow  # noqa: E402

from compat import modes as _modes  # noqa: E402
from compat import numpy1 as _numpy1  # noqa: E402
from compat import running as _running  # noqa: E402

_modes.enter_tf1()
_numpy1.install(_running._from_user)

from compat.tf1 import _datasets, _imports, _internals, _symbols  # noqa: E402
from compat.tf1._namespace import cacheable as _cacheable  # noqa: E402
from compat.tf1._namespace import lookup as _lookup  # noqa: E402
from compat.tf1._namespace import public_names as _public_names  # noqa: E402

_imports.install()
_internals.put_back()
_datasets.as_tensorflow_1_prints()

__version__ = "1.15.5"
runtime_version = _tensorflow.__version__


def __getattr__(name):
    if name == "__all__":  # from compat.tf1 import *
        return _public_names(_sys.modules[__name__])
    value = _lookup(name, "tf", _tensorflow.compat.v1, _symbols.EXTRA, _symbols.ADVICE)
    if _cacheable(name):
        globals()[name] = value
    return value


def __dir__():
    own = {n for n in globals() if not n.startswith("_")}
    return sorted(own | set(_symbols.EXTRA) | set(dir(_tensorflow.compat.v1)))
