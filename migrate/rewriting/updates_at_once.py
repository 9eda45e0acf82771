"""Assignments that a loop or a branch makes and runs at once: `update = tf.assign(v, x)` above `update.eval()`.

The run takes the assignment itself, `tf.assign(v, x).eval()`: the same TensorFlow 1 program where nothing else reads
the name.
"""

from __future__ import annotations

import ast

from migrate.blocks import blocks
from migrate.edits import Source
from migrate.names import Names, Scope
from migrate.stages.assign_lists import assigned

COMPOUND = (ast.For, ast.While, ast.If, ast.Try, ast.ExceptHandler)


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such runs; None where there are none."""
    if "assign" not in text:
        return None
    names, source = Names(tree), Source(text)
    found: dict[tuple[Scope, str], list[tuple[ast.Assign, ast.Name]]] = {}
    for holder in ast.walk(tree):
        for block in blocks(holder) if isinstance(holder, COMPOUND) else ():
            for made, run in zip(block, block[1:], strict=False):
                read = _run(names, source, made, run)
                if read is not None:
                    scope = names.scope_of.get(read, names.module_scope).find(read.id)
                    if scope is not None:
                        found.setdefault((scope, read.id), []).append((made, read))
    for (scope, name), pairs in found.items():
        kept = {id(n) for made, read in pairs for n in (made.targets[0], read)}
        every = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == name]
        own = [n for n in every if names.scope_of.get(n, names.module_scope).find(name) is scope]
        if not all(id(n) in kept for n in own):
            continue
        for made, read in pairs:
            start, end = source.span(made)
            source.replace_span(source.line_start(start), source.line_end(end), "")
            source.replace(read, source.segment(made.value))
    return (source.result(), None) if source.edits else None


def _run(names: Names, source: Source, made: ast.stmt, run: ast.stmt) -> ast.Name | None:
    """The name in a statement that does nothing but run the assignment which the statement before made."""
    if not isinstance(made, ast.Assign) or len(made.targets) != 1 or not isinstance(made.targets[0], ast.Name):
        return None
    call = run.value if isinstance(run, ast.Expr) else None
    if not _assigns(names, made.value) or not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return None
    if not source.alone(made) or made.lineno != made.end_lineno:
        return None
    read: ast.expr | None = None
    if call.func.attr == "eval":
        read = call.func.value
    elif call.func.attr == "run" and len(call.args) == 1 and not call.keywords:
        read = call.args[0]
    return read if isinstance(read, ast.Name) and read.id == made.targets[0].id else None


def _assigns(names: Names, node: ast.expr) -> bool:
    target = assigned(names, node) if isinstance(node, ast.Call) else None
    function = isinstance(node, ast.Call) and names.resolve(node.func) is not None
    return target is not None and (function or isinstance(target, ast.Name))
