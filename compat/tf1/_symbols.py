"""What ``compat.tf1`` has beyond tf.compat.v1: tables of names to places, and advice for names without one."""

import functools
import sys

import tensorflow as _tf

from compat.tf1._namespace import Lazy, Namespace

v1 = _tf.compat.v1


def _legacy_keras(path=""):
    """Looks a module of tf-keras' TensorFlow 1 interface up; works whatever TF_USE_LEGACY_KERAS says."""

    def find():
        from compat.tf1 import _legacy

        return _legacy.keras_module(path)

    return find


# Names of TensorFlow before 1.0 and where TensorFlow 1.15 has them.
RENAMED = {
    "all_variables": "global_variables",
    "batch_matmul": "matmul",
    "complex_abs": "abs",
    "concat_v2": "concat",
    "create_partitioned_variables": "create_partitioned_variables",
    "histogram_summary": "summary.histogram",
    "image_summary": "summary.image",
    "audio_summary": "summary.audio",
    "scalar_summary": "summary.scalar",
    "merge_all_summaries": "summary.merge_all",
    "merge_summary": "summary.merge",
    "initialize_all_tables": "tables_initializer",
    "initialize_all_variables": "global_variables_initializer",
    "initialize_local_variables": "local_variables_initializer",
    "initialize_variables": "variables_initializer",
    "inv": "math.reciprocal",
    "listdiff": "setdiff1d",
    "mul": "multiply",
    "neg": "negative",
    "pack": "stack",
    "sub": "subtract",
    "unpack": "unstack",
    "unsorted_segment_max": "math.unsorted_segment_max",
    "batch_cholesky": "cholesky",
    "batch_matrix_inverse": "matrix_inverse",
    "batch_matrix_determinant": "matrix_determinant",
    "batch_matrix_diag": "matrix_diag",
    "batch_matrix_diag_part": "matrix_diag_part",
    "batch_matrix_transpose": "matrix_transpose",
    "batch_self_adjoint_eig": "self_adjoint_eig",
    "batch_svd": "svd",
    "batch_fft": "fft",
    "batch_ifft": "ifft",
    "initialize_all_local_variables": "local_variables_initializer",
}


def _renamed(target):
    def find():
        value = v1
        for part in target.split("."):
            value = getattr(value, part)
        return value

    return Lazy(find)


def _old_summary(kind):
    """A summary op of TensorFlow 0.x: (tags, values) with the tag taken as it is."""

    def make():
        new = getattr(v1.summary, kind)

        def summary(tag, values, *args, collections=None, name=None, **kwargs):
            return new(tag, values, *args, collections=collections, **kwargs)

        summary.__doc__ = f"tf.{kind}_summary of TensorFlow 0.x over tf.summary.{kind}."
        return summary

    return Lazy(make)


def _checkpoint_reader():
    return Namespace(
        "tf.pywrap_tensorflow",
        None,
        {
            "NewCheckpointReader": v1.train.NewCheckpointReader,
            "list_devices": Lazy("tensorflow.python.client.device_lib:list_local_devices"),
        },
    )


def _with_sentinel(name):
    """A loss op of tf.nn with TensorFlow 1's first argument, which keeps labels and logits from being positional."""
    new = getattr(v1.nn, name)

    @functools.wraps(new)
    def loss(_sentinel=None, labels=None, logits=None, *args, **kwargs):
        if _sentinel is not None:
            raise ValueError(f"Only call `{name}` with named arguments (labels=..., logits=..., ...)")
        return new(labels, logits, *args, **kwargs)

    return loss


_LOSSES = (
    "sigmoid_cross_entropy_with_logits",
    "softmax_cross_entropy_with_logits",
    "sparse_softmax_cross_entropy_with_logits",
)

NN = Namespace(
    "tf.nn",
    v1.nn,
    {
        **{name: _with_sentinel(name) for name in _LOSSES},
        "rnn_cell": Lazy("compat.tf1._rnn:cells"),
        "rnn": Lazy("compat.tf1._rnn:rnn"),
        "bidirectional_rnn": Lazy("compat.tf1._rnn:bidirectional_rnn"),
        "seq2seq": Lazy("compat.tf1.contrib.legacy_seq2seq"),
        "sampled_softmax_loss": v1.nn.sampled_softmax_loss,
    },
)


def _standardize(image):
    """tf.image.per_image_standardization of TensorFlow 1: the result has the dtype of the image.

    Args:
        image: tensor [..., height, width, channels]; whole numbers stand for fractions of their dtype's largest.
    """
    image = v1.convert_to_tensor(image)
    if image.dtype == _tf.float32:
        return v1.image.per_image_standardization(image)
    fraction = v1.image.convert_image_dtype(image, _tf.float32)
    return v1.image.convert_image_dtype(v1.image.per_image_standardization(fraction), image.dtype, saturate=True)


IMAGE = Namespace(
    "tf.image", v1.image, {"per_image_standardization": _standardize, "per_image_whitening": _standardize}
)

TRAIN = Namespace(
    "tf.train",
    v1.train,
    {
        "SummaryWriter": v1.summary.FileWriter,
        "MonitoredTrainingSession": Lazy("compat.sessions:MonitoredTrainingSession"),
    },
)


def _tf_compat():
    return Namespace("tf.compat", v1.compat, {"v1": sys.modules["compat.tf1"], "v2": _tf.compat.v2})


def _python():
    from compat.tf1 import _imports

    return _imports.resolve("python")


EXTRA = {
    "VERSION": "1.15.5",
    "compat": Lazy(_tf_compat),
    "contrib": Lazy("compat.tf1.contrib"),
    "core": Lazy("tensorflow.core"),
    "estimator": Lazy("compat.tf1.estimator"),
    "examples": Lazy("compat.tf1.examples"),
    "image": IMAGE,
    "keras": Lazy(_legacy_keras()),
    "layers": Lazy(_legacy_keras("__internal__.legacy.layers")),
    "nn": NN,
    "python": Lazy(_python),
    "pywrap_tensorflow": Lazy(_checkpoint_reader),
    "Session": Lazy("compat.sessions:Session"),
    "InteractiveSession": Lazy("compat.sessions:InteractiveSession"),
    "tools": Lazy("tensorflow.python.tools"),
    "train": TRAIN,
    "select": Lazy(lambda: v1.where),
    "scalar_summary": _old_summary("scalar"),
    "histogram_summary": _old_summary("histogram"),
    "image_summary": _old_summary("image"),
    "audio_summary": _old_summary("audio"),
}
EXTRA.update({k: _renamed(v) for k, v in RENAMED.items() if k not in EXTRA and not hasattr(v1, k)})

ADVICE = {}
