"""Whether names that a loop binds are read after it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from migrate.names import Names

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def stored(node: ast.AST) -> set[str]:
    """Names that a statement binds in its scope."""
    found: set[str] = set()
    for inner in _own(node):
        if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load):
            found.add(inner.id)
        elif isinstance(inner, (ast.FunctionDef, ast.ClassDef)):
            found.add(inner.name)
        elif isinstance(inner, (ast.Import, ast.ImportFrom)):
            found |= {a.asname or a.name.split(".")[0] for a in inner.names}
        elif isinstance(inner, ast.ExceptHandler) and inner.name:
            found.add(inner.name)
    return found


def loaded(node: ast.AST) -> set[str]:
    """Names that a statement or expression reads; those of comprehensions are their own."""
    found: set[str] = set()

    def visit(current: ast.AST, hidden: frozenset[str]) -> None:
        if isinstance(current, COMPREHENSIONS):
            hidden |= {n.id for g in current.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)}
        if isinstance(current, ast.Lambda):
            hidden |= {a.arg for a in ast.walk(current.args) if isinstance(a, ast.arg)}
        if isinstance(current, ast.Name) and isinstance(current.ctx, ast.Load) and current.id not in hidden:
            found.add(current.id)
        if isinstance(current, ast.AugAssign) and isinstance(current.target, ast.Name):
            found.add(current.target.id)
        for child in ast.iter_child_nodes(current):
            visit(child, hidden)

    visit(node, frozenset())
    return found


def _own(node: ast.AST) -> Iterable[ast.AST]:
    """The nodes of a statement without those of scopes inside it."""
    yield node
    if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Lambda)):
        return
    if isinstance(node, COMPREHENSIONS):
        yield from _own(node.generators[0].iter)
        return
    for child in ast.iter_child_nodes(node):
        yield from _own(child)


def read_after(following: Sequence[Sequence[ast.stmt]], names: set[str]) -> str | None:
    """One of `names` that the statements after a loop read before they bind it; `following`: the inner block first."""
    alive = set(names)
    for block in following:
        found = _scan(block, alive)
        if found is not None:
            return found
    return None


def _scan(block: Sequence[ast.stmt], alive: set[str]) -> str | None:
    for statement in block:
        found = _one(statement, alive)
        if found is not None:
            return found
    return None


def _one(node: ast.stmt, alive: set[str]) -> str | None:
    """A name of `alive` that a statement reads; what it binds for certain is taken out of `alive`."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        alive.discard(node.name)
        return None
    if isinstance(node, ast.For):
        inside = alive - {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
        return _any(loaded(node.iter) & alive) or _scan(node.body, inside) or _scan(node.orelse, set(alive))
    if isinstance(node, ast.If):
        return _any(loaded(node.test) & alive) or _scan(node.body, set(alive)) or _scan(node.orelse, set(alive))
    if isinstance(node, ast.With):
        for item in node.items:
            if loaded(item.context_expr) & alive:
                return _any(loaded(item.context_expr) & alive)
        return _scan(node.body, alive)
    found = loaded(node) & alive
    if found:
        return _any(found)
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom)):
        alive -= stored(node)
    return None


def _any(names: set[str]) -> str | None:
    return min(names) if names else None


def read_by_functions(names: Names, loop: ast.AST, wanted: set[str]) -> str | None:
    """One of `wanted`, names of the loop's scope, that a function outside the loop reads or binds there."""
    inside = set(ast.walk(loop))
    own = names.scope_of.get(loop, names.module_scope)
    for node, scope in names.scope_of.items():
        if isinstance(node, ast.Name) and node.id in wanted and scope is not own and node not in inside:
            current = scope
            while current is not own and current is not None and isinstance(current.node, COMPREHENSIONS):
                current = current.parent  # a comprehension stands in the scope around it
            if current is not own and scope.find(node.id) is own:
                return node.id
    return None


def undefined(block: Sequence[ast.stmt | ast.expr], names: set[str]) -> str | None:
    """One of `names` that statements may read before they have bound it."""
    return _undefined(block, names, set())


def _undefined(block: Sequence[ast.AST], names: set[str], defined: set[str]) -> str | None:
    for node in block:
        found = _may_miss(node, names, defined)
        if found is not None:
            return found
    return None


def _may_miss(node: ast.AST, names: set[str], defined: set[str]) -> str | None:
    if isinstance(node, ast.For):
        targets = {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
        missed = _any(loaded(node.iter) & names - defined)
        return missed or _undefined([*node.body, *node.orelse], names, defined | targets)
    if isinstance(node, ast.If):
        missed = _any(loaded(node.test) & names - defined)
        first, second = set(defined), set(defined)
        missed = missed or _undefined(node.body, names, first) or _undefined(node.orelse, names, second)
        defined |= first & second
        return missed
    missed = _any(loaded(node) & names - defined)
    if isinstance(node, ast.Assign):
        defined |= stored(node)
    return missed
