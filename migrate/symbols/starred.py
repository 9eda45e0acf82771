"""What `from keras.layers import *` and the like brought in Keras 2.3.1 and tf.keras 1.15 (`keras_stars.tsv`)."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def _rows() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    found = {}
    for line in Path(__file__).with_name("keras_stars.tsv").read_text(encoding="utf-8").splitlines():
        module, own, others = line.split("\t")
        found[module] = (frozenset(own.split()), frozenset(others.split()))
    return found


def _row(module: str) -> tuple[frozenset[str], frozenset[str]]:
    module = module.replace("tensorflow.python.keras", "tensorflow.keras")
    while "keras" in module:  # `keras.layers.core` brings part of what `keras.layers` does
        if module in _rows():
            return _rows()[module]
        module = module.rpartition(".")[0]
    return frozenset(), frozenset()


def names(module: str) -> frozenset[str]:
    """The classes and functions of Keras that `from module import *` may bind."""
    return _row(module)[0]


def others(module: str) -> frozenset[str]:
    """Names of other packages that came along; Keras 3 does not bind them."""
    return _row(module)[1]
