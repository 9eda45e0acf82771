"""Lists of variables that helpers return are made where the helpers are called."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import returned_lists

HEAD = "import tensorflow as tf\n"
HELPER = """\
def build(x, name, size=3):
    with tf.variable_scope(name):
        net = tf.layers.dense(x, size)
    # of this scope
    params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope=name)
    return net, params


"""


def rewritten(text: str) -> str | None:
    found = returned_lists.normalise(HEAD + text, ast.parse(HEAD + text))
    return found[0].removeprefix(HEAD) if found is not None else None


def test_the_list_is_made_after_each_call():
    assert rewritten(HELPER + "a, b = build(x, 'a')  # one\nc, d = build(x, name='c')\nprint(b, d)\n") == (
        "def build(x, name, size=3):\n    with tf.variable_scope(name):\n        net = tf.layers.dense(x, size)\n"
        "    return net\n\n\n"
        "a = build(x, 'a')  # one\n# of this scope\n"
        "b = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='a')\n"
        "c = build(x, name='c')\n"
        "d = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='c')\nprint(b, d)\n"
    )


def test_a_scope_may_have_the_name_of_the_helper():
    assert "d = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope='build')" in rewritten(
        HELPER + "c, d = build(x, 'build')\n"
    )


def test_a_list_in_the_return():
    text = """\
def build(x, name):
    with tf.variable_scope(name):
        net = tf.layers.dense(x, 3)
        return net, x, tf.trainable_variables(scope=name + "/dense")
def main(name):
    net, x, found = build(y, name)
    return net, found
"""
    assert rewritten(text) == (
        "def build(x, name):\n    with tf.variable_scope(name):\n        net = tf.layers.dense(x, 3)\n"
        "        return net, x\n"
        "def main(name):\n    net, x = build(y, name)\n"
        "    found = tf.trainable_variables(scope=name + '/dense')\n    return net, found\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        HELPER + "both = build(x, 'a')\n",
        HELPER + "a, b = build(*everything)\n",
        HELPER + "a, b = build(x, names[0])\n",
        HELPER + "name = 'a'\na, name = build(x, name)\n",
        HELPER + "a, b = build(x, 'a')\nmake = build\n",
        HELPER + "a, b = build(x, 'a')\nc = getattr(module, 'build')\n",
        HELPER + "a, b = build(x, 'a'); print(b)\n",
        HELPER.replace("    return", "    print(params)\n    return") + "a, b = build(x, 'a')\n",
        HELPER.replace("    return", "    net = tf.layers.dense(net, 1)\n    return") + "a, b = build(x, 'a')\n",
        HELPER.replace("    with", "    name = name + '_net'\n    with") + "a, b = build(x, 'a')\n",
        HELPER.replace("return net", "return tf.layers.dense(net, 1)") + "a, b = build(x, 'a')\n",
        HELPER.replace("scope=name", "scope=scope.name") + "a, b = build(x, 'a')\n",
        HELPER.replace(", scope=name", "") + "a, b = build(x, 'a')\n",
        HELPER.replace("    with", "    if x is None:\n        return None, []\n    with") + "a, b = build(x, 'a')\n",
        HELPER + "def main(tf):\n    a, b = build(x, 'a')\n",
    ],
)
def test_what_is_not_certain_stays(text):
    assert rewritten(text) is None
