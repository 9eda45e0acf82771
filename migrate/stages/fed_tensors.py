"""Tensors that runs feed although they are no placeholders: `session.run(y, {a: 15})` where `a = tf.add(2, 5)`.

TF1 took the fed value instead of computing the tensor. So such a tensor is a parameter of the functions that read it:
where a run does not feed it, its own value is passed. What is a placeholder in an expression of numbers, such as
`x = tf.placeholder(tf.float32, [None, 784]) / 255.0`, is a placeholder without the expression once all runs feed `x`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import dtypes
from migrate.stages.values import Fed, Placeholder, Tensor, Value

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

ELEMENTWISE = (ast.Add, ast.Sub, ast.Mult, ast.Div)


def note(interp: Interpreter, value: Value) -> None:
    """Notes the statement of a tensor that a run feeds, where the tensor can be a parameter."""
    if not isinstance(value, Tensor) or value.home is None or value.path:
        return
    unit, name = value.home
    node = unit.node
    if not isinstance(node, ast.Assign) or len(node.targets) != 1 or unit.sites:
        return
    target = node.targets[0]
    if not isinstance(target, ast.Name) or target.id != name or interp.value_of.get(id(node.value)) is not value:
        return
    if not value.dynamic or _of_numbers(interp, node.value) is not None:
        interp.more_fed.add(node)


def placeholder(interp: Interpreter, node: ast.Assign, value: Value) -> Value:
    """What the name of such a statement stands for."""
    unit = interp.unit
    inner = _of_numbers(interp, node.value)
    if inner is not None:
        unit.tensors = [t for t in unit.tensors if not any(t.node is n for n in ast.walk(node.value))]
        unit.placeholders.remove(inner)
        made = Fed(inner.node, unit, inner.dtype, inner.shape, None, whole=node.value)
    elif isinstance(value, Tensor) and not value.dynamic:
        made = Fed(node.value, unit, None, None, node.value, whole=node.value)  # type: ignore[arg-type]
    else:
        return value
    unit.placeholders.append(made)
    return made


def _of_numbers(interp: Interpreter, node: ast.expr) -> Placeholder | None:
    """The placeholder in an expression of it and numbers that has its shape and dtype."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _inner(interp, node.operand, False)
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ELEMENTWISE):
        return None
    return _inner(interp, node, isinstance(node.op, ast.Div))


def _inner(interp: Interpreter, node: ast.expr, divided: bool) -> Placeholder | None:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _inner(interp, node.operand, divided)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ELEMENTWISE):
        divided = divided or isinstance(node.op, ast.Div)
        if _number(node.right):
            return _inner(interp, node.left, divided)
        return _inner(interp, node.right, divided) if _number(node.left) else None
    value = interp.value_of.get(id(node)) if isinstance(node, ast.Call) else None
    if type(value) is not Placeholder or value.node is not node or value.default is not None or value.name is not None:
        return None
    dtype = dtypes.named(interp.names, value.dtype)
    return value if dtype is not None and (dtype.startswith("float") or not divided) else None


def _number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)
