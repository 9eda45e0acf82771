from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from migrate.callers import imported_words, of
from migrate.project import Place

BRAIN = """import tensorflow as tf


class Brain:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.w = tf.Variable(tf.ones([2, 1]))
        self.y = tf.matmul(self.x, self.w)
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def value(self, x):
        return self.sess.run(self.y, {self.x: x})
"""


@pytest.mark.parametrize(
    "text, words",
    [
        (b"import a.b as c, d\n", {b"a", b"b", b"as", b"c", b"d"}),
        (b"if x:\n    from .p.q import (r,\n      s)\n", {b"p", b"q", b"r", b"s"}),
        (b"print('important')\nx = imports\n", set()),
    ],
)
def test_words_of_imports(text, words):
    assert imported_words(text) == words


def test_callers_of_callers_are_found():
    places = {name: Place(Path(), name, Path(name), name) for name in ("run.py", "agent.py", "plot.py")}
    others = [
        (places["run.py"], frozenset({b"agent"})),
        (places["agent.py"], frozenset({b"brain"})),
        (places["plot.py"], frozenset({b"numpy"})),
    ]
    assert [place.name for place in of(["lib/brain.py"], others)] == ["agent.py", "run.py"]


def test_a_script_without_tensorflow_that_runs_the_graph_keeps_it(tmp_path):
    script = "from brain import Brain\n\nb = Brain()\nprint(b.sess.run(b.y, {b.x: [[3.0, 4.0]]}))\n"
    (tmp_path / "brain.py").write_text(BRAIN)
    (tmp_path / "run.py").write_text(script)
    (tmp_path / "unrelated.py").write_text("import os\n")
    command = [sys.executable, "-m", "migrate", "apply", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert "1 file of 3 use TensorFlow or Keras, 1 changed" in done.stderr, done.stderr
    assert (tmp_path / "run.py").read_text() == script
    assert "from compat import tf1 as tf" in (tmp_path / "brain.py").read_text()
