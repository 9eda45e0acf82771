"""tf.contrib.eager: eager mode's names before TensorFlow 2."""

import tensorflow as _tf

_v1 = _tf.compat.v1

Variable = _v1.Variable
enable_eager_execution = _v1.enable_eager_execution
executing_eagerly = in_eager_mode = _tf.executing_eagerly
GradientTape = _tf.GradientTape
Checkpoint = _v1.train.Checkpoint
Saver = _v1.train.Saver
py_func = _tf.py_function
custom_gradient = _tf.custom_gradient
defun = function = _tf.function
num_gpus = lambda: len(_tf.config.list_physical_devices("GPU"))  # noqa: E731
list_devices = lambda: [d.name for d in _tf.config.list_logical_devices()]  # noqa: E731
EagerTensor = type(_tf.constant(0)) if _tf.executing_eagerly() else _tf.Tensor
Network = _tf.Module


def Iterator(dataset):
    """An iterator over a dataset, in eager mode."""
    return iter(dataset)


def implicit_gradients(f):
    """A function that gives (gradient, variable) pairs of ``f`` for the trainable variables that it reads."""

    def gradients(*args, **kwargs):
        with _tf.GradientTape() as tape:
            value = f(*args, **kwargs)
        variables = tape.watched_variables()
        return list(zip(tape.gradient(value, variables), variables, strict=True))

    return gradients


def implicit_value_and_gradients(f):
    """A function that gives the value of ``f`` and its `implicit_gradients`."""

    def value_and_gradients(*args, **kwargs):
        with _tf.GradientTape() as tape:
            value = f(*args, **kwargs)
        variables = tape.watched_variables()
        return value, list(zip(tape.gradient(value, variables), variables, strict=True))

    return value_and_gradients


def value_and_gradients_function(f, params=None):
    """A function that gives the value of ``f`` and its gradients by its arguments."""

    def value_and_gradients(*args):
        args = [_tf.convert_to_tensor(a) for a in args]
        with _tf.GradientTape() as tape:
            tape.watch(args)
            value = f(*args)
        grads = tape.gradient(value, args)
        return value, grads if params is None else [grads[p] for p in params]

    return value_and_gradients


def gradients_function(f, params=None):
    """A function that gives the gradients of ``f`` by its arguments."""
    both = value_and_gradients_function(f, params)
    return lambda *args: both(*args)[1]
