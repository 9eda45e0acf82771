"""Layer objects become calls of the functions of tf.layers."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import layer_objects

HEAD = "import tensorflow as tf\nsess = tf.Session()\n"


def calls(text: str) -> str | None:
    found = layer_objects.normalise(HEAD + text, ast.parse(HEAD + text))
    return found[0].removeprefix(HEAD) if found is not None else None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("d = tf.layers.Dense(3, name='a')\ny = d(x)\n", "y = tf.layers.dense(x, 3, name='a')\n"),
        ("y = tf.layers.Conv2D(4, 3)(tf.layers.Flatten()(x))\n", "y = tf.layers.conv2d(tf.layers.flatten(x), 4, 3)\n"),
        ("y = tf.layers.Dropout(0.3).apply(x, training=t)\n", "y = tf.layers.dropout(x, 0.3, training=t)\n"),
        ("y = tf.keras.layers.Dense(3, 'relu')(x)\n", "y = tf.layers.dense(x, 3, 'relu')\n"),
        (
            "d = tf.layers.Dense(3)\ny = d(x)\nz = d(w)\n",
            'y = tf.layers.dense(x, 3, name="d")\nz = tf.layers.dense(w, 3, name="d", reuse=True)\n',
        ),
        (
            "dense = tf.layers.Dense(3)\ny = dense(dense(x))\n",
            'y = tf.layers.dense(tf.layers.dense(x, 3, name="dense_shared"), 3, name="dense_shared", reuse=True)\n',
        ),
    ],
)
def test_calls(before, after):
    assert calls(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "d = tf.layers.Dense(3)\nfor i in n:\n    x = d(x)\n",  # one layer for all rounds
        "d = tf.layers.Dense(3)\ndef f(x):\n    return d(x)\nf(f(x))\n",
        "d = tf.layers.Dense(3)\ny = d(x)\nz = d(w)\nsaver = tf.train.Saver()\n",  # the names are written
        "d = tf.layers.Dense(3)\ny = d(x)\nprint(d.kernel)\n",
        "n = 3\nd = tf.layers.Dense(n)\nn = 4\ny = d(x)\n",
        "d = tf.layers.Dense(size())\ny = d(x)\n",
        "if c:\n    d = tf.layers.Dense(3)\nelse:\n    d = tf.layers.Dense(4)\ny = d(x)\n",
        "y = tf.keras.layers.BatchNormalization()(x)\n",  # its updates are in no collection
        "y = tf.keras.layers.Dropout(0.5)(x)\n",  # the learning phase decides
        "y = tf.keras.layers.Dense(3, kernel_regularizer=r)(x)\n",
        "with tf.variable_scope('a', reuse=True):\n    y = tf.keras.layers.Dense(3)(x)\n",
        "d = [tf.layers.Dense(3) for i in n]\n",
        "tf.enable_eager_execution()\ny = tf.layers.Dense(3)(x)\n",
    ],
)
def test_what_is_not_certain_stays(text):
    assert calls(text) is None
