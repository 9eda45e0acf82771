"""Objects of the program's own classes that make variables and compute with them: `layer = Dense(4, 3)`.

Such a class is TensorFlow 2 as it stands: its constructor makes variables where it is called, and its methods are
functions of tensors. A construction is read like the making of a variable.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.stages.values import (
    Function,
    Host,
    Instance,
    Map,
    Placeholder,
    Seq,
    Symbol,
    Tensor,
    Value,
    Variable,
    is_dynamic,
    is_tensorish,
    leaves,
)

if TYPE_CHECKING:
    from migrate.stages.interpreter import Creation, Env, Interpreter


# methods of a class that Python calls by itself, and that make no attributes or items
KNOWN = {"__init__", "__call__", "__repr__", "__str__"}


@dataclass(eq=False)
class Methods(Value):
    """The methods of one name of objects, one of which is called: `for layer in layers: x = layer.forward(x)`."""

    objects: list[Instance]
    name: str


@dataclass(eq=False)
class Holder:
    """One object that holds variables, and the call that makes it."""

    instance: Instance
    node: ast.AST
    variables: list[Variable]


def made(
    interp: Interpreter,
    instance: Instance,
    constructor: ast.FunctionDef,
    node: ast.AST,
    creations: list[Creation],
    given: list[Value],
) -> None:
    """Notes an object whose construction made variables and nothing that a run would change."""
    if not creations:
        return
    plain = isinstance(node, ast.Call) and _plain(interp, instance.cls.node)
    held = plain and not any(is_tensorish(v) or is_dynamic(v) or one_of(interp, v) for v in given)
    variables = set(_variables(instance))
    if (
        held
        and all(_kept(interp, v) for v in instance.attributes.values())
        and {c.variable for c in creations} <= variables
    ):
        interp.held.add(instance)
        interp.holders.setdefault(constructor, []).append(Holder(instance, node, [c.variable for c in creations]))
    else:
        interp.not_holders.add(constructor)


def _variables(instance: Instance) -> Iterator[Variable]:
    """The variables that are reached through an object's attributes."""
    for value in instance.attributes.values():
        for leaf in leaves(value):
            if isinstance(leaf, Variable):
                yield leaf
            elif isinstance(leaf, Instance):
                yield from _variables(leaf)


def _plain(interp: Interpreter, node: ast.ClassDef) -> bool:
    """Whether nothing about a class is special: it stands in the module and has no bases."""
    bases = all(isinstance(b, ast.Name) and b.id == "object" for b in node.bases)
    methods = [m for m in node.body if isinstance(m, ast.FunctionDef)]
    known = all(m.name in KNOWN or not m.name.startswith("__") for m in methods)
    return node in interp.tree.body and bases and known and not node.keywords and not node.decorator_list


def _kept(interp: Interpreter, value: Value) -> bool:
    """Whether an attribute is the same in every run, but for the values of variables."""
    for leaf in leaves(value):
        if isinstance(leaf, Tensor) and leaf.dynamic:
            return False
        if isinstance(leaf, Instance) and leaf not in interp.held:
            return False
        if not isinstance(leaf, (Variable, Host, Symbol, Function, Tensor, Instance)):
            return False
    return True


def one_of(interp: Interpreter, value: Value) -> bool:
    """Whether a value is an object that holds variables, or one of several objects, any of which may."""
    options = value.flat() if hasattr(value, "flat") else [value]
    return any(option in interp.held for option in options)


def constructs(interp: Interpreter, definition: ast.AST) -> bool:
    """Whether a function is the constructor of such objects."""
    return definition in interp.holders and definition not in interp.not_holders


def bound_once(interp: Interpreter, name: str, env: Env) -> bool:
    """Whether a name of a scope stands for one object throughout."""
    node = env.scope.node if env.scope is not None else None
    scope = interp.names.inner_scope(node) if isinstance(node, ast.FunctionDef) else interp.names.module_scope
    return len(scope.bindings.get(name, ())) == 1


def changed(interp: Interpreter, node: ast.AST) -> None:
    """Raises an obstacle where a container that is changed is an attribute of such an object."""
    value = interp.value_of.get(id(node))
    if isinstance(value, (Seq, Map)) and any(value is a for o in interp.held for a in o.attributes.values()):
        interp.obstacle(node, "a container of an object that holds variables is changed")


# ---------------------------------------------------------------- one of several
def attribute(interp: Interpreter, objects: list[Instance], node: ast.Attribute) -> Value:
    """An attribute, or a method, of one of several objects."""
    if not all(o in interp.held for o in objects):
        interp.obstacle(node, f"`.{node.attr}` of one of several objects")
        return Host()
    methods = [None if node.attr in o.attributes else interp.find_method(o.cls, node.attr) for o in objects]
    if all(m is not None and not m.decorator_list for m in methods):
        return Methods(objects, node.attr)
    values = [o.attributes.get(node.attr) for o in objects]
    if all(isinstance(v, Host) for v in values):
        return Host()
    if all(v is values[0] for v in values) and values[0] is not None:
        return values[0]
    if all(isinstance(v, Seq) for v in values):
        return Seq([x for v in values for x in v.items], "list", None, True)  # type: ignore[union-attr]
    if all(isinstance(v, (Tensor, Variable)) for v in values):
        return interp.combine(node, values)  # type: ignore[arg-type]
    interp.obstacle(node, f"`.{node.attr}` of one of several objects")
    return Host()


def call(
    interp: Interpreter, node: ast.Call, target: Methods, args: list[Value], keywords: dict[str, Value], spread: bool
) -> Value:
    """What the methods give: a tensor that depends on all that those of any of the objects depend on."""
    results: list[Value] = []
    for each in target.objects:
        method = interp.find_method(each.cls, target.name) if each in interp.held else None
        if method is None:
            interp.obstacle(node, "a call that is not followed")
            return Host()
        results.append(interp.call(node, Function(method, each.cls.env, each), args, keywords, spread))
    if all(isinstance(r, Host) for r in results):
        return results[0] if len(results) == 1 else Host()
    if not all(isinstance(leaf, (Tensor, Variable, Placeholder, Host)) for r in results for leaf in leaves(r)):
        interp.obstacle(node, f"what `.{target.name}` of one of several objects gives")
    return interp.combine(node, results)
