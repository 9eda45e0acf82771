"""tf.contrib.seq2seq: sequence_loss, helpers, BasicDecoder and dynamic_decode."""

import collections

import tensorflow as _tf
from tensorflow.python.framework import tensor_util
from tensorflow.python.ops import rnn as _rnn_ops

_v1 = _tf.compat.v1
_nest = _tf.nest


def sequence_loss(
    logits,
    targets,
    weights,
    average_across_timesteps=True,
    average_across_batch=True,
    sum_over_timesteps=False,
    sum_over_batch=False,
    softmax_loss_function=None,
    name=None,
):
    """Weighted cross-entropy of sequences.

    Args:
        logits: float tensor [batch, time, classes].
        targets: int tensor [batch, time]; weights: float tensor [batch, time].
    Returns a scalar; [time] or [batch] where only the other axis is reduced; [batch, time] where none is.
    """
    for what, value, rank in (("Logits", logits, 3), ("Targets", targets, 2), ("Weights", weights, 2)):
        if value.shape.ndims != rank:
            raise ValueError(f"{what} must be a tensor of rank {rank}, got {value.shape}")
    if average_across_timesteps and sum_over_timesteps or average_across_batch and sum_over_batch:
        raise ValueError("an axis cannot be averaged and summed at the same time.")
    with _v1.name_scope(name, "sequence_loss", [logits, targets, weights]):
        flat = _v1.reshape(logits, [-1, _v1.shape(logits)[2]])
        targets = _v1.reshape(targets, [-1])
        if softmax_loss_function is None:
            loss = _v1.nn.sparse_softmax_cross_entropy_with_logits(labels=targets, logits=flat)
        else:
            loss = softmax_loss_function(labels=targets, logits=flat)
        loss *= _v1.reshape(weights, [-1])
        if average_across_timesteps and average_across_batch:
            return _v1.div_no_nan(_v1.reduce_sum(loss), _v1.reduce_sum(weights))
        if sum_over_timesteps and sum_over_batch:
            return _v1.div_no_nan(_v1.reduce_sum(loss), _v1.cast(_v1.count_nonzero(weights), loss.dtype))
        loss = _v1.reshape(loss, _v1.shape(logits)[0:2])
        if average_across_timesteps or average_across_batch:
            axis = [0] if average_across_batch else [1]
            return _v1.div_no_nan(_v1.reduce_sum(loss, axis=axis), _v1.reduce_sum(weights, axis=axis))
        if sum_over_timesteps or sum_over_batch:
            axis = [0] if sum_over_batch else [1]
            count = _v1.cast(_v1.count_nonzero(weights, axis=axis), loss.dtype)
            return _v1.div_no_nan(_v1.reduce_sum(loss, axis=axis), count)
        return loss


# ---------------------------------------------------------------------- helpers
class Helper:
    """Gives a decoder its inputs: `initialize`, `sample` and `next_inputs`."""

    sample_ids_shape = _tf.TensorShape([])
    sample_ids_dtype = _tf.int32


class CustomHelper(Helper):
    """A helper made of three functions."""

    def __init__(self, initialize_fn, sample_fn, next_inputs_fn, sample_ids_shape=None, sample_ids_dtype=None):
        self._initialize_fn, self._sample_fn, self._next_inputs_fn = initialize_fn, sample_fn, next_inputs_fn
        self._batch_size = None
        self.sample_ids_shape = _tf.TensorShape(sample_ids_shape or [])
        self.sample_ids_dtype = sample_ids_dtype or _tf.int32

    @property
    def batch_size(self):
        if self._batch_size is None:
            raise ValueError("batch_size accessed before initialize was called")
        return self._batch_size

    def initialize(self, name=None):
        finished, inputs = self._initialize_fn()
        if self._batch_size is None:
            self._batch_size = _v1.size(finished)
        return finished, inputs

    def sample(self, time, outputs, state, name=None):
        return self._sample_fn(time=time, outputs=outputs, state=state)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        return self._next_inputs_fn(time=time, outputs=outputs, state=state, sample_ids=sample_ids)


