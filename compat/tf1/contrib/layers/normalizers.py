"""Normalizers of tf.contrib.layers: batch, layer, instance and group norm with TensorFlow 1's constants."""

import tensorflow as _tf
from tensorflow.python.training import moving_averages

from compat.tf1 import _legacy
from compat.tf1.contrib.framework.arg_scope import add_arg_scope
from compat.tf1.contrib.framework.variables import model_variable
from compat.tf1.contrib.layers import collecting

_v1 = _tf.compat.v1
_UPDATE_OPS = _v1.GraphKeys.UPDATE_OPS


@add_arg_scope
def batch_norm(
    inputs,
    decay=0.999,
    center=True,
    scale=False,
    epsilon=0.001,
    activation_fn=None,
    param_initializers=None,
    param_regularizers=None,
    updates_collections=_UPDATE_OPS,
    is_training=True,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    batch_weights=None,
    fused=None,
    data_format="NHWC",
    zero_debias_moving_mean=False,
    scope=None,
    renorm=False,
    renorm_clipping=None,
    renorm_decay=0.99,
    adjustment=None,
):
    """Batch normalization over all axes but the channels.

    The updates of the moving averages go to ``updates_collections``; with None they run with the outputs.
    ``is_training`` is a bool or a bool tensor. Rank 2 and 4 use the fused kernel, whose moving variance is the
    unbiased one, as in TensorFlow 1.
    """
    fused = True if fused is None else fused
    inputs = _tf.convert_to_tensor(inputs)
    rank = inputs.shape.ndims
    if data_format not in ("NCHW", "NHWC"):
        raise ValueError("data_format has to be either NCHW or NHWC.")
    if rank is None:
        raise ValueError(f"Inputs {inputs.name} has undefined rank.")
    params = _Params(inputs, param_initializers, param_regularizers, variables_collections, trainable, data_format)
    fusable = batch_weights is None and not renorm and rank in (2, 4) and adjustment is None
    own_updates = zero_debias_moving_mean or updates_collections is not _UPDATE_OPS
    if fused and fusable and (own_updates or rank == 2):
        with _v1.variable_scope(scope, "BatchNorm", [inputs], reuse=reuse) as sc:
            outputs = _fused(
                inputs, params, decay, center, scale, epsilon, updates_collections, is_training, data_format,
                zero_debias_moving_mean,
            )  # fmt: skip
            return _finish(outputs, activation_fn, outputs_collections, sc.name)
    with _v1.variable_scope(
        scope, "BatchNorm", [inputs], reuse=reuse, custom_getter=collecting.variable_getter()
    ) as sc:
        if batch_weights is None and not own_updates:
            layer = _legacy.keras_module("__internal__.legacy.layers").BatchNormalization(
                axis=1 if data_format == "NCHW" else -1,
                momentum=decay,
                epsilon=epsilon,
                center=center,
                scale=scale,
                beta_initializer=params.initializer("beta"),
                gamma_initializer=params.initializer("gamma"),
                moving_mean_initializer=params.initializer("moving_mean"),
                moving_variance_initializer=params.initializer("moving_variance"),
                beta_regularizer=params.regularizers.get("beta"),
                gamma_regularizer=params.regularizers.get("gamma"),
                trainable=trainable,
                renorm=renorm,
                renorm_clipping=renorm_clipping,
                renorm_momentum=renorm_decay,
                adjustment=adjustment,
                name=sc.name,
                _scope=sc,
                _reuse=reuse,
                fused=fused and fusable,
            )
            outputs = layer.apply(inputs, training=is_training)
            for name in ("moving_mean", "moving_variance", "beta", "gamma"):
                if getattr(layer, name, None) is not None:
                    collecting.add_to_collections(getattr(layer, name), variables_collections, name)
            return _finish(outputs, activation_fn, outputs_collections, sc.name)
        if renorm:
            raise ValueError(
                "renorm is not supported with batch_weights, updates_collections or zero_debias_moving_mean"
            )
        outputs = _plain(
            inputs, params, decay, center, scale, epsilon, updates_collections, is_training, data_format,
            zero_debias_moving_mean, batch_weights,
        )  # fmt: skip
        return _finish(outputs, activation_fn, outputs_collections, sc.name)


