"""`if tf.__version__.startswith("2"): exit("TensorFlow 1 is needed")`: what a program does on TensorFlow 2 alone goes.

The program means TensorFlow 1. A branch that no version of it takes goes, and an assertion that only they pass.
"""

from __future__ import annotations

import ast
import operator

from migrate.edits import Source
from migrate.names import Names

_VERSIONS = [f"1.{minor}.{patch}" for minor in range(16) for patch in (0, 1, 5)]
_NEW = ["2.21.0"]
_NAMES = {"tensorflow.__version__", "tensorflow.VERSION", "tensorflow.version.VERSION"}
_METHODS = {"startswith": str.startswith, "split": str.split}
_FUNCTIONS = {"int": int, "float": float}
_COMPARED = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


class _Open(Exception):
    """The test asks for more than the version."""


def normalise(text: str, tree: ast.Module) -> tuple[str, None, list[tuple[int, str, str]]] | None:
    """The text without what TensorFlow 1 never does; None where there is nothing of it."""
    if "version__" not in text and "VERSION" not in text:
        return None
    names, source = Names(tree), Source(text)
    notes: list[tuple[int, str, str]] = []
    for holder in ast.walk(tree):
        for body in (getattr(holder, name, None) for name in ("body", "orelse", "finalbody")):
            if not isinstance(body, list):
                continue
            going = [node for node in body if _goes(names, source, node)]
            for node in going:
                if len(going) == len(body):
                    source.replace(node, "pass")
                else:
                    start, end = source.span(node)
                    source.replace_span(source.line_start(start), source.line_end(end), "")
                notes.append((node.lineno, "TF313", "what is not for TensorFlow 1 goes"))
    return (source.result(), None, notes) if notes else None


def _goes(names: Names, source: Source, node: ast.stmt) -> bool:
    if isinstance(node, ast.If):
        if node.orelse or _answer(names, node.test) is not False:
            return False
    elif not isinstance(node, ast.Assert) or _answer(names, node.test) is not True or _answer(names, node.test, _NEW):
        return False
    start, end = source.span(node)
    alone = not source.text[source.line_start(start) : start].strip() and not source.text.startswith("elif", start)
    return alone and source.text[end : source.line_end(end)].partition("#")[0].strip() == ""


def _answer(names: Names, test: ast.expr, versions: list[str] = _VERSIONS) -> bool | None:
    """What every version answers; None where they differ, or where the test asks for more."""
    if not any(names.resolve(n) in _NAMES for n in ast.walk(test) if isinstance(n, (ast.Name, ast.Attribute))):
        return None
    try:
        found = {bool(_value(names, test, version)) for version in versions}
    except (_Open, ValueError, TypeError, IndexError):
        return None
    return found.pop() if len(found) == 1 else None


def _value(names: Names, node: ast.expr | None, version: str):
    """The value of an expression over the version; raises _Open for another."""
    if isinstance(node, ast.Constant) or node is None:
        return node and node.value
    if isinstance(node, (ast.Name, ast.Attribute)) and names.resolve(node) in _NAMES:
        return version
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return not _value(names, node.operand, version)
    if isinstance(node, ast.Subscript):
        return _value(names, node.value, version)[_value(names, node.slice, version)]
    if isinstance(node, ast.Slice):
        return slice(*(_value(names, part, version) for part in (node.lower, node.upper, node.step)))
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARED:
        compared = _COMPARED[type(node.ops[0])]
        return compared(_value(names, node.left, version), _value(names, node.comparators[0], version))
    if isinstance(node, ast.Call) and not node.keywords:
        arguments = [_value(names, argument, version) for argument in node.args]
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr in _METHODS:
            return _METHODS[function.attr](_value(names, function.value, version), *arguments)
        if isinstance(function, ast.Name) and function.id in _FUNCTIONS and not names.module_scope.find(function.id):
            return _FUNCTIONS[function.id](*arguments)
    raise _Open
