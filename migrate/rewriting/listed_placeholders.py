"""Placeholders that a comprehension makes for several names: each gets a statement of its own.

`[x, y] = [tf.placeholder(tf.float32, [None, 1]) for _ in range(2)]` is the same TensorFlow 1 program as
`x = tf.placeholder(tf.float32, [None, 1])` and the same for `y`.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting.shared_lines import shared

PLACEHOLDERS = {"tensorflow.placeholder", "tensorflow.placeholder_with_default"}
PLAIN = (ast.Name, ast.Attribute, ast.Constant, ast.List, ast.Tuple, ast.Load, ast.Subscript, ast.keyword, ast.BinOp)
PLAIN += (ast.operator, ast.UnaryOp, ast.USub)


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such placeholders made one by one; None where there are none."""
    if "placeholder" not in text or " for " not in text:
        return None
    source, names = Source(text), Names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1 or shared(source, node):
            continue
        target = node.targets[0]
        if not isinstance(target, (ast.Tuple, ast.List)) or not all(isinstance(t, ast.Name) for t in target.elts):
            continue
        made = _made(names, node.value, len(target.elts))
        if made is None:
            continue
        written = source.segment(made) if made.lineno == made.end_lineno else ast.unparse(made)
        lines = [f"{source.segment(t)} = {written}" for t in target.elts]
        source.replace(node, f"\n{source.indent_of(node)}".join(lines))
    return (source.result(), None) if source.edits else None


def _made(names: Names, node: ast.expr, count: int) -> ast.expr | None:
    """The placeholder that a comprehension makes `count` times, always the same."""
    if not isinstance(node, (ast.ListComp, ast.GeneratorExp)) or len(node.generators) != 1:
        return None
    (generator,) = node.generators
    times, made = generator.iter, node.elt
    if generator.ifs or generator.is_async or not isinstance(generator.target, ast.Name):
        return None
    ranged = isinstance(times, ast.Call) and isinstance(times.func, ast.Name) and times.func.id in ("range", "xrange")
    if not ranged or len(times.args) != 1 or times.keywords or names.module_scope.find("range") is not None:  # type: ignore[attr-defined]
        return None
    number = times.args[0]  # type: ignore[attr-defined]
    if not isinstance(number, ast.Constant) or number.value != count or isinstance(number.value, bool):
        return None
    if not isinstance(made, ast.Call) or names.resolve(made.func) not in PLACEHOLDERS:
        return None
    given = [n for a in [*made.args, *made.keywords] for n in ast.walk(a)]
    if not all(isinstance(n, PLAIN) for n in given):
        return None
    if any(isinstance(n, ast.Name) and n.id == generator.target.id for n in given):
        return None
    return made
