"""tf.losses with weights: TF1 divides the weighted sum by the number of weights that are not zero."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate import symbols as table
from migrate.rewriting import conditions, helpers
from migrate.stages.program import Obstacle
from migrate.stages.values import UNKNOWN, Host

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

MEAN = "tf.reduce_mean("
# whose weights may have one dimension fewer than what they weigh
ROWS = {"losses.sparse_softmax_cross_entropy", "losses.softmax_cross_entropy"}


def weights_of(node: ast.Call, symbol: table.Symbol) -> ast.expr | None:
    params = [p.lstrip("*") for p in symbol.params or ()]
    given = {k.arg: k.value for k in node.keywords if k.arg} | dict(zip(params, node.args, strict=False))
    return given.get("weights")


def rewrite(context: Context, node: ast.Call, name: str, symbol: table.Symbol, arguments: list, write) -> str | None:
    """The text of a weighted loss; None where the loss has no weights. `write` fills the table's template."""
    weights = weights_of(node, symbol)
    if weights is None or symbol.template is None or not symbol.template.startswith(MEAN):
        return None
    value = context.value(weights)
    if isinstance(value, Host) and value.const in (1, 1.0) and value.const is not True:
        return None
    nodes = [*node.args, *(k.value for k in node.keywords)]
    rest = [(k, t) for (k, t), n in zip(arguments, nodes, strict=True) if n is not weights]
    if any(k is None for k, _ in rest[nodes.index(weights) :]):
        raise Obstacle(node, f"arguments after the weights of `tf.{name}`")
    plain = write(rest)
    if plain is None:
        raise Obstacle(node, f"`tf.{name}` with these arguments")
    text = context.source.expression(weights)
    if isinstance(value, Host) and isinstance(value.const, (int, float)) and value.const not in (0, UNKNOWN):
        loose = not isinstance(weights, (ast.Constant, ast.Name, ast.Attribute, ast.Call))
        return f"({text}) * {plain}" if loose else f"{text} * {plain}"
    prefix = MEAN.replace("tf.", context.tf + ".", 1)
    if not plain.startswith(prefix):
        raise Obstacle(node, f"`tf.{name}` with these arguments")
    _ranks(context, node, name, weights)
    context.note(node, "TF301", "the weighted loss is divided by the number of weights that are not zero")
    return f"{helpers.use(context, 'weighted_mean', 'weighted_mean')}({plain[len(prefix) : -1]}, {text})"


def _ranks(context: Context, node: ast.Call, name: str, weights: ast.expr) -> None:
    """TF1 takes a scalar or weights of the rank of the losses, and squeezes others."""
    rank = conditions.rank(context, weights)
    if rank == 0:
        return
    given = {k.arg: k.value for k in node.keywords}
    if name in ROWS:
        if rank == 1:
            return
    else:
        other = conditions.rank(
            context, node.args[0] if node.args else given.get("labels", given.get("multi_class_labels"))
        )
        if rank is not None and rank == other:
            return
    raise Obstacle(weights, "weights of a loss whose rank is not known")
