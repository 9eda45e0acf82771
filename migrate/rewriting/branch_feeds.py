"""Runs whose feed dict has other keys in each branch before them stand in the branches.

    if step == 0:                                       if step == 0:
        feed = {x: a}                                       state = sess.run(last, {x: a})
    else:                                               else:
        feed = {x: a, start: state}                         state = sess.run(last, {x: a, start: state})
    state = sess.run(last, feed)

The same TensorFlow 1 program, in which each run has one feed dict.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.blocks import blocks
from migrate.edits import Source, reindent
from migrate.names import Names, Scope
from migrate.rewriting.feeds import fed_by


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such runs in the branches; None where there are none."""
    if "else:" not in text or ".run(" not in text and ".eval(" not in text:
        return None
    names, source = Names(tree), Source(text)
    found: dict[tuple[Scope | None, str], list[_Choice]] = {}
    for node in ast.walk(tree):
        for block in blocks(node):
            for first, second in zip(block, block[1:], strict=False):
                choice = _choice(source, first, second)
                if choice is not None:
                    name = choice.fed.id
                    scope = names.scope_of.get(choice.fed, names.module_scope).find(name)
                    found.setdefault((scope, name), []).append(choice)
    for (scope, name), choices in found.items():
        known = [n for c in choices for n in (c.fed, *(e.targets[0] for e in c.ends))]
        used = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id == name]
        used = [n for n in used if names.scope_of.get(n, names.module_scope).find(name) is scope]
        if all(any(n is k for k in known) for n in used):
            for choice in choices:
                _move(source, choice)
    return (source.result(), None) if source.edits else None


@dataclass
class _Choice:
    """The ends of the branches that make a feed dict, the statement after them that runs with it, and its name."""

    ends: list[ast.Assign]
    run: ast.stmt
    fed: ast.Name


def _choice(source: Source, test: ast.stmt, run: ast.stmt) -> _Choice | None:
    """Branches that do nothing but make a feed dict of different keys, and the run after them."""
    ends = _ends(test) if isinstance(test, ast.If) else None
    if ends is None or not isinstance(run, (ast.Assign, ast.Expr)):
        return None
    dicts = [end.value for end in ends]
    names = {end.targets[0].id for end in ends}  # type: ignore[attr-defined]
    keys = {tuple(ast.unparse(k) for k in d.keys if k) for d in dicts}  # type: ignore[attr-defined]
    if len(names) > 1 or len(keys) == 1 or any(None in d.keys for d in dicts):  # type: ignore[attr-defined]
        return None
    fed = [n for n in (fed_by(c) for c in ast.walk(run)) if isinstance(n, ast.Name) and n.id in names]
    first = source.line_start(source.span(run)[0])
    if len(fed) != 1 or not source.alone(run):
        return None
    between = source.text[source.line_end(source.span(test)[1]) : first]
    if between.strip() or not all(source.alone(e) for e in ends):
        return None
    return _Choice(ends, run, fed[0])


def _move(source: Source, choice: _Choice) -> None:
    """Puts the run into the branches before it."""
    run, ends = choice.run, choice.ends
    start, end = source.span(run)
    lines = source.line_start(start), source.line_end(end)
    text = source.text[start : lines[1]].rstrip("\n")
    place, name = source.span(choice.fed)[0] - start, choice.fed.id
    inline = all(e.lineno == e.end_lineno for e in [run, *ends]) and _plain(run, choice.fed)
    for branch in ends:
        indent = source.indent_of(branch)
        if inline:
            given = source.segment(branch.value)
            source.replace(branch, source.segment(run)[:place] + given + source.segment(run)[place + len(name) :])
            continue
        moved = reindent(text, len(source.indent_of(run)), indent)
        source.insert(source.line_end(source.span(branch)[1]), moved + "\n")
    source.replace_span(*lines, "")


def _plain(run: ast.stmt, fed: ast.Name) -> bool:
    """Whether a run computes nothing before what it is fed."""
    calls = [n for n in ast.walk(run) if isinstance(n, ast.Call)]
    values = [v for c in calls for v in [*c.args, *(k.value for k in c.keywords)] if v is not fed]
    light = (ast.Name, ast.Attribute, ast.Constant, ast.List, ast.Tuple, ast.Load)
    return len(calls) == 1 and all(isinstance(n, light) for v in values for n in ast.walk(v))


def _ends(node: ast.If) -> list[ast.Assign] | None:
    """The statements of all branches, each of which gives a name to a dict."""
    if len(node.body) != 1 or len(node.orelse) != 1:
        return None
    found: list[ast.Assign] = []
    for statement in (node.body[0], node.orelse[0]):
        if isinstance(statement, ast.If):
            inner = _ends(statement)
            if inner is None:
                return None
            found += inner
        elif (
            isinstance(statement, ast.Assign)
            and len(statement.targets) == 1
            and isinstance(statement.targets[0], ast.Name)
            and isinstance(statement.value, ast.Dict)
        ):
            found.append(statement)
        else:
            return None
    return found
