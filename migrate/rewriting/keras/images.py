"""ImageDataGenerator: `tf.keras` still has it, but it turns, shifts and zooms images about other axes and pixels.

What it does to the values of an image, and its flips, are the same.
"""

from __future__ import annotations

import ast

from migrate.rewriting.keras import arguments as args
from migrate.rewriting.keras.context import Context

CLASS = "preprocessing.image.ImageDataGenerator"
_SAME = frozenset(
    "featurewise_center samplewise_center featurewise_std_normalization samplewise_std_normalization horizontal_flip "
    "vertical_flip rescale channel_shift_range preprocessing_function data_format validation_split fill_mode "
    "cval".split()
)


def rewrite(context: Context) -> None:
    """Nothing of its own: `imports` takes the class from `tf.keras`."""


def obstacles(context: Context) -> None:
    for call in context.calls:
        if (context.keras_call(call) or ("", ""))[1] != CLASS:
            continue
        if call.args or args.starred(call):
            context.find("TF211", call, "the arguments of ImageDataGenerator cannot be seen here", fixable=False)
        elif any(k.arg not in _SAME for k in call.keywords) and not _only_fitted(context, call):
            context.find("TF211", call, "ImageDataGenerator of Keras 3 transforms images otherwise", fixable=False)


def _only_fitted(context: Context, call: ast.Call) -> bool:
    """Whether no image is ever taken from a generator: all that is done with it is `fit`."""
    parent = context.parents[call]
    if not isinstance(parent, ast.Assign) or len(parent.targets) != 1 or not isinstance(parent.targets[0], ast.Name):
        return False
    name = parent.targets[0].id
    uses = [n for n in context.nodes if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)]
    return all(_fits(context, use) for use in uses)


def _fits(context: Context, use: ast.Name) -> bool:
    attribute = context.parents[use]
    call = context.parents[attribute]
    return (
        isinstance(attribute, ast.Attribute)
        and attribute.attr == "fit"
        and isinstance(call, ast.Call)
        and call.func is attribute
        and len(call.args) == 1
        and not call.keywords
    )
