"""Traces of runs: one run between `trace_on` and `trace_export`, or the program stays in graph mode."""

from __future__ import annotations

import textwrap

import pytest
from forms import native, obstacle

HEAD = """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
y = x + 1.0
with tf.Session() as sess:
    writer = tf.summary.FileWriter("logs")
    options = tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE)
    for i in range(3):
"""


def program(body: str) -> str:
    return HEAD + textwrap.indent(textwrap.dedent(body), " " * 8)


def test_a_trace_goes_from_the_metadata_to_the_writer():
    text = native(
        program("""\
            metadata = tf.RunMetadata()
            print(sess.run(y, {x: i}, options=options, run_metadata=metadata))
            writer.add_run_metadata(metadata, "step%d" % i, i)
            """)
    )
    assert (
        textwrap.dedent("""\
        for i in range(3):
            tf.summary.trace_on(graph=True)
            print(y(i).numpy())
            with writer.as_default():
                tf.summary.trace_export("step%d" % i, step=i)
        """)
        in text
    )
    assert "RunOptions" not in text


def test_metadata_that_nobody_writes_go():
    text = native(
        program("""\
            metadata = tf.RunMetadata()
            print(sess.run(y, {x: i}, options, metadata))
            """)
    )
    assert "metadata" not in text and "print(y(i).numpy())" in text


@pytest.mark.parametrize(
    "body",
    [
        # another run between
        """\
        metadata = tf.RunMetadata()
        sess.run(y, {x: i}, run_metadata=metadata)
        print(sess.run(y, {x: 1.0}))
        writer.add_run_metadata(metadata, "step%d" % i)
        """,
        # written now and then
        """\
        metadata = tf.RunMetadata()
        print(sess.run(y, {x: i}, run_metadata=metadata))
        if i == 1:
            writer.add_run_metadata(metadata, "step%d" % i)
        """,
        # written before the run
        """\
        metadata = tf.RunMetadata()
        writer.add_run_metadata(metadata, "step%d" % i)
        print(sess.run(y, {x: i}, run_metadata=metadata))
        """,
        # what it holds is read
        """\
        metadata = tf.RunMetadata()
        print(sess.run(y, {x: i}, run_metadata=metadata), metadata.step_stats)
        """,
        # options that change the run
        """\
        print(sess.run(y, {x: i}, options=tf.RunOptions(timeout_in_ms=5)))
        """,
    ],
)
def test_what_is_no_trace_of_one_run_keeps_a_program_in_graph_mode(body):
    assert obstacle(program(body))
