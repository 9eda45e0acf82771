"""Monitored sessions that keep nothing."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import monitored

STEPS = """\
import tensorflow as tf
step = tf.train.get_or_create_global_step()
train = optimizer.minimize(loss, global_step=step)
hooks = [tf.train.StopAtStepHook(last_step=5)]
with tf.train.MonitoredTrainingSession(hooks=hooks) as sess:
    while not sess.should_stop():
        sess.run(train)
    print("over")
"""
DATA = """\
import tensorflow as tf
batch = iterator.get_next()
with tf.train.MonitoredTrainingSession(config=c) as sess:
    while not sess.should_stop():
        # one batch
        print(sess.run(batch))
print("over")
"""


def spelled(text: str) -> str:
    found = monitored.normalise(text, ast.parse(text))
    assert found is not None
    ast.parse(found[0])
    return found[0]


def test_the_loop_reads_the_global_step():
    assert (
        spelled(STEPS)
        == """\
import tensorflow as tf
step = tf.train.get_or_create_global_step()
train = optimizer.minimize(loss, global_step=step)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(tf.local_variables_initializer())
    while sess.run(step) < 5:
        sess.run(train)
    print("over")
"""
    )


def test_the_end_of_the_data_leaves_the_block():
    assert (
        spelled(DATA)
        == """\
import tensorflow as tf
batch = iterator.get_next()
with tf.Session(config=c) as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(tf.local_variables_initializer())
    try:
        while True:
            # one batch
            print(sess.run(batch))
    except tf.errors.OutOfRangeError:
        pass
print("over")
"""
    )


def test_steps_over_data_that_may_end_before():
    text = STEPS.replace("hooks = ", "x = iterator.get_next()\nhooks = ").replace('    print("over")\n', "")
    found = spelled(text.replace("last_step=5", "num_steps=n").replace("x =", "n = 7\nx ="))
    assert "    try:\n        while sess.run(step) < n:\n            sess.run(train)\n    except tf.errors" in found


@pytest.mark.parametrize(
    "text",
    [
        STEPS.replace("(hooks=hooks)", "(hooks=hooks, checkpoint_dir=folder)"),
        STEPS.replace("(hooks=hooks)", "(hooks=hooks, scaffold=scaffold)"),
        STEPS.replace("(hooks=hooks)", "(master, hooks=hooks)"),
        STEPS.replace("(last_step=5)]", "(last_step=5), tf.train.NanTensorHook(loss)]"),
        STEPS.replace("last_step=5", "last_step=0"),
        STEPS.replace("last_step=5", "last_step=n"),
        STEPS.replace("hooks = ", "step = 3\nhooks = "),
        STEPS.replace("sess.run(train)", "sess.run_step_fn(train)"),
        STEPS.replace("hooks = [", "hooks = []\nother = ["),  # nothing ends the loop
        STEPS.replace("sess.run(train)", "sess.run(train)\n        sess.run(train)"),  # the second after the stop
        STEPS.replace('print("over")', "print(sess.run(step))"),
        STEPS.replace("sess.run(train)", "for i in range(2):\n            sess.run(train)"),
        STEPS + "print(hooks)\n",
        DATA.replace("\nprint", "\n    more()\nprint"),  # the end of the data leaves it out
        DATA.replace("while not sess.should_stop():", "for i in range(3):"),
        DATA.replace("get_next()", "get_next()\ntable = tf.contrib.lookup.index_table_from_tensor(words)"),
    ],
)
def test_left_as_it_is(text):
    assert monitored.normalise(text, ast.parse(text)) is None
