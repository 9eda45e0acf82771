"""TensorFlow 1's names: where they are, and what is said about those without a home."""

import numpy as np

HEAD = """
from compat import tf1 as tf
"""

# printed by TensorFlow 1.15.5's own MNIST reader for the files and the seed of the test below
LABELS = [
    [2, 1, 9, 3, 5, 0, 1, 4, 0, 7, 6, 9, 4, 4, 3],
    [7, 4, 4, 5, 6, 9, 8, 4, 0, 9, 0, 6, 5, 8, 7],
    [9, 4, 4, 8, 0, 0, 8, 2, 9, 1, 5, 0, 6, 4, 9],
    [8, 7, 9, 4, 2, 4, 2, 0, 8, 4, 9, 0, 4, 7, 1],
    [7, 6, 4, 0, 8, 0, 3, 5, 4, 0, 1, 8, 3, 9, 9],
    [4, 5, 1, 6, 9, 4, 4, 9, 1, 4, 9, 0, 2, 8, 6],
]
SUMS = [5921.41, 5892.15, 5930.14, 5882.33, 5900.72, 5925.69]


def test_modules_below_tensorflow_are_tensorflows_own(scenario):
    code = """
import tensorflow
from compat.tf1.python.framework import ops, tensor_shape
from compat.tf1.python.ops import math_ops
import compat.tf1.python.training.saver
from compat.tf1.keras.layers import Dense
from compat.tf1.python.keras.layers import Dense as Same
from compat.tf1.contrib.keras.api.keras.layers import Dense as Third
from compat.tf1.contrib.layers.python.layers import initializers
from compat.tf1.contrib.learn.python.learn.datasets.mnist import read_data_sets
import compat.tf1.contrib.slim as slim
import tensorflow.python.framework.ops as real_ops
import tensorflow.python.framework.tensor_shape as real_shape
tell("same", [ops is real_ops, tensor_shape is real_shape, Dense is Same is Third, tf.keras.layers.Dense is Dense])
tell("own", Dense.__module__.split(".")[0])
tell("slim", [slim.conv2d is tf.contrib.layers.conv2d, tf.contrib.slim is slim])
tell("v1", tf.compat.v1 is tf)
"""
    r = scenario(HEAD + code)
    assert r["same"] == [True] * 4 and r["own"] == "tf_keras"
    assert r["slim"] == [True, True] and r["v1"]


def test_internal_modules_and_what_they_held(scenario):
    forms = """
from compat.tf1.python.layers import base, core, utils
from compat.tf1.python.layers.base import Layer
from compat.tf1.python import keras; keras.layers.Dense
from compat.tf1.python.keras.engine.base_layer import Layer
from compat.tf1.python.keras.utils.np_utils import to_categorical
from compat.tf1.python.keras.layers.core import Dense
from compat.tf1.python.framework import graph_util; graph_util.convert_variables_to_constants
from compat.tf1.python.framework.ops import Tensor, IndexedSlices
from compat.tf1.python.framework.tensor_shape import scalar, vector
from compat.tf1.python.ops import control_flow_ops; control_flow_ops.while_loop; control_flow_ops.with_dependencies
from compat.tf1.python.ops.nn import dynamic_rnn
from compat.tf1.python.ops.rnn import dynamic_rnn
from compat.tf1.python.ops import rnn_cell, rnn_cell_impl; rnn_cell.BasicLSTMCell; rnn_cell_impl._zero_state_tensors
from compat.tf1.python.ops.distributions.normal import Normal
from compat.tf1.python.training import training_ops, moving_averages, checkpoint_management
from compat.tf1.python.util import nest; nest.is_sequence
from compat.tf1.contrib.rnn.python.ops import core_rnn_cell
from compat.tf1.contrib.rnn.python.ops.core_rnn_cell import _Linear, RNNCell
from compat.tf1.contrib.eager.python import tfe; tfe.Iterator
from compat.tf1.contrib.learn.python.learn.preprocessing.text import VocabularyProcessor
from compat.tf1.contrib.keras.api.keras.layers import Dense
from compat.tf1.contrib import slim, crf
from compat.tf1 import *; placeholder, Session, nn, contrib
from compat.tf1.nn import *; relu, dynamic_rnn
from compat.keras.layers import *; Conv2D, Convolution2D, Dense
from compat.keras.models import *; Sequential, load_model
from compat.keras import *; layers, Model
import compat.tf1.python.layers.base as base
"""
    r = scenario(
        HEAD
        + f"""
failed = []
for form in {forms!r}.strip().splitlines():
    try:
        exec(form, {{}})
    except Exception as error:
        failed.append([form, repr(error)])
tell("failed", failed)
x = tf.python.ops.control_flow_ops.cond(tf.constant(True), lambda: tf.constant(3), lambda: tf.constant(4))
tell("cond", int(tf.Session().run(x)))
"""
    )
    assert r["failed"] == [] and r["cond"] == 3


