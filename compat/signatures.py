"""What a batch is made of: signatures, inferred or given, and batches converted to them without loss.

A signature is a nested structure of tuples and dicts with tf.TensorSpec at its leaves; so is a batch, with arrays.
"""

import numpy as np

from compat.errors import BatchMismatch


def normalize(batch):
    """A batch with lists of arrays as tuples, and everything that is not a tuple or a dict as a leaf."""
    if isinstance(batch, tuple):
        parts = [normalize(b) for b in batch]
        return type(batch)(*parts) if hasattr(batch, "_fields") else tuple(parts)
    if isinstance(batch, dict):
        return {k: normalize(v) for k, v in batch.items()}
    if isinstance(batch, list) and batch and all(getattr(b, "ndim", 0) >= 1 for b in batch):
        return tuple(normalize(b) for b in batch)  # several inputs, as Keras generators give them
    return batch


def leaves(structure, path=""):
    """(path, leaf) pairs of a batch or signature, in one fixed order."""
    if isinstance(structure, tuple):
        for i, part in enumerate(structure):
            yield from leaves(part, f"{path}[{i}]")
    elif isinstance(structure, dict):
        for key in sorted(structure, key=repr):
            yield from leaves(structure[key], f"{path}[{key!r}]")
    else:
        yield path, structure


def rebuild(structure, values):
    """The structure with its leaves replaced, in the order of `leaves`, from an iterator."""
    if isinstance(structure, tuple):
        parts = [rebuild(p, values) for p in structure]
        return type(structure)(*parts) if hasattr(structure, "_fields") else tuple(parts)
    if isinstance(structure, dict):
        made = {key: rebuild(structure[key], values) for key in sorted(structure, key=repr)}
        return {key: made[key] for key in structure}
    return next(values)


def as_array(value, where, wide=False):
    """A leaf as a numpy array; Python numbers become int32 (int64 where needed) and float32, as TensorFlow has them.

    wide: Python floats keep their 64 bits.
    """
    if value is None:
        raise BatchMismatch(f"{where} is None", got="None", expected="an array")
    if hasattr(value, "numpy") and not isinstance(value, np.ndarray):
        value = value.numpy()
    plain = not isinstance(value, (np.ndarray, np.generic))
    try:
        array = np.asarray(value)
    except ValueError as error:
        raise BatchMismatch(f"{where} is ragged: {error}", got="rows of different lengths") from None
    if plain and array.dtype == np.float64 and not wide:
        return array.astype(np.float32)
    if plain and array.dtype == np.int64 and array.size and np.array_equal(array, array.astype(np.int32)):
        return array.astype(np.int32)
    return array


def infer(batches):
    """The signature of one or more batches: the first axis and the axes that differ are None.

    Raises BatchMismatch where they differ in structure, dtype or rank.
    """
    import tensorflow as tf

    first = normalize(batches[0])
    arrays = []
    for n, batch in enumerate(batches):
        batch = normalize(batch)
        paths = [p for p, _ in leaves(batch)]
        expected = [p for p, _ in leaves(first)]
        if paths != expected:
            raise BatchMismatch(
                f"batch {n} has the elements {paths}, batch 0 has {expected}", n, "", str(paths), str(expected)
            )
        arrays.append([as_array(v, f"batch {n}, element {p or '(whole)'}") for p, v in leaves(batch)])
    specs = []
    for (path, _), *column in zip(leaves(first), *arrays, strict=True):
        head = column[0]
        dtype = _tensor_dtype(head, f"batch 0, element {path or '(whole)'}")
        for n, other in enumerate(column[1:], 1):
            if _tensor_dtype(other, f"batch {n}") != dtype or other.ndim != head.ndim:
                raise mismatch(n, path, describe(other), describe(head), "pass signature= to say what is meant")
        dims = [d if all(o.shape[i] == d for o in column) else None for i, d in enumerate(head.shape)]
        specs.append(tf.TensorSpec([None, *dims[1:]] if dims else [], dtype))
    return rebuild(first, iter(specs))


def _tensor_dtype(array, where):
    import tensorflow as tf

    if array.dtype.kind in "SU" or array.dtype == object and _all_text(array):
        return tf.string
    if array.dtype == object:
        kinds = sorted({type(v).__name__ for v in array.ravel()[:100]})
        raise BatchMismatch(f"{where} holds Python objects ({', '.join(kinds)}), not numbers", got="object")
    return tf.as_dtype(array.dtype)


def _all_text(array):
    return array.size > 0 and all(isinstance(v, (str, bytes)) for v in array.ravel())


def describe(array):
    """dtype and shape in words."""
    return f"{array.dtype}{list(array.shape)}"


