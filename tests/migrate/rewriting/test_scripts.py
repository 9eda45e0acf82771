"""Scripts that share a model: one that trains it and one that uses it become native together."""

from __future__ import annotations

import ast

import pytest

from migrate.engine import Options, SourceFile, migrate_group
from migrate.names import Names
from migrate.rewriting import scripts

MODEL = """\
import tensorflow as tf


class Model(object):
    def __init__(self, size, training):
        self.x = tf.placeholder(tf.float32, [None, size])
        self.y = tf.placeholder(tf.float32, [None, 1])
        self.w = tf.get_variable("w", [size, 1])
        self.out = tf.matmul(self.x, self.w)
        self.loss = tf.reduce_mean(tf.square(self.out - self.y))
"""
TRAIN = """\
import tensorflow as tf
from model import Model

steps = 3


def main():
    model = Model(2, True)
    global_step = tf.Variable(0, trainable=False, name="global_step")
    saver = tf.train.Saver({"w": model.w})
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(steps):
            print(sess.run(model.loss, {model.x: [[1.0, 2.0]], model.y: [[1.0]]}))
        saver.save(sess, "model")


if __name__ == "__main__":
    main()
"""
PREDICT = """\
import sys

import tensorflow as tf
from model import Model


def main():
    model = Model(2, False)
    saver = tf.train.Saver()
    with tf.Session() as sess:
        saver.restore(sess, "model")
        print(sess.run(model.out, {model.x: [[3.0, 4.0]]}))


if __name__ == "__main__":
    main()
"""


def migrated(**texts: str):
    result = migrate_group([SourceFile(f"{name}.py", text) for name, text in texts.items()], Options())
    return {p.name: p for p in result.programs}, {f.name: f.text for f in result.files}


def test_both_are_native():
    programs, files = migrated(model=MODEL, train=TRAIN, predict=PREDICT)
    assert [p.form for p in programs.values()] == ["native", "native"]
    assert "model.loss([[1.0, 2.0]], [[1.0]]).numpy()" in files["train.py"]
    assert "model.compute_out([[3.0, 4.0]]).numpy()" in files["predict.py"]
    assert "def loss(self, x, y):" in files["model.py"] and "def compute_out(self, x):" in files["model.py"]


def test_a_saver_keeps_nothing_of_the_other_script():
    _, files = migrated(model=MODEL, train=TRAIN, predict=PREDICT)
    assert '"w": self.w' in files["model.py"]
    assert "global_step" not in files["model.py"] + files["predict.py"]


def test_what_differs_between_them_is_not_taken_for_certain():
    model = MODEL.replace(
        "        self.loss =", "        if training:\n            self.out = self.out * 2.0\n        self.loss ="
    )
    _, files = migrated(model=model, train=TRAIN, predict=PREDICT)
    text = files["model.py"]
    assert "compat" in text or "if self.training" in text or "if training" in text


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("predict", 'if __name__ == "__main__":\n    main()', "main()"),
        ("predict", "    model = Model", "    with tf.variable_scope('net'):\n        model = Model"),
        ("predict", "    model = Model", "    tf.reset_default_graph()\n    model = Model"),
        ("predict", "def main():", "size = tf.constant(2)\n\n\ndef main():"),
        ("predict", "model = Model(2, False)\n", "model = Model(2, False)\n    other = Model(2, False)\n"),
    ],
)
def test_what_is_not_certain_stays(name, old, new):
    texts = {"model": MODEL, "train": TRAIN, "predict": PREDICT}
    assert old in texts[name]
    texts[name] = texts[name].replace(old, new)
    programs, _ = migrated(**texts)
    assert {p.form for p in programs.values()} == {"compat"}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (TRAIN, True),
        ("import os\nfolder = os.path.join('a', 'b')\n" + TRAIN, True),
        (TRAIN.replace("steps = 3", "FLAGS = tf.app.flags.FLAGS\ntf.app.flags.DEFINE_integer('n', 1, '')"), True),
        (TRAIN + TRAIN[TRAIN.index("if __name__") :], False),
        (TRAIN.replace("steps = 3", "steps = read()"), False),
        (TRAIN.replace("steps = 3", "model = Model(2, True)"), False),
        (TRAIN.replace("steps = 3", "for steps in range(3):\n    pass"), False),
        (TRAIN.replace('if __name__ == "__main__":\n    main()', "main()"), False),
        (TRAIN + "else:\n    main()\n", False),
    ],
)
def test_scripts_that_only_define(text, plain):
    tree = ast.parse(text)
    assert scripts.plain(tree, Names(tree)) is plain


def test_each_script_has_a_main_of_its_own():
    """`tf.app.run()` calls the `main` of its file."""
    end = 'if __name__ == "__main__":\n    main()\n'
    run = 'if __name__ == "__main__":\n    tf.app.run()\n'
    texts = {
        name: text.replace(end, run).replace("def main():", "def main(_):")
        for name, text in (("train", TRAIN), ("predict", PREDICT))
    }
    programs, files = migrated(model=MODEL, **texts)
    assert [p.form for p in programs.values()] == ["native", "native"]
    assert all("app.run(main, " in files[f"{name}.py"] for name in texts)
    assert "global_step" not in files["model.py"]
