"""`tf.contrib.keras` is `tf.keras` under its first name: one spelling of the same modules before other rules run."""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names

OLD, NEW = "tensorflow.contrib.keras", "tensorflow.keras"
API = f"{OLD}.api.keras"


def normalise(text: str, tree: ast.Module) -> str | None:
    """The text with Keras where TensorFlow 1.4 and later has it; None when there is nothing to change."""
    if "keras" not in text or "contrib" not in text:
        return None
    names, source = Names(tree), Source(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            words = [_renamed(a.name) + (f" as {a.asname}" if a.asname else "") for a in node.names]
            # without `as` the name would be used through the package `contrib`
            if any(_keras(a.name) and a.asname for a in node.names):
                source.replace(node, f"import {', '.join(words)}")
        elif isinstance(node, ast.ImportFrom) and not node.level:
            _from(source, node)
        elif isinstance(node, ast.Attribute) and names.resolve(node) == OLD and isinstance(node.value, ast.Attribute):
            source.replace(node, f"{source.expression(node.value.value)}.keras")
    return source.result() if source.edits else None


def _from(source: Source, node: ast.ImportFrom) -> None:
    words = ", ".join(a.name + (f" as {a.asname}" if a.asname else "") for a in node.names)
    module = node.module or ""
    if module == "tensorflow.contrib" and [a.name for a in node.names] == ["keras"]:
        source.replace(node, f"from tensorflow import {words}")
    elif _keras(module) and all(a.name not in ("*", "api") for a in node.names):
        source.replace(node, f"from {_renamed(module)} import {words}")


def _keras(module: str) -> bool:
    return (module == OLD or module.startswith(OLD + ".")) and ".python." not in module


def _renamed(module: str) -> str:
    for old in (API, OLD):
        if _keras(module) and (module == old or module.startswith(old + ".")):
            return NEW + module[len(old) :]
    return module
