"""Dense layers and tensor helpers of tf.contrib.layers."""

import tensorflow as _tf

from compat.tf1 import _legacy
from compat.tf1.contrib.framework.arg_scope import add_arg_scope
from compat.tf1.contrib.framework.variables import model_variable
from compat.tf1.contrib.layers import collecting
from compat.tf1.contrib.layers.initializers import xavier_initializer

_v1 = _tf.compat.v1
_XAVIER = xavier_initializer()
_ZEROS = _v1.zeros_initializer()


def _layers():
    return _legacy.keras_module("__internal__.legacy.layers")


@add_arg_scope
def fully_connected(
    inputs,
    num_outputs,
    activation_fn=_tf.nn.relu,
    normalizer_fn=None,
    normalizer_params=None,
    weights_initializer=_XAVIER,
    weights_regularizer=None,
    biases_initializer=_ZEROS,
    biases_regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
):
    """relu(inputs @ weights + biases) over the last axis; the biases give way to ``normalizer_fn``.

    Args:
        inputs: float tensor [..., depth] of rank 2 or more, depth known.
        num_outputs: int.
    Returns a tensor [..., num_outputs].
    """
    if not isinstance(num_outputs, int):
        num_outputs = _exact_int(num_outputs)
    getter = collecting.variable_getter({"bias": "biases", "kernel": "weights"})
    with _v1.variable_scope(scope, "fully_connected", [inputs], reuse=reuse, custom_getter=getter) as sc:
        inputs = _tf.convert_to_tensor(inputs)
        layer = _layers().Dense(
            units=num_outputs,
            activation=None,
            use_bias=not normalizer_fn and biases_initializer is not None,
            kernel_initializer=weights_initializer,
            bias_initializer=biases_initializer,
            kernel_regularizer=weights_regularizer,
            bias_regularizer=biases_regularizer,
            trainable=trainable,
            name=sc.name,
            dtype=inputs.dtype.base_dtype,
            _scope=sc,
            _reuse=reuse,
        )
        outputs = layer.apply(inputs)
        collecting.add_to_collections(layer.kernel, variables_collections, "weights")
        if layer.bias is not None:
            collecting.add_to_collections(layer.bias, variables_collections, "biases")
        outputs = collecting.apply_normalizer_and_activation(outputs, normalizer_fn, normalizer_params, activation_fn)
        return collecting.collect_named_outputs(outputs_collections, sc.name, outputs)


def _exact_int(value):
    try:
        return value.__index__()
    except AttributeError:
        raise ValueError(f"num_outputs type should be int, got {type(value)}.") from None


@add_arg_scope
def flatten(inputs, outputs_collections=None, scope=None):
    """[batch, a, b, ...] as [batch, a*b*...]."""
    with _v1.name_scope(scope, "Flatten", [inputs]) as sc:
        inputs = _tf.convert_to_tensor(inputs)
        return collecting.collect_named_outputs(outputs_collections, sc, _layers().flatten(inputs))


@add_arg_scope
def dropout(inputs, keep_prob=0.5, noise_shape=None, is_training=True, outputs_collections=None, scope=None, seed=None):
    """Keeps each element with probability ``keep_prob``, scaled by its inverse, while ``is_training``."""
    with _v1.variable_scope(scope, "Dropout", [inputs], custom_getter=collecting.variable_getter()) as sc:
        inputs = _tf.convert_to_tensor(inputs)
        layer = _layers().Dropout(rate=1 - keep_prob, noise_shape=noise_shape, seed=seed, name=sc.name, _scope=sc)
        outputs = layer.apply(inputs, training=is_training)
        return collecting.collect_named_outputs(outputs_collections, sc.name, outputs)


