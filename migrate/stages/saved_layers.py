"""The variables that a layer of TensorFlow 1 made, each by its name there and by that of a Keras layer's attribute."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.values import UNKNOWN, Host

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

NORMALIZATIONS = {"layers.batch_normalization", "contrib.layers.batch_norm"}


def parts(interp: Interpreter, name: str, bound: dict[str, ast.expr]) -> dict[str, str] | None:
    """Name below the layer's scope -> attribute; None where the arguments do not tell which variables there are."""

    def flag(key: str, default: bool) -> bool | None:
        value = interp.value_of.get(id(bound[key])) if key in bound else Host(default)
        return value.const if isinstance(value, Host) and isinstance(value.const, bool) else None

    contrib = name.startswith("contrib.")
    if name in NORMALIZATIONS:
        kept = {"beta": flag("center", True), "gamma": flag("scale", not contrib)}
        if None in kept.values():
            return None
        return {k: k for k, there in kept.items() if there} | {k: k for k in ("moving_mean", "moving_variance")}
    if contrib:
        given = interp.value_of.get(id(bound["biases_initializer"])) if "biases_initializer" in bound else None
        if "normalizer_fn" in bound or isinstance(given, Host) and given.const is UNKNOWN:
            return None
        biased = not (isinstance(given, Host) and given.const is None)
        return {"weights": "kernel"} | ({"biases": "bias"} if biased else {})
    biased = flag("use_bias", True)
    if biased is None:
        return None
    kernels = ("depthwise_kernel", "pointwise_kernel") if name == "layers.separable_conv2d" else ("kernel",)
    return {k: k for k in (*kernels, *(("bias",) if biased else ()))}