def _arrays(inputs, time_major):
    arrays, zeros = [], []
    for x in _nest.flatten(inputs):
        x = _tf.convert_to_tensor(x)
        x = x if time_major else _time_first(x)
        array = _tf.TensorArray(dtype=x.dtype, size=_v1.shape(x)[0], element_shape=x.shape[1:])
        arrays.append(array.unstack(x))
        zeros.append(_v1.zeros_like(x[0, :]))
    return _nest.pack_sequence_as(inputs, arrays), _nest.pack_sequence_as(inputs, zeros)


class TrainingHelper(Helper):
    """Feeds the given inputs [batch, time, ...] (time first with ``time_major``)."""

    def __init__(self, inputs, sequence_length, time_major=False, name=None):
        with _v1.name_scope(name, "TrainingHelper", [inputs, sequence_length]):
            self.inputs = inputs
            self.sequence_length = _tf.convert_to_tensor(sequence_length, name="sequence_length")
            if self.sequence_length.shape.ndims != 1:
                raise ValueError(f"Expected sequence_length to be a vector, got {self.sequence_length.shape}")
            self._arrays, self._zeros = _arrays(inputs, time_major)
            self.batch_size = _v1.size(sequence_length)

    def _read(self, finished, time):
        return _v1.cond(
            _v1.reduce_all(finished),
            lambda: self._zeros,
            lambda: _nest.map_structure(lambda array: array.read(time), self._arrays),
        )

    def initialize(self, name=None):
        finished = _v1.equal(0, self.sequence_length)
        return finished, self._read(finished, 0)

    def sample(self, time, outputs, name=None, **unused):
        return _v1.cast(_v1.argmax(outputs, axis=-1), _tf.int32)

    def next_inputs(self, time, outputs, state, name=None, **unused):
        finished = time + 1 >= self.sequence_length
        return finished, self._read(finished, time + 1), state


class GreedyEmbeddingHelper(Helper):
    """Feeds the embedding of the best symbol back, until ``end_token``."""

    def __init__(self, embedding, start_tokens, end_token):
        self._embedding_fn = embedding if callable(embedding) else lambda i: _v1.nn.embedding_lookup(embedding, i)
        self._start_tokens = _tf.convert_to_tensor(start_tokens, dtype=_tf.int32, name="start_tokens")
        self._end_token = _tf.convert_to_tensor(end_token, dtype=_tf.int32, name="end_token")
        if self._start_tokens.shape.ndims != 1:
            raise ValueError("start_tokens must be a vector")
        if self._end_token.shape.ndims != 0:
            raise ValueError("end_token must be a scalar")
        self.batch_size = _v1.size(start_tokens)
        self._start_inputs = self._embedding_fn(self._start_tokens)

    def initialize(self, name=None):
        return _v1.tile([False], [self.batch_size]), self._start_inputs

    def sample(self, time, outputs, state, name=None):
        return _v1.argmax(outputs, axis=-1, output_type=_tf.int32)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        finished = _v1.equal(sample_ids, self._end_token)
        inputs = _v1.cond(_v1.reduce_all(finished), lambda: self._start_inputs, lambda: self._embedding_fn(sample_ids))
        return finished, inputs, state


class SampleEmbeddingHelper(GreedyEmbeddingHelper):
    """Feeds the embedding of a sampled symbol back, until ``end_token``."""

    def __init__(self, embedding, start_tokens, end_token, softmax_temperature=None, seed=None):
        super().__init__(embedding, start_tokens, end_token)
        self._temperature, self._seed = softmax_temperature, seed

    def sample(self, time, outputs, state, name=None):
        logits = outputs if self._temperature is None else outputs / self._temperature
        drawn = _v1.multinomial(logits, 1, seed=self._seed, output_dtype=_tf.int32)
        return _v1.reshape(drawn, [-1])


