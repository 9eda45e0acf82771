"""Dtypes of tensors as far as the text tells them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from migrate.names import Names
from migrate.stages.values import UNKNOWN, Host, Initializer, Placeholder, Seq, Tensor, Value, Variable, leaves

# ops whose result has the dtype of their first argument
LIKE_FIRST = set(
    "abs acos add asin atan ceil clip_by_norm clip_by_value concat cos cumprod cumsum diag diag_part div exp "
    "expand_dims floor floordiv floormod gather gather_nd identity log log1p matmul maximum minimum mod "
    "multiply neg negative ones_like pad pow reduce_max reduce_mean reduce_min reduce_prod reduce_sum reshape "
    "reverse round rsqrt scalar_mul sigmoid sign sin slice sqrt square squared_difference squeeze stack "
    "stop_gradient strided_slice subtract tan tanh tile transpose zeros_like nn.bias_add nn.conv2d nn.elu "
    "nn.l2_loss nn.l2_normalize nn.log_softmax nn.max_pool nn.avg_pool nn.relu nn.relu6 nn.sigmoid nn.softmax "
    "nn.softplus nn.tanh nn.dropout layers.dense layers.conv1d layers.conv2d layers.conv2d_transpose layers.dropout "
    "layers.flatten layers.batch_normalization layers.max_pooling2d layers.average_pooling2d "
    "contrib.layers.fully_connected contrib.layers.conv2d contrib.layers.flatten".split()
)
# ops of two tensors of one dtype
BINARY = set("add subtract multiply div matmul maximum minimum mod pow floordiv floormod squared_difference".split())
FLOATS = set("random_normal random_uniform truncated_normal zeros ones random.normal random.uniform".split())
CASTS = {"to_float": "float32", "to_double": "float64", "to_int32": "int32", "to_int64": "int64"}
FIXED = {"shape": "int32", "size": "int32", "rank": "int32", "argmax": "int64", "argmin": "int64", "arg_max": "int64"}
FIXED |= {
    name: "bool" for name in ("equal", "not_equal", "less", "greater", "logical_and", "logical_or", "logical_not")
}
# float32 unless nothing is resized
RESIZED = {"image.resize"} | {f"image.resize_{kind}" for kind in ("images", "bilinear", "bicubic", "area")}
# at which place the dtype is given
PLACES = {
    "constant": 1,
    "cast": 1,
    "image.convert_image_dtype": 1,
    "zeros": 1,
    "ones": 1,
    "truncated_normal": 3,
    "random_normal": 3,
    "random_uniform": 3,
}
FIRST = (
    "x",
    "input",
    "input_tensor",
    "tensor",
    "value",
    "a",
    "features",
    "logits",
    "params",
    "values",
    "t",
    "scalar",
    "inputs",
    "images",
    "image",
)
KEPT = (ast.Add, ast.Sub, ast.Mult, ast.Pow, ast.Mod, ast.FloorDiv, ast.MatMult)


def of(names: Names, value: Value | None, value_of: Callable[[ast.AST], Value | None]) -> str | None:
    """The dtype of a value, `"float32"`; None where it is not certain. `value_of` knows the values of expressions."""
    return _of(names, value, value_of, 0)


def of_node(names: Names, node: ast.expr | None, value_of: Callable[[ast.AST], Value | None]) -> str | None:
    """The dtype of what an expression stands for; that of one in a helper holds for all its calls."""
    return _of_node(names, node, value_of, 0)


def _of_node(names: Names, node: ast.expr | None, value_of: Callable, depth: int) -> str | None:
    value = value_of(node) if node is not None else None
    if isinstance(value, Tensor) and value.node is None and not isinstance(node, ast.Name):
        value = replace(value, node=node)  # several calls made it, of operands that are known for all of them
    return _of(names, value, value_of, depth)


def _of(names: Names, value: Value | None, value_of: Callable, depth: int) -> str | None:
    def node_dtype(node: ast.expr | None) -> str | None:
        return _of_node(names, node, value_of, depth + 1)

    if value is None or depth > 40:
        return None
    if isinstance(value, Host):
        if value.const is UNKNOWN or isinstance(value.const, bool):
            return "bool" if isinstance(value.const, bool) else None
        return {int: "int32", float: "float32", str: "string"}.get(type(value.const))
    if isinstance(value, Seq):
        found = {_of(names, leaf, value_of, depth + 1) for leaf in leaves(value)}
        return found.pop() if len(found) == 1 and not value.open else None
    if isinstance(value, Placeholder):
        if value.default is not None:
            return node_dtype(value.default)
        return named(names, value.dtype)
    if isinstance(value, Variable):
        return _variable(names, value, node_dtype, value_of)
    if not isinstance(value, Tensor):
        return None
    node = value.node
    if node is None and value.options:
        dtypes = {_of(names, option, value_of, depth + 1) for option in value.options}
        return dtypes.pop() if len(dtypes) == 1 else None
    if isinstance(node, ast.BinOp):
        dtypes = {node_dtype(node.left), node_dtype(node.right)} - {None}
        tensors = [s for s in (node.left, node.right) if not isinstance(value_of(s), Host)]
        found = node_dtype(tensors[0]) if tensors else None
        if found is None or isinstance(node.op, KEPT):
            return found
        return found if isinstance(node.op, ast.Div) and found.startswith("float") and len(dtypes) == 1 else None
    if isinstance(node, ast.Compare):
        return "bool"
    if isinstance(node, ast.UnaryOp):
        return node_dtype(node.operand)
    if isinstance(node, ast.Subscript):
        return node_dtype(node.value) if isinstance(value_of(node.value), (Tensor, Placeholder, Variable)) else None
    if isinstance(node, ast.Call):
        return _call(names, node, node_dtype, lambda n: isinstance(value_of(n), (Host, Seq)))
    return None


def named(names: Names, node: ast.expr | None) -> str | None:
    """`tf.float32`, `"float"` or `np.float32` as the name of a dtype."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return {"float": "float32", "double": "float64", "int": "int32"}.get(node.value, node.value)
    path = names.resolve(node) if node is not None else None
    if path is None or path.split(".")[0] not in ("tensorflow", "numpy"):
        return None
    return path.rpartition(".")[2]


