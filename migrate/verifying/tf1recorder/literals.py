"""Numbers in the user's source that spell out what float32 makes of a short number: 0.8999999762 is 0.9.

A migration writes them to keep TensorFlow 1's constants. In float64 mode they become the short number before the
program is compiled, so that what Python computes of them (1 - 0.9) is what the old program computes in its graph.
"""

import ast
import builtins
import importlib
import runpy

import numpy as np
from tf1recorder import sites

_LONG, _SHORT = 9, 6  # significant digits


def shortened(number):
    """The short number that is the same float32 as a long one, else the number itself."""
    with np.errstate(over="ignore"):
        single = np.float32(number)
    if not np.isfinite(single) or _digits(repr(number)) < _LONG:
        return number
    text = np.format_float_scientific(single)
    return float(text) if _digits(text) <= _SHORT else number


def _digits(text):
    return len(text.lower().split("e")[0].replace(".", "").replace("-", "").strip("0"))


class _Shorten(ast.NodeTransformer):
    def visit_Constant(self, node):  # Python 3.8 and later
        if type(node.value) is float:
            node.value = shortened(node.value)
        return node

    def visit_Num(self, node):  # Python 3.7
        if type(node.n) is float:
            node.n = shortened(node.n)
        return node


def install():
    """From here on the user's files are compiled with their long numbers shortened."""
    runpy.compile = _compile
    loader = importlib._bootstrap_external.SourceLoader
    original = loader.source_to_code

    def source_to_code(self, data, path, **options):
        if isinstance(path, str) and sites.is_user_file(path):
            return _compile(data, path, "exec")
        return original(self, data, path, **options)

    loader.source_to_code = source_to_code


def _compile(source, name, mode, *args, **kwargs):
    if mode == "exec" and isinstance(source, (str, bytes)) and sites.is_user_file(str(name)):
        tree = ast.parse(source, str(name))
        source = ast.fix_missing_locations(_Shorten().visit(tree))
        kwargs = dict(kwargs, dont_inherit=True)
        args = ()
    return builtins.compile(source, name, mode, *args, **kwargs)
