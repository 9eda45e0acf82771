"""Lists of the graph's variables, written out by the names that hold them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from migrate.rewriting import filled_lists, looped_objects, outside
from migrate.stages.program import Obstacle
from migrate.stages.values import Value, Variable
from migrate.stages.variable_lists import LayerPart, cut_short, made_late

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def is_list(context: Context, node: ast.AST) -> bool:
    return node in context.interp.variable_lists or node in context.interp.name_lists


def words(context: Context, node: ast.AST, variables: list[Value]) -> list[str]:
    """`w`, `*layer.trainable_variables`: what stands for each variable in a list."""
    interp = context.interp
    whole = [v.variable if isinstance(v, LayerPart) else v for v in variables]
    late = [v for v in whole if isinstance(v, Variable) and made_late(interp, v)]
    if late and node not in interp.lists_of_late:
        raise Obstacle(late[0].node, "a layer whose variables are listed before they are made")
    kind = "variables" if node in interp.whole_lists else "trainable_variables"
    found: list[str] = []
    looped = [v for v in variables if isinstance(v, Variable) and v.many]
    holders = {v: held for v in looped if (held := filled_lists.holder(context, v, node)) is not None}
    for made in looped_objects.runs(context, variables, holders):
        variable = made[0]
        if isinstance(variable, LayerPart):
            found += _of_layer(context, variable, node)
            continue
        if not isinstance(variable, Variable):
            raise Obstacle(node, "a list of variables that are not followed")
        if variable.many:
            text = looped_objects.spread(context, made, kind, holders)
            text = text or filled_lists.own_name(context, variable, node)
            if text is None:
                raise Obstacle(node, "a list of all variables, one of which has no name here")
            found.append(text)
            continue
        if variable.one_path:
            raise Obstacle(variable.node, "a variable that is made on one path only is listed by its name")
        layer = context.layer_access.get(variable)
        if layer is not None:
            found.append(f"*{outside.seen_from(context, node, variable, layer)}.{kind}")
        elif variable.access is None or "Optimizer" in variable.access:
            raise Obstacle(node, "a list of all variables, one of which has no name here")
        else:
            found.append(outside.seen_from(context, node, variable, variable.access))
    return found


def _indexed(context: Context, node: ast.AST) -> bool:
    """Whether one item of a list is taken: `tf.trainable_variables()[0]`."""
    parent = context.interp.parents.get(node)
    return isinstance(parent, ast.Subscript) and parent.value is node and not isinstance(parent.slice, ast.Slice)


def _of_layer(context: Context, part: LayerPart, node: ast.AST) -> list[str]:
    """`dense.kernel`: some of a layer's variables."""
    layer = context.layer_access.get(part.variable)
    if layer is None or part.variable.many or part.variable.one_path:
        raise Obstacle(node, "some of the variables of a layer that has no name here")
    seen = outside.seen_from(context, node, part.variable, layer)
    return [f"{seen}.{attribute}" for attribute in part.attributes]


def _untested(context: Context, node: ast.expr) -> None:
    """The conditions of a comprehension go where the list that it reads has no other variables."""
    source, generator = context.source, node.generators[0]  # type: ignore[attr-defined]
    start, end = source.span(generator.iter)[1], source.span(node)[1] - 1
    closing = re.match(r"[\s)]*\)", source.text[start:end])
    start += closing.end() if closing else 0
    if not source.text[start:end].lstrip().startswith("if"):
        raise Obstacle(node, "variables chosen by a test that cannot be told from their names")
    source.replace_span(start, end, "")


def finish(context: Context) -> None:
    """Writes the lists once every variable and layer has its name; those that others made empty stay away."""
    chosen = {node.generators[0].iter for node in context.interp.decided_tests}  # type: ignore[attr-defined]
    for node, variables in context.interp.variable_lists.items():
        if node in context.interp.late_lists and not cut_short(context.interp, node):
            raise Obstacle(node, "a list of all global variables, those of optimizers among them")
        listed = words(context, node, variables)
        alone = len(listed) == 1 and listed[0].startswith("*")
        one = alone and (_indexed(context, node) or node in chosen and listed[0][1:].isidentifier())
        context.source.replace(node, listed[0][1:] if one else looped_objects.display(listed))
    for node in context.interp.decided_tests:
        _untested(context, node)
    for node, names in context.interp.name_lists.items():
        context.source.replace(node, "[" + ", ".join(f"{n!r}" for n in names) + "]")
