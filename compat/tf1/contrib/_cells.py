"""RNN cells that only tf.contrib.rnn had."""

import math

import tensorflow as _tf

from compat.tf1 import _rnn
from compat.tf1._linear import linear

_v1 = _tf.compat.v1
RNNCell = _rnn.cells.RNNCell
LSTMStateTuple = _rnn.cells.LSTMStateTuple


class EmbeddingWrapper(RNNCell):
    """Looks integer inputs [batch] or [batch, 1] up in an embedding and gives the rows to ``cell``."""

    def __init__(self, cell, embedding_classes, embedding_size, initializer=None, reuse=None):
        super().__init__(_reuse=reuse)
        if embedding_classes <= 0 or embedding_size <= 0:
            raise ValueError(
                f"Both embedding_classes and embedding_size must be > 0: {embedding_classes}, {embedding_size}"
            )
        self._cell, self._classes, self._size, self._initializer = cell, embedding_classes, embedding_size, initializer

    @property
    def state_size(self):
        return self._cell.state_size

    @property
    def output_size(self):
        return self._cell.output_size

    def zero_state(self, batch_size, dtype):
        return self._cell.zero_state(batch_size, dtype)

    def call(self, inputs, state):
        with _v1.device("/cpu:0"):
            initializer = self._initializer or _v1.get_variable_scope().initializer
            if initializer is None:
                root = math.sqrt(3)
                initializer = _v1.random_uniform_initializer(-root, root)
            dtype = (state[0] if isinstance(state, tuple) else state).dtype
            table = _v1.get_variable("embedding", [self._classes, self._size], initializer=initializer, dtype=dtype)
            embedded = _v1.nn.embedding_lookup(table, _v1.reshape(inputs, [-1]))
        return self._cell(embedded, state)


class InputProjectionWrapper(RNNCell):
    """A linear map of the inputs to ``num_proj`` before ``cell``."""

    def __init__(self, cell, num_proj, activation=None, input_size=None, reuse=None):
        super().__init__(_reuse=reuse)
        self._cell, self._num_proj, self._activation = cell, num_proj, activation

    @property
    def state_size(self):
        return self._cell.state_size

    @property
    def output_size(self):
        return self._cell.output_size

    def zero_state(self, batch_size, dtype):
        return self._cell.zero_state(batch_size, dtype)

    def call(self, inputs, state):
        projected = linear(inputs, self._num_proj, True)
        return self._cell(self._activation(projected) if self._activation else projected, state)


class OutputProjectionWrapper(RNNCell):
    """A linear map of the outputs of ``cell`` to ``output_size``."""

    def __init__(self, cell, output_size, activation=None, reuse=None):
        super().__init__(_reuse=reuse)
        if output_size < 1:
            raise ValueError(f"Parameter output_size must be > 0: {output_size}.")
        self._cell, self._size, self._activation = cell, output_size, activation

    @property
    def state_size(self):
        return self._cell.state_size

    @property
    def output_size(self):
        return self._size

    def zero_state(self, batch_size, dtype):
        return self._cell.zero_state(batch_size, dtype)

    def call(self, inputs, state):
        output, state = self._cell(inputs, state)
        projected = linear(output, self._size, True)
        return (self._activation(projected) if self._activation else projected), state


