"""Summaries that other code makes of what an object holds."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import object_merges, object_summaries

NET = """\
import tensorflow as tf


class Net(object):
    def __init__(self, size):
        self.x = tf.placeholder(tf.float32, [None, size])
        self.build()

    def build(self):
        self.loss = tf.reduce_mean(self.x)

    def later(self):
        self.extra = tf.reduce_sum(self.x)


def train():
    tf.summary.scalar("loss", model.loss)
    merged = tf.summary.merge_all()
    with tf.Session() as sess:
        print(sess.run(merged, {model.x: [[1.0]]}))


model = Net(1)
train()
"""


def moved(text: str) -> str | None:
    return object_summaries.normalise(text, ast.parse(text))


def test_the_constructor_makes_them():
    text = moved(NET)
    assert '        self.build()\n        tf.summary.scalar("loss", self.loss)\n' in text
    assert "model.loss" not in text
    merged = object_merges.normalise(NET, ast.parse(NET))
    assert '("loss", self.loss)\n        self.merged_summaries = tf.summary.merge_all()\n' in merged
    assert "sess.run(model.merged_summaries, {model.x: [[1.0]]})" in merged


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("model.loss)", "model.extra)"),  # not there once the object is constructed
        ("model.loss)", "model.loss * scale)"),  # of other things too
        ("model.loss)", "model.part.loss)"),
        ("model.loss)", "loss(model))"),
        ('    tf.summary.scalar("loss"', '    for i in range(2):\n        tf.summary.scalar("loss"'),
        ('    tf.summary.scalar("loss"', '    if on:\n        tf.summary.scalar("loss"'),
        ('    tf.summary.scalar("loss"', '    loss = tf.identity(1.0, name="loss")\n    tf.summary.scalar("loss"'),
        ('scalar("loss", model.loss)', 'scalar("loss", model.loss, collections=["train"])'),
        ("model = Net(1)\n", "model = Net(1)\nmodel = Net(2)\n"),
        ("model = Net(1)\n", "model = Net(1)\nother = Net(2)\n"),
        ("model = Net(1)\n", "with tf.name_scope('net'):\n    model = Net(1)\n"),
        ("model = Net(1)\n", "model = Net(1)\nmodel.loss = tf_loss\n"),
        ("        self.build()\n", "        self.build()\n        return\n"),
        ("class Net(object)", "class Net(Base)"),
    ],
)
def test_what_is_not_certain_stays(old, new):
    assert old in NET
    assert moved(NET.replace(old, new, 1)) is None
