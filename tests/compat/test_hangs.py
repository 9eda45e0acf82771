"""Every way in which a run can hang: the caller is free at the deadline and the process ends with its own exit code."""

import signal

import pytest

GRAPH = """
from compat import tf1 as tf
from tensorflow.python.ops import data_flow_ops
x = tf.placeholder(tf.float32)
plain = x + 1.0
lock = threading.Lock(); lock.acquire()
def sleeping():
    yield 1
    time.sleep(1000)
def busy():
    while True:
        pass
def iterator(dataset):
    return dataset.make_one_shot_iterator().get_next()
def ints():
    return tf.data.Dataset.from_generator(sleeping, tf.int32)
def lag():
    # by how much a wait of 50 ms is late here: what a busy machine adds to a deadline
    late = []
    for _ in range(10):
        begin = time.monotonic()
        threading.Event().wait(0.05)
        late.append(time.monotonic() - begin - 0.05)
    return 5 * max(late)
def first(op):
    # one good element, then the one that hangs
    return lambda sess: (sess.run(op), sess.run(op))
def once(op):
    return lambda sess: sess.run(op)
def twice(op):
    return lambda sess: (sess.run(op), sess.run(op))
"""

ROWS = {
    "dequeue": "once(tf.FIFOQueue(2, [tf.float32]).dequeue())",
    "enqueue": "twice(tf.FIFOQueue(1, [tf.float32]).enqueue(1.0))",
    "take_grad": "once(tf.ConditionalAccumulator(tf.float32).take_grad(1))",
    "while_v1": "once(tf.while_loop(lambda i: i >= 0, lambda i: tf.minimum(i + 1, 5), [tf.constant(0)]))",
    "while_v2": "(tf.enable_control_flow_v2(), "
    "once(tf.while_loop(lambda i: i >= 0, lambda i: tf.minimum(i + 1, 5), [tf.constant(0)])))[1]",
    "matmul_loop": "once(tf.while_loop(lambda a: a[0, 0] > -1, lambda a: tf.matmul(a, a) * 0.0, "
    "[tf.ones([300, 300])]))",
    "unstage": "once(data_flow_ops.StagingArea([tf.float32]).get())",
    "one_shot_generator": "first(iterator(ints()))",
    "prefetch": "first(iterator(ints().prefetch(1)))",
    "interleave": "first(iterator(tf.data.Dataset.range(2).interleave(lambda _: ints(), cycle_length=1)))",
    "map_py_func": "once(iterator(tf.data.Dataset.range(2).map("
    "lambda v: tf.py_func(lambda a: (time.sleep(1000), a)[1], [v], tf.int64))))",
    "py_func_sleep": "once(tf.py_func(lambda: (time.sleep(1000), np.float32(1))[1], [], tf.float32))",
    "py_func_lock": "once(tf.py_func(lambda: (lock.acquire(), np.float32(1))[1], [], tf.float32))",
    "py_func_busy": "once(tf.py_func(lambda: busy(), [], tf.float32))",
}

DEADLINE = """
hang = HANG
with compat.session(deadline=1.0) as sess:
    sess.run(plain, {x: 1.0})
    try:
        hang(sess)
    except compat.DeadlineExceeded as error:
        tell("free", sess.recent_runs()[-1]["seconds"])
        tell("lag", lag())
        tell("fetches", error.fetches)
        tell("op", error.op)
        tell("stacks", "Thread" in error.stacks)
        tell("seconds", error.seconds)
    tell("plain", float(sess.run(plain, {x: 1.0})))
    tell("abandoned", sess.abandoned is not None)
tell("left")
sys.exit(5)
"""


@pytest.mark.parametrize("row", ROWS)
def test_caller_is_free_at_the_deadline_and_exit_code_is_kept(scenario, row):
    r = scenario(GRAPH + DEADLINE.replace("HANG", ROWS[row]), timeout=60)
    assert 0.9 < r["free"] < 1.0 + 0.5 + r["lag"]
    assert r["fetches"] and r["op"] and r["stacks"] and r["seconds"] == 1.0
    assert r["plain"] == 2.0
    assert "left" in r.out
    assert r.rc == 5


@pytest.mark.parametrize("row", ["one_shot_generator", "py_func_sleep", "unstage"])
def test_what_would_hang_again_is_refused(scenario, row):
    code = f"""
hang = {ROWS[row]}
sess = compat.session(deadline=0.5)
tell("first", outcome(lambda: hang(sess)))
tell("again", outcome(lambda: hang(sess)))
tell("close", outcome(sess.close))
"""
    r = scenario(GRAPH + code)
    assert r["first"][0] == "DeadlineExceeded"
    assert r["again"][0] == "SessionAbandoned" and r["again"][2] < 0.3
    assert r["close"][0] is None
    assert r.rc == 0


