"""Images in another size keep TF1's sampling points."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import native, obstacle

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5
PROGRAM = """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4, 4, 1])
how = {head}
y = tf.image.resize_images(x, [8, 8]{arguments})
z = y[:, tf.newaxis]
with tf.Session() as sess:
    print(sess.run(z, {{x: [[[[1.0]] * 4] * 4]}}))
"""


def program(arguments: str = "", head: str = "None") -> str:
    return PROGRAM.format(arguments=arguments, head=head)


def test_each_method_has_its_op():
    text = native((SEMANTICS / "images_resized.py").read_text(encoding="utf-8"))
    assert "nearest = resize_images(batch, [2, 3], tf.raw_ops.ResizeNearestNeighbor)" in text
    assert "area = resize_images(batch, [2, 2], tf.raw_ops.ResizeArea)" in text
    assert "corners = resize_images(batch, (side, 7), align_corners=True)" in text
    assert "plain = tf.raw_ops.ResizeBilinear(images=batch, size=[2, 2], align_corners=True)" in text


def test_a_named_method():
    text = native(program(", how", "2"))
    assert "y = resize_images(x, [8, 8], tf.raw_ops.ResizeBicubic)" in text and "tf.newaxis" in text


@pytest.mark.parametrize(
    ("arguments", "head", "reason"),
    [
        (", how", "len(str(tf))", "a method of resizing that is known only at run time"),
        (", preserve_aspect_ratio=True", "None", "`preserve_aspect_ratio` of `tf.image.resize_images`"),
        (", align_corners=bool(how)", "None", "`align_corners` of `tf.image.resize_images`"),
    ],
)
def test_what_is_not_certain(arguments, head, reason):
    assert obstacle(program(arguments, head))[1] == reason


def test_a_method_that_is_kept_for_something_else():
    assert "ResizeMethod" in obstacle(program(head="tf.image.ResizeMethod.AREA"))[1]
