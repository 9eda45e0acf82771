"""Variables and layers that a helper of tensors makes: they move out of it, beside the call that made them.

TF1 ran such a helper once, to build the graph. A function of TensorFlow 2 runs at each trace, so what it creates has to
exist before.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.planning import Hoist
from migrate.rewriting import arguments as args
from migrate.stages.program import Obstacle
from migrate.stages.values import Host, Initializer, Value, Variable, leaves

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def substitute(context: Context) -> None:
    """Inside the expressions that move, parameters become the arguments of the call and local names their values."""
    for node in creating_nodes(context):
        hoists = [h for h in context.plan.hoists if h.node is node]
        if hoists[0].definition in context.plan.modules:
            continue
        for inner in build_time(context, node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
                text = _outside(context, hoists[0], inner, set())
                if text is not None and text != inner.id:
                    context.source.replace(inner, text)


def creating_nodes(context: Context) -> list[ast.AST]:
    found: list[ast.AST] = []
    for hoist in context.plan.hoists:
        if hoist.node not in found:
            found.append(hoist.node)
    return found


def movable(context: Context, hoist: Hoist) -> bool:
    """Whether what a helper makes can stand beside its one call, as an assignment of what is known there."""
    statement = context.interp.parents.get(hoist.node)
    while isinstance(statement, (ast.Tuple, ast.List)):
        statement = context.interp.parents.get(statement)
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or statement.value is not hoist.node:
        return False
    if not straight(context, statement, hoist.definition):
        return False
    targets = statement.targets[0].elts if isinstance(statement.targets[0], ast.Tuple) else [statement.targets[0]]
    bindings = context.names.inner_scope(hoist.definition).bindings
    if not all(isinstance(t, ast.Name) and len(bindings.get(t.id, [])) == 1 for t in targets):
        return False
    try:
        for inner in build_time(context, hoist.node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
                _outside(context, hoist, inner, set())
    except Obstacle:
        return False
    return True


def build_parts(context: Context, node: ast.AST) -> list[ast.AST]:
    """The arguments of a layer's call that are evaluated when the layer is made: all but its inputs."""
    from migrate.stages import tf_calls

    path = (context.names.resolve(node.func) or "").removeprefix("tensorflow.")  # type: ignore[attr-defined]
    bound = tf_calls.bind(node, tf_calls.LAYERS[path]) or {}  # type: ignore[arg-type]
    return [part for key, part in bound.items() if key not in ("inputs", "reuse", "training", "is_training")]


def build_time(context: Context, node: ast.AST) -> list[ast.AST]:
    """The nodes of a creating expression that are evaluated when it is made: for a layer, all but its inputs."""
    if node in context.interp.layers:
        return [n for part in build_parts(context, node) for n in ast.walk(part)]
    return list(ast.walk(node))


def _outside(context: Context, hoist: Hoist, name: ast.Name, seen: set[str]) -> str | None:
    """What a name of the helper's body is called outside; None where it is not the helper's own."""
    scope = context.names.inner_scope(hoist.definition)
    bindings = scope.bindings.get(name.id)
    if not bindings:
        return None
    value = context.value(name)
    if isinstance(value, Variable):
        return None  # hoisted itself, renamed with the others
    if name.id in seen:
        raise Obstacle(name, f"`{name.id}` is computed in steps inside the helper")
    if isinstance(bindings[0], ast.arg):
        if len(bindings) > 1:
            raise Obstacle(name, f"the parameter `{name.id}` is bound again")
        return _argument(context, hoist, name)
    if len(bindings) == 1 and isinstance(bindings[0], ast.Name):
        statement = context.interp.parents.get(bindings[0])
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and statement.targets[0] is bindings[0]:
            if _is_host(context.value(statement.value)):
                for inner in ast.walk(statement.value):
                    if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
                        text = _outside(context, hoist, inner, seen | {name.id})
                        if text is not None and text != inner.id:
                            raise Obstacle(name, f"`{name.id}` is computed in steps inside the helper")
                loose = not isinstance(
                    statement.value, (ast.Name, ast.Constant, ast.Call, ast.List, ast.Tuple, ast.Attribute)
                )
                text = context.source.segment(statement.value)
                return f"({text})" if loose else text
    raise Obstacle(name, f"`{name.id}` is known only inside the helper")


