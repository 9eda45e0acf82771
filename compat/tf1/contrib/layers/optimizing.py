"""optimize_loss: a training op from a loss, an optimizer and what to do with the gradients."""

import tensorflow as _tf
from tensorflow.python.ops import control_flow_ops
from tensorflow.python.training import moving_averages

_v1 = _tf.compat.v1

OPTIMIZER_CLS_NAMES = {
    "Adagrad": _v1.train.AdagradOptimizer,
    "Adam": _v1.train.AdamOptimizer,
    "Ftrl": _v1.train.FtrlOptimizer,
    "Momentum": lambda learning_rate: _v1.train.MomentumOptimizer(learning_rate, momentum=0.9),
    "RMSProp": _v1.train.RMSPropOptimizer,
    "SGD": _v1.train.GradientDescentOptimizer,
}
OPTIMIZER_SUMMARIES = [
    "learning_rate",
    "loss",
    "gradients",
    "gradient_norm",
    "global_gradient_norm",
]


def _optimizer(given, lr, learning_rate):
    kind = _v1.train.Optimizer
    if isinstance(given, str):
        if lr is None:
            raise ValueError(f"Learning rate is None, but should be specified if optimizer is string ({given}).")
        if given not in OPTIMIZER_CLS_NAMES:
            raise ValueError(f"Optimizer name should be one of {list(OPTIMIZER_CLS_NAMES)}, you provided {given}.")
        return OPTIMIZER_CLS_NAMES[given](learning_rate=lr)
    if isinstance(given, type) and issubclass(given, kind):
        if lr is None:
            raise ValueError(f"Learning rate is None, but should be specified if optimizer is class ({given}).")
        return given(learning_rate=lr)
    if isinstance(given, kind):
        return given
    if callable(given):
        made = given(lr) if learning_rate is not None else given()
        if isinstance(made, kind):
            return made
    raise ValueError(f"Unrecognized optimizer: {given}")


def optimize_loss(
    loss,
    global_step,
    learning_rate,
    optimizer,
    gradient_noise_scale=None,
    gradient_multipliers=None,
    clip_gradients=None,
    learning_rate_decay_fn=None,
    update_ops=None,
    variables=None,
    name=None,
    summaries=None,
    colocate_gradients_with_ops=False,
    increment_global_step=True,
):
    """A tensor of the loss whose evaluation trains ``variables`` by one step.

    Args:
        loss: scalar tensor.
        learning_rate: float, scalar tensor or None; ``learning_rate_decay_fn(lr, global_step)`` may change it.
        optimizer: name, class, instance, or function of the learning rate.
        clip_gradients: float (global norm), function of (gradient, variable) pairs, or None.
        update_ops: run before the step; the UPDATE_OPS collection by default.
    """
    loss = _tf.convert_to_tensor(loss)
    _v1.debugging.assert_scalar(loss)
    if global_step is None:
        global_step = _v1.train.get_global_step()
    else:
        _v1.train.assert_global_step(global_step)
    with _v1.variable_scope(name, "OptimizeLoss", [loss, global_step]):
        if update_ops is None:
            update_ops = list(dict.fromkeys(_v1.get_collection(_v1.GraphKeys.UPDATE_OPS)))
        if update_ops:
            loss = control_flow_ops.with_dependencies(list(update_ops), loss)
        lr = None
        if learning_rate is not None:
            if _tf.is_tensor(learning_rate) and learning_rate.shape.ndims == 0:
                lr = learning_rate
            elif isinstance(learning_rate, float):
                if learning_rate < 0.0:
                    raise ValueError(f"Invalid learning_rate {learning_rate}.")
                start = _v1.constant_initializer(learning_rate)
                lr = _v1.get_variable("learning_rate", [], trainable=False, initializer=start)
            else:
                raise ValueError(f"Learning rate should be 0d Tensor or float. Got {learning_rate!r}")
        if summaries is None:
            summaries = ["loss", "learning_rate", "global_gradient_norm"]
        for kind in summaries:
            if kind not in OPTIMIZER_SUMMARIES:
                raise ValueError(f"Summaries should be one of {OPTIMIZER_SUMMARIES}, you provided {kind}.")
        if learning_rate is not None and learning_rate_decay_fn is not None:
            if global_step is None:
                raise ValueError("global_step is required for learning_rate_decay_fn.")
            lr = learning_rate_decay_fn(lr, global_step)
            if "learning_rate" in summaries:
                _v1.summary.scalar("learning_rate", lr)
        opt = _optimizer(optimizer, lr, learning_rate)
        variables = variables if variables is not None else _v1.trainable_variables()
        pairs = opt.compute_gradients(loss, variables, colocate_gradients_with_ops=colocate_gradients_with_ops)
        if gradient_noise_scale is not None:
            pairs = [(_noisy(g, gradient_noise_scale), v) for g, v in pairs]
        if gradient_multipliers is not None:
            pairs = [(_multiplied(g, v, gradient_multipliers), v) for g, v in pairs]
            if not pairs:
                raise ValueError("Empty list of (gradient, var) pairs encountered.")
        norms = "global_gradient_norm" in summaries or "gradient_norm" in summaries
        if norms:
            _v1.summary.scalar("global_norm/gradient_norm", _tf.linalg.global_norm([g for g, _ in pairs]))
        if isinstance(clip_gradients, float):
            clipped, _ = _tf.clip_by_global_norm([g for g, _ in pairs], clip_gradients)
            pairs = list(zip(clipped, [v for _, v in pairs], strict=True))
        elif callable(clip_gradients):
            pairs = clip_gradients(pairs)
        elif clip_gradients is not None:
            raise ValueError(f"Unknown type {type(clip_gradients)} for clip_gradients")
        if "loss" in summaries:
            _v1.summary.scalar("loss", loss)
        _gradient_summaries(pairs, summaries)
        if clip_gradients is not None and norms:
            _v1.summary.scalar("global_norm/clipped_gradient_norm", _tf.linalg.global_norm([g for g, _ in pairs]))
        step = opt.apply_gradients(pairs, global_step=global_step if increment_global_step else None, name="train")
        return control_flow_ops.with_dependencies([step], loss)


