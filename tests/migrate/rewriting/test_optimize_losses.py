"""Training ops of tf.contrib.layers.optimize_loss."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import native, obstacle

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5
CLIPPED = (SEMANTICS / "optimize_loss_clipped.py").read_text(encoding="utf-8")
REASON = "`tf.contrib.layers.optimize_loss` has no native form"


def test_clipped():
    text = native(CLIPPED)
    assert "tf.clip_by_global_norm(gradients, 0.5)" in text and "global_step.assign_add(1)" in text


def test_functions_of_the_rate():
    text = native((SEMANTICS / "optimize_loss_decay.py").read_text(encoding="utf-8"))
    assert "optimizer = Momentum(0.5)" in text and "schedules.ExponentialDecay(0.1, 3, 0.5)(global_step)" in text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("clip_gradients=0.5", "clip_gradients=None"),
        ("global_step=global_step, ", ""),
        ("clip_gradients=0.5", "increment_global_step=False"),
        ("learning_rate=rate", "learning_rate=0.2"),
        ("value, step, _", "value, step, unused"),
        ("    loss, global_step", '    summaries=["loss"], loss=loss, global_step'),
    ],
)
def test_other_arguments(old, new):
    assert old in CLIPPED
    native(CLIPPED.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("clip_gradients=0.5", "clip_gradients=lambda pairs: pairs"),
        ("clip_gradients=0.5", "clip_gradients=5"),
        ("clip_gradients=0.5", "gradient_noise_scale=0.5"),
        ("clip_gradients=0.5", "gradient_multipliers={b: 2.0}"),
        ("clip_gradients=0.5", "**{}"),
        ('"Adam"', '"Adadelta"'),
        ("learning_rate=rate", "learning_rate=1"),
        ("with tf.Session", "merged = tf.summary.merge_all()\nwith tf.Session"),
        ("with tf.Session", "updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)\nwith tf.Session"),
        ("clip_gradients=0.5\n", "clip_gradients=limit\n"),
        ("value, step, _ = sess", "values = sess"),
        ("value, step, _ =", "value, step, last =\\\n           "),
    ],
)
def test_what_is_not_certain(old, new):
    assert old in CLIPPED
    text = CLIPPED.replace(old, new).replace("data, target =", "limit = None\ndata, target =", 1)
    text = text.replace("values = sess", "value, step, last = values = sess")
    if "last" in text:
        text = text.replace('print(i, "%.5f" % value', 'print(last, i, "%.5f" % value')
    assert REASON in obstacle(text)[1]


def test_its_value_is_read():
    assert REASON in obstacle((SEMANTICS / "optimize_loss_read.py").read_text(encoding="utf-8"))[1]
