"""Numbers that helpers take from static shapes."""

from __future__ import annotations

import ast

import pytest

from migrate.names import Names
from migrate.stages.interpreter import Interpreter

PROGRAM = """
import numpy as np
import tensorflow as tf

def helper(x):
    shape = x.get_shape().as_list()
    rows, columns, channels = shape[1:]
    found = {expression}
    return tf.Variable(tf.zeros([found])) * x

rows = 5
x = tf.placeholder(tf.float32, [None, {first}, 3, 2])
y = helper(x)
"""


def taken(expression: str, first: str = "4"):
    tree = ast.parse(PROGRAM.format(expression=expression, first=first))
    interp = Interpreter(tree, Names(tree))
    interp.run()
    (creation,) = interp.creations
    definition = tree.body[2]
    node = definition.body[2].value
    return creation.sizes.get(id(node))


@pytest.mark.parametrize(
    ("expression", "size"),
    [
        ("shape[-1]", 2),
        ("x.get_shape()[3].value", 2),
        ("int(x.shape[2])", 3),
        ("shape[1] * shape[2] * shape[3]", 24),
        ("int(np.prod(x.get_shape()[1:]))", 24),
        ("x.get_shape()[1:].num_elements()", 24),
        ("channels // 2 + rows", 5),
        ("shape[0]", None),
        ("np.prod(shape)", None),
    ],
)
def test_a_size_is_worked_out_when_the_variable_is_made(expression, size):
    assert taken(expression) == size


def test_a_size_that_the_scope_names_is_its_name():
    assert taken("shape[1]", "rows") == "rows"
    assert taken("shape[1] * shape[2]", "rows") == "(rows) * (3)"
