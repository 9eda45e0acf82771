"""Pooling of tf.contrib.layers: VALID padding and stride 2 by default."""

import tensorflow as _tf

from compat.tf1 import _legacy
from compat.tf1.contrib.framework.arg_scope import add_arg_scope
from compat.tf1.contrib.layers import collecting

_v1 = _tf.compat.v1


def _pool(kind, scope_name, inputs, kernel_size, stride, padding, data_format, outputs_collections, scope):
    if data_format not in ("NCHW", "NHWC", "NCDHW", "NDHWC"):
        raise ValueError(f"data_format {data_format} is not known.")
    with _v1.name_scope(scope, scope_name, [inputs]) as sc:
        layer = getattr(_legacy.keras_module("__internal__.legacy.layers"), kind)(
            pool_size=kernel_size,
            strides=stride,
            padding=padding,
            data_format="channels_first" if data_format.startswith("NC") else "channels_last",
            _scope=sc,
        )
        outputs = layer.apply(_tf.convert_to_tensor(inputs))
        return collecting.collect_named_outputs(outputs_collections, sc, outputs)


def _make(name, kind, scope_name, default_format):
    def pooling(
        inputs,
        kernel_size,
        stride=2,
        padding="VALID",
        data_format=default_format,
        outputs_collections=None,
        scope=None,
    ):
        return _pool(kind, scope_name, inputs, kernel_size, stride, padding, data_format, outputs_collections, scope)

    pooling.__name__ = pooling.__qualname__ = name
    pooling.__doc__ = f"tf.contrib.layers.{name}: {kind} of ``kernel_size`` (int or one int per axis)."
    return add_arg_scope(pooling)


avg_pool2d = _make("avg_pool2d", "AveragePooling2D", "AvgPool2D", "NHWC")
avg_pool3d = _make("avg_pool3d", "AveragePooling3D", "AvgPool3D", "NDHWC")
max_pool2d = _make("max_pool2d", "MaxPooling2D", "MaxPool2D", "NHWC")
max_pool3d = _make("max_pool3d", "MaxPooling3D", "MaxPool3D", "NDHWC")


@add_arg_scope
def pool(
    inputs,
    kernel_size,
    pooling_type,
    padding="VALID",
    data_format=None,
    dilation_rate=1,
    stride=1,
    outputs_collections=None,
    scope=None,
):
    """tf.nn.pool with the argument names of contrib; ``pooling_type`` is "MAX" or "AVG"."""
    with _v1.name_scope(scope, f"{pooling_type.lower()}_pool", [inputs]) as sc:
        rank = inputs.shape.ndims
        if rank is None or rank <= 2:
            raise ValueError("Number of spatial dimensions must be known and positive.")
        n = rank - 2
        outputs = _v1.nn.pool(
            input=_tf.convert_to_tensor(inputs),
            window_shape=collecting.n_positive_integers(n, kernel_size),
            pooling_type=pooling_type,
            padding=padding,
            data_format=data_format,
            dilation_rate=collecting.n_positive_integers(n, dilation_rate),
            strides=collecting.n_positive_integers(n, stride),
            name=sc,
        )
        return collecting.collect_named_outputs(outputs_collections, sc, outputs)
