"""Iterators become arguments and for loops."""

from __future__ import annotations

import pytest
from forms import native

NATIVE = {
    "a one-shot iterator to its end": (
        """\
import tensorflow as tf

dataset = tf.data.Dataset.range(3)
next_element = dataset.make_one_shot_iterator().get_next()
with tf.Session() as sess:
    while True:
        try:
            print(sess.run(next_element))
        except tf.errors.OutOfRangeError:
            break
""",
        """\
import tensorflow as tf

dataset = tf.data.Dataset.range(3)
for next_element in dataset:
    print(next_element.numpy())
""",
    ),
    "an iterator started again": (
        """\
import tensorflow as tf

dataset = tf.data.Dataset.range(4).batch(2)
iterator = dataset.make_initializable_iterator()
batch = iterator.get_next()
total = tf.reduce_sum(batch)
with tf.Session() as sess:
    for epoch in range(2):
        sess.run(iterator.initializer)
        while True:
            try:
                print(sess.run(total))
            except tf.errors.OutOfRangeError:
                break
""",
        """\
import tensorflow as tf

dataset = tf.data.Dataset.range(4).batch(2)


@tf.function(input_signature=[dataset.element_spec])
def total(batch):
    return tf.reduce_sum(batch)


for epoch in range(2):
    for batch in dataset:
        print(total(batch).numpy())
""",
    ),
    "a batch in parts": (
        """\
import tensorflow as tf

dataset = tf.data.Dataset.from_tensor_slices(([1.0, 2.0], [3.0, 4.0]))
a, b = dataset.make_one_shot_iterator().get_next()
y = a * b
with tf.Session() as sess:
    print(sess.run(y))
    print(sess.run(y))
""",
        """\
import tensorflow as tf

dataset = tf.data.Dataset.from_tensor_slices(([1.0, 2.0], [3.0, 4.0]))
iterator = iter(dataset)


@tf.function(input_signature=dataset.element_spec)
def y(a, b):
    return a * b


print(y(*iterator.get_next()).numpy())
print(y(*iterator.get_next()).numpy())
""",
    ),
    "two runs in one statement": (
        """\
import tensorflow as tf

dataset = tf.data.Dataset.range(3)
iterator = dataset.make_initializable_iterator()
next_element = iterator.get_next()
with tf.Session() as sess:
    sess.run(iterator.initializer)
    print(sess.run(next_element), sess.run(next_element))
""",
        """\
import tensorflow as tf

dataset = tf.data.Dataset.range(3)
iterator = iter(dataset)
print(iterator.get_next().numpy(), iterator.get_next().numpy())
""",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after
