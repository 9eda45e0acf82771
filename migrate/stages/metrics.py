"""Streaming metrics of `tf.metrics` as the interpreter sees them: local variables, an update and a value.

The program's `accuracy, update = tf.metrics.accuracy(...)` has become calls of three names that only exist here (see
rewriting/metrics.py): `tf.metrics.accuracy.variables`, `.update` and `.value`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import Host, Value, Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

PAIRED = (
    "accuracy precision recall true_positives true_negatives false_positives false_negatives mean_squared_error "
    "mean_absolute_error root_mean_squared_error auc"
).split()
PARAMS = {"mean": ("values",)} | dict.fromkeys(PAIRED, ("labels", "predictions"))


def part(name: str) -> tuple[str, str] | None:
    """(metric, "variables", "update" or "value") of a name without the package's."""
    words = name.split(".")
    return (words[1], words[2]) if len(words) == 3 and words[0] == "metrics" and words[1] in PARAMS else None


def call(interp: Interpreter, node: ast.Call, name: str) -> Value | None:
    """The value of a call of one of the three; None for other names."""
    from migrate.stages.tf_calls import assign

    found = part(name)
    if found is None:
        return None
    if found[1] == "variables":
        if interp.stack and interp.stack[-1] not in interp.scope_functions or interp.parents_in_loop(node):
            interp.obstacle(node, "a metric is made in a loop or a helper function")
        variable = Variable(node, interp.unit, False, local=True)
        interp.unit.variables.append(variable)
        interp.metrics.append(variable)
        return variable
    target = interp.value_of.get(id(node.args[0]))
    if not isinstance(target, Variable):
        interp.obstacle(node, "a metric that is not followed")
        return Host()
    values = [interp.value_of[id(n)] for n in [*node.args[1:], *(k.value for k in node.keywords)]]
    if found[1] == "update":
        return assign(interp, node, target, values, name)
    # read like a variable: it has a value outside the graph
    result = Variable(node, interp.unit, False, local=True, access=f"{target.access}.result()")
    interp.metric_results[result] = target
    return result
