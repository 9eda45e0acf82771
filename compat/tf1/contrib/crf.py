"""tf.contrib.crf: scores, likelihood and decoding of linear-chain conditional random fields.

Throughout: ``inputs`` are unary scores, float [batch, time, tags]; ``sequence_lengths`` int [batch];
``transition_params`` float [tags, tags].
"""

import numpy as _np
import tensorflow as _tf

from compat.tf1 import _rnn

_v1 = _tf.compat.v1


def _by_length(inputs, one, several):
    """`one()` for sequences of one step, else `several()`; decided in the graph where the length is not static."""
    static = inputs.shape.dims[1].value
    if static is not None:
        return one() if static == 1 else several()
    return _v1.cond(_v1.equal(_v1.shape(inputs)[1], 1), one, several)


def _zero_where_empty(values, sequence_lengths):
    return _v1.where(_v1.less_equal(sequence_lengths, 0), _v1.zeros_like(values), values)


def _all_but_one(sequence_lengths):
    return _v1.maximum(_v1.constant(0, dtype=sequence_lengths.dtype), sequence_lengths - 1)


def crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params):
    """Unnormalized scores [batch] of the tags, int [batch, time]."""

    def one():
        rows = _v1.range(_v1.shape(inputs, out_type=tag_indices.dtype)[0])
        places = _v1.concat([_v1.reshape(rows, [-1, 1]), tag_indices], axis=1)
        return _zero_where_empty(_v1.gather_nd(_v1.squeeze(inputs, [1]), places), sequence_lengths)

    def several():
        return crf_unary_score(tag_indices, sequence_lengths, inputs) + crf_binary_score(
            tag_indices, sequence_lengths, transition_params
        )

    return _by_length(inputs, one, several)


def crf_multitag_sequence_score(inputs, tag_bitmap, sequence_lengths, transition_params):
    """Log of the summed scores [batch] of all sequences within the bool map [batch, time, tags]."""
    within = _v1.where(tag_bitmap, inputs, _v1.fill(_v1.shape(inputs), float("-inf")))
    return _by_length(
        inputs,
        lambda: _v1.reduce_logsumexp(within, axis=[1, 2]),
        lambda: crf_log_norm(within, sequence_lengths, transition_params),
    )


def crf_log_norm(inputs, sequence_lengths, transition_params):
    """Log of the normalizer, [batch]."""
    first = _v1.squeeze(_v1.slice(inputs, [0, 0, 0], [-1, 1, -1]), [1])

    def one():
        return _zero_where_empty(_v1.reduce_logsumexp(first, [1]), sequence_lengths)

    def several():
        _, alphas = _v1.nn.dynamic_rnn(
            cell=CrfForwardRnnCell(transition_params),
            inputs=_v1.slice(inputs, [0, 1, 0], [-1, -1, -1]),
            sequence_length=_all_but_one(sequence_lengths),
            initial_state=first,
            dtype=_tf.float32,
        )
        return _zero_where_empty(_v1.reduce_logsumexp(alphas, [1]), sequence_lengths)

    return _by_length(inputs, one, several)


def crf_log_likelihood(inputs, tag_indices, sequence_lengths, transition_params=None):
    """(log-likelihood [batch] of the tags, transition matrix); the variable "transitions" where none is given."""
    if transition_params is None:
        tags = inputs.shape.dims[2].value
        transition_params = _v1.get_variable("transitions", [tags, tags])
    score = crf_sequence_score(inputs, tag_indices, sequence_lengths, transition_params)
    return score - crf_log_norm(inputs, sequence_lengths, transition_params), transition_params


def crf_unary_score(tag_indices, sequence_lengths, inputs):
    """The part [batch] of the score that the tags have at their own steps."""
    batch, time, tags = (_v1.shape(inputs)[i] for i in range(3))
    offsets = _v1.expand_dims(_v1.range(batch) * time * tags, 1) + _v1.expand_dims(_v1.range(time) * tags, 0)
    if tag_indices.dtype == _tf.int64:
        offsets = _v1.cast(offsets, _tf.int64)
    places = _v1.reshape(offsets + tag_indices, [-1])
    scores = _v1.reshape(_v1.gather(_v1.reshape(inputs, [-1]), places), [batch, time])
    return _v1.reduce_sum(scores * _mask(sequence_lengths, tag_indices), 1)


