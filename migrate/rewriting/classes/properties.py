"""Properties of a class that builds a graph: while the class is a function they are functions that are called."""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.stages.attributes import OWN
from migrate.stages.attributes import plain as plain_name
from migrate.stages.program import Obstacle


def is_property(method: ast.FunctionDef) -> bool:
    """Whether a method is read like an attribute, `@property`."""
    decorators = method.decorator_list
    return len(decorators) == 1 and isinstance(decorators[0], ast.Name) and decorators[0].id == "property"


def of_class(node: ast.ClassDef) -> set[str]:
    return {m.name for m in node.body if isinstance(m, ast.FunctionDef) and is_property(m)}


def plain(method: ast.FunctionDef, node: ast.ClassDef) -> bool:
    """Whether all that the class does with a property is to read it, and what it gives is not called."""
    called = {id(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}
    formatted = {id(n) for s in ast.walk(node) if isinstance(s, ast.JoinedStr) for n in ast.walk(s)}
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and inner.attr == method.name:
            own = isinstance(inner.value, ast.Name) and inner.value.id == "self"
            if own and (not isinstance(inner.ctx, ast.Load) or id(inner) in called or id(inner) in formatted):
                return False
    return sum(getattr(m, "name", None) == method.name for m in node.body) == 1


def called(source: Source, node: ast.ClassDef) -> None:
    """`self.name` -> `self.name()` for the properties of a class whose attributes are names."""
    names = {OWN + name for name in of_class(node)}
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id in names:
            source.insert(source.span(inner)[1], "()")


def read_again(text: str, name: str, properties: set[str]) -> str:
    """The text whose class reads its properties; raises Obstacle where one of them became something else."""
    if not properties:
        return text
    source = Source(text)
    tree = ast.parse(text)
    node = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name)
    methods = [m for m in node.body if isinstance(m, ast.FunctionDef)]
    for other in ast.walk(tree):
        if isinstance(other, ast.FunctionDef) and plain_name(other.name) in properties and other not in methods:
            raise Obstacle(node, "a property that gives a part of the graph")
    if any(m.name in properties and len(m.args.args) != 1 for m in methods):
        raise Obstacle(node, "a property that gives a part of the graph")
    for inner in ast.walk(node):
        func = inner.func if isinstance(inner, ast.Call) and not inner.args and not inner.keywords else None
        if isinstance(func, ast.Attribute) and func.attr in properties and ast.unparse(func.value) == "self":
            source.replace(inner, source.segment(func))
    return source.result()
