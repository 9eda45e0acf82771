"""Shapes and dtypes of numpy arrays, where the code states them."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.rewriting import arguments as args
from migrate.rewriting.keras.context import Context, own_nodes

_DTYPES = {
    "float16",
    "float32",
    "float64",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "bool",
}
_FILLED = {"numpy.zeros", "numpy.ones", "numpy.empty"}


@dataclass(frozen=True)
class Array:
    """`dims` holds None for sizes that are not known."""

    dtype: str
    dims: tuple[int | None, ...]

    def text(self, tf: str) -> str:
        return f"{tf}.TensorSpec([{', '.join(str(d) for d in self.dims)}], {tf}.{self.dtype})"


class Shapes:
    """Arrays behind expressions of one generator call; parameters stand for the arguments of that call."""

    def __init__(self, context: Context, call: ast.Call, function: ast.FunctionDef) -> None:
        self.context = context
        self.function = function
        self.given: dict[str, ast.expr] = {}
        names = [a.arg for a in [*function.args.posonlyargs, *function.args.args]]
        if isinstance(call.func, ast.Attribute) and names[:1] == ["self"]:
            names = names[1:]
        if not args.starred(call):
            self.given = dict(zip(names, call.args, strict=False))
            self.given |= {k.arg: k.value for k in call.keywords if k.arg}

    def signature(self, tf: str) -> str | None:
        """The text of an output_signature when every batch's arrays are certain, the batch size left open."""
        yields = [n for n in own_nodes(self.function) if isinstance(n, (ast.Yield, ast.YieldFrom))]
        parts: list[Array] | None = None
        tuples = [isinstance(n, ast.Yield) and isinstance(n.value, ast.Tuple) for n in yields]
        if not yields or len(set(tuples)) != 1:
            return None
        for node in yields:
            if isinstance(node, ast.YieldFrom) or node.value is None:
                return None
            items = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            if tuples[0] and not 2 <= len(items) <= 3:
                return None
            found = [self.array(item) for item in items]
            known = [Array(a.dtype, (None, *a.dims[1:])) for a in found if a is not None and a.dims]
            if len(known) != len(items) or (parts is not None and parts != known):
                return None
            parts = known
        texts = [part.text(tf) for part in parts or []]
        return f"({', '.join(texts)})" if tuples[0] else texts[0]

    def array(self, node: ast.AST, depth: int = 10) -> Array | None:
        if depth == 0:
            return None
        if isinstance(node, ast.Name):
            return self._name(node, depth)
        if isinstance(node, ast.Subscript):
            return self._part(node, depth)
        if isinstance(node, ast.Call):
            return self._call(node, depth)
        if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
            return self._arithmetic(node, depth)
        return None

    def _name(self, node: ast.Name, depth: int) -> Array | None:
        owner = self.context.names.scope_of.get(node, self.context.names.module_scope).find(node.id)
        if owner is None:
            return None
        found: Array | None = None
        for binding in owner.bindings[node.id]:
            if isinstance(binding, ast.arg):
                if owner.node is not self.function or node.id not in self.given:
                    return None
                value: ast.AST | None = self.given[node.id]
            else:
                value = self.context.assigned(binding)
            array = self.array(value, depth - 1) if value is not None else None
            if array is None or (
                found is not None and (found.dtype, len(found.dims)) != (array.dtype, len(array.dims))
            ):
                return None
            found = array if found is None else Array(array.dtype, _merge(found.dims, array.dims))
        return found

    def _part(self, node: ast.Subscript, depth: int) -> Array | None:
        whole = self.array(node.value, depth - 1)
        if whole is None or not whole.dims:
            return None
        if isinstance(node.slice, ast.Slice):
            return Array(whole.dtype, (None, *whole.dims[1:]))
        index = self.array(node.slice, depth - 1) if not isinstance(node.slice, ast.Tuple) else None
        if index is not None and len(index.dims) == 1 and index.dtype.startswith("int"):
            return Array(whole.dtype, (None, *whole.dims[1:]))
        return None

    def _call(self, node: ast.Call, depth: int) -> Array | None:
        path = self.context.names.resolve(node.func) or ""
        dtype = self._dtype(args.argument(node, "dtype", 1))
        if path in _FILLED:
            dims = self._dims(args.argument(node, "shape", 0))
            return Array(dtype or "float64", dims) if dims and (dtype or not _has_dtype(node, 1)) else None
        if path == "numpy.random.permutation" and len(node.args) == 1:
            return Array("int64", (None,)) if self._is_count(node.args[0]) else None
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if name in ("rand", "randn") and self._is_random(node.func) and node.args:
            return Array("float64", tuple(self._size(a) for a in node.args))
        if name in ("uniform", "normal", "random_sample") and self._is_random(node.func):
            dims = self._dims(args.argument(node, "size", 0 if name == "random_sample" else 2))
            return Array("float64", dims) if dims else None
        keras = self.context.keras(node.func)
        if keras and keras[1] in ("utils.to_categorical", "utils.np_utils.to_categorical"):
            inner = self.array(node.args[0], depth - 1) if node.args else None
            classes = args.argument(node, "num_classes", 1)
            if inner is not None and len(inner.dims) == 1 and classes is not None and len(node.args) < 3:
                return Array("float64", (None, self._size(classes)))
            return None
        if isinstance(node.func, ast.Attribute):
            whole = self.array(node.func.value, depth - 1)
            return self._method(whole, name, node) if whole is not None else None
        return None

    def _method(self, whole: Array, name: str, node: ast.Call) -> Array | None:
        if name == "astype":
            dtype = self._dtype(node.args[0]) if len(node.args) == 1 and not node.keywords else None
            return Array(dtype, whole.dims) if dtype else None
        if name == "copy" and not node.args:
            return whole
        if name in ("sum", "mean", "max", "min") and whole.dtype.startswith("float"):
            axis = self.context.constant(args.argument(node, "axis", 0))
            keep = args.keyword(node, "keepdims")
            if not isinstance(axis, int) or isinstance(axis, bool) or not -len(whole.dims) <= axis < len(whole.dims):
                return None
            dims = list(whole.dims)
            if keep is not None and self.context.constant(keep.value) is True:
                dims[axis] = 1
            elif keep is None:
                del dims[axis]
            else:
                return None
            return Array(whole.dtype, tuple(dims))
        if name == "reshape":
            shape = node.args[0] if len(node.args) == 1 else ast.Tuple(elts=list(node.args), ctx=ast.Load())
            dims = self._dims(shape)
            return Array(whole.dtype, dims) if dims else None
        return None

    def _arithmetic(self, node: ast.BinOp, depth: int) -> Array | None:
        for array, scalar in ((node.left, node.right), (node.right, node.left)):
            value = self.context.constant(scalar)
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                whole = self.array(array, depth - 1)
                return whole if whole is not None and whole.dtype.startswith("float") else None
        return None

    def _is_random(self, function: ast.AST) -> bool:
        """`np.random.rand` or a method of a RandomState."""
        if (self.context.names.resolve(function) or "").startswith("numpy.random."):
            return True
        value = self.context.value(function.value) if isinstance(function, ast.Attribute) else None
        return isinstance(value, ast.Call) and self.context.names.resolve(value.func) == "numpy.random.RandomState"

    def _is_count(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len":
            return True
        return isinstance(self.context.constant(node), int)

    def _dtype(self, node: ast.AST | None) -> str | None:
        value = self.context.constant(node) if node is not None else None
        name = (
            value
            if isinstance(value, str)
            else (self.context.names.resolve(node) or "").removeprefix("numpy.")
            if node
            else ""
        )
        if isinstance(node, ast.Name) and node.id in ("float", "int", "bool"):
            name = {"float": "float64", "int": "int64", "bool": "bool"}[node.id]
        return name if name in _DTYPES else None

    def _dims(self, node: ast.AST | None) -> tuple[int | None, ...] | None:
        value = self.context.value(node) if node is not None else None
        if isinstance(value, (ast.Tuple, ast.List)):
            return tuple(self._size(item) for item in value.elts)
        size = self.context.constant(value) if value is not None else None
        return (size,) if isinstance(size, int) else None

    def _size(self, node: ast.AST) -> int | None:
        if isinstance(node, ast.Name) and node.id in self.given:
            node = self.given[node.id]
        size = self.context.constant(node)
        return size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None


def _has_dtype(node: ast.Call, position: int) -> bool:
    return args.argument(node, "dtype", position) is not None


def _merge(a: tuple[int | None, ...], b: tuple[int | None, ...]) -> tuple[int | None, ...]:
    return tuple(x if x == y else None for x, y in zip(a, b, strict=True))
