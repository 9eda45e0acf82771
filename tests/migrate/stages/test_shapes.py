"""Static shapes as the program's text tells them."""

from __future__ import annotations

import ast

import pytest

from migrate.engine import Options, SourceFile, migrate_group
from migrate.names import Names
from migrate.stages.interpreter import Interpreter
from migrate.stages.shapes import shape_of

HEAD = """import tensorflow as tf
n_step, n_in, n_out = 4, 3, 5
x = tf.placeholder(tf.float32, [None, n_step, n_in])
ids = tf.placeholder(tf.int32, [None, 7])
w = tf.get_variable("w", [n_in, n_out])
table = tf.Variable(tf.random_normal([100, n_out]))
"""

CASES = {
    "x": (None, "n_step", "n_in"),
    "tf.transpose(x, [1, 0, 2])": ("n_step", None, "n_in"),
    "tf.transpose(x)": ("n_in", "n_step", None),
    "tf.reshape(x, [-1, n_in])": (None, "n_in"),
    "tf.reshape(x, (-1, n_in * 2))": (None, "n_in * 2"),
    "tf.matmul(tf.reshape(x, [-1, n_in]), w)": (None, "n_out"),
    "tf.nn.relu(tf.matmul(tf.reshape(x, [-1, n_in]), w) + 1.0)": (None, "n_out"),
    "x[:, -1]": (None, "n_in"),
    "x[:, 1:, :]": (None, None, "n_in"),
    "x[..., tf.newaxis]": (None, "n_step", "n_in", 1),
    "tf.one_hot(ids, n_out)": (None, 7, "n_out"),
    "tf.nn.embedding_lookup(table, ids)": (None, 7, "n_out"),
    "tf.expand_dims(ids, -1)": (None, 7, 1),
    "tf.squeeze(tf.expand_dims(ids, 1), [1])": (None, 7),
    "tf.squeeze(tf.expand_dims(w, 1))": (3, 5),
    "tf.squeeze(ids)": None,
    "tf.unstack(x, n_step, 1)[0]": (None, "n_in"),
    "tf.split(x, n_step, 1)[0]": (None, None, "n_in"),
    "tf.concat([x, x], 2)": (None, "n_step", "n_in + n_in"),
    "tf.concat([x, tf.expand_dims(tf.cast(ids, tf.float32), 2)], 1)": (None, "n_step + 7", "n_in"),
    "tf.stack([ids, ids], axis=1)": (None, 2, 7),
    "tf.layers.dense(x, n_out)": (None, "n_step", "n_out"),
    "tf.reshape(x, unknown)": None,
    "tf.reduce_sum(x, 1)": (None, "n_in"),
    "tf.transpose(x, unknown)": None,
}


def shape(source: str, name: str = "made"):
    tree = ast.parse(source)
    interp = Interpreter(tree, Names(tree))
    interp.run()
    return shape_of(interp, interp.module_env.values[name])


@pytest.mark.parametrize("expression", sorted(CASES))
def test_expression(expression):
    assert shape(HEAD + "unknown = input()\nmade = " + expression + "\n") == CASES[expression]


def test_names_of_a_helper_become_those_of_the_scope():
    helper = "def flat(value, size):\n    return tf.reshape(value, [-1, size])\n\n\n"
    assert shape(HEAD + helper + "made = flat(x, n_in)\n") == (None, "n_in")


def test_each_call_of_a_helper_has_its_own_shape():
    helper = "def double(value):\n    return tf.concat([value, value], 1)\n\n\n"
    source = HEAD + helper + "made = double(x)\nother = double(ids)\n"
    assert shape(source) == (None, "n_step + n_step", "n_in")
    assert shape(source, "other") == (None, 14)


def test_a_name_that_stood_for_another_number_is_written_as_its_own():
    source = "import tensorflow as tf\nn = 3\na = tf.zeros([n, 2])\nn = 4\nmade = tf.zeros([n, 2])\n"
    assert shape(source, "a") == ("n", 2)
    assert shape(source) == (4, 2)


MODEL = """\
import tensorflow as tf
DEEP = 4


def net(x):
    w = tf.get_variable("w", [3, DEEP])
    h = tf.matmul(x, w)
    size = h.get_shape().as_list()[1] * 2
    v = tf.get_variable("v", [size, 1])
    return tf.matmul(tf.concat([h, h], 1), v)
"""
TRAIN = """\
import tensorflow as tf
import model
x = tf.placeholder(tf.float32, [None, 3])
y = model.net(x)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1, 2, 3]]}))
"""


def test_sizes_that_another_file_names_are_numbers():
    result = migrate_group([SourceFile("train.py", TRAIN), SourceFile("model.py", MODEL)], Options())
    texts = {file.name: file.text or "" for file in result.files}
    assert "tf.Session" not in texts["train.py"] and "DEEP" not in texts["train.py"]
    assert "model.Net(8)" in texts["train.py"]
    assert "[3, DEEP]" in texts["model.py"]
