"""Numbers as the recording keeps them: a hash of what was fed, and a few sums that tell arrays apart."""

import hashlib

import numpy as np

WHOLE = 8  # arrays of up to this many numbers are kept whole
_PERIOD = 65536
_PART = 8192  # BLAS starts threads for longer vectors, which costs more than the product
_made = []


def as_array(value):
    """A numpy array, or None for what is no array of numbers or text."""
    try:
        if hasattr(value, "numpy") and not isinstance(value, np.ndarray):
            value = value.numpy()
        array = np.asarray(value)
    except Exception:  # ragged lists, objects that refuse
        return None
    if array.dtype.kind not in "fiubcSUO" and array.dtype.name != "bfloat16":
        return None
    return array


def canonical(array):
    """The array in the type that stands for its kind, so that hashes do not depend on the width of its numbers."""
    if array.dtype.name == "bfloat16" or array.dtype.kind == "f":
        with np.errstate(all="ignore"):
            return np.ascontiguousarray(array, dtype=np.float32) + np.float32(0)  # -0 is 0
    if array.dtype.kind in "iu":
        return np.ascontiguousarray(array, dtype=np.int64)
    if array.dtype.kind == "c":
        return np.ascontiguousarray(array, dtype=np.complex64)
    if array.dtype.kind == "b":
        return np.ascontiguousarray(array, dtype=np.uint8)
    return None


def digest(array):
    """A hash (hex) of the values and the shape."""
    state = hashlib.blake2b(repr(array.shape).encode(), digest_size=12)
    plain = canonical(array)
    if plain is None:
        for item in array.reshape(-1):
            text = item if isinstance(item, bytes) else str(item).encode("utf-8", "replace")
            state.update(b"%d:" % len(text) + text)
    else:
        state.update(plain.reshape(-1).view(np.uint8).data if plain.size else b"")
    return state.hexdigest()


def sums(array):
    """[mean, root mean square, projection] in float64; the projection also sees which number stands where."""
    flat = np.asarray(array).reshape(-1)
    flat = np.abs(flat) if flat.dtype.kind == "c" else flat
    if not flat.size:
        return [0.0, 0.0, 0.0]
    total = squares = projection = 0.0
    with np.errstate(all="ignore"):
        for start in range(0, flat.size, _PART):  # what fits into the cache is read once
            part = flat[start : start + _PART].astype(np.float64)
            weights = _weights()[start % _PERIOD :][: part.size]
            total += float(np.add.reduce(part))
            squares += float(np.dot(part, part))
            projection += float(np.dot(part, weights))
        return [total / flat.size, float(np.sqrt(squares / flat.size)), float(projection / np.sqrt(flat.size))]


def _weights():
    if not _made:
        _made.append(np.random.RandomState(7).standard_normal(_PERIOD))
    return _made[0]


def _scalars(array):
    """[(tag, number)] of a serialized summary of numbers; its bytes differ where the numbers do by rounding."""
    given = array.reshape(-1)[0] if array.size == 1 else None
    if not isinstance(given, bytes) or not given:
        return []
    from tensorflow.core.framework.summary_pb2 import Summary

    found = Summary()
    try:
        found.ParseFromString(given)
    except Exception:  # pylint: disable=broad-except
        return []  # other bytes
    if found.SerializeToString() != given or not all(
        v.tag and v.WhichOneof("value") == "simple_value" for v in found.value
    ):
        return []
    return [(value.tag, float(value.simple_value)) for value in found.value]


def describe(value, hashed=False):
    """A value ready for JSON: dtype, shape, and `x` (all numbers) or `m` (sums); `h` a hash of what was fed.

    A summary of numbers has its tags in `t`.
    """
    array = as_array(value)
    if array is None:
        return {"d": type(value).__name__, "s": None}
    entry = {"d": array.dtype.name, "s": list(array.shape)}
    if array.dtype.kind in "SUO":
        entry["h"] = digest(array)
        entry["d"] = "string"
        scalars = _scalars(array)
        if scalars:
            entry["t"], entry["x"] = [tag for tag, _ in scalars], [number for _, number in scalars]
        return entry
    if hashed:
        entry["h"] = digest(array)
    plain = array.astype(np.float64) if array.dtype.name == "bfloat16" else array
    if plain.dtype.kind != "c" and plain.size <= WHOLE:
        entry["x"] = [float(number) for number in plain.reshape(-1)]
    else:
        entry["m"] = sums(plain)
    return entry
