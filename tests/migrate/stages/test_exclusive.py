"""Which parts of a program one run of it never has together."""

from __future__ import annotations

import ast

import pytest

from migrate.names import Names
from migrate.stages import exclusive
from migrate.stages.interpreter import Interpreter

HEAD = """\
import sys
import tensorflow as tf

w = tf.Variable(1.0)


def train():
    sess = tf.Session()
    sess.run(tf.global_variables_initializer())


def test():
    sess = tf.Session()
    sess.run(tf.global_variables_initializer())


"""


def sessions(end: str):
    tree = ast.parse(HEAD + end)
    interp = Interpreter(tree, Names(tree))
    interp.run()
    made = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n) == "tf.Session()"]
    return interp, made


@pytest.mark.parametrize(
    ("end", "apart"),
    [
        ("if sys.argv[1] == 'train':\n    train()\nelse:\n    test()\n", True),
        ("def main():\n    if sys.argv[1]:\n        train()\n        return\n    test()\n\nmain()\n", True),
        ("def main(_):\n    if sys.argv[1]:\n        train()\n    else:\n        test()\n\ntf.app.run()\n", True),
        ("if sys.argv[1] == 'train':\n    train()\ntest()\n", False),
        ("for mode in sys.argv:\n    if mode == 'train':\n        train()\n    else:\n        test()\n", False),
        ("def main(mode):\n    if mode:\n        train()\n    else:\n        test()\n\nmain(1)\nmain(0)\n", False),
        ("if sys.argv[1]:\n    train()\nelse:\n    test()\nagain = test\nagain()\n", False),
        ("if sys.argv[1]:\n    train()\nelse:\n    train()\n    test()\n", False),
    ],
)
def test_sessions_of_functions(end, apart):
    interp, made = sessions(end)
    assert exclusive.pairwise(interp, made) is apart


def test_the_first_run_of_a_session():
    interp, made = sessions("train()\n")
    runs = [n for n in ast.walk(interp.tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == "sess.run"]
    assert exclusive.opens(interp, made[0], runs[0])
    assert not exclusive.opens(interp, made[0], runs[1])
    changed = HEAD.replace("tf.Session()\n", "tf.Session()\n    use(sess)\n", 1)
    tree = ast.parse(changed)
    other = Interpreter(tree, Names(tree))
    other.run()
    made = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n) == "tf.Session()"]
    runs = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func) == "sess.run"]
    assert not exclusive.opens(other, made[0], runs[0])
