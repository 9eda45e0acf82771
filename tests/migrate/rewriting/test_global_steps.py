"""The global step, found by its name or made by a statement of its own."""

from __future__ import annotations

import ast

from migrate.rewriting import global_steps, native

HEAD = "import tensorflow as tf\n\n"
LOSS = "w = tf.Variable(2.0)\nloss = tf.square(w)\n"
TRAIN = "train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, global_step={})\n"
RUN = "with tf.Session() as sess:\n    sess.run(tf.global_variables_initializer())\n    sess.run(train)\n"


def migrated(text: str) -> str:
    return native.migrate("a.py", text, ast.parse(text))[0]


def test_made_by_a_statement():
    line = TRAIN.format("tf.train.get_or_create_global_step()")
    text, _ = global_steps.normalise(HEAD + line, ast.parse(HEAD + line)) or ("", None)
    assert text.splitlines()[2:] == [
        "global_step = tf.train.get_or_create_global_step()",
        TRAIN.format("global_step").strip(),
    ]


def test_a_lambda_is_left():
    line = HEAD + "make = lambda: tf.train.get_or_create_global_step()\n"
    assert global_steps.normalise(line, ast.parse(line)) is None


def test_found_by_its_name():
    text = 'step = tf.Variable(0, name="global_step", trainable=False)\n'
    text = migrated(HEAD + text + LOSS + TRAIN.format("tf.train.get_global_step()") + RUN)
    assert "    step.assign_add(1)\n" in text
    assert text.count("global_step") == 1


def test_none_without_one():
    text = migrated(HEAD + LOSS + TRAIN.format("tf.train.get_global_step()") + RUN)
    assert "global_step" not in text and "assign_add" not in text
