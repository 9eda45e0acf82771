"""Questions for the type of a value: what the graph holds is no array."""

from __future__ import annotations

import pytest
from forms import native, obstacle

PROGRAM = """\
import numpy as np
import tensorflow as tf


def error(pred, exact):
    if {test}:
        return np.mean(np.square(pred - exact))
    return tf.reduce_mean(tf.square(pred - exact))


x = tf.placeholder(tf.float32, [None])
loss = error(2.0 * x, 1.0)
with tf.Session() as sess:
    print(sess.run(loss, {{x: [1.0]}}))
print(error(np.ones(2), 0.5))
"""


@pytest.mark.parametrize(
    "test",
    [
        "type(pred) is np.ndarray",
        "type(pred) == np.ndarray",
        "isinstance(pred, np.ndarray)",
        "isinstance(pred, (np.ndarray, float))",
    ],
)
def test_a_helper_for_arrays_and_tensors(test):
    text = native(PROGRAM.format(test=test))
    assert f"    if {test}:\n        return np.mean(np.square(pred - exact))\n    return tf.reduce_mean" in text


@pytest.mark.parametrize("test", ["type(pred) is kind", "isinstance(pred, kind)", "type(exact) is float"])
def test_other_types_are_not_known(test):
    text = PROGRAM.format(test=test).replace(
        "\n\ndef", "\nkind = np.ndarray if np.ones(1)[0] > 0 else list\n\n\ndef", 1
    )
    obstacle(text)
