"""Scripts that TensorFlow 1.15 ends before they do anything."""

from __future__ import annotations

import ast

import pytest

from migrate import ended
from migrate.engine import Options, SourceFile, migrate_group
from migrate.names import Names

START = "import tensorflow as tf\ntf.flags.DEFINE_integer('n', 3, 'rows')\nFLAGS = tf.flags.FLAGS\n"
NET = (
    "import tensorflow as tf\n\n\nclass Net(object):\n    def __init__(self):\n"
    "        self.x = tf.placeholder(tf.float32, [None])\n        self.w = tf.Variable(2.0)\n"
    "        self.y = self.x * self.w\n"
)
TRAIN = (
    "import tensorflow as tf\nfrom net import Net\n\nnet = Net()\nwith tf.Session() as sess:\n"
    "    sess.run(tf.global_variables_initializer())\n    print(sess.run(net.y, {net.x: [1.0]}))\n"
)
EVALUATE = (
    "import tensorflow as tf\nfrom net import Net\n\nFLAGS = tf.app.flags.FLAGS\n{}\n"
    "saver = tf.train.import_meta_graph('m.meta')\n"
)


def where(text: str):
    tree = ast.parse(START + text)
    return ended.where(tree, Names(tree))


def test_flags_that_are_parsed_as_before_tensorflow_1_5():
    found = where("FLAGS._parse_flags()\nprint(FLAGS.n)\n")
    assert found is not None and found[0].lineno == 4
    assert "AttributeError" in found[1]
    assert where("tf.app.flags.FLAGS._parse_flags()\n") is not None


@pytest.mark.parametrize(
    "text",
    [
        "# FLAGS._parse_flags()\n",
        "print(train())\nFLAGS._parse_flags()\n",  # it did something before
        "if FLAGS.n:\n    FLAGS._parse_flags()\n",
        "try:\n    FLAGS._parse_flags()\nexcept AttributeError:\n    pass\n",
        "FLAGS = parser\nFLAGS._parse_flags()\n",
        "def main():\n    FLAGS._parse_flags()\n",
    ],
)
def test_scripts_that_go_on(text):
    assert where(text) is None


def forms(statement: str) -> dict[str, str]:
    files = {"net.py": NET, "train.py": TRAIN, "evaluate.py": EVALUATE.format(statement)}
    result = migrate_group([SourceFile(name, text) for name, text in files.items()], Options())
    return {program.name: program.form for program in result.programs}


def test_a_script_that_never_ran_holds_no_other_back():
    assert forms("FLAGS._parse_flags()") == {"train.py": "native", "evaluate.py": "compat"}
    assert forms("print(FLAGS)") == {"train.py": "compat", "evaluate.py": "compat"}
