"""`tf.distributions.Normal`: an object over tensors, whose methods are ops."""

from __future__ import annotations

import ast
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from migrate.stages.values import Host, Tensor, Value

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

NORMAL = {"distributions.Normal", "contrib.distributions.Normal"}
DIVERGENCE = {"distributions.kl_divergence", "contrib.distributions.kl_divergence"}
PARAMS = ("loc", "scale")
# method -> its parameters
METHODS = {
    "sample": ("sample_shape",),
    "prob": ("value",),
    "log_prob": ("value",),
    "entropy": (),
    "mean": (),
    "stddev": (),
}


@dataclass(eq=False)
class Distribution(Tensor):
    """A distribution over tensors: it goes wherever they go."""


def call(interp: Interpreter, node: ast.Call, name: str, values: list[Value]) -> Value | None:
    """The value of `tf.distributions.Normal(loc, scale)` or of a divergence; None for another symbol."""
    from migrate.stages.tf_calls import bind

    if name in DIVERGENCE:
        if len(values) != 2 or node.keywords or not all(isinstance(value, Distribution) for value in values):
            interp.obstacle(node, f"`tf.{name}` with these arguments")
            return Host()
        return interp.combine(node, values)
    if name not in NORMAL:
        return None
    if set(bind(node, PARAMS) or ()) != set(PARAMS):
        interp.obstacle(node, f"`tf.{name}` with these arguments")
        return Host()
    made = interp.combine(node, values)
    if not isinstance(made, Tensor):
        interp.obstacle(node, f"`tf.{name}` over constants")
        return Host()
    distribution = Distribution(**{field.name: getattr(made, field.name) for field in fields(Tensor) if field.init})
    interp.unit.tensors[interp.unit.tensors.index(made)] = distribution
    return distribution


def attribute(interp: Interpreter, node: ast.Attribute, owner: Distribution) -> Value | None:
    """A parameter of a distribution; None for another attribute."""
    return interp.combine(node, [owner]) if node.attr in PARAMS else None


def method(interp: Interpreter, node: ast.Call, owner: Distribution, name: str, values: list[Value]) -> Value:
    """What a method of a distribution computes or draws."""
    from migrate.stages.tf_calls import bind

    bound = bind(node, METHODS.get(name, ()))
    if name not in METHODS or bound is None or set(bound) - set(METHODS[name]):
        interp.obstacle(node, f"`.{name}()` of a distribution")
        return Host()
    return interp.combine(node, [owner, *values], random=name == "sample")
