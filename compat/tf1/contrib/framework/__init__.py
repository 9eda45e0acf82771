"""tf.contrib.framework: arg_scope, model variables, checkpoints, the global step."""

import tensorflow as _tf

from compat.tf1.contrib.framework.arg_scope import (  # noqa: F401
    add_arg_scope,
    arg_scope,
    arg_scope_func_key,
    arg_scoped_arguments,
    current_arg_scope,
    has_arg_scope,
)
from compat.tf1.contrib.framework.checkpoints import (  # noqa: F401
    assign_from_checkpoint,
    assign_from_checkpoint_fn,
    assign_from_values,
    assign_from_values_fn,
    init_from_checkpoint,
    list_variables,
    load_checkpoint,
    load_variable,
)
from compat.tf1.contrib.framework.variables import (  # noqa: F401
    VariableDeviceChooser,
    add_model_variable,
    filter_variables,
    get_local_variables,
    get_model_variables,
    get_or_create_global_step,
    get_trainable_variables,
    get_unique_variable,
    get_variable_full_name,
    get_variables,
    get_variables_by_name,
    get_variables_by_suffix,
    get_variables_to_restore,
    global_variable,
    local_variable,
    model_variable,
    variable,
)

_v1 = _tf.compat.v1

assert_global_step = _v1.train.assert_global_step
create_global_step = _v1.train.create_global_step
get_global_step = _v1.train.get_global_step
nest = _tf.nest
is_tensor = _tf.is_tensor
sort = _tf.sort
argsort = _tf.argsort
deprecated = lambda date, instructions: lambda function: function  # noqa: E731
smart_cond = _tf.__internal__.smart_cond.smart_cond


def assert_scalar(tensor, name=None):
    """The tensor itself; ValueError unless its static shape is scalar."""
    return _v1.debugging.assert_scalar(tensor, name) or tensor


def assert_same_float_dtype(tensors=None, dtype=None):
    """The common float dtype of the tensors; ValueError where they differ or are not float."""
    return _v1.debugging.assert_same_float_dtype(tensors, dtype)


def with_shape(expected_shape, tensor):
    """The tensor, with an assertion that its shape is ``expected_shape``."""
    tensor = _v1.convert_to_tensor(tensor)
    if tensor.shape.is_fully_defined():
        tensor.shape.assert_is_compatible_with(expected_shape)
        return tensor
    check = _v1.assert_equal(_v1.shape(tensor), expected_shape)
    with _v1.control_dependencies([check]):
        out = _v1.identity(tensor)
    out.set_shape(expected_shape)
    return out


def remove_squeezable_dimensions(predictions, labels, name=None):
    """(predictions, labels) with a last axis of 1 squeezed where the ranks differ by one."""
    from tensorflow.python.ops import confusion_matrix

    labels, predictions = confusion_matrix.remove_squeezable_dimensions(labels, predictions, name=name)
    return predictions, labels
