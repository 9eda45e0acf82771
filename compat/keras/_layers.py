"""keras.layers of Keras 2.3.1: tf-keras' layers with its numbering, defaults and argument spellings."""

import inspect

from compat.keras import _arguments, _batch_norm
from compat.tf1 import _legacy
from compat.tf1._namespace import Namespace, lookup, public_names

_OLD_NAMES = {
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "Deconvolution2D": "Conv2DTranspose",
    "SeparableConvolution2D": "SeparableConv2D",
    "AtrousConvolution2D": "Conv2D",
}
# values that differ between Keras 2.3.1 and tf.keras of TensorFlow 1
_DEFAULTS = {
    "LSTM": {"recurrent_activation": "sigmoid"},
    "LSTMCell": {"recurrent_activation": "sigmoid"},
    "GRU": {"recurrent_activation": "sigmoid"},
    "GRUCell": {"recurrent_activation": "sigmoid"},
    "ConvLSTM2D": {"recurrent_activation": "hard_sigmoid"},
}


def _adapt(base):
    name = base.__name__

    def __init__(self, *args, **kwargs):
        args, kwargs = _arguments.translate(name, args, kwargs)
        for key, value in _DEFAULTS.get(name, {}).items():
            if key not in kwargs and key not in list(inspect.signature(base.__init__).parameters)[1 : len(args) + 1]:
                kwargs[key] = value
        base.__init__(self, *args, **kwargs)

    def _init_set_name(self, name, zero_based=True):
        base._init_set_name(self, name, zero_based=False)

    body = {
        "__init__": __init__,
        "_init_set_name": _init_set_name,
        "__doc__": base.__doc__,
        "__module__": "keras.layers",
    }
    if name == "Layer":
        del body["__init__"]
    if name == "BatchNormalization":
        body.update(_batch_norm.methods(base))
    return type(name, (base,), body)


class _Layers(Namespace):
    def __getattr__(self, key):
        name, base, extra, advice = self.__dict__["_ns"]
        if key == "__all__":
            return public_names(self)
        value = lookup(_OLD_NAMES.get(key, key), name, base, extra, advice)
        if key in _OLD_NAMES:
            value = getattr(self, _OLD_NAMES[key])
        elif inspect.isclass(value) and hasattr(value, "_init_set_name") and key not in ("InputLayer", "InputSpec"):
            value = _adapt(value)
        if not key.startswith("__"):
            self.__dict__[key] = value
        return value

    def __dir__(self):
        return sorted(set(super().__dir__()) | set(_OLD_NAMES))


NAMESPACE = _Layers("keras.layers", lambda: _legacy.keras_module("layers"))
