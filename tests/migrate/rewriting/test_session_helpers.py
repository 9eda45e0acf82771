"""Helpers that open a session and give it back are written out where they are called."""

from __future__ import annotations

import ast

import pytest
from forms import native

from migrate.rewriting import session_helpers

HELPER = """\
import tensorflow as tf


def tf_session():
    config = tf.ConfigProto(allow_soft_placement=True)
    sess = tf.Session(config=config)
    sess.run(tf.global_variables_initializer())
    return sess


"""
REST = "w = tf.Variable(1.0)\nsession = tf_session()\nprint(session.run(w))\n"


def test_the_session_is_opened_where_it_is_used():
    text = HELPER + REST
    found, _ = session_helpers.normalise(text, ast.parse(text))
    assert "def " not in found
    assert "session = tf.Session(config=config)\nsession.run(tf.global_variables_initializer())\nprint" in found
    assert "print(w.numpy())" in native(text)


def test_of_an_object():
    text = native(
        HELPER
        + """\
class Model:
    def __init__(self):
        self.w = tf.Variable(1.0)
        self.x = tf.placeholder(tf.float32, [])
        self.y = self.w * self.x
        self.sess = tf_session()

    def show(self):
        print(self.sess.run(self.y, {self.x: 2.0}))


Model().show()
"""
    )
    assert "ession" not in text


@pytest.mark.parametrize(
    "text",
    [
        HELPER.replace("    return sess\n", "    print(sess.run(w))\n    return sess\n") + REST,
        HELPER.replace("    return sess\n", "    return w\n") + REST,
        HELPER + REST.replace("session = tf_session()", "session = first(tf_session())"),
    ],
)
def test_left_as_it_is(text):
    assert session_helpers.normalise(text, ast.parse(text)) is None