def _gradient_summaries(pairs, summaries):
    for gradient, variable in pairs:
        values = gradient.values if isinstance(gradient, _tf.IndexedSlices) else gradient
        if values is None:
            continue
        label = variable.name.replace(":", "_")
        if "gradients" in summaries:
            _v1.summary.histogram(f"gradients/{label}", values)
        if "gradient_norm" in summaries:
            _v1.summary.scalar(f"gradient_norm/{label}", _tf.linalg.global_norm([values]))


def _noisy(gradient, scale):
    if gradient is None:
        return None
    shape = gradient.dense_shape if isinstance(gradient, _tf.IndexedSlices) else gradient.get_shape()
    return gradient + _v1.truncated_normal(shape) * scale


def _multiplied(gradient, variable, multipliers):
    named = {(k if isinstance(k, str) else k.name): m for k, m in multipliers.items()}
    if gradient is None or variable.name not in named:
        return gradient
    factor = named[variable.name]
    if isinstance(gradient, _tf.IndexedSlices):
        return _tf.IndexedSlices(gradient.values * factor, gradient.indices, gradient.dense_shape)
    return gradient * _v1.cast(factor, gradient.dtype)


def adaptive_clipping_fn(
    std_factor=2.0,
    decay=0.95,
    static_max_norm=None,
    global_step=None,
    report_summary=False,
    epsilon=1e-8,
    name=None,
):
    """A ``clip_gradients`` function for `optimize_loss`: clips at exp(mean + std_factor*std) of the log norms."""

    def clip(pairs):
        gradients = [g for g, _ in pairs]
        norm = _tf.linalg.global_norm(gradients)
        limit, log_mean = _adaptive_max_norm(norm, std_factor, decay, global_step, epsilon, name)
        if report_summary:
            _v1.summary.scalar("global_norm/adaptive_max_gradient_norm", limit)
        factor = _v1.where(norm < limit, _v1.ones_like(norm), _v1.exp(log_mean) / norm)
        if static_max_norm is not None:
            factor = _v1.minimum(static_max_norm / norm, factor)
        out = []
        for g, v in pairs:
            if isinstance(g, _tf.IndexedSlices):
                g = _tf.IndexedSlices(g.values * factor, g.indices, g.dense_shape)
            out.append((g * factor if g is not None and not isinstance(g, _tf.IndexedSlices) else g, v))
        return out

    return clip


def _adaptive_max_norm(norm, std_factor, decay, global_step, epsilon, name):
    with _v1.variable_scope(name, "AdaptiveMaxNorm", [norm]):
        log_norm = _v1.log(norm + epsilon)
        if global_step is not None:
            n = _v1.cast(global_step, _tf.float32)
            decay = _v1.minimum(decay, n / (n + 1.0))

        def average(label, value):
            start = _v1.zeros_initializer()
            var = _v1.get_variable(label, shape=value.shape, dtype=value.dtype, initializer=start, trainable=False)
            return moving_averages.assign_moving_average(var, value, decay, zero_debias=False)

        mean, square = average("mean", log_norm), average("sq_mean", _v1.square(log_norm))
        std = _v1.sqrt(_v1.maximum(epsilon, square - _v1.square(mean)))
        return _v1.exp(mean + std_factor * std), mean
