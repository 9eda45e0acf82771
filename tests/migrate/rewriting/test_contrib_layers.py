"""Layers of tf.contrib with their own defaults."""

from __future__ import annotations

from pathlib import Path

from forms import native, obstacle

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5


def program(name: str) -> str:
    return (SEMANTICS / f"{name}.py").read_text(encoding="utf-8")


def test_defaults_are_written_out():
    text = native(program("contrib_defaults"))
    assert 'tf.keras.layers.Conv2D(2, 3, strides=2, padding="same", activation="relu", kernel_initializer=ones)' in text
    assert 'tf.nn.max_pool2d(h, 2, 2, "VALID")' in text
    assert "tf.keras.layers.Dense(2, kernel_initializer=ones)" in text


def test_a_normalizer():
    text = program("contrib_defaults").replace("stride=2, w", "normalizer_fn=tf.contrib.layers.batch_norm, w", 1)
    assert "batch normalization trains here" in obstacle(text)[1]
