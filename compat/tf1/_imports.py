"""Imports of modules that exist only as attributes: ``from compat.tf1.keras.layers import Dense``.

`install` adds one finder for names below ``compat.tf1`` and ``compat.keras`` (nothing else is touched). A name is
resolved as TensorFlow 1 would: by attribute from the namespace above, else TensorFlow's own module of that name.
"""

import functools
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys
import types

from compat.errors import MissingModule
from compat.tf1._namespace import Lazy, Namespace

ROOT = "compat.tf1"

# TensorFlow 1's internal modules that moved: dotted path below `tensorflow` -> importable module.
MOVED = {
    "python.keras.layers": "compat.tf1.keras.layers",
    "python.keras": "compat.tf1.keras",
    "python.layers": "compat.tf1.layers",
    "python.layers.base": "tf_keras.src.legacy_tf_layers.base",
    "python.layers.core": "compat.tf1.layers",
    "python.layers.convolutional": "compat.tf1.layers",
    "python.layers.normalization": "compat.tf1.layers",
    "python.layers.pooling": "compat.tf1.layers",
    "python.layers.layers": "compat.tf1.layers",
    "python.layers.utils": "tensorflow.python.layers.utils",
    "python.ops.rnn_cell": "compat.tf1.nn.rnn_cell",
    "python.ops.rnn_cell_impl": "compat.tf1.nn.rnn_cell",
    "python.ops.seq2seq": "compat.tf1.contrib.legacy_seq2seq",
    "python.estimator": "compat.tf1.estimator",
    "python.ops.distributions": "tensorflow.python.ops.distributions",
    "python.training.training_ops": "tensorflow.python.ops.gen_training_ops",
    "python.pywrap_tensorflow": "compat.tf1.pywrap_tensorflow",
    "contrib.learn.python.learn.datasets.mnist": "compat.tf1.examples.tutorials.mnist.input_data",
    "contrib.learn.python.learn.datasets": "compat.tf1.contrib.learn.datasets",
    "contrib.rnn.python.ops.core_rnn_cell": "compat.tf1.nn.rnn_cell",
    "contrib.rnn.python.ops.core_rnn_cell_impl": "compat.tf1.nn.rnn_cell",
    "contrib.keras.api.keras": "compat.tf1.keras",
    "contrib.keras.python.keras": "compat.tf1.keras",
    "contrib.keras.api": "compat.tf1.keras",
    "contrib.keras.python": "compat.tf1.keras",
    "contrib.keras": "compat.tf1.keras",
    "contrib.autograph": "tensorflow.autograph",
}


class _Loader(importlib.abc.Loader):
    def __init__(self, target):
        self.target = target

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        # the import system takes what sys.modules holds afterwards: the target itself, its own spec untouched
        sys.modules[module.__name__] = self.target


class Finder(importlib.abc.MetaPathFinder):
    """Finds modules below the prefixes of ``roots``; each root maps to a function from dotted path to module."""

    def __init__(self, roots):
        self.roots = roots

    def find_spec(self, name, path=None, target=None):
        for root, resolve in self.roots.items():
            if name.startswith(root + "."):
                own = _own_file(name)
                if own is not None:
                    return own
                found = resolve(name[len(root) + 1 :])
                if found is None:
                    raise MissingModule(*_explain(name))
                return importlib.machinery.ModuleSpec(name, _Loader(found), is_package=True)
        return None


def _own_file(name):
    """The spec of a module of this package, or None. A parent that is an alias has another package's files."""
    above = name.rpartition(".")[0]
    parent = sys.modules.get(above)
    if parent is None or getattr(getattr(parent, "__spec__", None), "name", None) != above:
        return None
    spec = importlib.machinery.PathFinder.find_spec(name, list(getattr(parent, "__path__", [])))
    if spec is not None and spec.submodule_search_locations is None and name.startswith(f"{ROOT}.contrib."):
        # contrib's parts are packages in TensorFlow 1: contrib.rnn.python.ops.core_rnn_cell
        spec.submodule_search_locations = []
    return spec


def _explain(name):
    dotted = name[len(ROOT) + 1 :] if name.startswith(ROOT + ".") else name.partition(".")[2]
    parts = dotted.split(".")
    if name.startswith(ROOT + ".contrib."):
        from compat.tf1.contrib._advice import ADVICE

        return f"tensorflow.{dotted}", ADVICE.get(parts[1], "rewrite this part with TensorFlow 2's own API")
    top = "tensorflow" if name.startswith(ROOT + ".") else name.split(".")[1]
    return f"{top}.{dotted}", "TensorFlow 2 has nothing of that name"


