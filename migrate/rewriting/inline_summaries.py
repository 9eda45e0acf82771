"""Summaries that are made in the list of a merge get statements of their own.

`tf.summary.merge([tf.summary.scalar("loss", loss)])` becomes `loss_summary = tf.summary.scalar("loss", loss)` and the
merge of it: the same TensorFlow 1 program, whose summaries have names.
"""

from __future__ import annotations

import ast
import re

from migrate.edits import Source
from migrate.names import Names, fresh, used
from migrate.stages import summaries as api


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such statements; None where there are none."""
    if "merge" not in text or "summary" not in text:
        return None
    names, source, taken = Names(tree), Source(text), used(tree)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or _path(names, node) not in api.MERGE:
            continue
        given = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "inputs"), None)
        statement = parents.get(node)
        if not isinstance(statement, (ast.Assign, ast.Expr)) or not source.alone(statement):
            continue
        if not isinstance(given, (ast.List, ast.Tuple)) or not all(_plain(names, e) for e in given.elts):
            continue
        made = [e for e in given.elts if isinstance(e, ast.Call)]
        lines = []
        for summary in made:
            name = fresh(_name(summary), taken)
            taken.add(name)
            lines.append(f"{name} = {source.segment(summary)}")
            source.replace(summary, name)
        if lines:
            start = source.line_start(source.span(statement)[0])
            indent = source.indent_of(statement)
            source.insert(start, "".join(f"{indent}{line}\n" for line in lines))
    return (source.result(), None) if source.edits else None


def _path(names: Names, node: ast.Call) -> str:
    return (names.resolve(node.func) or "").removeprefix("tensorflow.")


def _plain(names: Names, node: ast.expr) -> bool:
    """Whether an item of the list is a summary that is made there, or the name of one."""
    if isinstance(node, ast.Call):
        return _path(names, node) in api.SUMMARIES and bool(node.args) and node.lineno == node.end_lineno
    return isinstance(node, (ast.Name, ast.Attribute))


def _name(node: ast.Call) -> str:
    tag = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
    word = re.sub(r"\W+", "_", str(tag).rpartition("/")[2], flags=re.ASCII).strip("_").lower()
    return f"{word}_summary" if word and not word[0].isdigit() else "summary"
