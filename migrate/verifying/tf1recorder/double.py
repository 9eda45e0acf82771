"""float64 mode: float32 means float64, so that what is left of a difference is meaning and not rounding.

The type object float32 becomes a second float64 for everything written in Python. Of a number that a program writes
down only what float32 keeps of it counts: 0.9, 0.8999999762 and 1 - 0.1 are one float32 and stand for one number, the
shortest that denotes it (0.9). Arrays keep what they hold.

Ops without a float64 kernel get their inputs cast to the true float32 and their outputs cast back.
"""

import ctypes
import importlib
import sys

import numpy as np
from tf1recorder import hooks

FLOAT, DOUBLE = 1, 2
# Their input is bytes: the type says how to read them.
_READS_BYTES = ("DecodeRaw", "DecodePaddedRaw", "Bitcast", "ParseTensor")
_narrow = {}
_state = {}


class Unavailable(Exception):
    """This TensorFlow does not let float32 mean float64."""


def rounded(value):
    """Written numbers (float, also in lists) as the shortest that is the same float32; float32 arrays as float64."""
    kind = type(value)
    if kind is float:
        with np.errstate(over="ignore"):
            single = np.float32(value)
        return float(np.format_float_scientific(single)) if np.isfinite(single) else float(single)
    if kind in (list, tuple):
        return kind(rounded(item) for item in value)
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype == np.float32:
        return np.asarray(value, np.float64) if isinstance(value, np.ndarray) else np.float64(value)
    return value


def _written_floats(value):
    """Whether a value is a Python float, or a list or tuple with one in it."""
    if isinstance(value, (list, tuple)):
        return any(_written_floats(item) for item in value)
    return type(value) is float


def install():
    """Raises Unavailable where it cannot be done; call it before any tensor is made."""
    dtypes = importlib.import_module("tensorflow.python.framework.dtypes")
    _become_double(dtypes)
    _constants(dtypes)
    _graph_ops(dtypes)
    _gradients()
    _python_ops()
    _batch_norm()
    hooks.after_import(_keras_arrays, "keras.src.trainers.data_adapters.array_slicing")
    if hasattr(sys.modules["tensorflow"], "config") and int(sys.modules["tensorflow"].__version__[0]) >= 2:
        _eager(dtypes)
        _dropout()


def _become_double(dtypes):
    kind = type(dtypes.float32)
    for name, number in (("float32", DOUBLE), ("float32_ref", DOUBLE + 100)):
        one = getattr(dtypes, name)
        if "_type_enum" in getattr(one, "__dict__", {}):  # TensorFlow 1.15: plain Python
            one._type_enum = number
            continue
        # TensorFlow 2: the number lies in a C++ object of one int, behind the first word after the object's head.
        place = ctypes.c_void_p.from_address(id(one) + object.__basicsize__).value
        held = ctypes.c_int.from_address(place)
        if held.value != number - 1:
            raise Unavailable("the type objects of this TensorFlow are laid out differently")
        held.value = number
    if dtypes.float32 != dtypes.float64 or dtypes.float32.as_numpy_dtype is not np.float64:
        raise Unavailable("float32 did not become float64")
    true_float = kind(FLOAT)
    for table in ("_INTERN_TABLE", "_ANY_TO_TF"):
        if hasattr(dtypes, table):
            getattr(dtypes, table)[FLOAT] = true_float
    _state["float"] = true_float
    _state["double"] = dtypes.float64


def _enum(dtype):
    return getattr(dtype, "as_datatype_enum", None)


# ---------------------------------------------------------------------- numbers that a program writes down


