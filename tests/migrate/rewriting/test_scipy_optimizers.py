"""SciPy's optimizers over a graph: the loss and its gradient become a function that SciPy asks."""

from __future__ import annotations

import ast

import pytest
from forms import native, obstacle

from migrate.rewriting import scipy_optimizers

HEAD = """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(3.0)
b = tf.Variable(1.0)
loss = tf.square(x * w - b)
"""
MADE = "optimizer = tf.contrib.opt.ScipyOptimizerInterface(loss, options={'maxiter': 3})\n"
SESSION = "sess = tf.Session()\nsess.run(tf.global_variables_initializer())\n"


def test_a_function_gives_the_loss_and_its_gradient():
    text = native(
        HEAD + MADE + SESSION + "optimizer.minimize(sess, {x: 2.0}, fetches=[loss, w], loss_callback=print)\n"
    )
    assert "optimizer_variables = [w, b]" in text
    assert 'tape.gradient(loss, optimizer_variables, unconnected_gradients="zero")' in text
    assert "optimizer_options = dict(options={'maxiter': 3})" in text
    assert "    loss_value, gradient = (t.numpy() for t in " in text
    assert "    print(loss_value, w_value)\n    return loss_value, gradient" in text
    assert "minimize_with_scipy(loss_and_gradient, optimizer_variables, **optimizer_options)" in text


def test_variables_are_those_that_were_named():
    made = "optimizer = tf.contrib.opt.ScipyOptimizerInterface(loss, var_list=[b], method='CG')\n"
    text = native(HEAD + made + SESSION + "feed = {x: 2.0}\noptimizer.minimize(sess, feed)\n")
    assert "optimizer_variables = [b]" in text
    assert "optimizer_options = dict(method='CG')" in text


def test_a_class_keeps_what_scipy_needs():
    text = native(
        """\
import tensorflow as tf


class Model:
    def __init__(self, n):
        self.weights = []
        for i in range(n):
            W = tf.Variable(1.0 * i)
            self.weights.append(W)
        self.loss = tf.add_n([tf.square(W - 2.0) for W in self.weights])
        self.optimizer = tf.contrib.opt.ScipyOptimizerInterface(self.loss)
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def train(self):
        self.optimizer.minimize(self.sess, fetches=[self.loss], loss_callback=self.show)

    def show(self, loss):
        print(loss)


for n in (2, 3):
    model = Model(n)
    model.train()
"""
    )
    assert "self.optimizer_variables = [*self.weights]" in text
    assert "minimize_with_scipy(self.loss_and_gradient, self.optimizer_variables)" in text


@pytest.mark.parametrize(
    "rest",
    [
        "optimizer.minimize(sess, {x: 2.0}, options=None)\n",  # an argument of the run
        "optimizer.minimize(sess, feed())\n",
        "optimizer.minimize(sess, {x: 2.0}, fetches=[loss * 2.0])\n",
        "optimizer.minimize(sess, {x: 2.0}, loss_callback=make())\n",
        "found = optimizer.minimize(sess, {x: 2.0})\n",
        "try:\n    optimizer.minimize(sess, {x: 2.0})\nexcept ValueError:\n    pass\n",
        "optimizer.minimize(sess, {x: 2.0}); print(1)\n",
        "keep(optimizer)\noptimizer.minimize(sess, {x: 2.0})\n",
        "other.optimizer.minimize(sess, {x: 2.0})\noptimizer.minimize(sess, {x: 2.0})\n",
        "print(1)\n",  # nothing minimizes
    ],
)
def test_left_as_it_is(rest):
    text = HEAD + MADE + SESSION + rest
    assert scipy_optimizers.normalise(text, ast.parse(text)) is None


@pytest.mark.parametrize("word", ["equalities=[w]", "inequalities=[w]", "var_to_bounds={w: (0, 1)}", "**words"])
def test_constraints_stay(word):
    text = HEAD + MADE.replace("options={'maxiter': 3}", word) + SESSION + "optimizer.minimize(sess, {x: 2.0})\n"
    assert scipy_optimizers.normalise(text, ast.parse(text)) is None


def test_a_callback_that_runs_the_session():
    line, reason = obstacle(
        HEAD
        + MADE
        + SESSION
        + "def show():\n    print(sess.run(w))\noptimizer.minimize(sess, {x: 2.0}, loss_callback=show)\n"
    )
    assert (line, reason) == (11, "a function that SciPy calls back while it minimizes runs the session")


def test_variables_of_other_objects_matter_to_other_methods():
    model = """\
import tensorflow as tf


class Model:
    def __init__(self, start):
        self.w = tf.Variable(start)
        self.loss = tf.square(self.w - 2.0)
        self.optimizer = tf.contrib.opt.ScipyOptimizerInterface(self.loss, method="{}")
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def train(self):
        self.optimizer.minimize(self.sess)


for start in (2.0, 3.0):
    Model(start).train()
"""
    native(model.format("BFGS"))
    _, reason = obstacle(model.format("SLSQP"))
    assert reason == "what lists the variables of a graph that holds several objects or calls"
