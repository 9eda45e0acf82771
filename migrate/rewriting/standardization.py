"""`tf.image.per_image_standardization`, whose result TensorFlow 2 no longer turns back into the dtype of the image."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import dtypes, tf_calls
from migrate.stages.program import Obstacle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

NAMES = ("image.per_image_standardization", "image.per_image_whitening")


def check(context: Context, node: ast.Call) -> None:
    """Raises Obstacle where the image is not surely float32: TF1 gives whole numbers back for an image of them."""
    bound = tf_calls.bind(node, ("image",))
    if bound is None or dtypes.of(context.names, context.value(bound.get("image")), context.value) != "float32":
        raise Obstacle(node, "`tf.image.per_image_standardization` of an image whose dtype is not known to be float32")
