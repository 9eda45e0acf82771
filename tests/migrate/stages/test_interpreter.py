"""What the interpreter makes of graph code: kinds of values, what they depend on, and nothing but obstacles."""

from __future__ import annotations

import ast

import pytest

from migrate.names import Names
from migrate.rewriting.native import migrate
from migrate.running import in_big_stack
from migrate.stages.interpreter import Interpreter
from migrate.stages.program import Obstacle

HEAD = "import tensorflow as tf\nx = tf.placeholder(tf.float32, [None, 2])\nw = tf.Variable(tf.ones([2, 1]))\n"


def interpreted(text: str) -> Interpreter:
    tree = ast.parse(HEAD + text)
    interpreter = Interpreter(tree, Names(tree))
    interpreter.run()
    return interpreter


def value(text: str, name: str = "y"):
    """What `name` stands for at the end of the module."""
    found = [unit.defs[name] for unit in interpreted(text).scopes[0].units if name in unit.defs]
    return found[-1]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("y = x", "Placeholder"),
        ("y = w", "Variable"),
        ("y = tf.matmul(x, w)", "Tensor"),
        ("y = x * 2", "Tensor"),
        ("y = [x, w]", "Seq"),
        ("y = w.assign(w)", "Tensor"),
        ("y = tf.train.AdamOptimizer()", "Optimizer"),
        ("y = tf.train.AdamOptimizer().minimize(tf.reduce_sum(w))", "Operation"),
        ("y = len('abc')", "Host"),
        ("def f(a):\n    return tf.nn.relu(a)\ny = f(x)", "Tensor"),
        ("def f(a):\n    return a\ny = f(w)", "Variable"),
        ("f = lambda a: a + 1\ny = f(x)", "Tensor"),
        ("y, z = x, w", "Placeholder"),
        ("y = {'a': x}['a']", "Placeholder"),
        ("z = [x]\ny = z[0]", "Placeholder"),
        ("class A:\n    def __init__(self):\n        self.v = w\ny = A().v", "Variable"),
    ],
)
def test_kinds_of_values(text, kind):
    assert type(value(text)).__name__ == kind


@pytest.mark.parametrize(
    "text",
    [
        "y = tf.constant(1.0)",
        "y = tf.zeros([2]) + 1",
    ],
)
def test_a_constant_is_the_same_in_every_run(text):
    assert not value(text).dynamic


@pytest.mark.parametrize("text", ["y = x + 1", "y = w + 1", "y = tf.random_normal([2])", "y = tf.reduce_sum([x, x])"])
def test_what_changes_between_runs_is_dynamic(text):
    assert value(text).dynamic


ODD = [
    "y = x\nfor y in y: pass",
    "def f(): return f()\nf()",
    "def f(a, *b, **c): return f(*b, **c)\nf(x, *[x], **{'k': x})",
    "class A(A2):\n    x = x\n    def __getattr__(self, n): return x\nA().q.r",
    "y = x[...][None, ::2][w]",
    "global q\nq = [*x, *w]",
    "try:\n    raise x\nexcept x as e:\n    del e\nfinally:\n    assert x, w",
    "y = f'{x!r:{w}}'\nlambda: (yield x)",
    "match x:\n    case {'a': [1, *r]} | None:\n        pass\n    case w.q(a=b) if x:\n        y = b",
    "async def f():\n    async with x as y:\n        await y\n    return [i async for i in x]\nf()",
    "y = (z := x) if x is w else not x\nx @= w\nx.a.b[w] = x",
    "with tf.Session() as s, open(x) as (a, b):\n    s.run(*[x], **{'feed_dict': {x: 1}})",
    "tf.placeholder()\ntf.Variable()\ntf.Session().run()\ntf.matmul()\ntf.train.AdamOptimizer().minimize()",
    "tf.data.Dataset.from_tensor_slices().make_one_shot_iterator().get_next().get_next()",
    "tf.placeholder(x, x, x, x, x)\ntf.layers.dense(*x, **w)\ntf.gradients(**{})",
    "tf.nn.dropout(x)[0](1)(2).run(feed_dict=1)\nx.eval(1, 2, 3, 4)",
    "tf = 1\ntf.log(x)",
    "(a, (b, *c)), d = x\n[a, b][c] = d",
    "import tensorflow as x\nx.placeholder(x.float32)",
    "def g():\n    yield x\nfor y in g(): w = y",
    "y = {**x, 'a': w}\ny['b']['c']\ny.update(y)",
    "sum([x, w], *[1])\nmax(x)\nzip(x)\nmap(tf.log, [x])\nprint(*[x], sep=w)",
    "\n".join(f"def f{i}(a):\n    return f{(i + 1) % 3}(a)" for i in range(3)) + "\nf0(x)",
    "y = " + "-" * 300 + "x",
    "y = x" + " + x" * 600,
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_code_is_an_obstacle_or_native_but_never_an_error(text):
    source = HEAD + text + "\nwith tf.Session() as sess:\n    print(sess.run(w))\n"
    try:
        ast.parse(in_big_stack(lambda: migrate("p.py", source, ast.parse(source)))[0])
    except Obstacle as obstacle:
        assert obstacle.reason


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("if x > 0:\n    pass", 4, "a graph tensor is used as a Python truth value"),
        ("tf.no_such_thing(x)", 4, "`tf.no_such_thing` has no native form"),
        (
            "tf.train.import_meta_graph('m.meta')",
            4,
            "a graph that a file holds is loaded: what is in it is known only at run time",
        ),
        (
            "tf.train.batch([x], 2)",
            4,
            "a queue of the input whose readers, batches or uses have no certain form as a dataset",
        ),
        ("save(x)", 4, "a graph tensor is passed to `save`, which is not TensorFlow's"),
    ],
)
def test_obstacles_have_a_place_and_a_reason(text, line, reason):
    source = HEAD + text + "\nwith tf.Session() as sess:\n    print(sess.run(w))\n"
    with pytest.raises(Obstacle) as caught:
        migrate("p.py", source, ast.parse(source))
    assert (caught.value.node.lineno, caught.value.reason) == (line, reason)
