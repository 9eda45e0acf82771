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


SAVED = program("moving_average_steps").replace("with tf.Session", "saver = tf.train.Saver()\nwith tf.Session")
SAVED += "    saver.save(sess, 'model')\n"


def test_checkpoints_keep_the_shadows():
    assert '"Variable/ExponentialMovingAverage": ema.average(w)' in native(SAVED)


def test_a_saver_made_before_knows_no_shadows():
    text = SAVED.replace("saver = tf.train.Saver()\n", "").replace("ema =", "saver = tf.train.Saver()\nema =", 1)
    assert 'ExponentialMovingAverage":' not in native(text)


def test_the_name_of_a_shadow_is_not_certain():
    text = SAVED.replace("ExponentialMovingAverage(0.99,", "ExponentialMovingAverage(0.99, name='mean', num_updates=")
    assert "name of a saved variable" in obstacle(text)[1]
