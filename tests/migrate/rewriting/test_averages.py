"""Moving averages of variables."""

from __future__ import annotations

from pathlib import Path

from forms import native, obstacle

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5


def program(name: str) -> str:
    return (SEMANTICS / f"{name}.py").read_text(encoding="utf-8")


def test_shadows_are_made_before_the_functions():
    text = native(program("moving_average_steps"))
    assert "ema = ExponentialMovingAverage(0.99, count)\nema.track([w])" in text
    assert "    ema.apply()\n" in text


def test_beside_checkpoints():
    text = program("moving_average_steps").replace("with tf.Session", "saver = tf.train.Saver()\nwith tf.Session")
    assert "checkpoints" in obstacle(text)[1]
