"""What an object with variables keeps of the host is the same when its methods are traced, or nothing is native."""

from __future__ import annotations

import pytest
from forms import native, obstacle

PROGRAM = """\
import numpy as np
import tensorflow as tf

offset = np.zeros(2, np.float32)


class Masked:
    def __init__(self, mask):
        self.mask = mask
        self.offset = offset
        self.w = tf.Variable(tf.ones([2]))

    def __call__(self, x):
        return x * self.w * self.mask + self.offset


x = tf.placeholder(tf.float32, [2])
mask = np.ones(2, np.float32)
{before}
layer = Masked(mask)
y = layer(x)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(3):
        {later}
        print(sess.run(y, {{x: [1.0, 2.0]}}))
"""


def test_changed_before():
    assert "layer = Masked(mask)" in native(PROGRAM.format(before="mask[0] = 0.5", later="print(mask)"))


@pytest.mark.parametrize("later", ["mask[0] = i", "mask *= 2.0", "np.random.shuffle(mask)", "offset[:] = i"])
def test_changed_later(later):
    assert "which an object with variables keeps, is changed" in obstacle(PROGRAM.format(before="", later=later))[1]
