"""Regularizers of tf.contrib.layers; l2 is scale * sum(w**2) / 2."""

import numbers

import tensorflow as _tf

_v1 = _tf.compat.v1


def _checked(scale, name):
    if isinstance(scale, numbers.Integral):
        raise ValueError(f"{name} cannot be an integer: {scale}")
    if isinstance(scale, numbers.Real):
        if scale < 0.0:
            raise ValueError(f"Setting a scale less than 0 on a regularizer: {scale:g}")
        return scale == 0.0
    return False


def _scaled(scale, scope, name, penalty):
    if _checked(scale, "scale"):
        return lambda _: None

    def regularizer(weights):
        with _v1.name_scope(scope, name, [weights]) as inner:
            my_scale = _tf.convert_to_tensor(scale, dtype=weights.dtype.base_dtype, name="scale")
            return _v1.multiply(my_scale, penalty(weights), name=inner)

    return regularizer


def l1_regularizer(scale, scope=None):
    """scale * sum(|w|); a scale of 0.0 gives None as penalty."""
    return _scaled(scale, scope, "l1_regularizer", lambda w: _v1.reduce_sum(_v1.abs(w)))


def l2_regularizer(scale, scope=None):
    """scale * sum(w**2) / 2; a scale of 0.0 gives None as penalty."""
    return _scaled(scale, scope, "l2_regularizer", _tf.nn.l2_loss)


def l1_l2_regularizer(scale_l1=1.0, scale_l2=1.0, scope=None):
    """The sum of `l1_regularizer` and `l2_regularizer`."""
    for scale, name in ((scale_l1, "scale_l1"), (scale_l2, "scale_l2")):
        if isinstance(scale, numbers.Integral):
            raise ValueError(f"{name} cannot be an integer: {scale}")
    scope = scope or "l1_l2_regularizer"
    if scale_l1 == 0.0:
        return l2_regularizer(scale_l2, scope)
    if scale_l2 == 0.0:
        return l1_regularizer(scale_l1, scope)
    return sum_regularizer([l1_regularizer(scale_l1), l2_regularizer(scale_l2)], scope=scope)


def sum_regularizer(regularizer_list, scope=None):
    """The sum of regularizers; None for an empty list."""
    regularizers = [r for r in regularizer_list if r is not None]
    if not regularizers:
        return None

    def total(weights):
        with _v1.name_scope(scope, "sum_regularizer", [weights]) as inner:
            parts = [p for p in (r(weights) for r in regularizers) if p is not None]
            return _v1.add_n(parts, name=inner) if parts else None

    return total


def apply_regularization(regularizer, weights_list=None):
    """The summed penalty of the weights (the WEIGHTS collection by default), added to REGULARIZATION_LOSSES."""
    weights_list = weights_list or _v1.get_collection(_v1.GraphKeys.WEIGHTS)
    if not weights_list:
        raise ValueError("No weights to regularize.")
    with _v1.name_scope("get_regularization_penalty", values=weights_list) as scope:
        penalties = [regularizer(w) for w in weights_list]
        total = _v1.add_n([p if p is not None else _v1.constant(0.0) for p in penalties], name=scope)
        _v1.add_to_collection(_v1.GraphKeys.REGULARIZATION_LOSSES, total)
        return total
