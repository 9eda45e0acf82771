"""tf.train.ExponentialMovingAverage: shadow variables, the op that moves them, and reads of them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import graph_names
from migrate.stages.values import Handle, Host, Operation, Seq, Value, Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

NAME = "train.ExponentialMovingAverage"
SLOT = "ExponentialMovingAverage"  # what TF1 added to the name of a variable, where no other name was given


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
    handle = Handle("moving-average", node, interp.unit, {"shadows": {}, "applied": [], "named": "name" not in bound})
    interp.averages.append(handle)
    return handle


def shadows(interp: Interpreter) -> list[Variable]:
    """The shadow variables that there are so far, which a saver of all variables keeps too."""
    return [shadow for handle in interp.averages for shadow in handle.detail["shadows"].values()]


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
        at_root = not any(interp.variable_scopes) and interp.graph_names.scope == ""
        first = not owner.detail["applied"] and interp.averages == [owner]
        certain = at_root and first and owner.detail["named"] and graph_names.certain_place(interp, node)
        for variable in listed.items:  # type: ignore[union-attr]
            saved = f"{variable.saved_name}/{SLOT}" if certain and variable.saved_name else None
            shadows.setdefault(variable, Variable(node, interp.unit, trainable=False, saved_name=saved))
        operation = Operation("moving-average", node, interp.unit)
        interp.unit.operations.append(operation)
        owner.detail["applied"].append(node)
        return operation
    if name == "average" and len(args) == 1 and args[0] in shadows:
        return shadows[args[0]]
    interp.obstacle(node, f"`.{name}()` of a moving average")
    return Host()
