"""Programs that do not come to their end, and recordings that are made elsewhere."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import os
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from migrate.cli import cli
from migrate.verifying import ladder, running, sources
from migrate.verifying.program import Old, Servers
from migrate.verifying.program import verify as verify_program
from migrate.verifying.verdicts import FLOAT64, NOT_COMPARABLE, PROVED

pytestmark = pytest.mark.skipif(importlib.util.find_spec("tensorflow") is None, reason="TensorFlow is not installed")

TRAINING = """
import numpy as np
import tensorflow as tf

w = tf.Variable([[1.0], [2.0]])

@tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
def train_step(x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(tf.matmul(x, w)))
    w.assign_sub(0.1 * tape.gradient(loss, w))
    return loss

{loop}:
    loss = train_step(np.ones((3, 2), np.float32)).numpy()
"""
ENDLESS = TRAINING.format(loop="while True")
MEMORY = """
import time
import numpy as np
held = []
while True:
    held.append(np.ones(10**7))
    time.sleep(0.001)
"""


@pytest.fixture(scope="module")
def server():
    with running.Server(running.How(deadline=25, memory=1200)) as found:
        yield found


def source(folder, text):
    folder.mkdir(exist_ok=True)
    (folder / "train.py").write_text(text)
    return sources.folder(folder)


def judged(one, other):
    return ladder.judge("train.py", ladder.Sides({"float32": one}, {"float32": other}, "old", "new"), 0.0)


def test_a_program_without_end_is_stopped_and_named(server, tmp_path):
    found = server.record(source(tmp_path / "old", ENDLESS), ["train.py"], "float32")
    assert found.meta["ended"] == "deadline" and not found.whole
    verdict = judged(found, found)
    assert verdict.verdict == NOT_COMPARABLE
    assert "had not ended after 25 s" in verdict.reason and "--steps" in verdict.reason


def test_its_first_steps_are_compared(server, tmp_path):
    first = dataclasses.replace(server.how, steps=3)
    server.how, whole = first, server.how
    try:
        found = server.record(source(tmp_path / "old", ENDLESS), ["train.py"], "float32")
    finally:
        server.how = whole
    assert found.meta["ended"] == "steps" and found.meta["updates"] == 3
    verdict = judged(found, found)
    assert verdict.verdict not in (NOT_COMPARABLE,)
    assert [site.steps for site in verdict.sites] == [3]


def test_a_program_that_takes_too_much_memory_is_stopped(server, tmp_path):
    found = server.record(source(tmp_path / "old", MEMORY), ["train.py"], "float32")
    assert found.meta["ended"] == "memory"
    assert "--memory" in judged(found, found).reason


def test_data_that_is_not_there(server, tmp_path):
    found = server.record(source(tmp_path / "old", "open('data.csv')"), ["train.py"], "float32")
    verdict = judged(found, found)
    assert verdict.verdict == NOT_COMPARABLE
    assert "FileNotFoundError" in verdict.reason and "data.csv" in verdict.reason


def test_a_recording_of_the_standalone_recorder_stands_for_the_old_side(tmp_path, monkeypatch):
    text = TRAINING.format(loop="for step in range(4)") + "print('%.4f' % loss)\n"
    new = source(tmp_path / "new", text)
    recorder = tmp_path / "recorder.pyz"
    assert CliRunner().invoke(cli, ["record", "--standalone", str(recorder)]).exit_code == 0
    command = [sys.executable, str(recorder), "--out", str(tmp_path / "old.zip"), "--float64", "--noise"]
    environment = dict(os.environ, CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3")
    done = subprocess.run(
        [*command, "--", "train.py"], cwd=tmp_path / "new", env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) >= 0  # what the program prints is passed on
    monkeypatch.chdir(tmp_path / "new")
    options = ["verify", "-q", "--recording", str(tmp_path / "old.zip"), "--format", "json", ".", "--", "train.py"]
    result = CliRunner().invoke(cli, options)
    assert result.exit_code == 0, result.output
    program = json.loads(result.output)["programs"][0]
    assert program["verdict"] in (PROVED, FLOAT64)
    # Another learning rate is seen at the first update.
    (new.tree / "train.py").write_text(text.replace("0.1 *", "0.11 *"))
    result = CliRunner().invoke(cli, options)
    assert result.exit_code == 1
    assert json.loads(result.output)["programs"][0]["difference"]["step"] == 0


def test_a_recording_that_was_stopped_needs_no_new_side(tmp_path):
    """The new program would run as long."""
    folder = tmp_path / "recording" / "float32"
    folder.mkdir(parents=True)
    (folder / "meta.json").write_text(json.dumps({"ended": "deadline", "seconds": 10, "format": 1}))
    file = tmp_path / "old.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(folder / "meta.json", "float32/meta.json")
    new = source(tmp_path / "new", ENDLESS)
    servers, how = Servers(), running.How()
    verdict = verify_program("train.py", ["train.py"], Old(None, how, file), new, how, servers=servers)
    assert verdict.verdict == NOT_COMPARABLE and "had not ended after 10 s" in verdict.reason
    assert servers.new is None
