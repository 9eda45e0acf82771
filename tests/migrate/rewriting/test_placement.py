"""Device scopes and session settings that a native form drops are reported; a session on a cluster is not migrated."""

from __future__ import annotations

from migrate.engine import Options, SourceFile, migrate_group

PROGRAM = """import tensorflow as tf

config = tf.ConfigProto(allow_soft_placement=True, intra_op_parallelism_threads=2)
config.gpu_options.allow_growth = True
with tf.device("/gpu:0"):
    a = tf.Variable(2.0)
    x = tf.placeholder(tf.float32)
    b = a * x
with tf.Session({session}) as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(b, {{x: 3.0}}))
"""


def result(session: str):
    return migrate_group([SourceFile("a.py", PROGRAM.format(session=session))], Options())


def test_dropped_devices_and_settings_are_reported():
    found = result("config=config")
    places = {(f.code, f.line) for f in found.files[0].findings}
    assert found.programs[0].form == "native"
    assert {("TF305", 5), ("TF306", 3), ("TF306", 4)} <= places


def test_soft_placement_is_what_tensorflow_2_does_anyway():
    messages = [f.message for f in result("config=config").files[0].findings]
    assert not any("soft" in message for message in messages)


def test_a_device_scope_in_a_helper_stays_without_a_finding():
    text = """import tensorflow as tf


def double(x):
    with tf.device("/cpu:0"):
        return 2.0 * x


x = tf.placeholder(tf.float32)
y = double(x)
with tf.Session() as sess:
    print(sess.run(y, {x: 3.0}))
"""
    found = migrate_group([SourceFile("a.py", text)], Options())
    assert 'with tf.device("/cpu:0"):' in found.files[0].text
    assert not [f for f in found.files[0].findings if f.code == "TF305"]


def test_a_session_on_a_server_stays_in_graph_mode():
    found = result('"grpc://worker:2222", config=config')
    assert found.programs[0].form == "compat"
    assert "cluster" in found.programs[0].reason.message
