"""Training of an object's graph by other code, as a part of the object's constructor."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import object_training, programs, step_reads

MODEL = """\
import tensorflow as tf
class Model:
    def __init__(self, n):
        self.x = tf.placeholder(tf.float32, [None, n])
        self.loss = tf.reduce_mean(self.x * tf.Variable(1.0))
"""
TRAIN = "tf.train.AdamOptimizer(rate).minimize(model.loss)\n"


def result(text: str) -> str | None:
    return object_training.normalise(MODEL + text, ast.parse(MODEL + text))


def test_the_constructor_is_given_what_training_needs():
    found = result(f"rate = 0.1\ndef main(rate):\n    model = Model(3)\n    # how\n    op = {TRAIN}    use(op)\n")
    assert found is not None
    assert found.startswith(MODEL.replace("self, n", "self, n, rate"))
    assert "\n\n        # how\n        self.op = tf.train.AdamOptimizer(rate).minimize(self.loss)\n" in found
    assert found.endswith("def main(rate):\n    model = Model(3, rate)\n    use(model.op)\n")


def test_names_that_nothing_else_reads_are_locals():
    found = result("model = Model(n=3)\nrate = tf.constant(0.1)\nop = " + TRAIN + "print(op)\n")
    assert found is not None
    assert "        rate = tf.constant(0.1)\n        self.op = " in found
    assert found.endswith("model = Model(n=3)\nprint(model.op)\n")


def test_a_class_of_another_file():
    run = "import tensorflow as tf\nfrom net import Model\ndef main(flags):\n    model = Model(3)\n"
    run += "    op = tf.train.AdamOptimizer(flags.rate).minimize(model.loss)\n    sess.run(op)\n"
    text, _ = programs.join([("net.py", MODEL), ("run.py", run)])
    found = object_training.normalise(text, ast.parse(text))
    assert found is not None
    parts = programs.split(found)
    assert "def __init__(self, n, rate):" in parts["net.py"]
    assert parts["run.py"].endswith("    model = Model(3, flags.rate)\n    sess.run(model.op)\n")


@pytest.mark.parametrize(
    "text",
    [
        f"model = Model(3)\nrate = 0.1\nop = {TRAIN}print(op)\n",  # known after the object is made
        f"rate = 0.1\nmodel = Model(3)\nother = Model(4)\nop = {TRAIN}print(op)\n",
        f"rate = 0.1\nmodel = Model(3)\nsess.run(init)\nop = {TRAIN}print(op)\n",
        f"def main(rate):\n    model = Model(3)\n    if fast:\n        rate.value = 0.5\n    op = {TRAIN}    use(op)\n",
        f"def main(rate):\n    model = Model(3)\n    rate[0] *= 0.5\n    op = {TRAIN}    use(op)\n",
        f"def main(rate):\n    model = Model(3)\n    rate.halve()\n    op = {TRAIN}    use(op)\n",
        f"import random\ndef main(rate):\n    model = Model(3)\n    random.shuffle(rate)\n    op = {TRAIN}",
        f"class P:\n    def build(self): pass\ndef main(p):\n    model = Model(3)\n    p.build()\n    op = {TRAIN}",
        f"rate = 0.1\nwith tf.variable_scope('m'):\n    model = Model(3)\nop = {TRAIN}print(op)\n",
        f"rate = 0.1\nmodel = Model(3)\nsaver = tf.train.Saver()\nop = {TRAIN}print(op)\n",
        f"rate = 0.1\nmodel = Model(3)\nmodel.loss = 3\nop = {TRAIN}print(op)\n",
        f"rate = 0.1\nmodel = Model(3)\nop = {TRAIN}op = 3\nprint(op)\n",
        f"rate = 0.1\ndef more(m):\n    pass\nmodel = Model(3)\nmore(model)\nop = {TRAIN}print(op)\n",
        f"rate = 0.1\nfor i in range(2):\n    model = Model(3)\n    op = {TRAIN}    print(op)\n",
        "model = Model(3)\nprint(model.loss)\n",
    ],
)
def test_what_is_not_certain_stays(text):
    assert result(text) is None


def test_reads_of_the_global_step():
    text = "import tensorflow as tf\nn = tf.train.global_step(sess, model.step)\n"
    found = step_reads.normalise(text, ast.parse(text))
    assert found == ("import tensorflow as tf\nn = int(sess.run(model.step))\n", None)
    text = "import tensorflow as tf\nint = float\nn = tf.train.global_step(sess, step)\n"
    assert step_reads.normalise(text, ast.parse(text)) is None
