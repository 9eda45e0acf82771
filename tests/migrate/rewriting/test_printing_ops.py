"""`tf.Print`: the same op, printing when it is evaluated."""

from __future__ import annotations

from forms import native, obstacle

PROGRAM = """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [None])
y = tf.Print(x, [x, tf.shape(x)]{}) * 2.0
with tf.Session() as sess:
    print(sess.run(y, {{x: [1.0]}}))
"""


def test_a_print_stays_an_op():
    text = native(PROGRAM.format(', "x is ", summarize=5'))
    assert 'tf.raw_ops.Print(input=x, data=[x, tf.shape(x)], message="x is ", summarize=5) * 2.0' in text
    assert "data=[x, tf.shape(x)], message='', summarize=3)" in native(PROGRAM.format(""))


def test_a_count_of_prints_would_be_one_for_each_function():
    assert obstacle(PROGRAM.format(", first_n=2"))
