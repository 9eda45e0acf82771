"""The module that is written beside a program of the MNIST tutorial."""

from __future__ import annotations

import ast

import pytest

from migrate.engine import Options, SourceFile, migrate_group
from migrate.rewriting.beside import MNIST

PROGRAM = """\
import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("data", one_hot=True)
x = tf.placeholder(tf.float32, [None, 784])
y = tf.reduce_sum(x)
with tf.Session() as sess:
    print(sess.run(y, {x: mnist.train.images[:2]}))
"""


def test_the_module_comes_beside_the_program():
    result = migrate_group([SourceFile("scripts/train.py", PROGRAM)], Options())
    assert [file.name for file in result.files] == ["scripts/train.py", "scripts/mnist_input_data.py"]
    assert "import mnist_input_data as input_data\n" in result.files[0].text
    assert result.files[1].text == MNIST.text()


def test_a_program_without_the_tutorial_needs_none():
    assert not MNIST.needed("import tensorflow as tf\n")
    assert MNIST.path("train.py") == "mnist_input_data.py"


def test_the_module_offers_what_the_tutorial_did():
    tree = ast.parse(MNIST.text())
    defined = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    assert {"read_data_sets", "DataSet"} <= defined
    assert not any("compat" in ast.dump(node) for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom)))


def test_all_images_may_be_for_validation():
    """As in TensorFlow 1, whose empty training set keeps its width."""
    np = pytest.importorskip("numpy")
    module: dict = {"__name__": "mnist_input_data"}
    exec(MNIST.text(), module)
    empty = module["DataSet"](np.zeros([0, 28, 28], np.uint8), np.zeros([0, 10]))
    assert empty.images.shape == (0, 784)


def test_fake_data_are_those_of_the_tutorial():
    """TensorFlow 1 read no files then; a batch can be fake of itself too."""
    pytest.importorskip("numpy")
    module: dict = {"__name__": "mnist_input_data"}
    exec(MNIST.text(), module)
    mnist = module["read_data_sets"]("nowhere", True, one_hot=True)
    assert mnist.train.num_examples == 10000
    images, labels = mnist.test.next_batch(2, fake_data=True)
    assert images == [[1] * 784] * 2 and labels == [[1] + [0] * 9] * 2
