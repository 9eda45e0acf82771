"""Summaries, savers and flags: text in, text out, and what TF 1.15.5 printed and wrote (`host_programs/`)."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from migrate.rewriting import native
from migrate.rewriting.beside import CHECKPOINTS
from migrate.stages.program import Obstacle

HERE = Path(__file__).parent / "host_programs"
RECORDED = json.loads((HERE / "recorded.json").read_text())
START = """import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
"""
SESSION = """
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
"""


def migrated(text: str) -> str:
    return native.migrate("program.py", text, ast.parse(text))[0]


def events(folder: Path) -> list:
    spec = importlib.util.spec_from_file_location("record_host_programs", HERE / "record.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.events(str(folder))


def write(folder: Path, name: str) -> Path:
    """The migrated program with the module that it imports."""
    text = migrated((HERE / f"{name}.py").read_text())
    assert "compat" not in text and "Session" not in text
    (folder / "program.py").write_text(text)
    if CHECKPOINTS.needed(text):
        (folder / CHECKPOINTS.path("program.py")).write_text(CHECKPOINTS.text())
    return folder / "program.py"


def run(program: Path, *arguments: str) -> str:
    pytest.importorskip("tensorflow")
    command = [sys.executable, program.name, *arguments]
    done = subprocess.run(command, cwd=program.parent, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def same(left: str, right: str) -> bool:
    """Equal words, and numbers equal but for the last places of a float32."""
    number = r"-?\d+\.\d+(?:e-?\d+)?"
    a, b = re.sub(r"\s+", "", re.sub(number, "#", left)), re.sub(r"\s+", "", re.sub(number, "#", right))
    pairs = zip(re.findall(number, left), re.findall(number, right), strict=True) if a == b else []
    return a == b and all(abs(float(p) - float(q)) <= 2e-6 * max(1.0, abs(float(q))) for p, q in pairs)


# ---------------------------------------------------------------- summaries
def test_the_event_files_are_those_of_tf1(tmp_path):
    printed = run(write(tmp_path, "summaries"))
    assert same(printed, RECORDED["summaries"]["printed"][0])
    written, expected = events(tmp_path), RECORDED["summaries"]["events"]
    assert [row[:3] for row in written] == [row[:3] for row in expected]
    for (*place, value), (*_, wanted) in zip(written, expected, strict=True):
        assert (
            value == pytest.approx(wanted, rel=1e-5) if isinstance(value, float) else str(value)[:3] == str(wanted)[:3]
        ), place


TAGS = {
    "plain": ('loss = tf.reduce_sum(x)\ntf.summary.scalar("loss", loss)', "loss"),
    "cleaned": ('loss = tf.reduce_sum(x)\ntf.summary.scalar("my loss", loss)', "my_loss"),
    "scope": ('with tf.name_scope("a"):\n    loss = tf.reduce_sum(x)\n    tf.summary.scalar("loss", loss)', "a/loss"),
    "scope_reopened": (
        'with tf.name_scope("a"):\n    y = x + 1\n'
        'with tf.name_scope("a"):\n    tf.summary.scalar("loss", tf.reduce_sum(y))',
        "a_1/loss",
    ),
    "scope_of_that_name": (
        'with tf.name_scope("Loss"):\n    loss = tf.reduce_sum(x)\ntf.summary.scalar("loss", loss)',
        "loss_1",
    ),
    "op_of_that_name": ('loss = tf.reduce_sum(x, name="loss")\ntf.summary.scalar("loss", loss)', "loss_1"),
    "op_without_a_name": ('mean = tf.reduce_mean(x)\ntf.summary.scalar("mean", mean)', "mean_1"),
    "old_name_is_the_tag": ('loss = tf.reduce_sum(x, name="loss")\ntf.scalar_summary("loss", loss)', "loss"),
}


@pytest.mark.parametrize("name", sorted(TAGS))
def test_tags(name):
    graph, tag = TAGS[name]
    merge = "\nmerged = tf.summary.merge_all()\nwriter = tf.summary.FileWriter('logs')\n"
    text = migrated(START + graph + merge + SESSION + "    writer.add_summary(sess.run(merged, {x: [1.0]}), 3)\n")
    assert f'tags="{tag}"' in text
    assert "with writer.as_default(step=3):\n    tf.summary.experimental.write_raw_pb(" in text


UNCERTAIN_SUMMARIES = {
    "tag_of_an_operator": ('y = x + 1\ntf.summary.scalar("add", tf.reduce_sum(y))', "tag"),
    "tag_built_at_run_time": ("import sys\ntf.summary.scalar(sys.argv[0], tf.reduce_sum(x))", "tag"),
    "in_a_loop": ('for name in "ab":\n    tf.summary.scalar(name, tf.reduce_sum(x))', "loop"),
    "in_a_branch": ('import os\nif os.sep:\n    tf.summary.scalar("a", tf.reduce_sum(x))', "branch"),
}


@pytest.mark.parametrize("name", sorted(UNCERTAIN_SUMMARIES))
def test_uncertain_summaries_are_obstacles(name):
    graph, word = UNCERTAIN_SUMMARIES[name]
    with pytest.raises(Obstacle, match=word):
        migrated(START + graph + "\nmerged = tf.summary.merge_all()\n" + SESSION + "    sess.run(merged, {x: [1.0]})\n")


def test_a_summary_filled_by_hand():
    value = 'tf.Summary(value=[tf.Summary.Value(tag="a", simple_value=v)])'
    text = migrated(
        START
        + "loss = tf.reduce_sum(x)\nwriter = tf.summary.FileWriter('logs')\n"
        + SESSION
        + f"    v = sess.run(loss, {{x: [1.0]}})\n    writer.add_summary({value}, 1)\n    writer.close()\n"
    )
    assert 'write_raw_pb(tf.raw_ops.ScalarSummary(tags="a", values=v))' in text


def test_a_writer_that_is_used_after_close_is_an_obstacle():
    graph = 'loss = tf.reduce_sum(x)\ns = tf.summary.scalar("loss", loss)\n'
    graph += 'writer = tf.summary.FileWriter("logs")\nwriter.close()\n'
    with pytest.raises(Obstacle, match="closed"):
        migrated(START + graph + SESSION + "    writer.add_summary(sess.run(s, {x: [1.0]}), 3)\n")


# ---------------------------------------------------------------- savers
def test_checkpoints_are_restored_in_the_same_program_and_by_the_next_run(tmp_path):
    program = write(tmp_path, "savers")
    for expected in RECORDED["savers"]["printed"]:
        assert same(run(program), expected)


def test_a_checkpoint_of_tf1_with_its_adam_slots_is_restored(tmp_path):
    program = write(tmp_path, "savers")
    shutil.copytree(HERE / "model", tmp_path / "model")
    printed = run(program)
    assert printed.startswith("restored model/last.ckpt 7\n")
    expected = RECORDED["savers"]["printed"][1]  # its list of files lacks what TF1's saver remembered itself
    assert same(printed.split("['last")[0], expected.split("['last")[0])


def test_the_variables_names_are_those_of_tf1():
    text = migrated((HERE / "savers.py").read_text())
    names = re.findall(r'^\s+"([\w/]+)": (\w+),$', text, re.MULTILINE)
    assert names == [
        ("net/W", "W"),
        ("net/Variable", "b"),
        ("out/k", "k"),
        ("out/Variable", "v"),
        ("Variable", "v2"),
        ("global_step", "global_step"),
    ]
    assert 'Slots(optimizer, [W, b, k, v, v2], "Adam", scope="Train/")' in text


def test_an_initializer_before_an_incomplete_restore_runs_again():
    graph = "a = tf.Variable(1.0)\nb = tf.Variable(2.0)\nc = a + b\n"
    graph += "saver = tf.train.Saver([a])\ninit = tf.global_variables_initializer()\n"
    first = "with tf.Session() as sess:\n    sess.run(init)\n    print(sess.run(c))\n"
    second = "with tf.Session() as sess:\n    sess.run(init)\n    saver.restore(sess, 'a')\n    print(sess.run(c))\n"
    text = migrated("import tensorflow as tf\n" + graph + first + second)
    assert "    for variable, value in initial_values:" in text and "initialize()\nsaver.restore('a')" in text
    assert "initialize" not in migrated("import tensorflow as tf\n" + graph.replace("[a]", "") + first + second)


# ---------------------------------------------------------------- flags
def test_flags_parse_the_command_line(tmp_path):
    printed = run(write(tmp_path, "flags"), "--max_steps=6", "--verbose")
    assert printed == RECORDED["flags"]["printed"][0]


FLAGS = """import tensorflow as tf

tf.app.flags.DEFINE_integer("n", 3, "Steps.")
FLAGS = tf.app.flags.FLAGS


def main(_):
    x = tf.placeholder(tf.float32, [None])
    y = x * FLAGS.n
    with tf.Session() as sess:
        print(sess.run(y, {x: [1.0]}))


if __name__ == "__main__":
    tf.app.run()
"""


def test_app_run_parses_in_time_and_lets_unknown_flags_pass():
    text = migrated(FLAGS)
    assert "sys.argv" not in text
    assert "app.run(main, flags_parser=lambda argv: flags.FLAGS(argv, known_only=True))" in text
    assert text.startswith("from absl import app, flags\nimport tensorflow as tf\n\nflags.DEFINE_integer(")


def test_flags_defined_after_others_are_read_are_an_obstacle():
    text = FLAGS.replace("\n\ndef main", '\nprint(FLAGS.n)\ntf.app.flags.DEFINE_integer("m", 3, "More.")\n\n\ndef main')
    with pytest.raises(Obstacle, match="defined after"):
        migrated(text)