def _finish(outputs, activation_fn, outputs_collections, name):
    if activation_fn is not None:
        outputs = activation_fn(outputs)
    return collecting.collect_named_outputs(outputs_collections, name, outputs)


class _Params:
    """The parameters of a normalizer: one value per channel, made under the current variable scope."""

    ONES = ("gamma", "moving_variance")

    def __init__(self, inputs, initializers, regularizers, variables_collections, trainable, data_format):
        self.initializers, self.regularizers = initializers or {}, regularizers or {}
        self.collections, self.trainable = variables_collections, trainable
        dims = inputs.shape.as_list() if inputs.shape.ndims is not None else [None]
        self.channels = dims[1 if data_format == "NCHW" else -1] if len(dims) > 1 else dims[0]
        if self.channels is None:
            raise ValueError(f"Inputs {inputs.name} has undefined channels dimension {inputs.shape}.")

    def initializer(self, name):
        default = _v1.ones_initializer() if name in self.ONES else _v1.zeros_initializer()
        return self.initializers.get(name, default)

    def make(self, name, dtype=_tf.float32, shape=None):
        moving = name.startswith("moving")
        return model_variable(
            name,
            shape=[self.channels] if shape is None else shape,
            dtype=dtype,
            initializer=self.initializer(name),
            regularizer=None if moving else self.regularizers.get(name),
            collections=collecting.get_variable_collections(self.collections, name),
            trainable=self.trainable and not moving,
        )

    def moving(self, dtype):
        with _v1.variable_scope(_v1.get_variable_scope()) as local:
            local.set_partitioner(None)
            return self.make("moving_mean", dtype), self.make("moving_variance", dtype)


def _updates(moving_mean, moving_variance, mean, variance, decay, zero_debias):
    return (
        moving_averages.assign_moving_average(moving_mean, mean, decay, zero_debias=zero_debias),
        moving_averages.assign_moving_average(moving_variance, variance, decay, zero_debias=False),
    )


def _fused(
    inputs, params, decay, center, scale, epsilon, updates_collections, is_training, data_format, zero_debias
):  # fmt: skip
    original = inputs
    if inputs.shape.ndims == 2:
        shape = [-1, 1, 1, params.channels] if data_format == "NHWC" else [-1, params.channels, 1, 1]
        inputs = _v1.reshape(inputs, shape)
    beta = params.make("beta") if center else _v1.constant(0.0, shape=[params.channels])
    gamma = params.make("gamma") if scale else _v1.constant(1.0, shape=[params.channels])
    moving_mean, moving_variance = params.moving(_tf.float32)

    def training():
        return _v1.nn.fused_batch_norm(inputs, gamma, beta, epsilon=epsilon, data_format=data_format)

    def inference():
        return _v1.nn.fused_batch_norm(
            inputs, gamma, beta, mean=moving_mean, variance=moving_variance, epsilon=epsilon, is_training=False,
            data_format=data_format,
        )  # fmt: skip

    outputs, mean, variance = collecting.smart_cond(is_training, training, inference)
    known = collecting.constant_value(is_training)
    if known is None or known:
        if updates_collections is None:

            def forced():
                with _v1.control_dependencies(
                    _updates(moving_mean, moving_variance, mean, variance, decay, zero_debias)
                ):
                    return _v1.identity(outputs)

            outputs = collecting.smart_cond(is_training, forced, lambda: outputs)
        else:
            both = collecting.smart_cond(
                is_training,
                lambda: _updates(moving_mean, moving_variance, mean, variance, decay, zero_debias),
                lambda: (moving_mean, moving_variance),
            )
            for update in both:
                _v1.add_to_collections(updates_collections, update)
    outputs.set_shape(inputs.shape)
    return _v1.reshape(outputs, _v1.shape(original)) if original.shape.ndims == 2 else outputs


