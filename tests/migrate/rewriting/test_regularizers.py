"""Losses that regularizers collect."""

from __future__ import annotations

from pathlib import Path

from forms import native, obstacle

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5


def program(name: str) -> str:
    return (SEMANTICS / f"{name}.py").read_text(encoding="utf-8")


def test_layers_and_variables():
    text = native(program("regularization_losses"))
    assert "penalty = tf.keras.regularizers.L2(0.5 / 2)" in text
    assert "tf.add_n([penalty(w), *h_layer.losses])" in text


def test_an_unknown_regularizer():
    text = program("regularization_losses").replace(
        "kernel_regularizer=penalty", "kernel_regularizer=lambda v: tf.reduce_sum(v)"
    )
    assert "regularizer" in obstacle(text)[1]
