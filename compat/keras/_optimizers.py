"""keras.optimizers of Keras 2.3.1: its defaults, and clipnorm over all gradients together."""

from compat.tf1 import _legacy
from compat.tf1._namespace import Namespace

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

    return type(name, (base,), {"__init__": __init__, "__doc__": base.__doc__, "__module__": "keras.optimizers"})


class _Optimizers(Namespace):
    def __getattr__(self, key):
        value = super().__getattr__(key)
        if isinstance(value, type) and key != "Optimizer":
            value = self.__dict__[key] = _adapt(value)
        return value


NAMESPACE = _Optimizers("keras.optimizers", lambda: _legacy.keras_module("optimizers"))

_BY_NAME = {n.lower(): n for n in ("SGD", "RMSprop", "Adagrad", "Adadelta", "Adam", "Adamax", "Nadam")}


def get(identifier):
    """An optimizer by name with Keras 2.3.1's defaults, or the optimizer itself."""
    if isinstance(identifier, str) and identifier.lower() in _BY_NAME:
        return getattr(NAMESPACE, _BY_NAME[identifier.lower()])()
    return _legacy.keras_module("optimizers").get(identifier)


NAMESPACE.__dict__["_ns"][2]["get"] = get
