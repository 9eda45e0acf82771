"""A class that builds a graph, read as a function whose names are its attributes."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting.classes import lower, lowerings

HEAD = "import tensorflow as tf\n\n"
MODEL = HEAD + (
    '''\
class Model(object):
    """A model."""

    scale = 2.0

    def __init__(self, n):
        """Builds it."""
        self.n = n
        self._build()
        self.loss = self._loss(0.5)

    # the graph
    def _build(self):
        """The graph."""
        n = self.n * 2
        self.x = tf.placeholder(tf.float32, [None, n])

    def _loss(self, weight):
        loss = tf.reduce_sum(self.x) * weight
        return loss

    def learn(self, x):
        """One step."""
        self.steps = 1
        return self.sess.run(self.loss, {self.x: x})


m = Model(3)
'''
)
LOWERED = '''\
import tensorflow as tf

def Model(n):
    "~begin constant"
    self~scale = 2.0
    "~end constant"
    self~n = n
    "~begin _build"
    n~_build = self~n * 2
    self~x = tf.placeholder(tf.float32, [None, n~_build])
    "~end _build"
    "~begin _loss"
    self~loss = tf.reduce_sum(self~x) * 0.5
    "~end _loss"

    def self~learn(x):
        nonlocal self~steps
        """One step."""
        self~steps = 1
        return self~sess.run(self~loss, {self~x: x})


m = Model(3)
'''


def test_lowered():
    found = lower(MODEL, ast.parse(MODEL))
    assert found is not None
    assert found.text.replace("\u00b7", "~") == LOWERED
    ast.parse(found.text)


def test_a_method_that_only_computes_stays_one():
    text = HEAD + (
        """\
class Model:
    def __init__(self, n):
        self.w = tf.Variable(tf.zeros([n]))
        self.x = tf.placeholder(tf.float32, [n])
        self.y = self.double(self.x)
        self.z = self.again(self.y)
        self.sess = tf.Session()

    def double(self, x):
        return x * self.w + tf.reduce_sum(x)

    def again(self, y):
        return y + self.x
"""
    )
    first, second = (found.text for found in lowerings(text, ast.parse(text)))
    assert "def self\u00b7double(x):" in first and "def self\u00b7double(x):" not in second
    assert "def self\u00b7again" not in first  # it reads a tensor of the graph


def test_places():
    found = lower(MODEL, ast.parse(MODEL))
    lines = MODEL.split("\n")
    for number, line in enumerate(found.text.split("\n"), 1):
        old = lines[found.line(number) - 1]
        at = line.find("tf.placeholder")
        if at >= 0:
            column = found.column(number, len(line[:at].encode()))
            assert old[column:].startswith("tf.placeholder")


KEPT = {
    "no graph in attributes": "class A:\n    def __init__(self):\n        self.x = 1\n\n\na = A()\n",
    "self given away": (
        "class A:\n    def __init__(self):\n        self.x = tf.zeros([])\n        keep(self)\n\n\na = A()\n"
    ),
    "a property that is set": (
        "class A:\n    def __init__(self):\n        self.x = tf.placeholder(tf.float32)\n\n"
        "    @property\n    def y(self):\n        return self.x\n\n"
        "    @y.setter\n    def y(self, value):\n        self.x = value\n\n\na = A()\n"
    ),
    "a base": "class A(B):\n    def __init__(self):\n        self.x = tf.placeholder(tf.float32)\n\n\na = A()\n",
    "the class as a value": (
        "class A:\n    def __init__(self):\n        self.x = tf.placeholder(tf.float32)\n\n\nb = A\na = b()\n"
    ),
    "an attribute deleted": (
        "class A:\n    def __init__(self):\n        self.x = tf.zeros([])\n        del self.x\n\n\na = A()\n"
    ),
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_not_lowered(text):
    assert lower(HEAD + text, ast.parse(HEAD + text)) is None


KEEPER = """import tensorflow as tf


class Net:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None])
        self.y = self.x * 2


class Runner:
    def __init__(self, sess, net):
        self.sess = sess
        self.net = net

    def run(self, x):
        return self.sess.run(self.net.y, {self.net.x: x})


net = Net()
"""


@pytest.mark.parametrize(
    "made",
    [
        "with tf.Session() as sess:\n    print(Runner(sess, net).run([1]))\n",
        "sess = tf.InteractiveSession()\nprint(Runner(net=net, sess=sess).run([1]))\n",
        "def start(s):\n    print(Runner(s, net).run([1]))\n\n\nwith tf.Session() as sess:\n    start(sess)\n",
    ],
)
def test_classes_that_are_given_a_session(made):
    text = KEEPER + made
    found = lowerings(text, ast.parse(text))
    assert [[c.name for c in f.classes] for f in found] == [["Net"], ["Net", "Runner"]]


def test_classes_that_are_given_something_else():
    text = KEEPER + "print(Runner(session(), net).run([1]))\n"
    assert len(lowerings(text, ast.parse(text))) == 1
