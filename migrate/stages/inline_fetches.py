"""Fetches that are expressions of variables, constants and placeholders alone: `session.run(tf.add(v, w))`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import Operation, Tensor, is_dynamic

if TYPE_CHECKING:
    from migrate.planning import Part
    from migrate.stages.interpreter import Interpreter

GRAPH_ONLY = {"gradients", "hessians", "control_dependencies"}


def eager(interp: Interpreter, part: Part) -> bool:
    """Whether what a run computes can be written where the run stands, without a function."""
    if part.needs or part.operations or part.placeholders or part.updates or not part.outputs:
        return False
    return all(output.node is not None and _plain(interp, output.node) for output in part.outputs)


def _plain(interp: Interpreter, node: ast.expr) -> bool:
    for inner in ast.walk(node):
        value = interp.value_of.get(id(inner))
        if isinstance(value, Operation) or (isinstance(value, Tensor) and (value.stateful or value.placeholders)):
            return False
        if isinstance(inner, ast.Call):
            path = interp.names.resolve(inner.func) or ""
            if path.rpartition(".")[2] in GRAPH_ONLY or not path.startswith("tensorflow."):
                return False
        if isinstance(inner, ast.Name) and isinstance(value, Tensor) and is_dynamic(value):
            return False
    return True
