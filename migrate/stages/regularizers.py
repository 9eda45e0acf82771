"""Regularizers of tf.contrib.layers and the losses that layers and variables collect through them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.stages import graphs, variable_lists
from migrate.stages.values import Host, Initializer, Seq, Value, Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

MADE = {f"contrib.layers.{name}_regularizer" for name in ("l1", "l2", "l1_l2")} | {
    "keras.regularizers.l1",
    "keras.regularizers.l2",
    "keras.regularizers.L1",
    "keras.regularizers.L2",
}
COLLECTIONS = {"tensorflow.GraphKeys.REGULARIZATION_LOSSES"}
READS = {"losses.get_regularization_losses", "losses.get_regularization_loss"}


@dataclass(eq=False)
class Regularizer(Initializer):
    """A function of a weight that gives its penalty; made like an initializer, of host values only."""


def call(interp: Interpreter, node: ast.Call, name: str) -> Value | None:
    """The value of a call that makes a regularizer or reads the losses of all; None for other calls."""
    if name in MADE:
        return Regularizer(node)
    if name in READS or (name == "get_collection" and node.args and interp.names.resolve(node.args[0]) in COLLECTIONS):
        if node.keywords or len(node.args) > (name == "get_collection"):
            interp.obstacle(node, "regularization losses chosen by scope")
        if interp.stack:
            interp.obstacle(node, "regularization losses read inside a helper function")
        penalized = [v for v in graphs.variables(interp) if v in interp.penalized]
        if not penalized:
            return Seq([], "list") if name != "losses.get_regularization_loss" else interp.combine(node, [Host(0.0)])
        interp.penalties[node] = penalized
        late = {v.unit for v in penalized if variable_lists.made_late(interp, v)}  # they exist once it was called
        interp.unit.after |= late - {interp.unit}
        made = interp.combine(node, penalized)
        return made if name == "losses.get_regularization_loss" else Seq([made], "list", None, True)
    return None


def note(interp: Interpreter, variable: Variable, *nodes: ast.expr | None) -> None:
    """Remembers a variable (or a layer's variables) made with regularizers."""
    for node in nodes:
        value = interp.value_of.get(id(node)) if node is not None else None
        if value is None or (isinstance(value, Host) and value.const is None):
            continue
        if not isinstance(value, Regularizer):
            interp.unknown_penalties.append(node)  # type: ignore[arg-type]
        interp.penalized.setdefault(variable, []).append(node)  # type: ignore[arg-type]
