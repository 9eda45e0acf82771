"""How often the methods of a class that builds a graph are named: one that is called once can stand at its call."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.names import Names
from migrate.stages.attributes import OWN

BY_TEXT = {"getattr", "hasattr", "setattr", "delattr", "attrgetter", "methodcaller", "vars", "__getattribute__"}


def of_method(tree: ast.Module, names: Names, owner: ast.ClassDef, name: str) -> int:
    """How often a method may be meant; where an attribute takes its name, how often it is called.

    tree: the module, in which the attributes of the classes at hand are names already.
    """
    called = {id(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    rebound = any(_stores(node, name) for node in ast.walk(owner))
    elsewhere = rebound or any(_gives(node, name) for node in tree.body if node is not owner)
    tested = set(_tested(tree))
    by_text = _looked_up(tree, names)
    found = 0
    for top in tree.body:
        for node in ast.walk(top):
            call = id(node) in called
            if isinstance(node, ast.Name) and node.id == OWN + name:
                found += top is owner and (call or not rebound)
            elif isinstance(node, ast.Attribute) and node.attr == name:
                # nothing inherits from the class: `self` of another one is another object
                other = top is not owner and isinstance(top, ast.ClassDef) and _is_self(node.value)
                data = not call and (elsewhere or id(node) in tested)
                found += not (other or data or names.resolve(node) is not None)
            elif isinstance(node, ast.Constant) and node.value == name:
                found += not rebound and (by_text is None or id(node) in by_text)
    return found


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _stores(node: ast.AST, name: str) -> bool:
    """Whether a node gives an attribute a value."""
    if isinstance(node, ast.Attribute):
        return node.attr == name and not isinstance(node.ctx, ast.Load)
    return isinstance(node, ast.Name) and node.id == OWN + name and not isinstance(node.ctx, ast.Load)


def _gives(node: ast.stmt, name: str) -> bool:
    """Whether the objects of a class, or what a statement stores in, have data of that name."""
    if any(_stores(inner, name) for inner in ast.walk(node)):
        return True
    members = node.body if isinstance(node, ast.ClassDef) else []
    return any(isinstance(t, ast.Name) and t.id == name for m in members for t in getattr(m, "targets", []))


def _tested(tree: ast.Module) -> Iterator[int]:
    """Expressions whose value only decides a branch or is compared: a method would be called there."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.If, ast.While, ast.IfExp)):
            yield id(node.test)
        elif isinstance(node, ast.Compare):
            yield from (id(n) for n in (node.left, *node.comparators))
        elif isinstance(node, ast.UnaryOp):
            yield id(node.operand)


def _looked_up(tree: ast.Module, names: Names) -> set[int] | None:
    """The texts by which attributes are looked up; None where those are not all in the program."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "__dict__":
            return None
        name = node.func if isinstance(node, ast.Call) else None
        word = name.id if isinstance(name, ast.Name) else name.attr if isinstance(name, ast.Attribute) else None
        if word in BY_TEXT:
            if node.args and names.resolve(node.args[0]) is not None:  # type: ignore[union-attr]
                continue  # of a module
            texts = [a for a in node.args if isinstance(a, ast.Constant)]  # type: ignore[union-attr]
            if not texts:
                return None
            found |= {id(t) for t in texts}
    return found
