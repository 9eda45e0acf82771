"""Rows of several arrays side by side, handed to code that is not followed: `batches(list(zip(x_train, y_train)))`.

What makes an array of them gets one of objects from numpy 1 where the rows differ in length, and an error from
numpy 2. The compat runtime has the first for all files of a program; a native program has not.
"""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

LIBRARIES = {"numpy", "scipy", "sklearn", "pandas", "matplotlib", "six", "tensorflow", "keras", "cv2", "PIL", "tqdm"}


def check(interp: Interpreter, node: ast.Call, path: str) -> None:
    """Notes an obstacle where a call of another file's function is given such rows. path: its dotted name."""
    root = path.split(".")[0]
    if "." not in path or root in LIBRARIES or root in sys.stdlib_module_names:
        return
    for argument in [*node.args, *(k.value for k in node.keywords)]:
        inner = argument.args[0] if _calls(argument, "list") and argument.args else None  # type: ignore[attr-defined]
        if inner is not None and _calls(inner, "zip") and len(inner.args) > 1:  # type: ignore[attr-defined]
            reason = f"rows are handed to `{path}`, which is not followed: numpy 2 makes no array of uneven ones"
            interp.obstacle(node, reason)


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
