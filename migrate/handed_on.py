"""Files that take TensorFlow itself from another file: `from utils import *`, `from common import np, tf`."""

from __future__ import annotations

import ast

from migrate.names import Names


def words(tree: ast.Module) -> set[str]:
    """The names by which a file has TensorFlow itself, and so hands it on."""
    return {
        a.asname or a.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for a in node.names
        if a.name == "tensorflow"
    }


def taken(tree: ast.Module, module: str, handed: set[str]) -> set[str]:
    """The names by which a file takes TensorFlow from a module, known by its last word, that hands some names on."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] == module:
            for alias in node.names:
                found |= (
                    handed if alias.name == "*" else {alias.asname or alias.name} if alias.name in handed else set()
                )
        elif isinstance(node, ast.Attribute) and node.attr in handed and isinstance(node.value, ast.Name):
            found |= {node.attr} if node.value.id == module else set()
    return found


def names_with(text: str, module: str, handed: set[str]) -> Names | None:
    """The names of a file that takes TensorFlow from a module, as if it imported it; None for one that does not."""
    tree = ast.parse(text)
    found = taken(tree, module, handed)
    if not found:
        return None
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            node.names = [a for a in node.names if (a.asname or a.name) not in found] or [ast.alias("_nothing")]
    aliases = [ast.alias("tensorflow", None if name == "tensorflow" else name) for name in sorted(found)]
    tree.body.insert(0, ast.fix_missing_locations(ast.Import(aliases)))
    return Names(tree)
