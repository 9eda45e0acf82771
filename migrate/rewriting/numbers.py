"""Expressions that are certain to be plain numbers: whoever is given one keeps it, whatever changes later."""

from __future__ import annotations

import ast

NUMBERS = {"len", "int", "float", "abs", "round"}
BY_TEXT = {"setattr", "vars", "exec", "eval"}


def is_number(tree: ast.AST, node: ast.expr, depth: int = 0) -> bool:
    """Whether an expression gives a number or a text: by its form, or as an attribute that is given nothing else."""
    if depth > 8:
        return False
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.UnaryOp):
        return is_number(tree, node.operand, depth + 1)
    if isinstance(node, ast.BinOp):
        return is_number(tree, node.left, depth + 1) and is_number(tree, node.right, depth + 1)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in NUMBERS and not _bound(tree, node.func.id)
    if isinstance(node, ast.Subscript):
        return (
            isinstance(node.value, ast.Attribute)
            and node.value.attr == "shape"
            and isinstance(node.slice, ast.Constant)
        )
    return isinstance(node, ast.Attribute) and _given_numbers(tree, node.attr, depth)


def _given_numbers(tree: ast.AST, name: str, depth: int) -> bool:
    """Whether all attributes of a name that the program sets are set to numbers."""
    values: list[ast.expr] = []
    stores = 0
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Name)
            and node.id in BY_TEXT
            or isinstance(node, ast.Attribute)
            and node.attr == "__dict__"
        ):
            return False
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
            return False
        if isinstance(node, ast.ClassDef) and any(isinstance(n, ast.Name) and n.id == name for n in _of_class(node)):
            return False
        if isinstance(node, ast.Attribute) and node.attr == name and not isinstance(node.ctx, ast.Load):
            stores += 1
        if isinstance(node, ast.Assign):
            values += [node.value for t in node.targets if isinstance(t, ast.Attribute) and t.attr == name]
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Attribute) and node.target.attr == name:
            values.append(node.value)
    return 0 < stores == len(values) and all(is_number(tree, value, depth + 1) for value in values)


def _of_class(node: ast.ClassDef) -> list[ast.AST]:
    """What stands in a class outside of its methods."""
    return [n for s in node.body if not isinstance(s, ast.FunctionDef) for n in ast.walk(s)]


def _bound(tree: ast.AST, name: str) -> bool:
    return any(
        isinstance(n, ast.Name)
        and n.id == name
        and not isinstance(n.ctx, ast.Load)
        or isinstance(n, (ast.FunctionDef, ast.ClassDef))
        and n.name == name
        or isinstance(n, ast.arg)
        and n.arg == name
        for n in ast.walk(tree)
    )
