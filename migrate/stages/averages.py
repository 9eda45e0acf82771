"""tf.train.ExponentialMovingAverage: shadow variables, the op that moves them, and reads of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import Handle, Host, Operation, Seq, Value, Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

NAME = "train.ExponentialMovingAverage"


def create(interp: Interpreter, node: ast.Call) -> Value:
    """The object; its decay is a host value, `num_updates` may be a variable."""
    from migrate.stages.tf_calls import bind

    bound = bind(node, ("decay", "num_updates", "zero_debias", "name"))
    if (
        bound is None
        or "decay" not in bound
        or "zero_debias" in bound
        or interp.stack
        and interp.stack[-1] is not interp.unit.scope.node
    ):
        interp.obstacle(node, "a moving average with these arguments, or made inside a helper function")
        return Host()
    steps = interp.value_of.get(id(bound["num_updates"])) if "num_updates" in bound else None
    if (
        steps is not None
        and not isinstance(steps, (Variable, Host))
        or not isinstance(interp.value_of[id(bound["decay"])], Host)
    ):
        interp.obstacle(node, "a moving average whose decay is a tensor")
    handle = Handle("moving-average", node, interp.unit, {"shadows": {}, "applied": []})
    interp.averages.append(handle)
    return handle


def method(interp: Interpreter, node: ast.Call, owner: Handle, name: str, args: list[Value]) -> Value:
    """`apply(variables)` is an op, `average(variable)` the shadow variable."""
    shadows: dict[Variable, Variable] = owner.detail["shadows"]
    if name == "apply":
        listed = args[0] if len(args) == 1 and not node.keywords else None
        plain = isinstance(listed, Seq) and not listed.open and all(isinstance(v, Variable) for v in listed.items)
        inner = interp.stack and interp.stack[-1] is not interp.unit.scope.node
        if not plain or inner or any(v.node in interp.layers for v in listed.items):  # type: ignore[union-attr]
            interp.obstacle(node, "the variables of a moving average cannot be listed here")
            return Host()
        for variable in listed.items:  # type: ignore[union-attr]
            shadows.setdefault(variable, Variable(node, interp.unit, trainable=False))
        operation = Operation("moving-average", node, interp.unit)
        interp.unit.operations.append(operation)
        owner.detail["applied"].append(node)
        return operation
    if name == "average" and len(args) == 1 and args[0] in shadows:
        return shadows[args[0]]
    interp.obstacle(node, f"`.{name}()` of a moving average")
    return Host()
