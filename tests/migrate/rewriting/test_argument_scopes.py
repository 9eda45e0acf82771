"""Arguments that a scope gives to the layers in its block, and normalizers that layers apply."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import argument_scopes, normalizers

HEAD = """\
import tensorflow as tf
from tensorflow.contrib.framework import arg_scope
from tensorflow.contrib.layers import batch_norm, conv2d, fully_connected
x = tf.placeholder(tf.float32, [None, 3])
"""


def form(module, body: str) -> str | None:
    text = HEAD + body
    found = module.normalise(text, ast.parse(text))
    return None if found is None else found[0].removeprefix(HEAD)


def test_the_calls_of_a_block_get_the_arguments():
    body = (
        "with arg_scope([fully_connected],\n               activation_fn=None):\n    y = fully_connected(x, 2)  # two\n"
    )
    assert form(argument_scopes, body) == "y = fully_connected(x, 2, activation_fn=None)  # two\n"


def test_an_argument_of_the_call_and_of_an_inner_scope_wins():
    body = (
        "with arg_scope([fully_connected], activation_fn=None, trainable=True):\n"
        "    with arg_scope([fully_connected], trainable=False):\n"
        "        a = fully_connected(x, 2, activation_fn=tf.nn.tanh)\n"
        "    b = fully_connected(a, 2)\n"
    )
    assert form(argument_scopes, body) == (
        "a = fully_connected(x, 2, activation_fn=tf.nn.tanh, trainable=False)\n"
        "b = fully_connected(a, 2, activation_fn=None, trainable=True)\n"
    )


def test_a_function_of_two_names_is_one():
    body = "with arg_scope([conv2d], stride=2):\n    y = tf.contrib.layers.convolution2d(x, 2, 3)\n"
    assert form(argument_scopes, body) == "y = tf.contrib.layers.convolution2d(x, 2, 3, stride=2)\n"


def test_a_value_that_is_computed_is_computed_once():
    body = (
        "with arg_scope([fully_connected], weights_regularizer=tf.contrib.layers.l2_regularizer(0.1)):\n"
        "    y = fully_connected(fully_connected(x, 2), 2)\n"
    )
    assert form(argument_scopes, body) == (
        "weights_regularizer = tf.contrib.layers.l2_regularizer(0.1)\n"
        "y = fully_connected(fully_connected(x, 2, weights_regularizer=weights_regularizer), 2, "
        "weights_regularizer=weights_regularizer)\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        "def f(t):\n    return fully_connected(t, 2)\nwith arg_scope([fully_connected], trainable=True):\n    f(x)\n",
        "with arg_scope([fully_connected], activation_fn=None):\n    fully_connected(x, 2, tf.nn.relu)\n",  # an error
        "with arg_scope([fully_connected], trainable=False) as scope:\n    fully_connected(x, 2)\n",
        "with arg_scope([batch_norm], decay=0.9):\n    fully_connected(x, 2, normalizer_fn=batch_norm)\n",
        "with arg_scope([fully_connected], trainable=True):\n    tf.contrib.layers.stack(x, fully_connected, [2])\n",
        "fc = fully_connected\nwith arg_scope([fully_connected], trainable=True):\n    fc(x, 2)\n",
        "import nets\nwith arg_scope([fully_connected], trainable=True):\n    nets.net(fully_connected(x, 2))\n",
        "n = None\nwith arg_scope([fully_connected], activation_fn=n):\n    n = fully_connected(x, 2)\n",
    ],
)
def test_what_a_scope_reaches_elsewhere_stays(body: str):
    assert form(argument_scopes, body) is None


def test_a_normalizer_comes_before_the_activation():
    body = (
        "p = {'is_training': True, 'decay': 0.9}\n"
        "y = fully_connected(x, 2, normalizer_fn=batch_norm, activation_fn=tf.nn.tanh, scope='h', "
        "normalizer_params=p)\n"
    )
    assert (form(normalizers, body) or "").split("\n", 1)[1] == (
        "y = fully_connected(x, 2, scope='h', activation_fn=None, biases_initializer=None)\n"
        'y = batch_norm(y, is_training=True, decay=0.9, scope="h/BatchNorm")\n'
        "y = tf.nn.tanh(y)\n"
    )


def test_the_default_activation_is_written():
    assert form(normalizers, "y = tf.identity(conv2d(x, 2, 3, normalizer_fn=batch_norm))\n") == (
        "y = tf.identity(tf.nn.relu(batch_norm(conv2d(x, 2, 3, activation_fn=None, biases_initializer=None))))\n"
    )


@pytest.mark.parametrize(
    "body",
    [
        "y = fully_connected(x, 2, normalizer_fn=tf.contrib.layers.layer_norm)\n",
        "p = {'decay': 0.9}\np['scale'] = 1\ny = conv2d(x, 2, 3, normalizer_fn=batch_norm, normalizer_params=p)\n",
        "y = fully_connected(x, 2, normalizer_fn=batch_norm)\nsaver = tf.train.Saver()\n",  # the names would differ
        "y = fully_connected(x, 2, None, batch_norm)\n",
    ],
)
def test_other_normalizers_stay(body: str):
    assert form(normalizers, body) is None
