"""Stacks of all threads, and signals that arrive while the main thread is inside TensorFlow."""

import os
import signal
import sys
import threading
import traceback


def stacks(skip_current=True):
    """The Python stack of every thread as text, threads that TensorFlow made included."""
    names = {t.ident: t.name for t in threading.enumerate()}
    own = threading.get_ident()
    out = []
    for ident, frame in sys._current_frames().items():
        if skip_current and ident == own:
            continue
        title = names.get(ident, "a thread of TensorFlow's")
        out.append(f"Thread {title} ({ident}):\n{''.join(traceback.format_stack(frame))}")
    return "\n".join(out)


def stack_of(ident):
    """The Python stack of one thread as text; "" where it is gone."""
    frame = sys._current_frames().get(ident)
    return "".join(traceback.format_stack(frame)) if frame is not None else ""


class Interrupts:
    """Tells other threads of SIGINT and SIGTERM at once, while the main thread cannot run Python code.

    Python's own handlers run when the main thread is back in Python; what waits for TensorFlow's sake polls
    `pending` and gives up, so that the main thread comes back.
    """

    def __init__(self):
        self._lock = threading.Lock()
        self._read = self._write = self._before = None
        self._count = 0

    def start(self):
        """Begins to watch; only the main thread of the main interpreter can. Returns True where it watches."""
        with self._lock:
            if self._read is not None:
                return True
            if threading.current_thread() is not threading.main_thread():
                return False
            self._read, self._write = os.pipe()
            os.set_blocking(self._read, False)
            os.set_blocking(self._write, False)
            try:
                self._before = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
            except ValueError:
                os.close(self._read)
                os.close(self._write)
                self._read = self._write = None
                return False
            return True

    def count(self):
        """How many signals SIGINT and SIGTERM came so far."""
        with self._lock:
            if self._read is None:
                return 0
            try:
                data = os.read(self._read, 512)
            except (BlockingIOError, InterruptedError):
                data = b""
            if data and self._before not in (None, -1):
                try:
                    os.write(self._before, data)  # whoever listened before still hears
                except OSError:
                    self._before = None
            self._count += sum(b in (signal.SIGINT, signal.SIGTERM) for b in data)
            return self._count


INTERRUPTS = Interrupts()
