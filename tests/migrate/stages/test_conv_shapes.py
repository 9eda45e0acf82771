"""Shapes of convolutions and poolings are those of TensorFlow 1."""

from __future__ import annotations

import ast

import pytest

from migrate.names import Names
from migrate.stages import shapes
from migrate.stages.interpreter import Interpreter

PROGRAM = """
import tensorflow as tf
side = 6
low, high = side // 2, read()
named = tf.placeholder(tf.float32, [None, side, low, 3])
read_size = tf.placeholder(tf.float32, [None, high, side, 3])
x = tf.placeholder(tf.float32, [None, 7, 6, 3])
words = tf.placeholder(tf.float32, [None, 10, 4])
w = tf.Variable(tf.zeros([3, 3, 3, 8]))
y = {expression}
"""


def shape_of(expression: str):
    tree = ast.parse(PROGRAM.format(expression=expression))
    interp = Interpreter(tree, Names(tree))
    interp.run()
    return shapes.shape_of(interp, interp.module_env.values["y"])


@pytest.mark.parametrize(
    ("expression", "shape"),  # as TensorFlow 1.15.5 gives them
    [
        ('tf.nn.conv2d(x, w, [1, 2, 2, 1], "SAME")', (None, 4, 3, 8)),
        ('tf.nn.conv2d(x, w, strides=[1, 2, 2, 1], padding="VALID")', (None, 3, 2, 8)),
        ('tf.nn.max_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")', (None, 4, 3, 3)),
        ('tf.nn.avg_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], "VALID")', (None, 3, 3, 3)),
        ("tf.layers.conv2d(x, 5, 3)", (None, 5, 4, 5)),
        ('tf.layers.conv2d(x, 5, (3, 3), padding="same", strides=2)', (None, 4, 3, 5)),
        ('tf.layers.conv2d_transpose(x, 5, 3, strides=2, padding="same")', (None, 14, 12, 5)),
        ("tf.layers.conv2d_transpose(x, 5, 3, strides=2)", (None, 15, 13, 5)),
        ("tf.layers.max_pooling2d(x, 2, 2)", (None, 3, 3, 3)),
        ("tf.layers.flatten(x)", (None, 126)),
        ("tf.contrib.layers.flatten(tf.placeholder(tf.float32, []))", (None, None)),
        ("tf.layers.batch_normalization(x)", (None, 7, 6, 3)),
        ('tf.nn.conv2d(named, w, [1, 1, 1, 1], "SAME")', (None, "side", "low", 8)),
        ('tf.nn.conv2d(named, w, [1, 2, 2, 1], "SAME")', (None, 3, 2, 8)),
        ('tf.nn.max_pool(read_size, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")', (None, None, 3, 3)),
        ("tf.layers.flatten(named)", (None, 54)),
        ("tf.layers.flatten(read_size)", (None, None)),
        ("tf.layers.flatten(tf.concat([named, named], 2))", (None, 108)),
        ("tf.reshape(tf.zeros([4, side, 2]), [-1, 12])", (4, 12)),
        ("tf.reshape(tf.zeros([4, high, 2]), [-1, 12])", (None, 12)),
        ("tf.reshape(x, [-1, 12])", (None, 12)),
        ("tf.reshape(tf.zeros([4, 6]), [high, 12])", ("high", 12)),
        ("tf.layers.conv1d(words, 5, 3)", (None, 8, 5)),
        ("tf.layers.conv1d(words, side, 3, 2, 'same')", (None, 5, "side")),
        ("tf.layers.conv1d(words, filters=5, kernel_size=[4], padding='same')", (None, 10, 5)),
        ("tf.layers.conv1d(tf.placeholder(tf.float32), 5, 3)", (None, None, 5)),
        ("tf.layers.max_pooling1d(words, 2, 2)", (None, 5, 4)),
        ("tf.layers.average_pooling1d(words, 3, 2, 'same')", (None, 5, 4)),
        ("tf.layers.max_pooling1d(words, high, 2)", (None, None, 4)),
        ("tf.reduce_max(tf.layers.conv1d(words, 5, high), reduction_indices=[1])", (None, 5)),
        ('tf.layers.conv2d(x, 5, 3, data_format="channels_first")', (None, None, None, None)),
    ],
)
def test_the_shape_of(expression, shape):
    assert shape_of(expression) == shape


def test_a_name_that_stands_for_two_numbers_gives_each_its_own():
    program = """
import tensorflow as tf
side = 6
x = tf.placeholder(tf.float32, [None, side, side, 3])
y = tf.layers.flatten(x)
side = 8
x = tf.placeholder(tf.float32, [None, side, side, 3])
z = tf.layers.flatten(x)
"""
    tree = ast.parse(program)
    interp = Interpreter(tree, Names(tree))
    interp.run()
    values = interp.module_env.values
    assert shapes.shape_of(interp, values["y"]) == (None, 108)
    assert shapes.shape_of(interp, values["z"]) == (None, 192)
