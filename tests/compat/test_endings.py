"""Iteration ends with the data and with nothing else."""

import pytest

HEAD = """
from compat import tf1 as tf
def get(dataset):
    return tf.data.make_one_shot_iterator(dataset).get_next()
def leak(v):
    if v == 3:
        raise StopIteration
    return v
"""


def test_iterate_gives_every_batch_and_ends_with_the_data(scenario):
    code = """
value = get(tf.data.Dataset.range(5))
x = tf.placeholder(tf.int64)
iterator = tf.data.make_initializable_iterator(tf.data.Dataset.range(3))
both = iterator.get_next() * x
with compat.session() as sess:
    tell("plain", [int(v) for v in sess.iterate(value)])
    feeds = iter([{x: 10}, {x: 20}, {x: 30}, {x: 40}])
    sess.run(iterator.initializer)
    tell("fed", [int(v) for v in sess.iterate(both, lambda: next(feeds))])
    sess.run(iterator.initializer)
    tell("expected", [int(v) for v in sess.iterate(both, {x: 1}, expect=2)])
raw = __import__("tensorflow").compat.v1.Session()
raw.run(iterator.initializer)
tell("raw", [int(v) for v in compat.iterate(raw, both, {x: 2})])
"""
    r = scenario(HEAD + code)
    assert r["plain"] == [0, 1, 2, 3, 4]
    assert r["fed"] == [0, 20, 60]
    assert r["expected"] == [0, 1]
    assert r["raw"] == [0, 2, 4]


WRONG = {
    "a StopIteration inside map": "get(tf.data.Dataset.range(9).map(lambda v: tf.py_func(leak, [v], tf.int64)))",
    "the same through numpy_function": "get(tf.data.Dataset.range(9).map("
    "lambda v: tf.numpy_function(leak, [v], tf.int64)))",
    "a Python op beside the data": "(get(tf.data.Dataset.range(9)), tf.py_func(lambda: leak(3), [], tf.int64))",
}


@pytest.mark.parametrize("name", WRONG)
def test_a_leaked_stop_iteration_is_no_end(scenario, name):
    code = f"""
value = {WRONG[name]}
got = []
with compat.session() as sess:
    try:
        for v in sess.iterate(value):
            got.append(1)
        tell("end", "silent")
    except compat.PrematureEnd as error:
        tell("end", [error.batch, type(error.cause).__name__, str(error)])
tell("got", len(got))
"""
    r = scenario(HEAD + code)
    assert r["end"][0] == r["got"] and r["end"][1] == "StopIteration" and "leak" in r["end"][2]


def test_unmodified_loops_are_told_as_well(scenario):
    code = """
value = get(tf.data.Dataset.range(9).map(lambda v: tf.py_func(leak, [v], tf.int64)))
n = 0
with tf.Session() as sess:
    while True:
        try:
            sess.run(value)
            n += 1
        except tf.errors.OutOfRangeError:
            break
print("ended as if the data had")
"""
    r = scenario(HEAD + code)
    assert r.rc == 1 and "PrematureEnd" in r.err and "ended" not in r.out


def test_an_unrelated_queue_is_no_end(scenario):
    code = """
value = get(tf.data.Dataset.range(9))
queue = tf.FIFOQueue(5, [tf.int64])
close, item = queue.close(), queue.dequeue()
with compat.session() as sess:
    sess.run(close)
    try:
        list(sess.iterate((value, item)))
        tell("end", "silent")
    except compat.PrematureEnd as error:
        tell("end", [error.batch, str(error)])
    only = tf.FIFOQueue(5, [tf.int64])
    fill, shut, out = only.enqueue_many([[1, 2, 3]]), only.close(), only.dequeue()
    sess.run(fill), sess.run(shut)
    tell("queue as data", [int(v) for v in sess.iterate(out)])
"""
    r = scenario(HEAD + code)
    assert r["end"][0] == 0 and "QueueDequeue" in r["end"][1]
    assert r["queue as data"] == [1, 2, 3]


def test_a_retry_after_an_error_is_no_end(scenario):
    code = """
def gen():
    yield 1
    raise ValueError("broken")
value = get(tf.data.Dataset.from_generator(gen, tf.int64))
got = []
with compat.session() as sess:
    def loop():
        for v in sess.iterate(value):
            got.append(int(v))
    tell("first", outcome(loop))
    tell("retry", outcome(loop))
tell("got", got)
"""
    r = scenario(HEAD + code)
    assert r["got"] == [1]
    assert r["first"][0] not in (None, "PrematureEnd")
    assert r["retry"][0] == "PrematureEnd" and "broken" in r["retry"][1]


def test_too_few_batches(scenario):
    code = """
value = get(tf.data.Dataset.range(5))
with compat.session() as sess:
    tell("end", outcome(lambda: list(sess.iterate(value, expect=10))))
"""
    r = scenario(HEAD + code)
    assert r["end"][0] == "PrematureEnd" and "5 of 10" in r["end"][1]


def test_monitored_sessions_do_not_leave_quietly(scenario):
    code = """
value = get(tf.data.Dataset.range(9).map(lambda v: tf.py_func(leak, [v], tf.int64)))
def loop():
    with tf.train.MonitoredTrainingSession() as sess:
        while not sess.should_stop():
            sess.run(value)
tell("leak", outcome(loop))
tf.reset_default_graph()
good, n = get(tf.data.Dataset.range(4)), []
def fine():
    with tf.train.MonitoredTrainingSession() as sess:
        while not sess.should_stop():
            n.append(int(sess.run(good)))
tell("good", outcome(fine)[0])
tell("n", n)
"""
    r = scenario(HEAD + code)
    assert r["leak"][0] == "PrematureEnd"
    assert r["good"] is None and r["n"] == [0, 1, 2, 3]
