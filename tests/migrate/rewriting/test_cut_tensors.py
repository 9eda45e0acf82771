"""Tensors of the graph that some runs feed and others compute."""

from __future__ import annotations

import pytest

from migrate.engine import Options, SourceFile, migrate_group

HEAD = """import numpy as np
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 4])
w = tf.Variable(tf.ones([4, 2]))
v = tf.Variable(tf.ones([2, 4]))
z = tf.matmul(x, w)
out = tf.matmul(z, v)
loss = tf.reduce_mean(tf.square(out - x))
"""
RUN = "sess = tf.Session()\nsess.run(tf.global_variables_initializer())\n"
DATA = "data = np.ones([3, 4])\n"


def migrated(text: str):
    return migrate_group([SourceFile("main.py", HEAD + RUN + DATA + text)], Options()).files[0]


def reason(file) -> str:
    return " ".join(f.message for f in file.findings if f.code == "TF201")


def test_each_run_has_a_function_that_is_fed_or_computes():
    file = migrated("print(sess.run(out, {x: data}))\nprint(sess.run(out, {z: [[1, 2]]}))\n")
    text = file.text
    assert "def compute_out(z):" in text and "z = compute_z(x)" in text
    assert "tf.TensorSpec([None, 2], tf.float32)" in text
    assert "compat" not in text


def test_a_run_that_alone_is_fed_has_the_parameter_itself():
    text = migrated("print(sess.run(out, {z: [[1, 2]]}))\n").text
    assert "def out(z):\n    return tf.matmul(z, v)" in text and "matmul(x, w)" not in text


def test_the_function_that_is_fed_says_so_in_its_name():
    text = migrated("print(sess.run(out, {x: data}))\nprint(sess.run(out, {z: [[1, 2]]}))\n").text
    assert "print(out_from_z([[1, 2]]).numpy())" in text and "print(out(data).numpy())" in text


def test_the_shape_is_that_of_the_function_which_computes_it():
    bound = HEAD.replace("z = tf.matmul(x, w)", "bound = np.array([1.0, 2.0])\nz = tf.matmul(x, w) * bound")
    runs = "print(sess.run(z, {x: data}))\nprint(sess.run(out, {z: [[1, 2]]}))\nprint(sess.run(out, {x: data}))\n"
    text = migrate_group([SourceFile("main.py", bound + RUN + DATA + runs)], Options()).files[0].text
    assert "z_spec = tf.TensorSpec(compute_z.get_concrete_function().output_shapes, tf.float32)" in text


def test_training_of_what_comes_after_what_is_fed():
    train = "train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, var_list=[v])\n"
    text = migrated(train + RUN + "sess.run(train, {x: data, z: data[:, :2]})\nprint(sess.run(z, {x: data}))\n").text
    assert "def train_step(x, z):" in text or "def train(x, z):" in text


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("print(sess.run([z, out], {z: [[1, 2]]}))\n", "fed and fetched"),
        (
            "step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)\n"
            "sess.run(step, {x: data, z: data[:, :2]})\nprint(sess.run(w))\n",
            "trains what would compute it",
        ),
        (
            "slope = tf.gradients(out, x)[0]\nprint(sess.run(slope, {x: data, z: data[:, :2]}))\n",
            "a gradient in a run that feeds",
        ),
        ("print(sess.run(out, {z + 1: data}))\n", "no placeholder is fed"),
        ("more = tf.assign_add(w, w)\nprint(sess.run(more * 2, {more: data}))\n", "no placeholder is fed"),
    ],
)
def test_what_tensorflow_1_looked_at_behind_what_is_fed(text: str, why: str):
    file = migrated(text)
    assert why in reason(file), reason(file)
