"""Makes a program draw the same random numbers on TensorFlow 1.15 and on TensorFlow 2.

The two versions cannot be seeded alike: the same seed gives other numbers, and graph mode counts its operations
differently from eager mode. Here the random kernels are replaced by draws from numpy. The n-th draw of a kind
(normal, truncated, uniform, integer, permutation, categorical) and shape is the same array everywhere, so initial
values and dropout masks no longer tell the versions apart, and what is left is the program's arithmetic.
"""

import importlib
import random
import threading
import zlib

import numpy as np
from tf1recorder import hooks

SEED = 1234
_lock = threading.RLock()
_draws_made = {}
_numbers_of_keys = {}


def restart():
    """Starts all streams again: the injected one, numpy's and Python's global ones."""
    with _lock:
        _draws_made.clear()
        _numbers_of_keys.clear()
    np.random.seed(SEED)
    random.seed(SEED)


def install(timeline):
    """Replaces the random kernels. What cannot be aligned is told to the timeline."""
    hooks.after_import(_patch_jit, "keras.src.trainers.trainer")
    _patch_stateful(importlib.import_module("tensorflow.python.ops.gen_random_ops"))
    for name, patch in (
        ("gen_stateless_random_ops", _patch_stateless),
        ("gen_stateless_random_ops_v2", _patch_stateless_v2),
    ):
        try:
            module = importlib.import_module("tensorflow.python.ops." + name)
        except ImportError:  # TensorFlow 1.15 has only the first
            continue
        patch(module)
    _patch_shuffle(timeline)
    _patch_numpy_generator()


def _next_number(key):
    with _lock:
        number = _draws_made.get(key, 0)
        _draws_made[key] = number + 1
        return number


def _number_of_key(key, state):
    """Stateless operations: the same key gives the same draw again, another key the next one."""
    with _lock:
        if (key, state) not in _numbers_of_keys:
            _numbers_of_keys[key, state] = _next_number(key)
        return _numbers_of_keys[key, state]


def _values(kind, shape, number, bounds=()):
    stream = np.random.RandomState(zlib.crc32(repr((kind, shape, number)).encode()) & 0x7FFFFFFF)
    if kind == "normal":
        return stream.standard_normal(shape)
    if kind == "truncated":
        values = np.asarray(stream.standard_normal(shape))
        outside = np.abs(values) >= 2
        while outside.any():
            values[outside] = stream.standard_normal(int(outside.sum()))
            outside = np.abs(values) >= 2
        return values
    uniform = stream.random_sample(shape)
    if kind == "integer":
        low, high = (int(b) for b in bounds)
        return low + np.floor(uniform * (high - low)).astype(np.int64)
    return np.minimum(uniform, 1 - 2.0**-24)  # below 1 also after the cast to float32


def _emit(kind, shape, dtype, name=None, state=(), bounds=()):
    """One random tensor, eager or in a graph. `state`: tensors that pin a stateless draw; `bounds`: low and high."""
    context = importlib.import_module("tensorflow.python.eager.context")
    constant_op = importlib.import_module("tensorflow.python.framework.constant_op")
    dtypes = importlib.import_module("tensorflow.python.framework.dtypes")
    ops = importlib.import_module("tensorflow.python.framework.ops")
    tensor_util = importlib.import_module("tensorflow.python.framework.tensor_util")
    script_ops = importlib.import_module("tensorflow.python.ops.script_ops")

    dtype = dtypes.as_dtype(dtype)
    if dtype in (dtypes.half, dtypes.bfloat16):
        math_ops = importlib.import_module("tensorflow.python.ops.math_ops")
        return math_ops.cast(_emit(kind, shape, dtypes.float32, name, state, bounds), dtype)

    def draw(shape_value, reserved, states, bound_values):
        shape_value = tuple(int(n) for n in np.asarray(shape_value).reshape(-1))
        key = (kind, shape_value)
        if states:
            number = _number_of_key(key, tuple(np.asarray(s).tobytes() for s in states))
        else:
            number = reserved.pop() if reserved else _next_number(key)
        drawn = np.asarray(_values(kind, shape_value, number, bound_values))
        if drawn.dtype.kind == "f":
            drawn = drawn.astype(np.float32)  # the same numbers where float32 stands for float64
        return drawn.astype(dtype.as_numpy_dtype)

    def host(value):
        return value.numpy() if hasattr(value, "numpy") else np.asarray(value)

    if context.executing_eagerly():
        values = draw(host(shape), [], [host(s) for s in state], [host(b) for b in bounds])
        return constant_op.constant(values, dtype=dtype)

    shape = ops.convert_to_tensor(shape, dtype=dtypes.int32)
    static_shape = tensor_util.constant_value(shape)
    reserved = []
    if static_shape is not None and not state:
        # Graph mode counts in the order of construction, as eager mode counts in the order of execution.
        reserved.append(_next_number((kind, tuple(int(n) for n in static_shape.reshape(-1)))))

    def run(shape_value, *rest):
        return draw(shape_value, reserved, rest[: len(state)], rest[len(state) :])

    tensor = script_ops.numpy_function(run, [shape] + list(state) + list(bounds), dtype, name=name)
    tensor.set_shape(tensor_util.constant_value_as_shape(shape))
    return tensor


