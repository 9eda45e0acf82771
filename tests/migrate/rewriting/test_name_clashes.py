"""Files of one program that give one name to different things are read as one text all the same."""

from __future__ import annotations

import pytest

from migrate.engine import Options, SourceFile, migrate_group
from migrate.rewriting import name_clashes, programs

MODEL = """\
import tensorflow as tf

FLAGS = tf.app.flags.FLAGS
tf.app.flags.DEFINE_integer("units", 3, "units")


class Config(object):
    rate = 0.1


def scale(value):
    return value * 2.0


class Net(object):
    def __init__(self, config):
        self.x = tf.placeholder(tf.float32, [None, 2])
        w = tf.Variable(tf.ones([2, FLAGS.units]))
        self.out = scale(tf.matmul(self.x, w))
        self.train = tf.train.GradientDescentOptimizer(config.rate).minimize(tf.reduce_mean(self.out))
"""
TRAIN = """\
import tensorflow as tf

import model
from model import Net, scale as doubled

FLAGS = tf.app.flags.FLAGS
tf.app.flags.DEFINE_integer("steps", 3, "steps")


class Config(model.Config):
    rate = 0.2


scale = 0.5


def main(_):
    net = Net(Config())
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(FLAGS.steps):
            sess.run(net.train, {net.x: [[scale, doubled(1.0)]]})
        print(sess.run(net.out, {net.x: [[scale, 1.0]]}))


if __name__ == "__main__":
    tf.app.run()
"""


def migrated(*files: tuple[str, str]):
    result = migrate_group([SourceFile(name, text) for name, text in files], Options())
    return result.programs[0], {file.name: file.text for file in result.files}


def test_each_file_keeps_its_own_names():
    program, texts = migrated(("model.py", MODEL), ("train.py", TRAIN))
    assert program.form == "native", program.reason
    assert "class Config(object):" in texts["model.py"]
    assert "return scale(tf.matmul(x, self.w))" in texts["model.py"]
    assert "class Config(model.Config):" in texts["train.py"]
    assert "from model import Net, scale as doubled" in texts["train.py"]
    assert "net.train([[scale, doubled(1.0)]])" in texts["train.py"]
    assert "from absl import flags\n" in texts["model.py"]
    assert "from absl import app, flags\n" in texts["train.py"]


def test_things_get_different_names_wherever_they_are_imported():
    apart = dict(name_clashes.apart([("model.py", MODEL), ("train.py", TRAIN)]))
    assert apart["model.py"] == MODEL
    lines = apart["train.py"].split("\n")
    assert "class Config\u00b7file1(model.Config):" in lines
    assert "scale\u00b7file1 = 0.5" in lines
    assert "from model import Net, scale as doubled" in lines
    assert "    net = Net(Config\u00b7file1())" in lines
    assert name_clashes.restored(apart["train.py"]) == TRAIN


def test_names_are_followed_through_packages():
    files = [
        ("pkg/core/config.py", "class Config:\n    pass\n"),
        ("pkg/core/__init__.py", "from .config import *\n"),
        ("other.py", "class Config:\n    pass\n"),
        ("main.py", "from pkg.core import Config\nimport other\nprint(Config(), other.Config())\n"),
    ]
    apart = dict(name_clashes.apart(files))
    assert apart["other.py"].startswith("class Config\u00b7file2:")
    assert apart["main.py"].endswith("print(Config(), other.Config\u00b7file2())\n")


@pytest.mark.parametrize(
    "text",
    [
        "class Config:\n    pass\nprint(f'{Config}')\n",
        "class Config:\n    pass\nprint(globals()['Config'])\n",
        "from first import Config\nclass Config:\n    pass\n",
    ],
)
def test_what_is_not_certain_stays(text):
    assert name_clashes.apart([("first.py", "class Config:\n    pass\n"), ("second.py", text)]) is None


def test_two_things_that_meet_in_one_file_are_found():
    assert name_clashes.meets("x = 1\ny\u00b7file1 = 2\n") is None
    assert name_clashes.meets("x = 1\nprint(x\u00b7file1)\n") == "x"
    assert name_clashes.column("a\u00b7file1 = b", 1, 13) == 13 - len("\u00b7file1".encode())


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("from package import nn", "import package.nn as nn", None),
        ("from package import nn", "import other.nn as nn", "nn"),
        ("from ..core.config import Config", "from .config import Config", None),
        ("from ..core.config import Config", "from package.core.config import Config", None),
        ("from .config import Config", "from .config import Config", "Config"),
        ("import numpy as np", "import jax.numpy as np", "np"),
    ],
)
def test_imports_of_one_thing_in_several_words(first, second, clash):
    files = [("package/utils/a.py", first + "\n"), ("package/core/b.py", second + "\n")]
    assert programs.clashes(files) == clash


def test_a_function_that_one_file_defines_again():
    twice = "def write(text):\n    pass\n\n\ndef write(text):\n    print(text)\n"
    files = [("model.py", "def build():\n    pass\n"), ("predict.py", twice)]
    assert programs.clashes(files) is None
    assert programs.clashes([("model.py", "def write():\n    pass\n"), ("predict.py", twice)]) == "write"
