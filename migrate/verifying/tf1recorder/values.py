"""Numbers as the recording keeps them: a hash of what was fed, and a few sums that tell arrays apart."""

import hashlib

import numpy as np

WHOLE = 8  # arrays of up to this many numbers are kept whole
_PERIOD = 65536
_weights = {}


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
    flat = np.abs(flat).astype(np.float64) if flat.dtype.kind == "c" else flat.astype(np.float64)
    if not flat.size:
        return [0.0, 0.0, 0.0]
    with np.errstate(all="ignore"):
        weights = _projection(flat.size)
        return [
            float(flat.mean()),
            float(np.sqrt(_dot(flat, flat) / flat.size)),
            float(_dot(flat, weights) / np.sqrt(flat.size)),
        ]


def _dot(a, b):
    """The product of two vectors in this thread: BLAS would start others, which costs more than the product."""
    return np.einsum("i,i->", a, b)


def _projection(size):
    if size not in _weights:
        base = np.random.RandomState(7).standard_normal(min(size, _PERIOD))
        if len(_weights) > 64:
            _weights.clear()
        _weights[size] = np.resize(base, size)
    return _weights[size]


def describe(value, hashed=False):
    """A value ready for JSON: dtype, shape, and `x` (all numbers) or `m` (sums); `h` a hash of what was fed."""
    array = as_array(value)
    if array is None:
        return {"d": type(value).__name__, "s": None}
    entry = {"d": array.dtype.name, "s": list(array.shape)}
    if array.dtype.kind in "SUO":
        entry["h"] = digest(array)
        entry["d"] = "string"
        return entry
    if hashed:
        entry["h"] = digest(array)
    plain = array.astype(np.float64) if array.dtype.name == "bfloat16" else array
    if plain.dtype.kind != "c" and plain.size <= WHOLE:
        entry["x"] = [float(number) for number in plain.reshape(-1)]
    else:
        entry["m"] = sums(plain)
    return entry