def _patch_stateful(module):
    ops = importlib.import_module("tensorflow.python.framework.ops")
    dtypes = importlib.import_module("tensorflow.python.framework.dtypes")

    def random_standard_normal(shape, dtype, seed=0, seed2=0, name=None):
        return _emit("normal", shape, dtype, name)

    def truncated_normal(shape, dtype, seed=0, seed2=0, name=None):
        return _emit("truncated", shape, dtype, name)

    def random_uniform(shape, dtype, seed=0, seed2=0, name=None):
        return _emit("uniform", shape, dtype, name)

    def random_uniform_int(shape, minval, maxval, seed=0, seed2=0, name=None):
        low = ops.convert_to_tensor(minval)
        high = ops.convert_to_tensor(maxval, dtype=low.dtype)
        return _emit("integer", shape, low.dtype, name, bounds=(low, high))

    def random_shuffle(value, seed=0, seed2=0, name=None):
        array_ops = importlib.import_module("tensorflow.python.ops.array_ops")
        nn_ops = importlib.import_module("tensorflow.python.ops.nn_ops")
        value = ops.convert_to_tensor(value)
        order = nn_ops.top_k(_emit("uniform", array_ops.shape(value)[:1], "float64"), array_ops.shape(value)[0])[1]
        shuffled = array_ops.gather(value, order, name=name)
        if hasattr(shuffled, "set_shape"):
            shuffled.set_shape(value.shape)
        return shuffled

    def multinomial(logits, num_samples, seed=0, seed2=0, output_dtype=None, name=None):
        array_ops = importlib.import_module("tensorflow.python.ops.array_ops")
        math_ops = importlib.import_module("tensorflow.python.ops.math_ops")
        nn_ops = importlib.import_module("tensorflow.python.ops.nn_ops")
        logits = math_ops.cast(ops.convert_to_tensor(logits), dtypes.float64)
        edges = math_ops.cumsum(nn_ops.softmax(logits), axis=1)
        count = math_ops.cast(array_ops.reshape(num_samples, [1]), dtypes.int32)
        points = _emit("uniform", array_ops.concat([array_ops.shape(logits)[:1], count], axis=0), "float64")
        above = points[:, :, None] > edges[:, None, :-1]
        index = math_ops.reduce_sum(math_ops.cast(above, dtypes.int64), axis=2)
        return math_ops.cast(index, output_dtype or dtypes.int64)

    for function in (random_standard_normal, truncated_normal, random_uniform, random_uniform_int, random_shuffle,
                     multinomial):  # fmt: skip
        setattr(module, function.__name__, function)


def _patch_stateless(module):
    def replacement(kind):
        return lambda shape, seed, dtype="float32", name=None: _emit(kind, shape, dtype, name, state=(seed,))

    module.stateless_random_normal = replacement("normal")
    module.stateless_truncated_normal = replacement("truncated")
    module.stateless_random_uniform = replacement("uniform")


def _patch_stateless_v2(module):
    ops = importlib.import_module("tensorflow.python.framework.ops")

    def replacement(kind):
        return lambda shape, key, counter, alg, dtype="float32", name=None: _emit(
            kind, shape, dtype, name, state=(key, counter)
        )

    def stateless_random_uniform_int_v2(shape, key, counter, alg, minval, maxval, name=None):
        low = ops.convert_to_tensor(minval)
        high = ops.convert_to_tensor(maxval, dtype=low.dtype)
        return _emit("integer", shape, low.dtype, name, state=(key, counter), bounds=(low, high))

    module.stateless_random_normal_v2 = replacement("normal")
    module.stateless_truncated_normal_v2 = replacement("truncated")
    module.stateless_random_uniform_v2 = replacement("uniform")
    module.stateless_random_uniform_int_v2 = stateless_random_uniform_int_v2


def _patch_jit(module):
    # XLA cannot compile the numpy calls above.
    module.model_supports_jit = lambda model: False


def _patch_shuffle(timeline):
    """A shuffle of a dataset without a seed draws in C++: it gets a seed, and is named where that may not suffice."""
    module = importlib.import_module("tensorflow.python.data.util.random_seed")
    framework = importlib.import_module("tensorflow.python.framework.random_seed")
    constant_op = importlib.import_module("tensorflow.python.framework.constant_op")
    dtypes = importlib.import_module("tensorflow.python.framework.dtypes")
    original, counted = module.get_seed, [0]

    def get_seed(seed):
        if seed is not None:
            return original(seed)
        counted[0] += 1
        graph_seed = framework.get_seed(None)[0]
        if graph_seed is None:
            timeline.cannot_align("a dataset is shuffled without a seed: it got one, the same on both sides")
        return tuple(constant_op.constant(number, dtypes.int64) for number in (SEED, counted[0]))

    module.get_seed = get_seed


def _patch_numpy_generator():
    """`np.random.default_rng()` without a seed gets one, another for each call."""
    if not hasattr(np.random, "default_rng"):
        return
    original, counted = np.random.default_rng, [0]

    def default_rng(seed=None):
        if seed is None:
            counted[0] += 1
            seed = [SEED, counted[0]]
        return original(seed)

    np.random.default_rng = default_rng
