"""Functions whose names their own results get: `loss = loss(y, t)` -> `loss = loss_fn(y, t)`.

In a function that TensorFlow 2 calls again and again each of the two needs a name of its own.
"""

from __future__ import annotations

import ast

from migrate.blocks import is_main_guard
from migrate.edits import Source
from migrate.names import Names, fresh, used

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
BRANCHES = (ast.If, ast.Try, ast.Match)
LOOPS = (ast.For, ast.While, ast.comprehension)


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text in which such functions have names of their own; None where there are none."""
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    stored = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    if not defined & stored or "enable_eager_execution" in text:
        return None
    names = Names(tree)
    source = Source(text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    taken = used(tree)
    for name, bindings in names.module_scope.bindings.items():
        bindings = sorted(bindings, key=lambda b: (getattr(b, "lineno", 0), getattr(b, "col_offset", 0)))
        helper = bindings[0]
        if not isinstance(helper, ast.FunctionDef) or helper not in tree.body or helper.decorator_list:
            continue
        reads = _reads(tree, names, parents, name, bindings) if len(bindings) > 1 else None
        if reads is None:
            continue
        new = fresh(f"{name}_fn", taken)
        start = source.text.index(name, source.span(helper)[0] + len("def"))
        source.replace_span(start, start + len(name), new)
        for read in reads:
            source.replace(read, new)
    return (source.result(), None) if source.edits else None


def _reads(
    tree: ast.Module, names: Names, parents: dict[ast.AST, ast.AST], name: str, bindings: list[ast.AST]
) -> list[ast.Name] | None:
    """The reads of a name that mean the function; None where the two cannot be told apart."""
    stores = bindings[1:]
    if not all(isinstance(s, ast.Name) and _outside(parents, s, (*FUNCTIONS, *LOOPS)) for s in stores):
        return None
    if not _outside(parents, stores[0], BRANCHES):
        return None  # another branch may still call the function
    statement = _statement(parents, stores[0])
    if not isinstance(statement, ast.Assign) or statement.targets != [stores[0]]:
        return None
    shared = {n for node in ast.walk(tree) if isinstance(node, (ast.Global, ast.Nonlocal)) for n in node.names}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == name and names.resolve(node) is not None:
            return None  # a function of a module, as another file of the program may read it
        if not isinstance(node, ast.Name) or node.id != name or not isinstance(node.ctx, ast.Load):
            continue
        if names.scope_of.get(node, names.module_scope).find(name) is not names.module_scope:
            continue
        if not _outside(parents, node, FUNCTIONS):
            return None
        if node.lineno <= (statement.end_lineno or statement.lineno):
            found.append(node)
    called = [n for n in found if isinstance(parents[n], ast.Call) and parents[n].func is n]  # type: ignore[attr-defined]
    return found if name not in shared and found and len(called) == len(found) else None


def _outside(parents: dict[ast.AST, ast.AST], node: ast.AST, kinds: tuple[type[ast.AST], ...]) -> bool:
    """Whether code stands in nothing of some kinds."""
    current: ast.AST | None = node
    while current is not None:
        if isinstance(current, kinds) and not is_main_guard(current):
            return False
        current = parents.get(current)
    return True


def _statement(parents: dict[ast.AST, ast.AST], node: ast.AST) -> ast.AST:
    while not isinstance(node, ast.stmt):
        node = parents[node]
    return node
