"""`tf.contrib.summary`, which writes as it goes: TensorFlow 2's writers, with events in TF1's format.

TF1 records nothing unless it is told to; a program is native where it tells so for all that it writes.
"""

from __future__ import annotations

import ast

from migrate.rewriting.eager.context import Context
from migrate.stages.program import Obstacle
from migrate.stages.tf_calls import bind

PREFIX = "contrib.summary."
ALWAYS = "contrib.summary.always_record_summaries"
OPS = {"scalar": ("ScalarSummary", "tags", "values"), "histogram": ("HistogramSummary", "tag", "values")}


def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    if not name.startswith(PREFIX):
        return False
    short, source, tf = name.removeprefix(PREFIX), context.source, context.tf
    if short == "create_file_writer":
        source.replace(node.func, f"{tf}.summary.create_file_writer")
    elif short == "always_record_summaries" and isinstance(context.parents.get(node), ast.withitem):
        source.replace(node, f"{tf}.summary.record_if(True)")
        _drop_item(context, node)
    elif short in OPS:
        _write(context, node, short)
    elif short == "flush" and isinstance(context.parents.get(node), ast.Expr):
        source.replace(node.func, f"{tf}.summary.flush")
    else:
        raise Obstacle(node, f"`tf.{name}` has no native form")
    context.note(node, "TF102", f"`tf.{name}`")
    return True


def _drop_item(context: Context, node: ast.Call) -> None:
    """TensorFlow 2 always records, so a writer beside it in the `with` is enough."""
    item = context.parents[node]
    statement = context.parents[item]
    assert isinstance(statement, ast.With)
    if len(statement.items) < 2:
        return
    index = statement.items.index(item)  # type: ignore[arg-type]
    source = context.source
    here = source.span(statement.items[index].context_expr)
    other = statement.items[index - 1 if index else 1]
    if other.optional_vars is not None:
        return
    beside = source.span(other.context_expr)
    span = (beside[1], here[1]) if index else (here[0], beside[0])
    del source.edits[here]
    source.replace_span(*span, "")


def _write(context: Context, node: ast.Call, short: str) -> None:
    if not isinstance(context.parents.get(node), ast.Expr):
        raise Obstacle(node, "the result of a summary that is written at once")
    if not _recorded(context, node):
        raise Obstacle(node, "whether TensorFlow 1 records this summary is not told by the `with` blocks around it")
    bound = bind(node, ("name", "tensor", "family", "step"))
    if bound is None or set(bound) - {"name", "tensor", "step"} or "step" not in bound:
        raise Obstacle(node, "a summary without a step, or of a family")
    if isinstance(bound["step"], ast.Constant) and bound["step"].value is None:
        raise Obstacle(node, "a summary without a step")
    source, tf = context.source, context.tf
    op, tag, data = OPS[short]
    text = f"{tf}.raw_ops.{op}({tag}={source.expression(bound['name'])}, {data}={source.expression(bound['tensor'])})"
    source.replace(node, f"{tf}.summary.experimental.write_raw_pb({text}, step={source.expression(bound['step'])})")


def _recorded(context: Context, node: ast.AST) -> bool:
    """Whether the innermost block that decides on recording, in the same function, switches it on."""
    current = context.parents.get(node)
    while current is not None and not isinstance(current, (ast.FunctionDef, ast.Lambda)):
        if isinstance(current, ast.With):
            for item in reversed(current.items):
                if isinstance(item.context_expr, ast.Call):
                    path = context.resolved(item.context_expr.func)
                    if path.startswith(PREFIX) and path.endswith("_summaries"):
                        return path == ALWAYS
        current = context.parents.get(current)
    return False
