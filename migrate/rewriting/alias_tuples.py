"""`loss, train_op = mean, step` over names of graph values, one of them a training op, as a statement for each name.

The same TensorFlow 1 program, in which a run that needs the loss does not need the statement of the training op.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names, Scope

TRAINING = {"minimize", "apply_gradients"}


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with a statement for each name; None where there is nothing to do."""
    if not any(word in text for word in TRAINING):
        return None
    names, source = Names(tree), Source(text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        pairs = _pairs(node)
        if not pairs or not any(_trains(names, parents, value) for _, value in pairs):
            continue
        if not source.alone(node):
            continue
        indent = source.indent_of(node)
        lines = [f"{source.segment(target)} = {source.segment(value)}" for target, value in pairs]
        source.replace(node, f"\n{indent}".join(lines))
    return (source.result(), None) if source.edits else None


def _pairs(node: ast.AST) -> list[tuple[ast.Name, ast.Name]]:
    """Each name and the name that it is given, where the statement is no more than that and their order is free."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return []
    target, value = node.targets[0], node.value
    if not isinstance(target, ast.Tuple) or not isinstance(value, ast.Tuple) or len(target.elts) != len(value.elts):
        return []
    if not all(isinstance(n, ast.Name) for n in [*target.elts, *value.elts]):
        return []
    bound = [n.id for n in target.elts]  # type: ignore[attr-defined]
    if len(set(bound)) < len(bound) or set(bound) & {n.id for n in value.elts}:  # type: ignore[attr-defined]
        return []
    return list(zip(target.elts, value.elts, strict=True))  # type: ignore[arg-type]


def _trains(names: Names, parents: dict[ast.AST, ast.AST], name: ast.Name) -> bool:
    """Whether a name is bound by nothing but a statement that makes a training op."""
    owner: Scope | None = names.scope_of.get(name, names.module_scope).find(name.id)
    bindings = owner.bindings.get(name.id, []) if owner is not None else []
    statement = parents.get(bindings[0]) if len(bindings) == 1 else None
    call = statement.value if isinstance(statement, ast.Assign) and statement.targets == bindings else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in TRAINING
