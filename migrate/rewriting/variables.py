"""tf.Variable and tf.get_variable."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import dtypes, tf_calls
from migrate.stages.program import Obstacle
from migrate.stages.values import Host, Initializer, Symbol, Variable

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def rename(context: Context) -> None:
    """Variables whose name is bound to something else later get a name that stays theirs."""
    for variable in context.interp.read_in_helpers.values():
        if len(context.names.module_scope.bindings.get(variable.access or "", [])) > 1:
            context.plan.renamed[variable] = variable.access  # type: ignore[assignment]
    for variable, name in context.plan.renamed.items():
        scope = (variable.graph_name or "").split("/")[0]
        scoped = [f"{scope}_{name}"] if scope.isidentifier() and "/" in (variable.graph_name or "") else []
        new = context.fresh(*scoped, f"{name}_variable")
        for node in ast.walk(context.tree):
            if isinstance(node, ast.Name) and node.id == name and context.value(node) is variable:
                context.source.replace(node, new)
        if variable.access == name:
            variable.access = new


def rewrite_variable(context: Context, node: ast.Call) -> None:
    """`tf.Variable(value, trainable)`: the same in TF2 as far as its arguments are those that exist there."""
    bound = tf_calls.bind(node, tf_calls.VARIABLE_PARAMS)
    if bound is None or set(bound) - {"initial_value", "trainable", "name", "dtype", "validate_shape"}:
        raise Obstacle(node, "a variable with collections or other TF1 arguments")
    if "initial_value" not in bound:
        raise Obstacle(node, "a variable without an initial value")
    context.initial_texts[node] = context.source.expression(bound["initial_value"])
    if "validate_shape" in bound:
        raise Obstacle(node, "a variable whose shape is not validated")
    if len(node.args) == 2 and isinstance(context.value(node.args[1]), Symbol):
        # a dtype given where TF1 expects `trainable`: true there, and without a say on the type
        context.source.replace_span(context.source.span(node.args[0])[1], context.source.span(node.args[1])[1], "")
        context.note(
            node, "TF102", "the second argument of `tf.Variable` is `trainable`, which a dtype only switches on"
        )
    if len(node.args) > 2:
        raise Obstacle(node, "a variable with positional TF1 arguments")


def is_initializer_class(context: Context, node: ast.AST) -> bool:
    """Whether a symbol is what `get_variable` takes as its initializer: `rewrite_get_variable` writes it."""
    keyword = context.interp.parents.get(node)
    call = context.interp.parents.get(keyword) if isinstance(keyword, ast.keyword) else None
    if not isinstance(call, ast.Call) or keyword.arg != "initializer" or not isinstance(context.value(node), Symbol):
        return False
    return context.names.resolve(call.func) == "tensorflow.get_variable"


def _of_class(context: Context, path: str, bound: dict[str, ast.expr], dtype: str) -> str | None:
    from migrate import symbols as table

    symbol = table.lookup(path)
    if symbol is None or "shape" not in bound:
        return None
    return table.initial_value(symbol, [], context.source.expression(bound["shape"]), dtype, tf=context.tf)


def _default(context: Context, bound: dict[str, ast.expr], dtype: str) -> str:
    """The first value of a variable without an initializer: Glorot's for fractions, zeros for all else."""
    tf, shape = context.tf, context.source.expression(bound["shape"])
    known = dtypes.named(context.names, bound["dtype"]) if "dtype" in bound else "float32"
    if known is not None and known.startswith(("int", "uint", "bool")):
        return f"{tf}.zeros({shape}, {dtype})"
    if known is None or not known.startswith("float"):
        raise Obstacle(bound.get("dtype", bound["shape"]), "`get_variable` of a dtype that is not known from the text")
    return f"{tf}.keras.initializers.GlorotUniform()({shape}, {dtype})"


