"""`--device gpu`: both sides on the GPU, with its name and driver in the report. Skipped where there is none."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess

import pytest

from migrate.verifying import running, sources
from migrate.verifying.program import Old, verify
from migrate.verifying.verdicts import FLOAT64, PROVED


def no_gpu():
    """Why the tests cannot run, None where they can."""
    if importlib.util.find_spec("tensorflow") is None:
        return "TensorFlow is not installed"
    if shutil.which("nvidia-smi") is None or subprocess.run(["nvidia-smi", "-L"], capture_output=True).returncode:
        return "there is no GPU"
    return None


pytestmark = pytest.mark.skipif(no_gpu() is not None, reason=str(no_gpu()))

OLD = """
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 3])
w = tf.Variable(tf.ones([3, 2]))
loss = tf.reduce_mean(tf.square(tf.matmul(x, w)))
train_op = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
data = np.arange(12.0).reshape(4, 3) / 12
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(5):
        _, value = sess.run([train_op, loss], {x: data})
    print('%.4f' % value)
"""


def test_both_sides_on_the_gpu(tmp_path):
    from migrate.engine import Options, SourceFile, group, migrate_group

    (migrated,) = [migrate_group(one, Options()) for one in group([SourceFile("train.py", OLD)])]
    texts = {"old": OLD, "new": migrated.files[0].text}
    for name, text in texts.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "train.py").write_text(text)
    old, new = (sources.folder(tmp_path / name) for name in texts)
    how = running.How(device="gpu")
    verdict = verify("train.py", ["train.py"], Old(old, running.How(compat=True, device="gpu")), new, how)
    assert verdict.verdict in (PROVED, FLOAT64), verdict
    for side in (verdict.old, verdict.new):
        assert side.device not in ("cpu", "gpu") and side.driver
