"""`from tensorflow import placeholder` -> `tf.placeholder`: one spelling before the other rules run."""

from __future__ import annotations

import ast

from migrate.blocks import blocks
from migrate.edits import Source
from migrate.names import Names

PACKAGES = ("tensorflow", "tensorflow.contrib", "tensorflow.train", "tensorflow.nn")
KEPT = {"keras"}


def normalise(text: str, tree: ast.Module) -> str | None:
    """The text with TensorFlow's parts spelled through the package; None when there is nothing to change."""
    names = Names(tree)
    imports = [n for n in ast.walk(tree) if isinstance(n, (ast.Import, ast.ImportFrom)) and (_parts(n) or _inner(n))]
    if not imports:
        return None
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    imports = [n for n in imports if _parts(n) or _public(names, tree, parents, n)]
    if not imports:
        return None
    source = Source(text)
    alias = _alias(tree)
    added = alias is None
    if alias is None:
        taken = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
        alias = "tensorflow" if "tf" in taken else "tf"
    line = "import tensorflow" if alias == "tensorflow" else f"import tensorflow as {alias}"
    local: set[str] = set()
    for node in imports:
        moved = _parts(node) or list(node.names)
        local |= {a.asname or a.name.split(".")[0] for a in moved}
        kept = [a for a in node.names if a not in moved]
        new = []
        if added:
            new.append(line)
            added = False
        if kept and isinstance(node, ast.ImportFrom):
            words = [a.name + (f" as {a.asname}" if a.asname else "") for a in kept]
            new.append(f"from {node.module} import {', '.join(words)}")
        if new:
            indent = source.indent_of(node)
            source.replace(node, ("\n" + indent).join(new))
        elif _alone(tree, node) or not source.alone(node):
            source.replace(node, "pass")
        else:
            start, end = source.span(node)
            source.replace_span(source.line_start(start), source.line_end(end), "")
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in local:
            path = names.resolve(node)
            if path and path.startswith("tensorflow."):
                if not isinstance(node.ctx, ast.Load):
                    return None
                symbol = _symbol(names, parents, node) or node
                source.replace(symbol, alias + (names.resolve(symbol) or path).removeprefix("tensorflow"))
    return source.result()


def _inner(node: ast.Import | ast.ImportFrom) -> bool:
    """An import from TensorFlow's own modules: `from tensorflow.python.framework import ops`."""
    return isinstance(node, ast.ImportFrom) and not node.level and _internal(node.module) and not _parts(node)


def _public(names: Names, tree: ast.Module, parents: dict[ast.AST, ast.AST], node: ast.Import | ast.ImportFrom) -> bool:
    """Whether all that is used of such an import are public symbols."""
    local = {a.asname or a.name for a in node.names}
    uses = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in local and _internal(names.resolve(n))]
    return "*" not in local and all(_symbol(names, parents, use) for use in uses)


def _internal(path: str | None) -> bool:
    """Whether a path leads into TensorFlow's own modules; those of Keras have rules of their own."""
    inside = path is not None and path.startswith("tensorflow.") and ".python." in path + "."
    return inside and not path.startswith("tensorflow.python.keras")  # type: ignore[union-attr]


def _symbol(names: Names, parents: dict[ast.AST, ast.AST], use: ast.Name) -> ast.expr | None:
    """The expression around a use that is a symbol of the public API."""
    node: ast.AST | None = use
    while isinstance(node, (ast.Name, ast.Attribute)):
        path = names.resolve(node)
        if path and not _internal(path):
            return node
        node = parents.get(node)
    return None


def _parts(node: ast.Import | ast.ImportFrom) -> list[ast.alias]:
    """The imported names of a statement that are parts of TensorFlow."""
    if isinstance(node, ast.Import):
        return [a for a in node.names if len(node.names) == 1 and a.asname and a.name.startswith("tensorflow.contrib.")]
    module = node.module or ""
    if node.level or module not in PACKAGES and not module.startswith("tensorflow.contrib."):
        return []
    return [a for a in node.names if a.name != "*" and not (module == "tensorflow" and a.name in KEPT)]


def _alias(tree: ast.Module) -> str | None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name == "tensorflow":
                    return alias.asname or "tensorflow"
    return None


def _alone(tree: ast.Module, node: ast.stmt) -> bool:
    return any([node] in blocks(parent) for parent in ast.walk(tree))
