"""How often a method of a class that builds a graph may be meant."""

from __future__ import annotations

import ast

import pytest

from migrate.names import Names
from migrate.rewriting.classes import lower, uses

HEAD = "import tensorflow as tf\n\n"
MODEL = """\
class Model(object):
    def __init__(self, config):
        self.config = config
        self.x = tf.placeholder(tf.float32, [None, 3])
        self.rnn()

    def rnn(self):
        self.loss = tf.reduce_sum(self.x)


m = Model(config)
"""


def count(text: str, name: str = "rnn") -> int:
    tree = ast.parse(text.replace("self.rnn", "self\u00b7rnn"))
    owner = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Model")
    return uses.of_method(tree, Names(tree), owner, name)


def test_called_once():
    assert count(HEAD + MODEL) == 1


@pytest.mark.parametrize(
    "other",
    [
        "with tf.name_scope('rnn'):\n    pass\n",
        "tf.nn.rnn\n",
        "print(getattr(tf.nn, name), 'rnn')\n",
        "print(getattr(m, 'other'), 'rnn')\n",
        "class Config:\n    rnn = 'gru'\n\n\nconfig = Config()\nprint(config.rnn)\n",
        "if arguments.rnn:\n    print('on')\n",
        "print(arguments.rnn == 'gru')\n",
        "class Other:\n    def __init__(self):\n        self.rnn()\n\n    def rnn(self):\n        pass\n",
    ],
)
def test_what_is_no_use(other):
    assert count(HEAD + other + MODEL) == 1


@pytest.mark.parametrize(
    "other",
    [
        "m.rnn()\n",
        "build = m.rnn\n",
        "getattr(m, 'rnn')()\n",
        "getattr(m, name)('rnn')\n",
        "m.__dict__['rnn']\n",
        "run(m, operator.methodcaller('rnn'))\n",
    ],
)
def test_what_may_be_a_use(other):
    assert count(HEAD + MODEL + other) == 2


def test_an_attribute_that_takes_the_name():
    text = MODEL.replace("        self.rnn()\n", "        self.rnn = self.rnn()\n")
    assert count(HEAD + text) == 1
    assert count(HEAD + text + "print(m.rnn, 'rnn')\n") == 1


def test_written_out_where_it_is_called():
    """A scope of the method's name, as networks often have, is no second use of it."""
    text = HEAD + MODEL.replace(
        "        self.loss = tf.reduce_sum(self.x)\n",
        "        with tf.name_scope('rnn'):\n            self.loss = tf.reduce_sum(self.x)\n",
    )
    lowering = lower(text, ast.parse(text))
    assert [m.kind for m in lowering.classes[0].members] == ["init", "inlined"]
