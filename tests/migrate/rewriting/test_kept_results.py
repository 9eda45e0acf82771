"""Results of a run that are kept in a list, or cut out of it."""

from __future__ import annotations

import pytest
from forms import native, obstacle

PROGRAM = """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
a = x * w
b = a + 1.0
c = b * 2.0
step = tf.train.GradientDescentOptimizer(0.1).minimize(c)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    {line}
    print({last})
"""


LAST = "sess.run([step, a, b, c], {x: 2.0})[1:]"


@pytest.mark.parametrize(
    ("line", "after"),
    [
        ("r = sess.run([a, b, step], {x: 1.0})[:2]", "r = [t.numpy() for t in train_step(1.0)[:2]]"),
        ("r, s = sess.run([a, b, step], {x: 1.0})[:2]", "r, s = (t.numpy() for t in train_step(1.0)[:2])"),
        ("r = sess.run([step, a, b], {x: 1.0})", "r = [None, *(t.numpy() for t in train_step(1.0)[:2])]"),
        ("r = sess.run([a, b, step], {x: 1.0})", "r = [*(t.numpy() for t in train_step(1.0)[:2]), None]"),
        ("r = sess.run((a, b, c, step), {x: 1.0})", "r = (*(t.numpy() for t in train_step(1.0)), None)"),
    ],
)
def test_kept(line, after):
    name = "step" if "def step(" in (text := native(PROGRAM.format(line=line, last=LAST))) else "train_step"
    assert after.replace("train_step(", f"{name}(") in text


@pytest.mark.parametrize(
    "line",
    [
        "r = sess.run([b, step, a], {x: 1.0})[::-2]",
        "print(sess.run([a, step, b], {x: 1.0}))",
        "r = sess.run([step])[:k]",
    ],
)
def test_another_order(line):
    assert obstacle(PROGRAM.format(line=line, last=LAST))


def test_any_order_has_a_name_for_the_results():
    text = native(PROGRAM.format(line="r = sess.run([b, step, a], {x: 1.0})", last="sess.run([a, b], {x: 2.0})"))
    assert "results = step(1.0)\nr = [results[0].numpy(), None, results[1].numpy()]\n" in text
