"""Runtime for TensorFlow 1 code, and for generators in TensorFlow 2 code, on TensorFlow 2.

Importing this package imports nothing heavy and changes nothing; each name below loads its module when first used.
"""

import importlib as _importlib

_HOMES = {
    "endings": ("iterate",),
    "epochs": ("EpochRecord", "epoch_guard", "fit"),
    "errors": (
        "BatchMismatch", "CompatError", "DeadlineExceeded", "MissingExtra", "MissingModule", "MissingSymbol",
        "PrematureEnd", "SessionAbandoned", "TooManyCorrupt", "WorkerDied", "WrongOrder",
    ),
    "files": ("dataset_from_files",),
    "generators": ("dataset_from_generator", "report"),
    "modes": ("eager_scope", "graph_scope", "in_tf1_mode"),
    "sessions": ("InteractiveSession", "MonitoredTrainingSession", "Session", "session"),
    "running": ("install", "run_script", "uninstall"),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(_HOME_OF)


def __getattr__(name):
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'compat' has no attribute {name!r}")
    value = getattr(_importlib.import_module(f"compat.{home}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted(set(globals()) | set(__all__))