class InferenceHelper(Helper):
    """Feeds back what ``sample_fn`` makes of the outputs, until ``end_fn``."""

    def __init__(self, sample_fn, sample_shape, sample_dtype, start_inputs, end_fn, next_inputs_fn=None):
        self._sample_fn, self._end_fn, self._next_inputs_fn = sample_fn, end_fn, next_inputs_fn
        self.sample_ids_shape, self.sample_ids_dtype = _tf.TensorShape(sample_shape), sample_dtype
        self._start_inputs = _tf.convert_to_tensor(start_inputs, name="start_inputs")
        self.batch_size = _v1.shape(start_inputs)[0]

    def initialize(self, name=None):
        return _v1.tile([False], [self.batch_size]), self._start_inputs

    def sample(self, time, outputs, state, name=None):
        return self._sample_fn(outputs)

    def next_inputs(self, time, outputs, state, sample_ids, name=None):
        inputs = sample_ids if self._next_inputs_fn is None else self._next_inputs_fn(sample_ids)
        return self._end_fn(sample_ids), inputs, state


# ---------------------------------------------------------------------- decoders
class Decoder:
    """What `dynamic_decode` runs: `initialize`, `step`, and the shapes and dtypes of the outputs."""

    tracks_own_finished = False

    def finalize(self, outputs, final_state, sequence_lengths):
        raise NotImplementedError


class BasicDecoderOutput(collections.namedtuple("BasicDecoderOutput", ("rnn_output", "sample_id"))):
    """Outputs of the cell (after the output layer) and sampled ids."""


class BasicDecoder(Decoder):
    """Runs a cell on a helper's inputs.

    Args:
        cell: an RNNCell.
        output_layer: a layer for the cell's outputs, or None.
    """

    def __init__(self, cell, helper, initial_state, output_layer=None):
        if not isinstance(helper, Helper):
            raise TypeError(f"helper must be a Helper, received: {type(helper)}")
        self._cell, self._helper, self._initial_state, self._output_layer = cell, helper, initial_state, output_layer

    @property
    def batch_size(self):
        return self._helper.batch_size

    def _rnn_output_size(self):
        size = self._cell.output_size
        if self._output_layer is None:
            return size
        shape = _tf.TensorShape([None]).concatenate(_tf.TensorShape([size] if isinstance(size, int) else size))
        return _tf.TensorShape(self._output_layer.compute_output_shape(shape))[1:]

    @property
    def output_size(self):
        return BasicDecoderOutput(self._rnn_output_size(), self._helper.sample_ids_shape)

    @property
    def output_dtype(self):
        dtype = _nest.flatten(self._initial_state)[0].dtype
        return BasicDecoderOutput(dtype, self._helper.sample_ids_dtype)

    def initialize(self, name=None):
        return (*self._helper.initialize(), self._initial_state)

    def step(self, time, inputs, state, name=None):
        with _v1.name_scope(name, "BasicDecoderStep", [time]):
            outputs, new_state = self._cell(inputs, state)
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            ids = self._helper.sample(time=time, outputs=outputs, state=new_state)
            finished, next_inputs, next_state = self._helper.next_inputs(
                time=time, outputs=outputs, state=new_state, sample_ids=ids
            )
        return BasicDecoderOutput(outputs, ids), next_state, next_inputs, finished


def _as_shape(size):
    return size if isinstance(size, _tf.TensorShape) else _tf.TensorShape([size] if isinstance(size, int) else size)


def _time_first(value):
    return _rnn_ops._transpose_batch_time(value)


