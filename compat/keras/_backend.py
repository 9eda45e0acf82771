"""keras.backend of Keras 2.3.1."""

import sys

from compat.tf1 import _legacy
from compat.tf1._namespace import Lazy, Namespace


def _backend():
    return _legacy.keras_module("backend")


def image_dim_ordering():
    """Keras 1's image_data_format: "tf" or "th"."""
    return "tf" if _backend().image_data_format() == "channels_last" else "th"


def set_image_dim_ordering(dim_ordering):
    """Keras 1's set_image_data_format."""
    if dim_ordering not in ("tf", "th"):
        raise ValueError(f"Unknown dim_ordering: {dim_ordering}")
    _backend().set_image_data_format("channels_last" if dim_ordering == "tf" else "channels_first")


NAMESPACE = Namespace(
    "keras.backend",
    _backend,
    {
        "image_dim_ordering": image_dim_ordering,
        "set_image_dim_ordering": set_image_dim_ordering,
        "tf": Lazy(lambda: sys.modules["compat.tf1"]),
        "backend": lambda: "tensorflow",
    },
)
