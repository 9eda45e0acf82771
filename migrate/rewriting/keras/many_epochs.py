"""Many epochs over arrays of the program: one dataset that repeats.

Keras 3 builds the pipeline over arrays anew in each epoch, which takes many times as long as a small epoch itself. Over
a dataset that repeats, with the number of its batches, `fit` keeps one iterator. Each epoch still has every row once,
in batches of the same sizes, and prints the same. Rows that surely make one batch need no shuffling; where there may
be several batches, whose order is drawn by TensorFlow then, only very many epochs are worth it.
"""

from __future__ import annotations

import ast

from migrate.rewriting import arguments as args
from migrate.rewriting.keras.context import Context

_MANY, _VERY_MANY = 200, 1000
_KEPT = ("x", "y", "epochs", "nb_epoch", "verbose", "callbacks", "batch_size", "shuffle")
_BATCH = "32"  # what Keras takes when nothing is said
_ARRAYS = frozenset(
    "numpy." + name
    for name in "array asarray loadtxt genfromtxt zeros ones arange linspace eye reshape concatenate vstack hstack "
    "column_stack expand_dims stack random.rand random.randn random.random random.uniform random.normal "
    "random.randint random.random_sample".split()
)


def obstacles(context: Context) -> None:
    """None: a call that is left alone computes the same, only slower."""


def rewrite(context: Context) -> None:
    for call in context.methods("fit"):
        assert isinstance(call.func, ast.Attribute)
        if context.is_model(call.func.value) and not context.overridden(call) and _plain(context, call):
            _over_dataset(context, call)


def _plain(context: Context, call: ast.Call) -> bool:
    """Whether a model is fitted to two arrays for many epochs, with nothing that a dataset would change."""
    if args.starred(call) or len(call.args) > 2 or any(k.arg not in _KEPT for k in call.keywords):
        return False
    epochs = context.constant(args.argument(call, "epochs") or args.argument(call, "nb_epoch"))
    if not isinstance(epochs, int) or epochs < _MANY or context.constant(_shuffle(call)) not in (True, False):
        return False
    x, y = args.argument(call, "x", 0), args.argument(call, "y", 1)
    size = args.argument(call, "batch_size")
    if size is not None and not isinstance(context.constant(size), int):
        return False
    if epochs < _VERY_MANY and _shuffles(context, call):
        return False
    statement = context.statement(call)
    alone = isinstance(statement, (ast.Expr, ast.Assign)) and statement.value is call
    return alone and all(isinstance(n, ast.Name) and is_array(context, n) for n in (x, y))


def _shuffles(context: Context, call: ast.Call) -> bool:
    """Whether the order of the rows is drawn anew in each epoch, and decides which of them share a batch."""
    return context.constant(_shuffle(call)) is not False and not _one_batch(context, call)


def _one_batch(context: Context, call: ast.Call) -> bool:
    """Whether the rows are written in the program, and no more than a batch has."""
    rows = _rows(context, args.argument(call, "x", 0))
    size = args.argument(call, "batch_size")
    return rows is not None and rows <= (context.constant(size) if size is not None else int(_BATCH))


def _rows(context: Context, node: ast.AST | None, depth: int = 8) -> int | None:
    """The number of rows of an array that is made of a written list."""
    values = context.values(node) if node is not None else None
    if depth == 0 or not values or len(values) != 1:
        return None
    value = values[0]
    if isinstance(value, (ast.List, ast.Tuple)):
        return None if any(isinstance(e, ast.Starred) for e in value.elts) else len(value.elts)
    if isinstance(value, ast.Call) and context.names.resolve(value.func) in ("numpy.array", "numpy.asarray"):
        return _rows(context, value.args[0], depth - 1) if value.args else None
    return _rows(context, value, depth - 1) if value is not node else None


def _shuffle(call: ast.Call) -> ast.expr:
    return args.argument(call, "shuffle") or ast.Constant(True)


def is_array(context: Context, node: ast.AST, depth: int = 8) -> bool:
    """Whether an expression is certainly a numpy array with rows."""
    if depth == 0:
        return False
    values = context.values(node)
    if not values or len(values) > 1 or values[0] is not node:
        return bool(values) and all(v is not node and is_array(context, v, depth - 1) for v in values or [])
    if isinstance(node, ast.Call):
        if (context.names.resolve(node.func) or "") in _ARRAYS:
            return bool(node.args)
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        return method in ("astype", "reshape") and is_array(context, node.func.value, depth - 1)  # type: ignore[attr-defined]
    if isinstance(node, ast.BinOp):
        return is_array(context, node.left, depth - 1) or is_array(context, node.right, depth - 1)
    if isinstance(node, ast.Subscript):
        first = node.slice.elts[0] if isinstance(node.slice, ast.Tuple) else node.slice
        return isinstance(first, ast.Slice) and is_array(context, node.value, depth - 1)
    return False


def _over_dataset(context: Context, call: ast.Call) -> None:
    source = context.source
    assert source is not None
    statement = context.statement(call)
    if not source.begins_line(source.span(statement)[0]):
        return
    x, y = args.argument(call, "x", 0), args.argument(call, "y", 1)
    assert x is not None and y is not None
    given = args.argument(call, "batch_size")
    size = source.expression(given) if given is not None else _BATCH
    rows, labels = source.expression(x), source.expression(y)
    data = context.fresh("train_data")
    shuffled = f".shuffle(len({rows}))" if _shuffles(context, call) else ""
    tf = context.module("tensorflow", "tf")
    line = f"{data} = {tf}.data.Dataset.from_tensor_slices(({rows}, {labels})){shuffled}.batch({size}).repeat()"
    source.insert(source.line_start(source.span(statement)[0]), f"{source.indent_of(statement)}{line}\n")
    source.replace(x, data)
    steps = f"steps_per_epoch={context.module('math')}.ceil(len({rows}) / {size})"
    gone = [k for k in call.keywords if k.arg in ("batch_size", "shuffle", "y")]
    if y in call.args:
        source.replace(y, steps)
        args.remove(source, call, gone)
    else:
        args.add(source, call, steps, gone=gone)
    context.find("TF301", call, "Keras 3 builds the pipeline over arrays anew in each epoch; a dataset keeps one")
