"""tf.layers and tf.nn layers."""

from __future__ import annotations

import pytest
from forms import native

NATIVE = {
    "dense": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.layers.dense(x, 3, activation=tf.nn.relu)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1, 2]]}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([None, 2], tf.float32)
y_layer = tf.keras.layers.Dense(3, activation=tf.nn.relu)
y_layer.build([None, 2])


@tf.function(input_signature=[x_spec])
def y(x):
    return y_layer(x)


print(y([[1, 2]]).numpy())
""",
    ),
    "convolution and flatten": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 4, 4, 1])
net = tf.layers.conv2d(x, 2, 3, padding="same")
net = tf.layers.flatten(net)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(net, {x: [[[[1.0]] * 4] * 4]}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([None, 4, 4, 1], tf.float32)
net_layer = tf.keras.layers.Conv2D(2, 3, padding="same")
net_layer.build([None, 4, 4, 1])


@tf.function(input_signature=[x_spec])
def net(x):
    net = net_layer(x)
    return tf.keras.layers.Flatten()(net)


print(net([[[[1.0]] * 4] * 4]).numpy())
""",
    ),
    "dropout with a fed probability": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
keep = tf.placeholder(tf.float32)
y = tf.nn.dropout(x, keep)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1, 2]], keep: 1.0}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([None, 2], tf.float32)
keep_spec = tf.TensorSpec(None, tf.float32)


@tf.function(input_signature=[x_spec, keep_spec])
def y(x, keep):
    return tf.nn.dropout(x, rate=1 - keep)


print(y([[1, 2]], 1.0).numpy())
""",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after


def test_dropout_of_a_fed_flag_draws_only_where_it_is_set():
    text = native(
        """\
import tensorflow as tf
x = tf.placeholder(tf.float32, [None, 4])
flag = tf.placeholder(tf.bool)
h = tf.layers.dropout(x, 0.3, training=flag)
y = tf.layers.dropout(x * 2.0, 0.3, training=flag)
with tf.Session() as sess:
    print(sess.run([h, y], {x: [[1.0] * 4], flag: True}))
"""
    )
    assert "h = tf.cond(flag, lambda: tf.nn.dropout(x, rate=0.3), lambda: x)" in text
    assert "y = tf.nn.dropout(x * 2.0, rate=tf.where(flag, 0.3, 0.0))" in text