@add_arg_scope
def bias_add(
    inputs,
    activation_fn=None,
    initializer=_ZEROS,
    regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    data_format="NHWC",
    scope=None,
):
    """Adds a trainable bias per channel."""
    if data_format not in ("NCHW", "NHWC"):
        raise ValueError("data_format has to be either NCHW or NHWC.")
    with _v1.variable_scope(scope, "BiasAdd", [inputs], reuse=reuse) as sc:
        inputs = _tf.convert_to_tensor(inputs)
        axis = 1 if data_format == "NCHW" and inputs.shape.ndims == 4 else -1
        biases = model_variable(
            "biases",
            shape=[inputs.shape.as_list()[axis]],
            dtype=inputs.dtype.base_dtype,
            initializer=initializer,
            regularizer=regularizer,
            collections=collecting.get_variable_collections(variables_collections, "biases"),
            trainable=trainable,
        )
        outputs = _v1.nn.bias_add(inputs, biases, data_format=data_format)
        if activation_fn is not None:
            outputs = activation_fn(outputs)
        return collecting.collect_named_outputs(outputs_collections, sc.name, outputs)


@add_arg_scope
def one_hot_encoding(labels, num_classes, on_value=1.0, off_value=0.0, outputs_collections=None, scope=None):
    """Integer labels [n] as rows [n, num_classes]."""
    with _v1.name_scope(scope, "OneHotEncoding", [labels, num_classes]) as sc:
        labels = _tf.convert_to_tensor(labels)
        if labels.dtype == _tf.int32:
            labels = _v1.to_int64(labels)
        outputs = _tf.one_hot(labels, num_classes, on_value=on_value, off_value=off_value)
        return collecting.collect_named_outputs(outputs_collections, sc, outputs)


@add_arg_scope
def softmax(logits, scope=None):
    """Softmax over the last axis of a tensor of rank 2 or more."""
    with _v1.variable_scope(scope, "softmax", [logits]):
        size = collecting.last_dimension(logits.get_shape(), min_rank=2)
        out = _v1.reshape(_v1.nn.softmax(_v1.reshape(logits, [-1, size])), _v1.shape(logits))
        out.set_shape(logits.get_shape())
        return out


@add_arg_scope
def spatial_softmax(
    features, temperature=None, name=None, variables_collections=None, trainable=True, data_format="NHWC"
):
    """Expected image positions in [-1, 1] of each channel: [batch, h, w, c] gives [batch, 2*c]."""
    if data_format not in ("NCHW", "NHWC"):
        raise ValueError("data_format has to be either NCHW or NHWC.")
    with _v1.variable_scope(name, "spatial_softmax"):
        shape, static = _v1.shape(features), features.shape.as_list()
        height, width, channels = (
            (shape[1], shape[2], static[3]) if data_format == "NHWC" else (shape[2], shape[3], static[1])
        )
        if channels is None:
            raise ValueError("The num_channels dimension of the inputs to `spatial_softmax` should be defined.")
        pos_x, pos_y = _v1.meshgrid(
            _v1.lin_space(-1.0, 1.0, num=height), _v1.lin_space(-1.0, 1.0, num=width), indexing="ij"
        )
        pos_x, pos_y = _v1.reshape(pos_x, [height * width]), _v1.reshape(pos_y, [height * width])
        start = _v1.ones_initializer() if temperature is None else _v1.constant_initializer(temperature)
        temperature = model_variable(
            "temperature",
            shape=(),
            initializer=start,
            collections=collecting.get_variable_collections(variables_collections, "temperature")
            if trainable
            else None,
            trainable=trainable,
        )
        if data_format == "NHWC":
            features = _v1.transpose(features, [0, 3, 1, 2])
        attention = _v1.nn.softmax(_v1.reshape(features, [-1, height * width]) / temperature)
        x = _v1.reduce_sum(pos_x * attention, [1], keepdims=True)
        y = _v1.reduce_sum(pos_y * attention, [1], keepdims=True)
        points = _v1.reshape(_v1.concat([x, y], 1), [-1, channels * 2])
        points.set_shape([None, channels * 2])
        return points


def repeat(inputs, repetitions, layer, *args, **kwargs):
    """``layer`` applied ``repetitions`` times, in scopes scope/scope_1, scope/scope_2, ..."""
    scope = kwargs.pop("scope", None)
    with _v1.variable_scope(scope, "Repeat", [inputs]):
        outputs = _tf.convert_to_tensor(inputs)
        scope = scope or _layer_name(layer, "repeat")
        for i in range(repetitions):
            outputs = layer(outputs, *args, **{**kwargs, "scope": f"{scope}_{i + 1}"})
        return outputs


