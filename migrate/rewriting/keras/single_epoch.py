"""`Epoch 1/1`, which Keras 2.3 printed and Keras 3 does not."""

from __future__ import annotations

import ast

from migrate.blocks import block_of
from migrate.rewriting import arguments as args
from migrate.rewriting.keras.context import STANDALONE, Context

_LINE = 'print("Epoch 1/1")'


def obstacles(context: Context) -> None:
    """None: it is about what is printed."""


def rewrite(context: Context) -> None:
    source = context.source
    assert source is not None
    for name, position in (("fit", 3), ("fit_generator", 2)):
        for call in context.methods(name):
            if not _prints(context, call, position):
                continue
            statement = context.statement(call)
            start = source.span(statement)[0]
            at = source.line_start(start)
            own = not source.text[at:start].strip() and isinstance(statement, (ast.Expr, ast.Assign, ast.Return))
            if own and not _printed(context, statement):
                source.insert(at, f"{source.indent_of(statement)}{_LINE}\n")
                context.find("TF301", call, "Keras 2.3 printed the number of a single epoch, too")


def _printed(context: Context, statement: ast.stmt) -> bool:
    """Whether the statement before prints the line already."""
    block = block_of(statement, context.parents[statement]) or [statement]
    before = block[: block.index(statement)]
    return bool(before) and ast.unparse(before[-1]) == ast.unparse(ast.parse(_LINE))


def _prints(context: Context, call: ast.Call, position: int) -> bool:
    """Whether a model is certainly trained for one epoch and shows it."""
    assert isinstance(call.func, ast.Attribute)
    if not context.is_model(call.func.value) or args.starred(call) or context.overridden(call):
        return False
    if context.model_flavour(call.func.value) != STANDALONE or not (call.args or call.keywords):
        return False
    epochs = args.argument(call, "epochs", position) or args.argument(call, "nb_epoch")
    verbose = args.argument(call, "verbose", position + 1)
    return (epochs is None or context.constant(epochs) == 1) and (
        verbose is None or context.constant(verbose) in (1, 2)
    )
