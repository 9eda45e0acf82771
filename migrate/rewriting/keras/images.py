"""ImageDataGenerator: later versions turn, shift and zoom images otherwise; `compat.images` has the one of Keras 2.

What the class does to the values of an image, and its flips, are the same in `tf.keras` still.
"""

from __future__ import annotations

import ast

from migrate.rewriting import arguments as args
from migrate.rewriting.keras.context import Context

CLASS = "preprocessing.image.ImageDataGenerator"
RUNTIME = "compat.images"
_SAME = frozenset(
    "featurewise_center samplewise_center featurewise_std_normalization samplewise_std_normalization horizontal_flip "
    "vertical_flip rescale channel_shift_range preprocessing_function data_format validation_split fill_mode "
    "cval".split()
)
_TRANSFORMS = frozenset(
    "rotation_range width_shift_range height_shift_range shear_range zoom_range brightness_range "
    "interpolation_order".split()
)


def rewrite(context: Context) -> None:
    """Nothing of its own: `imports` takes the class from where `transforms` says."""


def obstacles(context: Context) -> None:
    for call in _calls(context):
        if call.args or args.starred(call):
            context.find("TF211", call, "the arguments of ImageDataGenerator cannot be seen here", fixable=False)
        elif any(k.arg not in _SAME | _TRANSFORMS for k in call.keywords) and not _only_fitted(context, call):
            context.find("TF211", call, "ImageDataGenerator of Keras 3 computes images otherwise", fixable=False)
        elif transforms(context) and not _by_name(context, call):
            context.find("TF211", call, "ImageDataGenerator is not imported by name", fixable=False)


def transforms(context: Context) -> bool:
    """Whether images may be turned, shifted, sheared, zoomed or brightened."""
    return any(
        any(k.arg in _TRANSFORMS for k in call.keywords) and not _only_fitted(context, call) for call in _calls(context)
    )


def _calls(context: Context) -> list[ast.Call]:
    return [call for call in context.calls if (context.keras_call(call) or ("", ""))[1] == CLASS]


def _by_name(context: Context, call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Name):
        return False
    owner = context.names.scope_of[call.func].find(call.func.id)
    bindings = owner.bindings[call.func.id] if owner is not None else []
    return bool(bindings) and all(isinstance(b, ast.ImportFrom) and b.names[0].name != "*" for b in bindings)


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
