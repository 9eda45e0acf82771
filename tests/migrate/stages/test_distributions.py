"""Distributions over tensors: what is followed of them, and what keeps a program in graph mode."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

PROGRAM = """import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
a = tf.distributions.Normal(x, 1.0)
b = tf.distributions.Normal(loc=x + 1.0, scale=2.0)
y = {}
with tf.Session() as sess:
    print(sess.run(y, {{x: [1.0]}}))
"""


def migrated(expression: str) -> str:
    text = PROGRAM.format(expression)
    return native.migrate("d.py", text, ast.parse(text))[0]


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("a.log_prob(0.5)", "a.log_prob(0.5)"),
        ("a.sample([2]) + a.scale", "a.sample([2]) + a.scale"),
        ("tf.distributions.kl_divergence(a, b)", "a.kl_divergence(b)"),
        ("tf.contrib.distributions.kl_divergence(b, a) * 2.0", "b.kl_divergence(a) * 2.0"),
    ],
)
def test_methods_are_ops(expression, written):
    text = migrated(expression)
    assert written in text and "class Normal:" in text and "a = Normal(x, 1.0)" in text


@pytest.mark.parametrize(
    "expression",
    [
        "a.cdf(0.5)",
        "a.sample(3, seed=1)",
        "a.sample(seed=1)",
        "a.log_prob(0.5, name='p')",
        "a + 1.0 if False else a.batch_shape_tensor()",
        "tf.distributions.kl_divergence(a, x)",
        "tf.distributions.kl_divergence(a, b, allow_nan_stats=False)",
        "tf.distributions.Normal(x, 1.0, validate_args=True).mean()",
        "tf.distributions.Normal(0.0, 1.0).log_prob(x)",
        "tf.distributions.Gamma(x, 1.0).mean()",
    ],
)
def test_what_is_not_followed_keeps_the_program_in_graph_mode(expression):
    with pytest.raises(Obstacle):
        migrated(expression)
