"""Placeholders of the module move into the function that builds the graph of them."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import module_placeholders

HEAD = "import tensorflow as tf\nsize = 3\n"
PLACEHOLDERS = (
    "# what comes in\nx = tf.placeholder(tf.float32, [None, size])  # images\ny = tf.placeholder(tf.float32)\n\n"
)
TRAIN = """\
def train():
    '''Trains.'''
    # the graph
    out = tf.layers.dense(x, 2)
    loss = tf.reduce_mean(out - y)
    with tf.Session() as sess:
        print(sess.run(loss, {x: data, y: 1.0}))
"""


def moved(text: str) -> str | None:
    found = module_placeholders.normalise(HEAD + text, ast.parse(HEAD + text))
    return found[0].removeprefix(HEAD) if found is not None else None


def test_into_the_function_that_runs():
    text = moved(PLACEHOLDERS + TRAIN + "train()\n")
    assert text is not None and text.startswith(
        "\ndef train():\n    '''Trains.'''\n    # the graph\n    # what comes in\n"
        "    x = tf.placeholder(tf.float32, [None, size])  # images\n    y = tf.placeholder(tf.float32)\n    out"
    )
    assert text.endswith("train()\n")


def test_a_parameter_of_that_name_goes():
    text = moved(
        PLACEHOLDERS + TRAIN.replace("train()", "train(x, rate)") + "if __name__ == '__main__':\n    train(x, 0.1)\n"
    )
    assert text is not None and "def train(rate):" in text and text.endswith("    train(0.1)\n")


def test_helpers_get_parameters():
    helpers = "def scaled(v):\n    return v * y\ndef net(units):\n    return scaled(tf.layers.dense(x, units))\n"
    text = moved(PLACEHOLDERS + helpers + TRAIN.replace("tf.layers.dense(x, 2)", "net(2)") + "train()\n")
    assert text is not None and "def scaled(y, v):\n    return v * y\ndef net(x, y, units):\n" in text
    assert "return scaled(y, tf.layers.dense(x, units))\n" in text and "    out = net(x, y, 2)\n" in text


def test_what_is_made_of_them_moves_too():
    graph = "w = {'a': tf.Variable(2.0)}\nh = x * w['a']\nv = tf.Variable(1.0)\nz = h + v\n"
    text = moved(PLACEHOLDERS + graph + TRAIN.replace("(x,", "(z,") + "train()\n")
    assert text is not None and text.startswith("\nw = {'a': tf.Variable(2.0)}\nv = tf.Variable(1.0)\ndef train():")
    assert "tf.placeholder(tf.float32)\n    h = x * w['a']\n    z = h + v\n    out = tf.layers.dense(z, 2)" in text


FILES = "# --8<-- file tools/net.py\n\nimport tensorflow as tf\n{}\n# --8<-- file train.py\n\n"


def test_files_of_one_program():
    net = "def net(v):\n    return tf.layers.dense(v, 2)\n"
    text = moved(FILES.format(net) + PLACEHOLDERS + TRAIN.replace("tf.layers.dense(x, 2)", "net(x)") + "train()\n")
    assert text is not None and text.index("# --8<-- file train.py") < text.index("    x = tf.placeholder")
    assert moved(FILES.format("import train\n") + PLACEHOLDERS + TRAIN + "train()\n") is None
    assert moved(FILES.format("from train import x\n") + PLACEHOLDERS + TRAIN + "train()\n") is None
    assert moved(FILES.format(PLACEHOLDERS) + TRAIN + "train()\n") is None


NETWORK = "def net(v):\n    return tf.layers.dense(v, 2)\nh = net(x)\n"


@pytest.mark.parametrize(
    ("calls", "once"),
    [
        ("train()\n", True),
        ("if __name__ == '__main__':\n    train()\n", True),
        ("def main(_):\n    train()\ntf.app.run()\n", True),
        ("train()\ntrain()\n", False),
        ("for _ in range(2):\n    train()\n", False),
        ("def main():\n    train()\nmain()\nmain()\n", False),
        ("run = train\nrun()\nrun()\n", False),
    ],
)
def test_variables_that_move_are_made_once(calls, once):
    assert (moved(PLACEHOLDERS + NETWORK + TRAIN.replace("(x,", "(h,") + calls) is not None) == once


@pytest.mark.parametrize(
    "text",
    [
        PLACEHOLDERS + "print(x * y)\n" + TRAIN,
        PLACEHOLDERS + "sess = tf.Session()\nh = sess.run(x * y, {x: 1, y: 2})\n" + TRAIN,
        PLACEHOLDERS + "def ask(v):\n    return v.eval({x: 1})\nh = ask(x)\n" + TRAIN.replace("(x,", "(h,"),
        PLACEHOLDERS + "feed = {x: data}\n" + TRAIN,
        PLACEHOLDERS + TRAIN.replace("train()", "train(v=y)"),
        PLACEHOLDERS + "out, loss = x * y, x\n" + TRAIN,
        PLACEHOLDERS + "h = net(x)\nw = tf.Variable(1.0)\n" + TRAIN.replace("(x,", "(h,"),  # the order of variables
        PLACEHOLDERS + "h = x * scale\n" + TRAIN.replace("(x,", "(h,") + "scale = 2.0\nscale = 3.0\n",
        PLACEHOLDERS + "s = {'a': 2.0}\nh = x * s['a']\ns['a'] = 3.0\n" + TRAIN.replace("(x,", "(h,"),
        PLACEHOLDERS + TRAIN + "def test():\n    with tf.Session() as sess:\n        print(sess.run(x * y, {x: 1}))\n",
        PLACEHOLDERS
        + "def train():\n    with tf.Session() as sess:\n        print(sess.run(out, {x: data, y: 1.0}))\n",
        PLACEHOLDERS + TRAIN.replace("train()", "train(inputs)") + "train(x)\n",
        PLACEHOLDERS + TRAIN.replace("train()", "train(x)") + "train(x)\ntrain(x)\n",
        PLACEHOLDERS + TRAIN.replace("    loss", "    size = 2\n    loss"),
        PLACEHOLDERS + "size = 4\n" + TRAIN,
        PLACEHOLDERS.replace("size]", "sizes[0]]") + "sizes = [3]\nsizes.append(2)\n" + TRAIN,
        PLACEHOLDERS + "x = 3\n" + TRAIN,
        PLACEHOLDERS + TRAIN + "print(globals()['x'])\n",
        PLACEHOLDERS + TRAIN.replace("    loss", "    global y\n    loss"),
        PLACEHOLDERS + "class Net(object):\n    out = x * 2\n" + TRAIN,
        PLACEHOLDERS + "def net():\n    return x * y\n" + TRAIN.replace("tf.layers.dense(x, 2)", "net()") + "net()\n",
    ],
)
def test_what_is_not_certain_stays(text):
    assert moved(text) is None
