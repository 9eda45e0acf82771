"""Optimizers of tf.train given to `compile`; what they compute is recorded in legacy_samples."""

from __future__ import annotations

import pytest

from migrate.engine import Options, SourceFile, migrate_group

HEAD = "import tensorflow as tf\nfrom tensorflow import keras\nmodel = keras.Sequential([keras.layers.Dense(2)])\n"


def migrated(text: str):
    return migrate_group([SourceFile("p.py", text)], Options())


@pytest.mark.parametrize(
    "old, new",
    [
        ("GradientDescentOptimizer(1)", "SGD(1.0)"),
        ("GradientDescentOptimizer(learning_rate=0.5, name='sgd')", "SGD(learning_rate=0.5)"),
        ("MomentumOptimizer(0.1, 0.9, use_nesterov=True)", "SGD(0.1, momentum=0.9, nesterov=True)"),
        ("AdamOptimizer()", "Adam(beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)"),
        ("AdamOptimizer(0.1, beta1=0.5, epsilon=0.1)", "Adam(0.1, beta_1=0.5, epsilon=0.1, beta_2=0.9990000129)"),
        ("AdagradOptimizer(0.1)", "Adagrad(0.1, epsilon=0.0)"),
    ],
)
def test_constants(old, new):
    result = migrated(HEAD + f"model.compile(tf.train.{old}, 'mse')\n")
    assert [p.form for p in result.programs] == ["native"]
    assert f"model.compile(tf.keras.optimizers.{new}, 'mse')\n" in result.files[0].text


REFUSED = {
    "mean square that starts at one": "model.compile(tf.train.RMSPropOptimizer(0.1), 'mse')\n",
    "a rate that is not known": "model.compile(tf.train.AdamOptimizer(rate()), 'mse')\n",
    "rows that are looked up": "e = keras.layers.Embedding(3, 2)\nmodel.compile(tf.train.AdamOptimizer(0.1), 'mse')\n",
    "used elsewhere too": "o = tf.train.AdamOptimizer(0.1)\nmodel.compile(o, 'mse')\nprint(o.minimize(loss))\n",
    "one of two": "o = tf.train.AdamOptimizer(0.1)\nif x:\n    o = other()\nmodel.compile(o, 'mse')\n",
}


@pytest.mark.parametrize("what", REFUSED)
def test_refuses(what):
    assert [p.form for p in migrated(HEAD + REFUSED[what]).programs] == ["compat"]
