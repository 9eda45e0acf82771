"""Static shapes of graph tensors, as far as the program's text tells them.

A dimension is an int, the source text of a host expression that holds at the level of the tensor's scope
(`"n_input"`), or None where it is not known. A shape is a tuple of dimensions, or None when even the rank is unknown.
"""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING, Any

from migrate.stages import conv_shapes, op_shapes, sequence_shapes
from migrate.stages.values import UNKNOWN, Host, Method, Placeholder, Seq, Tensor, Value, Variable, leaves

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter
    from migrate.stages.program import ScopeBody

Dim = int | str | None
Shape = tuple[Dim, ...]

# ops whose result has the shape of their first tensor
SAME = frozenset(
    "abs cast clip_by_value convert_to_tensor exp floor identity log maximum minimum negative nn.dropout nn.elu "
    "nn.leaky_relu nn.log_softmax nn.relu nn.relu6 nn.selu nn.sigmoid nn.softmax nn.softplus nn.tanh nn.bias_add "
    "ones_like pow reverse round rsqrt sigmoid sign sqrt square stop_gradient tanh to_float to_int32 zeros_like "
    "layers.dropout contrib.layers.dropout".split()
)
ELEMENTWISE = frozenset("add subtract multiply divide mul sub div truediv".split())
UNITS = {
    "layers.dense": (1, "units"),
    "contrib.layers.fully_connected": (1, "num_outputs"),
    "contrib.layers.linear": (1, "num_outputs"),
}


STACKED = ("tensorflow.stack", "tensorflow.pack")


def shape_of(interp: Interpreter, value: Value | None) -> Shape | None:
    """The static shape of a tensor, placeholder or variable."""
    return _shape(interp, value, 0)


def dimension(interp: Interpreter, node: ast.expr | None) -> Dim:
    """A dimension written as an expression: its text where that holds outside helper functions, else its value."""
    if node is None:
        return None
    value = interp.value_of.get(id(node))
    if isinstance(value, Method) and isinstance(value.owner, Host):  # `args.n_hidden`
        return ast.unparse(node) if holds_at_scope(interp, node) else scope_name(interp, value)
    const = value.const if isinstance(value, Host) else UNKNOWN
    if const is None or const == -1 or not isinstance(value, Host):
        return None
    if value.shape_of is not None and value.axis is not None:
        shape = shape_of(interp, value.shape_of)
        return shape[value.axis] if shape is not None and -len(shape) <= value.axis < len(shape) else None
    if isinstance(node, ast.Constant):
        return const if isinstance(const, int) else None
    if isinstance(const, int) and not isinstance(const, bool) and _of_another_file(interp, node):
        return const
    text = ast.unparse(node) if holds_at_scope(interp, node) else scope_name(interp, value)
    if text is not None:
        if interp.numbers.setdefault(text, const) != const:
            interp.numbers[text] = UNKNOWN
            if isinstance(const, int) and not isinstance(const, bool):
                return const  # the name stands for another number elsewhere
        return text
    if isinstance(const, int) and not isinstance(const, bool):
        return const
    return _taken(interp, node) if const is UNKNOWN else None


def _of_another_file(interp: Interpreter, node: ast.AST) -> bool:
    """Whether an expression stands in a file that the one being built imports: its names are not those here."""
    if not interp.imported or interp.unit is None:
        return False
    return _top(interp, node) in interp.imported and _top(interp, interp.unit.node) not in interp.imported


def _top(interp: Interpreter, node: ast.AST) -> int:
    """The id of the statement of the module that holds a node."""
    while (around := interp.parents.get(node)) is not None and not isinstance(around, ast.Module):
        node = around
    return id(node)


def number(interp: Interpreter, size: Dim) -> Dim:
    """A dimension as the number that it is, where its text stands for one number all the time."""
    if not isinstance(size, str):
        return size
    found = _worked_out(interp, ast.parse(size, mode="eval").body)
    return size if found is None else found


def _worked_out(interp: Interpreter, node: ast.expr) -> int | None:
    known = node.value if isinstance(node, ast.Constant) else interp.numbers.get(ast.unparse(node))
    if isinstance(known, int) and not isinstance(known, bool):
        return known
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Mult)):
        left, right = _worked_out(interp, node.left), _worked_out(interp, node.right)
        if left is not None and right is not None:
            return left + right if isinstance(node.op, ast.Add) else left * right
    return None


