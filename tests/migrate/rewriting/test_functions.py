"""Which tf.functions the run sites of a program become."""

from __future__ import annotations

import pytest
from forms import native, obstacle

NATIVE = {
    "one fetch": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
y = tf.reduce_sum(x, 1)
with tf.Session() as sess:
    print(sess.run(y, {x: [[1, 2]]}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([None, 2], tf.float32)


@tf.function(input_signature=[x_spec])
def y(x):
    return tf.reduce_sum(x, 1)


print(y([[1, 2]]).numpy())
""",
    ),
    "a shared part": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
labels = tf.placeholder(tf.float32, [None])
pred = x * 2.0
loss = tf.reduce_mean(tf.square(pred - labels))
with tf.Session() as sess:
    print(sess.run(pred, {x: [1]}))
    print(sess.run(loss, {x: [1], labels: [3]}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([None], tf.float32)
labels_spec = tf.TensorSpec([None], tf.float32)


@tf.function(input_signature=[x_spec])
def predict(x):
    return x * 2.0


@tf.function(input_signature=[x_spec, labels_spec])
def loss(x, labels):
    pred = predict(x)
    return tf.reduce_mean(tf.square(pred - labels))


print(predict([1]).numpy())
print(loss([1], [3]).numpy())
""",
    ),
}

GRAPH_MODE = {
    "a placeholder is not fed": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x + 1.0
with tf.Session() as sess:
    print(sess.run(y))
""",
        6,
        "placeholder `x` is needed and not fed here",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after


@pytest.mark.parametrize(("before", "line", "reason"), GRAPH_MODE.values(), ids=GRAPH_MODE)
def test_stays_in_graph_mode(before, line, reason):
    assert obstacle(before) == (line, reason)
