"""`kernel_initializer=tf.zeros_initializer`, a class where an initializer is meant: TensorFlow 1 made one of it itself.

`tf.get_variable` does so too; its own rewriting reads the class.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names
from migrate.stages.tf_calls import INITIALIZERS

# those whose layers look their initializers up as tf.layers does: a function would be called with the shape
TAKING = ("tensorflow.layers.", "tensorflow.contrib.layers.", "tensorflow.nn.rnn_cell.", "tensorflow.contrib.rnn.")
CLASSES = {f"tensorflow.{name}" for name in INITIALIZERS if not name.startswith("contrib.")}
CLASSES |= {f"tensorflow.initializers.{name.removesuffix('_initializer')}" for name in INITIALIZERS if "." not in name}


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with `tf.zeros_initializer()`; None where nothing changes."""
    if "_initializer" not in text:
        return None
    names, source = Names(tree), Source(text)
    changed = False
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not (names.resolve(node.func) or "").startswith(TAKING):
            continue
        for keyword in node.keywords:
            meant = (keyword.arg or "").endswith("_initializer")
            if meant and isinstance(keyword.value, ast.Attribute) and names.resolve(keyword.value) in CLASSES:
                source.insert(source.span(keyword.value)[1], "()")
                changed = True
    return (source.result(), None) if changed else None