def mismatch(batch, path, got, expected, why=""):
    """The error for one element of one batch."""
    element = path or "(whole)"
    text = f"batch {batch}, element {element}: got {got}, expected {expected}"
    return BatchMismatch(f"{text}; {why}" if why else text, batch, path, got, expected)


class Converter:
    """Converts batches to a signature; raises BatchMismatch where a value would change.

    Integers and bools go to any type that holds them exactly, floats to floats of other width by rounding to nearest
    (an overflow is an error), floats to integers only where they are whole numbers in range. Text goes to strings only.
    """

    def __init__(self, signature):
        self.signature = signature
        self._leaves = [(p, tuple(s.shape.as_list()), s.dtype) for p, s in leaves(signature)]
        self._paths = [p for p, *_ in self._leaves]

    def convert(self, batch, number):
        """The batch as arrays of the signature's dtypes; ``number`` is for the error's text."""
        batch = normalize(batch)
        found = list(leaves(batch))
        if [p for p, _ in found] != self._paths:
            raise mismatch(number, "", f"elements {[p for p, _ in found]}", f"elements {self._paths}")
        out = []
        for (path, value), (_, dims, dtype) in zip(found, self._leaves, strict=True):
            where = f"batch {number}, element {path or '(whole)'}"
            try:
                array = as_array(value, where, wide=dtype.name in ("float64", "complex128"))
                array = _cast(array, dtype, where)
            except BatchMismatch as error:
                error.batch, error.element, error.expected = number, path, f"{dtype.name}{list(dims)}"
                raise
            if len(array.shape) != len(dims) or any(
                d is not None and d != a for d, a in zip(dims, array.shape, strict=True)
            ):
                raise mismatch(number, path, describe(array), f"{dtype.name}{list(dims)}")
            out.append(array)
        return rebuild(self.signature, iter(out))


def _cast(array, dtype, where):
    if dtype.name == "string":
        if array.dtype.kind == "S":
            return array
        if array.dtype.kind == "U" or array.dtype == object and _all_text(array):
            flat = [v.encode() if isinstance(v, str) else v for v in array.ravel()]
            return np.array(flat, dtype=object).reshape(array.shape)
        raise BatchMismatch(f"{where}: got {describe(array)}, expected text", got=describe(array))
    target = np.dtype(dtype.as_numpy_dtype)
    if array.dtype == target:
        return array
    if array.dtype.kind not in "biufc" and array.dtype.name != "bfloat16":
        text = f"{where}: got {describe(array)}, expected {target.name}"
        if array.dtype == object:
            text += f" (it holds {', '.join(sorted({type(v).__name__ for v in array.ravel()[:100]}))})"
        raise BatchMismatch(text, got=describe(array))
    if array.dtype.kind == "f" and dtype.is_floating:
        with np.errstate(over="ignore"):
            out = array.astype(target)
        lost = np.isinf(out.astype(np.float64)) & ~np.isinf(array)
    elif array.dtype.kind == "c" and not dtype.is_complex:
        lost, out = np.ones(array.shape, bool), None
    else:
        with np.errstate(invalid="ignore", over="ignore"):
            out = array.astype(target)
            lost = ~_same(array, out)
    if np.any(lost):
        at = tuple(int(i) for i in np.argwhere(lost)[0]) if array.ndim else ()
        value = array[at]
        raise BatchMismatch(
            f"{where}: got {describe(array)}, expected {target.name}; the value {value!r} at {list(at)} does not fit",
            got=describe(array),
        )
    return out


def _same(before, after):
    """Element by element: did the cast keep the value? (Comparing across widths would itself round.)"""
    if before.dtype.kind in "biu" and after.dtype.kind in "biu":
        back = after.astype(before.dtype) == before
        return back & ((before >= 0) == (after >= 0))  # a wrapped sign comes back equal
    if before.dtype.kind in "biu":  # to a float: 2**53 + 1 and the like; a float beyond the range does not come back
        with np.errstate(invalid="ignore"):
            wide = after.astype(np.float64)
            limit = float(np.iinfo(before.dtype).max) if before.dtype.kind != "b" else 1.0
            inside = np.abs(wide) < limit if limit > 2**53 else np.abs(wide) <= limit
            return inside & (np.where(inside, wide, 0).astype(before.dtype) == before)
    with np.errstate(invalid="ignore"):  # a float to an integer or bool
        return np.isfinite(before) & (after.astype(before.dtype) == before) & _in_range(before, after.dtype)


def _in_range(values, dtype):
    if dtype.kind == "b":
        return (values == 0) | (values == 1)
    if dtype.kind not in "iu":
        return np.ones(values.shape, bool)
    info = np.iinfo(dtype)
    return (values >= float(info.min)) & (values < float(info.max) + 1.0)
