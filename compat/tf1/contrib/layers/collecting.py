"""Shared by the layers: variable names and collections, and what slim calls end points."""

import collections

import tensorflow as _tf
from tensorflow.python.framework import tensor_util
from tensorflow.python.ops import variables as _variables

from compat.tf1.contrib.framework.variables import model_variable

_v1 = _tf.compat.v1


def variable_getter(rename=None):
    """A custom getter for variable_scope: variables become model variables, the last name part renamed."""

    def layer_variable_getter(getter, *args, **kwargs):
        name = args[0] if args else kwargs.pop("name")
        parts = name.split("/")
        parts[-1] = (rename or {}).get(parts[-1], parts[-1])
        wanted = {k: kwargs[k] for k in _TAKEN if k in kwargs}
        return model_variable("/".join(parts), custom_getter=getter, **wanted)

    return layer_variable_getter


_TAKEN = (
    "shape", "dtype", "initializer", "regularizer", "trainable", "collections", "caching_device", "partitioner",
    "use_resource", "synchronization", "aggregation",
)  # fmt: skip


def get_variable_collections(variables_collections, name):
    """The collections for a variable: a list for all of them, or a dict by name."""
    if isinstance(variables_collections, dict):
        return variables_collections.get(name)
    return variables_collections


def add_to_collections(variable, variables_collections, name):
    """Adds a layer's variable to the collections that the caller asked for, once."""
    for key in get_variable_collections(variables_collections, name) or ():
        if not any(v is variable for v in _v1.get_collection(key)):
            _v1.add_to_collection(key, variable)


def collect_named_outputs(keys, alias, outputs):
    """Adds outputs to collections under an alias, and returns them."""
    if keys:
        aliases = getattr(outputs, "aliases", [])
        outputs.aliases = aliases + [alias.rstrip("/")]
        _v1.add_to_collections(keys, outputs)
    return outputs


def convert_collection_to_dict(collection, clear_collection=False):
    """The outputs of a collection by their aliases, in order."""
    out = collections.OrderedDict(
        (alias, tensor)
        for tensor in _v1.get_collection(collection)
        for alias in getattr(tensor, "aliases", None) or [tensor.op.name]
    )
    if clear_collection:
        _v1.get_default_graph().clear_collection(collection)
    return out


def constant_value(value):
    """The Python value of a bool, a constant tensor; None where only a run can tell."""
    if value is None:
        raise ValueError("value cannot be None")
    if isinstance(value, _variables.Variable):
        return None
    return tensor_util.constant_value(value) if _tf.is_tensor(value) else value


def smart_cond(pred, fn1, fn2, name=None):
    """fn1() or fn2() where pred is known now, else tf.cond."""
    known = constant_value(pred)
    if known is not None:
        return fn1() if known else fn2()
    return _v1.cond(pred, fn1, fn2, name=name)


def two_element_tuple(value):
    """(height, width) of an int, a pair or a TensorShape."""
    return n_positive_integers(2, value)


def n_positive_integers(n, value):
    """``value`` as n positive ints; an int is repeated."""
    values = (int(value),) * n if not hasattr(value, "__len__") else tuple(int(v) for v in value)
    if len(values) != n or any(v < 1 for v in values):
        raise ValueError(f"Expected {n} positive integers, but received {value!r}")
    return values


def last_dimension(shape, min_rank=1):
    """The static size of the last axis; ValueError where it is not known."""
    dims = shape.as_list()
    if len(dims) < min_rank or dims[-1] is None:
        raise ValueError(f"the last dimension of shape {shape} should be known")
    return dims[-1]


def apply_normalizer_and_activation(outputs, normalizer_fn, normalizer_params, activation_fn):
    """What every layer ends with."""
    if normalizer_fn is not None:
        outputs = normalizer_fn(outputs, **(normalizer_params or {}))
    return activation_fn(outputs) if activation_fn is not None else outputs
