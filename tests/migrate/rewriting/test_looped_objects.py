"""Lists of variables that a loop of a helper fills."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

HEAD = """import tensorflow as tf

def net(x, sizes, n=2):
"""
TAIL = """    return x

x = tf.placeholder(tf.float32, [None, 2])
y = net(x, [3, 4])
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1.0, 2.0]]}))
"""
MAKING = """    kernels = []
    for m in sizes:
        kernels.append(tf.Variable(tf.zeros([n, m])))
        n = m
"""
COMPUTING = """    for kernel in kernels:
        x = tf.matmul(x, kernel)
"""


def migrated(body: str) -> str:
    text = HEAD + body + TAIL
    return native.migrate("a.py", text, ast.parse(text))[0]


def test_the_constructor_fills_the_list_and_the_call_reads_it():
    found = migrated(MAKING + COMPUTING)
    assert (
        """    def __init__(self, sizes, n=2):
        super().__init__()
        self.kernels = []
        for m in sizes:
            self.kernels.append(tf.Variable(tf.zeros([n, m])))
            n = m

    def __call__(self, x):
        for kernel in self.kernels:
            x = tf.matmul(x, kernel)
        return x
"""
        in found
    )
    assert "net = Net([3, 4])" in found


def test_a_loop_that_does_both_is_two():
    both = "    for m in sizes:\n        kernel = tf.Variable(tf.zeros([n, m]))\n"
    both += "        x = tf.matmul(x, kernel)\n        n = m\n"
    assert migrated(both) == migrated(MAKING + COMPUTING)


@pytest.mark.parametrize(
    "body",
    [
        MAKING + "    kernels.reverse()\n" + COMPUTING,
        MAKING + "    kernels[0] = x\n" + COMPUTING,
        MAKING + "    kernels.append(x)\n" + COMPUTING,
        MAKING + "    others = kernels\n    others.reverse()\n" + COMPUTING,
        MAKING.replace("kernels", "variables") + COMPUTING.replace("kernels", "variables"),
        MAKING.replace("for m in sizes:", "for m in sizes:\n        x = tf.nn.tanh(x)") + COMPUTING,
        MAKING.replace("for m in sizes:", "for m in sizes:\n        print(m)") + COMPUTING,
        MAKING.replace("for m in sizes:", "for m in sizes:\n      for k in sizes:") + COMPUTING,
        MAKING.replace("kernels = []", "kernels = [x]") + COMPUTING,
        "    if n > x.get_shape()[1]:\n" + MAKING.replace("    ", "        ", 1) + COMPUTING,
    ],
)
def test_left_in_graph_mode(body):
    with pytest.raises(Obstacle):
        migrated(body)
