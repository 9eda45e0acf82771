"""float32 as float64: what TensorFlow and Keras read back of constants and arrays is float64 too."""

from __future__ import annotations

import importlib.util

import pytest

from migrate.verifying import running, sources

pytestmark = pytest.mark.skipif(importlib.util.find_spec("tensorflow") is None, reason="TensorFlow is not installed")

PROGRAM = """
import numpy as np
import tensorflow as tf

with tf.Graph().as_default():
    print(tf.get_static_value(tf.constant(0.25)), tf.get_static_value(tf.fill([2], 0.5)))
    dropped = tf.compat.v1.nn.dropout(tf.ones([1000]), rate=0.25)
    with tf.compat.v1.Session() as session:
        print(0 < np.mean(session.run(dropped) == 0) < 1)
model = tf.keras.Sequential([tf.keras.layers.Dense(1, kernel_initializer="ones")])
print(abs(model.predict(np.array([[1 / 3]]), verbose=0)[0, 0] - 1 / 3) < 1e-15)
"""


def test_constants_and_arrays(tmp_path):
    (tmp_path / "train.py").write_text(PROGRAM)
    with running.Server(running.How(deadline=900)) as server:
        found = server.record(sources.folder(tmp_path), ["train.py"], "float64", precision="float64")
    assert found.whole, found.stderr
    assert found.stdout == ["0.25 [0.5 0.5]", "True", "True"]
