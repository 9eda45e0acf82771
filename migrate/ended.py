"""Scripts that TensorFlow 1.15 ends before they do anything: whatever they import, they have no use for it."""

from __future__ import annotations

import ast

from migrate.names import Names
from migrate.rewriting import scripts

FLAGS = {"tensorflow.app.flags.FLAGS", "tensorflow.flags.FLAGS"}


def where(tree: ast.Module, names: Names) -> tuple[ast.AST, str] | None:
    """(the statement at which a script always ends, why); None for a script that goes on.

    Before it there are only imports, definitions and flags. TensorFlow 1.5 took `FLAGS._parse_flags()` out.
    """
    for node in tree.body:
        call = node.value if isinstance(node, ast.Expr) else None
        function = call.func if isinstance(call, ast.Call) else None
        if isinstance(function, ast.Attribute) and function.attr == "_parse_flags" and _flags(function.value, names):
            return node, "TensorFlow 1.15 ends with an AttributeError here: flags have no `_parse_flags`"
        if isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef)):
            continue
        if not isinstance(node, (ast.Assign, ast.AnnAssign, ast.Expr)):
            return None
        if any(isinstance(n, ast.Call) and not scripts.defines(names, n) for n in ast.walk(node)):
            return None
    return None


def _flags(node: ast.expr, names: Names) -> bool:
    if names.resolve(node) in FLAGS:
        return True
    bindings = names.module_scope.bindings.get(node.id, []) if isinstance(node, ast.Name) else []
    for statement in ast.walk(names.tree) if len(bindings) == 1 else ():
        if isinstance(statement, ast.Assign) and statement.targets == bindings:
            return names.resolve(statement.value) in FLAGS
    return False
