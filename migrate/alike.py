"""Files with TensorFlow that mean the same on TensorFlow 2 as they stand: programs of both forms may share them.

Such a file computes with tensors that it is given, by operations that TensorFlow 2 has unchanged. It makes no variable,
draws no number and changes nothing outside of it, so a program in graph mode can call it as well as a native one.
"""

from __future__ import annotations

import ast

from migrate import symbols
from migrate.names import Names

CHECKED = ("", "structure")  # what a symbol asks for that the file shows by itself
OTHERS = ("keras", "compat", "tf_slim", "tensorflow.")


def alike(tree: ast.Module, names: Names) -> bool:
    """Whether all that a file takes from TensorFlow is the same there, and stateless."""
    calls = {id(node.func): node for node in ast.walk(tree) if isinstance(node, ast.Call)}
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(a.name.startswith(OTHERS) for a in node.names):
            return False
        if isinstance(node, ast.ImportFrom):
            if (node.module or "").startswith(OTHERS) or any(a.name == "*" for a in node.names):
                return False
        elif isinstance(node, (ast.Attribute, ast.Name)) and id(node) not in inner:
            path = names.resolve(node) or ""
            if path == "tensorflow" or path.startswith("tensorflow.") and not _same(path, calls.get(id(node))):
                return False
    return True


def _same(path: str, call: ast.Call | None) -> bool:
    symbol = symbols.lookup(path)
    if symbol is None or symbol.effect not in ("pure", "host") or symbol.check not in CHECKED or symbol.special:
        return False
    if symbol.kind == "same":
        return True
    plain = not (symbol.template or symbol.defaults or symbol.transform or symbol.constant)
    if call is None or symbol.kind != "call" or symbol.target != symbol.name or not plain:
        return False
    before, after = symbol.params or (), symbol.positional or ()
    given = [k.arg for k in call.keywords]
    known = all(k in before and k in after and k not in symbol.rename for k in given)
    starred = any(isinstance(a, ast.Starred) for a in call.args)
    return known and not starred and before[: len(call.args)] == after[: len(call.args)]