def test_one_big_matmul_frees_the_caller_and_the_exit_is_clean(scenario):
    code = """
a = tf.random_uniform([5000, 5000])
for _ in range(6):
    a = tf.matmul(a, a)
sess = compat.session(deadline=0.5)
tell("run", outcome(lambda: sess.run(a)))
print("last words")
sys.exit(3)
"""
    r = scenario(GRAPH + code)
    assert r["run"][0] == "DeadlineExceeded" and r["run"][2] < 1.3
    assert r.rc == 3 and r.out.endswith("last words")


def test_fatal_deadline_breaks_code_that_holds_the_interpreter_lock(scenario):
    code = """
import ctypes
held = tf.py_func(lambda: (ctypes.PyDLL(None).sleep(1000), np.float32(1))[1], [], tf.float32)
sess = compat.session(deadline=0.5, fatal_deadline=1.5)
tell("start")
sess.run(held)
"""
    r = scenario(GRAPH + code, timeout=30)
    assert r.rc == 1
    assert "Timeout" in r.err and "Thread" in r.err


def test_on_hang_sees_the_error_first(scenario):
    code = """
seen = []
sess = compat.session(deadline=0.5, on_hang=seen.append)
result = outcome(lambda: sess.run(tf.FIFOQueue(2, [tf.float32]).dequeue()))
tell("seen", [type(e).__name__ for e in seen])
tell("result", result)
"""
    r = scenario(GRAPH + code)
    assert r["seen"] == ["DeadlineExceeded"] and r["result"][0] == "DeadlineExceeded"


BLOCKED = """
hang = HANG
sess = compat.session()
tell("blocked")
hang(sess)
"""


@pytest.mark.parametrize("row", ["dequeue", "while_v1", "one_shot_generator", "py_func_sleep"])
def test_ctrl_c_works_while_a_run_is_blocked(start, row):
    running = start(GRAPH + BLOCKED.replace("HANG", ROWS[row]))
    assert running.read_until("blocked", 40)
    running.read_until("never", 1.0)
    running.signal(signal.SIGINT)
    r = running.finish(15)
    assert "KeyboardInterrupt" in r.err
    assert r.rc in (-signal.SIGINT, 130)


@pytest.mark.parametrize("row", ["dequeue", "py_func_sleep"])
def test_a_sigterm_handler_runs_while_a_run_is_blocked(start, row):
    handler = """
import signal
def stop(*_):
    tell("stopped")
    sys.exit(9)
signal.signal(signal.SIGTERM, stop)
"""
    running = start(GRAPH + handler + BLOCKED.replace("HANG", ROWS[row]))
    assert running.read_until("blocked", 40)
    running.read_until("never", 1.0)
    running.signal(signal.SIGTERM)
    r = running.finish(15)
    assert "stopped" in r.out and r.rc == 9


def test_deadline_from_the_environment_reaches_tf_session(scenario):
    code = """
with tf.Session() as sess:
    tell("run", outcome(lambda: sess.run(tf.FIFOQueue(2, [tf.float32]).dequeue())))
"""
    r = scenario(GRAPH + code, env={"COMPAT_DEADLINE": "0.5"})
    assert r["run"][0] == "DeadlineExceeded"


def test_queue_runners_may_wait_for_room_longer_than_the_deadline(scenario):
    code = """
producer = tf.train.limit_epochs(tf.constant([1.0, 2.0, 3.0]), 2)
queue = tf.FIFOQueue(2, [tf.float32])
tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue(1.0)]))
out = queue.dequeue()
with compat.session(deadline=0.5) as sess:
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess, coord)
    sess.run(out)
    time.sleep(1.2)
    tell("later", [float(sess.run(out)) for _ in range(5)])
    coord.request_stop()
    sess.run(queue.close(cancel_pending_enqueues=True))
    coord.join(threads)
"""
    r = scenario(GRAPH + code)
    assert r["later"] == [1.0] * 5 and r.rc == 0


def test_recent_runs_and_heartbeat(scenario):
    code = """
sess = compat.session()
tell("before", sess.heartbeat)
for _ in range(200):
    sess.run(plain, {x: 1.0})
runs = sess.recent_runs()
tell("runs", [len(runs), runs[-1]["fetches"], runs[-1]["seconds"] >= 0])
tell("beat", sess.heartbeat < 5)
"""
    r = scenario(GRAPH + code)
    assert r["before"] is None
    assert r["runs"][0] == 64 and r["runs"][1] == ["add:0"] and r["runs"][2]
    assert r["beat"]
