"""Numbers that a helper takes from the static shapes of its tensors: `int(x.shape[-1])`, `np.prod(shape[1:])`.

TF1 knew them while it built the graph. Where a helper makes variables of such sizes they have to be known before the
function is traced, so they are worked out here, at the moment at which the variables are made.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING

from migrate.stages import shapes
from migrate.stages.shapes import Dim
from migrate.stages.values import UNKNOWN, Host, Method, Placeholder, Tensor, Variable, is_tensorish, leaves

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

ANY = "?"  # a size in a helper that the program never calls: whatever its caller would hand in
SHAPES = {"shape", "get_shape"}
PRODUCTS = {"numpy.prod", "numpy.product"}
OPERATORS = {ast.Mult: "*", ast.Add: "+", ast.Sub: "-", ast.FloorDiv: "//"}


def of_function(interp: Interpreter, definition: ast.AST) -> dict[int, Dim]:
    """The sizes among the expressions of a helper, by the id of their nodes, as they were evaluated last."""
    found: dict[int, Dim] = {}
    for node in ast.walk(definition):
        if isinstance(node, ast.expr) and reads_shape(interp, node, definition):
            size = of(interp, node, definition)
            if isinstance(size, (int, str)):
                found[id(node)] = size
    return found


def whole(interp: Interpreter, name: ast.Name, definition: ast.AST) -> tuple[ast.AST, int | str] | None:
    """The largest expression around the name of a tensor or a shape that is a size, and the size; None without one."""
    found: tuple[ast.AST, int | str] | None = None
    node: ast.AST | None = interp.parents.get(name)
    if is_tensorish(interp.value_of.get(id(name))) and not asked_for_shape(interp, name):
        return None
    while isinstance(node, (ast.Attribute, ast.Call, ast.Subscript)):
        size = of(interp, node, definition)
        if isinstance(size, (int, str)) and size != ANY:
            found = node, size
        elif found is not None:
            break
        node = interp.parents.get(node)
    return found


def reads_shape(interp: Interpreter, node: ast.AST, definition: ast.AST) -> bool:
    """Whether an expression needs a graph tensor, or a number that was taken from one."""
    for inner in ast.walk(node):
        if not isinstance(inner, ast.Name) or not isinstance(inner.ctx, ast.Load):
            continue
        value = interp.value_of.get(id(inner))
        if value is None:
            continue
        for leaf in leaves(value):
            if isinstance(leaf, (Tensor, Placeholder, Variable)):
                return True
            if isinstance(leaf, Host) and leaf.note.startswith("static"):
                return True
            if isinstance(leaf, Host) and leaf.note == "uncalled" and asked_for_shape(interp, inner):
                return True
        if isinstance(value, Host) and value.const is UNKNOWN:
            source = _assigned(interp, inner.id, definition)
            if source is not None and not _inside(source[0], inner) and reads_shape(interp, source[0], definition):
                return True
    return False


def of(interp: Interpreter, node: ast.AST, definition: ast.AST, depth: int = 0) -> Dim | list[Dim]:
    """A number, the text of one that holds at the level of the scope, or a list of them; None where it is not known."""
    if depth > 20:
        return None
    value = interp.value_of.get(id(node))
    if isinstance(value, Host) and isinstance(value.const, int) and not isinstance(value.const, bool):
        return value.const
    if isinstance(value, Host) and value.shape_of is not None:
        shape = shapes.shape_of(interp, value.shape_of)
        unknown = ANY if nobody_calls(interp) else None
        if shape is None:
            return unknown
        if value.axis is None:
            return [unknown if d is None else d for d in shape]
        found = shape[value.axis] if -len(shape) <= value.axis < len(shape) else None
        return unknown if found is None else found
    if isinstance(node, ast.Name):
        source = _assigned(interp, node.id, definition)
        if source is None or _inside(source[0], node):
            return shapes.scope_name(interp, value) if isinstance(value, (Host, Method)) else None
        found = of(interp, source[0], definition, depth + 1)
        if source[1] is None:
            return found
        return found[source[1]] if isinstance(found, list) and source[1] < len(found) else _any(found)
    if isinstance(node, ast.Attribute):
        if node.attr in SHAPES and _uncalled(interp, node.value):
            return ANY
        return of(interp, node.value, definition, depth + 1) if node.attr in ("value", "dims") else None
    if isinstance(node, ast.Subscript):
        return _part(of(interp, node.value, definition, depth + 1), node.slice)
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        return _combined(
            of(interp, node.left, definition, depth + 1), node.op, of(interp, node.right, definition, depth + 1)
        )
    if isinstance(node, ast.Call):
        return _call(interp, node, definition, depth)
    return None


def _call(interp: Interpreter, node: ast.Call, definition: ast.AST, depth: int) -> Dim | list[Dim]:
    function = node.func
    if isinstance(function, ast.Attribute) and function.attr in SHAPES | {"as_list", "num_elements"}:
        if function.attr in SHAPES and _uncalled(interp, function.value):
            return ANY
        found = of(interp, function.value, definition, depth + 1)
        return _product(found) if function.attr == "num_elements" else found
    path = interp.names.resolve(function) or ""
    builtin = function.id if isinstance(function, ast.Name) else ""
    if len(node.args) != 1 or node.keywords or not (path in PRODUCTS or builtin in ("int", "list", "tuple")):
        return None
    found = of(interp, node.args[0], definition, depth + 1)
    if path in PRODUCTS:
        return _product(found)
    return found


def _part(found: Dim | list[Dim], index: ast.AST) -> Dim | list[Dim]:
    if found == ANY:
        return ANY
    if not isinstance(found, list):
        return None
    try:
        if isinstance(index, ast.Slice):
            return found[
                slice(*(None if p is None else ast.literal_eval(p) for p in (index.lower, index.upper, index.step)))
            ]
        return found[ast.literal_eval(index)]
    except (ValueError, TypeError, IndexError):
        return None


def _combined(left: Dim | list[Dim], operator: ast.operator, right: Dim | list[Dim]) -> Dim | list[Dim]:
    if ANY in (left, right):
        return ANY
    if isinstance(left, list) or isinstance(right, list) or left is None or right is None:
        return None
    sign = OPERATORS[type(operator)]
    if isinstance(left, int) and isinstance(right, int):
        return {"*": left * right, "+": left + right, "-": left - right, "//": left // (right or 1)}[sign]
    return f"({left}) {sign} ({right})"


def _product(found: Dim | list[Dim]) -> Dim:
    if found == ANY:
        return ANY
    if not isinstance(found, list) or any(d is None for d in found):
        return None
    if ANY in found:
        return ANY
    if all(isinstance(d, int) for d in found):
        return math.prod(found)  # type: ignore[arg-type]
    return " * ".join(f"({d})" if isinstance(d, str) and not d.isidentifier() else str(d) for d in found)


def _any(found: Dim | list[Dim]) -> Dim:
    return ANY if found == ANY else None


def nobody_calls(interp: Interpreter) -> bool:
    """Whether a helper is only looked through that the program never calls."""
    return bool(interp.call_nodes) and not isinstance(interp.call_nodes[0], ast.Call)


def _uncalled(interp: Interpreter, node: ast.AST) -> bool:
    value = interp.value_of.get(id(node))
    return isinstance(value, Host) and value.note == "uncalled"


def asked_for_shape(interp: Interpreter, name: ast.Name) -> bool:
    """Whether all that is done with a name is to ask for a static shape."""
    parent = interp.parents.get(name)
    return isinstance(parent, ast.Attribute) and parent.attr in SHAPES


def _assigned(interp: Interpreter, name: str, definition: ast.AST) -> tuple[ast.expr, int | None] | None:
    """The one expression that a local name of the helper is assigned, and its place in a tuple of names."""
    module = isinstance(definition, ast.Module)
    scope = interp.names.module_scope if module else interp.names.inner_scope(definition)
    bindings = scope.bindings.get(name, [])
    if len(bindings) != 1 or not isinstance(bindings[0], ast.Name):
        return None
    target = bindings[0]
    statement = interp.parents.get(target)
    index = None
    if isinstance(statement, (ast.Tuple, ast.List)):
        index = statement.elts.index(target)
        statement = interp.parents.get(statement)
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    return statement.value, index


def _inside(outer: ast.AST, node: ast.AST) -> bool:
    return any(inner is node for inner in ast.walk(outer))
