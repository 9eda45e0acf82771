"""The batches of `numpy_input_fn` as a dataset.

TensorFlow 1 put rows into a queue of 1000 and drew from it: epochs run into each other, and the last batch of a limited
number of them is a short one. A shuffled order is another one in each run, in TensorFlow 1 too.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

NAME = "estimator.inputs.batches"  # (arrays, batch size, epochs, shuffled): exists only between two rewritings
QUEUE = 1000
LONG = 100


def rewrite_call(context: Context, node: ast.Call) -> None:
    source = context.source
    arrays, size, epochs, shuffle = node.args
    text = f"{context.tf}.data.Dataset.from_tensor_slices({source.expression(arrays)})"
    if isinstance(shuffle, ast.Constant) and shuffle.value:
        text += f".shuffle({QUEUE})"
        context.note(node, "TF301", "the order of the batches is drawn anew, as TensorFlow 1 did with a queue")
    if not isinstance(epochs, ast.Constant):
        text += f".repeat({source.expression(epochs)})"
    elif epochs.value != 1:
        text += ".repeat()" if epochs.value is None else f".repeat({epochs.value})"
    text += f".batch({source.expression(size)})"
    statement = context.interp.parents.get(node)
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        name, head = statement.targets[0].id, text.index(").") + 1
        if len(name) + len(text) > LONG:
            text = f"{text[:head]}\n{context.final_indent(statement)}{name} = {name}{text[head:]}"
    source.replace(node, text)
