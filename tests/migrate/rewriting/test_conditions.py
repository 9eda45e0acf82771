"""What the ranks of arguments decide."""

from __future__ import annotations

import pytest
from forms import native, obstacle

PROGRAM = """\
import tensorflow as tf

c = tf.placeholder(tf.bool, {})
a = tf.placeholder(tf.float32, {})
rows = tf.where(c, a, 2.0 * a)
with tf.Session() as sess:
    print(sess.run(rows, {{c: [True, False], a: [[1.0, 2.0], [3.0, 4.0]]}}))
"""


@pytest.mark.parametrize(
    ("condition", "values", "written"),
    [
        ("[None]", "[None, 2]", "tf.where(c[:, None], a, 2.0 * a)"),
        ("[2]", "[2, 2, 2]", "tf.where(c[:, None, None], a, 2.0 * a)"),
        ("[None, 2]", "[None, 2]", "tf.where(c, a, 2.0 * a)"),
        ("[]", "None", "tf.where(c, a, 2.0 * a)"),
        ("[None]", "[None]", "tf.where(c, a, 2.0 * a)"),
    ],
)
def test_rows_of_where(condition, values, written):
    assert written in native(PROGRAM.format(condition, values))


@pytest.mark.parametrize(("condition", "values"), [("None", "[None, 2]"), ("[None]", "None")])
def test_unknown_ranks(condition, values):
    assert "tf.where" in obstacle(PROGRAM.format(condition, values))[1]
