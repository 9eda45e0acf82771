"""numpy 1's behaviour for TensorFlow 1 programs, where numpy 2 raises: ragged arrays and the removed names.

TensorFlow 1.15 runs with numpy 1.18 at most, so its programs were written for that. Only calls in user code change;
installed packages see numpy 2.
"""

import functools
import sys

import numpy as np

_BUILTINS = {"int": int, "float": float, "complex": complex, "object": object, "str": str, "unicode": str}
_RENAMED = {
    "float_": "float64", "complex_": "complex128", "unicode_": "str_", "string_": "bytes_", "bool8": "bool_",
    "Inf": "inf", "Infinity": "inf", "infty": "inf", "PINF": "inf", "NaN": "nan", "NAN": "nan", "product": "prod",
    "cumproduct": "cumprod", "sometrue": "any", "alltrue": "all", "round_": "round", "mat": "asmatrix",
    "row_stack": "vstack", "trapz": "trapezoid", "in1d": "isin",
}  # fmt: skip

_installed = False


def install(from_user):
    """Once: `from_user` tells from a frame's globals whether the code is the program's own."""
    global _installed
    if _installed:
        return
    _installed = True
    for name in ("array", "asarray"):
        setattr(np, name, _ragged_too(getattr(np, name), from_user))
    for name, value in _BUILTINS.items():
        _add(name, value)
    for old, new in _RENAMED.items():
        if hasattr(np, new):
            _add(old, getattr(np, new))
    _add("asscalar", lambda a: a.item())


def _add(name, value):
    # numpy warns about some of the old names from its module's __getattr__: ask its dict
    if name not in vars(np):
        setattr(np, name, value)


def _ragged_too(real, from_user):
    """`real`, which makes an array of objects of rows of different lengths, as it did before numpy 1.24."""

    @functools.wraps(real)
    def make(*args, **kwargs):
        try:
            return real(*args, **kwargs)
        except ValueError as error:
            given = len(args) > 1 or kwargs.get("dtype") is not None
            if given or "inhomogeneous" not in str(error) or not from_user(sys._getframe(1).f_globals):
                raise
            return real(*args, **{**kwargs, "dtype": object})

    return make
