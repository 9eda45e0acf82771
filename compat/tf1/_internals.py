"""Names of TensorFlow 1's internal modules (``tensorflow.python.*``) that TensorFlow 2 keeps elsewhere.

`put_back` adds them to TensorFlow's own modules, under names those do not use, so that
``from tensorflow.python.ops.control_flow_ops import while_loop`` and ``ops.Tensor`` work in any form of import.
"""

import importlib

import tensorflow as _tf

_v1 = _tf.compat.v1

# module below tensorflow.python -> names -> dotted place below tf.compat.v1, or "module below tensorflow.python:name"
_NAMES = {
    "framework.ops": {
        "Tensor": "Tensor",
        "IndexedSlices": "IndexedSlices",
        "IndexedSlicesValue": "IndexedSlicesValue",
        "convert_to_tensor_v2": "framework.tensor_conversion:convert_to_tensor_v2",
        "convert_to_tensor_or_indexed_slices": "convert_to_tensor_or_indexed_slices",
        "convert_n_to_tensor_or_indexed_slices": "framework.indexed_slices:convert_n_to_tensor_or_indexed_slices",
        "internal_convert_to_tensor_or_indexed_slices": (
            "framework.indexed_slices:internal_convert_to_tensor_or_indexed_slices"
        ),
        "internal_convert_n_to_tensor_or_indexed_slices": (
            "framework.indexed_slices:internal_convert_n_to_tensor_or_indexed_slices"
        ),
        "register_tensor_conversion_function": "register_tensor_conversion_function",
        "default_session": "framework.stack:default_session",
        "enable_tensor_equality": "enable_tensor_equality",
        "disable_tensor_equality": "disable_tensor_equality",
    },
    "framework.tensor_util": {
        "shape_tensor": "ops.shape_util:shape_tensor",
        "maybe_set_static_shape": "ops.shape_util:maybe_set_static_shape",
    },
    "framework.graph_util": {"convert_variables_to_constants": "graph_util.convert_variables_to_constants"},
    "framework.graph_util_impl": {"convert_variables_to_constants": "graph_util.convert_variables_to_constants"},
    "ops.array_ops": {"stack": "stack", "unstack": "unstack"},
    "ops.math_ops": {"bincount_v1": "bincount", "bessel_i0e": "math.bessel_i0e", "bessel_i1e": "math.bessel_i1e"},
    "ops.nn": {
        name: f"nn.{name}"
        for name in ("bidirectional_dynamic_rnn", "dynamic_rnn", "raw_rnn", "static_rnn", "static_state_saving_rnn")
    },
    "ops.control_flow_ops": {
        "Assert": "Assert",
        "case": "case",
        "cond": "cond",
        "switch_case": "switch_case",
        "while_loop": "while_loop",
    },
    "ops.variable_scope": {
        "variable": "Variable",
        "default_variable_creator": "ops.ref_variable:default_variable_creator",
        "enable_resource_variables": "enable_resource_variables",
        "disable_resource_variables": "disable_resource_variables",
        "resource_variables_enabled": "resource_variables_enabled",
    },
    "ops.variables": {
        "RefVariable": "ops.ref_variable:RefVariable",
        "VariableV1": "Variable",
        "AbstractVariable": "ops.variables:Variable",
        "is_variable_initialized": "is_variable_initialized",
        "default_variable_creator": "ops.ref_variable:default_variable_creator",
    },
    "ops.random_ops": {"random_crop": "random_crop"},
    "util.nest": {"is_sequence": "util.nest:is_nested"},
    "data.util.nest": {"is_sequence": "data.util.nest:is_nested"},
}


def put_back():
    """Adds the names, once; what a module of TensorFlow has of its own stays."""
    for path, names in _NAMES.items():
        module = _module(path)
        for name, place in names.items():
            if module is not None and not hasattr(module, name):
                value = _find(place)
                if value is not None:
                    setattr(module, name, value)
    shapes = _module("framework.tensor_shape")
    for function in (scalar, vector, matrix):
        if not hasattr(shapes, function.__name__):
            setattr(shapes, function.__name__, function)


def _module(path):
    try:
        return importlib.import_module(f"tensorflow.python.{path}")
    except ImportError:
        return None


def _find(place):
    path, _, name = place.rpartition(":")
    value = _module(path) if path else _v1
    for part in name.split("."):
        value = getattr(value, part, None)
    return value


def scalar():
    """The shape of a scalar, tensor_shape.scalar of TensorFlow 1."""
    return _v1.TensorShape([])


def vector(length):
    """The shape [length]; length an int or None."""
    return _v1.TensorShape([length])


def matrix(rows, cols):
    """The shape [rows, cols]; ints or None."""
    return _v1.TensorShape([rows, cols])
