"""slim.learning: create_train_op and train."""

import tensorflow as _tf
from tensorflow.python.ops import control_flow_ops

_v1 = _tf.compat.v1
_USE_GLOBAL_STEP = 0


def create_train_op(
    total_loss,
    optimizer,
    global_step=_USE_GLOBAL_STEP,
    update_ops=None,
    variables_to_train=None,
    transform_grads_fn=None,
    summarize_gradients=False,
    gate_gradients=_v1.train.Optimizer.GATE_OP,
    aggregation_method=None,
    colocate_gradients_with_ops=False,
    check_numerics=True,
    clip_gradient_norm=0,
    gradient_multipliers=None,
):
    """A tensor of the loss whose evaluation runs the update ops and one step of training.

    Args:
        total_loss: scalar tensor.
        global_step: variable to count in; the graph's own by default, None for none.
        update_ops: the UPDATE_OPS collection by default.
        clip_gradient_norm: largest norm of each gradient; 0 for no clipping.
    """
    if isinstance(global_step, int) and global_step == _USE_GLOBAL_STEP:
        global_step = _v1.train.get_or_create_global_step()
    if update_ops is None:
        update_ops = _v1.get_collection(_v1.GraphKeys.UPDATE_OPS)
    if update_ops:
        with _v1.control_dependencies(list(dict.fromkeys(update_ops))):
            barrier = _v1.no_op(name="update_barrier")
        total_loss = control_flow_ops.with_dependencies([barrier], total_loss)
    variables = variables_to_train if variables_to_train is not None else _v1.trainable_variables()
    pairs = optimizer.compute_gradients(
        total_loss,
        variables,
        gate_gradients=gate_gradients,
        aggregation_method=aggregation_method,
        colocate_gradients_with_ops=colocate_gradients_with_ops,
    )
    if gradient_multipliers:
        from compat.tf1.contrib.layers.optimizing import _multiplied

        pairs = [(_multiplied(g, v, gradient_multipliers), v) for g, v in pairs]
    if clip_gradient_norm > 0:
        pairs = clip_gradient_norms(pairs, clip_gradient_norm)
    if transform_grads_fn:
        pairs = transform_grads_fn(pairs)
    if summarize_gradients:
        for gradient, variable in pairs:
            if gradient is not None:
                values = gradient.values if isinstance(gradient, _tf.IndexedSlices) else gradient
                _v1.summary.histogram(f"{variable.op.name}_gradient", values)
                _v1.summary.scalar(f"{variable.op.name}_gradient_norm", _tf.linalg.global_norm([values]))
    step = optimizer.apply_gradients(pairs, global_step=global_step)
    with _v1.name_scope("train_op"):
        if check_numerics:
            total_loss = _v1.check_numerics(total_loss, "LossTensor is inf or nan")
        train_op = control_flow_ops.with_dependencies([step], total_loss)
    collection = _v1.get_collection_ref(_v1.GraphKeys.TRAIN_OP)
    if not any(t is train_op for t in collection):
        collection.append(train_op)
    return train_op


def clip_gradient_norms(gradients_to_variables, max_norm):
    """Each gradient clipped to a norm of ``max_norm``."""
    out = []
    for gradient, variable in gradients_to_variables:
        if isinstance(gradient, _tf.IndexedSlices):
            values = _v1.clip_by_norm(gradient.values, max_norm)
            gradient = _tf.IndexedSlices(values, gradient.indices, gradient.dense_shape)
        elif gradient is not None:
            gradient = _v1.clip_by_norm(gradient, max_norm)
        out.append((gradient, variable))
    return out


def train(
    train_op,
    logdir,
    number_of_steps=None,
    log_every_n_steps=1,
    init_fn=None,
    save_summaries_secs=600,
    save_interval_secs=600,
    session_config=None,
    saver=None,
    local_init_op=None,
    summary_op=None,
    graph=None,
    init_op=None,
    ready_op=None,
    global_step=None,
):
    """Runs ``train_op`` until the global step is ``number_of_steps`` or the input ends; returns the last loss.

    Args:
        logdir: folder of checkpoints and events, or None.
        init_fn: function of the session, run after the initializers where nothing is restored.
    """
    from compat.sessions import MonitoredTrainingSession

    with (graph or _v1.get_default_graph()).as_default():
        step = global_step if global_step is not None else _v1.train.get_or_create_global_step()
        scaffold = _v1.train.Scaffold(
            init_op=init_op,
            init_fn=(lambda _, session: init_fn(session)) if init_fn else None,
            ready_op=ready_op,
            local_init_op=local_init_op,
            saver=saver,
            summary_op=summary_op,
        )
        hooks = [_v1.train.StopAtStepHook(last_step=number_of_steps)] if number_of_steps else []
        loss = None
        with MonitoredTrainingSession(
            checkpoint_dir=logdir,
            scaffold=scaffold,
            hooks=hooks,
            save_checkpoint_secs=save_interval_secs if logdir else None,
            save_summaries_secs=save_summaries_secs if logdir else None,
            save_summaries_steps=None,
            config=session_config,
        ) as session:
            while not session.should_stop():
                loss, at = session.run([train_op, step])
                if log_every_n_steps and at % log_every_n_steps == 0:
                    _v1.logging.info("global step %d: loss = %.4f", at, loss)
        return loss