def test_standalone_keras(scenario):
    code = """
from compat import keras
from compat.keras.layers.core import Dense
from compat.keras.engine.topology import Layer
from compat.keras.utils.np_utils import to_categorical
from compat.keras.preprocessing.image import ImageDataGenerator
import compat.keras.backend as K
model = keras.models.Sequential([Dense(3, input_dim=2, init="ones"), Dense(1, kernel_initializer="ones")])
model.compile("adagrad", "mse", metrics=["accuracy", "mae"])
h = model.fit(np.ones((4, 2)), np.ones(4), nb_epoch=2, verbose=0)
tell("names", [l.name for l in model.layers])
tell("keys", sorted(h.history))
tell("rate", float(K.get_value(model.optimizer.lr)))
tell("classes", model.predict_classes(np.ones((2, 2))).shape)
tell("layer", isinstance(model.layers[0], __import__("tf_keras").layers.Dense))
"""
    r = scenario(code)
    assert r["names"] == ["dense_1", "dense_2"]
    assert r["keys"] == ["accuracy", "loss", "mae"]
    assert abs(r["rate"] - 0.01) < 1e-7 and r["classes"] == [2, 1] and r["layer"]


def test_names_of_tensorflow_0(scenario):
    code = """
a, b = tf.constant([6.0, 8.0]), tf.constant([2.0, 4.0])
with tf.Session() as sess:
    sess.run(tf.initialize_all_variables())
    for name, op in {"mul": tf.mul(a, b), "sub": tf.sub(a, b), "neg": tf.neg(a), "pack": tf.pack([a, b]),
                     "unpack": tf.unpack(a)[1], "inv": tf.inv(b), "select": tf.select(a > 7.0, a, b)}.items():
        tell(name, np.asarray(sess.run(op)).tolist())
tf.scalar_summary("loss", a[0])
tell("summary", tf.merge_all_summaries() is not None and tf.train.SummaryWriter is tf.summary.FileWriter)
"""
    r = scenario(HEAD + code)
    assert r["mul"] == [12.0, 32.0] and r["sub"] == [4.0, 4.0] and r["neg"] == [-6.0, -8.0]
    assert r["pack"] == [[6.0, 8.0], [2.0, 4.0]] and r["unpack"] == 8.0 and r["inv"] == [0.5, 0.25]
    assert r["select"] == [2.0, 8.0] and r["summary"]


def test_losses_keep_their_first_argument(scenario):
    code = """
y, z = tf.constant([[1.0, 0.0]]), tf.constant([[2.0, 1.0]])
nn = tf.nn
with tf.Session() as sess:
    tell("sigmoid", sess.run(nn.sigmoid_cross_entropy_with_logits(None, y, z)).tolist())
    tell("softmax", sess.run(nn.softmax_cross_entropy_with_logits(labels=y, logits=z, dim=1)).tolist())
    tell("sparse", sess.run(nn.sparse_softmax_cross_entropy_with_logits(None, [0], z)).tolist())
try:
    nn.softmax_cross_entropy_with_logits(z, y)
except ValueError as error:
    tell("order", str(error))
"""
    r = scenario(HEAD + code)
    np.testing.assert_allclose(r["sigmoid"], [[0.126928, 1.313262]], rtol=1e-5)
    np.testing.assert_allclose([r["softmax"], r["sparse"]], [[0.313262]] * 2, rtol=1e-5)
    assert "named arguments (labels=..., logits=..., ...)" in r["order"]


def test_names_without_a_home(scenario):
    code = """
tell("symbol", outcome(lambda: tf.no_such_thing))
tell("contrib", outcome(lambda: tf.contrib.tpu))
tell("has", [hasattr(tf, "no_such_thing"), hasattr(tf.contrib, "tpu"), hasattr(tf.nn, "nothing")])
try:
    import compat.tf1.contrib.tensor_forest
except ImportError as error:
    tell("module", [type(error).__name__, str(error)])
"""
    r = scenario(HEAD + code)
    assert r["symbol"][0] == "MissingSymbol" and "tf.no_such_thing" in r["symbol"][1]
    assert r["contrib"][0] == "MissingSymbol" and "TPUStrategy" in r["contrib"][1]
    assert r["has"] == [False, False, False]
    assert r["module"][0] == "MissingModule" and "decision-forests" in r["module"][1]


