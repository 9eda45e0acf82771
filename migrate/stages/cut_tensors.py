"""Tensors of the graph that one run feeds and others compute: `session.run(train, {state: s, action: a})`.

TF1 took the fed value for `action`, and ran nothing of what would compute it. The function for such a run has a
parameter in its place, and the graph ends there; other runs compute the tensor as before.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.stages import dtypes, shapes
from migrate.stages.program import Fetch, Obstacle, RunSite, Unit
from migrate.stages.values import Operation, Placeholder, Tensor, Value, Variable, leaves
from migrate.stages.variable_lists import LayerPart

if TYPE_CHECKING:
    from migrate.planning import Part, Plan
    from migrate.stages.interpreter import Interpreter

REASON = "a tensor that is no placeholder is fed"
DIFFERENTIATED = {"tensorflow.gradients", "tensorflow.hessians"}


@dataclass(eq=False)
class Cut(Placeholder):
    """The parameter for a tensor that a run feeds. `whole`: the tensor; `words`: its dtype."""

    whole: Tensor = None  # type: ignore[assignment]
    words: str = ""


def find(plan: Plan, site: RunSite) -> dict[Unit, Cut]:
    """The statements whose tensors a run feeds, each with the parameter that stands there for it."""
    found: dict[Unit, Cut] = {}
    for index, (key, node) in enumerate(site.feeds):
        if not isinstance(key, Tensor) or not key.dynamic:
            continue
        cut = _cut(plan, site, key)
        site.feeds[index] = cut, node
        found[cut.unit] = cut
    return found


def _cut(plan: Plan, site: RunSite, key: Tensor) -> Cut:
    interp = plan.interp
    known = next((c for p in plan.parts for c in p.cuts.values() if c.whole is key), None)
    if known is not None:
        return known
    unit, name = key.home or (None, "")
    node = unit.node if unit is not None else None
    plain = isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    if not plain or unit not in plan.moved or key.path or set(unit.defs) != {name} or unit.defs[name] is not key:  # type: ignore[union-attr]
        raise Obstacle(site.feed_node or site.node, REASON)
    if unit.operations or unit.mutates or unit.prints or unit.sites or unit.placeholders:  # type: ignore[union-attr]
        raise Obstacle(site.feed_node or site.node, REASON)
    dtype = dtypes.of(interp.names, key, lambda n: interp.value_of.get(id(n)))
    if dtype is None:
        raise Obstacle(site.feed_node or site.node, REASON)
    return Cut(node.value, unit, None, None, None, name, key, dtype)  # type: ignore[union-attr,arg-type]


def check(interp: Interpreter, site: RunSite, part: Part, fetches: list[Fetch]) -> None:
    """Raises Obstacle where TF1 looked behind what is fed: a fetch of it, or a gradient of what it is made of."""
    behind: set[Variable] = set()
    for unit, cut in part.cuts.items():
        behind |= cut.whole.variables
        if unit in part.needs or any(leaf is cut.whole for f in fetches for leaf in leaves(f.value)):
            raise Obstacle(site.node, "a tensor is fed and fetched in one run")
    for unit in part.needs:
        for node in ast.walk(unit.node):
            path = interp.names.resolve(node.func) if isinstance(node, ast.Call) else None
            method = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr
            if path in DIFFERENTIATED or method == "compute_gradients":
                raise Obstacle(node, "a gradient in a run that feeds a tensor of the graph")
        for operation in unit.operations:
            if operation.kind == "train" and _trained(interp, operation) & behind:
                raise Obstacle(operation.node, "a run feeds a tensor and trains what would compute it")


def _trained(interp: Interpreter, operation: Operation) -> set[Value]:
    listed = operation.detail["var_list"]
    if listed is None:
        return set(operation.detail["trainable"])
    found: set[Value] = set()
    value = interp.all_values.get(id(listed))
    for leaf in leaves(value) if value is not None else [None]:
        if isinstance(leaf, LayerPart):
            found.add(leaf.variable)
        elif isinstance(leaf, Variable):
            found.add(leaf)
        else:
            raise Obstacle(operation.node, "a run feeds a tensor of the graph and trains what is not certain")
    if getattr(value, "open", False):
        raise Obstacle(operation.node, "a run feeds a tensor of the graph and trains what is not certain")
    return found


def shape(interp: Interpreter, cut: Cut, texts: bool) -> str | None:
    """The static shape of what is fed, with the dimensions that are numbers; None where its rank is not known.

    `texts`: those that are expressions of the module, too.
    """
    found = shapes.shape_of(interp, cut.whole)
    kinds = (int, str) if texts else int
    return None if found is None else f"[{', '.join(str(d) if isinstance(d, kinds) else 'None' for d in found)}]"
