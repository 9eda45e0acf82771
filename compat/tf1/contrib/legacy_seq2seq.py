"""tf.contrib.legacy_seq2seq: static decoders and sequence losses."""

import tensorflow as _tf

from compat.tf1._linear import linear
from compat.tf1.contrib import _cells

_v1 = _tf.compat.v1


def sequence_loss_by_example(
    logits, targets, weights, average_across_timesteps=True, softmax_loss_function=None, name=None
):
    """Weighted cross-entropy per example.

    Args:
        logits: list of float tensors [batch, symbols].
        targets: list of int tensors [batch]; weights: list of float tensors [batch].
    Returns a float tensor [batch].
    """
    if len(targets) != len(logits) or len(weights) != len(logits):
        raise ValueError(
            f"Lengths of logits, weights, and targets must be the same {len(logits)}, {len(weights)}, {len(targets)}."
        )
    with _v1.name_scope(name, "sequence_loss_by_example", logits + targets + weights):
        parts = []
        for logit, target, weight in zip(logits, targets, weights, strict=True):
            if softmax_loss_function is None:
                target = _v1.reshape(target, [-1])
                entropy = _v1.nn.sparse_softmax_cross_entropy_with_logits(labels=target, logits=logit)
            else:
                entropy = softmax_loss_function(labels=target, logits=logit)
            parts.append(entropy * weight)
        total = _v1.add_n(parts)
        if average_across_timesteps:
            total /= _v1.add_n(weights) + 1e-12  # no division by 0 for all-0 weights
        return total


def sequence_loss(
    logits,
    targets,
    weights,
    average_across_timesteps=True,
    average_across_batch=True,
    softmax_loss_function=None,
    name=None,
):
    """`sequence_loss_by_example` summed, and averaged over the batch: a scalar tensor."""
    with _v1.name_scope(name, "sequence_loss", logits + targets + weights):
        cost = _v1.reduce_sum(
            sequence_loss_by_example(
                logits, targets, weights, average_across_timesteps, softmax_loss_function=softmax_loss_function
            )
        )
        return cost / _v1.cast(_v1.shape(targets[0])[0], cost.dtype) if average_across_batch else cost


def rnn_decoder(decoder_inputs, initial_state, cell, loop_function=None, scope=None):
    """Runs ``cell`` over a list of inputs [batch, n]; ``loop_function(prev, i)`` may replace inputs from the second on.

    Returns (list of outputs, final state).
    """
    with _v1.variable_scope(scope or "rnn_decoder"):
        state, outputs, prev = initial_state, [], None
        for i, inp in enumerate(decoder_inputs):
            if loop_function is not None and prev is not None:
                with _v1.variable_scope("loop_function", reuse=True):
                    inp = loop_function(prev, i)
            if i > 0:
                _v1.get_variable_scope().reuse_variables()
            output, state = cell(inp, state)
            outputs.append(output)
            if loop_function is not None:
                prev = output
        return outputs, state


def basic_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, dtype=_tf.float32, scope=None):
    """An encoder whose state starts the decoder; the two have weights of their own."""
    import copy

    with _v1.variable_scope(scope or "basic_rnn_seq2seq"):
        _, state = _v1.nn.static_rnn(copy.deepcopy(cell), encoder_inputs, dtype=dtype)
        return rnn_decoder(decoder_inputs, state, cell)


def tied_rnn_seq2seq(encoder_inputs, decoder_inputs, cell, loop_function=None, dtype=_tf.float32, scope=None):
    """An encoder and a decoder that share their weights."""
    with _v1.variable_scope("combined_tied_rnn_seq2seq"):
        scope = scope or "tied_rnn_seq2seq"
        _, state = _v1.nn.static_rnn(cell, encoder_inputs, dtype=dtype, scope=scope)
        _v1.get_variable_scope().reuse_variables()
        return rnn_decoder(decoder_inputs, state, cell, loop_function=loop_function, scope=scope)


def _extract_argmax_and_embed(embedding, output_projection=None, update_embedding=True):
    def loop_function(prev, _):
        if output_projection is not None:
            prev = _v1.nn.xw_plus_b(prev, output_projection[0], output_projection[1])
        row = _v1.nn.embedding_lookup(embedding, _v1.argmax(prev, 1))
        return row if update_embedding else _v1.stop_gradient(row)

    return loop_function


