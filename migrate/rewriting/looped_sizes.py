"""Sizes that each pass of a loop takes from the tensor of the pass before: `n = int(x.get_shape()[1])`.

The pass before left `x` with as many features as the weights have that it multiplied by, which it knows without `x`.
"""

from __future__ import annotations

import ast

from migrate.names import Names
from migrate.rewriting import arguments as args

ALIKE = {"relu", "relu6", "elu", "selu", "tanh", "sigmoid", "softplus", "softsign", "leaky_relu", "dropout", "identity"}
ADDS = {"tensorflow.add", "tensorflow.nn.bias_add"}
PRODUCTS = {"tensorflow.matmul": 2, "tensorflow.nn.conv2d": 4}
# makers of first values, and where they take the shape
SHAPES = {
    "zeros": 0,
    "ones": 0,
    "random_uniform": 0,
    "random_normal": 0,
    "truncated_normal": 0,
    "fill": 0,
    "constant": 2,
    "reshape": 1,
}


def tensor_of(node: ast.stmt) -> tuple[str, int] | None:
    """(name, axis) of a statement `n = int(x.get_shape()[1])`; None for any other."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name):
        return None
    value = node.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "int":
        value = value.args[0] if len(value.args) == 1 and not value.keywords else value
    elif isinstance(value, ast.Attribute) and value.attr == "value":
        value = value.value
    elif not (isinstance(value, ast.Subscript) and "as_list" in ast.dump(value.value)):
        return None
    if not isinstance(value, ast.Subscript):
        return None
    axis = value.slice.operand if isinstance(value.slice, ast.UnaryOp) else value.slice
    if not isinstance(axis, ast.Constant) or not isinstance(axis.value, int):
        return None
    shape = value.value
    if isinstance(shape, ast.Call) and isinstance(shape.func, ast.Attribute) and shape.func.attr == "as_list":
        shape = shape.func.value
    if isinstance(shape, ast.Call) and isinstance(shape.func, ast.Attribute) and shape.func.attr == "get_shape":
        owner = shape.func.value
    elif isinstance(shape, ast.Attribute) and shape.attr == "shape":
        owner = shape.value
    else:
        return None
    sign = -1 if isinstance(value.slice, ast.UnaryOp) else 1
    return (owner.id, sign * axis.value) if isinstance(owner, ast.Name) else None


def _stores(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


class Features:
    """What a pass leaves as the last dimension of its tensors, as far as its statements tell."""

    def __init__(self, names: Names, statements: list[ast.stmt], makers: dict[ast.stmt, str]) -> None:
        self.names, self.statements = names, statements
        self.made = {name: statement.value for statement, name in makers.items()}  # type: ignore[attr-defined]
        self.rank = 0  # of the product that was found

    def left(self, name: str) -> ast.expr | None:
        """The last dimension of what a name stands for when a pass ends, in names that mean the same by then."""
        found = self._named(name, len(self.statements))
        made = list(self.made.values())
        first = min(i for i, s in enumerate(self.statements) if getattr(s, "value", None) in made)
        for node in ast.walk(found) if found is not None else ():
            if isinstance(node, (ast.Call, ast.Attribute)):
                return None
            if isinstance(node, ast.Name):
                at = [i for i, s in enumerate(self.statements) if node.id in _stores(s)]
                if len(at) > 1 or at and at[0] >= first:
                    return None
        return found

    def _named(self, name: str, before: int) -> ast.expr | None:
        for index in range(before - 1, -1, -1):
            statement = self.statements[index]
            if name in _stores(statement):
                if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
                    return None
                return self._last(statement.value, index) if len(statement.targets) == 1 else None
        return None

    def _last(self, node: ast.expr, before: int) -> ast.expr | None:
        if isinstance(node, ast.Name):
            return self._named(node.id, before)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._sum(node.left, node.right, before)
        path = self.names.resolve(node.func) if isinstance(node, ast.Call) else None
        if path is None or not path.startswith("tensorflow.") or len(node.args) < 1:  # type: ignore[attr-defined]
            return None
        if path in ADDS and len(node.args) == 2:  # type: ignore[attr-defined]
            return self._sum(*node.args, before)  # type: ignore[attr-defined]
        if path.rpartition(".")[2] in ALIKE:
            return self._last(node.args[0], before)  # type: ignore[attr-defined]
        if path in PRODUCTS and 1 < len(node.args) <= PRODUCTS[path] and not self._transposed(node):  # type: ignore[arg-type, attr-defined]
            shape = self._shape(node.args[1])  # type: ignore[attr-defined]
            self.rank = PRODUCTS[path]
            return shape[-1] if shape is not None and len(shape) == self.rank else None
        return None

    def _sum(self, left: ast.expr, right: ast.expr, before: int) -> ast.expr | None:
        """A bias is added: as many numbers as there are features."""
        found = self._last(left, before)
        shape = self._shape(right)
        if found is None or shape is None or len(shape) != 1:
            return None
        return found if ast.dump(shape[0]) == ast.dump(found) else None

    def _transposed(self, call: ast.Call) -> bool:
        return any(k.arg not in ("strides", "padding", "name") for k in call.keywords)

    def _shape(self, node: ast.expr) -> list[ast.expr] | None:
        """The written shape of a variable of the pass."""
        call = self.made.get(node.id) if isinstance(node, ast.Name) else None
        if not isinstance(call, ast.Call):
            return None
        path = self.names.resolve(call.func)
        given: ast.expr | None = None
        if path == "tensorflow.get_variable":
            given = args.argument(call, "shape", 1)
        elif path == "tensorflow.Variable" and call.args and isinstance(call.args[0], ast.Call):
            initial = call.args[0]
            kind = (self.names.resolve(initial.func) or "").removeprefix("tensorflow.").removeprefix("random.")
            at = SHAPES.get(kind)
            if at is not None:
                given = args.argument(initial, "shape", at)
        if not isinstance(given, (ast.List, ast.Tuple)) or any(
            isinstance(e, (ast.UnaryOp, ast.Starred)) for e in given.elts
        ):
            return None
        return list(given.elts)
