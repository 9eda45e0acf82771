"""Generators in a spawned process: batches come through shared memory, small ones through a pipe."""

import multiprocessing
import pickle
import queue
import sys
import threading
import time
from multiprocessing import shared_memory

import numpy as np

from compat import signatures
from compat.errors import WorkerDied

_SHARED_FROM = 1 << 16  # bytes of arrays in a batch from which shared memory is quicker than a pipe


class ProcessWorker:
    """Runs a recipe in a spawned process. The interface is that of the thread worker."""

    def __init__(self, recipe, buffer, name):
        try:
            data = pickle.dumps(recipe)
        except Exception as error:
            raise TypeError(
                f"generator {name} cannot go to a process, since it cannot be pickled ({error}); "
                'define it at the top level of a module, or use isolation="thread"'
            ) from error
        # a class of the main script comes back under this name; runpy leaves it at whatever was __main__ before
        sys.modules["__mp_main__"] = sys.modules["__main__"]
        context = multiprocessing.get_context("spawn")
        self._end, child = context.Pipe()
        self.stop, self.started, self._cut = threading.Event(), False, False
        self._name, self._closed, self._lock = name, False, threading.Lock()
        self._process = context.Process(target=_run, args=(data, child, buffer), name=f"generator {name}", daemon=True)
        self._process.start()
        child.close()

    def get(self, timeout):
        end = time.monotonic() + timeout
        if self.stop.is_set():
            self.close()
        if self._closed or not self._end.poll(max(0.0, end - time.monotonic())):
            raise queue.Empty
        try:
            kind, value = self._end.recv()
        except (EOFError, OSError):
            self._cut = True
            raise queue.Empty from None
        if kind == "started":
            self.started = True
        if kind == "shared":
            value = self._from_shared(*value)
            kind = "item"
        if kind == "item":
            self._send("more")
        return kind, value

    def _from_shared(self, name, layout, structure):
        block = shared_memory.SharedMemory(name=name)
        try:
            arrays = [
                np.ndarray(shape, dtype=dtype, buffer=block.buf, offset=offset).copy()
                for offset, shape, dtype in layout
            ]
        finally:
            block.close()
        self._send(("free", name))
        return signatures.rebuild(structure, iter(arrays))

    def _send(self, message):
        try:
            self._end.send(message)
        except (BrokenPipeError, OSError):
            pass

    def check(self):
        if self._cut and not self._closed:
            self._process.join(5)
            code = self._process.exitcode
            raise WorkerDied(f"the process of generator {self._name} is gone, exitcode {code}", code)

    def stack(self):
        return f"process {self._process.pid} (its stack cannot be read from here)"

    def close(self):
        self.stop.set()
        with self._lock:
            if self._closed:
                return
            self._closed = True
        try:
            self._end.close()
        except OSError:
            pass  # another thread was in the middle of reading
        if self._process.is_alive():
            self._process.terminate()
            self._process.join(0.5)
            if self._process.is_alive():
                self._process.kill()
        self._process.join(1)


def _run(data, end, buffer):
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; it ends this process
    blocks = _Blocks()
    room = buffer

    def send(kind, value):
        end.send((kind, value))

    def drain(wait):
        nonlocal room
        while end.poll(None if wait else 0):
            message = end.recv()
            if message == "more":
                room += 1
            else:
                blocks.free(message[1])
            wait = False

    try:
        try:
            recipe = pickle.loads(data)
            send("started", None)
            for item in recipe.items(lambda index, error: send("skip", (index, _portable(error)))):
                drain(wait=False)
                while room <= 0:
                    drain(wait=True)
                room -= 1
                send(*blocks.pack(signatures.normalize(item)))
            send("end", None)
        except (EOFError, BrokenPipeError, ConnectionError):
            return
        except BaseException as error:
            send("error", _portable(error))
        # the parent frees the last blocks, or closes
        try:
            while blocks.used:
                drain(wait=True)
            end.recv()
        except (EOFError, OSError):
            pass
    finally:
        blocks.close()


def _portable(error):
    """The exception itself, or one with its text where it cannot be pickled."""
    import traceback

    text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
    error.remote_traceback = text
    try:
        pickle.loads(pickle.dumps(error))
        return error
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}\n{text}")


class _Blocks:
    """Blocks of shared memory that are used again and again."""

    def __init__(self):
        self._idle, self.used = [], {}

    def pack(self, item):
        parts = [value for _, value in signatures.leaves(item)]
        arrays = [p if isinstance(p, np.ndarray) else None for p in parts]
        if any(a is None or a.dtype.hasobject for a in arrays) or sum(a.nbytes for a in arrays) < _SHARED_FROM:
            return "item", item
        layout, offset = [], 0
        for a in arrays:
            layout.append((offset, a.shape, a.dtype))
            offset += -(-a.nbytes // 64) * 64
        block = self._take(offset)
        for a, (at, shape, dtype) in zip(arrays, layout, strict=True):
            np.ndarray(shape, dtype=dtype, buffer=block.buf, offset=at)[...] = a
        return "shared", (block.name, layout, signatures.rebuild(item, iter([None] * len(arrays))))

    def _take(self, size):
        for block in self._idle:
            if block.size >= size:
                self._idle.remove(block)
                break
        else:
            for block in self._idle:
                block.close()
                block.unlink()
            self._idle = []
            block = shared_memory.SharedMemory(create=True, size=size)
        self.used[block.name] = block
        return block

    def free(self, name):
        block = self.used.pop(name, None)
        if block is not None:
            self._idle.append(block)

    def close(self):
        for block in [*self._idle, *self.used.values()]:
            try:
                block.close()
                block.unlink()
            except (BufferError, FileNotFoundError):
                pass
