"""Names of TensorFlow that one file imports and others take from it."""

from __future__ import annotations

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

READER = "import tensorflow as tf\nfrom tensorflow.contrib.learn.python.learn.datasets.mnist import read_data_sets\n"
MAIN = """import tensorflow as tf
{}
x = tf.placeholder(tf.float32, [None, 784])
y = tf.reduce_mean(x)
with tf.Session() as sess:
    print(sess.run(y, {{x: data.train.next_batch(10)[0]}}))
"""


@pytest.mark.parametrize(
    "taken",
    [
        "import input_data\ndata = input_data.read_data_sets('MNIST_data')",
        "import input_data as mnist\ndata = mnist.read_data_sets('MNIST_data')",
        "from input_data import read_data_sets as read\ndata = read('MNIST_data')",
    ],
)
def test_the_reader_of_the_tutorial_comes_from_the_module_beside(taken):
    texts, _ = native.migrate_program([("input_data.py", READER), ("main.py", MAIN.format(taken))])
    assert texts["input_data.py"] == "import tensorflow as tf\nfrom mnist_input_data import read_data_sets\n"
    assert taken.splitlines()[0] in texts["main.py"]


def test_what_nobody_takes_goes():
    taken = "import input_data\ndata = input_data.other()"
    texts, _ = native.migrate_program([("input_data.py", READER), ("main.py", MAIN.format(taken))])
    assert texts["input_data.py"] == "import tensorflow as tf\n"


@pytest.mark.parametrize(
    ("reader", "taken"),
    [
        (READER, "import input_data\ntf.set_random_seed(1)\ndata = input_data.read_data_sets('MNIST_data')"),
        ("from tensorflow.contrib import layers\n", "import input_data\ndata = input_data.layers.l2_regularizer(0.1)"),
        ("from tensorflow.python.ops import rnn_cell\n", "from input_data import rnn_cell\ndata = rnn_cell"),
    ],
)
def test_what_is_no_longer_to_be_imported_keeps_a_program_in_graph_mode(reader, taken):
    with pytest.raises(Obstacle):
        native.migrate_program([("input_data.py", reader), ("main.py", MAIN.format(taken))])
