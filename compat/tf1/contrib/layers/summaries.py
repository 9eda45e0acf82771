"""Summaries of tensors and activations, as tf.contrib.layers writes them."""

import re

import tensorflow as _tf

_v1 = _tf.compat.v1


def summarize_tensor(tensor, tag=None):
    """A scalar summary or a histogram, by rank; None for strings and bools."""
    if tensor.dtype.base_dtype in (_tf.string, _tf.bool):
        return None
    tag = tag or f"{tensor.op.name}_summary"
    return _v1.summary.scalar(tag, tensor) if tensor.shape.ndims == 0 else _v1.summary.histogram(tag, tensor)


def summarize_activation(op):
    """A histogram of an activation; for relu, softplus and relu6 the share of zeros too, for relu6 of sixes."""
    source = op.op
    if source.type in ("Relu", "Softplus", "Relu6"):
        below = _v1.less(source.inputs[0], _v1.cast(0.0, source.inputs[0].dtype))
        _v1.summary.scalar(f"{source.name}/zeros", _v1.reduce_mean(_v1.cast(below, _tf.float32)))
    if source.type == "Relu6":
        above = _v1.greater(source.inputs[0], _v1.cast(6.0, source.inputs[0].dtype))
        _v1.summary.scalar(f"{source.name}/sixes", _v1.reduce_mean(_v1.cast(above, _tf.float32)))
    return _v1.summary.histogram(f"{source.name}/activation", op)


def summarize_tensors(tensors, summarizer=summarize_tensor):
    """A summary for each tensor."""
    return [summarizer(t) for t in tensors]


def summarize_collection(collection, name_filter=None, summarizer=summarize_tensor):
    """A summary for each member of a collection whose name matches ``name_filter``."""
    members = _v1.get_collection(collection)
    return summarize_tensors(
        [m for m in members if name_filter is None or re.match(name_filter, m.op.name)], summarizer
    )


def summarize_activations(name_filter=None, summarizer=summarize_activation):
    """`summarize_collection` of ACTIVATIONS."""
    return summarize_collection(_v1.GraphKeys.ACTIVATIONS, name_filter, summarizer)