def _taken(interp: Interpreter, node: ast.AST) -> Dim:
    """A dimension that a helper works out from the shapes of its tensors."""
    from migrate.stages import sizes

    helper = interp.parents.get(node)
    while helper is not None and not isinstance(helper, ast.FunctionDef):
        helper = interp.parents.get(helper)
    found = sizes.of(interp, node, helper) if helper is not None else None
    return found if isinstance(found, (int, str)) and found != sizes.ANY else None


def holds_at_scope(interp: Interpreter, node: ast.AST) -> bool:
    """Whether an expression reads no name that a helper function or comprehension binds."""
    inside = {id(inner) for inner in ast.walk(node)}
    for inner in ast.walk(node):
        if isinstance(inner, (ast.NamedExpr, ast.Lambda, ast.Await, ast.Yield, ast.YieldFrom)):
            return False
        if not isinstance(inner, ast.Name):
            continue
        current = interp.parents.get(inner)
        while current is not None:
            local = isinstance(current, (ast.FunctionDef, ast.Lambda, ast.ClassDef)) and current not in _scopes(interp)
            if local or isinstance(current, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
                if id(current) not in inside and inner.id in _bound_in(current):
                    return False
            current = interp.parents.get(current)
    return True


def scope_name(interp: Interpreter, value: Value, scope: ScopeBody | None = None) -> str | None:
    """The name by which a scope, the current one by default, knows a host value that was handed to a helper."""
    env: Any = interp.module_env
    scope = scope or (interp.unit.scope if interp.unit is not None else None)
    if scope in interp.scopes:
        env = interp.scope_envs[interp.scopes.index(scope)]
    while env is not None:
        for name, known in env.values.items():
            if known is value and isinstance(value, (Host, Method)):
                return name
        env = env.parent
    return None


def _scopes(interp: Interpreter) -> set[ast.AST]:
    return {s.node for s in interp.scopes}


def _bound_in(node: ast.AST) -> set[str]:
    """Names that a function, lambda or comprehension binds in its own body."""
    found: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            found.add(inner.id)
        elif isinstance(inner, ast.arg):
            found.add(inner.arg)
        elif isinstance(inner, (ast.FunctionDef, ast.ClassDef)) and inner is not node:
            found.add(inner.name)
    declared = {n for inner in ast.walk(node) if isinstance(inner, ast.Global) for n in inner.names}
    return found - declared


# ---------------------------------------------------------------- inference
def _shape(interp: Interpreter, value: Value | None, depth: int) -> Shape | None:
    if depth > 60:
        return None
    if isinstance(value, (Tensor, Variable)) and value.shape is not None:
        return value.shape
    if isinstance(value, Placeholder):
        return listed(interp, value.shape)
    if isinstance(value, Variable):
        return _variable(interp, value, depth)
    if not isinstance(value, Tensor) or value.node is None:
        return None
    known = interp.value_of.get(id(value.node))
    made = value.whole or value
    if known is not None and known is not made and not any(leaf is made for leaf in leaves(known)):
        return None  # the expression was evaluated again since, with other values
    return _of_node(interp, value.node, depth)


def listed(interp: Interpreter, node: ast.expr | None) -> Shape | None:
    """The shape that a list or tuple expression writes out."""
    if node is None:
        return None
    value = interp.value_of.get(id(node))
    if not isinstance(node, (ast.List, ast.Tuple)):
        node = value.node if isinstance(value, Seq) and not value.open else None  # type: ignore[assignment]
    if not isinstance(node, (ast.List, ast.Tuple)) or any(isinstance(e, ast.Starred) for e in node.elts):
        return None
    return tuple(dimension(interp, e) for e in node.elts)


def _variable(interp: Interpreter, value: Variable, depth: int) -> Shape | None:
    node = value.node
    if not isinstance(node, ast.Call):
        return None
    path = (interp.names.resolve(node.func) or "").removeprefix("tensorflow.")
    if path == "get_variable":
        given = _argument(node, 1, "shape")
        return (
            listed(interp, given)
            if given is not None
            else _of_expression(interp, _argument(node, 3, "initializer"), depth + 1)
        )
    if path == "Variable":
        initial = _argument(node, 0, "initial_value")
        return _of_expression(interp, initial, depth + 1) or op_shapes.literal(interp, initial)
    return None


def _argument(node: ast.Call, index: int, name: str) -> ast.expr | None:
    for keyword in node.keywords:
        if keyword.arg == name:
            return keyword.value
    if index < len(node.args) and not any(isinstance(a, ast.Starred) for a in node.args[: index + 1]):
        return node.args[index]
    return None


def _of_expression(interp: Interpreter, node: ast.expr | None, depth: int) -> Shape | None:
    if node is None:
        return None
    value = interp.value_of.get(id(node))
    if isinstance(value, Host) and isinstance(value.const, (int, float)):
        return ()
    return _shape(interp, value, depth + 1)


def _of_node(interp: Interpreter, node: ast.AST, depth: int) -> Shape | None:
    if isinstance(node, ast.BinOp):
        if isinstance(node.op, ast.MatMult):
            return _matmul(_of_expression(interp, node.left, depth), _of_expression(interp, node.right, depth))
        return broadcast(_of_expression(interp, node.left, depth), _of_expression(interp, node.right, depth))
    if isinstance(node, ast.UnaryOp):
        return _of_expression(interp, node.operand, depth)
    if isinstance(node, ast.Compare) and len(node.comparators) == 1:
        return broadcast(_of_expression(interp, node.left, depth), _of_expression(interp, node.comparators[0], depth))
    if isinstance(node, ast.Subscript):
        return _subscript(interp, node, depth)
    if isinstance(node, ast.Call):
        path = interp.names.resolve(node.func) or ""
        return _call(interp, node, path.removeprefix("tensorflow."), depth)
    return None


def broadcast(left: Shape | None, right: Shape | None) -> Shape | None:
    if left is None or right is None:
        return None
    if len(left) < len(right):
        left, right = right, left
    padded = (1,) * (len(left) - len(right)) + tuple(right)
    made: list[Dim] = []
    for a, b in zip(left, padded, strict=True):
        if b == 1 or a == b:
            made.append(a)
        elif a == 1:
            made.append(b)
        else:  # the program runs, so the known one of the two is the size, unless it is 1 at run time
            made.append(None)
    return tuple(made)


def _matmul(left: Shape | None, right: Shape | None) -> Shape | None:
    if left is None or right is None or len(left) < 2 or len(right) < 2:
        return None
    return (*left[:-1], right[-1])


def _subscript(interp: Interpreter, node: ast.Subscript, depth: int) -> Shape | None:
    base = _of_expression(interp, node.value, depth)
    if base is None:
        return None
    parts = list(node.slice.elts) if isinstance(node.slice, ast.Tuple) else [node.slice]
    made: list[Dim] = []
    rest = list(base)
    for part in parts:
        if isinstance(part, ast.Constant) and part.value is Ellipsis:
            keep = len(rest) - len([p for p in parts[parts.index(part) + 1 :] if not _is_new_axis(p)])
            made += rest[:keep]
            rest = rest[keep:]
        elif _is_new_axis(part):
            made.append(1)
        elif not rest:
            return None
        elif isinstance(part, ast.Slice):
            made.append(_sliced(interp, rest[0], part))
            rest = rest[1:]
        elif isinstance(interp.value_of.get(id(part)), Host):
            rest = rest[1:]
        else:
            return None
    return (*made, *rest)


def _sliced(interp: Interpreter, size: Dim, part: ast.Slice) -> Dim:
    """How much of a dimension a slice takes: what numbers say, or one of two halves, `x[:, :n]` of `2 * n`."""
    if part.lower is None and part.upper is None and part.step is None:
        return size
    ends = [end for end in (part.lower, part.upper) if end is not None]
    if part.step is not None or len(ends) != 1 or size is None:
        return None
    end = dimension(interp, ends[0])
    if isinstance(size, int):
        known = number(interp, end)
        if not isinstance(known, int) or known < 0:
            return None
        if part.upper is not None:
            return end if known <= size else size
        return end if size == 2 * known else max(size - known, 0)
    factors = ast.parse(size, mode="eval").body
    if end is None or not isinstance(factors, ast.BinOp) or not isinstance(factors.op, ast.Mult):
        return None
    half = ast.unparse(ast.parse(str(end), mode="eval"))
    return half if sorted([ast.unparse(factors.left), ast.unparse(factors.right)]) == sorted(["2", half]) else None


def _is_new_axis(node: ast.expr) -> bool:
    return (isinstance(node, ast.Constant) and node.value is None) or (
        isinstance(node, ast.Attribute) and node.attr == "newaxis"
    )


def _constant(interp: Interpreter, node: ast.expr | None, default: Any = UNKNOWN) -> Any:
    if node is None:
        return default
    value = interp.value_of.get(id(node))
    return value.const if isinstance(value, Host) else UNKNOWN


def _call(interp: Interpreter, node: ast.Call, name: str, depth: int) -> Shape | None:
    def first(index: int = 0, *names: str) -> Shape | None:
        for keyword in (*names, "x", "input", "tensor", "value", "features", "logits", "inputs", "a"):
            found = _argument(node, 99, keyword)
            if found is not None:
                return _of_expression(interp, found, depth)
        return _of_expression(interp, _argument(node, index, ""), depth)

    if name in SAME:
        return first()
    if name in ELEMENTWISE:
        return broadcast(
            _of_expression(interp, _argument(node, 0, "x"), depth),
            _of_expression(interp, _argument(node, 1, "y"), depth),
        )
    if name == "constant" and _argument(node, 2, "shape") is not None:
        return listed(interp, _argument(node, 2, "shape"))
    if name == "reshape":
        return _reshaped(interp, first(0, "tensor"), _argument(node, 1, "shape"))
    if name in (
        "zeros",
        "ones",
        "random_normal",
        "truncated_normal",
        "random_uniform",
        "random.normal",
        "random.uniform",
    ):
        given = _argument(node, 0, "shape")
        if isinstance(given, ast.Call) and interp.names.resolve(given.func) == "tensorflow.shape":
            return _of_expression(interp, _argument(given, 0, "input"), depth)
        if isinstance(given, ast.Call) and interp.names.resolve(given.func) in STACKED and len(given.args) == 1:
            given = given.args[0] if not given.keywords else None  # `tf.stack([tf.shape(x)[0], size])`
        return listed(interp, given)
    if name in ("matmul", "batch_matmul"):
        if (
            any(k.arg in ("transpose_a", "transpose_b", "adjoint_a", "adjoint_b") for k in node.keywords)
            or len(node.args) > 2
        ):
            return None
        return _matmul(
            _of_expression(interp, _argument(node, 0, "a"), depth),
            _of_expression(interp, _argument(node, 1, "b"), depth),
        )
    if name == "one_hot":
        base = _of_expression(interp, _argument(node, 0, "indices"), depth)
        axis = _constant(interp, _argument(node, 4, "axis"), -1)
        if base is None or axis not in (None, -1):
            return None
        return (*base, dimension(interp, _argument(node, 1, "depth")))
    if name == "contrib.layers.one_hot_encoding":
        base = _of_expression(interp, _argument(node, 0, "labels"), depth)
        return None if base is None else (*base, dimension(interp, _argument(node, 1, "num_classes")))
    if name in ("nn.embedding_lookup", "gather"):
        table = _of_expression(interp, _argument(node, 0, "params"), depth)
        ids = _of_expression(interp, _argument(node, 1, "ids" if "lookup" in name else "indices"), depth)
        if table is None or ids is None or (name == "gather" and (len(node.args) > 2 or "axis" in _keywords(node))):
            return None
        return (*ids, *table[1:])
    if name == "transpose":
        base = first(0, "a")
        if base is None:
            return None
        perm = _argument(node, 1, "perm")
        if perm is None:
            return tuple(reversed(base))
        order = [_constant(interp, e) for e in perm.elts] if isinstance(perm, (ast.List, ast.Tuple)) else []
        if sorted(map(repr, order)) != sorted(map(repr, range(len(base)))):
            return None
        return tuple(base[i] for i in order)
    if name in ("unstack", "unpack"):
        base = first()
        axis = _constant(interp, _argument(node, 2, "axis"), 0)
        return _without(base, axis)
    if name == "split":
        base = first()
        axis = _constant(interp, _argument(node, 2, "axis"), 0)
        return _replaced(base, axis, None)
    if name == "expand_dims":
        base = first()
        axis = _constant(interp, _argument(node, 1, "axis") or _argument(node, 9, "dim"))
        if base is None or not isinstance(axis, int):
            return None
        at = axis if axis >= 0 else len(base) + 1 + axis
        return (*base[:at], 1, *base[at:])
    if name == "squeeze":
        axes = _argument(node, 1, "axis") or _argument(node, 9, "squeeze_dims")
        elements = axes.elts if isinstance(axes, (ast.List, ast.Tuple)) else [axes] if axes is not None else []
        base = first()
        if axes is None and base is not None:
            known = [number(interp, d) for d in base]
            return tuple(d for d in known if d != 1) if all(isinstance(d, int) for d in known) else None
        if len(elements) != 1:
            return None
        return _without(base, _constant(interp, elements[0]))
    if name == "concat":
        return _concat(interp, node, depth)
    if name in ("stack", "pack"):
        values = interp.value_of.get(id(_argument(node, 0, "values")))
        axis = _constant(interp, _argument(node, 1, "axis"), 0)
        if not isinstance(values, Seq) or not values.items or not isinstance(axis, int):
            return None
        base = _shape(interp, values.items[0], depth + 1)
        if base is None:
            return None
        at = axis if axis >= 0 else len(base) + 1 + axis
        return (*base[:at], None if values.open else len(values.items), *base[at:])
    if name in UNITS:
        base = _of_expression(interp, _argument(node, 0, "inputs"), depth)
        units = dimension(interp, _argument(node, *UNITS[name]))
        return None if base is None else (*base[:-1], units)
    for module in (conv_shapes, sequence_shapes, op_shapes):
        made = module.of_call(interp, node, name, lambda argument: _of_expression(interp, argument, depth + 1))
        if made is not None:
            return made
    return None


def _keywords(node: ast.Call) -> set[str | None]:
    return {k.arg for k in node.keywords}


def _reshaped(interp: Interpreter, base: Shape | None, node: ast.expr | None) -> Shape | None:
    """The shape that is asked for; the size that -1 leaves open where all others are known numbers."""
    wanted = listed(interp, node)
    if wanted is None or base is None or wanted.count(None) != 1:
        return wanted
    old, new = [number(interp, d) for d in base], [number(interp, d) for d in wanted if d is not None]
    value = interp.value_of.get(id(node))
    written = node if isinstance(node, (ast.List, ast.Tuple)) else getattr(value, "node", None)
    open_at = wanted.index(None)
    if not all(isinstance(d, int) for d in (*old, *new)) or 0 in new or not isinstance(written, (ast.List, ast.Tuple)):
        return wanted
    if _constant(interp, written.elts[open_at]) != -1:
        return wanted
    return _replaced(wanted, open_at, math.prod(old) // math.prod(new))  # type: ignore[arg-type]


def _concat(interp: Interpreter, node: ast.Call, depth: int) -> Shape | None:
    values = interp.value_of.get(id(_argument(node, 0, "values")))
    axis = _constant(interp, _argument(node, 1, "axis"))
    if not isinstance(values, Seq) or values.open or not isinstance(axis, int) or not values.items:
        return None
    shapes = [_shape(interp, item, depth + 1) for item in values.items]
    if any(s is None for s in shapes) or len({len(s) for s in shapes}) != 1:  # type: ignore[arg-type]
        return None
    first = shapes[0]
    at = axis if axis >= 0 else len(first) + axis  # type: ignore[arg-type]
    parts = [s[at] for s in shapes]  # type: ignore[index]
    total: Dim = None
    if all(isinstance(p, int) for p in parts):
        total = sum(parts)  # type: ignore[arg-type]
    elif all(p is not None for p in parts):
        total = " + ".join(str(p) for p in parts)
    return _replaced(first, at, total)


def _without(shape: Shape | None, axis: Any) -> Shape | None:
    if shape is None or not isinstance(axis, int) or not -len(shape) <= axis < len(shape):
        return None
    at = axis % len(shape)
    return (*shape[:at], *shape[at + 1 :])


def _replaced(shape: Shape | None, axis: Any, size: Dim) -> Shape | None:
    if shape is None or not isinstance(axis, int) or not -len(shape) <= axis < len(shape):
        return None
    at = axis % len(shape)
    return (*shape[:at], size, *shape[at + 1 :])