def _constants(dtypes):
    tensor_util = importlib.import_module("tensorflow.python.framework.tensor_util")
    make = tensor_util.make_tensor_proto

    def make_tensor_proto(values, dtype=None, *args, **kwargs):
        values = rounded(values)
        if dtype is None and not hasattr(values, "float_val"):
            try:
                array = np.asarray(values)
            except ValueError:
                array = None
            if array is not None and array.dtype == np.float64:
                dtype = _state["double"]
        return make(values, dtype, *args, **kwargs)

    tensor_util.make_tensor_proto = make_tensor_proto
    read = tensor_util.MakeNdarray

    def make_ndarray(tensor):
        # TensorFlow asks for float32 first and would look for the numbers of a float64 among those of a float32.
        fields = {FLOAT: (np.float32, "float_val"), DOUBLE: (np.float64, "double_val")}
        if tensor.tensor_content or tensor.dtype not in fields:
            return read(tensor)
        kind, field = fields[tensor.dtype]
        shape = [dimension.size for dimension in tensor.tensor_shape.dim]
        numbers = np.array(getattr(tensor, field), kind)
        missing = int(np.prod(shape, dtype=np.int64)) - numbers.size  # the last number stands for all that follow
        last = numbers[-1] if numbers.size else 0
        return np.concatenate([numbers, np.full(missing, last, kind)]).reshape(shape)

    tensor_util.MakeNdarray = make_ndarray
    constant_op = importlib.import_module("tensorflow.python.framework.constant_op")
    if not hasattr(constant_op, "convert_to_eager_tensor"):
        return
    convert = constant_op.convert_to_eager_tensor

    def convert_to_eager_tensor(value, ctx, dtype=None):
        value = rounded(value)
        if dtype is None and _written_floats(value):
            dtype = _state["double"]
        tensor = convert(value, ctx, dtype)
        if dtype is None and tensor._datatype_enum() == FLOAT:
            tensor = convert(tensor._numpy().astype(np.float64), ctx, None)
        return tensor

    constant_op.convert_to_eager_tensor = convert_to_eager_tensor


# ---------------------------------------------------------------------- ops without a float64 kernel


def narrow(op_def):
    """(names of inputs, names of type attributes) that must stay float32, None where the op takes float64."""
    if op_def.name in _narrow:
        return _narrow[op_def.name]
    attributes = set()
    for attribute in op_def.attr:
        if attribute.type in ("type", "list(type)"):
            allowed = list(attribute.allowed_values.list.type)
            if allowed and DOUBLE not in allowed and FLOAT in allowed or op_def.name in _READS_BYTES:
                attributes.add(attribute.name)
    inputs = {
        one.name for one in op_def.input_arg if one.type == FLOAT or one.type_attr in attributes
        or one.type_list_attr in attributes
    }  # fmt: skip
    fixed = any(one.type == FLOAT for one in op_def.output_arg)
    _narrow[op_def.name] = (inputs, attributes) if inputs or attributes or fixed else None
    return _narrow[op_def.name]


def _to_float(value):
    """Tensors and numbers of float64 as the true float32; all else as it is."""
    if isinstance(value, (list, tuple)) and any(hasattr(item, "dtype") for item in value):
        return [_to_float(item) for item in value]
    dtype = getattr(value, "dtype", None)
    if isinstance(value, (np.ndarray, np.generic)):
        return _cast_to_float(value) if value.dtype == np.float64 else value
    if dtype is not None and _enum(getattr(dtype, "base_dtype", dtype)) == DOUBLE:
        return _cast_to_float(value)
    if isinstance(value, float) or isinstance(value, (list, tuple)) and np.asarray(value).dtype.kind == "f":
        return _cast_to_float(value)
    return value


def _cast_to_float(value):
    ops = importlib.import_module("tensorflow.python.framework.ops")
    math = importlib.import_module("tensorflow.python.ops.gen_math_ops")
    return math.cast(ops.convert_to_tensor(value), _state["float"])


def _to_double(tensor):
    dtype = getattr(tensor, "dtype", None)
    if dtype is not None and _enum(dtype) == FLOAT:
        return importlib.import_module("tensorflow.python.ops.gen_math_ops").cast(tensor, _state["double"])
    return tensor


def _float_types(value):
    if isinstance(value, (list, tuple)):
        return [_float_types(item) for item in value]
    dtypes = importlib.import_module("tensorflow.python.framework.dtypes")
    try:
        return _state["float"] if _enum(dtypes.as_dtype(value)) == DOUBLE else value
    except TypeError:
        return value


class _WithOutputs:
    """An op whose outputs have been cast."""

    def __init__(self, op, outputs):
        self._op = op
        self.outputs = outputs

    def __getattr__(self, name):
        return getattr(self._op, name)


