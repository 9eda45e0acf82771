"""Helpers with variables get the tensors that they read of the module as parameters."""

from __future__ import annotations

import ast
import textwrap

import pytest

from migrate.rewriting import native, read_tensors

HELPER = """\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 3])
def net(name, size=2):
    with tf.variable_scope(name):
        return tf.matmul(x, tf.get_variable("w", [3, size]))
"""


def test_each_call_hands_them_over():
    found = read_tensors.handed_over(HELPER + "a = net('a') + net(name='b')\n", {3: ["x"]})
    assert found is not None
    text, origin = found
    assert "def net(x, name, size=2):\n" in text
    assert text.endswith("a = net(x, 'a') + net(x, name='b')\n")
    assert origin == list(range(1, text.count("\n") + 2))


def test_helpers_hand_them_on():
    text = "def both():\n    return net('a') + x\nprint(both())\n"
    found = read_tensors.handed_over(HELPER + text, {3: ["x"], 6: ["x"]})
    assert found is not None and found[0].endswith("def both(x):\n    return net(x, 'a') + x\nprint(both(x))\n")


@pytest.mark.parametrize(
    "text",
    [
        "def both(x):\n    return net('a') + x\n",  # another x there
        "layer = net\n",
        "out = map(net, names)\n",
        "def change():\n    global x\n    x = 1\na = net('a')\n",
        "# --8<-- file other.py\nfrom model import net\na = net('a')\n",
    ],
)
def test_what_is_not_certain_stays(text):
    assert read_tensors.handed_over(HELPER + text, {3: ["x"]}) is None


def test_the_program_becomes_native():
    text = textwrap.dedent("""\
        import numpy as np
        import tensorflow as tf
        x = tf.placeholder(tf.float32, [None, 3])

        def net(name):
            with tf.variable_scope(name):
                return tf.matmul(x, tf.get_variable("w", [3, 2]))

        out = net("a") + net("b")
        with tf.Session() as sess:
            sess.run(tf.global_variables_initializer())
            print(sess.run(out, {x: np.ones([2, 3])}))
        """)
    result, findings = native.migrate("p.py", text, ast.parse(text))
    assert "def __call__(self, x):" in result and "net_layer(x) + net_layer_2(x)" in result
    assert {f.line for f in findings} <= set(range(1, 13))
