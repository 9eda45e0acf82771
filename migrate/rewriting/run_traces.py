"""Traces of single runs become traces of tf.summary: `trace_on` before the run, `trace_export` where it was written.

    run_metadata = tf.RunMetadata()                                  tf.summary.trace_on(graph=True)
    sess.run(train, options=run_options, run_metadata=run_metadata)  train()
    writer.add_run_metadata(run_metadata, "step")                    with writer.as_default():
                                                                         tf.summary.trace_export("step", step=0)

A trace is of all that runs until it is exported, so the three stand in one block, in this order, with no other run
between them. It holds the graphs that ran, and not the times and sizes of a RunMetadata: TF302 says so.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.blocks import block_of
from migrate.rewriting import shared_lines
from migrate.stages import run_traces
from migrate.stages.program import Obstacle
from migrate.stages.values import Handle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context
    from migrate.stages.interpreter import Interpreter

APART = "metadata that are not made, filled by one run and written in one block"


def rewrite(context: Context) -> None:
    """Rewrites the metadata of runs; raises Obstacle where they serve anything but a writer."""
    handles = {id(v.node): v for v in context.interp.value_of.values() if isinstance(v, Handle) and _is(v)}
    for handle in handles.values():
        _one(context, handle)


def _is(value: Handle) -> bool:
    return value.kind == run_traces.KIND


def _reads(interp: Interpreter, node: ast.AST, handle: Handle) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and interp.value_of.get(id(node)) is handle


def _one(context: Context, handle: Handle) -> None:
    from migrate.rewriting.native import _delete

    interp, source, node = context.interp, context.source, handle.node
    made = interp.parents.get(node)
    runs, writes = handle.detail["runs"], handle.detail["writes"]
    reads = [id(n) for n in ast.walk(context.tree) if _reads(interp, n, handle)]
    used = [id(n) for call in runs + writes for n in ast.walk(call) if _reads(interp, n, handle)]
    plain = isinstance(made, ast.Assign) and len(made.targets) == 1 and isinstance(made.targets[0], ast.Name)
    if not plain or len(reads) != len(used):
        raise Obstacle(node, APART)
    if not writes:
        _delete(context, made)
        return
    block = block_of(made, interp.parents[made]) or []
    places = [_place(context, block, call) for call in [*runs, *writes]]
    if len(runs) != 1 or len(writes) != 1 or None in places:
        raise Obstacle(node, APART)
    first, last = places
    between = block[block.index(made) + 1 : block.index(last)]
    sites = [id(site.node) for site in interp.sites.values()]
    if first not in between or sum(id(n) in sites for s in between for n in ast.walk(s)) != 1:
        raise Obstacle(node, APART)
    _write(context, last, writes[0])
    source.replace(made, f"{context.tf}.summary.trace_on(graph=True)")
    context.note(node, "TF302", "the trace holds the graphs that ran; times and memory come from tf.profiler")


def _write(context: Context, statement: ast.stmt, call: ast.Call) -> None:
    from migrate.stages.tf_calls import bind

    source = context.source
    bound = bind(call, run_traces.WRITE) or {}
    if not isinstance(statement, ast.Expr) or statement.value is not call:
        raise Obstacle(call, "the result of a write is used")
    if not source.begins_line(source.span(statement)[0]):
        raise shared_lines.SharedLine(statement)
    step = source.expression(bound["global_step"]) if "global_step" in bound else "0"
    writer = source.expression(call.func.value)  # type: ignore[attr-defined]
    body = f"{context.tf}.summary.trace_export({source.expression(bound['tag'])}, step={step})"
    source.replace(statement, f"with {writer}.as_default():\n{context.final_indent(statement)}    {body}")


def _place(context: Context, block: list[ast.stmt], node: ast.AST) -> ast.stmt | None:
    """The statement of a block that holds a node without a loop or branch around it."""
    current: ast.AST | None = node
    while current is not None and not isinstance(current, ast.stmt):
        current = context.interp.parents.get(current)
    return current if current in block else None  # type: ignore[return-value]
