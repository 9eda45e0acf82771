"""Tensors that have the shape of one name, whatever that is: `tf.less(x, 0.0)`, `tf.zeros(tf.shape(x))`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.names import Scope
from migrate.rewriting import conditions

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

# ops of two tensors; the shape is that of one where the other is a scalar or has it too
PAIRS = set(
    "less less_equal greater greater_equal equal not_equal logical_and logical_or logical_xor add subtract multiply "
    "maximum minimum div divide truediv floordiv pow mod floormod squared_difference".split()
)
LIKE = set(
    "zeros_like ones_like identity stop_gradient cast to_float to_int32 abs sign exp log log1p sqrt rsqrt square "
    "negative sigmoid tanh floor ceil round is_nan is_inf is_finite logical_not nn.relu nn.relu6 nn.elu nn.sigmoid "
    "nn.tanh nn.softplus nn.leaky_relu".split()
)
SHAPED = {"zeros": "shape", "ones": "shape", "fill": "dims"}
Base = tuple[Scope, str]


def common(context: Context, first: ast.expr, second: ast.expr) -> bool:
    """Whether two expressions are certain to have the same shape, that of one name."""
    base = of(context, first)
    return base is not None and base == of(context, second)


def of(context: Context, node: ast.expr, depth: int = 0) -> Base | None:
    """The name, with the scope that binds it, whose shape an expression has; None where that is not certain."""
    if depth > 20:
        return None
    if isinstance(node, ast.Name):
        return _name(context, node, depth)
    if isinstance(node, ast.UnaryOp):
        return of(context, node.operand, depth + 1)
    if isinstance(node, ast.BinOp) and not isinstance(node.op, ast.MatMult):
        return _both(context, [node.left, node.right], depth)
    if (
        isinstance(node, ast.Compare)
        and len(node.ops) == 1
        and isinstance(node.ops[0], (ast.Lt, ast.LtE, ast.Gt, ast.GtE))
    ):
        return _both(context, [node.left, node.comparators[0]], depth)
    if isinstance(node, ast.Call):
        return _call(context, node, depth)
    return None


def _call(context: Context, node: ast.Call, depth: int) -> Base | None:
    path = context.names.resolve(node.func) or ""
    name = path.removeprefix("tensorflow.").removeprefix("math.").removeprefix("debugging.")
    if not path.startswith("tensorflow.") or any(isinstance(a, ast.Starred) for a in node.args):
        return None
    if name in SHAPED:
        shape = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == SHAPED[name]), None)
        return _shape(context, shape, depth)
    if name in PAIRS and len(node.args) == 2:
        return _both(context, node.args, depth)
    if name in LIKE and node.args:
        return of(context, node.args[0], depth + 1)
    return None


def _shape(context: Context, node: ast.expr | None, depth: int) -> Base | None:
    """The name in `tf.shape(x)`, `x.shape` or `x.get_shape()`."""
    if isinstance(node, ast.Call) and context.names.resolve(node.func) == "tensorflow.shape" and len(node.args) == 1:
        return of(context, node.args[0], depth + 1)
    if (
        isinstance(node, ast.Call)
        and not node.args
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get_shape"
    ):
        return of(context, node.func.value, depth + 1)
    if isinstance(node, ast.Attribute) and node.attr == "shape":
        return of(context, node.value, depth + 1)
    return None


def _both(context: Context, operands: list[ast.expr], depth: int) -> Base | None:
    """The one name whose shape all operands have that are no scalars."""
    bases = {of(context, o, depth + 1) for o in operands if not _scalar(context, o)}
    return bases.pop() if len(bases) == 1 else None


def _scalar(context: Context, node: ast.expr) -> bool:
    constant = (
        isinstance(node, ast.Constant) or isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)
    )
    return constant or conditions.rank(context, node) == 0


def _name(context: Context, node: ast.Name, depth: int) -> Base | None:
    """A parameter, or what the one statement that binds a name gives it; none that a loop binds again."""
    scope = context.names.scope_of.get(node, context.names.module_scope).find(node.id)
    bindings = scope.bindings.get(node.id, []) if scope is not None else []
    if scope is None or len(bindings) != 1 or node.id in scope.globals | scope.nonlocals:
        return None
    bound = bindings[0]
    if isinstance(bound, ast.arg):
        return scope, node.id
    statement = context.interp.parents.get(bound)
    plain = isinstance(statement, ast.Assign) and statement.targets == [bound]
    if not plain or context.interp.parents_in_loop(statement):
        return None
    return of(context, statement.value, depth + 1) or (scope, node.id)  # type: ignore[union-attr]
