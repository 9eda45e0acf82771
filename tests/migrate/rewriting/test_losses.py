"""Losses with weights."""

from __future__ import annotations

from pathlib import Path

from forms import native, obstacle

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5


def program(name: str) -> str:
    return (SEMANTICS / f"{name}.py").read_text(encoding="utf-8")


def test_weights_that_are_fed():
    text = native(program("losses_weighted"))
    assert "return weighted_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits), m)" in text
    assert "0.25 * tf.reduce_mean(" in text


def test_weights_of_unknown_rank():
    assert "rank is not known" in obstacle(program("losses_weighted_unknown_rank"))[1]
