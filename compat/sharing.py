"""Batches in shared memory: `Blocks` on the side that writes them, `Views` on the side that reads them in place."""

import collections
import itertools
import os
import secrets
import weakref
from multiprocessing import shared_memory

import numpy as np

from compat import signatures

_SHARED_FROM = 1 << 16  # bytes of arrays in a batch from which shared memory is quicker than a pipe
_ALIGNED = 64  # bytes; TensorFlow takes an array that lies so without a copy of its own
_FOLDER = "/dev/shm"


class Blocks:
    """Blocks of shared memory that are used again and again, named ``prefix0``, ``prefix1``, ..."""

    def __init__(self, prefix):
        self._prefix, self._numbers = prefix, itertools.count()
        self._idle, self._used = [], {}

    def pack(self, item):
        """(kind, value) to send: ("shared", (name, layout, structure)), or ("item", item) for what a pipe takes."""
        parts = [value for _, value in signatures.leaves(item)]
        arrays = [p if isinstance(p, np.ndarray) else None for p in parts]
        if any(a is None or a.dtype.hasobject for a in arrays) or sum(a.nbytes for a in arrays) < _SHARED_FROM:
            return "item", item
        layout, offset = [], 0
        for a in arrays:
            layout.append((offset, a.shape, a.dtype))
            offset += -(-a.nbytes // _ALIGNED) * _ALIGNED
        block = self._take(offset)
        if block is None:
            return "item", item
        for a, (at, shape, dtype) in zip(arrays, layout, strict=True):
            np.ndarray(shape, dtype=dtype, buffer=block.buf, offset=at)[...] = a
        return "shared", (block.name, layout, signatures.rebuild(item, iter([None] * len(arrays))))

    def _take(self, size):
        block = next((b for b in self._idle if b.size >= size), None)
        if block is not None:
            self._idle.remove(block)
        else:
            for small in self._idle:
                _unlink(small)
            self._idle = []
            if not _fits(size):
                return None
            block = shared_memory.SharedMemory(f"{self._prefix}{next(self._numbers)}", create=True, size=size)
        self._used[block.name] = block
        return block

    def free(self, name):
        """The reader has no use for a block any more."""
        block = self._used.pop(name, None)
        if block is not None:
            self._idle.append(block)

    def close(self):
        for block in [*self._idle, *self._used.values()]:
            _unlink(block)


def _fits(size):
    """Whether so many bytes are left. A block beyond that would end the process at the first write (SIGBUS)."""
    try:
        state = os.statvfs(_FOLDER)
    except OSError:
        return True
    return size <= state.f_bavail * state.f_frsize


def _unlink(block):
    try:
        block.close()
        block.unlink()
    except (BufferError, FileNotFoundError):
        pass


class _Attached(shared_memory.SharedMemory):
    def __del__(self):
        try:
            self.close()
        except (OSError, BufferError):
            pass


_left = collections.deque()  # attached blocks of closed readers that arrays still lie in


class Views:
    """Arrays that lie in another process's `Blocks`; a block counts as freed once no array or tensor holds them.

    Args:
        ahead: how many blocks may be on their way that were not read yet.
    """

    def __init__(self, ahead):
        self.prefix = f"compat_{os.getpid()}_{secrets.token_hex(4)}_"
        self._ahead, self._highest = ahead, -1
        self._blocks, self._living, self._dead = {}, {}, collections.deque()

    def arrays(self, name, layout):
        """The arrays of one batch; ``layout`` lists (offset in bytes, shape, dtype)."""
        block = self._blocks.get(name)
        if block is None:
            block = self._blocks[name] = _Attached(name)
            self._highest = max(self._highest, int(name[len(self.prefix) :]))
        whole = np.frombuffer(block.buf, np.uint8)  # unlike np.ndarray(buffer=) it keeps the block from being closed
        # every view of `whole` holds it; dead is only appended to, since this may run anywhere
        self._living[name] = weakref.ref(whole, lambda _, dead=self._dead, name=name: dead.append(name))
        return [
            whole[at : at + int(np.prod(shape)) * dtype.itemsize].view(dtype).reshape(shape)
            for at, shape, dtype in layout
        ]

    def freed(self):
        """Names of the blocks whose arrays are gone, each once."""
        names = []
        while self._dead:
            name = self._dead.popleft()
            del self._living[name]
            names.append(name)
        return names

    def close(self):
        """Forgets the blocks, and removes those that a killed process left behind."""
        for number in range(self._highest + self._ahead + 3):
            try:
                left = _Attached(f"{self.prefix}{number}")
            except (FileNotFoundError, ValueError):
                continue
            left.close()
            left.unlink()
        _left.extend(self._blocks.values())
        self._blocks = {}
        for _ in range(len(_left)):
            block = _left.popleft()
            try:
                block.close()
            except BufferError:  # arrays of it live on
                _left.append(block)
