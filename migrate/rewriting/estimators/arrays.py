"""Types and shapes of the arrays that a program hands to its estimator, as far as their expressions tell."""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace

from migrate.names import Names

SAME = {"copy", "clip", "round"}
FILLED = {"numpy.zeros": "float64", "numpy.ones": "float64", "numpy.random.random": "float64"}
READERS = ("examples.tutorials.mnist.input_data.read_data_sets", "contrib.learn.datasets.mnist.read_data_sets")


@dataclass(frozen=True)
class Array:
    """`dtype` a name of numpy's, `shape` with None for a length that is not known; None for what is not known."""

    dtype: str | None = None
    shape: tuple[int | None, ...] | None = None


UNKNOWN = Array()


class Arrays:
    def __init__(self, tree: ast.Module, names: Names, parents: dict[ast.AST, ast.AST]) -> None:
        self.tree, self.names, self.parents = tree, names, parents

    def of(self, node: ast.AST | None, depth: int = 12) -> Array:
        """What is certain of an expression's array."""
        if node is None or not depth:
            return UNKNOWN
        if isinstance(node, ast.Name):
            value = self.assigned(node)
            return self.of(value, depth - 1) if value is not None else UNKNOWN
        if isinstance(node, ast.Attribute):
            return self._part_of_mnist(node)
        if isinstance(node, ast.Subscript):
            return self._part(node, depth)
        if isinstance(node, ast.Call):
            return self._call(node, depth)
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return replace(self._joined(node.left, node.comparators[0], depth), dtype="bool")
        if isinstance(node, ast.BinOp):
            return replace(self._joined(node.left, node.right, depth), dtype=None)
        return UNKNOWN

    def assigned(self, node: ast.Name) -> ast.expr | None:
        """The value of a name that is bound once, by a plain assignment."""
        owner = self.names.scope_of.get(node, self.names.module_scope).find(node.id)
        bindings = owner.bindings[node.id] if owner is not None else []
        statement = self.parents.get(bindings[0]) if len(bindings) == 1 else None
        plain = isinstance(statement, ast.Assign) and statement.targets == [bindings[0]]
        return statement.value if plain else None  # type: ignore[union-attr]

    def _part_of_mnist(self, node: ast.Attribute) -> Array:
        """`mnist.train.images` of the tutorial's reader."""
        if node.attr not in ("images", "labels") or not isinstance(node.value, ast.Attribute):
            return UNKNOWN
        owner = node.value.value
        made = self.assigned(owner) if isinstance(owner, ast.Name) else None
        if node.value.attr not in ("train", "test", "validation") or not isinstance(made, ast.Call):
            return UNKNOWN
        path = (self.names.resolve(made.func) or "").removeprefix("tensorflow.")
        given = {k.arg: k.value for k in made.keywords}
        if path not in READERS or set(given) - {"one_hot"} or len(made.args) > 1:
            return UNKNOWN
        one_hot = given.get("one_hot")
        if one_hot is not None and not isinstance(one_hot, ast.Constant):
            return UNKNOWN
        if node.attr == "images":
            return Array("float32", (None, 784))
        return Array("float64", (None, 10)) if one_hot is not None and one_hot.value else Array("uint8", (None,))  # type: ignore[attr-defined]

    def _part(self, node: ast.Subscript, depth: int) -> Array:
        whole = self.of(node.value, depth - 1)
        index = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if whole.shape is None or len(index) > len(whole.shape):
            return replace(whole, shape=None)
        shape: list[int | None] = []
        for place, length in enumerate(whole.shape):
            if place >= len(index):
                shape.append(length)
            elif isinstance(index[place], ast.Slice):
                plain = index[place].lower is None and index[place].upper is None and index[place].step is None  # type: ignore[attr-defined]
                shape.append(length if plain else None)
            elif not isinstance(index[place], ast.Constant) or not isinstance(index[place].value, int):  # type: ignore[attr-defined]
                return replace(whole, shape=None)
        return replace(whole, shape=tuple(shape))

    def _joined(self, left: ast.AST, right: ast.AST, depth: int) -> Array:
        """An operation of an array with a number; nothing is known of two arrays of other shapes."""
        a, b = self.of(left, depth - 1), self.of(right, depth - 1)
        if isinstance(right, ast.Constant):
            return a
        if isinstance(left, ast.Constant):
            return b
        return a if a.shape == b.shape else UNKNOWN

    def _call(self, node: ast.Call, depth: int) -> Array:
        path = self.names.resolve(node.func)
        given = {k.arg: k.value for k in node.keywords}
        if path is not None:
            return self._made(node, path, given, depth)
        if not isinstance(node.func, ast.Attribute):
            return UNKNOWN
        owner, method = self.of(node.func.value, depth - 1), node.func.attr
        if method == "astype" and len(node.args) == 1:
            return replace(owner, dtype=self._dtype(node.args[0]))
        if method == "reshape":
            sizes = (
                node.args[0].elts
                if len(node.args) == 1 and isinstance(node.args[0], ast.Tuple | ast.List)
                else node.args
            )
            return replace(owner, shape=self._shape(sizes))
        if method in ("sum", "mean", "max", "min", "argmax", "argmin") and isinstance(given.get("axis"), ast.Constant):
            axis = given["axis"].value  # type: ignore[attr-defined]
            if len(given) == 1 and not node.args and owner.shape and isinstance(axis, int) and axis < len(owner.shape):
                left = list(owner.shape)
                del left[axis]
                return Array("int64" if method.startswith("arg") else None, tuple(left))
        return owner if method in SAME else UNKNOWN

    def _made(self, node: ast.Call, path: str, given: dict, depth: int) -> Array:
        dtype = self._dtype(given["dtype"]) if "dtype" in given else None
        if path in ("numpy.linspace", "numpy.arange"):
            return Array(dtype or ("float64" if path == "numpy.linspace" else None), (None,))
        if path in ("numpy.random.rand", "numpy.random.randn"):
            return Array("float64", self._shape(node.args))
        if path in FILLED and node.args:
            sizes = node.args[0].elts if isinstance(node.args[0], ast.Tuple | ast.List) else [node.args[0]]
            if len(node.args) == 1:
                return Array(dtype or ("float64" if "dtype" not in given else None), self._shape(sizes))
        if path in ("numpy.array", "numpy.asarray") and node.args:
            inner = (
                self._list(node.args[0])
                if isinstance(node.args[0], ast.List | ast.BinOp)
                else self.of(node.args[0], depth - 1)
            )
            if len(node.args) == 2:
                dtype = self._dtype(node.args[1])
            return replace(inner, dtype=dtype or (inner.dtype if "dtype" not in given else None))
        name = path.rpartition(".")[2]
        if path.startswith("numpy.") and name in ("float32", "float64", "int32", "int64") and len(node.args) == 1:
            return replace(self.of(node.args[0], depth - 1), dtype=name)
        return UNKNOWN

    def _list(self, node: ast.List | ast.BinOp) -> Array:
        """A list of numbers, or of lists of as many of them, also one that is repeated or joined with another."""
        if isinstance(node, ast.BinOp):
            sides = [self._list(n) if isinstance(n, ast.List | ast.BinOp) else UNKNOWN for n in (node.left, node.right)]
            if isinstance(node.op, ast.Mult) and isinstance(node.right, ast.Constant) and sides[0].shape:
                return Array(sides[0].dtype, (None, *sides[0].shape[1:]))
            if isinstance(node.op, ast.Add) and sides[0].shape and sides[1].shape and sides[0].dtype == sides[1].dtype:
                if sides[0].shape[1:] == sides[1].shape[1:]:
                    return Array(sides[0].dtype, (None, *sides[0].shape[1:]))
            return UNKNOWN
        rows = {len(e.elts) for e in node.elts if isinstance(e, ast.List)}
        flat = [x for e in node.elts for x in (e.elts if isinstance(e, ast.List) else [e])]
        numbers = [x.operand if isinstance(x, ast.UnaryOp) else x for x in flat]
        kinds = {type(x.value) if isinstance(x, ast.Constant) else None for x in numbers}
        if len(rows) > 1 or (rows and not all(isinstance(e, ast.List) for e in node.elts)) or not kinds <= {int, float}:
            return UNKNOWN
        dtype = "float64" if float in kinds else "int64"
        return Array(dtype, (len(node.elts), *rows))

    def _shape(self, sizes: list) -> tuple[int | None, ...] | None:
        shape: list[int | None] = []
        for size in sizes:
            if isinstance(size, ast.Starred):
                return None
            known = isinstance(size, ast.Constant) and isinstance(size.value, int)
            shape.append(size.value if known and size.value >= 0 else None)
        return tuple(shape)

    def _dtype(self, node: ast.AST) -> str | None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        if isinstance(node, ast.Name) and node.id in ("int", "float", "bool") and self.names.resolve(node) is None:
            return {"int": "int64", "float": "float64", "bool": "bool"}[node.id]
        path = self.names.resolve(node) or ""
        return path.rpartition(".")[2] if path.startswith("numpy.") else None