def _is_host(value: Value | None) -> bool:
    return value is not None and all(
        isinstance(x, (Host, Initializer)) and not getattr(x, "note", "").startswith("static") for x in leaves(value)
    )


def _argument(context: Context, hoist: Hoist, name: ast.Name) -> str:
    """The source of the argument that the parameter got at the call."""
    definition, call = hoist.definition, hoist.call
    parameters = [a.arg for a in [*definition.args.posonlyargs, *definition.args.args]]
    found: ast.expr | None = None
    if isinstance(call, ast.Call) and not any(isinstance(a, ast.Starred) for a in call.args):
        for keyword in call.keywords:
            if keyword.arg == name.id:
                found = keyword.value
        if found is None and name.id in parameters and parameters.index(name.id) < len(call.args):
            found = call.args[parameters.index(name.id)]
        if found is None:
            found = args.defaults(definition).get(name.id)
    if found is None or not _is_host(context.value(found)):
        raise Obstacle(name, f"`{name.id}` is not a plain value at the call")
    simple = (ast.Name, ast.Constant, ast.Attribute, ast.List, ast.Tuple, ast.Call, ast.UnaryOp)
    text = context.source.segment(found)
    return text if isinstance(found, simple) else f"({text})"


def rewrite(context: Context) -> None:
    """Moves the creating expressions out and lets the helper use their names."""
    from migrate.rewriting.native import _delete

    source = context.source
    module_names = set(context.names.module_scope.bindings)
    named: dict[Variable, str] = {}
    for node in creating_nodes(context):
        hoists = [h for h in context.plan.hoists if h.node is node]
        first = hoists[0]
        if first.definition in context.plan.modules or node in context.interp.layers:
            continue  # modules.rewrite and layers.rewrite_call do these
        statement = context.interp.parents.get(node)
        while isinstance(statement, (ast.Tuple, ast.List)):
            statement = context.interp.parents.get(statement)
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or statement.value is not node:
            raise Obstacle(node, "a variable is made inside an expression of a helper")
        if not straight(context, statement, first.definition):
            raise Obstacle(node, "a variable is made under a condition")
        targets = statement.targets[0].elts if isinstance(statement.targets[0], ast.Tuple) else [statement.targets[0]]
        if len(targets) != len(hoists) or not all(isinstance(t, ast.Name) for t in targets):
            raise Obstacle(node, "variables made together are not unpacked")
        words = []
        for target, hoist in zip(targets, hoists, strict=True):
            wished = target.id
            if wished in module_names or wished in named.values():
                wished = context.fresh(f"{first.definition.name}_{target.id}")
            named[hoist.variable] = wished
            hoist.variable.access = wished
            words.append(wished)
        lines = f"{', '.join(words)} = {source.expression(node)}".split("\n")
        width = len(source.indent_of(statement))
        lines[1:] = [line[width:] if line[:width].isspace() else line for line in lines[1:]]
        context.hoisted_lines.setdefault(first.unit, []).extend(lines)
        _delete(context, statement)
    for variable, new in named.items():
        definition = next(h.definition for h in context.plan.hoists if h.variable is variable)
        for inner in ast.walk(definition):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load) and context.value(inner) is variable:
                if inner.id != new:
                    source.replace(inner, new)


def straight(context: Context, node: ast.AST, definition: ast.AST) -> bool:
    """Whether a statement runs whenever its function does."""
    current = context.interp.parents.get(node)
    while current is not None and current is not definition:
        if isinstance(current, (ast.IfExp, ast.BoolOp, ast.Lambda)):
            return False
        if isinstance(current, ast.stmt) and not isinstance(current, (ast.With, ast.Assign, ast.AugAssign, ast.Return)):
            return False
        current = context.interp.parents.get(current)
    return True
