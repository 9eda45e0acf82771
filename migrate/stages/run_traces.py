"""Traces of single runs: `tf.RunMetadata()` handed to a run and then to a summary writer."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import Handle, Host, Value

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

NAME = "RunMetadata"
KIND = "run-metadata"
OPTIONS = "tensorflow.RunOptions"
WRITE = ("run_metadata", "tag", "global_step")


def create(interp: Interpreter, node: ast.Call) -> Value:
    """The value of `tf.RunMetadata()`."""
    if node.args or node.keywords:
        interp.obstacle(node, "`tf.RunMetadata` with fields of its own")
    return Handle(KIND, node, interp.unit, {"runs": [], "writes": []})


def run(interp: Interpreter, node: ast.Call, options: ast.expr | None, metadata: ast.expr | None) -> None:
    """A run with options or metadata: they may ask for a trace, and for nothing else."""
    if options is not None and not _traces(interp, options):
        interp.obstacle(node, "a run with options")
    if metadata is None:
        return
    value = interp.value_of.get(id(metadata))
    if not isinstance(value, Handle) or value.kind != KIND:
        interp.obstacle(node, "a run with metadata that are not followed")
    elif node not in value.detail["runs"]:
        value.detail["runs"].append(node)


def write(interp: Interpreter, node: ast.Call) -> Value:
    """`writer.add_run_metadata(run_metadata, tag, global_step)`."""
    from migrate.stages.tf_calls import bind

    bound = bind(node, WRITE) or {}
    value = interp.value_of.get(id(bound.get("run_metadata")))
    if "tag" not in bound or not isinstance(value, Handle) or value.kind != KIND:
        interp.obstacle(node, "metadata of a run that are not followed")
    elif node not in value.detail["writes"]:
        value.detail["writes"].append(node)
    return Host(None)


def _traces(interp: Interpreter, node: ast.expr) -> bool:
    """Whether options are None, or made with no more than a level of tracing."""
    value = interp.value_of.get(id(node))
    if isinstance(value, Host):
        return value.const is None
    call = value.node if isinstance(value, Handle) and value.kind == "config" else None
    if not isinstance(call, ast.Call) or interp.names.resolve(call.func) != OPTIONS or call.args:
        return False
    return all(keyword.arg == "trace_level" for keyword in call.keywords)
