"""arg_scope: default arguments for functions, within a with block."""

import contextlib
import functools
import inspect

_stack = [{}]


def current_arg_scope():
    """The defaults in force: dict of function key to dict of arguments."""
    return _stack[-1]


def arg_scope_func_key(op):
    """The key under which the defaults of a function are kept."""
    return getattr(op, "_key_op", str(op))


def has_arg_scope(func):
    """True for functions that `add_arg_scope` decorated."""
    return hasattr(func, "_key_op") or getattr(func, "_has_arg_scope", False)


def arg_scoped_arguments(func):
    """Names of the arguments of ``func`` that a scope may set (those with defaults)."""
    if not has_arg_scope(func):
        raise ValueError("arg_scoped_arguments: function is not decorated with @add_arg_scope")
    inner = getattr(func, "__wrapped__", func)
    return tuple(p.name for p in inspect.signature(inner).parameters.values() if p.default is not p.empty)


@contextlib.contextmanager
def arg_scope(list_ops_or_scope, **kwargs):
    """Defaults for calls inside the block: ``with arg_scope([conv2d], padding="SAME"):``.

    A list of decorated functions and their defaults, or one scope that an earlier ``as`` captured.
    """
    if isinstance(list_ops_or_scope, dict):
        if kwargs:
            raise ValueError("When attempting to re-use a scope by suppling a dictionary, kwargs must be empty.")
        _stack.append(dict(list_ops_or_scope))
    else:
        if not isinstance(list_ops_or_scope, (list, tuple)):
            raise TypeError("list_ops_or_scope must either be a list/tuple or reused scope (i.e. dict)")
        scope = dict(current_arg_scope())
        for op in list_ops_or_scope:
            if not has_arg_scope(op):
                raise ValueError(f"{op} is not decorated with @add_arg_scope")
            key = arg_scope_func_key(op)
            scope[key] = {**scope.get(key, {}), **kwargs}
        _stack.append(scope)
    try:
        yield _stack[-1]
    finally:
        _stack.pop()


def add_arg_scope(func):
    """Makes `arg_scope` able to set the defaults of ``func``."""

    @functools.wraps(func)
    def scoped(*args, **kwargs):
        defaults = current_arg_scope().get(key)
        return func(*args, **({**defaults, **kwargs} if defaults else kwargs))

    key = scoped._key_op = str(func)
    scoped._has_arg_scope = True
    return scoped
