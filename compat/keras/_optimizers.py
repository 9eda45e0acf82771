"""keras.optimizers of Keras 2.3.1: its defaults, its step counter, and clipnorm over all gradients together."""

from compat.tf1 import _legacy
from compat.tf1._namespace import Namespace

_BY_NAME = {n.lower(): n for n in ("SGD", "RMSprop", "Adagrad", "Adadelta", "Adam", "Adamax", "Nadam")}
_RATES = {"Adagrad": 0.01, "Adadelta": 1.0, "Adamax": 0.002, "Nadam": 0.002}


def _adapt(base):
    name = base.__name__

    def __init__(self, *args, **kwargs):
        if name == "Adagrad":
            kwargs.setdefault("initial_accumulator_value", 0.0)
        if not args and "learning_rate" not in kwargs and "lr" not in kwargs and name in _RATES:
            kwargs["learning_rate"] = _RATES[name]
        if name == "Nadam":
            kwargs.pop("schedule_decay", None)
        if kwargs.get("clipnorm") is not None:
            kwargs["global_clipnorm"] = kwargs.pop("clipnorm")
        if kwargs.get("epsilon", 0) is None:
            del kwargs["epsilon"]
        base.__init__(self, *args, **kwargs)

    members = {"__init__": __init__, "__doc__": base.__doc__, "__module__": "keras.optimizers"}
    if name in ("Adam", "Adamax"):
        members["_prepare_local"] = _counting_later(base)
    return type(name, (base,), members)


def _counting_later(base):
    """Their coefficients one step later than the counter says.

    Nothing orders the reading of Keras 2.3.1's counter and its update in a graph; measured on TensorFlow 1.15.5, these
    two mostly read it after the update.
    """

    def _prepare_local(self, var_device, var_dtype, apply_state):
        counter = self.iterations
        self._iterations = counter + 1
        try:
            base._prepare_local(self, var_device, var_dtype, apply_state)
        finally:
            self._iterations = counter

    return _prepare_local


class _Optimizers(Namespace):
    def __getattr__(self, key):
        if key in _BY_NAME:  # `optimizers.rmsprop` is the class, too
            return getattr(self, _BY_NAME[key])
        value = super().__getattr__(key)
        if isinstance(value, type) and key != "Optimizer":
            value = self.__dict__[key] = _adapt(value)
        return value


NAMESPACE = _Optimizers("keras.optimizers", lambda: _legacy.keras_module("optimizers"))


def get(identifier):
    """An optimizer by name with Keras 2.3.1's defaults, or the optimizer itself."""
    if isinstance(identifier, str) and identifier.lower() in _BY_NAME:
        return getattr(NAMESPACE, _BY_NAME[identifier.lower()])()
    return _legacy.keras_module("optimizers").get(identifier)


NAMESPACE.__dict__["_ns"][2]["get"] = get
