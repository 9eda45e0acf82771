"""Queues that a program fills and empties itself."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native
from migrate.stages.program import Obstacle

COUNTER = """\
import tensorflow as tf
q = tf.FIFOQueue(2, "int32")
init = q.enqueue_many(([0, 10],))
x = q.dequeue()
y = x + 1
q_inc = q.enqueue([y])
n = q.size()
with tf.Session() as sess:
    init.run()
    v, _ = sess.run([x, q_inc])
    print(v, sess.run(n), sess.run(q.size()))
"""
TRAINED = """\
import tensorflow as tf
q = tf.FIFOQueue(9, [tf.float32, tf.float32], shapes=[[2], []])
put = q.enqueue([[1.0, 2.0], 3.0])
x, y = q.dequeue_many(1)
w = tf.Variable(tf.zeros([2, 1]))
loss = tf.reduce_mean(tf.matmul(x, w) - y)
step = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(put)
    sess.run(step)
"""


def native_text(text: str) -> str:
    found = native.migrate("program.py", text, ast.parse(text))
    assert found is not None
    return found[0]


def reason(text: str) -> str:
    with pytest.raises(Obstacle) as raised:
        native_text(text)
    return raised.value.reason


def test_ops_of_a_queue_in_functions():
    text = native_text(COUNTER)
    assert 'q = tf.queue.FIFOQueue(2, "int32")\n' in text
    assert "def init():\n    q.enqueue_many(([0, 10],))\n" in text
    assert "def q_inc():\n    x = q.dequeue()\n    y = x + 1\n    q.enqueue([y])\n    return x\n" in text
    assert "init()\nv = q_inc().numpy()\n" in text
    assert "print(v, n().numpy(), q.size().numpy())" in text


def test_parts_of_an_element_and_a_gradient():
    text = native_text(TRAINED)
    assert "        x, y = q.dequeue_many(1)\n" in text
    assert "put()\nstep()\n" in text


def test_an_op_written_where_it_runs():
    text = native_text(COUNTER.replace("    init.run()", "    sess.run(q.enqueue(5))\n    q.enqueue(6).run()"))
    assert "\nq.enqueue(5)\nq.enqueue(6)\n" in text


IN_ORDER = "in no certain order"
BESIDE = "made beside others"


@pytest.mark.parametrize(
    "text, why",
    [
        (COUNTER.replace("[x, q_inc]", "[x, n]"), IN_ORDER),
        (COUNTER.replace("[x, q_inc]", "[x, q.size()]"), IN_ORDER),
        (COUNTER.replace("y = x + 1", "y = 1"), IN_ORDER),
        (COUNTER.replace("y = x + 1", "y = x + q.size()"), IN_ORDER),
        (COUNTER.replace("q_inc = q.enqueue([y])", "q_inc, z = q.enqueue([y]), y"), BESIDE),
        (COUNTER.replace("y = x + 1", "y, z = x + 1, q.dequeue()"), BESIDE),
        (COUNTER.replace('"int32")', 'read())'), "known only at run time"),
        (COUNTER.replace("with tf.Session() as sess:", "with tf.Session():\n    pass\nwith tf.Session() as sess:"),
         "several sessions"),
        (COUNTER.replace("with tf.Session() as sess:\n", "def go():\n  with tf.Session() as sess:\n") + "go()\n",
         "several sessions"),
        (COUNTER.replace("Session()", "Session(config=tf.ConfigProto(operation_timeout_in_ms=5))"), "than a time"),
        (COUNTER + "    import threading\n    threading.Thread(target=sess.run, args=(x,)).start()\n", "timing"),
        (COUNTER.replace("n = q.size()", "n = q.size()\nqr = tf.train.QueueRunner(q, [q_inc])"), "timing"),
        (COUNTER.replace("n = q.size()", "n = tf.queue.QueueBase.from_list(0, [q, q])"), ""),
        (TRAINED + "    print(sess.run(loss))\n", "run by itself"),
    ],
)  # fmt: skip
def test_stays_in_graph_mode(text, why):
    assert why in reason(text)
