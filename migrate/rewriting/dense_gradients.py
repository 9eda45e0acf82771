"""Gradients of looked-up rows that `compute_gradients` gives and `apply_gradients` takes as they are.

Keras adds up the gradients of one row wrongly where ids repeat, so they become dense tensors first. What else reads
them must make dense tensors of them too, as summaries do.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting.optimizers import DENSE_ALIKE, NO_SLOTS
from migrate.stages.looped_summaries import GradientList
from migrate.stages.program import Obstacle
from migrate.stages.values import Operation, Tensor, leaves

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

# what makes a dense tensor of a gradient first
DENSE = ("tensorflow.summary.", "tensorflow.nn.zero_fraction")
LISTS = {"append", "format"}


def check(context: Context, operation: Operation) -> None:
    """Raises Obstacle where an optimizer with slots is given gradients of rows that something else may read."""
    given: ast.expr = operation.detail["gradients"]
    if operation.detail["optimizer"].path == NO_SLOTS:
        return
    made = context.value(given)
    reached = _reached(made) if isinstance(made, GradientList) else None
    if reached is not None and not reached & context.interp.sparse:
        return
    alike = operation.detail["optimizer"].path in DENSE_ALIKE
    if reached is None or not alike or not (given is made.node or _only_shown(context, given)):  # type: ignore[union-attr]
        raise Obstacle(operation.node, "an optimizer with slots over looked-up rows")


def wanted(context: Context, node: ast.Call) -> bool:
    """Whether the gradients of a call of `compute_gradients` are made dense."""
    for unit in context.plan.moved:
        for operation in unit.operations:
            given = operation.detail.get("gradients") if operation.kind == "train" else None
            made = context.value(given)
            if isinstance(made, GradientList) and made.node is node:
                rows = (_reached(made) or set()) & context.interp.sparse
                return bool(rows) and operation.detail["optimizer"].path != NO_SLOTS
    return False


def _reached(made: GradientList) -> set | None:
    """The variables whose gradients they are; None where they were given."""
    if made.loss is None:
        return None
    return {v for x in leaves(made.loss) if isinstance(x, Tensor) for v in x.variables}


def _only_shown(context: Context, given: ast.expr) -> bool:
    """Whether all other reads of a list of gradients are loops that make summaries of them."""
    if not isinstance(given, ast.Name):
        return False
    loops = {looped.node for looped in context.interp.looped.values()}
    names = context.names
    owner = names.scope_of.get(given, names.module_scope).find(given.id)
    for node in ast.walk(context.tree):
        if not isinstance(node, ast.Name) or node.id != given.id or node is given or isinstance(node.ctx, ast.Store):
            continue
        if names.scope_of.get(node, names.module_scope).find(node.id) is not owner:
            continue
        loop = context.interp.parents.get(node)
        if loop not in loops or loop.iter is not node:  # type: ignore[union-attr]
            return False
        for call in [n for s in loop.body for n in ast.walk(s) if isinstance(n, ast.Call)]:  # type: ignore[union-attr]
            path = names.resolve(call.func) or ""
            method = isinstance(call.func, ast.Attribute) and call.func.attr in LISTS
            if not path.startswith(DENSE) and not (method and not path):
                return False
    return True
