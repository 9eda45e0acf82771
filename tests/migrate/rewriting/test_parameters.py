"""What runs feed as parameters of the functions."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

START = "import tensorflow as tf\nrate = tf.constant(0.5)\nx = tf.placeholder(tf.float32, [])\n"
END = "with tf.Session() as sess:\n    sess.run(tf.global_variables_initializer())\n"


def result(graph: str, run: str) -> str:
    text = START + graph + END + "".join(f"    {line}\n" for line in run.split("\n"))
    return native.migrate("p.py", text, ast.parse(text))[0]


def test_a_helper_that_reads_a_fed_constant_when_it_is_called_goes_into_the_function():
    text = result("def f(t):\n    return t * rate\ny = f(x)\n", "print(sess.run(y, {x: 3.0, rate: 1.0}))")
    assert "def y(rate, x):\n    def f(t):" in text


def test_an_optimizer_may_hold_a_fed_rate():
    graph = "w = tf.Variable(1.0)\nopt = tf.train.MomentumOptimizer(rate, 0.9)\nstep = opt.minimize(w * w * x)\n"
    text = result(graph, "sess.run(step, {x: 3.0, rate: 0.1})\nsess.run(step, {x: 1.0})")
    assert "def step(" in text


@pytest.mark.parametrize(
    "graph",
    [
        "def f(t, r=rate):\n    return t * r\ny = f(x)\n",
        "f = lambda t, r=rate: t * r\ny = f(x)\n",
        "class Scale:\n    r = rate\n    def out(self, t):\n        return t * self.r\ny = Scale().out(x)\n",
        "def scale(r):\n    def f(t):\n        return t * r\n    return f\nf = scale(rate)\ny = f(x)\n",
    ],
)
def test_what_keeps_a_constant_that_runs_feed_stays_in_graph_mode(graph):
    with pytest.raises(Obstacle, match="`rate`, which runs feed, is kept"):
        result(graph, "print(sess.run(y, {x: 3.0, rate: 1.0}))")


def test_parameters_of_one_name_stay_in_graph_mode():
    graph = "first = x\ny = x * 2.0\nx = tf.placeholder(tf.float32, [])\nz = x * y\n"
    with pytest.raises(Obstacle, match="`x` stands for several tensors of one run"):
        result(graph, "print(sess.run(z, {first: 3.0, x: 1.0}))")


@pytest.mark.parametrize("fed, stays", [("0.2", False), ("[0.2, 1.0]", True)])
def test_a_rate_is_a_scalar_in_all_its_runs(fed, stays):
    graph = "lr = tf.placeholder(tf.float32)\nw = tf.Variable(1.0)\nshown = lr * 2.0\n"
    graph += "step = tf.train.GradientDescentOptimizer(lr).minimize(w * w * x)\n"
    run = f"sess.run(step, {{x: 3.0, lr: 0.1}})\nprint(sess.run(shown, {{lr: {fed}}}))"
    if stays:
        with pytest.raises(Obstacle, match="several numbers as a learning rate"):
            result(graph, run)
    else:
        assert "tf.TensorSpec([], tf.float32)" in result(graph, run)
