"""Copies of batches that wait, so that a generator that fills the same array again does not change them."""

import copy

import numpy as np

from compat import signatures

_ALIGNED = 64  # bytes; TensorFlow takes an array that lies so without a copy of its own
_LARGE = 1 << 12  # bytes from which that matters


def own(batch):
    """The batch with arrays and lists of its own, its structure as `signatures.normalize` has it."""
    batch = signatures.normalize(batch)
    return signatures.rebuild(batch, iter([_leaf(value) for _, value in signatures.leaves(batch)]))


def _leaf(value):
    if isinstance(value, list):
        return copy.deepcopy(value)
    if not isinstance(value, np.ndarray):
        return value
    if value.nbytes < _LARGE or value.dtype.hasobject or type(value) is not np.ndarray:
        return value.copy()
    memory = np.empty(value.nbytes + _ALIGNED, np.uint8)
    start = -memory.ctypes.data % _ALIGNED
    made = memory[start : start + value.nbytes].view(value.dtype).reshape(value.shape)
    np.copyto(made, value)
    return made