class AttentionCellWrapper(RNNCell):
    """Attends over the last ``attn_length`` outputs of ``cell`` and adds the attention to its inputs."""

    def __init__(
        self,
        cell,
        attn_length,
        attn_size=None,
        attn_vec_size=None,
        input_size=None,
        state_is_tuple=True,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        if attn_length <= 0:
            raise ValueError(f"attn_length should be greater than zero, got {attn_length}")
        self._cell, self._length, self._tuple = cell, attn_length, state_is_tuple
        self._size = attn_size if attn_size is not None else cell.output_size
        self._vec = attn_vec_size if attn_vec_size is not None else self._size
        self._input_size = input_size

    @property
    def state_size(self):
        sizes = (self._cell.state_size, self._size, self._size * self._length)
        return sizes if self._tuple else sum(sizes)

    @property
    def output_size(self):
        return self._size

    def call(self, inputs, state):
        if self._tuple:
            inner, attns, attn_states = state
        else:
            size = self._cell.state_size
            inner = state[:, :size]
            attns = state[:, size : size + self._size]
            attn_states = state[:, size + self._size :]
        attn_states = _v1.reshape(attn_states, [-1, self._length, self._size])
        input_size = self._input_size or inputs.shape.as_list()[1]
        joined = linear([inputs, attns], input_size, True)
        output, inner_new = self._cell(joined, inner)
        key = _v1.concat(_v1.nest.flatten(inner_new), 1) if self._tuple else inner_new
        attns_new, kept = self._attention(key, attn_states)
        with _v1.variable_scope("attn_output_projection"):
            output = linear([output, attns_new], self._size, True)
        attn_states = _v1.concat([kept, _v1.expand_dims(output, 1)], 1)
        attn_states = _v1.reshape(attn_states, [-1, self._length * self._size])
        new = (inner_new, attns_new, attn_states)
        return output, (new if self._tuple else _v1.concat(list(new), 1))

    def _attention(self, query, states):
        with _v1.variable_scope("attention"):
            k = _v1.get_variable("attn_w", [1, 1, self._size, self._vec])
            v = _v1.get_variable("attn_v", [self._vec])
            hidden = _v1.reshape(states, [-1, self._length, 1, self._size])
            features = _v1.nn.conv2d(hidden, k, [1, 1, 1, 1], "SAME")
            y = _v1.reshape(linear(query, self._vec, True), [-1, 1, 1, self._vec])
            a = _v1.nn.softmax(_v1.reduce_sum(v * _v1.tanh(features + y), [2, 3]))
            d = _v1.reduce_sum(_v1.reshape(a, [-1, self._length, 1, 1]) * hidden, [1, 2])
            return _v1.reshape(d, [-1, self._size]), states[:, 1:]


class LayerNormBasicLSTMCell(RNNCell):
    """An LSTM cell with layer normalization before its gates and recurrent dropout."""

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        input_size=None,
        activation=_tf.tanh,
        layer_norm=True,
        norm_gain=1.0,
        norm_shift=0.0,
        dropout_keep_prob=1.0,
        dropout_prob_seed=None,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units, self._activation, self._forget_bias = num_units, activation, forget_bias
        self._keep_prob, self._seed, self._layer_norm = dropout_keep_prob, dropout_prob_seed, layer_norm
        self._norm_gain, self._norm_shift, self._reuse_norm = norm_gain, norm_shift, reuse

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        return self._num_units

    def _norm(self, value, scope, dtype=_tf.float32):
        from compat.tf1.contrib.layers import layer_norm

        shape = value.shape[-1:]
        with _v1.variable_scope(scope):
            # created here with the wanted start values, found again by layer_norm
            _v1.get_variable("gamma", shape=shape, initializer=_v1.constant_initializer(self._norm_gain), dtype=dtype)
            _v1.get_variable("beta", shape=shape, initializer=_v1.constant_initializer(self._norm_shift), dtype=dtype)
        return layer_norm(value, reuse=True, scope=scope)

    def call(self, inputs, state):
        c, h = state
        args = _v1.concat([inputs, h], 1)
        dtype = args.dtype
        weights = _v1.get_variable("kernel", [args.shape.as_list()[-1], 4 * self._num_units], dtype=dtype)
        out = _v1.matmul(args, weights)
        if not self._layer_norm:
            out = _v1.nn.bias_add(out, _v1.get_variable("bias", [4 * self._num_units], dtype=dtype))
        i, j, f, o = _v1.split(value=out, num_or_size_splits=4, axis=1)
        if self._layer_norm:
            i, j = self._norm(i, "input", dtype), self._norm(j, "transform", dtype)
            f, o = self._norm(f, "forget", dtype), self._norm(o, "output", dtype)
        g = self._activation(j)
        if not isinstance(self._keep_prob, float) or self._keep_prob < 1:
            g = _v1.nn.dropout(g, self._keep_prob, seed=self._seed)
        new_c = c * _v1.sigmoid(f + self._forget_bias) + _v1.sigmoid(i) * g
        if self._layer_norm:
            new_c = self._norm(new_c, "state", dtype)
        new_h = self._activation(new_c) * _v1.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h)


class NASCell(RNNCell):
    """The recurrent cell of Zoph and Le (arXiv 1611.01578), with an optional projection to ``num_proj``."""

    def __init__(self, num_units, num_proj=None, use_bias=False, reuse=None, **kwargs):
        super().__init__(_reuse=reuse, **kwargs)
        self._num_units, self._num_proj, self._use_bias = num_units, num_proj, use_bias

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self.output_size)

    @property
    def output_size(self):
        return self._num_units if self._num_proj is None else self._num_proj

    def call(self, inputs, state):
        c, m = state
        width, dtype = 8 * self._num_units, inputs.dtype
        if inputs.shape[-1] is None:
            raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
        recurrent = _v1.get_variable("recurrent_kernel", [self.output_size, width], dtype=dtype)
        kernel = _v1.get_variable("kernel", [inputs.shape[-1], width], dtype=dtype)
        from_state, from_input = _v1.matmul(m, recurrent), _v1.matmul(inputs, kernel)
        if self._use_bias:
            bias = _v1.get_variable("bias", [width], initializer=_v1.zeros_initializer(), dtype=dtype)
            from_state = _v1.nn.bias_add(from_state, bias)
        s, i = _v1.split(from_state, 8, axis=1), _v1.split(from_input, 8, axis=1)
        gates = [
            _v1.sigmoid(i[0] + s[0]),
            _v1.nn.relu(i[1] + s[1]),
            _v1.sigmoid(i[2] + s[2]),
            _v1.nn.relu(i[3] * s[3]),  # a product, the only one
            _v1.tanh(i[4] + s[4]),
            _v1.sigmoid(i[5] + s[5]),
            _v1.tanh(i[6] + s[6]),
            _v1.sigmoid(i[7] + s[7]),
        ]
        with_cell = _v1.tanh(_v1.tanh(gates[0] * gates[1]) + c)
        new_c = with_cell * _v1.tanh(gates[2] + gates[3])
        rest = _v1.tanh(_v1.tanh(gates[4] * gates[5]) + _v1.sigmoid(gates[6] + gates[7]))
        new_m = _v1.tanh(new_c * rest)
        if self._num_proj is not None:
            projection = _v1.get_variable("projection_weights", [self._num_units, self._num_proj], dtype=dtype)
            new_m = _v1.matmul(new_m, projection)
        return new_m, LSTMStateTuple(new_c, new_m)
