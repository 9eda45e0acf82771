"""`migrate apply --verify` runs what it wrote, and can put a program back on `compat`."""

from __future__ import annotations

import importlib.util
import textwrap

import pytest
from click.testing import CliRunner

from migrate.cli import cli

pytestmark = pytest.mark.skipif(importlib.util.find_spec("tensorflow") is None, reason="TensorFlow is not installed")

PROGRAM = textwrap.dedent(
    """
    import sys
    import numpy as np
    import tensorflow as tf

    x = tf.placeholder(tf.float32, [None, 2])
    w = tf.Variable(tf.zeros([2, 1]))
    loss = tf.reduce_mean(tf.square(tf.matmul(x, w) - 1.0))
    train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    data = np.arange(8.0).reshape(4, 2) / 8
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for step in range(3):
            _, value = sess.run([train_op, loss], {x: data})
        print('%.4f' % value, len(sys.argv))
    """
)


def test_equal_program_stays_native(tmp_path):
    (tmp_path / "train.py").write_text(PROGRAM)
    result = CliRunner().invoke(cli, ["apply", "-q", str(tmp_path), "--verify", "train.py --fast"])
    assert result.exit_code == 0, result.output
    assert "equal in float64" in result.output or "proved" in result.output
    assert "tf.function" in (tmp_path / "train.py").read_text()


def test_unequal_program_goes_back_to_compat(tmp_path):
    """What the program prints depends on whether it has been migrated."""
    text = PROGRAM.replace("len(sys.argv)", "('tf.func' + 'tion') in open(__file__).read()")
    (tmp_path / "train.py").write_text(text)
    command = ["apply", "-q", str(tmp_path), "--verify", "train.py"]
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 1
    assert "differs" in result.output
    assert CliRunner().invoke(cli, ["undo", str(tmp_path)]).exit_code == 0
    assert (tmp_path / "train.py").read_text() == text
    result = CliRunner().invoke(cli, [*command, "--revert-unequal"])
    assert "TF204" in result.output, result.output
    assert "compat" in (tmp_path / "train.py").read_text()
    assert CliRunner().invoke(cli, ["undo", str(tmp_path)]).exit_code == 0
    assert (tmp_path / "train.py").read_text() == text
