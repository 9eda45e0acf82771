"""Several objects of one class, and several calls of a function that builds a graph."""

from __future__ import annotations

import pytest
from forms import native, obstacle

HEAD = "import tensorflow as tf\n"
CLASS = """
class Net:
    def __init__(self, scale, name="net"):
        self.x = tf.placeholder(tf.float32, [])
        with tf.variable_scope(name):
            self.w = tf.get_variable("w", [], initializer=tf.ones_initializer())
        self.out = self.x * self.w * scale
"""
INIT = "sess = tf.Session()\nsess.run(tf.global_variables_initializer())\n"


def test_each_object_runs_its_own_graph():
    text = native(
        HEAD + CLASS + "a, b = Net(1.0, 'a'), Net(2.0, 'b')\n" + INIT + "print(sess.run(b.out, {b.x: 3.0}))\n"
    )
    assert "print(b.out(3.0).numpy())" in text
    assert "self.scale = scale" in text


def test_the_object_of_a_loop_is_the_one_that_is_run():
    use = "for net in nets:\n    feed = {net.x: 2.0}\n    print(sess.run(net.out, feed))\n"
    text = native(HEAD + CLASS + "nets = [Net(1.0, name=n) for n in 'ab']\n" + INIT + use)
    assert "print(net.out(2.0).numpy())" in text


def test_objects_made_in_a_loop():
    made = "nets = []\nfor i in range(2):\n    nets.append(Net(float(i), 'n%d' % i))\n"
    text = native(HEAD + CLASS + made + INIT + "print(sess.run(nets[1].out, {nets[1].x: 1.0}))\n")
    assert "print(nets[1].out(1.0).numpy())" in text


def test_functions_of_each_call_are_made_in_it():
    text = native(
        HEAD
        + """
def fit(rate):
    tf.reset_default_graph()
    w = tf.Variable(1.0)
    train = tf.train.GradientDescentOptimizer(rate).minimize(tf.square(w))
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(train)
        return sess.run(w)


print(fit(0.1), fit(0.2))
"""
    )
    assert "    optimizer = tf.keras.optimizers.SGD(rate)\n" in text
    assert "    @tf.function\n    def train():\n" in text


GRAPH_MODE = {
    "parts of two objects in one run": (
        CLASS
        + "a, b = Net(1.0, 'a'), Net(2.0, 'b')\n"
        + INIT
        + "print(sess.run([a.out, b.out], {a.x: 1.0, b.x: 1.0}))\n",
        "a run that takes parts of several objects of one class",
    ),
    "a tensor of an object under another name": (
        CLASS + "a, b = Net(1.0, 'a'), Net(2.0, 'b')\nout = b.out\n" + INIT + "print(sess.run(out, {a.x: 1.0}))\n",
        "a run of one of several objects, which is not named here",
    ),
    "objects under reuse": (
        CLASS
        + "with tf.variable_scope('s', reuse=tf.AUTO_REUSE):\n    a, b = Net(1.0), Net(2.0)\n"
        + INIT
        + "print(sess.run(b.out, {b.x: 1.0}))\n",
        "several objects of one class, which may share variables",
    ),
    "objects in two graphs": (
        CLASS
        + "a = Net(1.0)\ntf.reset_default_graph()\nb = Net(2.0)\n"
        + INIT
        + "print(sess.run(b.out, {b.x: 1.0}))\n",
        "objects of one class in several graphs",
    ),
    "a list of all variables": (
        CLASS
        + "a, b = Net(1.0, 'a'), Net(2.0, 'b')\nup = [tf.assign_add(v, 1.0) for v in tf.trainable_variables()]\n"
        + INIT
        + "sess.run(up)\nprint(sess.run(b.out, {b.x: 1.0}))\n",
        "what lists the variables of a graph that holds several objects or calls",
    ),
}


@pytest.mark.parametrize(("text", "reason"), GRAPH_MODE.values(), ids=GRAPH_MODE)
def test_stays_in_graph_mode(text, reason):
    assert obstacle(HEAD + text)[1] == reason