def crf_binary_score(tag_indices, sequence_lengths, transition_params):
    """The part [batch] of the score that lies in the transitions."""
    tags = transition_params.shape.dims[0].value
    steps = _v1.shape(tag_indices)[1] - 1
    start = _v1.slice(tag_indices, [0, 0], [-1, steps])
    end = _v1.slice(tag_indices, [0, 1], [-1, steps])
    scores = _v1.gather(_v1.reshape(transition_params, [-1]), start * tags + end)
    return _v1.reduce_sum(scores * _v1.slice(_mask(sequence_lengths, tag_indices), [0, 1], [-1, -1]), 1)


def _mask(sequence_lengths, tag_indices):
    return _v1.sequence_mask(sequence_lengths, maxlen=_v1.shape(tag_indices)[1], dtype=_tf.float32)


class _Cell(_rnn.cells.RNNCell):
    """A step without variables; states and outputs are [batch, tags]."""

    def __init__(self, transition_params):
        self._transition_params = _v1.expand_dims(transition_params, 0)
        self._num_tags = transition_params.shape.dims[0].value

    @property
    def state_size(self):
        return self._num_tags

    @property
    def output_size(self):
        return self._num_tags


class CrfForwardRnnCell(_Cell):
    """One step of the forward algorithm in log space."""

    def __call__(self, inputs, state, scope=None):
        """(new alphas, new alphas) from unary scores and alphas."""
        alphas = inputs + _v1.reduce_logsumexp(_v1.expand_dims(state, 2) + self._transition_params, [1])
        return alphas, alphas


class CrfDecodeForwardRnnCell(_Cell):
    """One step of the Viterbi algorithm."""

    def __call__(self, inputs, state, scope=None):
        """(back pointers int32, new scores) from unary scores and scores."""
        scores = _v1.expand_dims(state, 2) + self._transition_params
        return _v1.cast(_v1.argmax(scores, 1), _tf.int32), inputs + _v1.reduce_max(scores, [1])


class CrfDecodeBackwardRnnCell(_rnn.cells.RNNCell):
    """One step back along the pointers."""

    def __init__(self, num_tags):
        self._num_tags = num_tags

    @property
    def state_size(self):
        return 1

    @property
    def output_size(self):
        return 1

    def __call__(self, inputs, state, scope=None):
        """(tags, tags), int [batch, 1], from the pointers [batch, tags] and tags [batch, 1]."""
        state = _v1.squeeze(state, axis=[1])
        places = _v1.stack([_v1.range(_v1.shape(inputs)[0]), state], axis=1)
        tags = _v1.expand_dims(_v1.gather_nd(inputs, places), axis=-1)
        return tags, tags


def viterbi_decode(score, transition_params):
    """(best tags, their score) of one sequence in numpy: ``score`` [time, tags]."""
    trellis = _np.zeros_like(score)
    pointers = _np.zeros_like(score, dtype=_np.int32)
    trellis[0] = score[0]
    for t in range(1, score.shape[0]):
        v = _np.expand_dims(trellis[t - 1], 1) + transition_params
        trellis[t] = score[t] + _np.max(v, 0)
        pointers[t] = _np.argmax(v, 0)
    path = [_np.argmax(trellis[-1])]
    for step in reversed(pointers[1:]):
        path.append(step[path[-1]])
    path.reverse()
    return path, _np.max(trellis[-1])


def crf_decode(potentials, transition_params, sequence_length):
    """(best tags int32 [batch, time], their scores [batch]); tags behind the end are 0."""

    def one():
        scores = _v1.squeeze(potentials, [1])
        tags = _v1.expand_dims(_v1.argmax(scores, axis=1), 1)
        return _v1.cast(tags, _tf.int32), _v1.reduce_max(scores, axis=1)

    def several():
        less_one = _all_but_one(sequence_length)
        pointers, last = _v1.nn.dynamic_rnn(
            CrfDecodeForwardRnnCell(transition_params),
            inputs=_v1.slice(potentials, [0, 1, 0], [-1, -1, -1]),
            sequence_length=less_one,
            initial_state=_v1.squeeze(_v1.slice(potentials, [0, 0, 0], [-1, 1, -1]), axis=[1]),
            dtype=_tf.int32,
        )
        final = _v1.expand_dims(_v1.cast(_v1.argmax(last, axis=1), _tf.int32), axis=-1)
        tags, _ = _v1.nn.dynamic_rnn(
            CrfDecodeBackwardRnnCell(potentials.shape.dims[2].value),
            inputs=_v1.reverse_sequence(pointers, less_one, seq_axis=1),
            sequence_length=less_one,
            initial_state=final,
            dtype=_tf.int32,
        )
        tags = _v1.concat([final, _v1.squeeze(tags, axis=[2])], axis=1)
        return _v1.reverse_sequence(tags, sequence_length, seq_axis=1), _v1.reduce_max(last, axis=1)

    return _by_length(potentials, one, several)
