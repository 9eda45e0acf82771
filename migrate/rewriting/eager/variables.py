"""Variables of an eager program: each call makes one, `get_variable` too, which shares nothing by name there."""

from __future__ import annotations

import ast

from migrate import symbols as table
from migrate.rewriting.eager.context import Context
from migrate.rewriting.variables import rewrite_variable
from migrate.stages import tf_calls
from migrate.stages.program import Obstacle

TFE = "contrib.eager.Variable"
STEPS = {"train.get_or_create_global_step", "train.create_global_step"}


def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    if name in ("Variable", TFE):
        rewrite_variable(context, node)
        context.source.replace(node.func, f"{context.tf}.Variable")
        if name == TFE:
            context.note(node, "TF102", f"`tf.{name}` -> `{context.tf}.Variable`")
        return True
    if name == "get_variable":
        _get_variable(context, node)
        return True
    if name in STEPS:
        _global_step(context, node)
        return True
    return False


def rewrite_reference(context: Context, node: ast.AST, name: str) -> bool:
    """An initializer that is passed as a class: TF1 makes one of it."""
    parent = context.parents.get(node)
    if name.endswith("_initializer") and isinstance(parent, ast.keyword) and parent.arg == "initializer":
        return isinstance(context.parents.get(parent), ast.Call)
    if name in STEPS or name == "get_variable":
        raise Obstacle(node, f"`tf.{name}` is passed on")
    return False


def _get_variable(context: Context, node: ast.Call) -> None:
    bound = tf_calls.bind(node, tf_calls.GET_VARIABLE_PARAMS)
    if bound is None or set(bound) - {"name", "shape", "dtype", "initializer", "trainable"}:
        raise Obstacle(node, "`get_variable` with collections or other TF1 arguments")
    source, tf = context.source, context.tf
    text = None
    dtype = source.expression(bound["dtype"]) if "dtype" in bound else f"{tf}.float32"
    initializer = bound.get("initializer")
    if initializer is None or (isinstance(initializer, ast.Constant) and initializer.value is None):
        if "shape" not in bound or "dtype" in bound and "float" not in dtype:
            raise Obstacle(node, "`get_variable` without shape and initializer")
        text = f"{tf}.keras.initializers.GlorotUniform()({source.expression(bound['shape'])}, {dtype})"
    else:
        made = initializer.func if isinstance(initializer, ast.Call) else initializer
        symbol = table.lookup("tensorflow." + context.resolved(made)) if context.resolved(made) else None
        given: list[tuple[str | None, str]] = []
        if isinstance(initializer, ast.Call):
            given = [(None, source.expression(a)) for a in initializer.args]
            given += [(k.arg, source.expression(k.value)) for k in initializer.keywords]
        if symbol is not None and "shape" in bound:
            text = table.initial_value(symbol, given, source.expression(bound["shape"]), dtype, tf=tf)
    if text is None:
        raise Obstacle(node, "`get_variable` with an initializer that is not known here")
    words = [text]
    for key in ("trainable", "name"):
        if key in bound:
            words.append(f"{key}={source.expression(bound[key])}")
    context.note(node, "TF102", f"`tf.get_variable` -> `{tf}.Variable`")
    source.replace(node, f"{tf}.Variable({', '.join(words)})")


def _global_step(context: Context, node: ast.Call) -> None:
    """There is one global step: it can only be written where the program asks for it once, at module level."""
    asked = [c for c in context.kinds.calls if context.resolved(c.func) in {*STEPS, "train.get_global_step"}]
    statement = context.statement(node)
    if len(asked) > 1 or statement not in context.tree.body or not isinstance(statement, ast.Assign):
        raise Obstacle(node, "the global step is asked for in several places")
    tf = context.tf
    context.source.replace(node, f'{tf}.Variable(0, trainable=False, dtype={tf}.int64, name="global_step")')
