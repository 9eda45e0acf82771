"""Datasets that each start of their iterator makes anew."""

from __future__ import annotations

import pytest
from forms import native, obstacle

HEAD = "import numpy as np\nimport tensorflow as tf\n\n"
LOOP = """\
    while True:
        try:
            print(sess.run(total))
        except tf.errors.OutOfRangeError:
            break
"""
SHUFFLED = (
    HEAD
    + """\
data = tf.data.Dataset.from_tensor_slices(np.arange(4)).skip(1).shuffle(4, seed=1)  # mixed
data = data.batch(2)
iterator = data.make_initializable_iterator()
total = tf.reduce_sum(iterator.get_next())
"""
)
FED = (
    HEAD
    + """\
first = np.ones([4])
x = tf.placeholder(tf.float32, [None])
data = tf.data.Dataset.from_tensor_slices(x).batch(2)
iterator = data.make_initializable_iterator()
batch = iterator.get_next()
total = tf.reduce_sum(batch)
second = np.zeros([2])
sess = tf.Session()
"""
)


def test_what_comes_before_the_shuffle_is_made_once():
    text = native(
        SHUFFLED.replace(
            "total = tf.reduce_sum(iterator.get_next())", "batch = iterator.get_next()\ntotal = tf.reduce_sum(batch)"
        )
        + "sess = tf.Session()\nfor epoch in range(2):\n    sess.run(iterator.initializer)\n"
        + LOOP
    )
    assert (
        """\
data = tf.data.Dataset.from_tensor_slices(np.arange(4)).skip(1)


def shuffled_data(data):
    data = data.shuffle(4, seed=1)  # mixed
    return data.batch(2)
"""
        in text
    )
    assert "for batch in shuffled_data(data):\n        print(total(batch).numpy())" in text
    assert "@tf.function(input_signature=[shuffled_data(data).element_spec])" in text


def test_a_dataset_started_once_stays():
    text = native(
        FED.replace(".batch(2)", ".shuffle(4, seed=1).batch(2)")
        + "sess.run(iterator.initializer, {x: first})\nprint(sess.run(total))\n"
    )
    assert "data = tf.data.Dataset.from_tensor_slices(tf.cast(first, tf.float32)).shuffle(4, seed=1).batch(2)\n" in text
    assert "def make" not in text and "x_spec" not in text


def test_different_feeds_make_a_function():
    starts = "sess.run(iterator.initializer, {x: first})\nprint(sess.run(total))\n"
    text = native(FED + starts + starts.replace("first", "second"))
    assert (
        """\
def make_data(x):
    return tf.data.Dataset.from_tensor_slices(tf.cast(x, tf.float32)).batch(2)
"""
        in text
    )
    assert "iterator = iter(make_data(first))" in text and "iterator = iter(make_data(second))" in text


def test_a_feed_that_changes_makes_a_function():
    text = native(
        FED + "for i in range(2):\n    sess.run(iterator.initializer, {x: first})\n"
        "    print(sess.run(total))\n    first[0] += 1\n"
    )
    assert "iterator = iter(make_data(first))" in text


def test_the_iterator_starts_beside_the_variables():
    text = native(
        FED + "v = tf.Variable(1.0)\ny = total * v\n"
        "sess.run([iterator.initializer, tf.global_variables_initializer()], {x: first})\nprint(sess.run(y))\n"
    )
    assert "iterator = iter(data)\n" in text and "initializer" not in text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            SHUFFLED.replace("np.arange(4)).skip(1)", "np.arange(4)).skip(n)")
            .replace("data =", "n = 1\ndata =", 1)
            .replace("data = data.batch(2)", "data = data.batch(n)")
            .replace("total =", "batch = iterator.get_next()\n#")
            + "n = 2\nsess = tf.Session()\nfor epoch in range(2):\n    sess.run(iterator.initializer)\n"
            "    print(sess.run(batch))\n",
            "`n`, which a dataset is made of, is bound again later",
        ),
        (
            FED + "sess.run(iterator.initializer, {x: first, total: 1.0})\nprint(sess.run(total))\n",
            "something is fed that the iterator does not need",
        ),
        (FED + "feed = {x: first}\nsess.run(iterator.initializer, feed)\nprint(sess.run(total))\n", "made elsewhere"),
    ],
)
def test_not_certain(text, reason):
    assert reason in obstacle(text)[1]
