"""Variables whose name a loop binds to tensors."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import rebound_variables

HEAD = "import tensorflow as tf\n"


def test_the_variable_gets_a_name_of_its_own():
    text = HEAD + "y = tf.Variable(1.0)\nfor k in range(3):\n    y = tf.add(x, y)\nprint(y)\n"
    found, added = rebound_variables.normalise(text, ast.parse(text))
    assert found == text.replace("y = tf.Variable(1.0)\n", "y_variable = tf.Variable(1.0)\ny = y_variable\n")
    assert added == [3]


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "y = tf.Variable(1.0)\nfor k in range(3):\n    z = tf.add(x, y)\n",  # never bound again
        HEAD + "y = tf.Variable(1.0)\ny = y + 1\nfor k in range(3):\n    y = tf.add(x, y)\n",  # outside a loop too
        HEAD + "y = tf.Variable(1.0)\nfor k in range(3):\n    y = sess.run(y)\n",  # a number
        HEAD + "y = tf.Variable(1.0)\nfor k in range(3):\n    y = tf.add(x, k)\n",  # nothing of the variable
        HEAD + "y = tf.Variable(1.0); z = y\nfor k in range(3):\n    y = tf.add(x, y)\n",  # shares its line
        HEAD + "y = 1.0\nfor k in range(3):\n    y = tf.add(x, y)\n",
    ],
)
def test_left_as_it_is(text):
    assert rebound_variables.normalise(text, ast.parse(text)) is None
