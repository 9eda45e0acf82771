"""tf.layers.batch_normalization and contrib.layers.batch_norm.

TF1 moved the averages only where the ops in UPDATE_OPS were run; a Keras layer does so at each call for training.
The two are the same where every run that trains also runs the updates, which is checked here. For images TF1's kernel
gives the averages an unbiased variance.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.planning import Part
from migrate.rewriting import built, conditions, helpers
from migrate.stages import tf_calls
from migrate.stages.program import Obstacle, RunSite, Unit
from migrate.stages.values import UNKNOWN, Host, Initializer, Placeholder, Seq, leaves

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

KERAS = "layers.batch_normalization"
CONTRIB = "contrib.layers.batch_norm"
NAMES = {KERAS, CONTRIB}
FLAGS = {KERAS: "training", CONTRIB: "is_training"}


def arguments(context: Context, node: ast.Call, name: str, bound: dict[str, ast.expr]) -> tuple[str, list[str]]:
    """(class, arguments) of the Keras layer."""
    source = context.source
    rank = conditions.rank(context, bound.get("inputs")) or built.rank(context, node)
    if rank not in (2, 4):
        raise Obstacle(node, "batch normalization of a tensor whose rank is not known")
    words: list[str] = []
    renamed = {"decay": "momentum"} if name == CONTRIB else {}
    if name == CONTRIB:
        words.append(f"momentum={source.expression(bound['decay']) if 'decay' in bound else '0.999'}")
        if "scale" not in bound:
            words.append("scale=False")
    for key, argument in bound.items():
        value = context.value(argument)
        none = isinstance(value, Host) and value.const is None
        if key in ("inputs", "training", "is_training", "reuse", "decay", "scope", "updates_collections") or none:
            continue
        if key == "axis":
            if not (isinstance(value, Host) and value.const in (-1, rank - 1)):
                raise Obstacle(argument, "batch normalization over another axis")
        elif key == "fused":
            if not (rank == 4 and isinstance(value, Host) and value.const is True):
                raise Obstacle(argument, "`fused` of a batch normalization")
        elif key.endswith("_initializer"):
            if not isinstance(value, Initializer):
                raise Obstacle(argument, f"`{key}` that is not an initializer")
            words.append(f"{key}={source.expression(argument)}")
        elif key in ("momentum", "epsilon", "center", "scale", "trainable", "name"):
            words.append(f"{renamed.get(key, key)}={source.expression(argument)}")
        else:
            raise Obstacle(argument, f"`{key}` of a batch normalization")
    if rank == 4 or name == CONTRIB:
        return helpers.use(context, "batch_normalization", "BatchNormalization"), words
    return f"{context.tf}.keras.layers.BatchNormalization", words


def call(context: Context, layer: str, inputs: str, name: str, bound: dict[str, ast.expr]) -> str:
    """The call of the layer: Keras takes the flag only as a Python value."""
    tf = context.tf
    flag = bound.get(FLAGS[name])
    value = context.value(flag) if flag is not None else Host(name == CONTRIB)
    if isinstance(value, Host):
        text = context.source.expression(flag) if flag is not None else str(value.const)
        return f"{layer}({inputs}, training={text})"
    if not isinstance(flag, ast.Name) or not inputs.isidentifier():
        raise Obstacle(flag, "batch normalization whose flag or inputs are expressions")  # type: ignore[arg-type]
    text = context.source.expression(flag)
    return f"{tf}.cond({text}, lambda: {layer}({inputs}, training=True), lambda: {layer}({inputs}, training=False))"


# ---------------------------------------------------------------- when the averages move
def _updates(context: Context, part: Part) -> bool:
    """Whether running a function ran the ops in UPDATE_OPS too."""
    return part.updates or any(u.after & context.interp.update_units.keys() for u in part.needs)


def check(context: Context) -> None:
    """Raises Obstacle where a run trains a batch normalization and leaves its averages as they are."""
    interp = context.interp
    calls = [n for n in interp.layers if _name(context, n) in NAMES]
    if not calls:
        return
    units: dict[Unit, list[ast.Call]] = {}
    for variable in interp.variables:
        if variable.node in calls and not _never_trains(context, variable.node):  # type: ignore[arg-type]
            units.setdefault(variable.unit, []).append(variable.node)  # type: ignore[arg-type]
    made = {v for v in interp.variables if v.unit in units and v.node in units[v.unit]}
    for collected, before in interp.update_units.items():
        if made - before:
            raise Obstacle(collected.node, "UPDATE_OPS is read before the last batch normalization")
    for site_plan in context.plan.sites:
        part = site_plan.root
        if part is None:
            continue
        inside = [u for u in units if u in part.needs]
        if _updates(context, part):
            if len(inside) != len(units):
                raise Obstacle(site_plan.site.node, "UPDATE_OPS runs batch normalizations that this run does not need")
            continue
        for unit in inside:
            for node in units[unit]:
                _not_training(context, site_plan.site, node)


def _name(context: Context, node: ast.Call) -> str:
    return (context.names.resolve(node.func) or "").removeprefix("tensorflow.")


def _never_trains(context: Context, node: ast.Call) -> bool:
    """Whether a normalization is given its averages at all its calls, so that TF1 made no updates for it."""
    name = _name(context, node)
    flag = (tf_calls.bind(node, tf_calls.LAYERS[name]) or {}).get(FLAGS[name])
    value = context.value(flag) if flag is not None else Host(name == CONTRIB)
    return isinstance(value, Host) and value.const is False


def _not_training(context: Context, site: RunSite, node: ast.Call) -> None:
    name = _name(context, node)
    bound = tf_calls.bind(node, tf_calls.LAYERS[name]) or {}
    collections = context.value(bound.get("updates_collections"))
    if isinstance(collections, Host) and collections.const is None and "updates_collections" in bound:
        return  # contrib: the averages move with each training run
    flag = bound.get(FLAGS[name])
    value = context.value(flag) if flag is not None else Host(name == CONTRIB)
    if isinstance(value, Placeholder):
        fed = {id(k): v for k, v in site.feeds}
        given = fed.get(id(value), value.default)
        value = context.value(given) if given is not None else None
    if not isinstance(value, Host) or value.const is UNKNOWN or value.const:
        raise Obstacle(site.node, "batch normalization trains here, and its averages (UPDATE_OPS) stay as they are")


def is_updates(value: object) -> bool:
    """Whether a value is what UPDATE_OPS holds."""
    return (
        isinstance(value, Seq) and bool(value.items) and all(getattr(x, "kind", "") == "updates" for x in leaves(value))
    )


def check_once(context: Context) -> None:
    """In a run that trains, each normalization is called once: two calls would move its averages twice."""
    calls = [n for n in context.interp.layers if _name(context, n) in NAMES]
    units = {v.unit: v.node for v in context.interp.variables if v.node in calls}

    def count(part: Part, unit: object) -> int:
        return (unit in part.units) + sum(count(called, unit) for called in part.calls)

    for part in context.plan.parts:
        for unit, node in units.items():
            if part.root and _updates(context, part) and count(part, unit) > 1:
                raise Obstacle(
                    node, "batch normalization is computed twice in one run, which would move its averages twice"
                )
