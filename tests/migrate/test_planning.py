"""Which functions the run sites of a program become, and what they share."""

from __future__ import annotations

import ast

from migrate.planning import Planner
from migrate.rewriting.native import Context

HEAD = """\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None])
labels = tf.placeholder(tf.float32, [None])
w = tf.Variable(2.0)
prediction = x * w
loss = tf.reduce_mean(tf.square(prediction - labels))
accuracy = tf.reduce_max(tf.abs(prediction - labels))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
constant = tf.constant(1.0)
sess = tf.Session()
sess.run(tf.global_variables_initializer())
"""


def plan(*runs: str):
    text = HEAD + "".join(f"sess.run({run})\n" for run in runs)
    context = Context("p.py", text, ast.parse(text))
    context.interp.run()
    assert not context.interp.obstacles
    return Planner(context.interp).build()


def outputs(part) -> list[str | None]:
    return [output.name for output in part.outputs]


def placeholders(part) -> list[str]:
    return sorted(str(placeholder.name) for placeholder in part.placeholders)


def test_the_same_fetches_are_one_function():
    (part,) = [p for p in plan("prediction, {x: [1]}", "prediction, {x: [2]}").parts if p.root]
    assert outputs(part) == ["prediction"] and placeholders(part) == ["x"]


def test_a_function_takes_only_the_placeholders_that_it_needs():
    roots = [p for p in plan("prediction, {x: [1]}", "loss, {x: [1], labels: [2]}").parts if p.root]
    assert {tuple(outputs(p)): placeholders(p) for p in roots} == {
        ("prediction",): ["x"],
        ("loss",): ["labels", "x"],
    }


def test_what_two_functions_need_is_shared():
    parts = plan("loss, {x: [1], labels: [2]}", "accuracy, {x: [1], labels: [2]}").parts
    shared = [part for part in parts if not part.root]
    assert [outputs(part) for part in shared] == [["prediction"]]


def test_initializers_and_constants_need_no_function():
    kinds = [site.kind for site in plan("constant", "w").sites]
    assert kinds == ["init", "value", "value"]


def test_a_training_run_has_its_operation():
    (part,) = [p for p in plan("[train, loss], {x: [1], labels: [2]}").parts if p.root]
    assert [operation.kind for operation in part.operations] == ["train"]
    assert outputs(part) == ["loss"]
