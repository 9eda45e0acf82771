"""Estimators that are written out as session programs; what the native forms compute is tested in legacy_samples."""

from __future__ import annotations

import ast

import pytest

from migrate.engine import Options, SourceFile, migrate_group
from migrate.names import Names
from migrate.rewriting import estimators
from migrate.rewriting.estimators.arrays import Array, Arrays
from migrate.stages.program import Obstacle

MODEL = """import numpy as np
import tensorflow as tf

data = np.ones((20, 3), dtype=np.float32)
target = np.zeros(20, dtype=np.int32)


def model_fn(features, labels, mode):
    logits = tf.layers.dense(features["x"], 2)
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode, predictions=logits)
    loss = tf.losses.sparse_softmax_cross_entropy(labels, logits)
    train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss, global_step=tf.train.get_global_step())
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=train_op)


model = tf.estimator.Estimator(model_fn)
train_input_fn = tf.estimator.inputs.numpy_input_fn({"x": data}, target, batch_size=4, num_epochs=None, shuffle=True)
model.train(train_input_fn, steps=5)
"""


def migrated(text: str):
    return migrate_group([SourceFile("program.py", text)], Options())


def native(text: str) -> str:
    result = migrated(text)
    assert [p.form for p in result.programs] == ["native"], result.programs
    return result.files[0].text


def test_training_is_a_loop_over_a_dataset():
    text = native(MODEL)
    assert "model_fn" not in text and "estimator" not in text
    assert "x_spec = tf.TensorSpec([None, 3], tf.float32)\nlabels_spec = tf.TensorSpec([None], tf.int32)\n" in text
    assert "train_data = tf.data.Dataset.from_tensor_slices((data, target)).shuffle(1000).repeat().batch(4)\n" in text
    assert "for batch_x, batch_labels in train_data.take(5):\n    train_step(batch_x, batch_labels)\n" in text
    assert {f.code for f in migrated(MODEL).files[0].findings} >= {"TF301", "TF308"}


def test_what_is_only_read_by_other_modes_is_left_out():
    text = native(
        MODEL.replace("    loss = tf", "    tf.summary.scalar('mean', tf.reduce_mean(logits))\n    loss = tf")
    )
    assert "summary" not in text and "evaluate" not in text and "predict" not in text


def test_places_are_those_of_the_file():
    text = MODEL.replace("    loss = tf", "    queue = tf.PriorityQueue(3, [tf.float32])\n    loss = tf")
    program = migrated(text).programs[0]
    assert (program.form, program.reason.line) == ("compat", 12)


EVALUATE = MODEL + "input_fn = tf.estimator.inputs.numpy_input_fn({'x': data}, target, shuffle=False)\n"


def test_results_of_evaluation_come_in_the_order_of_tensorflow_1():
    metrics = "eval_metric_ops={'zeta': tf.metrics.mean(logits), 'accuracy': tf.metrics.accuracy(labels, classes)}"
    text = EVALUATE.replace("    loss = tf", "    classes = tf.argmax(logits, 1)\n    loss = tf")
    text = text.replace("train_op=train_op)", f"train_op=train_op, {metrics})") + "print(model.evaluate(input_fn))\n"
    told = estimators.normalise(text, ast.parse(text)).text
    wanted = ["accuracy", "loss", "zeta", "global_step"]
    assert sorted(wanted, key=told[told.index("print(") :].index) == wanted
    assert native(text)


REFUSED = {
    "a folder": (MODEL.replace("Estimator(model_fn)", "Estimator(model_fn, model_dir='here')"), "folder"),
    "a configuration": (MODEL.replace("(model_fn)\n", "(model_fn, config=tf.estimator.RunConfig())\n"), "folder"),
    "hooks": (MODEL.replace("steps=5", "steps=5, hooks=[]"), "hooks"),
    "no end": (MODEL.replace(", steps=5", ""), "without an end"),
    "an unknown input": (MODEL.replace("model.train(train_input_fn", "model.train(lambda: None"), "numpy_input_fn"),
    "unknown arrays": (MODEL.replace("np.zeros(20, dtype=np.int32)", "load()"), "type and shape"),
    "no count of steps": (MODEL.replace(", global_step=tf.train.get_global_step()", ""), "global step"),
    "a mode as a value": (MODEL.replace("    loss = tf", "    print_mode(mode)\n    loss = tf"), "mode is used"),
    "prints": (MODEL.replace("    loss = tf", "    print('built')\n    loss = tf"), "acts on the host"),
    "a name of the module": (MODEL.replace("data = np", "loss = 1\ndata = np"), "`loss`"),
    "other uses": (MODEL + "print(model.latest_checkpoint())\n", "more than train"),
    "evaluation first": (
        MODEL.replace("model.train(train_input_fn, steps=5)", "model.evaluate(train_input_fn, steps=1)"),
        "not trained first",
    ),
    "two estimators": (MODEL + "other = tf.estimator.Estimator(model_fn)\n", "several"),
    "another metric": (
        EVALUATE.replace(
            "train_op=train_op)", "train_op=train_op, eval_metric_ops={'a': tf.metrics.mean_iou(labels, loss, 2)})"
        )
        + "model.evaluate(input_fn)\n",
        "metric",
    ),
    "an array that changes": (MODEL + "np.random.shuffle(data)\n", "changes in place"),
    "an array that is written": (MODEL + "target[0] = 1\n", "changes in place"),
    "drawn predictions": (EVALUATE + "print(next(model.predict(input_fn)))\n", "one by one"),
    "other types": (
        EVALUATE.replace("{'x': data}", "{'x': np.ones((20, 3))}") + "model.evaluate(input_fn)\n",
        "another type",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refuses(what):
    text, reason = REFUSED[what]
    with pytest.raises(Obstacle) as error:
        estimators.normalise(text, ast.parse(text))
    assert reason in error.value.reason
    assert migrated(text).programs[0].form == "compat"


ARRAYS = {
    "np.linspace(0, 1, 6).reshape(2, 3)": Array("float64", (2, 3)),
    "np.random.rand(4, 2).astype(np.float32)": Array("float32", (4, 2)),
    "np.array([[1, 2], [3, 4]])": Array("int64", (2, 2)),
    "np.array([0] * 3 + [1] * 3, dtype=np.int32)": Array("int32", (None,)),
    "np.array([[1], [2, 3]])": Array(None, None),
    "np.zeros((5, n))": Array("float64", (5, None)),
    "np.ones([5, 2], dtype='int32')[1:3]": Array("int32", (None, 2)),
    "np.ones([5, 2])[:, 0]": Array("float64", (5,)),
    "np.ones([5, 2]).sum(axis=1) > 0": Array("bool", (5,)),
    "np.ones([5, 2]) * other": Array(None, None),
    "mnist.train.images": Array("float32", (None, 784)),
    "mnist.test.labels": Array("uint8", (None,)),
    "hot.test.labels": Array("float64", (None, 10)),
    "load()": Array(None, None),
}


@pytest.mark.parametrize("expression", ARRAYS)
def test_arrays(expression):
    text = "import numpy as np\nfrom tensorflow.examples.tutorials.mnist import input_data\n"
    text += "mnist = input_data.read_data_sets('data')\nhot = input_data.read_data_sets('data', one_hot=True)\n"
    tree = ast.parse(text + f"a = {expression}\na\n")
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    assert Arrays(tree, Names(tree), parents).of(tree.body[-1].value) == ARRAYS[expression]
