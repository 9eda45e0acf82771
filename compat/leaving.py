"""A clean end of a process in which a run of TensorFlow was given up."""

import atexit
import ctypes
import sys
import threading

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