def rewrite_get_variable(context: Context, node: ast.Call) -> None:
    """`tf.get_variable(name, shape, initializer=...)` -> `tf.Variable(initial value, name=...)`."""
    from migrate import symbols as table

    bound = tf_calls.bind(node, tf_calls.GET_VARIABLE_PARAMS)
    if node in context.interp.aliases or node in context.interp.read_in_helpers:
        return  # `share` writes it
    if bound is None or set(bound) - {*tf_calls.GET_VARIABLE_PARAMS[:6], "collections"}:
        raise Obstacle(node, "`get_variable` with collections or other TF1 arguments")
    source, tf = context.source, context.tf
    made = [v for v in context.interp.variables if v.node is node]
    name = source.expression(bound["name"])
    if len(made) == 1 and made[0] in context.interp.named:  # the program reads its name
        name = f'"{made[0].saved_name}"'
    trainable = f", trainable={source.expression(bound['trainable'])}" if "trainable" in bound else ""
    dtype = source.expression(bound["dtype"]) if "dtype" in bound else f"{tf}.float32"
    initializer = bound.get("initializer")
    value = context.value(initializer) if initializer is not None else None
    if value is None or (isinstance(value, Host) and value.const is None):
        if "shape" not in bound:
            raise Obstacle(node, "`get_variable` without shape and initializer")
        text = _default(context, bound, dtype)
    elif isinstance(value, Initializer):
        if "shape" not in bound:
            raise Obstacle(node, "`get_variable` without a shape")
        call = value.node
        text = None
        if isinstance(call, ast.Call):
            path = context.names.resolve(call.func) or ""
            symbol = table.lookup(path)
            if symbol is not None and call is initializer:
                arguments = [(None, source.expression(a)) for a in call.args]
                arguments += [(k.arg, source.expression(k.value)) for k in call.keywords]
                text = table.initial_value(symbol, arguments, source.expression(bound["shape"]), dtype, tf=tf)
        if text is None:
            text = f"{source.expression(initializer)}({source.expression(bound['shape'])}, {dtype})"
    elif isinstance(value, Symbol) and (text := _of_class(context, value.path, bound, dtype)) is not None:
        pass  # an initializer's class, of which TF1 makes one without arguments
    elif isinstance(value, Variable):
        raise Obstacle(node, "the initial value of a variable reads another variable")
    else:
        text = source.expression(initializer)
    context.initial_texts[node] = text
    source.replace(node, f"{tf}.Variable({text}{trainable}, name={name})")


def share(context: Context) -> None:
    """`w = tf.get_variable("w")` under `reuse`: another name for the variable that was made before."""
    from migrate.rewriting.native import _delete

    for node, variable in context.interp.aliases.items():
        if node in context.interp.layers or variable.node in context.interp.layers:
            continue
        statement = context.interp.parents.get(node)
        named = isinstance(statement, ast.Assign) and statement.value is node and len(statement.targets) == 1
        if not named or not isinstance(statement.targets[0], ast.Name) or variable.access is None:  # type: ignore[union-attr]
            raise Obstacle(node, f"variable `{variable.graph_name}` is shared by name")
        if statement.targets[0].id == variable.access:  # type: ignore[union-attr]
            _delete(context, statement)  # type: ignore[arg-type]
        else:
            context.source.replace(node, variable.access)
    for node, variable in context.interp.read_in_helpers.items():
        statement = context.interp.parents[node]
        name = statement.targets[0].id  # type: ignore[attr-defined]
        _delete(context, statement)  # type: ignore[arg-type]
        for read in ast.walk(_helper(context, statement)):
            if isinstance(read, ast.Name) and read.id == name and isinstance(read.ctx, ast.Load):
                if context.value(read) is variable and variable.access != name:
                    context.source.replace(read, variable.access or name)


def _helper(context: Context, node: ast.AST) -> ast.AST:
    while not isinstance(node, ast.FunctionDef):
        node = context.interp.parents[node]
    return node
