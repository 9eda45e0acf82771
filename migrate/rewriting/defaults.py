"""Placeholders with defaults: a run that does not feed them passes the default."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import shapes
from migrate.stages.attributes import plain
from migrate.stages.program import Obstacle
from migrate.stages.values import Fed, Host, Placeholder

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

DTYPES = {bool: "bool", int: "int32", float: "float32", str: "string"}


def dtype(context: Context, placeholder: Placeholder) -> str:
    """The dtype that TF1 made of the default, `tf.float32` for 2.0."""
    node = placeholder.default
    path = context.names.resolve(node.func) if isinstance(node, ast.Call) else None
    if path in ("tensorflow.constant", "tensorflow.convert_to_tensor") and len(node.args) == 1 and not node.keywords:  # type: ignore[union-attr]
        node = node.args[0]  # type: ignore[union-attr]
    value = context.value(node)
    kind = DTYPES.get(type(value.const)) if isinstance(value, Host) else None
    if kind is None or not shapes.holds_at_scope(context.interp, node):  # type: ignore[arg-type]
        raise Obstacle(placeholder.node, "a placeholder whose default is not a number written there")
    return f"{context.tf}.{kind}"


def text(context: Context, placeholder: Placeholder) -> str:
    """The source of the default, as the argument of a run that does not feed it."""
    if isinstance(placeholder, Fed):
        return context.default_names[placeholder]
    return context.source.expression(placeholder.default)  # type: ignore[arg-type]


def constant(context: Context, placeholder: Fed, used: bool) -> None:
    """A constant that some runs feed keeps its statement; its spec follows."""
    source, unit = context.source, placeholder.unit
    statement: ast.Assign = unit.node  # type: ignore[assignment]
    target: ast.Name = statement.targets[0]  # type: ignore[assignment]
    if not used:
        return
    node = unit.scope.node
    scope = context.names.module_scope if isinstance(node, ast.Module) else context.names.inner_scope(node)
    name = target.id
    if len(scope.bindings.get(name, ())) > 1:
        name = context.fresh(f"{plain(name)}_default", scope=unit.scope)
        source.replace(target, name)
    context.default_names[placeholder] = name
    spec = context.specs[placeholder] = context.fresh(f"{plain(target.id)}_spec", scope=unit.scope)
    if not source.alone(statement):
        raise Obstacle(statement, "several statements on one line")
    given = f"{context.tf}.TensorSpec.from_tensor({name})"
    if placeholder.state is not None:
        given = f"{context.tf}.nest.map_structure({context.tf}.TensorSpec.from_tensor, {name})"
    line = f"{context.final_indent(statement)}{spec} = {given}\n"
    source.insert(source.line_end(source.span(statement)[1]), line)
