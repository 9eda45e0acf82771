"""Loops that make variables and compute with them."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import looped_variables

HEAD = (
    "import numpy as np\nimport tensorflow as tf\n\nx = tf.placeholder(tf.float32, [None, 2])\nh = x\nsizes = [2, 3]\n"
)


def split(body: str, before: str = "") -> str | None:
    text = HEAD + before + body
    found = looped_variables.normalise(text, ast.parse(text))
    return None if found is None else found[0].removeprefix(HEAD + before)


def test_making_comes_before_computing():
    found = split("for size in sizes:\n    w = tf.Variable(tf.zeros([2, size]))\n    h = tf.matmul(h, w)\n")
    assert found == (
        "weights = []\nfor size in sizes:\n    weights.append(tf.Variable(tf.zeros([2, size])))\n"
        "for w in weights:\n    h = tf.matmul(h, w)\n"
    )


def test_what_both_halves_read_is_in_both():
    found = split(
        "for i, size in enumerate(sizes):\n    n = 2 * size\n    with tf.variable_scope('l%d' % i):\n"
        "        # the filter\n        kernel = tf.get_variable(\n            'k', [n, n])\n"
        "        h = tf.matmul(h, kernel) / n\n"
    )
    assert found == (
        "kernels = []\nfor i, size in enumerate(sizes):\n    n = 2 * size\n    with tf.variable_scope('l%d' % i):\n"
        "        # the filter\n        kernels.append(tf.get_variable(\n            'k', [n, n]))\n"
        "for (i, size), kernel in zip(enumerate(sizes), kernels):\n    n = 2 * size\n"
        "    with tf.name_scope('l%d' % i):\n"
        "        h = tf.matmul(h, kernel) / n\n"
    )


def test_an_index_that_only_the_first_half_reads_goes():
    found = split("for i, n in enumerate(sizes):\n    b = tf.Variable(tf.fill([2], 0.1 * i))\n    h = h * n + b\n")
    assert found.endswith("for n, b in zip(sizes, biases):\n    h = h * n + b\n")


def test_a_size_that_a_pass_leaves_to_the_next_is_left_to_the_first_half():
    found = split(
        "for m in sizes:\n    w = make([n, m])\n    h = tf.matmul(h, w)\n    n = m\n",
        "def make(shape):\n    start = tf.zeros(shape)\n    return tf.Variable(start)\n\n\nn = 2\n",
    )
    assert found == (
        "weights = []\nfor m in sizes:\n    weights.append(make([n, m]))\n    n = m\nfor w in weights:\n"
        "    h = tf.matmul(h, w)\n"
    )


MAKING = "    w = tf.Variable(tf.zeros([2, 2]))\n"


@pytest.mark.parametrize(
    ("body", "before"),
    [
        # the variable of the pass before
        (f"for s in sizes:\n    h = tf.matmul(h, w)\n{MAKING}    h = tf.matmul(h, w)\n", "w = x\n"),
        # a first value that the other half computes
        ("for s in sizes:\n    w = tf.Variable(h)\n    h = tf.matmul(h, w)\n", ""),
        ("for s in sizes:\n    w = tf.Variable(tf.zeros([h.get_shape()[1], 2]))\n    h = tf.matmul(h, w)\n", ""),
        # a variable made of another one
        (f"for s in sizes:\n{MAKING}    v = tf.Variable(w.initialized_value())\n    h = tf.matmul(h, w) + v\n", ""),
        # the other half reads what a pass leaves to the next
        ("for m in sizes:\n    w = tf.Variable(tf.zeros([n, m]))\n    h = tf.matmul(h, w) * n\n    n = m\n", "n = 2\n"),
        # an iterator cannot be gone over again
        (f"for s in iterator:\n{MAKING}    h = tf.matmul(h, w) * s\n", "iterator = iter(sizes)\n"),
        (f"for s in words:\n{MAKING}    h = tf.matmul(h, w) * s\n", "words = map(int, '12')\n"),
        # what is gone over changes
        (f"for s in sizes:\n{MAKING}    h = tf.matmul(h, w) * s\n    sizes.append(2) if s < 9 else None\n", ""),
        (
            "for k in range(2):\n    w = tf.Variable(tf.zeros([2, n[k]]))\n    h = tf.matmul(h, w)\n    n[1] = 4\n",
            "n = [2, 2]\n",
        ),
        # calls that may do anything
        (f"for s in sizes:\n{MAKING}    h = helper(h, w)\n", "from other import helper\n"),
        ("for s in sizes:\n    w = tf.Variable(np.random.rand(2, 2))\n    h = tf.matmul(h, w)\n", ""),
        (f"for s in sizes:\n{MAKING}    h = tf.layers.batch_normalization(tf.matmul(h, w))\n", ""),
        (f"for s in sizes:\n{MAKING}    h = tf.matmul(h, w)\n    tf.summary.scalar('h', h)\n", ""),
        (f"for s in sizes:\n{MAKING}    h = tf.matmul(h, w)\n    sess.run(h)\n", "sess = tf.Session()\n"),
        # made at some passes
        (f"for s in sizes:\n    if s:\n    {MAKING}    h = tf.matmul(h, w)\n", ""),
        (f"for s in sizes:\n{MAKING}    if s > 2:\n        break\n    h = tf.matmul(h, w)\n", ""),
        # two names of one op
        ("for s in sizes:\n    w = tf.Variable(0.0, name='a')\n    h = tf.add(h, w, name='a')\n", ""),
        # reuse, or a scope that sets something
        (
            f"for s in sizes:\n    with tf.variable_scope('a', reuse=True):\n    {MAKING}        h = tf.matmul(h, w)\n",
            "",
        ),
        # nothing is computed
        (f"for s in sizes:\n{MAKING}    found.append(w)\n", "found = []\n"),
        (f"for s in sizes:\n{MAKING}    h = (lambda: w)() * h\n", ""),
        (f"for w in sizes:\n{MAKING}    h = tf.matmul(h, w)\n", ""),
    ],
)
def test_left_as_it_is(body, before):
    assert split(body, before) is None


def test_layers_are_made_first_and_called_in_the_second_half():
    found = split("for n in sizes:\n    h = tf.nn.relu(tf.layers.dense(h, n, name='fc%d' % n))\n")
    assert found == (
        "dense_layers = []\nfor n in sizes:\n"
        "    dense_layers.append(tf.layers.Dense(n, name='fc%d' % n, _scope='fc%d' % n))\n"
        "for dense in dense_layers:\n    h = tf.nn.relu(dense(h))\n"
    )


def test_each_layer_of_a_pass_has_a_list():
    found = split(
        "for n in sizes:\n    h = tf.layers.dense(tf.layers.conv1d(inputs=h, filters=2, kernel_size=n), n) * n\n"
    )
    assert found.endswith(
        "for n, conv1d, dense in zip(sizes, conv1d_layers, dense_layers):\n    h = dense(conv1d(h)) * n\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        "for n in sizes:\n    h = tf.layers.dense(h, n, reuse=True)\n",
        "for n in sizes:\n    h = tf.layers.dense(h, n, kernel_regularizer=r)\n",
        "for n in sizes:\n    h = tf.layers.dense(h, n) if n > 2 else h\n",
        "for n in sizes:\n    if n > 2:\n        h = tf.layers.dense(h, n)\n",
        "for n in sizes:\n    h = tf.layers.dense(h, h.get_shape()[1])\n",
        "for n in sizes:\n    h = tf.cast(tf.layers.dense(h, n), tf.float64)\n",
        "for n in sizes:\n    h = tf.contrib.layers.fully_connected(h, n)\n",
        "for n in sizes:\n    h = tf.layers.dense(*both)\n",
    ],
)
def test_layers_that_stay(body):
    assert split(body) is None
