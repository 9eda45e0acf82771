"""What importing changes, and code of both kinds in one process."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_import_compat_loads_nothing():
    code = "import sys, compat; dir(compat); print([m for m in ('tensorflow', 'numpy', 'keras') if m in sys.modules])"
    r = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert r.stdout.strip() == "[]", r.stderr


def test_every_public_name_loads_and_has_a_docstring(scenario):
    code = """
tell("bare", [n for n in compat.__all__ if not (getattr(compat, n).__doc__ or "").strip()])
import tensorflow as tf
tell("eager", tf.executing_eagerly())
tell("unknown", outcome(lambda: compat.nothing)[0])
"""
    r = scenario(code)
    assert r["bare"] == [] and r["eager"] is True
    assert r["unknown"] == "AttributeError"


def test_tf1_code_in_a_scope_leaves_the_process_eager(scenario):
    code = """
import tensorflow as tf2
with compat.graph_scope():
    from compat import tf1 as tf
    x = tf.placeholder(tf.float32, [None])
    w = tf.get_variable("w", [], initializer=tf.ones_initializer())
    kind = type(w).__name__
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        tell("graph", [float(v) for v in sess.run(x * 2.0 + w, {x: [1, 2]})])
    tell("kind", kind)
    tell("dimension", type(x.shape[0]).__name__)
tell("eager", [tf2.executing_eagerly(), float(tf2.constant(2.0) + 1), type(tf2.zeros([2]).shape[0]).__name__])
tell("mode", compat.in_tf1_mode())
v = tf2.Variable(1.0)
tell("v2", "Resource" in type(v).__name__)
import keras
model = keras.Sequential([keras.layers.Dense(1)])
model.compile("sgd", "mse")
tell("fit", model.fit(np.ones((4, 2)), np.ones(4), verbose=0).epoch)
"""
    r = scenario(code)
    assert r["graph"] == [3.0, 5.0] and r["kind"] == "RefVariable" and r["dimension"] == "Dimension"
    assert r["eager"] == [True, 3.0, "int"] and r["mode"] is False and r["v2"] and r["fit"] == [0]


def test_eager_code_in_a_scope_of_a_tf1_process(scenario):
    code = """
from compat import tf1 as tf
import tensorflow as tf2
tell("mode", [compat.in_tf1_mode(), tf2.executing_eagerly()])
with compat.eager_scope():
    tell("eager", [tf2.executing_eagerly(), float(tf2.constant(2.0) + 1), type(tf2.zeros([2]).shape[0]).__name__])
    tell("data", [int(v) for v in tf2.data.Dataset.range(3)])
x = tf.placeholder(tf.float32)
with tf.Session() as sess:
    tell("graph", float(sess.run(x + 1.0, {x: 1})))
"""
    r = scenario(code)
    assert r["mode"] == [True, False]
    assert r["eager"] == [True, 3.0, "int"] and r["data"] == [0, 1, 2]
    assert r["graph"] == 2.0