def test_the_mnist_reader_gives_tensorflow_1s_batches(scenario):
    code = """
import gzip, struct
from compat.tf1.examples.tutorials.mnist import input_data
rng = np.random.RandomState(3)
for stem, n in (("train", 60), ("t10k", 10)):
    images, labels = rng.randint(0, 256, (n, 28, 28)), rng.randint(0, 10, n)
    for name, head, body in (("images-idx3", struct.pack(">IIII", 2051, n, 28, 28), images),
                             ("labels-idx1", struct.pack(">II", 2049, n), labels)):
        with gzip.open(f"{stem}-{name}-ubyte.gz", "wb") as f:
            f.write(head + body.astype(np.uint8).tobytes())
data = input_data.read_data_sets(".", one_hot=True, validation_size=20, seed=5)
tell("sizes", [data.train.num_examples, data.validation.num_examples, data.test.num_examples])
tell("kind", [str(data.train.images.dtype), list(data.train.images.shape), str(data.train.labels.dtype)])
got = [data.train.next_batch(15) for _ in range(6)]
tell("labels", [g[1].argmax(1).tolist() for g in got])
tell("sums", [round(float(g[0].sum()), 2) for g in got])
tell("epochs", data.train.epochs_completed)
"""
    r = scenario(HEAD + code)
    assert r["sizes"] == [40, 20, 10]
    assert r["kind"] == ["float32", [40, 784], "float64"]
    assert r["labels"] == LABELS
    assert r["sums"] == SUMS
    assert r["epochs"] == 2


def test_an_estimator_trains_evaluates_and_predicts(scenario):
    code = """
def model_fn(features, labels, mode, params):
    w = tf.get_variable("w", [], initializer=tf.zeros_initializer())
    out = features["x"] * w
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode, predictions={"y": out})
    loss = tf.reduce_mean(tf.square(out - labels))
    step = tf.train.GradientDescentOptimizer(params["rate"]).minimize(loss, tf.train.get_global_step())
    metrics = {"mae": tf.metrics.mean_absolute_error(labels, out)}
    return tf.estimator.EstimatorSpec(mode, loss=loss, train_op=step, eval_metric_ops=metrics)
x = np.array([1.0, 2.0, 3.0, 4.0], np.float32)
feed = tf.estimator.inputs.numpy_input_fn
est = tf.estimator.Estimator(model_fn, model_dir="model", params={"rate": 0.05})
est.train(feed({"x": x}, 3 * x, batch_size=4, num_epochs=None, shuffle=False), steps=50)
tell("w", float(est.get_variable_value("w")))
tell("eval", {k: float(v) for k, v in est.evaluate(feed({"x": x}, 3 * x, shuffle=False, batch_size=2)).items()})
tell("predict", [float(p["y"]) for p in est.predict(feed({"x": x}, shuffle=False))])
again = tf.estimator.Estimator(model_fn, model_dir="model", params={"rate": 0.05})
dataset = lambda: tf.data.Dataset.from_tensor_slices(({"x": x}, 3 * x)).batch(4).repeat(5)
again.train(dataset)
tell("step", int(again.get_variable_value("global_step")))
"""
    r = scenario(HEAD + code)
    assert abs(r["w"] - 3.0) < 1e-4
    assert r["eval"]["global_step"] == 50 and r["eval"]["mae"] < 1e-3 and r["eval"]["loss"] < 1e-5
    assert [round(v, 2) for v in r["predict"]] == [3.0, 6.0, 9.0, 12.0]
    assert r["step"] == 55


def test_data_sets_print_as_they_did(scenario):
    code = """
data = tf.data.Dataset.from_tensor_slices((np.zeros((4, 3), np.float32), np.arange(4))).batch(2)
tell("text", [str(data), repr(tf.data.Dataset.from_tensors({"a": 1}))])
tell("ops", [op.type for op in tf.get_default_graph().get_operations() if op.type == "RangeDataset"])
"""
    r = scenario(HEAD + code)
    assert r["text"] == [
        "<DatasetV1Adapter shapes: ((?, 3), (?,)), types: (tf.float32, tf.int64)>",
        "<DatasetV1Adapter shapes: {a: ()}, types: {a: tf.int32}>",
    ]
    assert r["ops"] == []


def test_standardized_images_keep_their_dtype(scenario):
    code = """
image = (np.arange(24) * 37 % 256).reshape(2, 4, 3)
with tf.Session() as sess:
    for dtype in (np.uint8, np.float32, np.float64):
        out = sess.run(tf.image.per_image_standardization(image.astype(dtype)))
        tell(np.dtype(dtype).name, [out.dtype.name, np.round(out.astype(np.float64).ravel()[:6], 4).tolist()])
"""
    r = scenario(HEAD + code)
    assert r["uint8"] == ["uint8", [0.0, 0.0, 0.0, 19.0, 147.0, 255.0]]
    fractions = [-1.4335, -0.9307, -0.428, 0.0747, 0.5775, 1.0802]
    assert r["float32"] == ["float32", fractions] and r["float64"] == ["float64", fractions]
