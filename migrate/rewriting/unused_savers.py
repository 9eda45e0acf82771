"""Savers that a program makes and neither saves nor restores with: their statements go.

`saver = tf.train.Saver()` whose name nothing reads has written nothing, so what its variables are called in a
checkpoint does not matter.
"""

from __future__ import annotations

import ast

from migrate.blocks import block_of
from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting.shared_lines import shared
from migrate.stages.attributes import is_attribute, plain

SAVER = "tensorflow.train.Saver"
BY_TEXT = {"globals", "locals", "vars", "getattr", "exec", "eval"}
PLAIN = (ast.Name, ast.Attribute, ast.Constant, ast.List, ast.Tuple, ast.Load, ast.BinOp, ast.Add, ast.keyword)
LISTS = {f"tensorflow.{name}" for name in ("global_variables", "all_variables", "trainable_variables")}


def normalise(text: str, tree: ast.Module) -> tuple[str, None, list[tuple[int, str, str]]] | None:
    """(the text without such savers, None, what is to be said); None where there are none."""
    if "Saver(" not in text:
        return None
    source, names = Source(text), Names(tree)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    if any(isinstance(n, ast.Name) and n.id in BY_TEXT for n in ast.walk(tree)):
        return None
    notes = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not _makes(names, node.value) or shared(source, node):
            continue
        if len(node.targets) != 1 or not _unread(tree, names, node.targets[0]):
            continue
        start, end = source.span(node)
        if block_of(node, parents[node]) == [node]:
            source.replace(node, "pass")
        else:
            source.replace_span(source.line_start(start), source.line_end(end), "")
        name = plain(ast.unparse(node.targets[0]))
        notes.append((node.lineno, "TF315", f"`{name}` saves and restores nothing, and goes"))
    return (source.result(), None, notes) if notes else None


def _makes(names: Names, node: ast.expr) -> bool:
    """Whether an expression makes a saver and does nothing else."""
    if not isinstance(node, ast.Call) or names.resolve(node.func) != SAVER:
        return False
    for given in [*node.args, *(k.value for k in node.keywords)]:
        for inner in ast.walk(given):
            listing = isinstance(inner, ast.Call) and names.resolve(inner.func) in LISTS
            if not listing and not isinstance(inner, PLAIN):
                return False
    return True


def _unread(tree: ast.Module, names: Names, target: ast.expr) -> bool:
    """Whether nothing reads the name, or the attribute of an object that was written as a scope."""
    if not isinstance(target, ast.Name):
        return False
    owner = names.scope_of.get(target, names.module_scope).find(target.id)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == target.id and not isinstance(node.ctx, ast.Store):
            if names.scope_of.get(node, names.module_scope).find(node.id) is owner:
                return False
        elif isinstance(node, ast.Name) and node.id == target.id and node is not target:
            return False
        elif isinstance(node, ast.Attribute) and node.attr == plain(target.id):
            if is_attribute(target.id) or owner is names.module_scope:
                return False  # of the object, or of the file as a module
        elif isinstance(node, ast.alias) and target.id in (node.name, node.asname):
            return False
        elif isinstance(node, ast.Global) and target.id in node.names:
            return False
    return True
