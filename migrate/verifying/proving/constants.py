"""Constants of terms as numpy arrays, and ops on them that give the same bits in numpy and in TensorFlow."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from migrate.verifying.proving.terms import Shape, Term, Terms, thawed

_NUMERIC = frozenset(
    "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 complex64 complex128".split()
)
# Only small ones are computed with: shapes, axes, rates.
_MOST = 64


def constant(terms: Terms, array: Any, dtype: str | None = None) -> int:
    """The term of an array."""
    array = np.ascontiguousarray(array if dtype is None else np.asarray(array, dtype)).reshape(np.shape(array))
    data = base64.b64encode(array.tobytes()).decode("ascii")
    return _intern(terms, array.dtype.name, array.shape, data)


def exported(terms: Terms, value: dict[str, Any]) -> int:
    """The term of a constant as graphs are exported: its bytes, or the hash of many bytes."""
    return _intern(
        terms, value["dtype"], tuple(value["shape"]), value["data"] if "data" in value else "sha256 " + value["hash"]
    )


def _intern(terms: Terms, dtype: str, shape: tuple[int, ...], data: str) -> int:
    return terms.intern(Term("Const", (("data", data), ("shape", shape)), (), 0, dtype), shape)


def value(terms: Terms, number: int) -> np.ndarray | None:
    """The array of a constant term; None for other terms and for constants without their bytes."""
    term = terms[number]
    if term.op != "Const" or term.dtype not in _NUMERIC:
        return None
    data = thawed(term, "data")
    if data.startswith("sha256 "):
        return None
    return np.frombuffer(base64.b64decode(data), term.dtype).reshape(thawed(term, "shape"))


def dims(terms: Terms, number: int) -> Shape | None:
    """The elements of a vector of integers, None for each that is not known; None where not even their count is."""
    array = value(terms, number)
    if array is not None:
        return tuple(int(item) for item in array.reshape(-1)) if array.ndim <= 1 else None
    term = terms[number]
    if term.op == "Shape":
        return terms.shape(term.args[0])
    if term.op == "Pack" and thawed(term, "axis", 0) == 0:
        items = [value(terms, arg) for arg in term.args]
        if all(terms.shape(arg) == () for arg in term.args):
            return tuple(None if item is None else int(item) for item in items)
    return None


def _strided_slice(term: Term, array: Any, begin: Any, end: Any, strides: Any) -> Any:
    if thawed(term, "ellipsis_mask", 0) or thawed(term, "new_axis_mask", 0):
        return None
    first, last = thawed(term, "begin_mask", 0), thawed(term, "end_mask", 0)
    shrink = thawed(term, "shrink_axis_mask", 0)
    index: list[Any] = []
    for axis, (start, stop, step) in enumerate(zip(begin.tolist(), end.tolist(), strides.tolist(), strict=True)):
        if shrink >> axis & 1:
            index.append(start)
        else:
            index.append(slice(None if first >> axis & 1 else start, None if last >> axis & 1 else stop, step))
    return array[tuple(index)]


def _reduced(function: Callable[..., Any]) -> Callable[..., Any]:
    def reduce(term: Term, array: Any, axes: Any) -> Any:
        if array.dtype.kind not in "iub":
            return None
        keep = bool(thawed(term, "keep_dims", False))
        return function(array, axis=tuple(np.atleast_1d(axes).tolist()), keepdims=keep)

    return reduce


def _binary(function: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return lambda term, one, other: function(one, other)


def _float(function: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return lambda term, one, other: function(one, other) if one.dtype.kind == "f" else None


def _integer(function: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    return lambda term, one, other: function(one, other) if one.dtype.kind in "iu" and np.all(other != 0) else None


_FOLDED: dict[str, Callable[..., Any]] = {
    "Add": _binary(np.add),
    "Sub": _binary(np.subtract),
    "Mul": _binary(np.multiply),
    "RealDiv": _float(np.divide),
    "FloorDiv": _integer(np.floor_divide),
    "FloorMod": _integer(np.mod),
    "Maximum": _binary(np.maximum),
    "Minimum": _binary(np.minimum),
    "Equal": _binary(np.equal),
    "NotEqual": _binary(np.not_equal),
    "Less": _binary(np.less),
    "LessEqual": _binary(np.less_equal),
    "Greater": _binary(np.greater),
    "GreaterEqual": _binary(np.greater_equal),
    "LogicalAnd": _binary(np.logical_and),
    "LogicalOr": _binary(np.logical_or),
    "LogicalNot": lambda term, array: np.logical_not(array),
    "Neg": lambda term, array: np.negative(array),
    "Sqrt": lambda term, array: np.sqrt(array) if array.dtype.kind == "f" else None,
    "Cast": lambda term, array: _cast(array, term.dtype),
    "Fill": lambda term, shape, item: np.full(tuple(shape.tolist()), item),
    "ZerosLike": lambda term, array: np.zeros_like(array),
    "OnesLike": lambda term, array: np.ones_like(array),
    "Reshape": lambda term, array, shape: array.reshape(tuple(shape.tolist())),
    "ExpandDims": lambda term, array, axis: np.expand_dims(array, int(axis)),
    "Squeeze": lambda term, array: np.squeeze(array, thawed(term, "squeeze_dims") or None),
    "Pack": lambda term, *arrays: np.stack(arrays, thawed(term, "axis", 0)),
    "ConcatV2": lambda term, *arrays: np.concatenate(arrays[:-1], int(arrays[-1])),
    "Range": lambda term, start, stop, step: np.arange(start, stop, step) if start.dtype.kind in "iu" else None,
    "StridedSlice": _strided_slice,
    "Slice": lambda term, array, begin, size: array[
        tuple(slice(b, None if s == -1 else b + s) for b, s in zip(begin.tolist(), size.tolist(), strict=True))
    ],
    "GatherV2": lambda term, array, index, axis: (
        None if thawed(term, "batch_dims", 0) else np.take(array, index, int(axis), mode="raise")
    ),
    "Transpose": lambda term, array, order: np.transpose(array, order.tolist()),
    "InvertPermutation": lambda term, array: np.argsort(array),
    "Size": lambda term, array: np.asarray(array.size),
    "Rank": lambda term, array: np.asarray(array.ndim),
    "Sum": _reduced(np.sum),
    "Prod": _reduced(np.prod),
    "Max": _reduced(np.max),
    "Min": _reduced(np.min),
    "Tile": lambda term, array, times: np.tile(array, tuple(times.tolist())),
    "DynamicStitch": lambda term, *arrays: _stitched(arrays),
}


def _cast(array: Any, dtype: str) -> Any:
    # Casts of floats to integers differ between platforms beyond the range.
    if dtype not in _NUMERIC or (array.dtype.kind == "f" and dtype[:3] in ("int", "uin")):
        return None
    return array.astype(dtype)


def _stitched(arrays: Sequence[Any]) -> Any:
    half = len(arrays) // 2
    indices, parts = arrays[:half], arrays[half:]
    if any(index.ndim != 1 or part.ndim != 1 for index, part in zip(indices, parts, strict=True)):
        return None
    joined = np.concatenate(indices)
    if sorted(joined.tolist()) != list(range(len(joined))):
        return None
    result = np.zeros(len(joined), parts[0].dtype)
    for index, part in zip(indices, parts, strict=True):
        result[index] = part
    return result


def fold(terms: Terms, term: Term, shape: Shape | None) -> int | None:
    """A small constant for an op on small constants."""
    function = _FOLDED.get(term.op)
    if function is None or not term.args or term.dtype not in _NUMERIC or term.output:
        return None
    arrays = []
    for arg in term.args:
        array = value(terms, arg)
        if array is None or array.size > _MOST:
            return None
        arrays.append(array)
    if term.op == "Fill" and np.prod(arrays[0], dtype=np.int64) > _MOST:
        return None
    try:
        with np.errstate(all="ignore"):
            result = function(term, *arrays)
    except (ValueError, IndexError, TypeError):  # the graph would fail as well; nothing to compute
        return None
    if result is None or np.size(result) > _MOST:
        return None
    return constant(terms, np.asarray(result).astype(term.dtype))
