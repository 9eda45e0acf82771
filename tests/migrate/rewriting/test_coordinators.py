"""Coordinators and the threads of queues."""

from __future__ import annotations

import ast

import pytest

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import coordinators

HEAD = "import tensorflow as tf\ncoord = tf.train.Coordinator()\n"
HEAD += "threads = tf.train.start_queue_runners(sess, coord=coord)\n"


def without(text: str) -> str:
    tree = ast.parse(HEAD + text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    source = Source(HEAD + text)
    coordinators.Plumbing(tree, Names(tree), parents).write(source, "tf")
    found = source.result()
    ast.parse(found)
    return found.removeprefix("import tensorflow as tf\n")


def test_the_loop_waits_for_the_end_of_the_data():
    text = """\
try:
    while not coord.should_stop():
        step()
except tf.errors.OutOfRangeError:
    print("done")
finally:
    coord.request_stop()
coord.join(threads)
"""
    assert without(text) == (
        'try:\n    while True:\n        step()\nexcept tf.errors.OutOfRangeError:\n    print("done")\n'
    )


def test_a_try_with_nothing_after_it_goes():
    assert (
        without(
            "try:\n    step()\n    # more\n    step()\nfinally:\n    coord.request_stop()\n"
            "    coord.join(threads)\nend()\n"
        )
        == "step()\n# more\nstep()\nend()\n"
    )


def test_the_end_of_the_data_is_no_error():
    assert without(
        "try:\n    step()\nexcept Exception as e:\n    coord.request_stop(e)\nfinally:\n"
        "    coord.request_stop()\n    end()\n"
    ) == ("try:\n    step()\nexcept tf.errors.OutOfRangeError:\n    pass\nfinally:\n    end()\n")


def test_conditions():
    assert without("while not coord.should_stop() and i < 3:\n    i += 1\n") == "while i < 3:\n    i += 1\n"
    assert without("while i < 3 and not coord.should_stop():\n    i += 1\n") == "while i < 3:\n    i += 1\n"
    assert without("for i in n:\n    if coord.should_stop():\n        break\n    step()\n") == (
        "for i in n:\n    step()\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "while not coord.should_stop():\n    coord.request_stop()\n",  # the rest of the pass still runs
        "print(coord.should_stop())\n",
        "start(coord)\n",
        "print(threads)\n",
        "try:\n    step()\nexcept ValueError as e:\n    coord.request_stop(e)\n",
        "try:\n    step()\nexcept Exception as e:\n    print(e)\n    coord.request_stop(e)\n",
        "coord = other()\n",
    ],
)
def test_not_certain(text):
    with pytest.raises(coordinators.Unclear):
        without(text)
