"""Import statements of TensorFlow 1 and Keras 2, one to one, on the `compat` runtime.

Every name that a statement binds keeps its name, and no statement binds the name `compat`, which programs use for
`tensorflow.python.util.compat`.
"""

from __future__ import annotations

import ast
import re

from migrate.edits import Source

RUNTIME = "compat.tf1"

# protocol buffers are the same in every TensorFlow, and compat.v2 asks for TensorFlow 2 by name
_KEPT = ("tensorflow.core", "tensorflow.compat.v2")
_ROOTS = (
    ("tensorflow._api.v1", RUNTIME),
    ("tensorflow.compat.v1", RUNTIME),
    # TensorFlow 2 still carries a tensorflow.python.keras of its own that nothing else knows
    ("tensorflow.python.keras", f"{RUNTIME}.keras"),
    ("tensorflow", RUNTIME),
    ("keras", "compat.keras"),
)
_FROM = re.compile(r"from\b(?:\s|\\\n)*(?P<module>[\w.]+(?:(?:\s|\\\n)*\.(?:\s|\\\n)*\w+)*)(?:\s|\\\n)+import\b")


def runtime_module(module: str) -> str | None:
    """The runtime's module for a module of TensorFlow or Keras, or None for one that stays."""
    if module.startswith("tensorflow_core."):
        module = "tensorflow." + module.partition(".")[2]
    elif module == "tensorflow_core":
        module = "tensorflow"
    if any(module == kept or module.startswith(kept + ".") for kept in _KEPT):
        return None
    for root, runtime in _ROOTS:
        if module == root or module.startswith(root + "."):
            return runtime + module[len(root) :]
    return None


def touches(node: ast.Import | ast.ImportFrom) -> bool:
    """Whether an import statement names TensorFlow or Keras."""
    if isinstance(node, ast.Import):
        return any(runtime_module(alias.name) for alias in node.names)
    return not node.level and bool(node.module) and runtime_module(node.module or "") is not None


def rewrite_import(source: Source, node: ast.Import | ast.ImportFrom) -> bool:
    """Registers the edits of one import statement; False where it stays as it is."""
    return _plain(source, node) if isinstance(node, ast.Import) else _from(source, node)


def _plain(source: Source, node: ast.Import) -> bool:
    if all(a.asname and _dotted(a.name) or not runtime_module(a.name) for a in node.names):
        # `import tensorflow.contrib.slim as slim`: only the module's name changes
        changed = False
        for alias in node.names:
            module = runtime_module(alias.name)
            if module:
                start, end = source.span(alias)
                width = re.match(r"[\w.]+", source.text[start:end])
                if width is None or width.group() != alias.name:  # spaces around the dots
                    return _split(source, node)
                source.replace_span(start, start + width.end(), module)
                changed = True
        return changed
    return _split(source, node)


def _dotted(name: str) -> bool:
    """Whether the runtime's module has a parent to be imported as `import parent.child as name`."""
    return (runtime_module(name) or "").count(".") > 1 or (runtime_module(name) or "").startswith("compat.keras.")


def _split(source: Source, node: ast.Import) -> bool:
    """`import os, tensorflow as tf` becomes a statement for each form, in the same order."""
    parts: list[str] = []
    plain: list[str] = []
    for alias in node.names:
        module = runtime_module(alias.name)
        if module and alias.asname and _dotted(alias.name):
            plain.append(f"{module} as {alias.asname}")
        elif module is None:
            plain.append(alias.name + (f" as {alias.asname}" if alias.asname else ""))
        else:
            if plain:
                parts.append("import " + ", ".join(plain))
                plain = []
            part = _bind(module, alias)
            if part not in parts:
                parts.append(part)
    if plain:
        parts.append("import " + ", ".join(plain))
    source.replace(node, _joined(source, node, parts))
    return True


def _bind(module: str, alias: ast.alias) -> str:
    if alias.asname is None:
        # `import tensorflow.contrib.slim` binds `tensorflow`; the runtime finds the rest by attribute
        root = alias.name.split(".")[0]
        parent, _, leaf = ("compat", "", "keras") if root == "keras" else RUNTIME.rpartition(".")
        return f"from {parent} import {_as(leaf, root)}"
    parent, _, leaf = module.rpartition(".")
    return f"from {parent} import {_as(leaf, alias.asname)}"


def _as(name: str, bound: str) -> str:
    return name if name == bound else f"{name} as {bound}"


def _from(source: Source, node: ast.ImportFrom) -> bool:
    module = node.module or ""
    if module in ("tensorflow.compat", "tensorflow_core.compat", "tensorflow.python") and any(
        _own_statement(module, alias) for alias in node.names
    ):
        return _split_from(source, node)
    target = runtime_module(module)
    start, end = source.span(node)
    found = _FROM.match(source.text, start, end)
    if found is None or target is None:
        return False
    source.replace_span(*found.span("module"), target)
    return True


def _own_statement(module: str, alias: ast.alias) -> tuple[str, str] | None:
    """(parent, leaf) of a name that lives elsewhere in the runtime than its module does."""
    if module.endswith(".compat") and alias.name == "v1":
        return "compat", "tf1"
    if module == "tensorflow.python" and alias.name == "keras":
        return RUNTIME, "keras"
    if module.endswith(".compat") and alias.name == "v2":
        return "tensorflow.compat", "v2"
    return None


def _split_from(source: Source, node: ast.ImportFrom) -> bool:
    target = runtime_module(node.module or "")
    groups: list[tuple[str, list[str]]] = []
    for alias in node.names:
        own = _own_statement(node.module or "", alias)
        parent, leaf = own if own else (target or "", alias.name)
        text = _as(leaf, alias.asname or alias.name)
        if groups and groups[-1][0] == parent:
            groups[-1][1].append(text)
        else:
            groups.append((parent, [text]))
    parts = [f"from {parent} import {', '.join(texts)}" for parent, texts in groups]
    if len(groups) == 1 and groups[0][0] == node.module:
        return False
    source.replace(node, _joined(source, node, parts))
    return True


def _joined(source: Source, node: ast.stmt, parts: list[str]) -> str:
    """Statements one below the other where the old one stood alone on its lines, else behind one another."""
    between = f"\n{source.indent_of(node)}" if source.alone(node) else "; "
    return between.join(parts)