# Packages whose internal modules export what the package does.
_FLAT = ("python.estimator", "python.keras.layers")

_cache = {}


def resolve(dotted):
    """The module that TensorFlow 1 calls ``tensorflow.<dotted>``, or None."""
    if dotted not in _cache:
        found = _resolve(dotted)
        children = _children(dotted)
        if children and found is not None:
            found = Namespace(
                f"tf.{dotted}", found, {c: Lazy(functools.partial(resolve, f"{dotted}.{c}")) for c in children}
            )
        if found is None:
            return None
        _cache[dotted] = found
    return _cache[dotted]


def _children(dotted):
    """Last parts of the moved names right below one, where they lie elsewhere than below its own module."""
    above = dotted + "."
    names = {name[len(above) :].partition(".")[0] for name in MOVED if name.startswith(above)}
    return sorted(n for n in names if dotted.startswith("python"))


def _resolve(dotted):
    parts = dotted.split(".")
    for n in range(len(parts), 0, -1):
        name = ".".join(parts[:n])
        target = MOVED.get(name)
        if target:
            module = _import(target)
            found = _below(module, parts[n:])
            if found is None and parts[:2] == ["python", "keras"]:
                found = _file(f"tf_keras.src.{'.'.join(parts[2:])}")
            if found is None and name in _FLAT:
                found = module
            return found
    if parts[0] == "python":
        return _below(_import("tensorflow.python"), parts[1:])
    if parts[0] == "contrib":
        return _contrib(parts) if len(parts) > 2 else None
    return _below(sys.modules[ROOT], parts)


def _file(name):
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        return None


def _contrib(parts):
    try:
        package = importlib.import_module(f"{ROOT}.contrib.{parts[1]}")
    except ModuleNotFoundError:
        return None
    # the internal modules of a contrib package export what the package does
    inner = "python" in parts
    rest = [p for p in parts[2:] if p not in ("python", "ops", parts[1])]
    while rest:
        found = _below(package, rest)
        if found is not None:
            return found
        if not inner and rest[-1] not in _INTERNAL:
            return None
        rest.pop()
    return package


_INTERNAL = {
    "core_rnn_cell", "core_rnn_cell_impl", "core_rnn", "rnn_cell", "rnn", "lstm_ops", "layers", "initializers",
    "regularizers", "optimizers", "utils", "summaries", "variables", "arg_scope", "ops", "slim", "loss_ops",
    "metric_ops", "decoder", "basic_decoder", "helper", "attention_wrapper", "beam_search_decoder", "loss", "hparam",
    "learning", "evaluation", "model_analyzer", "estimators", "estimator", "seq2seq", "tfe", "checkpoint_utils", "text",
    "categorical_vocabulary", "bucket_ops", "training",
}  # fmt: skip


def _import(name):
    if name.startswith(ROOT + "."):
        return _below(sys.modules[ROOT], name[len(ROOT) + 1 :].split("."))
    return importlib.import_module(name)


def _below(value, parts):
    for part in parts:
        if value is None:
            return None
        child = None
        own = getattr(value, "__name__", "")
        try:
            child = getattr(value, part)
        except AttributeError:
            pass
        if not isinstance(child, types.ModuleType):
            child = _submodule(value, own, part)
        value = child
    return value if isinstance(value, types.ModuleType) else None


def _submodule(package, own, part):
    """A module that lies in a package as a file, or None; aliases are not looked for, that is the caller's work."""
    if not own.startswith(("tensorflow", "tf_keras", "keras", ROOT)):
        return None
    path = getattr(package, "__path__", None)
    if path is None or importlib.machinery.PathFinder.find_spec(f"{own}.{part}", list(path)) is None:
        return None
    return importlib.import_module(f"{own}.{part}")


_finder = Finder({ROOT: resolve})


def install():
    """Adds the finder once."""
    if _finder not in sys.meta_path:
        # first: the usual finder would load a second copy of an alias's submodules
        sys.meta_path.insert(0, _finder)


def add_root(root, function):
    """Serves ``root.x.y`` from ``function("x.y")``, which returns a module or None."""
    _finder.roots[root] = function
    install()
