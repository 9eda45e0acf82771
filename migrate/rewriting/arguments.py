"""Edits of one call's arguments that leave its other arguments and their layout as they are."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from migrate.edits import Source


def keyword(call: ast.Call, *names: str) -> ast.keyword | None:
    return next((k for k in call.keywords if k.arg in names), None)


def argument(call: ast.Call, name: str, position: int | None = None) -> ast.expr | None:
    """The value given for a parameter, by keyword or by position (from 0)."""
    found = keyword(call, name)
    if found:
        return found.value
    if position is not None and position < len(call.args):
        if not any(isinstance(a, ast.Starred) for a in call.args[: position + 1]):
            return call.args[position]
    return None


def starred(call: ast.Call) -> bool:
    """Whether some arguments cannot be seen: `*args` or `**kwargs`."""
    return any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords)


def defaults(definition: ast.FunctionDef) -> dict[str, ast.expr]:
    """The default of each parameter of a function that has one."""
    arguments = definition.args
    names = [a.arg for a in [*arguments.posonlyargs, *arguments.args]]
    found = dict(zip(reversed(names), reversed(arguments.defaults), strict=False))
    own = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
    return found | {a.arg: d for a, d in own if d is not None}


def rename(source: Source, item: ast.keyword, name: str) -> None:
    start, _ = source.span(item)
    source.replace_span(start, start + len(item.arg or ""), name)


def set_value(source: Source, node: ast.expr, text: str) -> None:
    source.replace(node, text)


def name_positionals(source: Source, call: ast.Call, names: Iterable[str], first: int = 0) -> None:
    """Gives names to positional arguments from `first` on: `f(x, 3)` -> `f(x, epochs=3)`."""
    for node, name in list(zip(call.args, names, strict=False))[first:]:
        put(source, _span(source, node)[0], f"{name}=")


def remove(source: Source, call: ast.Call, items: Iterable[ast.expr | ast.keyword]) -> None:
    """Takes arguments out of a call together with the comma that parted them from their neighbours."""
    gone = {id(item) for item in items}
    everything = ordered(source, call)
    kept_before = False
    for index, item in enumerate(everything):
        start, end = _span(source, item)
        if id(item) not in gone:
            kept_before = True
            continue
        if kept_before:
            source.replace_span(_span(source, everything[index - 1])[1], end, "")
        elif index + 1 < len(everything):
            source.replace_span(start, _span(source, everything[index + 1])[0], "")
        else:
            source.replace_span(start, _closing(source, call), "")


def add(
    source: Source,
    call: ast.Call,
    *texts: str,
    first: bool = False,
    gone: Iterable[ast.expr | ast.keyword] = (),
) -> None:
    """Adds arguments at the end of a call, or before its first one, and takes those in `gone` out of it.

    To be called once all other edits of the call's arguments are made.
    """
    dropped = {id(item) for item in gone}
    kept = [item for item in ordered(source, call) if id(item) not in dropped]
    text = ", ".join(texts)
    if not kept:
        opening = source.text.index("(", source.span(call.func)[1])
        source.replace_span(opening + 1, _closing(source, call), text)
        return
    remove(source, call, gone)
    if text and first:
        put(source, _span(source, kept[0])[0], f"{text}, ")
    elif text:
        put(source, _span(source, kept[-1])[1], f", {text}")


def put(source: Source, offset: int, text: str) -> None:
    """Inserts text before whatever stands at an offset, replacements that begin there included."""
    there = [e for e in source.edits.values() if e.start == offset < e.end]
    if there:
        edit = max(there, key=lambda e: e.end)
        source.replace_span(edit.start, edit.end, text + edit.text)
    else:
        source.insert(offset, text)


def ordered(source: Source, call: ast.Call) -> list[ast.expr | ast.keyword]:
    return sorted([*call.args, *call.keywords], key=lambda n: source.span(n)[0])


def _span(source: Source, node: ast.AST) -> tuple[int, int]:
    """The span of an argument with the parentheses around it."""
    start, end = source.span(node)
    if isinstance(node, ast.keyword):
        start_value, end_value = _span(source, node.value)
        return start, end_value
    text = source.text
    while True:
        before = start - 1
        while before >= 0 and text[before] in " \t\n\\":
            before -= 1
        after = end
        while after < len(text) and text[after] in " \t\n\\":
            after += 1
        opens = before >= 0 and text[before] == "(" and after < len(text) and text[after] == ")"
        # the parenthesis of a call follows a name, a closing bracket or a quote
        if not opens or (before and (text[before - 1].isalnum() or text[before - 1] in "_)]\"'")):
            return start, end
        start, end = before, after + 1


def _closing(source: Source, call: ast.Call) -> int:
    return source.span(call)[1] - 1