def _variable(names: Names, value: Variable, node_dtype: Callable, value_of: Callable) -> str | None:
    node = value.node
    if not isinstance(node, ast.Call):
        return None
    path = (names.resolve(node.func) or "").removeprefix("tensorflow.")
    given = {k.arg: k.value for k in node.keywords}
    if "dtype" in given:
        return named(names, given["dtype"])
    if path == "Variable" and len(node.args) < 5:
        return node_dtype(node.args[0] if node.args else given.get("initial_value"))
    if path == "get_variable" and len(node.args) < 3:
        made = given.get("initializer")
        return "float32" if made is None or isinstance(value_of(made), Initializer) else None
    return None


def _call(names: Names, node: ast.Call, node_dtype: Callable, host: Callable) -> str | None:
    path = names.resolve(node.func) or ""
    if not path.startswith("tensorflow."):
        return None
    name = path.removeprefix("tensorflow.").removeprefix("math.")
    given = {k.arg: k.value for k in node.keywords}
    dtype = given.get("dtype")
    if dtype is None and name in PLACES and len(node.args) > PLACES[name]:
        dtype = node.args[PLACES[name]]
    if dtype is not None:
        return named(names, dtype)
    first = node.args[0] if node.args else next((given[n] for n in FIRST if n in given), None)
    if name in RESIZED:
        return "float32" if node_dtype(first) == "float32" else None
    if name in CASTS:
        return CASTS[name]
    if name in FIXED:
        return FIXED[name] if not {"out_type", "output_type"} & set(given) and len(node.args) < 3 else None
    if name == "constant":
        return node_dtype(first)
    if name in FLOATS:
        return "float32" if name not in PLACES or len(node.args) <= PLACES[name] else None
    if name in LIKE_FIRST:
        operands = (
            [first, *node.args[1:2], *(given[n] for n in ("y", "b") if n in given)] if name in BINARY else [first]
        )
        # `tf.multiply(2, x)`: a number takes the dtype of the tensor beside it
        tensors = [o for o in operands if o is not None and not host(o)]
        return next((d for o in tensors or operands if (d := node_dtype(o)) is not None), None)
    return None
