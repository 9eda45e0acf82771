"""Objects of the program's own classes that make variables and compute with them: `layer = Dense(4, 3)`.

Such a class is TensorFlow 2 as it stands: its constructor makes variables where it is called, and its methods are
functions of tensors. A construction is read like the making of a variable.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.stages.attributes import Constructed
from migrate.stages.values import (
    Class,
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
    kept = held and all(_kept(interp, v) for v in instance.attributes.values())
    if not kept or not {c.variable for c in creations} <= set(_variables(instance)):
        return
    interp.held.add(instance)
    holder = Holder(instance, node, [c.variable for c in creations])
    for creation in creations:
        depth = creation.functions.index(constructor)
        interp.held_from[creation] = depth
        for function in creation.functions[depth:]:
            known = interp.holders.setdefault(function, [])
            known += [holder] if holder not in known else []


def _variables(instance: Instance) -> Iterator[Variable]:
    """The variables that are reached through an object's attributes."""
    for value in instance.attributes.values():
        for leaf in leaves(value):
            if isinstance(leaf, Variable):
                yield leaf
            elif isinstance(leaf, Instance):
                yield from _variables(leaf)


def _plain(interp: Interpreter, node: ast.ClassDef) -> bool:
    """Whether nothing about a class is special: it stands in the module, with one base at most, which does too."""
    base = node.bases[0] if node.bases else None
    bases = base is None or isinstance(base, ast.Name) and base.id == "object"
    if base is not None and len(node.bases) == 1 and not bases:
        value = interp.value_of.get(id(base))
        bases = isinstance(value, Class) and _plain(interp, value.node)
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


def without(interp: Interpreter, creation: Creation) -> int:
    """How many of the functions around the making of a variable are outside of the object that holds it."""
    return interp.held_from.get(creation, len(creation.functions))


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
    if not all(_followed(interp, o) for o in objects):
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


def _followed(interp: Interpreter, value: Value) -> bool:
    """Whether it is such an object, or one of the program's own that makes no variables: a layer of pooling."""
    if not isinstance(value, Instance) or isinstance(value, Constructed) or value in interp.held:
        return value in interp.held
    return _plain(interp, value.cls.node) and all(_kept(interp, v) for v in value.attributes.values())


def call(
    interp: Interpreter, node: ast.Call, target: Methods, args: list[Value], keywords: dict[str, Value], spread: bool
) -> Value:
    """What the methods give: a tensor that depends on all that those of any of the objects depend on."""
    results: list[Value] = []
    for each in target.objects:
        method = interp.find_method(each.cls, target.name) if _followed(interp, each) else None
        if method is None:
            interp.obstacle(node, "a call that is not followed")
            return Host()
        results.append(interp.call(node, Function(method, each.cls.env, each), args, keywords, spread))
    if all(isinstance(r, Host) for r in results):
        return results[0] if len(results) == 1 else Host()
    if not all(isinstance(leaf, (Tensor, Variable, Placeholder, Host)) for r in results for leaf in leaves(r)):
        interp.obstacle(node, f"what `.{target.name}` of one of several objects gives")
    return interp.combine(node, results)


# ---------------------------------------------------------------- bases
@dataclass(eq=False)
class Super(Value):
    """`super()` in a method of an object."""

    instance: Instance
    cls: Class


def super_of(interp: Interpreter, node: ast.Call, args: list[Value]) -> Value:
    """What `super()` and `super(Child, self)` stand for; a host value where the class has no base of the program's."""
    definition: ast.AST | None = node
    while definition is not None and not isinstance(definition, ast.ClassDef):
        method, definition = definition, interp.parents.get(definition)
    if definition is None or not isinstance(method, ast.FunctionDef) or not method.args.args:
        return Host()
    instance = args[1] if len(args) == 2 else interp.lookup(method.args.args[0].arg)
    if not isinstance(instance, Instance) or isinstance(instance, Constructed):
        return Host()
    if len(args) == 2 and not (isinstance(args[0], Class) and args[0].node is definition):
        return Host()
    return Super(instance, Class(definition, instance.cls.env))


def inherited(interp: Interpreter, node: ast.Attribute, base: Super) -> Value:
    """A method of the bases, of the same object."""
    for name in base.cls.node.bases:
        value = interp.value_of.get(id(name))
        method = interp.find_method(value, node.attr) if isinstance(value, Class) else None
        if method is not None:
            return Function(method, value.env, base.instance)  # type: ignore[union-attr]
    return Host()
