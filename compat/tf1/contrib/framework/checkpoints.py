"""Reading checkpoints into variables."""

import tensorflow as _tf

_v1 = _tf.compat.v1

init_from_checkpoint = _v1.train.init_from_checkpoint
list_variables = _v1.train.list_variables
load_checkpoint = _v1.train.load_checkpoint
load_variable = _v1.train.load_variable


def assign_from_values(var_names_to_values):
    """(assign op, feed dict) that set variables, by name, to numpy values."""
    from compat.tf1.contrib.framework.variables import get_unique_variable

    ops, feeds = [], {}
    for name, value in var_names_to_values.items():
        var = get_unique_variable(name)
        holder = _v1.placeholder(var.dtype.base_dtype, var.get_shape(), name="placeholder/" + var.op.name)
        ops.append(var.assign(holder))
        feeds[holder] = value.reshape(var.get_shape().as_list())
    return _v1.group(*ops), feeds


def assign_from_values_fn(var_names_to_values):
    """A function of a session that sets variables, by name, to numpy values."""
    op, feeds = assign_from_values(var_names_to_values)
    return lambda session: session.run(op, feeds)


def _by_name(var_list):
    return dict(var_list) if isinstance(var_list, dict) else {v.op.name: v for v in var_list}


def assign_from_checkpoint(model_path, var_list, ignore_missing_vars=False):
    """(assign op, feed dict) that set variables to a checkpoint's values.

    Args:
        var_list: variables, or a dict of checkpoint names to variables (or lists of them).
        ignore_missing_vars: warn about names that the checkpoint lacks instead of raising ValueError.
    """
    reader = _v1.train.NewCheckpointReader(model_path)
    ops, feeds = [], {}
    for name, group in _by_name(var_list).items():
        if not reader.has_tensor(name):
            text = f"Checkpoint is missing variable [{name}]"
            if not ignore_missing_vars:
                raise ValueError(text)
            _v1.logging.warning(text)
            continue
        value = reader.get_tensor(name)
        for var in group if isinstance(group, (list, tuple)) else [group]:
            if tuple(var.get_shape().as_list()) != value.shape:
                raise ValueError(f"{name}: the checkpoint has shape {value.shape}, the variable {var.get_shape()}")
            holder = _v1.placeholder(var.dtype.base_dtype, var.get_shape(), name="placeholder/" + var.op.name)
            ops.append(var.assign(holder))
            feeds[holder] = value
    return _v1.group(*ops), feeds


def assign_from_checkpoint_fn(model_path, var_list, ignore_missing_vars=False, reshape_variables=False):
    """A function of a session that restores variables from a checkpoint; None where there is nothing to restore."""
    if not var_list:
        raise ValueError("var_list cannot be empty")
    wanted = var_list
    if ignore_missing_vars:
        reader = _v1.train.NewCheckpointReader(model_path)
        wanted = {}
        for name, var in _by_name(var_list).items():
            if reader.has_tensor(name):
                wanted[name] = var
            else:
                _v1.logging.warning("Variable %s missing in checkpoint %s", name, model_path)
    if not wanted:
        _v1.logging.warning("No Variables to restore")
        return None
    saver = _v1.train.Saver(wanted, reshape=reshape_variables)
    return lambda session: saver.restore(session, model_path)
