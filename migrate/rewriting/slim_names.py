"""`slim.conv2d` -> `tf.contrib.layers.conv2d`: the same function of TensorFlow 1 by the name of its own module."""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names
from migrate.stages.tf_calls import LAYERS, STATELESS_LAYERS

PREFIX = "tensorflow.contrib.slim."
OF_LAYERS = {n.removeprefix("contrib.layers.") for n in (*LAYERS, *STATELESS_LAYERS) if n.startswith("contrib.layers.")}
OF_LAYERS |= {"l1_regularizer", "l2_regularizer", "xavier_initializer", "xavier_initializer_conv2d"}
OF_LAYERS |= {"variance_scaling_initializer", "one_hot_encoding"}


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such names; None where there are none."""
    if "slim" not in text:
        return None
    names, source = Names(tree), Source(text)
    alias = next(
        (n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and names.resolve(n) == "tensorflow"),
        None,
    )
    if alias is None:
        return None
    for node in ast.walk(tree):
        path = names.resolve(node) if isinstance(node, (ast.Attribute, ast.Name)) else None
        if path is None or not path.startswith(PREFIX) or not isinstance(node.ctx, ast.Load):
            continue
        name = path.removeprefix(PREFIX)
        if name in OF_LAYERS:
            source.replace(node, f"{alias}.contrib.layers.{name}")
        elif name == "arg_scope":
            source.replace(node, f"{alias}.contrib.framework.arg_scope")
    return (source.result(), None) if source.edits else None
