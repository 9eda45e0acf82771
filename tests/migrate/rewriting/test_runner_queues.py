"""Queues that runners fill as datasets."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import runner_queues

FILLED = """\
import tensorflow as tf
queue = tf.FIFOQueue(50, dtypes=[tf.float32, tf.int32], shapes=[[4], []])
# again and again
fill = queue.enqueue_many([data, target])
x, y = queue.dequeue()
# the threads
runner = tf.train.QueueRunner(queue, [fill] * 4)
with tf.Session() as sess:
    coord = tf.train.Coordinator()
    threads = runner.create_threads(sess, coord=coord, start=True)
    for step in range(3):
        if coord.should_stop():
            break
        print(sess.run([x, y]))
    coord.request_stop()
    coord.join(threads)
"""
DRAWN = """\
import tensorflow as tf
queue = tf.FIFOQueue(100, "float")
value = tf.random_normal([3])
fill = queue.enqueue_many(value)
tf.train.add_queue_runner(tf.train.QueueRunner(queue, [fill]))
x = queue.dequeue()
with tf.Session() as sess:
    coord = tf.train.Coordinator()
    tf.train.start_queue_runners(sess=sess, coord=coord)
    print(sess.run(x))
"""


def spelled(text: str) -> str:
    found = runner_queues.normalise(text, ast.parse(text))
    assert found is not None
    ast.parse(found[0])
    return found[0]


def test_the_same_rows_again_and_again():
    assert (
        spelled(FILLED)
        == """\
import tensorflow as tf
# again and again
elements = tf.data.Dataset.from_tensor_slices(
    (tf.convert_to_tensor(data, tf.float32), tf.convert_to_tensor(target, tf.int32))
).repeat()
x, y = elements.make_one_shot_iterator().get_next()
with tf.Session() as sess:
    for step in range(3):
        print(sess.run([x, y]))
"""
    )


def test_one_tensor_at_a_time():
    text = FILLED.replace("enqueue_many([data, target])", "enqueue([data, target])")
    assert "Dataset.from_tensors(" in spelled(text)


def test_batches_of_a_registered_runner():
    text = FILLED.replace("queue.dequeue()", "queue.dequeue_many(8)").replace(
        "runner.create_threads(sess, coord=coord, start=True)", "tf.train.start_queue_runners(coord=coord)"
    )
    text = text.replace("with tf.S", "tf.train.add_queue_runner(runner)\nwith tf.S")
    assert "batches = elements.batch(8, drop_remainder=True)\nx, y = batches.make_one_shot" in spelled(text)
    assert "unner" not in spelled(text).replace("# the threads", "")


def test_random_values_are_drawn_anew():
    text = spelled(DRAWN)
    assert (
        "elements = tf.data.Dataset.from_tensors(0).repeat().map(lambda _: tf.random_normal([3]))"
        ".apply(tf.data.experimental.unbatch())\n"
        "x = elements.make_one_shot_iterator().get_next()\n"
    ) in text
    assert "value =" not in text


def test_a_shuffling_queue_is_noted():
    text = FILLED.replace("FIFOQueue(50,", "RandomShuffleQueue(50, 10, seed=3,")
    found = runner_queues.normalise(text, ast.parse(text))
    assert ").repeat().shuffle(50, seed=3)\n" in found[0]
    assert [(line, code) for line, code, _ in found[2]] == [(2, "TF307")]


@pytest.mark.parametrize(
    "text",
    [
        FILLED.replace("x, y = q", "n = queue.size()\nx, y = q"),  # how full it is
        FILLED + "    sess.run(fill)\n",
        FILLED.replace("x, y = q", "z = queue.dequeue()\nx, y = q"),
        FILLED.replace("start=True", "start=now"),
        FILLED.replace("threads = runner.create_threads(sess, coord=coord, start=True)", "threads = []"),
        FILLED.replace("[fill] * 4", "[fill, other]"),
        FILLED.replace("[data, target]", "[tf.Print(data, [data]), target]"),
        FILLED.replace("[data, target]", "[data]"),
        FILLED.replace("[data, target]", "values"),  # one tensor or a list of them
        FILLED.replace("shapes=", "names=['x', 'y'], shapes="),
        FILLED.replace("queue = ", "queue = None\nqueue = "),
        FILLED.replace("import tensorflow as tf\n", "import tensorflow as tf\nz = tf.train.batch([1], 2)\n"),
        FILLED.replace("print(sess.run([x, y]))", "coord.wait_for_stop(1)"),
        DRAWN.replace("[3])", "[3], seed=1)"),
        DRAWN.replace("queue =", "tf.set_random_seed(1)\nqueue ="),
        DRAWN.replace("print(sess.run(x))", "print(sess.run([x, value]))"),
        DRAWN.replace("    coord =", "    for coord in range(3):\n        fill = 2\n    coord ="),
    ],
)
def test_left_as_it_is(text):
    assert runner_queues.normalise(text, ast.parse(text)) is None