def _graph_ops(dtypes):
    library = importlib.import_module("tensorflow.python.framework.op_def_library")
    if hasattr(library, "OpDefLibrary"):  # TensorFlow 1.15
        home, find = library.OpDefLibrary, lambda self, name: self._ops[name].op_def
    else:
        registry = importlib.import_module("tensorflow.python.framework.op_def_registry")
        home, find = library, lambda self, name: registry.get(name)
        flags = importlib.import_module("tensorflow.core.config.flags")
        flags.config().graph_building_optimization.reset(False)  # its C++ would convert Python floats unseen
    original = home._apply_op_helper

    def helper(self, name, keywords, call):
        op_def = find(self, name)
        limits = narrow(op_def) if op_def is not None and name != "Cast" else None
        if limits is None:
            return call(keywords)
        for key in limits[0]:
            if key in keywords:
                keywords[key] = _to_float(keywords[key])
        for key in limits[1]:
            if keywords.get(key) is not None:
                keywords[key] = _float_types(keywords[key])
        answer = call(keywords)
        if len(answer) == 4:
            structure, stateful, op, outputs = answer
            return structure, stateful, op, [_to_double(tensor) for tensor in outputs]
        structure, stateful, op = answer
        return structure, stateful, _WithOutputs(op, [_to_double(tensor) for tensor in op.outputs])

    if home is library:

        def _apply_op_helper(op_type_name, name=None, **keywords):
            return helper(None, op_type_name, keywords, lambda kw: original(op_type_name, name, **kw))

    else:

        def _apply_op_helper(self, op_type_name, name=None, **keywords):
            return helper(self, op_type_name, keywords, lambda kw: original(self, op_type_name, name, **kw))

    home._apply_op_helper = _apply_op_helper


# ---------------------------------------------------------------------- gradients through those casts


def _gradients():
    ops = importlib.import_module("tensorflow.python.framework.ops")
    math = importlib.import_module("tensorflow.python.ops.gen_math_ops")
    importlib.import_module("tensorflow.python.ops.math_grad")
    entry = ops._gradient_registry._registry["Cast"]
    original = entry["type"]

    def cast_gradient(op, grad):
        source, target = op.inputs[0].dtype.base_dtype, grad.dtype.base_dtype
        if FLOAT in (_enum(source), _enum(target)) and {_enum(source), _enum(target)} <= {FLOAT, DOUBLE}:
            return math.cast(grad, source)
        return original(op, grad)

    entry["type"] = cast_gradient
    for name in ("tensorflow.python.eager.backprop_util", "tensorflow.python.ops.gradients_util"):
        try:
            module = importlib.import_module(name)
        except ImportError:
            continue
        if hasattr(module, "IsTrainable"):
            module.IsTrainable = _trainable(module.IsTrainable)


def _trainable(original):
    def is_trainable(tensor_or_dtype):
        dtype = getattr(tensor_or_dtype, "dtype", tensor_or_dtype)
        return _enum(dtype) == FLOAT or original(tensor_or_dtype)

    return is_trainable


# ---------------------------------------------------------------------- Python functions as ops


def _python_ops():
    """What a Python function of the program returns as float32 goes on as float64."""
    script_ops = importlib.import_module("tensorflow.python.ops.script_ops")
    for kind in (script_ops.FuncRegistry,):
        original = kind._convert

        def convert(value, dtype=None, original=original):
            result = original(value, dtype)
            if isinstance(result, np.ndarray) and result.dtype == np.float32:
                return result.astype(np.float64)
            return result

        kind._convert = staticmethod(convert)


def _keras_arrays(module):
    """Keras 3 casts arrays with numpy, for which float32 is float32, before TensorFlow sees them."""

    def cast(x, dtype):
        return x.astype("float64" if dtype == "float32" else dtype)

    module.NumpySliceable.cast = staticmethod(cast)


# ---------------------------------------------------------------------- batch norm, whose kernels are float32 only


