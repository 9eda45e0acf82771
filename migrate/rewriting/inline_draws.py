"""Elements drawn inside an expression get a name: `sess.run(iterator.get_next())` -> `sess.run(next_element)`.

The same TensorFlow 1 program, with `next_element = iterator.get_next()` where the iterator is made: each run of a
`get_next` op draws one element, whether the program makes one such op or a new one for each run.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names, fresh, used

MAKERS = ("make_one_shot_iterator", "make_initializable_iterator", "from_structure", "from_string_handle")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def normalise(text: str, tree: ast.Module) -> tuple[str, list[int]] | None:
    """(the text with the names, the lines that were added); None where there is nothing to do."""
    if "get_next" not in text:
        return None
    names, source = Names(tree), Source(text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    taken = used(tree)
    lines: dict[int, list[str]] = {}
    for node in ast.walk(tree):
        if not _draws(node) or isinstance(parents[node], (ast.Assign, ast.Return, ast.Attribute, ast.Subscript)):
            continue
        made = _made(names, parents, node.func.value)  # type: ignore[attr-defined]
        if made is None:
            continue
        end = source.span(made)[1]
        if source.text[end : source.line_end(end)].strip().startswith(";") or node.lineno != node.end_lineno:
            continue
        name = fresh("next_element", taken)
        after = min(source.line_end(end), len(source.text))
        lines.setdefault(after, []).append(f"{source.indent_of(made)}{name} = {source.segment(node)}")
        source.replace(node, name)
    _flatten(tree, names, source, taken, lines)
    if not lines:
        return None
    added = source.insert_lines(lines)
    return source.result(), added


def _flatten(tree: ast.Module, names: Names, source: Source, taken: set[str], lines: dict[int, list[str]]) -> None:
    """`(a, b), self.c = iterator.get_next()`: plain names for the parts, which give theirs to the others."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call) or len(node.targets) != 1:
            continue
        target, func = node.targets[0], node.value.func
        if not isinstance(func, ast.Attribute) or func.attr != "get_next" or not isinstance(target, ast.Tuple):
            continue
        parts = [t for t in target.elts if not isinstance(t, ast.Name)]
        end = source.span(node)[1]
        alone = not source.text[end : source.line_end(end)].strip() or source.text[end:].lstrip(" ").startswith("#")
        if not parts or not alone or any(isinstance(t, ast.Starred) for t in parts):
            continue
        for part in parts:
            nested = isinstance(part, (ast.Tuple, ast.List))
            name = fresh("parts" if nested else getattr(part, "attr", "part"), taken)
            inner = ast.unparse(part)[1:-1] if isinstance(part, ast.Tuple) else source.segment(part)
            lines.setdefault(source.line_end(end), []).append(f"{source.indent_of(node)}{inner} = {name}")
            source.replace(part, name)


def _draws(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get_next"
        and isinstance(node.func.value, ast.Name)
        and not node.args
        and not node.keywords
    )


def _made(names: Names, parents: dict[ast.AST, ast.AST], iterator: ast.Name) -> ast.stmt | None:
    """The statement that makes the iterator: the only one that binds its name, and not in a loop."""
    scope = names.scope_of.get(iterator)
    owner = scope.find(iterator.id) if scope else None
    bindings = owner.bindings.get(iterator.id, []) if owner else []
    if len(bindings) != 1 or not isinstance(bindings[0], ast.Name):
        return None
    statement = parents.get(bindings[0])
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    made = statement.value
    if not isinstance(made, ast.Call) or not isinstance(made.func, ast.Attribute) or made.func.attr not in MAKERS:
        return None
    current = parents.get(statement)
    while current is not None and not isinstance(current, (*FUNCTIONS, ast.Module)):
        if not isinstance(current, ast.With):
            return None
        current = parents.get(current)
    return statement
