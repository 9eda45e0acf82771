"""Questions for the type of a value, `type(x) is np.ndarray`: what the graph holds is no array and no Python number.

It is neither in TensorFlow 1 nor in a function of TensorFlow 2, so helpers for arrays and tensors both are followed.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import UNKNOWN, Host, Placeholder, Seq, Symbol, Tensor, Value, Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

BUILTINS = {"int", "float", "bool", "str", "bytes", "list", "tuple", "dict", "set"}


def compared(interp: Interpreter, node: ast.Compare, values: list[Value]) -> Host | None:
    """What `type(x) is np.ndarray` gives for a tensor; None for other comparisons and values."""
    call = node.left
    if len(values) != 2 or not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return None
    if call.func.id != "type" or len(call.args) != 1 or interp.lookup("type") is not None:
        return None
    if not _in_graph(interp.value_of.get(id(call.args[0]))) or not _of_host(values[1]):
        return None
    same = isinstance(node.ops[0], (ast.Is, ast.Eq))
    return Host(not same) if same or isinstance(node.ops[0], (ast.IsNot, ast.NotEq)) else None


def instance(args: list[Value]) -> Host:
    """What `isinstance(x, np.ndarray)` gives; a value that is not known where `x` is no tensor."""
    if len(args) != 2 or not _in_graph(args[0]):
        return Host()
    kinds = args[1].items if isinstance(args[1], Seq) and not args[1].open else [args[1]]
    return Host(False if kinds and all(_of_host(kind) for kind in kinds) else UNKNOWN)


def _in_graph(value: Value | None) -> bool:
    return isinstance(value, (Tensor, Placeholder, Variable))


def _of_host(value: Value) -> bool:
    """Whether a value is a class of numpy or of Python that no tensor is an object of."""
    if isinstance(value, Symbol):
        return value.path.startswith("numpy.")
    return isinstance(value, Host) and value.note.removeprefix("builtin:") in BUILTINS and ":" in value.note
