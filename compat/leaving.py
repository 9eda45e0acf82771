"""A clean end of the process: where a run of TensorFlow was given up, and where its threads still read from Python."""

import atexit
import ctypes
import sys
import threading
import time

_lock = threading.Lock()
_armed = False
_kept = []


def keep(thing):
    """Keeps an object for ever: what a run still uses must not be taken apart."""
    _kept.append(thing)
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(thing))


def arm():
    """From now on the process leaves without TensorFlow's clean-up, which would hang or crash; the exit code stays.

    Python's own exit runs in full (atexit functions, flushing); then C's exit handlers stop at ours, with the status
    that the program exits with.
    """
    global _armed
    with _lock:
        if _armed:
            return
        _armed = True
    atexit.register(_flush)
    try:
        libc = ctypes.CDLL(None)
        libc.on_exit(ctypes.cast(libc._exit, ctypes.c_void_p), None)
    except (AttributeError, OSError):
        _leave_by_hook()


def settle(timeout=5.0):
    """Waits until no thread of TensorFlow runs Python code: at most ``timeout`` seconds; True where it came to that.

    Python ends every thread that asks for the interpreter lock once it has begun to finalise. A thread of TensorFlow
    that is inside a py_func then never finishes its kernel, and the destructor of the iterator that waits for it hangs.
    One that comes later is told by TensorFlow itself that there is no interpreter.
    """
    end = time.monotonic() + timeout
    quiet = 0
    while quiet < 5:  # between two calls of one iterator a thread is out of Python for a moment
        if time.monotonic() > end:
            return False
        time.sleep(0.01)  # gives up the lock, so that a thread that waits for it is seen in the next look
        quiet = 0 if any(_in_py_func(frame) for frame in sys._current_frames().values()) else quiet + 1
    return True


def _in_py_func(frame):
    while frame is not None:
        if frame.f_code.co_filename.endswith("script_ops.py"):
            return True
        frame = frame.f_back
    return False


def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass
    try:
        ctypes.CDLL(None).fflush(None)
    except (AttributeError, OSError):
        pass


def _leave_by_hook():
    """For systems without on_exit: the status comes from sys.exit and the exception hook."""
    import os

    status = [0]
    hook, leave = sys.excepthook, sys.exit

    def excepthook(*what):
        status[0] = 1
        hook(*what)

    def exit(code=None):
        status[0] = code if isinstance(code, int) else 0 if code is None else 1
        leave(code)

    def last():
        _flush()
        os._exit(status[0])

    sys.excepthook, sys.exit = excepthook, exit
    atexit.register(last)
