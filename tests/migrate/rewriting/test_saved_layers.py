"""Savers over layers keep each variable under TF1's name; what they write is tested in legacy_samples/."""

from __future__ import annotations

import pytest
from forms import native, obstacle

PROGRAM = """\
import tensorflow as tf

x = tf.placeholder(tf.float32, {shape})
with tf.variable_scope("net"):
    y = {layer}
saver = tf.train.Saver({listed})
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {{x: [[1.0, 2.0]]}}))
    saver.save(sess, "./model.ckpt")
"""


def program(layer: str, listed: str = "", shape: str = "[None, 2]") -> str:
    return PROGRAM.format(layer=layer, listed=listed, shape=shape)


@pytest.mark.parametrize(
    ("layer", "pairs"),
    [
        ("tf.layers.dense(x, 3)", '"net/dense/kernel": y_layer.kernel, "net/dense/bias": y_layer.bias'),
        ("tf.layers.dense(x, 3, use_bias=False, name='a')", '"net/a/kernel": y_layer.kernel'),
        (
            "tf.contrib.layers.fully_connected(x, 3, biases_initializer=None, scope='b')",
            '"net/b/weights": y_layer.kernel',
        ),
    ],
)
def test_names(layer, pairs):
    assert f"saver = NamedCheckpoints({{{pairs}}})" in native(program(layer))


def test_variables_that_are_trained_leave_out_the_averages():
    layer = "tf.layers.batch_normalization(x, training=False, scale=False)"
    assert '{"net/batch_normalization/beta": y_layer.beta}' in native(program(layer, "tf.trainable_variables()"))
    text = native(program(layer))
    assert '"net/batch_normalization/moving_mean": y_layer.moving_mean' in text and "gamma" not in text


@pytest.mark.parametrize(
    "text",
    [
        program("tf.layers.dense(x, 3)", shape="[None, None]"),  # it has no variables before its first call
        program("tf.layers.dense(x, 3, use_bias=bool(len(str(x))))"),
        program("tf.layers.dense(x, 3, trainable=False)", "tf.trainable_variables()"),
        program("tf.layers.dense(x, 3, name=str(len('a')))"),
    ],
)
def test_names_that_are_not_certain(text):
    assert obstacle(text)
