"""Methods that were made of run sites are traced once for an object, however often they are called."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from forms import native

TEXT = """\
import tensorflow as tf


class Model:
    def __init__(self, n):
        self.x = tf.placeholder(tf.float32, [None, SIZE])
        self.w = tf.Variable(tf.ones([2, 1]))
        self.loss = tf.reduce_mean(tf.square(tf.matmul(self.x, self.w)))
        self.train_op = tf.train.AdamOptimizer(0.1).minimize(self.loss)
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    def learn(self, x):
        return self.sess.run([self.train_op, self.loss], {self.x: x})[1]


model = Model(2)
for size in (1, 2, 3):
    model.learn([[1, 2]] * size)
"""


@pytest.mark.parametrize("size", ["2", "n"], ids=["decorated", "wrapped"])
def test_runs_traced_once(size):
    text = native(TEXT.replace("SIZE", size))
    assert ("self.train_step = tf.function(" in text) == (size == "n")
    text += "print(model.train_step.experimental_get_tracing_count())\n"
    environment = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, timeout=300, env=environment, check=True
    )
    assert done.stdout.split()[-1] == "1"
