"""Runs unmodified TensorFlow 1 programs: ``python -m compat run script.py`` and `install` for a program's first line.

The one trick: ``import tensorflow`` (any form) written in *user code* gets ``compat.tf1``, and ``import keras`` gets
``compat.keras``. Code of TensorFlow, Keras and other installed packages sees what it always saw. User code is every
module that does not lie in a site-packages folder or in Python's own library.
"""

import builtins
import functools
import os
import sys
import sysconfig

from compat import numpy1, pyplot3

MAPPED = {"tensorflow": "compat.tf1", "tensorflow_core": "compat.tf1", "keras": "compat.keras"}

_real_import = builtins.__import__
_installed = False


@functools.cache
def _library_folders():
    paths = {sysconfig.get_path(k) for k in ("stdlib", "platstdlib", "purelib", "platlib")}
    return tuple(os.path.realpath(p) + os.sep for p in paths if p) + (
        os.path.dirname(os.path.realpath(__file__)) + os.sep,
    )


@functools.cache
def _is_user_file(path):
    real = os.path.realpath(path)
    if f"{os.sep}site-packages{os.sep}" in real or f"{os.sep}dist-packages{os.sep}" in real:
        return False
    return not real.startswith(_library_folders())


def _from_user(scope):
    if not scope:
        return False
    name = scope.get("__name__") or ""
    if name.partition(".")[0] in ("compat", "tensorflow", "tf_keras", "keras"):
        return False
    path = scope.get("__file__")
    if path is None:
        return name in ("__main__", "builtins")
    return not path.startswith("<") and _is_user_file(path)


def _import(name, globals=None, locals=None, fromlist=(), level=0):
    if level == 0:
        top, _, rest = name.partition(".")
        target = MAPPED.get(top)
        if target is not None and _from_user(globals):
            mapped = f"{target}.{rest}" if rest else target
            if fromlist:
                return _real_import(mapped, globals, locals, fromlist, 0)
            _real_import(mapped, globals, locals, ("__name__",), 0)
            return sys.modules[target]
        if top in ("matplotlib", "pylab") and _from_user(globals):
            module = _real_import(name, globals, locals, fromlist, level)
            pyplot3.restore(_from_user)
            return module
    return _real_import(name, globals, locals, fromlist, level)


def install():
    """From here on, ``import tensorflow`` and ``import keras`` in user code of this process mean TensorFlow 1's.

    For a program that cannot be started with ``python -m compat run``: its first two lines are
    ``import compat`` and ``compat.install()``. Modules imported before keep what they have.
    """
    global _installed
    if not _installed:
        numpy1.install(_from_user)
        builtins.__import__ = _import
        _installed = True


def uninstall():
    """Takes `install` back; what was imported, and numpy's old names, stay."""
    global _installed
    if _installed:
        builtins.__import__ = _real_import
        _installed = False


def run_script(path, args=(), deadline=None):
    """Runs a script as ``__main__`` with TensorFlow 1's names, as ``python path args`` would.

    Args:
        path: the script; its folder becomes sys.path[0].
        args: command line of the script, list of str.
        deadline: seconds that one session run may take; None for no limit.

    What the script raises, SystemExit included, comes through.
    """
    import runpy

    if deadline is not None:
        os.environ["COMPAT_DEADLINE"] = str(deadline)
    install()
    sys.argv = [path, *args]
    folder = os.path.dirname(os.path.abspath(path))
    if sys.path[:1] != [folder]:
        sys.path.insert(0, folder)
    return runpy.run_path(path, run_name="__main__")