def embedding_rnn_decoder(
    decoder_inputs,
    initial_state,
    cell,
    num_symbols,
    embedding_size,
    output_projection=None,
    feed_previous=False,
    update_embedding_for_previous=True,
    scope=None,
):
    """`rnn_decoder` over embedded symbols; ``feed_previous`` feeds the best symbol back."""
    with _v1.variable_scope(scope or "embedding_rnn_decoder") as sc:
        if output_projection is not None:
            dtype = sc.dtype
            _v1.convert_to_tensor(output_projection[0], dtype=dtype).shape.assert_is_compatible_with(
                [None, num_symbols]
            )
            _v1.convert_to_tensor(output_projection[1], dtype=dtype).shape.assert_is_compatible_with([num_symbols])
        embedding = _v1.get_variable("embedding", [num_symbols, embedding_size])
        loop = (
            _extract_argmax_and_embed(embedding, output_projection, update_embedding_for_previous)
            if feed_previous
            else None
        )
        rows = [_v1.nn.embedding_lookup(embedding, i) for i in decoder_inputs]
        return rnn_decoder(rows, initial_state, cell, loop_function=loop)


def _with_feed_previous(feed_previous, decoder, scope):
    """decoder(bool), or both under tf.cond where ``feed_previous`` is a tensor."""
    if isinstance(feed_previous, bool):
        return decoder(feed_previous)
    structure = {}

    def branch(value, reuse):
        with _v1.variable_scope(scope, reuse=reuse):
            outputs, state = decoder(value)
            structure["state"], structure["n"] = state, len(outputs)
            return outputs + _v1.nest.flatten(state)

    flat = _v1.cond(feed_previous, lambda: branch(True, None), lambda: branch(False, True))
    n = structure["n"]
    return flat[:n], _v1.nest.pack_sequence_as(structure["state"], flat[n:])


def embedding_rnn_seq2seq(
    encoder_inputs,
    decoder_inputs,
    cell,
    num_encoder_symbols,
    num_decoder_symbols,
    embedding_size,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
):
    """An encoder and a decoder over symbols [batch], with embeddings of their own."""
    import copy

    with _v1.variable_scope(scope or "embedding_rnn_seq2seq") as sc:
        dtype = dtype if dtype is not None else sc.dtype
        encoder = _cells.EmbeddingWrapper(copy.deepcopy(cell), num_encoder_symbols, embedding_size)
        _, state = _v1.nn.static_rnn(encoder, encoder_inputs, dtype=dtype)
        if output_projection is None:
            cell = _cells.OutputProjectionWrapper(cell, num_decoder_symbols)

        def decoder(feed):
            return embedding_rnn_decoder(
                decoder_inputs, state, cell, num_decoder_symbols, embedding_size, output_projection, feed
            )

        return _with_feed_previous(feed_previous, decoder, _v1.get_variable_scope())