def _batch_norm():
    module = importlib.import_module("tensorflow.python.ops.gen_nn_ops")
    array_ops = importlib.import_module("tensorflow.python.ops.array_ops")
    math_ops = importlib.import_module("tensorflow.python.ops.math_ops")

    def compute(x, scale, offset, mean, variance, epsilon, factor, data_format, training):
        rank = len(x.shape)
        last = not str(data_format).startswith("NC")
        axes = list(range(rank - 1)) if last else [0] + list(range(2, rank))
        shape = [1] * rank
        shape[rank - 1 if last else 1] = -1
        epsilon = float(np.float32(epsilon))

        def wide(vector):
            return array_ops.reshape(vector, shape)

        if training:
            batch_mean = math_ops.reduce_mean(x, axes)
            centred = x - wide(batch_mean)
            batch_variance = math_ops.reduce_mean(centred * centred, axes)
            count = math_ops.cast(array_ops.size(x) // array_ops.size(batch_mean), x.dtype)
            unbiased = batch_variance * count / math_ops.maximum(count - 1, 1)
            y = centred * wide(math_ops.rsqrt(batch_variance + epsilon) * scale) + wide(offset)
            if factor != 1.0:
                factor = float(np.float32(factor))
                batch_mean, unbiased = (
                    mean * (1 - factor) + batch_mean * factor, variance * (1 - factor) + unbiased * factor,
                )  # fmt: skip
            return y, batch_mean, unbiased
        y = (x - wide(mean)) * wide(math_ops.rsqrt(variance + epsilon) * scale) + wide(offset)
        return y, mean, variance

    def replacement(original, name):
        def fused(x, scale, offset, mean, variance, epsilon=0.0001, exponential_avg_factor=1, data_format="NHWC",
                  is_training=True, name=None):  # fmt: skip
            if _enum(x.dtype.base_dtype) != DOUBLE:
                return original(
                    x, scale, offset, mean, variance, epsilon=epsilon, data_format=data_format,
                    is_training=is_training, name=name,
                )  # fmt: skip
            answer = compute(
                x, scale, offset, mean, variance, epsilon, exponential_avg_factor, data_format, is_training
            )
            blank = [array_ops.zeros([0], x.dtype)] * 3
            kind = getattr(module, "_" + "".join(part.capitalize() for part in name_parts) + "Output", None)
            values = list(answer) + blank[: (len(kind._fields) if kind else 5) - 3]
            return kind(*values) if kind else tuple(values)

        name_parts = name.split("_")
        return fused

    for name in ("fused_batch_norm", "fused_batch_norm_v2", "fused_batch_norm_v3"):
        if hasattr(module, name):
            setattr(module, name, replacement(getattr(module, name), name))


# ---------------------------------------------------------------------- eager ops


def _dropout():
    """TensorFlow 2 computes 1 / (1 - rate) in Python, which would count as a number that the program wrote down."""
    module = importlib.import_module("tensorflow.python.ops.nn_ops")
    ops = importlib.import_module("tensorflow.python.framework.ops")
    original = module._dropout

    def dropout(x, rate, *args, **kwargs):
        if type(rate) is float and rate:
            x = ops.convert_to_tensor(x)
            rate = ops.convert_to_tensor(rate, dtype=x.dtype)
        return original(x, rate, *args, **kwargs)

    module._dropout = dropout


def _eager(dtypes):
    wrap = importlib.import_module("tensorflow.python.pywrap_tfe")
    registry = importlib.import_module("tensorflow.python.framework.op_def_registry")
    ops = importlib.import_module("tensorflow.python.framework.ops")
    original = wrap.TFE_Py_FastPathExecute

    def execute(ctx, op_name, name, *arguments):
        if op_name == "Cast":
            return original(ctx, op_name, name, *arguments)
        op_def = registry.get(op_name)
        limits = narrow(op_def)
        arguments = [rounded(value) for value in arguments]
        count = len(op_def.input_arg)
        if limits is not None:
            for position, one in enumerate(op_def.input_arg):
                if one.name in limits[0]:
                    arguments[position] = _to_float(arguments[position])
            for position in range(count, len(arguments) - 1, 2):
                if arguments[position] in limits[1] and arguments[position + 1] is not None:
                    arguments[position + 1] = _float_types(arguments[position + 1])
        elif any(type(value) is float for value in arguments[:count]):
            # Without a tensor beside it a Python number would become a true float32.
            arguments[:count] = [
                ops.convert_to_tensor(value) if _no_tensors(arguments[:count]) and type(value) is float else value
                for value in arguments[:count]
            ]
        result = original(ctx, op_name, name, *arguments)
        if isinstance(result, ops.EagerTensor):
            return _to_double(result)
        if isinstance(result, list):
            return [
                [_to_double(item) for item in value] if isinstance(value, list) else _to_double(value)
                for value in result
            ]
        return result

    wrap.TFE_Py_FastPathExecute = execute


def _no_tensors(values):
    return not any(hasattr(value, "dtype") and not isinstance(value, np.generic) for value in values)
