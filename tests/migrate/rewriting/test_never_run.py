"""What a program builds and never runs goes, and a finding names it."""

from __future__ import annotations

import ast

from migrate.rewriting import native

PROGRAM = """
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable(tf.zeros([2, 1]))
y = tf.matmul(x, w)
{more}
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run({fetched}, {{x: [[1.0, 2.0]]}}))
"""


def never_run(more: str, fetched: str = "y") -> tuple[str, list[str]]:
    text = PROGRAM.format(more=more, fetched=fetched)
    result, findings = native.migrate("program.py", text, ast.parse(text))
    return result, [f.message for f in findings if f.code == "TF315"]


def test_all_is_run():
    assert never_run("z = tf.sigmoid(y)", "z")[1] == []


def test_what_is_not_run_is_named():
    result, messages = never_run("probability = tf.sigmoid(y)\ntop = tf.argmax(probability, 1)")
    assert messages == ["`probability`, `top` are never run, and what is not run goes"]
    assert "sigmoid" not in result


def test_a_training_op_that_nothing_runs():
    more = "loss = tf.reduce_mean(y)\ntrain = tf.train.GradientDescentOptimizer(0.1).minimize(loss)"
    assert never_run(more)[1] == ["`loss`, `train` are never run, and what is not run goes"]


def test_many_are_counted():
    more = "\n".join(f"{name} = tf.square(y)" for name in "abcdef")
    assert never_run(more)[1] == ["`a`, `b`, `c`, `d` and 2 more are never run, and what is not run goes"]


def test_a_group_is_run_with_its_members():
    more = "a = w.assign_add(w)\nb = w.assign_sub(w)\nboth = tf.group(a)"
    text = PROGRAM.replace("print(sess.run({fetched}, {{x: [[1.0, 2.0]]}}))", "sess.run(both)").format(more=more)
    result, findings = native.migrate("program.py", text, ast.parse(text))
    assert [f.message for f in findings if f.code == "TF315"] == ["`y`, `b` are never run, and what is not run goes"]
    assert "assign_add" in result and "assign_sub" not in result
