"""Variables whose name a loop binds to tensors: `y = tf.Variable(1.0)`, then `y = y + w * x` in each pass.

The variable gets a name of its own, `y_variable`, and `y = y_variable` begins what the loop goes on with: the same
TensorFlow 1 program, in which the name stands for tensors alone.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names, Scope, fresh, used
from migrate.rewriting.shared_lines import shared
from migrate.stages.attributes import is_attribute

MAKERS = {"tensorflow.Variable", "tensorflow.get_variable"}
RUNS = {"run", "eval", "numpy"}


def normalise(text: str, tree: ast.Module) -> tuple[str, list[int]] | None:
    """(the text with such statements, the lines that were added); None where there are none."""
    if "ariable(" not in text or "for " not in text:
        return None
    names, source, taken = Names(tree), Source(text), used(tree)
    lines: dict[int, list[str]] = {}
    for node in ast.walk(tree):
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        call = node.value if isinstance(node, ast.Assign) else None
        if not isinstance(target, ast.Name) or is_attribute(target.id):
            continue
        if not isinstance(call, ast.Call) or names.resolve(call.func) not in MAKERS:
            continue
        owner = names.scope_of.get(target, names.module_scope).find(target.id)
        end = source.line_end(source.span(node)[1])
        if owner is None or end >= len(text) or shared(source, node) or not _bound_in_loop(tree, owner, target):
            continue
        new = fresh(f"{target.id}_variable", taken)
        source.replace(target, new)
        lines.setdefault(end, []).append(f"{source.indent_of(node)}{target.id} = {new}")
    if not lines:
        return None
    added = source.insert_lines(lines)
    return source.result(), added


def _bound_in_loop(tree: ast.Module, owner: Scope, first: ast.Name) -> bool:
    """Whether loops alone bind a name again, each to something that is made of what it stood for."""
    others = [b for b in owner.bindings.get(first.id, []) if b is not first]
    loops = [n for n in ast.walk(tree) if isinstance(n, ast.For) and n.lineno > first.lineno]
    inside = {id(n): n for loop in loops for n in ast.walk(loop) if isinstance(n, (ast.Assign, ast.AugAssign))}
    found = []
    for statement in inside.values():
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        if not any(t is b for t in targets for b in others):
            continue
        reads = [n for n in ast.walk(statement.value) if isinstance(n, ast.Name) and n.id == first.id]
        runs = [n for n in ast.walk(statement.value) if isinstance(n, ast.Attribute) and n.attr in RUNS]
        if len(targets) != 1 or runs or not (reads or isinstance(statement, ast.AugAssign)):
            return False
        if not any(isinstance(n, (ast.Call, ast.BinOp)) for n in ast.walk(statement)) and reads:
            return False
        found.append(statement)
    return bool(found) and len(found) == len(others)
