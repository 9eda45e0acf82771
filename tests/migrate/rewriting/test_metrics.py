"""tf.metrics, told apart into a metric, an update and a value; what they compute is tested in semantics/."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from migrate.engine import Options, SourceFile, migrate_group
from migrate.rewriting import metrics

HEAD = "import tensorflow as tf\n"


def told(text: str):
    return metrics.normalise(HEAD + text, ast.parse(HEAD + text))


def test_value_and_update_get_statements():
    text, added = told("a, b = tf.metrics.mean(x)\nprint(a)\n")
    assert text.split("\n")[1:4] == [
        "a_metric = tf.metrics.mean.variables()",
        "b = tf.metrics.mean.update(a_metric, x)",
        "a = tf.metrics.mean.value(a_metric)",
    ]
    assert added == [2, 4]


def test_lines_below_stay_where_they_are():
    text, added = told("a = tf.metrics.accuracy(  # why\n    labels=x,\n    predictions=y)[1]\nprint(a)\n")
    assert text.split("\n")[1] == "a_metric = tf.metrics.accuracy.variables()"
    assert text.split("\n").index("print(a)") == 5 and added == [2]


def test_names_that_are_taken():
    text, _ = told("a_metric = 1\na = tf.metrics.mean(x)[1]\n")
    assert "a_metric_2 = tf.metrics.mean.variables()" in text


@pytest.mark.parametrize(
    "statement",
    [
        "a = tf.metrics.mean(x)",
        "a = tf.metrics.mean(x)[0]",
        "a, b = tf.metrics.mean(x, weights=w)",
        "a, a = tf.metrics.mean(x)",
        "a, b = tf.metrics.auc(x, y, curve='PR')",
        "a, b = tf.metrics.mean_iou(x, y, 3)",
        "a, b = tf.metrics.mean(x); c = 1",
    ],
)
def test_left_alone(statement):
    assert told(statement + "\n") is None


def test_obstacle_at_the_line_of_the_file():
    text = (
        HEAD
        + "x = tf.placeholder(tf.float32, [None])\na, b = tf.metrics.mean(x)\ny = tf.PriorityQueue(3, [tf.float32])\n"
    )
    text += "with tf.Session() as sess:\n    print(sess.run(a))\n"
    program = migrate_group([SourceFile("p.py", text)], Options()).programs[0]
    assert (program.form, program.reason.line) == ("compat", 4)


def test_a_run_that_reads_and_updates_is_refused():
    text = HEAD + "x = tf.placeholder(tf.float32, [None])\na, b = tf.metrics.mean(x)\n"
    text += "with tf.Session() as sess:\n    sess.run(tf.local_variables_initializer())\n"
    text += "    print(sess.run([a, b], {x: [1.0]}))\n"
    program = migrate_group([SourceFile("p.py", text)], Options()).programs[0]
    assert program.form == "compat" and "read and updated" in program.reason.message


def test_each_metric_has_its_class():
    path = Path(__file__).parent / "semantics" / "metric_counts_and_errors.py"
    text = migrate_group([SourceFile("p.py", path.read_text(encoding="utf-8"))], Options()).files[0].text
    assert "precision_metric = tf.keras.metrics.Precision()" in text
    assert "rmse_metric = tf.keras.metrics.RootMeanSquaredError()" in text
    assert "mse_metric = tf.keras.metrics.Mean()" in text and "area_metric = AUC()" in text
    assert "tp_metric(tf.cast(labels, tf.bool), tf.cast(guess, tf.bool))" in text
    assert "precision_metric.reset_state()" in text
