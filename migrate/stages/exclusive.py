"""Parts of a program of which each run of it takes one: `if FLAGS.train: train() else: test()`.

Several scripts that are read as one text are such parts too: one of them is what Python runs.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.blocks import block_of
from migrate.stages.attributes import plain

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

LOOPS = (ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def exclusive(interp: Interpreter, first: ast.AST, second: ast.AST) -> bool:
    """Whether two nodes stand in different branches of an `if` that is met once at most, or in different scripts."""
    ours, theirs = _branches(interp, first), _branches(interp, second)
    return any(ours[test] != theirs[test] for test in ours if test in theirs)


def pairwise(interp: Interpreter, nodes: list[ast.AST]) -> bool:
    """Whether no two of several nodes are both met in one run of the program."""
    return all(exclusive(interp, a, b) for at, a in enumerate(nodes) for b in nodes[:at])


def _branches(interp: Interpreter, node: ast.AST) -> dict[object, object]:
    """The tests around a node that are met once at most, and whether they hold where the node is met."""
    found: dict[object, object] = {}
    current, seen = node, {node}
    while not isinstance(current, ast.Module):
        holder = interp.parents.get(current)
        if isinstance(holder, LOOPS) or isinstance(current, ast.Lambda):
            found.clear()
        if isinstance(current, ast.stmt) and holder is not None:
            block = block_of(current, holder) or []
            if isinstance(holder, ast.If):
                found[holder] = block is holder.body
                if holder in interp.scripts:
                    found["script"] = interp.scripts[holder]
            for before in block[: block.index(current)] if block else []:
                if isinstance(before, ast.If) and isinstance(before.body[-1], (ast.Return, ast.Raise)):
                    found[before] = False
        if isinstance(holder, FUNCTIONS):
            calls = _calls(interp, holder) or _starts(interp, holder)
            holder = next(iter(calls.values())) if len(calls) == 1 and _named_once(interp, holder) else None
        if holder is None or holder in seen:
            return {}
        seen.add(holder)
        current = holder
    return found


def _calls(interp: Interpreter, function: ast.AST) -> dict[int, ast.AST]:
    """The calls of a function that are known so far, that which is being read included."""
    found: dict[int, ast.AST] = {id(c[0]): c[0] for c in interp.calls.get(id(function), [])}
    under_way = [c for f, c in zip(interp.stack, interp.call_nodes, strict=True) if f is function]
    return found | {id(c): c for c in under_way if c is not function}


def _starts(interp: Interpreter, function: ast.AST) -> dict[int, ast.AST]:
    """The calls of `tf.app.run()`, which calls `main`."""
    calls = [n for n in ast.walk(interp.tree) if isinstance(n, ast.Call)]
    found = [n for n in calls if interp.names.resolve(n.func) in ("tensorflow.app.run", "absl.app.run")]
    found = [n for n in found if _script(interp, n) == _script(interp, function)]
    return {id(n): n for n in found} if plain(getattr(function, "name", "")) == "main" else {}


def main_of(tree: ast.Module, call: ast.AST) -> str | None:
    """The name of the `main` of the file in which `tf.app.run()` stands, the last one before the call."""
    found = [n for n in tree.body if isinstance(n, ast.FunctionDef) and plain(n.name) == "main"]
    found = [n for n in found if n.lineno < call.lineno]  # type: ignore[attr-defined]
    return found[-1].name if found else None


def _script(interp: Interpreter, node: ast.AST) -> int:
    """Which of several scripts in one text a node stands in."""
    return sum(node.lineno >= line for line in interp.script_lines)  # type: ignore[attr-defined]


def _named_once(interp: Interpreter, function: ast.AST) -> bool:
    """Whether a function is only called, and that where it is named."""
    word = getattr(function, "name", None)
    found = 0
    for node in ast.walk(interp.tree):
        if isinstance(node, ast.Attribute) and node.attr == word:
            found += 2 if interp.names.resolve(node) is None else 0  # `tf.train` is another thing
        elif isinstance(node, ast.Name):
            found += node.id == word
    return word is not None and found <= 1


def opens(interp: Interpreter, session: ast.AST, run: ast.AST) -> bool:
    """Whether a run is the first thing that is done with the session that the statement before it makes."""
    made, ran = interp.parents.get(session), interp.parents.get(run)
    if not isinstance(made, ast.Assign) or not isinstance(ran, ast.Expr) or not isinstance(made.targets[0], ast.Name):
        return False
    holder = interp.parents.get(made)
    block = block_of(made, holder) if holder is not None else None
    if block is None or ran not in block or block.index(ran) < block.index(made):
        return False
    between = block[block.index(made) + 1 : block.index(ran)]
    word = made.targets[0].id
    return not any(isinstance(n, ast.Name) and n.id == word for s in between for n in ast.walk(s))
