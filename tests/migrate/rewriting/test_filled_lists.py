"""Lists that a loop fills with variables by a name of its own stand for them in lists of all variables."""

from __future__ import annotations

import pytest
from forms import native, obstacle

PROGRAM = """\
import tensorflow as tf


class Model:
    def __init__(self, sizes):
        self.weights = []
        self.biases = []
        for size in sizes:
            {loop}
        self.scale = tf.Variable(2.0)
        self.loss = self.total(self.weights, self.biases) * self.scale
        self.every = tf.trainable_variables()
        self.norm = tf.add_n([tf.nn.l2_loss(v) for v in self.every]) + self.loss
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def make(self, size):
        return tf.Variable(tf.ones([size]))

    def total(self, weights, biases):
        {total}

    def train(self):
        print(self.sess.run(self.norm))


Model([2, 3]).train()
"""
LOOP = """W = self.make(size)
            b = tf.Variable(0.0)
            self.weights.append(W)
            self.biases.append(b)"""
TOTAL = "return tf.add_n([tf.reduce_sum(W * b) for W, b in zip(weights, biases)])"


def test_in_the_order_of_their_making():
    text = native(PROGRAM.format(loop=LOOP, total=TOTAL))
    assert (
        "self.every = [*[v for weight, bias in zip(self.weights, self.biases) for v in (weight, bias)], self.scale]"
        in text
    )


@pytest.mark.parametrize(
    ("loop", "total"),
    [
        (LOOP + "\n            self.biases.append(b)", TOTAL),  # twice in the list
        (LOOP.replace("self.biases.append(b)", "self.biases.insert(0, b)"), TOTAL),
        (LOOP + "\n            if size > 2:\n                break", TOTAL),
        (LOOP.replace("b =", "self.so_far = tf.trainable_variables()\n            b ="), TOTAL),  # not all of them yet
        (LOOP, "weights.reverse()\n        " + TOTAL),  # a method changes it
    ],
)
def test_not_certain(loop, total):
    obstacle(PROGRAM.format(loop=loop, total=total))
