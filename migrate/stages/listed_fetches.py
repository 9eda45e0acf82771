"""Lists of tensors of a length that the text does not tell: `session.run(layers)` after a loop that fills `layers`.

A function gives back the list that it made, and the run an array for each of its items, as many as there are.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.program import Fetch, Obstacle, RunSite, Unit
from migrate.stages.values import Placeholder, Seq, Tensor, Value, is_dynamic, leaves

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter


def fetch(interp: Interpreter, node: ast.expr | None, value: Seq) -> Fetch | None:
    """What a run of such a list fetches; None where it holds anything but tensors, or has no name."""
    found = list(leaves(value))
    if value.kind not in ("list", "tuple") or not found:
        return None
    if value.home is None and (node is None or any(is_dynamic(leaf) for leaf in found)):
        return None
    if not all(isinstance(leaf, (Tensor, Placeholder)) for leaf in found):
        return None
    if value.fetched is None or value.fetched[0] != len(found):
        before = len(interp.unit.tensors)
        made = interp.combine(node, list(found))
        del interp.unit.tensors[before:]
        made.home = value.home
        value.fetched = (len(found), made)
    return Fetch(value.fetched[1], node, several=True, listed=value)


def makers(fetched: Fetch, site: RunSite, moved: set[Unit]) -> list[Unit]:
    """The statements that make a list and fill it, in their order; raises Obstacle."""
    listed = fetched.listed
    unit, name = listed.home  # type: ignore[union-attr,misc]
    count, value = listed.fetched  # type: ignore[misc,union-attr]
    if value is not fetched.value or count != len(list(leaves(listed))):  # type: ignore[arg-type]
        raise Obstacle(site.node, "a list of fetches is filled further after a run")
    found = [u for u in unit.scope.units if u is unit or u.defs.get(name) is listed]
    if not all(u in moved for u in found):
        raise Obstacle(fetched.node or site.node, "a list of fetches that is filled outside the graph")
    return found


def flat(value: Value) -> bool:
    """Whether the items of a list are tensors, none of them a list of tensors."""
    return isinstance(value, Seq) and not any(isinstance(item, Seq) for item in value.items)
