"""`tf.gradients` in a helper function, which only runs while a function is traced: TensorFlow 2 has it there too.

So the call stays, second derivatives included. What it differentiates by has to be in the same function: a parameter
of the graph, a variable, or what the helper itself made.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import Host, Placeholder, Seq, Tensor, Value, Variable, leaves

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

PARAMETERS = ("ys", "xs", "grad_ys")
BY_KEYWORD = {"stop_gradients", "unconnected_gradients", "name"}


def call(interp: Interpreter, node: ast.Call) -> Value:
    """The list of gradients, one for each of `xs`."""
    from migrate.stages.tf_calls import bind

    bound = bind(node, (*PARAMETERS, *BY_KEYWORD))
    if bound is None or not {"ys", "xs"} <= set(bound) or len(node.args) > len(PARAMETERS):
        interp.obstacle(node, "`tf.gradients` with arguments that are not followed")
        return Seq([], "list", None, True)
    xs, others = interp.value_of[id(bound["xs"])], [interp.value_of[id(bound["ys"])]]
    others += [interp.value_of[id(bound["grad_ys"])]] if "grad_ys" in bound else []
    for leaf in leaves(xs):
        if not _in_function(interp, leaf):
            interp.obstacle(bound["xs"], "`tf.gradients` in a helper by what another function may have made")
    interp.kept_gradients.add(node)
    items = xs.items if isinstance(xs, Seq) else [xs]
    return Seq([interp.combine(node, [*others, x]) for x in items], "list", None, isinstance(xs, Seq) and xs.open)


def _in_function(interp: Interpreter, value: Value) -> bool:
    """Whether the value is the same tensor for all that the function that calls the helper computes."""
    if isinstance(value, Variable):
        return value.node not in interp.layers
    if isinstance(value, Tensor):
        node = value.node
        while node is not None and node is not interp.stack[-1]:
            node = interp.parents.get(node)
        return node is not None
    uncalled = isinstance(value, Host) and value.note == "uncalled"  # nobody calls the helper
    return isinstance(value, Placeholder) or uncalled
