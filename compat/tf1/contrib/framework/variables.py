"""Variables by role: model, local and global variables, and how to find them."""

import re

import tensorflow as _tf

from compat.tf1.contrib.framework.arg_scope import add_arg_scope

_v1 = _tf.compat.v1
_KEYS = _v1.GraphKeys


@add_arg_scope
def variable(
    name,
    shape=None,
    dtype=None,
    initializer=None,
    regularizer=None,
    trainable=True,
    collections=None,
    caching_device=None,
    device=None,
    partitioner=None,
    custom_getter=None,
    use_resource=None,
    synchronization=_v1.VariableSynchronization.AUTO,
    aggregation=_v1.VariableAggregation.NONE,
):
    """tf.get_variable that adds the variable to GLOBAL_VARIABLES and the collections given."""
    collections = list(collections if collections is not None else [_KEYS.GLOBAL_VARIABLES])
    if _KEYS.GLOBAL_VARIABLES not in collections and _KEYS.LOCAL_VARIABLES not in collections:
        collections.append(_KEYS.GLOBAL_VARIABLES)
    getter = custom_getter or _v1.get_variable
    with _v1.device(device or ""):
        return getter(
            name,
            shape=shape,
            dtype=dtype,
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
            collections=list(dict.fromkeys(collections)),
            caching_device=caching_device,
            partitioner=partitioner,
            use_resource=use_resource,
            synchronization=synchronization,
            aggregation=aggregation,
        )


@add_arg_scope
def model_variable(
    name,
    shape=None,
    dtype=_tf.float32,
    initializer=None,
    regularizer=None,
    trainable=True,
    collections=None,
    caching_device=None,
    device=None,
    partitioner=None,
    custom_getter=None,
    use_resource=None,
    synchronization=_v1.VariableSynchronization.AUTO,
    aggregation=_v1.VariableAggregation.NONE,
):
    """`variable` that is in MODEL_VARIABLES too."""
    collections = list(collections or []) + [_KEYS.GLOBAL_VARIABLES, _KEYS.MODEL_VARIABLES]
    return variable(
        name,
        shape=shape,
        dtype=dtype,
        initializer=initializer,
        regularizer=regularizer,
        trainable=trainable,
        collections=collections,
        caching_device=caching_device,
        device=device,
        partitioner=partitioner,
        custom_getter=custom_getter,
        use_resource=use_resource,
        synchronization=synchronization,
        aggregation=aggregation,
    )


def local_variable(initial_value, validate_shape=True, name=None, use_resource=None):
    """A variable of this process that is not saved."""
    return _v1.Variable(
        initial_value,
        trainable=False,
        collections=[_KEYS.LOCAL_VARIABLES],
        validate_shape=validate_shape,
        name=name,
        use_resource=use_resource,
    )


def global_variable(initial_value, validate_shape=True, name=None, use_resource=None):
    """A variable that is saved and not trained."""
    return _v1.Variable(
        initial_value,
        trainable=False,
        collections=[_KEYS.GLOBAL_VARIABLES],
        validate_shape=validate_shape,
        name=name,
        use_resource=use_resource,
    )


def add_model_variable(var):
    """Adds a variable to MODEL_VARIABLES, once."""
    if not any(v is var for v in _v1.get_collection(_KEYS.MODEL_VARIABLES)):
        _v1.add_to_collection(_KEYS.MODEL_VARIABLES, var)


def get_variables(scope=None, suffix=None, collection=_KEYS.GLOBAL_VARIABLES):
    """Variables of a collection, by scope (name or VariableScope) and name suffix."""
    if isinstance(scope, _v1.VariableScope):
        scope = scope.name
    if suffix is not None:
        suffix = suffix if ":" in suffix else suffix + ":"
        scope = (scope or "") + ".*" + suffix
    return _v1.get_collection(collection, scope)


def get_model_variables(scope=None, suffix=None):
    """`get_variables` of MODEL_VARIABLES."""
    return get_variables(scope, suffix, _KEYS.MODEL_VARIABLES)


def get_local_variables(scope=None, suffix=None):
    """`get_variables` of LOCAL_VARIABLES."""
    return get_variables(scope, suffix, _KEYS.LOCAL_VARIABLES)


def get_trainable_variables(scope=None, suffix=None):
    """`get_variables` of TRAINABLE_VARIABLES."""
    return get_variables(scope, suffix, _KEYS.TRAINABLE_VARIABLES)


def get_variables_by_suffix(suffix, scope=None):
    """Global variables whose name ends in ``suffix``."""
    return get_variables(scope=scope, suffix=suffix)


def get_variables_by_name(given_name, scope=None):
    """Global variables whose last name part is ``given_name``."""
    return get_variables(scope=scope, suffix="/" + given_name + ":|^" + given_name)


def get_variables_to_restore(include=None, exclude=None):
    """Global variables below the scopes in ``include`` (all by default) and not below those in ``exclude``."""
    chosen = [v for scope in include for v in get_variables(scope)] if include is not None else get_variables()
    left_out = {id(v) for scope in exclude or () for v in get_variables(scope)}
    return [v for v in chosen if id(v) not in left_out]


def get_unique_variable(var_op_name):
    """The one variable of that name; ValueError where there is none or more than one."""
    found = [v for v in get_variables(var_op_name) if v.op.name == var_op_name]
    if len(found) != 1:
        raise ValueError(f"Variable {var_op_name} does not uniquely identify a variable ({len(found)} found)")
    return found[0]


def get_variable_full_name(var):
    """The name that a checkpoint has for the variable."""
    info = getattr(var, "_save_slice_info", None)
    return info.full_name if info else var.op.name


def get_or_create_global_step(graph=None):
    """The graph's global step."""
    return _v1.train.get_or_create_global_step(graph)


def filter_variables(var_list, include_patterns=None, exclude_patterns=None, reg_search=True):
    """Variables whose names match any pattern of ``include_patterns`` (all by default) and none to exclude."""
    match = re.search if reg_search else re.match
    chosen = list(var_list)
    if include_patterns is not None:
        chosen = [v for v in chosen if any(match(p, v.name) for p in include_patterns)]
    if exclude_patterns is not None:
        chosen = [v for v in chosen if not any(match(p, v.name) for p in exclude_patterns)]
    return chosen


class VariableDeviceChooser:
    """A device function that spreads variables over parameter servers, in turn."""

    def __init__(self, num_tasks=0, job_name="ps", device_type="CPU", device_index=0, replica=None):
        self._spec = dict(replica=replica, device_type=device_type, device_index=device_index)
        self._job_name, self._num_tasks, self._next = job_name, num_tasks, 0

    def __call__(self, op):
        spec = dict(self._spec)
        if self._num_tasks > 0:
            spec.update(job=self._job_name, task=self._next)
            self._next = (self._next + 1) % self._num_tasks
        return _v1.DeviceSpec(**spec).to_string()
