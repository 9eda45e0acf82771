"""Graph collections as Python lists."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import collection_lists, normalising

HELPER = """\
import tensorflow as tf

def layer(x, size):
    w = tf.get_variable("w", [2, size])
    tf.add_to_collection("losses", tf.nn.l2_loss(w))
    return tf.matmul(x, w)

y = layer(x, 3)
total = tf.add_n(tf.get_collection("losses"))
"""


def normalised(text: str) -> str:
    found = collection_lists.normalise(text, ast.parse(text))
    assert found is not None
    return found[0]


def test_helpers_get_the_list():
    text = normalised(HELPER)
    assert "def layer(x, size, losses):" in text
    assert "losses.append(tf.nn.l2_loss(w))" in text
    assert "losses = []\ny = layer(x, 3, losses)\ntotal = tf.add_n(losses)" in text


def test_lines_of_findings_are_those_of_the_file():
    _, added = collection_lists.normalise(HELPER, ast.parse(HELPER))
    assert added == [8]
    _, lines = normalising.normalise(HELPER, ast.parse(HELPER))
    assert [lines[n] for n in (7, 9, 10)] == [7, 8, 9]


def test_losses_collect_themselves_where_they_are_read():
    text = normalised(
        "import tensorflow as tf\na = tf.losses.mean_squared_error(y, x)\n"
        "tf.losses.absolute_difference(y, x)\nt = tf.losses.get_total_loss()\n"
    )
    assert "losses.append(a)\nlosses.append(tf.losses.absolute_difference(y, x))" in text
    assert "t = tf.add_n(losses + tf.losses.get_regularization_losses())" in text


def test_losses_that_are_added():
    text = normalised(
        "import tensorflow as tf\na = tf.losses.mean_squared_error(y, x)\ntf.losses.add_loss(0.1 * b)\n"
        "t = tf.losses.get_total_loss()\n"
    )
    assert "losses.append(a)\nlosses.append(0.1 * b)\nt = tf.add_n(losses + " in text


CLASS = """\
import tensorflow as tf
def Net():

    def self.layer(a, n):
        w = tf.get_variable("w", [2, n])
        tf.add_to_collection("losses", tf.nn.l2_loss(w))
        return tf.matmul(a, w)
    self.y = self.layer(x, 3)
    self.loss = tf.add_n(tf.get_collection("losses"))
net = Net()
""".replace("self.", "self\u00b7")


def test_the_methods_of_a_class_get_the_list():
    text = normalised(CLASS).replace("\u00b7", ".")
    assert "    def self.layer(a, n, losses):\n" in text and "losses.append(tf.nn.l2_loss(w))" in text
    assert "    losses = []\n    self.y = self.layer(x, 3, losses)\n    self.loss = tf.add_n(losses)\n" in text


TWO = """\
import tensorflow as tf
def layer(x, regularizer):
    w = tf.get_variable("w", [2, 2])
    if regularizer is not None:
        tf.add_to_collection("losses", regularizer(w))
    return tf.matmul(x, w)
def train(x):
    y = layer(x, f)
    return tf.add_n(tf.get_collection("losses"))
def evaluate(x):
    with tf.Graph().as_default() as graph:
        return layer(x, regularizer=None)
train(x)
evaluate(x)
"""


def test_another_graph_has_a_list_of_its_own():
    text = normalised(TWO)
    assert "    losses = []\n    y = layer(x, f, losses)\n" in text
    assert "        return layer(x, regularizer=None, losses=[])\n" in text
    assert "train(x)\nevaluate(x)\n" in text


MAIN = HELPER.replace("\ny = layer(x, 3)\ntotal =", "\ndef train(x):\n    y = layer(x, 3)\n    total =") + (
    "\ndef main(argv):\n    train(argv)\n\nif __name__ == '__main__':\n    tf.app.run()\n"
)


@pytest.mark.parametrize("call", ["tf.app.run()", "tf.app.run(main)", "tf.app.run(main=main)"])
def test_the_list_is_made_in_the_function_that_main_calls(call):
    text = normalised(MAIN.replace("tf.app.run()", call))
    assert "def train(x):\n    losses = []\n    y = layer(x, 3, losses)" in text
    assert f"train(argv)\n\nif __name__ == '__main__':\n    {call}" in text


@pytest.mark.parametrize(
    "text",
    [
        MAIN.replace("tf.app.run()", "tf.app.run(other)"),  # nothing calls main
        MAIN.replace("tf.app.run()", "for _ in range(2):\n        tf.app.run()"),
        "import tensorflow as tf\na = tf.losses.mean_squared_error(y, x)\n",  # nobody reads it
        "import tensorflow as tf\ntf.add_to_collection(name(), x)\nb = tf.get_collection(name())\n",
        HELPER + "with tf.Graph().as_default():\n    pass\nwith tf.Graph().as_default():\n    pass\n",
        HELPER.replace("total =", "f = layer\ntotal ="),  # the helper is passed on
        HELPER + "tf.reset_default_graph()\n",
        CLASS + "other = Net()\n",  # they would share the collection
        CLASS + "z = net.layer(x, 2)\n",  # the method is called from outside
        CLASS + "print(tf.get_collection('losses'))\n",
        TWO.replace("with tf.Graph().as_default() as graph:", "with tf.name_scope('e'):"),
        "import tensorflow as tf\ntf.losses.add_loss(x, 'mine')\nt = tf.losses.get_total_loss()\n",
        "import tensorflow as tf\ntf.add_to_collection(tf.GraphKeys.UPDATE_OPS, x)\n",
    ],
)
def test_left_alone(text):
    assert collection_lists.normalise(text, ast.parse(text)) is None
