"""Variables of an object, listed outside of its class."""

from __future__ import annotations

from forms import native, obstacle

PROGRAM = """\
import tensorflow as tf

class Net(object):
    def __init__(self, size):
        self.x = tf.placeholder(tf.float32, [None, size])
        self.w = tf.Variable(tf.ones([size, 2]))
        self.out = tf.layers.dense(tf.matmul(self.x, self.w), 3)
        self.train = tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(self.out))

{}
weights = tf.trainable_variables()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run({}.train, {{{}.x: [[1.0, 2.0]]}})
    print(sess.run(weights[0]))
"""


def test_by_the_name_of_the_object():
    text = native(PROGRAM.format("net = Net(2)", "net", "net"))
    assert "weights = [net.w, *net." in text
    assert "self.w = tf.Variable" in text


def test_an_object_without_one_name():
    text = PROGRAM.format("net = Net(2)\nif input():\n    net = None", "net", "net")
    assert obstacle(text)
    assert obstacle(PROGRAM.format("nets = [Net(2)]", "nets[0]", "nets[0]"))


def test_a_name_that_a_function_has_too():
    text = PROGRAM.format("net = Net(2)", "net", "net") + "def show(net):\n    print(net)\n"
    assert "no name there" in obstacle(text)[1]
