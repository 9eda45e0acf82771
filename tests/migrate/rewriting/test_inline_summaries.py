"""Summaries that are made in the list of a merge; semantics/summaries_in_a_merge.py compares what is written."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import inline_summaries

HEAD = "import tensorflow as tf\n\n"


def normalised(text: str) -> str | None:
    found = inline_summaries.normalise(HEAD + text, ast.parse(HEAD + text))
    return None if found is None else found[0].removeprefix(HEAD)


def test_each_gets_a_statement_and_a_name():
    text = normalised('m = tf.summary.merge([tf.summary.scalar("a/loss", v), other, tf.summary.scalar("loss", w)])\n')
    assert text == (
        'loss_summary = tf.summary.scalar("a/loss", v)\nloss_summary_2 = tf.summary.scalar("loss", w)\n'
        "m = tf.summary.merge([loss_summary, other, loss_summary_2])\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "m = tf.summary.merge([one, other])\n",
        'm = tf.summary.merge([tf.summary.scalar("a", v) for v in values])\n',
        'm = tf.summary.merge([tf.summary.scalar("a", v), make()])\n',
        'm = sess.run(tf.summary.merge([tf.summary.scalar("a", v)]))\n',
        'm = merge([tf.summary.scalar("a", v)])\n',
    ],
)
def test_others_are_left(text):
    assert normalised(text) is None
