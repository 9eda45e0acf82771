"""BatchNormalization of Keras 2.3.1: the moving variance takes n / (n - 1 - epsilon) of the batch's variance."""

import tensorflow as _tf

_v1 = _tf.compat.v1


def methods(base):
    """What the layer has beyond tf-keras' `base`: methods by name.

    n counts the values of one channel in the batch. tf.keras of TensorFlow 1 has no such factor.
    """

    def call(self, inputs, *args, **kwargs):
        axes = self.axis if isinstance(self.axis, (list, tuple)) else [self.axis]
        rank = len(inputs.shape)
        kept = {axis % rank for axis in axes}
        shape = _v1.shape(inputs)
        self._values = _v1.cast(_v1.reduce_prod([shape[i] for i in range(rank) if i not in kept]), _tf.float32)
        return base.call(self, inputs, *args, **kwargs)

    def _assign_moving_average(self, variable, value, momentum, inputs_size):
        if variable is self.moving_variance:
            value *= _v1.cast(self._values / (self._values - (1.0 + self.epsilon)), value.dtype)
        return base._assign_moving_average(self, variable, value, momentum, inputs_size)

    return {"call": call, "_assign_moving_average": _assign_moving_average}
