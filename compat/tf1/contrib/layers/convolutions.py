"""Convolutions of tf.contrib.layers: relu and SAME padding by default."""

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


def _channels(data_format):
    return "channels_first" if data_format and data_format.startswith("NC") else "channels_last"


@add_arg_scope
def convolution(
    inputs,
    num_outputs,
    kernel_size,
    stride=1,
    padding="SAME",
    data_format=None,
    rate=1,
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
    conv_dims=None,
):
    """A convolution over 1, 2 or 3 spatial axes, from the rank of ``inputs``.

    Args:
        inputs: float tensor [batch, spatial..., channels] ("NC..." formats: channels second).
        num_outputs: int, number of filters.
        kernel_size, stride, rate: int or one int per spatial axis.
        conv_dims: number of spatial axes that the caller expects; ValueError where the rank says otherwise.
    """
    if data_format not in (None, "NWC", "NCW", "NHWC", "NCHW", "NDHWC", "NCDHW"):
        raise ValueError(f"Invalid data_format: {data_format!r}")
    getter = collecting.variable_getter({"bias": "biases", "kernel": "weights"})
    with _v1.variable_scope(scope, "Conv", [inputs], reuse=reuse, custom_getter=getter) as sc:
        inputs = _tf.convert_to_tensor(inputs)
        rank = inputs.get_shape().ndims
        if conv_dims is not None and conv_dims + 2 != rank:
            raise ValueError(f"Convolution expects input with rank {conv_dims + 2}, got {rank}")
        if rank not in (3, 4, 5):
            raise ValueError("Convolution not supported for input with rank", rank)
        layer = getattr(_layers(), f"Conv{rank - 2}D")(
            filters=num_outputs,
            kernel_size=kernel_size,
            strides=stride,
            padding=padding,
            data_format=_channels(data_format),
            dilation_rate=rate,
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
        return _finish(
            layer, inputs, variables_collections, normalizer_fn, normalizer_params, activation_fn,
            outputs_collections, sc.name,
        )  # fmt: skip


def _finish(
    layer, inputs, variables_collections, normalizer_fn, normalizer_params, activation_fn, outputs_collections, name
):
    outputs = layer.apply(inputs)
    collecting.add_to_collections(layer.kernel, variables_collections, "weights")
    if layer.bias is not None:
        collecting.add_to_collections(layer.bias, variables_collections, "biases")
    outputs = collecting.apply_normalizer_and_activation(outputs, normalizer_fn, normalizer_params, activation_fn)
    return collecting.collect_named_outputs(outputs_collections, name, outputs)


def _fixed(name, dims, default_format):
    def conv(
        inputs,
        num_outputs,
        kernel_size,
        stride=1,
        padding="SAME",
        data_format=default_format,
        rate=1,
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
        return convolution(
            inputs, num_outputs, kernel_size, stride, padding, data_format, rate, activation_fn, normalizer_fn,
            normalizer_params, weights_initializer, weights_regularizer, biases_initializer, biases_regularizer,
            reuse, variables_collections, outputs_collections, trainable, scope, conv_dims=dims,
        )  # fmt: skip

    conv.__name__ = conv.__qualname__ = name
    conv.__doc__ = f"tf.contrib.layers.{name}: `convolution` over {dims} spatial axes."
    return add_arg_scope(conv)


convolution1d = conv1d = _fixed("convolution1d", 1, None)
convolution2d = conv2d = _fixed("convolution2d", 2, None)
convolution3d = conv3d = _fixed("convolution3d", 3, None)


def _transposed(name, kind, scope_name, default_format):
    def conv_transpose(
        inputs,
        num_outputs,
        kernel_size,
        stride=1,
        padding="SAME",
        data_format=default_format,
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
        getter = collecting.variable_getter({"bias": "biases", "kernel": "weights"})
        with _v1.variable_scope(scope, scope_name, [inputs], reuse=reuse, custom_getter=getter) as sc:
            inputs = _tf.convert_to_tensor(inputs)
            layer = getattr(_layers(), kind)(
                filters=num_outputs,
                kernel_size=kernel_size,
                strides=stride,
                padding=padding,
                data_format=_channels(data_format),
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
            return _finish(
                layer, inputs, variables_collections, normalizer_fn, normalizer_params, activation_fn,
                outputs_collections, sc.name,
            )  # fmt: skip

    conv_transpose.__name__ = conv_transpose.__qualname__ = name
    conv_transpose.__doc__ = f"tf.contrib.layers.{name}: transposed convolution to ``num_outputs`` channels."
    return add_arg_scope(conv_transpose)


convolution2d_transpose = conv2d_transpose = _transposed(
    "convolution2d_transpose", "Conv2DTranspose", "Conv2d_transpose", "NHWC"
)
convolution3d_transpose = conv3d_transpose = _transposed(
    "convolution3d_transpose", "Conv3DTranspose", "Conv3d_transpose", "NDHWC"
)


@add_arg_scope
def separable_convolution2d(
    inputs,
    num_outputs,
    kernel_size,
    depth_multiplier=1,
    stride=1,
    padding="SAME",
    data_format="NHWC",
    rate=1,
    activation_fn=_tf.nn.relu,
    normalizer_fn=None,
    normalizer_params=None,
    weights_initializer=_XAVIER,
    pointwise_initializer=None,
    weights_regularizer=None,
    biases_initializer=_ZEROS,
    biases_regularizer=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
):
    """A depthwise convolution and, unless ``num_outputs`` is None, a pointwise one."""
    if data_format not in ("NCHW", "NHWC"):
        raise ValueError("data_format has to be either NCHW or NHWC.")
    getter = collecting.variable_getter(
        {"bias": "biases", "depthwise_kernel": "depthwise_weights", "pointwise_kernel": "pointwise_weights"}
    )
    with _v1.variable_scope(scope, "SeparableConv2d", [inputs], reuse=reuse, custom_getter=getter) as sc:
        inputs = _tf.convert_to_tensor(inputs)
        if num_outputs is not None:
            layer = _layers().SeparableConv2D(
                filters=num_outputs,
                kernel_size=kernel_size,
                strides=stride,
                padding=padding,
                data_format=_channels(data_format),
                dilation_rate=collecting.two_element_tuple(rate),
                activation=None,
                depth_multiplier=depth_multiplier,
                use_bias=not normalizer_fn and biases_initializer is not None,
                depthwise_initializer=weights_initializer,
                pointwise_initializer=pointwise_initializer or weights_initializer,
                bias_initializer=biases_initializer,
                depthwise_regularizer=weights_regularizer,
                pointwise_regularizer=weights_regularizer,
                bias_regularizer=biases_regularizer,
                trainable=trainable,
                name=sc.name,
                dtype=inputs.dtype.base_dtype,
                _scope=sc,
                _reuse=reuse,
            )
            outputs = layer.apply(inputs)
            collecting.add_to_collections(layer.depthwise_kernel, variables_collections, "weights")
            collecting.add_to_collections(layer.pointwise_kernel, variables_collections, "weights")
            if layer.bias is not None:
                collecting.add_to_collections(layer.bias, variables_collections, "biases")
            if normalizer_fn is not None:
                outputs = normalizer_fn(outputs, **(normalizer_params or {}))
        else:
            outputs = _depthwise(
                inputs, kernel_size, depth_multiplier, stride, padding, data_format, rate, weights_initializer,
                weights_regularizer, trainable, variables_collections,
            )  # fmt: skip
            if normalizer_fn is not None:
                outputs = normalizer_fn(outputs, **(normalizer_params or {}))
            elif biases_initializer is not None:
                axis = 1 if data_format == "NCHW" else -1
                biases = model_variable(
                    "biases",
                    shape=[outputs.shape.as_list()[axis]],
                    dtype=inputs.dtype.base_dtype,
                    initializer=biases_initializer,
                    regularizer=biases_regularizer,
                    trainable=trainable,
                    collections=collecting.get_variable_collections(variables_collections, "biases"),
                )
                outputs = _v1.nn.bias_add(outputs, biases, data_format=data_format)
        if activation_fn is not None:
            outputs = activation_fn(outputs)
        return collecting.collect_named_outputs(outputs_collections, sc.name, outputs)


def _depthwise(
    inputs, kernel_size, depth_multiplier, stride, padding, data_format, rate, initializer, regularizer, trainable,
    variables_collections,
):  # fmt: skip
    height, width = collecting.two_element_tuple(kernel_size)
    stride_h, stride_w = collecting.two_element_tuple(stride)
    channels = inputs.shape.as_list()[1 if data_format == "NCHW" else -1]
    weights = model_variable(
        "depthwise_weights",
        shape=[height, width, channels, depth_multiplier],
        dtype=inputs.dtype.base_dtype,
        initializer=initializer,
        regularizer=regularizer,
        trainable=trainable,
        collections=collecting.get_variable_collections(variables_collections, "weights"),
    )
    strides = [1, 1, stride_h, stride_w] if data_format == "NCHW" else [1, stride_h, stride_w, 1]
    return _v1.nn.depthwise_conv2d(
        inputs, weights, strides, padding, rate=collecting.two_element_tuple(rate), data_format=data_format
    )


separable_conv2d = separable_convolution2d
