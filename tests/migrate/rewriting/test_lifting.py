"""Helpers inside functions and classes that make variables become helpers of the module."""

from __future__ import annotations

from migrate.rewriting import lifting

CLASS = """\
import tensorflow as tf


class Net:
    pass


def Net(size, rate=0.1):
    self·size = size

    def self·layer(x, units, name="l"):
        # a layer
        with tf.variable_scope(name):
            w = tf.get_variable("w", [self·size, units])
            return self·squash(tf.matmul(x, w)) * rate

    def self·squash(x):
        return tf.tanh(x)

    self·a = self·layer(self·x, 3)
    self·b = self·layer(self·y, units=2, name="m")

    def self·run():
        return self·sess.run(self·a)
"""


def lifted(text: str, start: str) -> str | None:
    line = next(n for n, each in enumerate(text.split("\n"), 1) if each.strip().startswith(start))
    found = lifting.lift(text, line)
    if found is None:
        return None
    new, origin = found
    assert len(origin) == new.count("\n") + 1
    for each, number in zip(new.split("\n"), origin, strict=True):
        old = text.split("\n")[number - 1].strip()
        assert not each.strip() or each.strip()[:6] == old[:6] or each.strip().startswith("def")
    return new


def test_what_a_helper_reads_becomes_its_parameters():
    new = lifted(CLASS, "def self·layer")
    assert (
        """\
def layer(size, rate, x, units, name="l"):
    # a layer
    with tf.variable_scope(name):
        w = tf.get_variable("w", [size, units])
        return squash(tf.matmul(x, w)) * rate


def squash(x):
    return tf.tanh(x)


def Net(size, rate=0.1):
    self·size = size

    self·a = layer(self·size, rate, self·x, 3)
    self·b = layer(self·size, rate, self·y, units=2, name="m")
"""
        in new
    )


def test_a_parameter_keeps_clear_of_the_names_that_the_helper_has():
    new = lifted(CLASS.replace("units, name", "size, name"), "def self·layer")
    assert "def layer(size_, rate, x, size, name=" in new
    assert "[size_, units]" in new


def test_a_helper_that_stores_attributes_stays():
    text = CLASS.replace("        # a layer\n", "        nonlocal self·count\n        self·count = 1\n")
    assert lifted(text, "def self·layer") is None


def test_a_helper_that_a_method_calls_later_stays():
    assert lifted(CLASS.replace("self·sess.run(self·a)", "self·layer(1, 2)"), "def self·layer") is None


def test_a_helper_that_is_handed_on_stays():
    assert lifted(CLASS + "    self·all = [self·layer]\n", "def self·layer") is None
    assert lifted(CLASS + "\n\nnet = Net(1)\nnet.layer(2)\n", "def self·layer") is None
