"""Branches that the program's constants never take, where they build or run a part of the graph."""

from __future__ import annotations

import ast

import pytest

from migrate.engine import Options, SourceFile, migrate_group
from migrate.rewriting import untaken_branches

TF = "import tensorflow as tf\n"
TOLD = "  # no run took the other branch\n"


def result(text: str) -> str | None:
    found = untaken_branches.normalise(TF + text, ast.parse(TF + text))
    return None if found is None else found.text.removeprefix(TF)


def test_the_assertion_stands_where_the_choice_is_made():
    before = "MODE = 'a'\nN = 1\n\n\ndef f():\n"
    branches = "    if MODE == 'b':\n        tf.abs(1)\n    else:\n        print(1)\n        print(2)\n"
    after = f"MODE = 'a'\nassert MODE != 'b'{TOLD}N = 1\n\n\ndef f():\n    print(1)\n    print(2)\n"
    assert result(before + branches) == after
    assert result(before + branches + branches) == after + "    print(1)\n    print(2)\n"  # said once


def test_what_a_parameter_decides_is_asserted_in_its_function():
    text = "def f(use=False):\n    print(0)\n    if use:\n        tf.abs(1)\n    return 1\nf()\n"
    assert result(text) == f"def f(use=False):\n    print(0)\n    assert not use{TOLD}    return 1\nf()\n"


def test_a_choice_at_the_very_end():
    text = "def f():\n    if N:\n        tf.abs(1)\n    return 1\nN = 0"
    assert result(text) == f"def f():\n    return 1\nN = 0\nassert not N{TOLD}".rstrip("\n")


def test_comments_of_what_is_kept_stay():
    text = "N = 1\nif N > 2:\n    tf.abs(1)\nelse:  # small\n    # one\n    print(1)  # two\n"
    assert result(text) == f"N = 1\nassert N <= 2{TOLD}# small\n# one\nprint(1)  # two\n"
    text = "N = '#'\nif N == '#':  # sharp\n    print(1)\nelse:\n    tf.abs(1)\n"
    assert result(text) == f"N = '#'\nassert N == '#'{TOLD}# sharp\nprint(1)\n"


def test_one_of_several_branches():
    text = "def f():\n    if M == 1:\n        tf.abs(1)\n    elif M == 2:\n        print(2)\n"
    text += "    else:\n        tf.abs(3)\n"
    assert result("M = 2\n" + text) == f"M = 2\nassert M == 2{TOLD}def f():\n    print(2)\n"
    assert result("M = 1\n" + text) == f"M = 1\nassert M == 1{TOLD}def f():\n    tf.abs(1)\n"
    assert result("M = 3\n" + text) == f"M = 3\nassert M != 1 and M != 2{TOLD}def f():\n    tf.abs(3)\n"


def test_a_test_of_several_lines_is_asserted_on_one():
    text = "N = 1\nif (N > 2 and  # both\n        N < 5):\n    tf.abs(1)\n"
    assert result(text) == f"N = 1\nassert not (N > 2 and N < 5){TOLD}"


def test_a_block_keeps_a_statement():
    text = "for i in a:\n    if False:\n        tf.abs(1)\n"
    assert result(text) == "for i in a:\n    pass\n"


def test_what_builds_the_graph_may_be_a_function_of_the_program():
    text = "def g():\n    return h()\ndef h():\n    return tf.abs(1)\nN = 0\ndef f():\n    if N:\n        g()\n"
    assert "if N" not in result(text)
    assert "if N" not in result("class C:\n    def __init__(self):\n        tf.abs(1)\nN = 0\nif N:\n    C()\n")
    assert "if N" not in result("N = 0\nif N:\n    sess.run(x)\n")


@pytest.mark.parametrize(
    "text",
    [
        "N = 0\nif N:\n    print(1)\n",  # no part of the graph
        "N = f()\nif N:\n    tf.abs(1)\n",
        "N = 1\nif N:\n    tf.abs(1)\n",
        "N = 0\nif N: tf.abs(1)\nelse: print(1)\n",
        "def f():\n    if False:\n        yield tf.abs(1)\n",
        "def f():\n    if False:\n        global N\n        N = tf.abs(1)\n",
        "N = 0\nif N: pass; tf.abs(1)\nelse: print(1); print(2)\n",
    ],
)
def test_what_stays(text: str):
    assert result(text) is None


PROGRAM = """import numpy as np
import tensorflow as tf
METHOD = {'name': 'clip', 'lam': 0.5}
x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable(tf.ones([2, 1]))
y = tf.matmul(x, w)
loss = tf.reduce_mean(tf.square(y))
feeds = {}
if METHOD['name'] == 'pen':
    lam = {'lam': tf.placeholder(tf.float32)}
    loss = loss + lam['lam']
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        _, value = sess.run([train, loss], {x: np.ones([4, 2])})
        print(value)
"""


def migrated(text: str):
    return migrate_group([SourceFile("main.py", text)], Options()).files[0]


def test_a_program_that_is_native_without_them():
    file = migrated(PROGRAM)
    assert "compat" not in file.text and "assert METHOD['name'] != 'pen'" in file.text
    found = [f for f in file.findings if f.code == "TF318"]
    assert [f.line for f in found] == [9] and "METHOD['name'] != 'pen'" in found[0].message


def test_a_program_that_is_native_with_them_keeps_them():
    text = PROGRAM.replace("{'lam': tf.placeholder(tf.float32)}", "{'lam': 0.5}")
    file = migrated(text)
    assert "TF318" not in {f.code for f in file.findings} and "if METHOD" in file.text


def test_only_what_prevents_the_native_form_goes():
    extra = "L2 = 0\nif L2 > 0:\n    loss = loss + tf.nn.l2_loss(w)\n"
    file = migrated(PROGRAM.replace("feeds = {}\n", extra))
    assert [f.line for f in file.findings if f.code == "TF318"] == [11]
    assert "if L2 > 0:" in file.text and "assert METHOD['name'] != 'pen'" in file.text


def test_values_that_stand_in_a_test_are_not_asserted():
    text = PROGRAM.replace("tf.train.GradientDescentOptimizer(0.1).minimize(loss)", "train_on(loss, 0.1)")
    helper = "    if rate > 0.5:\n        return tf.train.AdamOptimizer(rate).minimize(loss)\n"
    helper += "    return tf.train.GradientDescentOptimizer(rate).minimize(loss)\n"
    file = migrated(text.replace("METHOD =", f"def train_on(loss, rate):\n{helper}\nMETHOD ="))
    assert "SGD(0.1)" in file.text and file.text.count("assert") == 1 and "assert METHOD" in file.text


def test_what_the_rest_needs_is_found_in_the_file():
    file = migrated(PROGRAM + "    queue = tf.PriorityQueue(3, tf.float32)\n    sess.run(queue.enqueue(1.0))\n")
    assert "from compat import" in file.text
    reasons = [f for f in file.findings if f.code == "TF201"]
    assert reasons and all(file.line > 16 for file in reasons)
