"""Patches that run when a module is imported, or at once where it has been."""

import importlib.abc
import random
import sys

import numpy as np

_PACKAGES = ("tensorflow", "keras", "tf_keras")
_patches = {}
_finder = []


def after_import(function, *modules):
    """Calls `function(module)` for each of the named modules as soon as it is there."""
    for name in modules:
        if name in sys.modules:
            function(sys.modules[name])
        else:
            _patches.setdefault(name, []).append(function)


def install():
    if not _finder:
        _finder.append(_Finder())
        sys.meta_path.insert(0, _finder[0])


class _Loader(importlib.abc.Loader):
    """Runs the wrapped loader, then the patches; importing leaves the global random streams as they were."""

    def __init__(self, loader, name):
        self._loader = loader
        self._name = name

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        states = random.getstate(), np.random.get_state()
        self._loader.exec_module(module)
        if self._name in _PACKAGES:
            random.setstate(states[0])
            np.random.set_state(states[1])
        for patch in _patches.get(self._name, ()):
            patch(module)

    def __getattr__(self, name):
        return getattr(self.__dict__["_loader"], name)


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, fullname, path, target=None):
        if fullname not in _patches and fullname not in _PACKAGES:
            return None
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            if finder is self or find is None:
                continue
            spec = find(fullname, path, target)
            if spec is not None:
                if hasattr(spec.loader, "exec_module"):
                    spec.loader = _Loader(spec.loader, fullname)
                return spec
        return None