def _plain(
    inputs, params, decay, center, scale, epsilon, updates_collections, is_training, data_format, zero_debias,
    batch_weights,
):  # fmt: skip
    rank, dtype = inputs.shape.ndims, inputs.dtype.base_dtype
    first = data_format == "NCHW"
    axes = [0] + list(range(2, rank)) if first else list(range(rank - 1))
    broadcast = [1, params.channels] + [1] * (rank - 2) if first else None
    beta = params.make("beta", dtype) if center else None
    gamma = params.make("gamma", dtype) if scale else None
    moving_mean, moving_variance = params.moving(dtype)
    known = collecting.constant_value(is_training)
    if known is None or known:
        if batch_weights is None:
            mean, variance = _v1.nn.moments(inputs, axes)
        else:
            weights = _v1.reshape(_tf.convert_to_tensor(batch_weights), [-1] + [1] * (rank - 1))
            mean, variance = _v1.nn.weighted_moments(inputs, axes, weights)
        batch = (mean, variance)

        def moving():
            return moving_mean, moving_variance

        if updates_collections is None:

            def forced():
                with _v1.control_dependencies(_updates(moving_mean, moving_variance, *batch, decay, zero_debias)):
                    return _v1.identity(batch[0]), _v1.identity(batch[1])

            mean, variance = collecting.smart_cond(is_training, forced, moving)
        else:
            both = collecting.smart_cond(
                is_training,
                lambda: _updates(moving_mean, moving_variance, *batch, decay, zero_debias),
                moving,
            )
            for update in both:
                _v1.add_to_collections(updates_collections, update)
            mean, variance = collecting.smart_cond(is_training, lambda: batch, moving)
    else:
        mean, variance = moving_mean, moving_variance
    if broadcast:
        mean, variance = _v1.reshape(mean, broadcast), _v1.reshape(variance, broadcast)
        beta = _v1.reshape(beta, broadcast) if beta is not None else None
        gamma = _v1.reshape(gamma, broadcast) if gamma is not None else None
    outputs = _v1.nn.batch_normalization(inputs, mean, variance, beta, gamma, epsilon)
    outputs.set_shape(inputs.shape)
    return outputs


