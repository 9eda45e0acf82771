"""Losses whose labels may have one dimension more than TensorFlow 2's functions take."""

from __future__ import annotations

import ast

from migrate.rewriting.eager.context import Context
from migrate.stages.tf_calls import bind

SPARSE = "losses.sparse_softmax_cross_entropy"


def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    """TF1 squeezes labels of shape [batch, 1], and so does the Keras function of the same numbers."""
    if name != SPARSE:
        return False
    bound = bind(node, ("labels", "logits"))
    if bound is None or set(bound) != {"labels", "logits"}:
        return False
    source, tf = context.source, context.tf
    labels, logits = source.expression(bound["labels"]), source.expression(bound["logits"])
    function = f"{tf}.keras.losses.sparse_categorical_crossentropy"
    source.replace(node, f"{tf}.reduce_mean({function}({labels}, {logits}, from_logits=True))")
    context.note(node, "TF102", f"`tf.{name}` -> `{function}`")
    return True
