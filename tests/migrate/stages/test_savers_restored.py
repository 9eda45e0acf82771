"""Programs without an initializer: every variable is restored before anything reads it."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

PROGRAM = """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0, name="w")
y = x * w
saver = tf.train.Saver()


def predict(value):
    return sess.run(y, {{x: value}})


def report(value):
    print(predict(value))


with tf.Session() as sess:
    {first}
    {second}
"""
RESTORE = 'saver.restore(sess, "model")'


def migrated(first: str, second: str) -> str:
    text = PROGRAM.format(first=first, second=second)
    return native.migrate("program.py", text, ast.parse(text), "default")[0]


@pytest.mark.parametrize("call", ["print(predict(2.0))", "report(2.0)"])
def test_functions_that_are_called_after_it_read_what_was_restored(call):
    assert 'saver.restore("model")' in migrated(RESTORE, call)


@pytest.mark.parametrize("call", ["print(predict(2.0))", "report(2.0)"])
def test_functions_that_are_called_before_it_do_not(call):
    with pytest.raises(Obstacle, match="no run of an initializer"):
        migrated(call, RESTORE)
