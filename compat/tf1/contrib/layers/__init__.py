"""tf.contrib.layers: layers, initializers, regularizers, optimize_loss, with TensorFlow 1's names and defaults."""

import functools as _functools

import tensorflow as _tf

from compat.tf1.contrib.layers import collecting as utils  # noqa: F401
from compat.tf1.contrib.layers.convolutions import (  # noqa: F401
    conv1d,
    conv2d,
    conv2d_transpose,
    conv3d,
    conv3d_transpose,
    convolution,
    convolution1d,
    convolution2d,
    convolution2d_transpose,
    convolution3d,
    convolution3d_transpose,
    separable_conv2d,
    separable_convolution2d,
)
from compat.tf1.contrib.layers.core import (  # noqa: F401
    bias_add,
    bow_encoder,
    dropout,
    embed_sequence,
    flatten,
    fully_connected,
    maxout,
    one_hot_encoding,
    repeat,
    softmax,
    spatial_softmax,
    stack,
    unit_norm,
)
from compat.tf1.contrib.layers.initializers import (  # noqa: F401
    variance_scaling_initializer,
    xavier_initializer,
    xavier_initializer_conv2d,
)
from compat.tf1.contrib.layers.normalizers import batch_norm, group_norm, instance_norm, layer_norm  # noqa: F401
from compat.tf1.contrib.layers.optimizing import (  # noqa: F401
    OPTIMIZER_CLS_NAMES,
    OPTIMIZER_SUMMARIES,
    adaptive_clipping_fn,
    optimize_loss,
)
from compat.tf1.contrib.layers.pooling import avg_pool2d, avg_pool3d, max_pool2d, max_pool3d, pool  # noqa: F401
from compat.tf1.contrib.layers.regularizers import (  # noqa: F401
    apply_regularization,
    l1_l2_regularizer,
    l1_regularizer,
    l2_regularizer,
    sum_regularizer,
)
from compat.tf1.contrib.layers.summaries import (  # noqa: F401
    summarize_activation,
    summarize_activations,
    summarize_collection,
    summarize_tensor,
    summarize_tensors,
)

elu = _functools.partial(fully_connected, activation_fn=_tf.nn.elu)
relu = _functools.partial(fully_connected, activation_fn=_tf.nn.relu)
relu6 = _functools.partial(fully_connected, activation_fn=_tf.nn.relu6)
linear = _functools.partial(fully_connected, activation_fn=None)
safe_embedding_lookup_sparse = _tf.compat.v1.nn.safe_embedding_lookup_sparse


def __getattr__(name):
    from compat.errors import MissingSymbol

    if name.startswith("__"):
        raise AttributeError(name)
    if name in ("layers", "python", "ops"):
        return __import__("sys").modules[__name__]
    feature = {
        "real_valued_column": "numeric_column",
        "sparse_column_with_hash_bucket": "categorical_column_with_hash_bucket",
        "sparse_column_with_keys": "categorical_column_with_vocabulary_list",
        "sparse_column_with_integerized_feature": "categorical_column_with_identity",
        "bucketized_column": "bucketized_column",
        "embedding_column": "embedding_column",
        "one_hot_column": "indicator_column",
        "crossed_column": "crossed_column",
    }.get(name)
    raise MissingSymbol(f"tf.contrib.layers.{name}", f"use tf.feature_column.{feature}" if feature else None)
