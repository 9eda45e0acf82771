"""Ops in control inputs and groups."""

from __future__ import annotations

import ast

from migrate.rewriting import inline_ops


def test_each_op_gets_a_statement():
    text = "import tensorflow as tf\nstep = tf.group(tf.assign(a, 1.0), b.assign_add(2.0))\n"
    found = inline_ops.normalise(text, ast.parse(text))
    assert found == (
        "import tensorflow as tf\nupdate = tf.assign(a, 1.0)\nupdate_2 = b.assign_add(2.0)\n"
        "step = tf.group(update, update_2)\n",
        [2, 3],
    )


def test_control_inputs():
    text = "import tensorflow as tf\nwith tf.control_dependencies([tf.assign(a, 1.0)]):\n    b = a + 1\n"
    found = inline_ops.normalise(text, ast.parse(text))
    assert found is not None
    assert "update = tf.assign(a, 1.0)\nwith tf.control_dependencies([update]):" in found[0]


def test_named_ops_stay():
    text = "import tensorflow as tf\nwith tf.control_dependencies([up]):\n    b = a + 1\n"
    assert inline_ops.normalise(text, ast.parse(text)) is None
