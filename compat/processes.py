"""Generators in a spawned process: batches come through shared memory, small ones through a pipe."""

import atexit
import functools
import multiprocessing
import pickle
import queue
import sys
import threading
import time
import weakref

from compat import sharing, signatures
from compat.errors import WorkerDied

_open = weakref.WeakSet()


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
        self._name, self._closed, self._lock = name, False, threading.RLock()
        self._views = sharing.Views(buffer)
        self._process = context.Process(
            target=_run, args=(data, child, buffer, self._views.prefix), name=f"generator {name}", daemon=True
        )
        self._process.start()
        child.close()
        _open.add(self)
        _close_at_exit()

    def get(self, timeout):
        end = time.monotonic() + timeout
        if self.stop.is_set():
            self.close()
        if self._closed:
            raise queue.Empty
        for name in self._views.freed():
            self._send(("free", name))
        if not self._end.poll(max(0.0, end - time.monotonic())):
            raise queue.Empty
        try:
            kind, value = self._end.recv()
        except (EOFError, OSError):
            self._cut = True
            raise queue.Empty from None
        if kind == "started":
            self.started = True
        if kind == "shared":
            name, layout, structure = value
            value = signatures.rebuild(structure, iter(self._views.arrays(name, layout)))
            kind = "item"
        if kind == "item":
            self._send(("more", None))
        if kind in ("end", "error"):
            self._send(("bye", None))  # every block that came is attached: the process may remove them
        return kind, value

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
        with self._lock:  # who comes second waits until it is closed
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
            self._views.close()
            _open.discard(self)


@functools.cache
def _close_at_exit():
    """Registered after multiprocessing's own, so that it runs before."""
    atexit.register(lambda: [worker.close() for worker in list(_open)])


def _run(data, end, buffer, prefix):
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's; it ends this process
    blocks = sharing.Blocks(prefix)
    room, told = buffer, False

    def send(kind, value):
        end.send((kind, value))

    def drain(wait):
        nonlocal room, told
        while end.poll(None if wait else 0):
            kind, name = end.recv()
            if kind == "more":
                room += 1
            elif kind == "free":
                blocks.free(name)
            else:
                told = True
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
            try:
                send("error", _portable(error))
            except (BrokenPipeError, ConnectionError):
                return
        try:
            while not told:
                drain(wait=True)
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
