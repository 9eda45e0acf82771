"""tf.nn.rnn_cell, and the RNN functions of TensorFlow 0.x."""

import tensorflow as _tf

from compat.tf1 import _legacy
from compat.tf1._namespace import Namespace

cells = Namespace("tf.nn.rnn_cell", lambda: _legacy.keras_module("__internal__.legacy.rnn_cell"))


def rnn(cell, inputs, initial_state=None, dtype=None, sequence_length=None, scope=None):
    """tf.nn.rnn of TensorFlow 0.x: now tf.nn.static_rnn."""
    return _tf.compat.v1.nn.static_rnn(cell, inputs, initial_state, dtype, sequence_length, scope)


def bidirectional_rnn(cell_fw, cell_bw, inputs, *args, **kwargs):
    """tf.nn.bidirectional_rnn of TensorFlow 0.x: now tf.nn.static_bidirectional_rnn."""
    return _tf.compat.v1.nn.static_bidirectional_rnn(cell_fw, cell_bw, inputs, *args, **kwargs)
