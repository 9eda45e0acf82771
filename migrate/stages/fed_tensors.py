"""Tensors that runs feed although they are no placeholders: `session.run(y, {a: 15})` where `a = tf.add(2, 5)`.

TF1 took the fed value instead of computing the tensor. So such a tensor is a parameter of the functions that read it:
where a run does not feed it, its own value is passed. What is a placeholder in an expression of numbers, such as
`x = tf.placeholder(tf.float32, [None, 784]) / 255.0`, is a placeholder without the expression once all runs feed `x`.
The first state of a recurrent cell is such a tensor too, or a tuple of them that is one parameter: runs feed what an
earlier run gave as the last state.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import dtypes
from migrate.stages.program import State
from migrate.stages.recurrent import LSTMState
from migrate.stages.values import Fed, Host, Placeholder, Seq, Tensor, Value, is_dynamic

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

ELEMENTWISE = (ast.Add, ast.Sub, ast.Mult, ast.Div)


def note(interp: Interpreter, value: Value) -> None:
    """Notes the statement of a tensor that a run feeds, where the tensor can be a parameter."""
    if isinstance(value, Seq):
        known = bool(image(value)) and value.fed is None and not is_dynamic(value)
    else:
        known = isinstance(value, Tensor) and not value.path
    if not known or value.home is None:  # type: ignore[attr-defined]
        return
    unit, name = value.home  # type: ignore[attr-defined]
    node = unit.node
    if not isinstance(node, ast.Assign) or len(node.targets) != 1 or unit.sites:
        return
    target = node.targets[0]
    if not isinstance(target, ast.Name) or target.id != name or interp.value_of.get(id(node.value)) is not value:
        return
    if isinstance(value, Seq) or not value.dynamic or _of_numbers(interp, node.value) is not None:
        interp.more_fed.add(node)


def placeholder(interp: Interpreter, node: ast.Assign, value: Value) -> Value:
    """What the name of such a statement stands for."""
    unit = interp.unit
    inner = _of_numbers(interp, node.value)
    if isinstance(value, Seq):
        made = Fed(node.value, unit, None, None, node.value, whole=node.value)  # type: ignore[arg-type]
        unit.placeholders.append(made)
        made.state = _given(value, made)
        made.state.fed = made
        return made.state
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


def _given(value: Seq, fed: Fed) -> Seq:
    """A state whose tensors are parts of what is fed."""
    items: list[Value] = []
    for item in value.items:
        if isinstance(item, Seq):
            items.append(_given(item, fed))
        else:
            made = Tensor(fed.node, fed.unit, frozenset({fed}))
            made.shape, made.dtype = getattr(item, "shape", None), getattr(item, "dtype", None)
            items.append(made)
    return type(value)(items, value.kind, None, value.open)


def parameter(value: Value) -> Value:
    """What a run feeds where it feeds a value: a state of several tensors is one parameter."""
    return value.fed if isinstance(value, Seq) and value.fed is not None else value


def fits(key: Value, value: Value | None) -> bool:
    """Whether what is fed for a state of several tensors has its structure, as what a run gave of such a state."""
    return not isinstance(key, Seq) or isinstance(value, Host) and value.note in (image(key), "unbound")


def image(value: object) -> str:
    """What the nesting of a state, or of what a run fetches, is called; "" for anything else."""
    if isinstance(value, (State, LSTMState)):
        return "state"
    parts = tuple(value.items) if isinstance(value, Seq) and value.kind == "tuple" else value
    found = {image(part) for part in parts} if isinstance(parts, tuple) else set()
    return "states" if found == {"state"} else ""


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
