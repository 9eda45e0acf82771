"""Moving averages of variables as an object that holds their shadows.

TF1 gave a shadow the first value of its variable; here it is made where the program first names the variables.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting import helpers
from migrate.stages.program import Obstacle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context
    from migrate.stages.values import Variable


def check(context: Context) -> None:
    """A second initialisation would set the shadows to the first values of their variables again."""
    if context.interp.averages and context.reinitialised:
        raise Obstacle(context.interp.averages[0].node, "moving averages beside a second initialisation")


def access(context: Context, shadow: Variable) -> str | None:
    """`averages.average(w)`: what gives a shadow variable; None for any other variable, or one without a name."""
    for handle in context.interp.averages:
        for variable, held in handle.detail["shadows"].items():
            if held is shadow:
                owner = handle.detail["applied"][0].func.value
                return f"{context.source.expression(owner)}.average({variable.access})" if variable.access else None
    return None


def rewrite_constructor(context: Context, node: ast.Call) -> None:
    context.source.replace(node.func, helpers.use(context, "moving_average", "ExponentialMovingAverage"))


def finish(context: Context) -> None:
    """Shadows are made before the functions; the op only moves them."""
    source = context.source
    units = {o.node: u for u in context.plan.moved for o in u.operations if o.kind == "moving-average"}
    for handle in context.interp.averages:
        for node in handle.detail["applied"]:
            owner = node.func.value
            unit = units.get(node)
            if unit is None or not isinstance(owner, ast.Name):
                raise Obstacle(node, "a moving average that is not applied by a statement of its own")
            listed = source.expression(node.args[0])
            context.hoisted_lines.setdefault(unit, []).append(f"{source.expression(owner)}.track({listed})")
            source.replace(node, f"{source.expression(owner)}.apply()")
