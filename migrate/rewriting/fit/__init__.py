"""`--style fit`: training loops that only train, log and evaluate become `compile` and `fit` over a dataset.

The step stays the function that the default form calls in its loop, and the dataset gives it the same batches in the
same order, so the variables are the same afterwards. What the loop printed goes; Keras logs instead.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from migrate.rewriting.fit import batches, evaluation, facts, loops, returned, writing
from migrate.rewriting.fit.model import NotFit, Program

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def rewrite(context: Context, texts: dict[str, str], home: Callable[[ast.AST], str]) -> dict[str, str]:
    """The migrated files with their training loops as calls of `fit`; each loop that stays gets a note that says why.

    `home` tells the file of a node of the program before.
    """
    wanted, alone = facts.training(context)
    for node in alone:
        _kept(context, node, "the run stands in no loop of its own function")
    functions = facts.of(context)
    found = {}
    for name, text in texts.items():
        own = [node for node in wanted if home(node) == name]
        if name.endswith(".ipynb"):
            for node in own:
                _kept(context, node, "the cells of a notebook stay as they are")
            own = []
        found[name] = _file(context, Program(text, context.tf, functions), own) if own else text
    return found


def _file(context: Context, program: Program, wanted: list[ast.stmt]) -> str:
    found = loops.find(program)
    if len(found) != len(wanted):
        for node in wanted:
            _kept(context, node, "it is written anew, or it calls a method of an object")
        return program.text
    for old, new in zip(wanted, found, strict=True):
        try:
            _one(context, program, old, new)
        except NotFit as error:
            where = getattr(error.node, "lineno", None)
            shown = ""
            if error.node is not new and isinstance(error.node, ast.stmt) and where is not None:
                shown = f" (`{ast.unparse(error.node).splitlines()[0][:60]}`)"
            _kept(context, old, error.reason + shown)
    return program.source.result()


def _kept(context: Context, node: ast.AST, reason: str) -> None:
    context.note(node, "TF321", f"the training loop stays: {reason}", fixable=False, severity="note")


def _one(context: Context, program: Program, old: ast.stmt, new: ast.stmt) -> None:
    from migrate.rewriting.native import comment_start

    loop = loops.read(program, new)
    loop.function = returned.with_loss(program, loop.function)
    taken: list[str] = []

    def fresh(*names: str) -> str:
        name = context.fresh(*names)
        taken.append(name)
        return name

    data = batches.plan(program, loop, fresh)
    checked = evaluation.plan(program, loop, data)
    blocks = writing.blocks(program, loop, data, checked, fresh)
    returned.write(program, loop.function)
    source = program.source
    indent = source.indent_of(loop.outer)
    start, end = source.span(loop.outer)
    start = source.line_start(start)
    first = comment_start(source, start)
    comments = source.text[first:start]
    apart = "\n" * (1 if indent else 2)
    while first > 0 and source.text[:first].endswith("\n\n"):
        first -= 1
    definitions = [_indented(block, indent) for block in blocks[:-1]]
    closing = source.text[source.line_end(end) :]
    text = apart + "".join(block + apart for block in definitions) + comments + _indented(blocks[-1], indent)
    if not closing.strip():
        text = text.rstrip("\n") + "\n"
    source.replace_span(first, source.line_end(end), text)
    logged = _logged(loop, checked)
    words = f"Keras's log of {logged} takes" if logged else "Keras's log of the steps takes"
    printed = "what it printed" if loop.log_statements else "it"
    context.note(old, "TF320", f"the training loop becomes `fit`; {words} the place of {printed}")


def _indented(lines: list[str], indent: str) -> str:
    return "".join((indent + line if line else "") + "\n" for line in lines)


def _logged(loop: loops.Loop, checked: evaluation.Evaluation) -> str:
    labels = [r.label for r in loop.function.results if r.number]
    labels += [r.label for call in checked.in_step for r in call.function.results]
    labels += [f"val_{r.label}" for call in checked.calls for r in call.function.results]
    return ", ".join(f"`{label}`" for label in dict.fromkeys(labels))
