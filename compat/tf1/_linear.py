"""The linear map of TensorFlow 1's RNN code: variables "kernel" and "bias" in the current scope."""

import tensorflow as _tf

_v1 = _tf.compat.v1


class Linear:
    """sum(args[i] @ W[i]) + bias with variables that are made once; call it with arguments of the same sizes.

    Args:
        args: float tensor [batch, n] or a list of them.
        output_size: int.
        build_bias: bool.
    """

    def __init__(self, args, output_size, build_bias, bias_initializer=None, kernel_initializer=None):
        args = list(args) if isinstance(args, (list, tuple)) else [args]
        if not args or args[0] is None:
            raise ValueError("`args` must be specified")
        sizes = [a.shape.as_list() for a in args]
        if any(len(s) != 2 or s[1] is None for s in sizes):
            raise ValueError(f"linear expects 2-D arguments with a known second axis, got {sizes}")
        dtype = args[0].dtype
        self._bias = None
        with _v1.variable_scope(_v1.get_variable_scope()):
            self._kernel = _v1.get_variable(
                "kernel", [sum(s[1] for s in sizes), output_size], dtype=dtype, initializer=kernel_initializer
            )
            if build_bias:
                with _v1.variable_scope(_v1.get_variable_scope()) as inner:
                    inner.set_partitioner(None)
                    start = bias_initializer
                    if start is None:
                        start = _v1.constant_initializer(0.0, dtype=dtype)
                    self._bias = _v1.get_variable("bias", [output_size], dtype=dtype, initializer=start)

    def __call__(self, args):
        args = list(args) if isinstance(args, (list, tuple)) else [args]
        out = _v1.matmul(args[0] if len(args) == 1 else _v1.concat(args, 1), self._kernel)
        return out if self._bias is None else _v1.nn.bias_add(out, self._bias)


def linear(args, output_size, bias, bias_initializer=None, kernel_initializer=None):
    """sum(args[i] @ W[i]) + bias.

    Args:
        args: float tensor [batch, n] or a list of them.
        output_size: int.
        bias: bool.
    Returns a tensor [batch, output_size].
    """
    return Linear(args, output_size, bias, bias_initializer, kernel_initializer)(args)
