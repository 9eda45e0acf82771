"""Batch normalization and when its averages move."""

from __future__ import annotations

from pathlib import Path

from forms import native, obstacle

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5


def program(name: str) -> str:
    return (SEMANTICS / f"{name}.py").read_text(encoding="utf-8")


def test_images_get_the_unbiased_variance():
    text = native(program("batch_norm_images"))
    assert "class BatchNormalization(tf.keras.layers.BatchNormalization):" in text
    assert "b_layer = BatchNormalization(momentum=0.8)" in text
    assert "tf.cond(train, lambda: b_layer(h, training=True), lambda: b_layer(h, training=False))" in text


def test_updates_that_are_not_run():
    assert "UPDATE_OPS" in obstacle(program("batch_norm_without_updates"))[1]


def test_a_run_outside_training_needs_no_updates():
    text = program("batch_norm_without_updates").replace("training: True", "training: False")
    assert "tf.keras.layers.BatchNormalization()" in native(text)


def test_updates_read_too_early():
    text = program("batch_norm_images")
    early = text.replace("c = tf.contrib", "ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)\nc = tf.contrib")
    early = early.replace(
        "tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS))", "tf.control_dependencies(ops)"
    )
    assert "before the last batch normalization" in obstacle(early)[1]


def test_each_normalization_of_a_statement_is_looked_at():
    text = """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3])
y = tf.layers.batch_normalization(tf.layers.batch_normalization(x, training=True), training=False)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1.0, 2.0, 3.0]]}))
"""
    assert "UPDATE_OPS" in obstacle(text)[1]
    assert "training=False" in native(text.replace("training=True", "training=False"))
