"""tf.contrib.rnn: cells, static and bidirectional RNNs."""

import tensorflow as _tf

from compat.tf1 import _rnn
from compat.tf1.contrib._cells import (  # noqa: F401
    AttentionCellWrapper,
    EmbeddingWrapper,
    InputProjectionWrapper,
    LayerNormBasicLSTMCell,
    NASCell,
    OutputProjectionWrapper,
)

_v1 = _tf.compat.v1

BasicLSTMCell = _rnn.cells.BasicLSTMCell
BasicRNNCell = _rnn.cells.BasicRNNCell
DeviceWrapper = _rnn.cells.DeviceWrapper
DropoutWrapper = _rnn.cells.DropoutWrapper
GRUCell = _rnn.cells.GRUCell
LSTMCell = _rnn.cells.LSTMCell
LSTMStateTuple = _rnn.cells.LSTMStateTuple
MultiRNNCell = _rnn.cells.MultiRNNCell
RNNCell = _rnn.cells.RNNCell
ResidualWrapper = _rnn.cells.ResidualWrapper
LSTMBlockCell = LSTMCell
GRUBlockCell = GRUBlockCellV2 = GRUCell

static_rnn = _v1.nn.static_rnn
static_state_saving_rnn = _v1.nn.static_state_saving_rnn
static_bidirectional_rnn = _v1.nn.static_bidirectional_rnn
bidirectional_dynamic_rnn = _v1.nn.bidirectional_dynamic_rnn


def transpose_batch_time(x):
    """[a, b, ...] as [b, a, ...]."""
    rank = x.shape.ndims
    out = _v1.transpose(x, [1, 0] + list(range(2, rank)))
    return out


def stack_bidirectional_rnn(
    cells_fw,
    cells_bw,
    inputs,
    initial_states_fw=None,
    initial_states_bw=None,
    dtype=None,
    sequence_length=None,
    scope=None,
):
    """Layers of static bidirectional RNNs; each layer reads the joined outputs of the one below.

    Returns (outputs, states_fw, states_bw).
    """
    _same_depth(cells_fw, cells_bw)
    states_fw, states_bw, layer = [], [], inputs
    with _v1.variable_scope(scope or "stack_bidirectional_rnn"):
        for i, (fw, bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            with _v1.variable_scope(f"cell_{i}"):
                layer, state_fw, state_bw = _v1.nn.static_bidirectional_rnn(
                    fw,
                    bw,
                    layer,
                    initial_state_fw=initial_states_fw[i] if initial_states_fw else None,
                    initial_state_bw=initial_states_bw[i] if initial_states_bw else None,
                    sequence_length=sequence_length,
                    dtype=dtype,
                )
            states_fw.append(state_fw)
            states_bw.append(state_bw)
    return layer, tuple(states_fw), tuple(states_bw)


def stack_bidirectional_dynamic_rnn(
    cells_fw,
    cells_bw,
    inputs,
    initial_states_fw=None,
    initial_states_bw=None,
    dtype=None,
    sequence_length=None,
    parallel_iterations=None,
    time_major=False,
    scope=None,
    swap_memory=False,
):
    """Layers of dynamic bidirectional RNNs. Returns (outputs, states_fw, states_bw)."""
    _same_depth(cells_fw, cells_bw)
    states_fw, states_bw, layer = [], [], inputs
    with _v1.variable_scope(scope or "stack_bidirectional_rnn"):
        for i, (fw, bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            with _v1.variable_scope(f"cell_{i}"):
                outputs, (state_fw, state_bw) = _v1.nn.bidirectional_dynamic_rnn(
                    fw,
                    bw,
                    layer,
                    initial_state_fw=initial_states_fw[i] if initial_states_fw else None,
                    initial_state_bw=initial_states_bw[i] if initial_states_bw else None,
                    sequence_length=sequence_length,
                    parallel_iterations=parallel_iterations,
                    dtype=dtype,
                    swap_memory=swap_memory,
                    time_major=time_major,
                )
                layer = _v1.concat(outputs, 2)
            states_fw.append(state_fw)
            states_bw.append(state_bw)
    return layer, tuple(states_fw), tuple(states_bw)


def _same_depth(cells_fw, cells_bw):
    if not isinstance(cells_fw, list) or not cells_fw or not isinstance(cells_bw, list):
        raise ValueError("cells_fw and cells_bw must be non-empty lists of cells.")
    if len(cells_fw) != len(cells_bw):
        raise ValueError("Forward and Backward cells must have the same depth.")
