"""Savers that save and restore nothing go."""

from __future__ import annotations

import ast

import pytest
from forms import native

from migrate.rewriting import unused_savers

HEAD = "import tensorflow as tf\n\nw = tf.Variable(1.0)\n"
RUN = "with tf.Session() as sess:\n    sess.run(tf.global_variables_initializer())\n    print(sess.run(w))\n"


def test_the_statement_goes_and_is_told():
    text = HEAD + "saver = tf.train.Saver(tf.global_variables(), max_to_keep=3)  # for later\n" + RUN
    found, _, notes = unused_savers.normalise(text, ast.parse(text))
    assert found == HEAD + RUN
    assert notes == [(4, "TF315", "`saver` saves and restores nothing, and goes")]
    assert "Saver" not in native(text)


def test_of_an_object():
    text = native(
        """\
import tensorflow as tf


class Model:
    def __init__(self, sizes):
        self.weights = []
        for size in sizes:
            self.weights.append(tf.Variable(tf.ones([size])))
        self.loss = tf.add_n([tf.reduce_sum(w) for w in self.weights])
        self.saver = tf.train.Saver()
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def show(self):
        print(self.sess.run(self.loss))


Model([2, 3]).show()
"""
    )
    assert "aver" not in text


def test_alone_in_its_block():
    text = HEAD + "if True:\n    saver = tf.train.Saver()\n"
    found, *_ = unused_savers.normalise(text, ast.parse(text))
    assert found == HEAD + "if True:\n    pass\n"


@pytest.mark.parametrize(
    "rest",
    [
        "saver = tf.train.Saver()\n" + RUN + "saver.save(sess, 'm')\n",
        "saver = tf.train.Saver()\ndef f():\n    return saver\n",
        "saver = tf.train.Saver()\nprint(globals())\n",
        "def f():\n    global saver\n    saver = tf.train.Saver()\n",
        "saver = None\nif w is None:\n    saver = tf.train.Saver()\n",
        "saver = tf.train.Saver(make())\n",
        "saver = tf.train.Saver(); print(1)\n",
        "saver = tf.train.Saver()\nimport model\nmodel.saver.save(sess, 'm')\n",
        "saver = tf.train.Saver()\nfrom model import saver\n",
        "a = saver = tf.train.Saver()\n",
    ],
)
def test_left_as_it_is(rest):
    text = HEAD + rest
    assert unused_savers.normalise(text, ast.parse(text)) is None