def stack(inputs, layer, stack_args, **kwargs):
    """``layer`` applied once per element of ``stack_args``, in scopes scope/scope_1, scope/scope_2, ..."""
    scope = kwargs.pop("scope", None)
    if not isinstance(stack_args, (list, tuple)):
        raise ValueError("stack_args need to be a list or tuple")
    with _v1.variable_scope(scope, "Stack", [inputs]):
        outputs = _tf.convert_to_tensor(inputs)
        scope = scope or _layer_name(layer, "stack")
        for i, own in enumerate(stack_args):
            own = own if isinstance(own, (list, tuple)) else [own]
            outputs = layer(outputs, *own, **{**kwargs, "scope": f"{scope}_{i + 1}"})
        return outputs


def _layer_name(layer, default):
    return getattr(layer, "__name__", None) or getattr(getattr(layer, "func", None), "__name__", None) or default


@add_arg_scope
def unit_norm(inputs, dim, epsilon=1e-7, scope=None):
    """Inputs divided by their Euclidean length along axis ``dim``."""
    with _v1.variable_scope(scope, "UnitNorm", [inputs]):
        if not 0 <= dim < inputs.shape.ndims:
            raise ValueError("dim must be positive but smaller than the input rank.")
        return inputs / _v1.sqrt(epsilon + _v1.reduce_sum(_v1.square(inputs), dim, keepdims=True))


@add_arg_scope
def maxout(inputs, num_units, axis=-1, scope=None):
    """The maximum over groups of features: ``axis`` shrinks to ``num_units``."""
    with _v1.variable_scope(scope, "MaxOut", [inputs]):
        inputs = _tf.convert_to_tensor(inputs)
        shape = inputs.get_shape().as_list()
        channels = shape[axis]
        if channels % num_units:
            raise ValueError(f"number of features({channels}) is not a multiple of num_units({num_units})")
        shape[axis] = num_units
        shape += [channels // num_units]
        dynamic = _v1.shape(inputs)
        shape = [dynamic[i] if d is None else d for i, d in enumerate(shape)]
        return _v1.reduce_max(_v1.reshape(inputs, shape), -1, keepdims=False)


def embed_sequence(
    ids,
    vocab_size=None,
    embed_dim=None,
    unique=False,
    initializer=None,
    regularizer=None,
    trainable=True,
    scope=None,
    reuse=None,
):
    """Embedding rows for ids [batch, length]: a tensor [batch, length, embed_dim]."""
    if not (reuse or (vocab_size and embed_dim)):
        raise ValueError("Must specify vocab size and embedding dimension when not reusing.")
    with _v1.variable_scope(scope, "EmbedSequence", [ids], reuse=reuse):
        shape = None if (reuse and vocab_size is None) or embed_dim is None else [vocab_size, embed_dim]
        embeddings = model_variable(
            "embeddings", shape=shape, initializer=initializer, regularizer=regularizer, trainable=trainable
        )
        return _v1.nn.embedding_lookup(embeddings, ids)


def bow_encoder(
    ids,
    vocab_size,
    embed_dim,
    sparse_lookup=True,
    initializer=None,
    regularizer=None,
    trainable=True,
    scope=None,
    reuse=None,
):
    """The mean embedding of each row of ids: [batch, length] gives [batch, embed_dim]."""
    if not vocab_size or not embed_dim:
        raise ValueError("Must specify vocab size and embedding dimension")
    with _v1.variable_scope(scope, "bow_encoder", [ids], reuse=reuse):
        embeddings = model_variable(
            "embeddings",
            shape=[vocab_size, embed_dim],
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
        )
        if not sparse_lookup:
            return _v1.reduce_mean(_v1.nn.embedding_lookup(embeddings, ids), axis=1)
        if not isinstance(ids, _tf.SparseTensor):
            ids = _tf.sparse.from_dense(ids)
        return _v1.nn.safe_embedding_lookup_sparse([embeddings], ids, combiner="mean", default_id=0)
