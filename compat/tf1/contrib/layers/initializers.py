"""Initializers of tf.contrib.layers: fans and constants as TensorFlow 1 has them."""

import math

import tensorflow as _tf


def xavier_initializer(uniform=True, seed=None, dtype=_tf.float32):
    """Glorot's initializer: uniform in +-sqrt(6/(fan_in+fan_out)), or a truncated normal."""
    return variance_scaling_initializer(factor=1.0, mode="FAN_AVG", uniform=uniform, seed=seed, dtype=dtype)


xavier_initializer_conv2d = xavier_initializer


def variance_scaling_initializer(factor=2.0, mode="FAN_IN", uniform=False, seed=None, dtype=_tf.float32):
    """An initializer of variance about factor/n; n from the fans of the shape, as ``mode`` says.

    Args:
        mode: "FAN_IN", "FAN_OUT" or "FAN_AVG".
        uniform: uniform in +-sqrt(3*factor/n), else a truncated normal of stddev sqrt(1.3*factor/n).
    """
    dtype = _tf.as_dtype(dtype)
    if not dtype.is_floating:
        raise TypeError("Cannot create initializer for non-floating point type.")
    if mode not in ("FAN_IN", "FAN_OUT", "FAN_AVG"):
        raise TypeError(f"Unknown mode {mode} [FAN_IN, FAN_OUT, FAN_AVG]")
    default = dtype

    def _initializer(shape, dtype=default, partition_info=None):
        dtype = _tf.as_dtype(dtype)
        if not dtype.is_floating:
            raise TypeError("Cannot create initializer for non-floating point type.")
        dims = [int(d) for d in shape]
        field = math.prod(float(d) for d in dims[:-2])
        fan_in = field * float(dims[-2] if len(dims) > 1 else dims[-1]) if dims else 1.0
        fan_out = field * float(dims[-1]) if dims else 1.0
        n = {"FAN_IN": fan_in, "FAN_OUT": fan_out, "FAN_AVG": (fan_in + fan_out) / 2.0}[mode]
        if uniform:
            limit = math.sqrt(3.0 * factor / n)
            return _tf.compat.v1.random_uniform(shape, -limit, limit, dtype, seed=seed)
        # 1.3 makes up for the truncation, roughly; TensorFlow 1's constant
        return _tf.compat.v1.truncated_normal(shape, 0.0, math.sqrt(1.3 * factor / n), dtype, seed=seed)

    return _initializer
