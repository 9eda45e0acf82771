"""Batches without a short last one."""

import pytest
from forms import native

BEFORE = """\
import tensorflow as tf
ds = tf.data.Dataset.range(5)
{line}
x = ds.make_one_shot_iterator().get_next()
y = tf.reduce_sum(x)
with tf.Session() as sess:
    print(sess.run(y))
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "ds = ds.apply(tf.contrib.data.batch_and_drop_remainder(2))",
            "ds = ds.batch(2, drop_remainder=True)",
        ),
        (
            "ds = ds.apply(tf.contrib.data.unbatch()).apply(\n"
            "    tf.contrib.data.batch_and_drop_remainder(batch_size=2)\n).repeat()",
            "ds = ds.apply(tf.data.experimental.unbatch()).batch(batch_size=2, drop_remainder=True).repeat()",
        ),
        (
            "ds = ds.apply(tf.contrib.data.padded_batch_and_drop_remainder(2, []))",
            "ds = ds.padded_batch(2, [], drop_remainder=True)",
        ),
        (
            "pairs = tf.contrib.data.batch_and_drop_remainder(2)\nds = ds.apply(pairs)",
            "pairs = lambda dataset: dataset.batch(2, drop_remainder=True)\nds = ds.apply(pairs)",
        ),
    ],
)
def test_becomes(before, after):
    assert f"\n{after}\n" in native(BEFORE.format(line=before))
