"""Values that a pass of a loop chooses, as expressions, in loops that make variables.

    for i, size in enumerate(sizes):                    for i, size in enumerate(sizes):
        if i == 0:                                          inputs = x if i == 0 else outputs
            inputs = x                                      n_in = dim if i == 0 else sizes[i - 1]
            n_in = dim
        else:
            inputs = outputs
            n_in = sizes[i - 1]

The same TensorFlow 1 program, whose loop can be taken apart (`looped_variables`): a name for each statement.
"""

from __future__ import annotations

import ast

from migrate.rewriting import looped_variables

PLAIN = (ast.Name, ast.Constant, ast.Compare, ast.BoolOp, ast.UnaryOp, ast.BinOp, ast.Attribute, ast.Subscript)
PLAIN += (ast.expr_context, ast.operator, ast.cmpop, ast.boolop, ast.unaryop)
LONGEST = 100  # characters of a line


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such choices as expressions; None where there are none."""
    if "for " not in text or "if " not in text or "ariable(" not in text or "enable_eager_execution" in text:
        return None
    loops = looped_variables.Loops(text, tree)
    source = loops.source
    for loop in ast.walk(tree):
        if not isinstance(loop, ast.For) or not any(loops.makes_variable(n) for n in ast.walk(loop)):
            continue
        for node in loop.body:
            chosen = _chosen(loops, node)
            if chosen is None:
                continue
            test = source.segment(node.test)  # type: ignore[attr-defined]
            parts = [(name, source.segment(a), source.segment(b)) for name, a, b in chosen]
            lines = [f"{name} = {a} if {test} else {b}" for name, a, b in parts]
            if all("\n" not in line and len(line) < LONGEST for line in lines):
                source.replace(node, f"\n{source.indent_of(node)}".join(lines))
    return (source.result(), None) if source.edits else None


def _chosen(loops: looped_variables.Loops, node: ast.stmt) -> list[tuple[str, ast.expr, ast.expr]] | None:
    """(name, its value where the test holds, its other value) of a statement that only chooses values."""
    if not isinstance(node, ast.If) or not loops.source.alone(node):
        return None
    one, other = _values(node.body), _values(node.orelse)
    if one is None or other is None or set(one) != set(other):
        return None
    values = [*one.values(), *other.values()]
    read = {n.id for v in [node.test, *values] for n in ast.walk(v) if isinstance(n, ast.Name)}
    if read & set(one) or not all(isinstance(n, PLAIN) for n in ast.walk(node.test)):
        return None
    simple = not any(isinstance(v, (ast.IfExp, ast.Lambda, ast.Tuple)) for v in values)
    if not simple or any(isinstance(n, ast.Call) for v in values for n in ast.walk(v)):
        return None
    lines = loops.source.lines[node.lineno - 1 : node.end_lineno]
    return None if any("#" in line for line in lines) else [(name, one[name], other[name]) for name in one]


def _values(body: list[ast.stmt]) -> dict[str, ast.expr] | None:
    """The values that a branch gives to names, each once; None for a branch that does more."""
    found: dict[str, ast.expr] = {}
    for statement in body:
        target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
        if not isinstance(target, ast.Name) or target.id in found:
            return None
        found[target.id] = statement.value  # type: ignore[attr-defined]
    return found or None
