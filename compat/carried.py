"""Exceptions of user code that cross TensorFlow as the objects that they are.

TensorFlow turns an exception in a Python op into an error with its text only. What is sent through `wrap` has a mark
in its text, by which `unwrap` finds the object again; eager execution is taught to do so by `teach_eager`.
"""

import itertools
import re
import threading

_lock = threading.Lock()
_kept = {}
_numbers = itertools.count(1)
_MARK = re.compile(r"<carried exception (\d+)>")
_KEEP = 256


class Carried(RuntimeError):
    """What TensorFlow sees in place of the user's exception."""


def wrap(error):
    """An exception for TensorFlow that stands for ``error``."""
    with _lock:
        number = next(_numbers)
        _kept[number] = error
        while len(_kept) > _KEEP:
            del _kept[next(iter(_kept))]
    return Carried(f"{type(error).__name__}: {error} <carried exception {number}>")


def unwrap(error):
    """The user's exception that an error of TensorFlow stands for, or None."""
    found = _MARK.search(getattr(error, "message", None) or str(error))
    if not found:
        return None
    with _lock:
        return _kept.get(int(found[1]))


def note(error, text):
    """Adds a line to what an exception prints (Python 3.11 and later; else kept in __notes__)."""
    if hasattr(error, "add_note"):
        error.add_note(text)
    else:
        error.__notes__ = [*getattr(error, "__notes__", ()), text]


_taught = False


def teach_eager():
    """Makes eager execution (Keras fit, iteration over a dataset) raise the user's own exception objects.

    Only errors that `wrap` made are treated; all others are what TensorFlow makes of them.
    """
    global _taught
    with _lock:
        if _taught:
            return
        from tensorflow.python.eager import core

        original = core._status_to_exception

        def status_to_exception(status):
            error = original(status)
            own = unwrap(error)
            return own if own is not None else error

        core._status_to_exception = status_to_exception
        _let_signals_through(core)

        # errors inside a tf.function come as made objects, and pass through here
        from tensorflow.python.eager.polymorphic_function import atomic_function

        interpolate = atomic_function.InterpolateRuntimeError
        leave = interpolate.__exit__

        def __exit__(self, kind, error, trace):
            own = unwrap(error) if error is not None else None
            if own is not None:
                raise own from None
            return leave(self, kind, error, trace)

        interpolate.__exit__ = __exit__
        _taught = True


def _let_signals_through(core):
    """Makes the exception in which TensorFlow reports a status without running Python code.

    A signal that came during the call is handled at the first Python instruction; inside the exception's own
    constructor it would end as "MISMATCH of original and normalized active exception types".
    """
    from tensorflow.python import pywrap_tfe

    class Status(core._NotOkStatusException):
        __init__ = Exception.__init__

        code = property(lambda self: self.args[1])
        payloads = property(lambda self: self.args[2])

        @property
        def message(self):
            return self.__dict__.get("text", self.args[0])

        @message.setter
        def message(self, text):
            self.__dict__["text"] = text

    Status.__name__ = Status.__qualname__ = core._NotOkStatusException.__name__
    pywrap_tfe.TFE_Py_RegisterExceptionClass(Status)
