"""Helpers that make optimizers are written out where they are called."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import training_helpers

HEAD = "import tensorflow as tf\n"


def written_out(text: str) -> str | None:
    found = training_helpers.normalise(HEAD + text, ast.parse(HEAD + text))
    return found[0].removeprefix(HEAD) if found is not None else None


HELPER = """\
# How it trains
def training(loss, rate=0.1):
    '''Text.'''
    optimizer = tf.train.AdamOptimizer(rate)
    # one step
    train_op = optimizer.minimize(loss)
    return train_op
"""


def test_statements_and_comments():
    assert written_out(HELPER + "\n\nop = training(cost)  # all\n") == (
        "# How it trains\noptimizer = tf.train.AdamOptimizer(0.1)\n# one step\nop = optimizer.minimize(cost)  # all\n"
    )


def test_each_call_has_names_of_its_own():
    text = written_out(HELPER + "a = training(x, 0.2)\nb = training(f(y), rate=r)\n")
    assert "optimizer = tf.train.AdamOptimizer(0.2)" in text and "a = optimizer.minimize(x)" in text
    assert "loss = f(y)\nb_optimizer = tf.train.AdamOptimizer(r)" in text and "b = b_optimizer.minimize(loss)" in text


def test_names_of_the_caller_stay_its_own():
    text = written_out("rate = 2\n" + HELPER + "optimizer = 1\nop = training(rate)\nprint(rate, optimizer)\n")
    assert "op_optimizer = tf.train.AdamOptimizer(0.1)" in text
    assert "op = op_optimizer.minimize(rate)" in text and "print(rate, optimizer)" in text


def test_a_parameter_that_is_bound_again():
    text = written_out(
        "def train(loss):\n    loss = loss * 2\n    return tf.train.AdamOptimizer(1).minimize(loss)\nop = train(cost)\n"
    )
    assert text == "loss = cost\nloss = loss * 2\nop = tf.train.AdamOptimizer(1).minimize(loss)\n"


def test_several_results_inside_a_function():
    text = written_out(
        "def main():\n    with s:\n        a, b = train(cost)\n        s.run(a)\n"
        "def train(loss):\n    o = tf.train.AdamOptimizer(1)\n    return o.minimize(loss), o\nmain()\n"
    )
    assert "        b = tf.train.AdamOptimizer(1)\n        a = b.minimize(cost)\n" in text


def test_results_that_are_no_names():
    text = written_out(
        "def train(loss):\n    o = tf.train.AdamOptimizer(1)\n    return o.minimize(loss), loss * 2, o\n"
        "a, b, o = train(cost)\nc, d, e = a, b, o\n"
    )
    assert text == ("o = tf.train.AdamOptimizer(1)\na, b = o.minimize(cost), cost * 2\nc, d, e = a, b, o\n")


def test_a_result_takes_the_name_of_an_argument_only_where_that_is_not_read_again():
    helper = "def train(cost):\n    total = cost + 1\n    op = tf.train.AdamOptimizer(1).minimize({})\n"
    helper += "    return total, op\n"
    text = written_out(helper.format("cost") + "loss, op = train(loss)\n")
    assert text == "total = loss + 1\nop = tf.train.AdamOptimizer(1).minimize(loss)\nloss = total\n"
    text = written_out(helper.format("total") + "loss, op = train(loss)\n")
    assert text == "loss = loss + 1\nop = tf.train.AdamOptimizer(1).minimize(loss)\n"


def test_arguments_named_like_what_a_comprehension_binds():
    helper = "def train(rate):\n    rates = [rate * k for k in (1, 2)]\n"
    text = written_out(helper + "    return tf.train.AdamOptimizer(rates[0]).minimize(x)\nop = train(k)\n")
    assert text is not None and text.startswith("rate = k\nrates = [rate * k for k in (1, 2)]\n")


@pytest.mark.parametrize(
    "text",
    [
        HELPER,  # nobody calls it
        HELPER + "op = wrap(training)\n",
        HELPER + "op = wrap(training(loss))\n",
        HELPER + "op = training(*given)\n",
        HELPER.replace("# one step", "if rate: return None") + "op = training(x)\n",
        HELPER.replace("# one step", "global g") + "op = training(x)\n",
        HELPER.replace("# one step", "def inner(): pass") + "op = training(x)\n",
        HELPER.replace("(rate)", "(rate * k)") + "def main(k):\n    op = training(x)\nmain(1)\n",  # another k
        HELPER.replace("def training", "@wrapped\ndef training") + "op = training(x)\n",
        "class A:\n    def train(self):\n        return tf.train.AdamOptimizer(1).minimize(x)\nop = A().train()\n",
        HELPER.replace("# one step", "sess.run(init)") + "op = training(x)\n",
    ],
)
def test_what_is_not_certain_stays(text):
    assert written_out(text) is None
