"""Run sites as calls: what is fetched, fed and bound."""

from __future__ import annotations

import pytest
from forms import native, obstacle

NATIVE = {
    "eval": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x + 1.0
sess = tf.InteractiveSession()
print(y.eval({x: 2}))
print(y.eval(feed_dict={x: 3.0}))
sess.close()
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[x_spec])
def y(x):
    return x + 1.0


print(y(2).numpy())
print(y(3.0).numpy())
""",
    ),
    "a loss beside its update": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
loss = tf.square(w - x)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: 2.0})
    print(sess.run(loss, {x: 2.0}))
    value, _ = sess.run((loss, train), feed_dict={x: 3.0})
    print(value, sess.run(w))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32)
w = tf.Variable(1.0)


@tf.function(input_signature=[x_spec])
def compute_loss(x):
    return tf.square(w - x)


optimizer = tf.keras.optimizers.SGD(0.1)


@tf.function(input_signature=[x_spec])
def train(x):
    with tf.GradientTape() as tape:
        loss = compute_loss(x)
    variables = [w]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


train(2.0)
print(compute_loss(2.0).numpy())
value = train(3.0).numpy()
print(value, w.numpy())
""",
    ),
    "a dict of fetches": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
a = x + 1.0
b = x * 2.0
with tf.Session() as sess:
    first, second = sess.run([a, b], {x: 3})
    both = sess.run({"a": a, "b": b}, {x: 3})
    print(first, second, both)
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[x_spec])
def evaluate(x):
    a = x + 1.0
    b = x * 2.0
    return a, b


@tf.function(input_signature=[x_spec])
def a_and_b(x):
    a, b = evaluate(x)
    return {"a": a, "b": b}


first, second = (t.numpy() for t in evaluate(3))
both = tf.nest.map_structure(lambda t: t.numpy(), a_and_b(3))
print(first, second, both)
""",
    ),
}

GRAPH_MODE = {
    "a dict with a train op": (
        """\
import tensorflow as tf

w = tf.Variable(3.0)
loss = tf.square(w)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    both = sess.run({"loss": loss, "train": train})
    print(both["loss"])
""",
        8,
        "a dict of fetches",
    ),
    "a fraction for an integer": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.int32, [])
y = x + 1
with tf.Session() as sess:
    feed = {x: 2}
    print(sess.run(y, feed))
    print(sess.run(y, feed_dict={x: 2.9}))
""",
        8,
        "a fraction is fed to an integer placeholder",
    ),
    "feeds from elsewhere": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x + 1.0
feeds = make_feeds(x)
with tf.Session() as sess:
    print(sess.run(y, feeds))
""",
        5,
        "a graph tensor is passed to `make_feeds`, which is not TensorFlow's",
    ),
    "a fetch from elsewhere": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x + 1.0
with tf.Session() as sess:
    print(sess.run(names[0], {x: 1}))
""",
        6,
        "the fetch is a value that is not followed here",
    ),
    "a partial run": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x + 1.0
with tf.Session() as sess:
    h = sess.partial_run_setup([y], [x])
    print(sess.partial_run(h, y, {x: 1}))
""",
        6,
        "`Session.partial_run_setup`",
    ),
    "a computed tensor is fed": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
h = x * 2.0
y = h + 1.0
with tf.Session() as sess:
    print(sess.run([h, y], {h: 1}))
""",
        7,
        "a tensor is fed and fetched in one run",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after


@pytest.mark.parametrize(("before", "line", "reason"), GRAPH_MODE.values(), ids=GRAPH_MODE)
def test_stays_in_graph_mode(before, line, reason):
    assert obstacle(before) == (line, reason)
