"""Scripts that share modules, such as one that trains a model and one that uses it: they can be read as one text.

What each of them does stands under `if __name__ == "__main__":`; what is outside of that only defines.
"""

from __future__ import annotations

import ast
import builtins

from migrate.blocks import is_main_guard
from migrate.names import Names

# parts of TensorFlow that a module may call while it is imported
DEFINES = ("tensorflow.app.flags.", "tensorflow.flags.", "tensorflow.logging.", "tensorflow.compat.v1.flags.")


def plain(tree: ast.Module, names: Names) -> bool:
    """Whether a script builds and runs nothing outside of what it does as a script."""
    guards = [n for n in tree.body if is_main_guard(n)]
    if len(guards) != 1:
        return False
    for node in tree.body:
        if is_main_guard(node) or isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)):
            continue
        if not isinstance(node, (ast.Assign, ast.AnnAssign, ast.Expr, ast.Try, ast.If)):
            return False
        if any(isinstance(n, ast.Call) and not defines(names, n) for n in ast.walk(node)):
            return False
    return True


def defines(names: Names, call: ast.Call) -> bool:
    """Whether a call makes nothing of a graph: a flag, or a function of Python or of a library of host values."""
    path = names.resolve(call.func)
    if path is None:
        word = call.func.id if isinstance(call.func, ast.Name) else ""
        return hasattr(builtins, word) and names.module_scope.find(word) is None
    if path.startswith("tensorflow."):
        return path.startswith(DEFINES)
    return path.split(".")[0] in (
        "os",
        "sys",
        "numpy",
        "logging",
        "argparse",
        "time",
        "datetime",
        "collections",
        "math",
    )
