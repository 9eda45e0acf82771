"""Summaries of an object that other code merges."""

from __future__ import annotations

import ast

import pytest
from forms import native

from migrate.engine import Options, SourceFile, migrate_group
from migrate.rewriting import object_merges

NET = """\
import tensorflow as tf

class Net(object):
    def __init__(self, size):
        self.x = tf.placeholder(tf.float32, [None, size])
        self.w = tf.Variable(tf.ones([size, 1]))
        self.add_loss()

    def add_loss(self):
        self.loss = tf.reduce_mean(tf.matmul(self.x, self.w))
        tf.summary.scalar("loss", self.loss)
"""
MAIN = """\
def main():
    net = Net(3)
    merged = tf.summary.merge_all()  # all of them
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        print(sess.run([net.loss, merged], {net.x: [[1.0, 2.0, 3.0]]}))

main()
"""
TRAINER = """\
class Trainer:
    def __init__(self):
        self.net = Net(3)
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def train(self):
        merged = tf.summary.merge_all()
        print(self.sess.run([self.net.loss, merged], {self.net.x: [[1.0, 2.0, 3.0]]}))

trainer = Trainer()
trainer.train()
"""


def normalised(text: str) -> str | None:
    return object_merges.normalise(text, ast.parse(text))


@pytest.mark.parametrize(("user", "holder"), [(MAIN, "net"), (TRAINER, "self.net")])
def test_the_constructor_merges(user, holder):
    text = normalised(NET + user)
    assert '"loss", self.loss)\n' in text
    assert "        self.add_loss()\n        self.merged_summaries = tf.summary.merge_all()\n" in text
    assert f"loss, {holder}.merged_summaries]" in text
    assert text.count("merge_all") == 1
    assert "MergeSummary" not in text and "ScalarSummary" in native(NET + user)


def test_a_global_object():
    user = MAIN.replace("    net = Net(3)\n    merged", "    merged").replace("\nmain()", "\nnet = Net(3)\nmain()")
    assert "loss, net.merged_summaries]" in normalised(NET + user)
    assert normalised(NET + user.replace("def main():", "def main(net=None):")) is None


def test_other_things_with_the_name_of_the_method():
    user = TRAINER.replace("merged = tf.s", "saver = tf.train.Saver()\n        merged = tf.s")
    assert "loss, self.net.merged_summaries]" in normalised(NET + user)


def test_the_attribute_has_a_free_name():
    assert "self.merged_summaries_2 = " in normalised(NET.replace("self.w", "self.merged_summaries") + MAIN)


def test_files_of_a_program_and_their_lines():
    files = [
        SourceFile("net.py", NET + "\n\ndef report(x):\n    print(tf.log(x))\n"),
        SourceFile("train.py", "import tensorflow as tf\nfrom net import Net\n\n" + TRAINER),
    ]
    result = migrate_group(files, Options())
    assert {p.form for p in result.programs} == {"native"}
    texts = {f.name: f.text for f in result.files}
    assert "ScalarSummary" in texts["net.py"] and "merge_all" not in texts["train.py"]
    lines = {f.line for each in result.files if each.name == "net.py" for f in each.findings if "tf.log" in f.message}
    assert lines == {15}


@pytest.mark.parametrize(
    "text",
    [
        NET + MAIN.replace("net = Net(3)", "net = Net(3)\n    other = Net(3)"),
        NET + MAIN.replace("merged = tf", "tf.summary.scalar('more', other)\n    merged = tf"),
        NET + MAIN.replace("merged = tf", "net.add_loss()\n    merged = tf"),
        NET + MAIN.replace("net = Net(3)", "for _ in range(2):\n        net = Net(3)"),
        NET + MAIN.replace("net = Net(3)\n", "net = Net(3)\n    net = None\n"),
        NET + MAIN.replace("def main", "class Deep(Net):\n    pass\n\ndef main"),
        NET.replace("        self.add_loss()", "        if size > 9:\n            return\n        self.add_loss()")
        + MAIN,
        NET + MAIN.replace("merge_all()", "merge_all('mine')"),
        NET.replace("    def add_loss", "    @property\n    def add_loss") + MAIN,
        NET + TRAINER.replace("def train", "def reset(self):\n        self.net = None\n\n    def train"),
        NET + TRAINER.replace("        self.net = Net(3)\n", "        self.train()\n        self.net = Net(3)\n"),
    ],
)
def test_left_alone(text):
    assert normalised(text) is None