def dynamic_decode(
    decoder,
    output_time_major=False,
    impute_finished=False,
    maximum_iterations=None,
    parallel_iterations=32,
    swap_memory=False,
    scope=None,
):
    """Decodes until every sequence is finished.

    Returns (outputs, final state, sequence lengths); outputs are batch first unless ``output_time_major``.
    """
    if not isinstance(decoder, Decoder):
        raise TypeError(f"Expected decoder to be type Decoder, but saw: {type(decoder)}")
    with _v1.variable_scope(scope, "decoder") as sc:
        if sc.caching_device is None:
            sc.set_caching_device(lambda op: op.device)
        if maximum_iterations is not None:
            maximum_iterations = _tf.convert_to_tensor(maximum_iterations, dtype=_tf.int32)
        finished0, inputs0, state0 = decoder.initialize()
        sizes, dtypes = decoder.output_size, decoder.output_dtype
        batch = decoder.batch_size
        static = tensor_util.constant_value(_tf.convert_to_tensor(batch))
        fields = [_as_shape(s) for s in sizes]
        zeros = type(sizes)(
            *[
                _v1.zeros(_v1.concat([_v1.reshape(batch, [1]), _v1.constant(s.as_list(), _tf.int32)], 0), d)
                for s, d in zip(fields, dtypes, strict=True)
            ]
        )
        if maximum_iterations is not None:
            finished0 = _v1.logical_or(finished0, 0 >= maximum_iterations)
        arrays0 = type(sizes)(
            *[
                _tf.TensorArray(
                    dtype=d,
                    size=0,
                    dynamic_size=True,
                    element_shape=_tf.TensorShape([static]).concatenate(s) if s.ndims else None,
                )
                for s, d in zip(fields, dtypes, strict=True)
            ]
        )
        lengths0 = _v1.zeros_like(finished0, dtype=_tf.int32)

        def body(time, arrays, state, inputs, finished, lengths):
            outputs, new_state, next_inputs, done = decoder.step(time, inputs, state)
            if not decoder.tracks_own_finished:
                done = _v1.logical_or(done, finished)
            lengths = _v1.where(_v1.logical_not(finished), _v1.fill(_v1.shape(lengths), time + 1), lengths)
            emit = outputs
            if impute_finished:
                emit = _nest.map_structure(lambda o, z: _v1.where(finished, z, o), outputs, zeros)

                def keep(new, old):
                    if isinstance(old, _tf.TensorArray) or old.shape.ndims == 0:
                        return new
                    new.set_shape(old.shape)
                    return _v1.where(finished, old, new)

                new_state = _nest.map_structure(keep, new_state, state)
            arrays = type(arrays)(*[a.write(time, e) for a, e in zip(arrays, emit, strict=True)])
            if maximum_iterations is not None:
                done = _v1.logical_or(done, time + 1 >= maximum_iterations)
            return time + 1, arrays, new_state, next_inputs, done, lengths

        _, arrays, state, _, _, lengths = _v1.while_loop(
            lambda t, a, s, i, finished, n: _v1.logical_not(_v1.reduce_all(finished)),
            body,
            (_v1.constant(0), arrays0, state0, inputs0, finished0, lengths0),
            parallel_iterations=parallel_iterations,
            swap_memory=swap_memory,
        )
        outputs = type(arrays)(*[a.stack() for a in arrays])
        try:
            outputs, state = decoder.finalize(outputs, state, lengths)
        except NotImplementedError:
            pass
        if not output_time_major:
            outputs = _nest.map_structure(_time_first, outputs)
        return outputs, state, lengths


def tile_batch(t, multiplier, name=None):
    """Each entry of the batch repeated ``multiplier`` times, in a row; for tensors or structures of them."""

    def one(x):
        x = _tf.convert_to_tensor(x)
        shape, static = _v1.shape(x), x.shape.as_list()
        tiled = _v1.tile(_v1.expand_dims(x, 1), [1, multiplier] + [1] * (len(static) - 1))
        out = _v1.reshape(tiled, _v1.concat([[shape[0] * multiplier], shape[1:]], 0))
        out.set_shape([None if static[0] is None else static[0] * multiplier, *static[1:]])
        return out

    with _v1.name_scope(name, "tile_batch", _nest.flatten(t)):
        return _nest.map_structure(one, t)


def __getattr__(name):
    from compat.errors import MissingSymbol

    if name.startswith("__"):
        raise AttributeError(name)
    raise MissingSymbol(f"tf.contrib.seq2seq.{name}", "see the package tensorflow-addons for what took its place")
