"""The native form of whole programs: sessions go, what they ran stays."""

from __future__ import annotations

import pytest
from forms import native, obstacle

NATIVE = {
    "a constant": (
        """\
import tensorflow as tf

hello = tf.constant("hello")
with tf.Session() as sess:
    print(sess.run(hello))
""",
        """\
import tensorflow as tf

hello = tf.constant("hello")
print(hello.numpy())
""",
    ),
    "a program in a function": (
        """\
import tensorflow as tf

def main():
    x = tf.placeholder(tf.float32, [])
    y = x + 1.0
    with tf.Session() as sess:
        print(sess.run(y, {x: 1}))


if __name__ == "__main__":
    main()
""",
        """\
import tensorflow as tf

def main():
    x_spec = tf.TensorSpec([], tf.float32)

    @tf.function(input_signature=[x_spec])
    def y(x):
        return x + 1.0

    print(y(1).numpy())


if __name__ == "__main__":
    main()
""",
    ),
    "a parameter that hides the alias": (
        """\
import tensorflow as tf

def log(tf):
    return tf.log(2)


x = tf.placeholder(tf.float32, [])
y = tf.log(x)
with tf.Session() as sess:
    print(sess.run(y, {x: 1}))
""",
        """\
import tensorflow as tf

def log(tf):
    return tf.log(2)


x_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[x_spec])
def y(x):
    return tf.math.log(x)


print(y(1).numpy())
""",
    ),
    "a collection": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x + 1.0
tf.add_to_collection("a", y)
z = tf.get_collection("a")[0]
with tf.Session() as sess:
    print(sess.run(z, {x: 1}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[x_spec])
def y(x):
    return x + 1.0


print(y(1).numpy())
""",
    ),
    "a loop over graph code": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
for i in range(3):
    y = x + float(i)
with tf.Session() as sess:
    print(sess.run(y, {x: 1}))
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[x_spec])
def y(x):
    for i in range(3):
        y = x + float(i)
    return y


print(y(1).numpy())
""",
    ),
}

GRAPH_MODE = {
    "the graph itself is asked": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x + 1.0
ops = tf.get_default_graph().get_operations()
with tf.Session() as sess:
    print(sess.run(y, {x: 1}), ops)
""",
        5,
        "`.get_operations()` of a graph",
    ),
    "a tensor decides a Python branch": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
if x > 0:
    y = x
else:
    y = -x
with tf.Session() as sess:
    print(sess.run(y, {x: 1}))
""",
        4,
        "a graph tensor is used as a Python truth value",
    ),
    "a queue": (
        """\
import tensorflow as tf

q = tf.PriorityQueue(3, [tf.float32])
put = q.enqueue([1.0])
with tf.Session() as sess:
    sess.run(put)
    print(sess.run(q.dequeue()))
""",
        3,
        "`tf.PriorityQueue` has no native form",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after


@pytest.mark.parametrize(("before", "line", "reason"), GRAPH_MODE.values(), ids=GRAPH_MODE)
def test_stays_in_graph_mode(before, line, reason):
    assert obstacle(before) == (line, reason)
