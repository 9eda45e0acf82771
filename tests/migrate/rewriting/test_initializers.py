"""Initializers of tf.contrib.layers."""

from __future__ import annotations

from forms import native, obstacle

PROGRAM = """\
import tensorflow as tf

w = tf.get_variable("w", [4, 2], initializer=tf.contrib.layers.xavier_initializer({}))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(w).shape)
"""


def test_uniform():
    assert "tf.keras.initializers.GlorotUniform()([4, 2], tf.float32)" in native(PROGRAM.format(""))


def test_normal_is_not_divided_by_the_deviation_of_the_truncated_draw():
    text = native(PROGRAM.format("uniform=False"))
    assert "VarianceScaling(scale=1.3 * 0.87962566103423978**2" in text
    assert 'distribution="truncated_normal")([4, 2], tf.float32)' in text


def test_a_seed_draws_other_numbers():
    assert "xavier_initializer" in obstacle(PROGRAM.format("uniform=False, seed=1"))[1]
