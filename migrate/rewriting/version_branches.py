"""`if tf.__version__.startswith("2"): exit("TensorFlow 1 is needed")`: what a program does on TensorFlow 2 alone goes.

The program means TensorFlow 1. A branch that no version of it takes goes, and an assertion that only they pass.
So does the branch for names that TensorFlow 1.15 has not: `if "concat_v2" in dir(tf):`.
"""

from __future__ import annotations

import ast
import operator

from migrate.blocks import blocks
from migrate.edits import Source
from migrate.names import Names
from migrate.symbols import exists_in_tf1

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
    if "version__" not in text and "VERSION" not in text and "dir(" not in text and "hasattr(" not in text:
        return None
    names, source = Names(tree), Source(text)
    notes: list[tuple[int, str, str]] = []
    for node in ast.walk(tree):
        kept = _kept(names, source, node)
        if kept and source.unwrap(node, kept):
            notes.append((node.lineno, "TF313", "what is not for TensorFlow 1 goes"))
    if notes:
        return source.result(), None, notes
    for holder in ast.walk(tree):
        for body in blocks(holder):
            going = [node for node in body if _goes(names, source, node)]
            for node in going:
                if len(going) == len(body):
                    source.replace(node, "pass")
                else:
                    start, end = source.span(node)
                    source.replace_span(source.line_start(start), source.line_end(end), "")
                notes.append((node.lineno, "TF313", "what is not for TensorFlow 1 goes"))
    return (source.result(), None, notes) if notes else None


def _kept(names: Names, source: Source, node: ast.AST) -> list[ast.stmt] | None:
    """The branch that TensorFlow 1 takes of an `if` that decides between its versions; None for anything else."""
    if not isinstance(node, ast.If) or source.text.startswith("elif", source.span(node)[0]):
        return None
    answer = _answer(names, node.test)
    if (
        answer is None
        or not answer
        and (not node.orelse or source.text.startswith("elif", source.span(node.orelse[0])[0]))
    ):
        return None
    return node.body if answer else node.orelse


def _goes(names: Names, source: Source, node: ast.stmt) -> bool:
    if isinstance(node, ast.If):
        if node.orelse or _answer(names, node.test) is not False:
            return False
    elif not isinstance(node, ast.Assert) or _answer(names, node.test) is not True or _answer(names, node.test, _NEW):
        return False
    start, end = source.span(node)
    alone = source.begins_line(start) and not source.text.startswith("elif", start)
    return alone and source.text[end : source.line_end(end)].partition("#")[0].strip() == ""


def _answer(names: Names, test: ast.expr, versions: list[str] = _VERSIONS) -> bool | None:
    """What every version answers; None where they differ, or where the test asks for more."""
    known = _has(names, test)
    if known is not None or not any(
        names.resolve(n) in _NAMES for n in ast.walk(test) if isinstance(n, (ast.Name, ast.Attribute))
    ):
        return known
    try:
        found = {bool(_value(names, test, version)) for version in versions}
    except (_Open, ValueError, TypeError, IndexError):
        return None
    return found.pop() if len(found) == 1 else None


def _has(names: Names, test: ast.expr) -> bool | None:
    """What TensorFlow 1.15 answers to `"concat_v2" in dir(tf)` and `hasattr(tf, "concat_v2")`; None for another."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        found = _has(names, test.operand)
        return found if found is None else not found
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], (ast.In, ast.NotIn)):
        call, word, negated = test.comparators[0], test.left, isinstance(test.ops[0], ast.NotIn)
        if not _calls(names, call, "dir", 1):
            return None
        module = call.args[0]  # type: ignore[attr-defined]
    elif _calls(names, test, "hasattr", 2):
        (module, word), negated = test.args, False  # type: ignore[attr-defined]
    else:
        return None
    path = names.resolve(module) or ""
    if path.split(".")[0] != "tensorflow" or not isinstance(word, ast.Constant) or not isinstance(word.value, str):
        return None
    found = exists_in_tf1(f"{path}.{word.value}")
    return found if found is None else found is not negated


def _calls(names: Names, node: ast.expr, function: str, count: int) -> bool:
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function
    if not named or names.module_scope.find(function) is not None:
        return False
    return len(node.args) == count and not node.keywords  # type: ignore[attr-defined]


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
