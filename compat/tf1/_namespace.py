"""Modules made of TensorFlow's own with what it lost put back."""

import importlib
import types

from compat.errors import MissingSymbol


class Lazy:
    """A value that is made at its first use: ``Lazy("package.module:name")`` or ``Lazy(function)``."""

    def __init__(self, source):
        self.source = source

    def get(self):
        if callable(self.source):
            return self.source()
        module, _, name = self.source.partition(":")
        value = importlib.import_module(module)
        for part in name.split(".") if name else ():
            value = getattr(value, part)
        return value


class Namespace(types.ModuleType):
    """A module that looks names up in ``extra`` first and then in ``base``.

    Args:
        name: its TensorFlow 1 name, e.g. "tf.nn", used in error texts.
        base: a module, or a function that returns one, or None.
        extra: dict of names to values or `Lazy`.
        advice: dict of names to a sentence for names that have no home.
    """

    def __init__(self, name, base=None, extra=None, advice=None):
        super().__init__(name.replace("tf", "compat.tf1", 1))
        self.__dict__["_ns"] = (name, base, dict(extra or {}), dict(advice or {}))
        self.__path__ = []

    def __getattr__(self, key):
        name, base, extra, advice = self.__dict__["_ns"]
        if key == "__all__":
            return public_names(self)
        value = lookup(key, name, base, extra, advice)
        if cacheable(key):
            self.__dict__[key] = value
        return value

    def __dir__(self):
        _, base, extra, _ = self.__dict__["_ns"]
        base = resolve_base(base)
        return sorted(
            {n for n in self.__dict__ if n != "_ns"} | set(extra) | set(dir(base) if base is not None else ())
        )


def public_names(module):
    """What ``from module import *`` gives: every public name that has a value."""
    return [name for name in dir(module) if not name.startswith("_") and hasattr(module, name)]


def cacheable(key):
    return not key.startswith("__")


def resolve_base(base):
    if base is None or isinstance(base, types.ModuleType):
        return base
    return base()


def lookup(key, name, base, extra, advice):
    if key in extra:
        value = extra[key]
        return value.get() if isinstance(value, Lazy) else value
    if key.startswith("__"):
        raise AttributeError(key)
    base = resolve_base(base)
    if base is not None and key not in advice:
        try:
            return getattr(base, key)
        except AttributeError:
            pass
    raise MissingSymbol(f"{name}.{key}", advice.get(key))
