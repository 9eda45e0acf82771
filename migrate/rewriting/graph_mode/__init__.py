"""The `compat` form of a program: it keeps its graph and its sessions and imports the `compat` runtime instead.

Only imports change (and, in a program that switches TensorFlow 2 to graph mode itself, the few names that TensorFlow 2
lost), so everything the program does stays as it was written.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from migrate.edits import Source
from migrate.findings import Finding
from migrate.names import Names
from migrate.rewriting.graph_mode.imports import rewrite_import, runtime_module, touches
from migrate.rewriting.graph_mode.switched import (
    State,
    imported_paths,
    may_switch,
    rewrite_lost_names,
    state_of,
    switches,
)
from migrate.rewriting.graph_mode.unserved import unserved

__all__ = ["hides_runtime", "may_switch", "rewrite", "switches"]


def rewrite(source: Source, tree: ast.Module, names: Names, *, switched: bool = False) -> list[Finding]:
    """Registers the edits that let one file of a graph-mode program run on the `compat` runtime.

    `switched`: another file of the same program puts TensorFlow in graph mode itself (see `switches`).
    Returns TF103 at each rewritten import and TF901 at each construct that the runtime cannot serve either; `path` is
    empty in all of them.
    """
    if "tensorflow" not in source.text and "keras" not in source.text and "compat" not in source.text:
        return []
    state = state_of(tree, names, switched) if switched or may_switch(source.text) else State.REWRITTEN
    if state is State.RUNS:
        return []
    if state is State.UNCERTAIN:
        message = "uses tf.keras in graph mode beside names whose meaning differs between TensorFlow 1 and 2"
        first = next(n for n in ast.walk(tree) if any("tensorflow" in path for path in imported_paths(n)))
        return [_finding("TF901", first, message, False, "error")]
    if state is State.LOST_NAMES:
        findings = rewrite_lost_names(source, tree, names)
    else:
        findings = []
        for node in names.imports:
            if touches(node) and rewrite_import(source, node):
                findings.append(_finding("TF103", node, "runs in graph mode on the compat runtime", True))
        if "import_module" in source.text:
            for node in names.scope_of:
                if isinstance(node, ast.Call):
                    findings += _dynamic_import(source, node, names)
    if "contrib" in source.text or "estimator" in source.text:
        for node, message in unserved(names):
            findings.append(_finding("TF901", node, message, False, "error"))
    return sorted(findings, key=lambda f: (f.line, f.column, f.code))


def hides_runtime(program: Iterable[str], script: str) -> str | None:
    """The file that Python would take for the runtime package when it runs `script`, or None.

    `program`: posix paths of the sources beside the script and at the root of the repository, relative to that root;
    `script`: the path of the script that is run. A module `compat` in the script's folder, or at the root from which
    `python -m` runs, comes before an installed package.
    """
    folder = script.rpartition("/")[0]
    hiding = {"compat.py", "compat/__init__.py"}
    if folder:
        hiding |= {f"{folder}/compat.py", f"{folder}/compat/__init__.py"}
    return next((name for name in sorted(program) if name in hiding), None)


def _dynamic_import(source: Source, node: ast.Call, names: Names) -> list[Finding]:
    """`importlib.import_module("tensorflow.contrib.slim")` names its module in a string."""
    if len(node.args) != 1 or node.keywords:
        return []
    argument = node.args[0]
    if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
        return []
    module = runtime_module(argument.value)
    if module is None or names.resolve(node.func) != "importlib.import_module":
        return []
    quote = '"' if source.segment(argument).endswith('"') else "'"
    source.replace(argument, f"{quote}{module}{quote}")
    return [_finding("TF103", node, "runs in graph mode on the compat runtime", True)]


def _finding(code: str, node: ast.AST, message: str, fixable: bool, severity: str = "warning") -> Finding:
    return Finding(code, "", node.lineno, node.col_offset + 1, message, fixable, severity)  # type: ignore[attr-defined]