@add_arg_scope
def layer_norm(
    inputs,
    center=True,
    scale=True,
    activation_fn=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    begin_norm_axis=1,
    begin_params_axis=-1,
    scope=None,
):
    """Layer normalization from axis ``begin_norm_axis`` on, epsilon 1e-12 (1e-3 for float16)."""
    with _v1.variable_scope(scope, "LayerNorm", [inputs], reuse=reuse) as sc:
        inputs = _tf.convert_to_tensor(inputs)
        rank = inputs.shape.ndims
        if rank is None:
            raise ValueError(f"Inputs {inputs.name} has undefined rank.")
        begin = begin_norm_axis + rank if begin_norm_axis < 0 else begin_norm_axis
        if begin_params_axis >= rank or begin >= rank:
            raise ValueError(
                f"begin_params_axis ({begin_params_axis}) and begin_norm_axis ({begin}) must be < rank(inputs) ({rank})"
            )
        shape = inputs.shape[begin_params_axis:]
        if not shape.is_fully_defined():
            raise ValueError(f"Inputs {inputs.name}: shape(inputs)[{begin_params_axis}:] is not fully defined: {shape}")
        params = _Params(inputs, None, None, variables_collections, trainable, "NHWC")
        dtype = inputs.dtype.base_dtype
        beta = params.make("beta", dtype, shape) if center else None
        gamma = params.make("gamma", dtype, shape) if scale else None
        mean, variance = _v1.nn.moments(inputs, list(range(begin, rank)), keep_dims=True)
        epsilon = 1e-3 if inputs.dtype == _tf.float16 else 1e-12
        outputs = _v1.nn.batch_normalization(inputs, mean, variance, offset=beta, scale=gamma, variance_epsilon=epsilon)
        outputs.set_shape(inputs.shape)
        return _finish(outputs, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def instance_norm(
    inputs,
    center=True,
    scale=True,
    epsilon=1e-6,
    activation_fn=None,
    param_initializers=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    data_format="NHWC",
    scope=None,
):
    """Normalization of each channel of each example over its spatial axes."""
    inputs = _tf.convert_to_tensor(inputs)
    rank = inputs.shape.ndims
    if rank is None:
        raise ValueError(f"Inputs {inputs.name} has undefined rank.")
    if data_format not in ("NCHW", "NHWC"):
        raise ValueError("data_format has to be either NCHW or NHWC.")
    with _v1.variable_scope(scope, "InstanceNorm", [inputs], reuse=reuse) as sc:
        channel = 1 if data_format == "NCHW" else rank - 1
        params = _Params(inputs, param_initializers, None, variables_collections, trainable, data_format)
        broadcast = [1, params.channels] + [1] * (rank - 2) if data_format == "NCHW" else None
        dtype = inputs.dtype.base_dtype
        beta = params.make("beta", dtype) if center else None
        gamma = params.make("gamma", dtype) if scale else None
        if broadcast:
            beta = _v1.reshape(beta, broadcast) if beta is not None else None
            gamma = _v1.reshape(gamma, broadcast) if gamma is not None else None
        axes = [a for a in range(1, rank) if a != channel]
        mean, variance = _v1.nn.moments(inputs, axes, keep_dims=True)
        outputs = _v1.nn.batch_normalization(inputs, mean, variance, beta, gamma, epsilon, name="instancenorm")
        return _finish(outputs, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def group_norm(
    inputs,
    groups=32,
    channels_axis=-1,
    reduction_axes=(-3, -2),
    center=True,
    scale=True,
    epsilon=1e-6,
    activation_fn=None,
    param_initializers=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
    mean_close_to_zero=False,
):
    """Normalization over groups of channels and the axes in ``reduction_axes``."""
    inputs = _tf.convert_to_tensor(inputs)
    rank = inputs.shape.ndims
    if rank is None:
        raise ValueError(f"Inputs {inputs.name} has undefined rank.")
    axis = channels_axis % rank
    static, dynamic = inputs.shape.as_list(), _v1.shape(inputs)
    channels = static[axis]
    if channels is None:
        raise ValueError(f"Inputs {inputs.name} has undefined channel dimension: {axis}.")
    reduce = [a % rank for a in reduction_axes]
    if axis in reduce:
        raise ValueError("reduction_axis must be mutually exclusive with channels_axis")
    if channels % groups:
        raise ValueError(f"{channels} channels is not commensurate with {groups} groups.")
    dims = [dynamic[i] if d is None else d for i, d in enumerate(static)]
    grouped = dims[:axis] + [groups, channels // groups] + dims[axis + 1 :]
    broadcast = [1] * axis + [groups, channels // groups] + [1] * (rank - axis - 1)
    values = _v1.reshape(inputs, grouped)
    axes = [axis + 1] + [a + 1 if a > axis else a for a in reduce]
    with _v1.variable_scope(scope, "GroupNorm", [inputs], reuse=reuse) as sc:
        params = _Params(inputs, param_initializers, None, variables_collections, trainable, "NHWC")
        dtype = inputs.dtype.base_dtype
        beta = _v1.reshape(params.make("beta", dtype, [channels]), broadcast) if center else None
        gamma = _v1.reshape(params.make("gamma", dtype, [channels]), broadcast) if scale else None
        if mean_close_to_zero:
            counts, means, variances, _ = _v1.nn.sufficient_statistics(values, axes, keep_dims=True)
            mean, variance = _v1.nn.normalize_moments(counts, means, variances, shift=None)
        else:
            mean, variance = _v1.nn.moments(values, axes, keep_dims=True)
        gain = _v1.rsqrt(variance + epsilon)
        offset = -mean * gain
        if gamma is not None:
            gain, offset = gain * gamma, offset * gamma
        if beta is not None:
            offset = offset + beta
        outputs = _v1.reshape(values * gain + offset, dims)
        return _finish(outputs, activation_fn, outputs_collections, sc.name)
