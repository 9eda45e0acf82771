"""tf.nn.rnn_cell, and the RNN functions of TensorFlow 0.x."""

import tensorflow as _tf

from compat.tf1 import _legacy
from compat.tf1._namespace import Lazy, Namespace

# what the internal modules rnn_cell_impl and core_rnn_cell have beside the cells
_IMPL = (
    "LayerRNNCell", "_BIAS_VARIABLE_NAME", "_WEIGHTS_VARIABLE_NAME", "_concat",
    "_zero_state_tensors", "_LSTMStateTuple",
)  # fmt: skip

cells = Namespace(
    "tf.nn.rnn_cell",
    lambda: _legacy.keras_module("__internal__.legacy.rnn_cell"),
    {
        **{name: Lazy(f"tf_keras.src.layers.rnn.legacy_cells:{name}") for name in _IMPL},
        "assert_like_rnncell": Lazy("tf_keras.src.layers.rnn.legacy_cell_wrappers:assert_like_rnncell"),
        "_linear": Lazy("compat.tf1._linear:linear"),
        "_Linear": Lazy("compat.tf1._linear:Linear"),
        "EmbeddingWrapper": Lazy("compat.tf1.contrib._cells:EmbeddingWrapper"),
        "InputProjectionWrapper": Lazy("compat.tf1.contrib._cells:InputProjectionWrapper"),
        "OutputProjectionWrapper": Lazy("compat.tf1.contrib._cells:OutputProjectionWrapper"),
    },
)


def rnn(cell, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
    """tf.nn.rnn of TensorFlow 0.x: now tf.nn.static_rnn."""
    return _tf.compat.v1.nn.static_rnn(cell, inputs, initial_state, dtype, sequence_length, scope)


def bidirectional_rnn(cell_fw, cell_bw, inputs, *args, **kwargs):
    """tf.nn.bidirectional_rnn of TensorFlow 0.x: now tf.nn.static_bidirectional_rnn."""
    return _tf.compat.v1.nn.static_bidirectional_rnn(cell_fw, cell_bw, inputs, *args, **kwargs)
