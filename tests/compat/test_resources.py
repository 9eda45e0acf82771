"""Sessions leave nothing behind."""

import pytest

CODE = """
import gc, tensorflow as tf
def state():
    gc.collect()
    with open("/proc/self/status") as f:
        status = f.read()
    rss = int(status.split("VmRSS:")[1].split()[0]) / 1024
    threads = int(status.split("Threads:")[1].split()[0])
    return [threads, len(os.listdir("/proc/self/fd")), rss]
with compat.graph_scope():
    x = tf.compat.v1.placeholder(tf.float32)
    y = tf.compat.v1.py_func(lambda v: v, [x + 1.0], tf.float32)
    def rounds(n):
        for _ in range(n):
            with compat.session(deadline=30) as sess:
                assert sess.run(y, {x: 1.0}) == 2.0
    rounds(COUNT // 10)
    before = state()
    rounds(COUNT)
    after = state()
tell("grown", [a - b for a, b in zip(after, before)])
"""


def check(r):
    threads, files, megabytes = r["grown"]
    assert threads <= 2 and files <= 2
    assert megabytes < 30


def test_many_sessions_do_not_grow(scenario):
    check(scenario(CODE.replace("COUNT", "500"), timeout=120))


@pytest.mark.slow
def test_ten_thousand_sessions_do_not_grow(scenario):
    check(scenario(CODE.replace("COUNT", "10000"), timeout=400))
