"""Objects of the program's own classes that hold variables."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

LAYER = """import tensorflow as tf


class Layer:
    def __init__(self, m, n, f=tf.nn.tanh):
        self.W = tf.Variable(tf.ones([m, n]))
        self.params = [self.W]
        self.f = f

    def forward(self, x):
        return self.f(tf.matmul(x, self.W))


x = tf.placeholder(tf.float32, [None, 3])
"""
TRAIN = """
loss = tf.reduce_mean(tf.square(y))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train_op, {x: [[1, 2, 3]]})
"""
LISTED = """layers = []
for n in (3, 3):
    layers.append(Layer(3, n))
layers.append(Layer(3, 3, lambda v: v))
y = x
for layer in layers:
    y = layer.forward(y)
"""


def result(text: str) -> str:
    text = LAYER + text + TRAIN
    return native.migrate("p.py", text, ast.parse(text))[0]


def obstacle(text: str) -> str:
    with pytest.raises(Obstacle) as found:
        result(text)
    return found.value.reason


def test_two_objects_with_names():
    text = result("one = Layer(3, 4)\ntwo = Layer(4, 2, tf.nn.softmax)\ny = two.forward(one.forward(x))\n")
    assert LAYER[: LAYER.index("x = ")] in text  # the class is as it was
    assert "one = Layer(3, 4)\ntwo = Layer(4, 2, tf.nn.softmax)\n" in text
    assert "        y = two.forward(one.forward(x))\n" in text
    assert "variables = [one.W, two.W]\n" in text


def test_objects_in_a_list():
    text = result(LISTED)
    assert LISTED[: LISTED.index("y = x")] in text
    assert "        y = x\n        for layer in layers:\n            y = layer.forward(y)\n" in text
    assert "variables = tape.watched_variables()\n" in text


def test_some_of_a_list():
    text = result(LISTED.replace("in layers:\n    y =", "in layers[:-1]:\n    y =") + "y = layers[-1].forward(y)\n")
    assert "        y = layers[-1].forward(y)\n" in text


def test_the_variables_of_all_objects_of_a_list():
    penalty = "params = []\nfor layer in layers:\n    params += layer.params\n"
    text = result(LISTED + penalty + "y = y + sum(tf.reduce_sum(p) for p in params)\n")
    assert penalty in text


def test_a_name_that_stands_for_two_objects():
    text = result("a = Layer(3, 3)\ny = a.forward(x)\na = Layer(3, 3)\ny = a.forward(y)\n")
    assert "y = a.forward(x)\n        y = a_2.forward(y)\n" in text and "variables = [a.W, a_2.W]\n" in text
    assert "is bound again" in obstacle("a = Layer(3, 3)\ny = a.forward(x)\nif x is not None:\n    a = Layer(3, 3)\n")


@pytest.mark.parametrize(
    "text, reason",
    [
        ("a.f = tf.nn.relu\n", "`.f` of an object that holds variables is changed"),
        ("a.params.append(x)\n", "a container of an object that holds variables is changed"),
        ("import copy\nb = copy.deepcopy(a)\n", "is passed to `copy.deepcopy`"),
        ("import random\nb = random.choice([a])\n", "is passed to `random.choice`"),
        ("b = a.missing\n", "attribute `missing` of an object that holds variables"),
        ("b = getattr(a, input())\n", "an attribute whose name is known only at run time"),
        ("b = unknown()\nb.layer = a\n", "stored in an attribute of an unknown object"),
    ],
)
def test_what_is_not_followed(text: str, reason: str):
    text = LAYER + "a = Layer(3, 3)\ny = a.forward(x)\n" + text + TRAIN
    with pytest.raises(Obstacle) as found:
        native._normalised("p.py", text, ast.parse(text), "loop")
    assert reason in found.value.reason


@pytest.mark.parametrize(
    "old, new",
    [
        ("class Layer:", "class Layer(dict):"),
        ("    def forward", "    def __getattr__(self, name):\n        return 1\n\n    def forward"),
        ("        self.f = f\n", "        self.f = f\n        setattr(self, 'b', tf.Variable(tf.ones([n])))\n"),
        ("        self.f = f\n", "        self.f = f\n        self.doubled = self.W * 2\n"),
    ],
)
def test_classes_that_do_more(old: str, new: str):
    text = LAYER.replace(old, new) + "a = Layer(3, 3)\ny = a.forward(x)\n" + TRAIN
    with pytest.raises(Obstacle):
        native._normalised("p.py", text, ast.parse(text), "loop")


INHERITED = """import tensorflow as tf


class Layer(object):
    def __init__(self, rate=1.0):
        self.rate = rate

    def __call__(self, x):
        return self._call(x) * self.rate


class Dense(Layer):
    def __init__(self, n, **kwargs):
        super(Dense, self).__init__(**kwargs)
        self._build(n)

    def _build(self, n):
        self.W = tf.Variable(tf.ones([n, n]))

    def _call(self, x):
        return tf.matmul(x, self.W)


class Half(Layer):
    def __init__(self):
        super().__init__(rate=0.5)

    def _call(self, x):
        return x


x = tf.placeholder(tf.float32, [None, 3])
"""


def test_classes_of_one_base():
    text = INHERITED + "y = x\nlayers = [Dense(3, rate=2.0), Half()]\nfor layer in layers:\n    y = layer(y)\n" + TRAIN
    native_text = native.migrate("p.py", text, ast.parse(text))[0]
    assert INHERITED[: INHERITED.index("x = ")] in native_text
    assert "        for layer in layers:\n            y = layer(y)\n" in native_text


def test_a_base_that_is_not_of_the_module():
    text = INHERITED.replace("class Layer(object)", "from layers import Base\n\n\nclass Layer(Base)")
    text += "layer = Dense(3)\ny = layer(x)\n" + TRAIN
    with pytest.raises(Obstacle):
        native.migrate("p.py", text, ast.parse(text))


def test_a_helper_that_makes_objects():
    text = result(
        "def make(n):\n    return [Layer(n, n), Layer(n, n)]\n\n\none, two = make(3)\ny = two.forward(one.forward(x))\n"
    )
    assert "one, two = make(3)\n" in text


def test_a_helper_that_makes_objects_and_computes():
    text = LAYER + "def net(v):\n    return Layer(3, 3).forward(v)\n\n\ny = net(x)\n" + TRAIN
    with pytest.raises(Obstacle) as found:
        native._normalised("p.py", text, ast.parse(text), "loop")
    assert found.value.reason == "a helper makes objects that hold variables, and more"
