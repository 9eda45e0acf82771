"""Where in the user's own files a call comes from."""

import os
import sys
import sysconfig
import threading

_HERE = os.path.dirname(os.path.abspath(__file__))
_root = [os.getcwd()]
_libraries = [_HERE + os.sep]
_standard = [os.path.realpath(sysconfig.get_path("stdlib")) + os.sep]
_known = {}


def set_root(folder):
    """Sites are named relative to this folder."""
    _root[0] = os.path.realpath(folder)
    _libraries[:] = [_HERE + os.sep]
    for key in ("stdlib", "platstdlib", "purelib", "platlib"):
        path = sysconfig.get_path(key)
        if path:
            _libraries.append(os.path.realpath(path) + os.sep)


def add_library(folder):
    """Code below this folder is not the user's."""
    _libraries.append(os.path.realpath(folder) + os.sep)
    _known.clear()


def is_user_file(name):
    """Whether a code object's file is the user's own. A program that lies in a library folder is the user's too."""
    if name not in _known:
        real = os.path.realpath(name) if not name.startswith("<") else ""
        inside = real.startswith(_root[0] + os.sep)
        library = any(part in real for part in ("/site-packages/", "/dist-packages/"))
        library = library or any(real.startswith(folder) for folder in _libraries)
        _known[name] = bool(real) and (inside or not library) and not real.startswith(_HERE)
    return _known[name]


def _walk(frame):
    while frame is not None:
        if is_user_file(frame.f_code.co_filename):
            return "%s:%d" % (_shown(frame.f_code.co_filename), frame.f_lineno)
        frame = frame.f_back
    return None


def user_site():
    """ "file:line" of the innermost user frame, None where no user code is on the stack."""
    found = _walk(sys._getframe(1))
    if found is None and threading.current_thread() is not threading.main_thread():
        found = _walk(sys._current_frames().get(threading.main_thread().ident))
    return found


# What Keras runs a session for when the user asks it to; it runs others of its own accord.
_KERAS_READS = ("eval", "get_value", "batch_get_value", "symbolic_fn_wrapper")
_KERAS_BACKEND = ("/keras/backend.py", "/keras/backend/tensorflow_backend.py", "/src/backend.py")


def keras_own(name, function):
    """Whether a frame belongs to the work that Keras does itself, given its file and function."""
    if "/keras/" not in name and "/tf_keras/" not in name:
        return False
    return not (name.endswith(_KERAS_BACKEND) and function in _KERAS_READS)


def called_by_user(libraries, unless=None):
    """Whether user code called, through nothing but the standard library and the named packages (parts of paths).

    `unless(file, function)` tells frames that must not be between.
    """
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if unless is not None and unless(name, frame.f_code.co_name):
            return False
        if not name.startswith(_HERE) and not name.startswith("<") and not any(part in name for part in libraries):
            if is_user_file(name):
                return True
            if not os.path.realpath(name).startswith(_standard[0]) or "-packages/" in name:
                return False
        frame = frame.f_back
    return False


def through(parts):
    """The function of the innermost frame in a file whose path holds one of `parts`, between here and the user's code.

    None where there is none.
    """
    frame = sys._getframe(1)
    while frame is not None:
        name = frame.f_code.co_filename
        if not name.startswith(_HERE) and any(part in name for part in parts):
            return frame.f_code.co_name
        if is_user_file(name):
            return None
        frame = frame.f_back
    return None


def _shown(name):
    real = os.path.realpath(name)
    if real.startswith(_root[0] + os.sep):
        return real[len(_root[0]) + 1 :].replace(os.sep, "/")
    return os.path.basename(real)
