"""States that are fed tensor by tensor are fed as a whole.

    for i, (c, h) in enumerate(model.initial_state):            feed[model.initial_state] = state
        feed[c] = state[i].c
        feed[h] = state[i].h

    {x: batch, start.c: state.c, start.h: state.h}              {x: batch, start: state}

The same TensorFlow 1 program: a state that is a key of a feed dict stands for its tensors, in their order.
"""

from __future__ import annotations

import ast

from migrate.edits import Source


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such states fed as a whole; None where there are none."""
    if ".c" not in text or ".h" not in text or ".run(" not in text:
        return None
    source = Source(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            _parts(source, node)
        elif isinstance(node, ast.For):
            _loop(tree, source, node)
    return (source.result(), None) if source.edits else None


def _parts(source: Source, node: ast.Dict) -> None:
    """`start.c: state.c, start.h: state.h`, one behind the other."""
    at = 0
    while at + 1 < len(node.keys):
        found = [_field(node.keys[i], node.values[i]) for i in (at, at + 1)]
        if None not in found and found[0][:2] == found[1][:2] and [f[2] for f in found] == ["c", "h"]:  # type: ignore[index]
            start, end = source.span(node.keys[at])[0], source.span(node.values[at + 1])[1]  # type: ignore[arg-type]
            source.replace_span(start, end, f"{found[0][0]}: {found[0][1]}")  # type: ignore[index]
            at += 1
        at += 1


def _field(key: ast.expr | None, value: ast.expr) -> tuple[str, str, str] | None:
    """(the state, what is fed for it, the field) of an item over one tensor."""
    if not isinstance(key, ast.Attribute) or not isinstance(value, ast.Attribute) or key.attr != value.attr:
        return None
    if not _plain(key.value) or not _plain(value.value):
        return None
    return ast.unparse(key.value), ast.unparse(value.value), key.attr


def _loop(tree: ast.Module, source: Source, node: ast.For) -> None:
    """The loop over the states of several layers."""
    made, target = node.iter, node.target
    call = isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == "enumerate"
    if not call or len(made.args) != 1 or made.keywords or not _plain(made.args[0]) or node.orelse:  # type: ignore[attr-defined]
        return
    names = [n.id for n in ast.walk(target) if isinstance(n, ast.Name)]
    if len(names) != 3 or len(set(names)) < 3 or ast.unparse(target).replace(" ", "") != "({},({},{}))".format(*names):
        return
    index, c, h = names
    fed = [_item(s) for s in node.body]
    if len(fed) != 2 or None in fed or fed[0][0] != fed[1][0]:  # type: ignore[index]
        return
    feed = fed[0][0]  # type: ignore[index]
    state = fed[0][2].removesuffix(f"[{index}].c")  # type: ignore[index]
    if [f[1:] for f in fed] != [(c, f"{state}[{index}].c"), (h, f"{state}[{index}].h")] or not state.isidentifier():  # type: ignore[index]
        return
    inside = {id(n) for n in ast.walk(node)}
    if any(isinstance(n, ast.Name) and n.id in names and id(n) not in inside for n in _around(tree, node)):
        return  # what the loop binds is read behind it
    source.replace(node, f"{feed}[{source.segment(made.args[0])}] = {state}")  # type: ignore[attr-defined]


def _around(tree: ast.Module, node: ast.For) -> list[ast.AST]:
    """What stands in the function or module of a loop behind it, or in a loop around it."""
    scopes = [n for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.Lambda, ast.Module))]
    holder = [s for s in scopes if any(n is node for n in ast.walk(s))][-1]
    loops = [n for n in ast.walk(holder) if isinstance(n, (ast.For, ast.While)) and n is not node]
    around = any(node is inner for loop in loops for inner in ast.walk(loop))
    return [n for n in ast.walk(holder) if around or getattr(n, "lineno", 0) > (node.end_lineno or 0)]


def _item(statement: ast.stmt) -> tuple[str, str, str] | None:
    """(the dict, the key, the value) of `feed[c] = state[i].c`."""
    target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
    if not isinstance(target, ast.Subscript) or not isinstance(target.value, ast.Name):
        return None
    return target.value.id, ast.unparse(target.slice), ast.unparse(statement.value)  # type: ignore[attr-defined]


def _plain(node: ast.expr) -> bool:
    """A name, or an attribute of one."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)