def attention_decoder(
    decoder_inputs,
    initial_state,
    attention_states,
    cell,
    output_size=None,
    num_heads=1,
    loop_function=None,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """`rnn_decoder` with attention over ``attention_states`` [batch, length, size]."""
    if not decoder_inputs:
        raise ValueError("Must provide at least 1 input to attention decoder.")
    if num_heads < 1:
        raise ValueError("With less than 1 heads, use a non-attention decoder.")
    output_size = cell.output_size if output_size is None else output_size
    with _v1.variable_scope(scope or "attention_decoder", dtype=dtype) as sc:
        dtype = sc.dtype
        batch = _v1.shape(decoder_inputs[0])[0]
        length, size = attention_states.shape.as_list()[1:3]
        if size is None:
            raise ValueError(f"Shape[2] of attention_states must be known: {attention_states.shape}")
        length = _v1.shape(attention_states)[1] if length is None else length
        hidden = _v1.reshape(attention_states, [-1, length, 1, size])
        features, v = [], []
        for a in range(num_heads):
            k = _v1.get_variable(f"AttnW_{a}", [1, 1, size, size], dtype=dtype)
            features.append(_v1.nn.conv2d(hidden, k, [1, 1, 1, 1], "SAME"))
            v.append(_v1.get_variable(f"AttnV_{a}", [size], dtype=dtype))

        def attention(query):
            if isinstance(query, (list, tuple)):
                query = _v1.concat(_v1.nest.flatten(query), 1)
            read = []
            for a in range(num_heads):
                with _v1.variable_scope(f"Attention_{a}"):
                    y = _v1.cast(_v1.reshape(linear(query, size, True), [-1, 1, 1, size]), dtype)
                    s = _v1.reduce_sum(v[a] * _v1.tanh(features[a] + y), [2, 3])
                    weights = _v1.nn.softmax(_v1.cast(s, _tf.float32))
                    weights = _v1.cast(_v1.reshape(weights, [-1, length, 1, 1]), dtype)
                    read.append(_v1.reshape(_v1.reduce_sum(weights * hidden, [1, 2]), [-1, size]))
            return read

        state, outputs, prev = initial_state, [], None
        attns = [_v1.zeros(_v1.stack([batch, size]), dtype=dtype) for _ in range(num_heads)]
        for a in attns:
            a.set_shape([None, size])
        if initial_state_attention:
            attns = attention(initial_state)
        for i, inp in enumerate(decoder_inputs):
            if i > 0:
                _v1.get_variable_scope().reuse_variables()
            if loop_function is not None and prev is not None:
                with _v1.variable_scope("loop_function", reuse=True):
                    inp = loop_function(prev, i)
            width = inp.shape.as_list()[1]
            if width is None:
                raise ValueError(f"Could not infer input size from input: {inp.name}")
            joined = linear([_v1.cast(inp, dtype)] + attns, width, True)
            output, state = cell(joined, state)
            if i == 0 and initial_state_attention:
                with _v1.variable_scope(_v1.get_variable_scope(), reuse=True):
                    attns = attention(state)
            else:
                attns = attention(state)
            with _v1.variable_scope("AttnOutputProjection"):
                output = linear([_v1.cast(output, dtype)] + attns, output_size, True)
            if loop_function is not None:
                prev = output
            outputs.append(output)
        return outputs, state


def embedding_attention_decoder(
    decoder_inputs,
    initial_state,
    attention_states,
    cell,
    num_symbols,
    embedding_size,
    num_heads=1,
    output_size=None,
    output_projection=None,
    feed_previous=False,
    update_embedding_for_previous=True,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """`attention_decoder` over embedded symbols."""
    output_size = cell.output_size if output_size is None else output_size
    with _v1.variable_scope(scope or "embedding_attention_decoder", dtype=dtype):
        embedding = _v1.get_variable("embedding", [num_symbols, embedding_size])
        loop = (
            _extract_argmax_and_embed(embedding, output_projection, update_embedding_for_previous)
            if feed_previous
            else None
        )
        rows = [_v1.nn.embedding_lookup(embedding, i) for i in decoder_inputs]
        return attention_decoder(
            rows,
            initial_state,
            attention_states,
            cell,
            output_size=output_size,
            num_heads=num_heads,
            loop_function=loop,
            initial_state_attention=initial_state_attention,
        )


def embedding_attention_seq2seq(
    encoder_inputs,
    decoder_inputs,
    cell,
    num_encoder_symbols,
    num_decoder_symbols,
    embedding_size,
    num_heads=1,
    output_projection=None,
    feed_previous=False,
    dtype=None,
    scope=None,
    initial_state_attention=False,
):
    """`embedding_rnn_seq2seq` with attention over the encoder's outputs."""
    import copy

    with _v1.variable_scope(scope or "embedding_attention_seq2seq", dtype=dtype) as sc:
        dtype = sc.dtype
        encoder = _cells.EmbeddingWrapper(copy.deepcopy(cell), num_encoder_symbols, embedding_size)
        encoded, state = _v1.nn.static_rnn(encoder, encoder_inputs, dtype=dtype)
        states = _v1.concat([_v1.reshape(e, [-1, 1, cell.output_size]) for e in encoded], 1)
        size = None
        if output_projection is None:
            cell = _cells.OutputProjectionWrapper(cell, num_decoder_symbols)
            size = num_decoder_symbols

        def decoder(feed):
            return embedding_attention_decoder(
                decoder_inputs,
                state,
                states,
                cell,
                num_decoder_symbols,
                embedding_size,
                num_heads=num_heads,
                output_size=size,
                output_projection=output_projection,
                feed_previous=feed,
                initial_state_attention=initial_state_attention,
            )

        return _with_feed_previous(feed_previous, decoder, _v1.get_variable_scope())


def model_with_buckets(
    encoder_inputs,
    decoder_inputs,
    targets,
    weights,
    buckets,
    seq2seq,
    softmax_loss_function=None,
    per_example_loss=False,
    name=None,
):
    """One sequence-to-sequence model per (encoder length, decoder length) bucket, sharing all variables.

    Returns (list of outputs per bucket, list of losses per bucket).
    """
    last = buckets[-1]
    for what, values, needed in (
        ("encoder_inputs", encoder_inputs, last[0]),
        ("targets", targets, last[1]),
        ("weights", weights, last[1]),
    ):
        if len(values) < needed:
            raise ValueError(f"Length of {what} ({len(values)}) must be at least that of last bucket ({needed}).")
    loss = sequence_loss_by_example if per_example_loss else sequence_loss
    outputs, losses = [], []
    with _v1.name_scope(name, "model_with_buckets", encoder_inputs + decoder_inputs + targets + weights):
        for j, (source, target) in enumerate(buckets):
            with _v1.variable_scope(_v1.get_variable_scope(), reuse=True if j > 0 else None):
                out, _ = seq2seq(encoder_inputs[:source], decoder_inputs[:target])
                outputs.append(out)
                losses.append(
                    loss(out, targets[:target], weights[:target], softmax_loss_function=softmax_loss_function)
                )
    return outputs, losses
