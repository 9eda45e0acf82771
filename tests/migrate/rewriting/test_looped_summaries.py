"""Summaries that a loop over variables makes."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

PROGRAM = """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3])
w = tf.Variable(tf.ones([3, 1]), name="w")
b = tf.Variable(tf.zeros([1]), name="b")
loss = tf.reduce_mean(tf.square(tf.matmul(x, w) + b))
optimizer = tf.train.GradientDescentOptimizer(0.1)
pairs = optimizer.compute_gradients(loss)
train = optimizer.apply_gradients(pairs)
for var in tf.trainable_variables():
    tf.summary.histogram(var.name, var)
for grad, var in pairs:
    tf.summary.histogram(var.op.name + "/gradient", grad)
merged = tf.summary.merge_all()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run([train, merged], {x: [[1.0, 2.0, 3.0]]}))
"""


def migrated(text: str) -> str:
    return native.migrate("program.py", text, ast.parse(text))[0]


def test_tags_stand_beside_what_the_loop_goes_through():
    text = migrated(PROGRAM)
    assert 'for tag, var in zip(["w_0", "b_0"], [w, b]):' in text
    assert 'for name, (grad, var) in zip(["w", "b"], pairs):' in text
    assert 'HistogramSummary(tag=f"{name}/gradient", values=grad)' in text


def test_the_names_of_tags_are_free():
    text = migrated(PROGRAM.replace("sess.run(tf.g", "name = tag = 1\n    sess.run(tf.g"))
    assert "for summary_tag, var in zip(" in text
    assert "for tag_name, (grad, var) in zip(" in text


def test_a_tag_that_an_op_has_is_numbered_as_in_tensorflow_1():
    text = migrated(PROGRAM.replace('var.op.name + "/gradient"', "var.op.name"))
    assert 'for tag, var in zip(["w_0", "b_0"]' in text
    assert 'for summary_tag, (grad, var) in zip(["w_1", "b_1"], pairs)' in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "    tf.summary.histogram(var.name, var)",
            "    if len(var.name) > 3:\n        tf.summary.histogram(var.name, var)",
        ),
        ("    tf.summary.histogram(var.name, var)", "    tf.summary.histogram(var.name, var)\n    break"),
        ("tf.summary.histogram(var.name, var)", "tf.summary.histogram(title(var.name), var)"),
        ("for var in tf.trainable_variables():", "for var in [w, w]:"),
        ("for var in tf.trainable_variables():", "for var in tf.trainable_variables()[::-1]:"),
        ("tf.summary.histogram(var.name, var)", "tf.summary.histogram(var.name, var, family='all')"),
        (
            "    tf.summary.histogram(var.name, var)",
            "    with tf.name_scope('v'):\n        tf.summary.histogram(var.name, var)",
        ),
        ("b = tf.V", "tf.reset_default_graph()\nb = tf.V"),
        ("for grad, var in pairs:", "for grad, var in [(2 * g, v) for g, v in pairs]:"),
    ],
)
def test_stays_in_graph_mode(old, new):
    text = PROGRAM.replace(old, new)
    assert text != PROGRAM
    with pytest.raises(Obstacle):
        migrated(text)


def test_how_many_summaries_there_are_is_not_known():
    text = PROGRAM.replace("for var in tf.tr", "kept = []\nfor var in tf.tr")
    text = text.replace(
        "    tf.summary.histogram(var.name, var)", "    kept.append(tf.summary.histogram(var.name, var))"
    )
    text = text.replace(
        "merged = tf.summary.merge_all()", "if len(kept) == 1:\n    loss = loss + 1.0\nmerged = tf.summary.merge(kept)"
    )
    text = text.replace("[train, merged]", "[train, merged, loss]")
    assert "if len(kept) == 1:" in migrated(text)
