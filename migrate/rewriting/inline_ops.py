"""Ops made in the header of `tf.control_dependencies` or in the arguments of `tf.group` get statements of their own.

`with tf.control_dependencies([tf.assign_add(a, 1)]):` -> `update = tf.assign_add(a, 1)`
before a `with` over `[update]`:
the same TensorFlow 1 program, in which each op is a statement that can move into a function.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names, fresh, used

METHODS = {"assign", "assign_add", "assign_sub", "minimize", "apply_gradients", "apply"}
FUNCTIONS = {"tensorflow.assign", "tensorflow.assign_add", "tensorflow.assign_sub", "tensorflow.group"}


def normalise(text: str, tree: ast.Module) -> tuple[str, list[int]] | None:
    """(the text with the statements, the lines that were added); None where there is nothing to do."""
    if "control_dependencies" not in text and ".group(" not in text:
        return None
    names, source = Names(tree), Source(text)
    taken = used(tree)
    lines: dict[int, list[str]] = {}
    statements = [n for n in ast.walk(tree) if isinstance(n, (ast.With, ast.Assign, ast.Expr))]
    for statement in sorted(statements, key=lambda n: n.lineno):
        inner = _ops(names, statement)
        start = source.line_start(source.span(statement)[0])
        if not inner or source.text[start : source.span(statement)[0]].strip() or start == 0:
            continue
        if any(node.lineno != node.end_lineno for node in inner):
            continue  # a piece of several lines would take lines with it
        for node in inner:
            name = fresh("update", taken)
            lines.setdefault(start, []).append(f"{source.indent_of(statement)}{name} = {source.segment(node)}")
            source.replace(node, name)
    if not lines:
        return None
    added = source.insert_lines(lines)
    return source.result(), added


def _ops(names: Names, statement: ast.stmt) -> list[ast.Call]:
    """The op-making calls that a statement holds in a list of control inputs or grouped ops."""
    if isinstance(statement, ast.With):
        call = statement.items[0].context_expr
        wanted = "tensorflow.control_dependencies"
    else:
        call = statement.value  # type: ignore[union-attr]
        wanted = "tensorflow.group"
    if not isinstance(call, ast.Call) or names.resolve(call.func) != wanted or call.keywords:
        return []
    items: list[ast.expr] = []
    for argument in call.args:
        items += argument.elts if isinstance(argument, (ast.List, ast.Tuple)) else [argument]
    found = [i for i in items if isinstance(i, ast.Call) and _makes_op(names, i)]
    plain = all(isinstance(i, (ast.Name, ast.Attribute)) or i in found for i in items)
    return found if plain else []


def _makes_op(names: Names, node: ast.Call) -> bool:
    path = names.resolve(node.func)
    if path is not None:
        return path in FUNCTIONS
    return isinstance(node.func, ast.Attribute) and node.func.attr in METHODS
