"""Placeholders with defaults."""

from __future__ import annotations

from pathlib import Path

from forms import native, obstacle

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5


def program(name: str) -> str:
    return (SEMANTICS / f"{name}.py").read_text(encoding="utf-8")


def test_runs_that_do_not_feed_it_pass_the_default():
    text = native(program("placeholder_default"))
    assert 'scale_spec = tf.TensorSpec((), tf.float32, name="scale")' in text
    assert "y([[1.0,2]], 2.0)" in text and "y([[1.0,2]], -1)" in text


def test_a_default_that_is_a_tensor():
    text = program("placeholder_default").replace("default(2.0", "default(tf.zeros([])")
    assert "default" in obstacle(text)[1]
