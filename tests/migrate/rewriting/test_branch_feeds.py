"""Feed dicts with other keys in each branch."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import branch_feeds

CHOICE = "if a:\n    feed = {x: 1}  # first\nelse:\n    feed = {x: 1, k: f(2)}\n"
RUN = "v = sess.run(y, feed_dict=feed)\n"


def result(text: str) -> str | None:
    found = branch_feeds.normalise(text, ast.parse(text))
    return None if found is None else found[0]


def test_the_run_stands_in_the_branches():
    assert result(CHOICE + RUN + "print(v)\n") == (
        "if a:\n    v = sess.run(y, feed_dict={x: 1})  # first\n"
        "else:\n    v = sess.run(y, feed_dict={x: 1, k: f(2)})\n"
        "print(v)\n"
    )


def test_more_branches_and_lines():
    text = CHOICE.replace("else:\n", "elif b:\n    feed = {k: 3,\n            x: 2}\nelse:\n") + RUN
    assert result(text) == (
        "if a:\n    feed = {x: 1}  # first\n    v = sess.run(y, feed_dict=feed)\n"
        "elif b:\n    feed = {k: 3,\n            x: 2}\n    v = sess.run(y, feed_dict=feed)\n"
        "else:\n    feed = {x: 1, k: f(2)}\n    v = sess.run(y, feed_dict=feed)\n"
    )


def test_what_is_computed_before_the_feed_stays_after_it():
    text = result(CHOICE + RUN.replace("(y,", "(made(),"))
    assert text.count("    v = sess.run(made(), feed_dict=feed)\n") == 2 and "feed = {x: 1}" in text


@pytest.mark.parametrize(
    "text",
    [
        CHOICE + "print(1)\n" + RUN,
        CHOICE + RUN + "print(feed)\n",
        CHOICE + RUN.replace("v =", "if c:\n    v ="),
        CHOICE.replace(", k: f(2)", "") + RUN,  # the same keys
        CHOICE.replace("{x: 1}", "{**base}") + RUN,
        CHOICE.replace("else:\n", "else:\n    print(2)\n") + RUN,
        CHOICE.split("else")[0] + RUN,
    ],
)
def test_what_is_left(text: str):
    assert result(text) is None
