"""One pass over an eager file: every TensorFlow symbol through the table or the module of its construct."""

from __future__ import annotations

import ast

from migrate import symbols as table
from migrate.rewriting import flags, images, symbols
from migrate.rewriting.eager import (
    datasets,
    functions,
    is_switch,
    losses,
    models,
    optimizers,
    summaries,
    variables,
)
from migrate.rewriting.eager.context import Context
from migrate.rewriting.eager.kinds import DATASET, HOST, MODEL
from migrate.rewriting.native import _delete
from migrate.stages import tf_calls
from migrate.stages.program import Obstacle

CONTRIB = "contrib.eager."
# symbols of graphs and sessions, which an eager program cannot use
GRAPH = {"placeholder", "placeholder_with_default", "Session", "InteractiveSession", "Graph", "get_default_graph"}
GRAPH |= {"variable_scope", "control_dependencies", "group", "no_op", "global_variables_initializer", "train.Saver"}
GRAPH |= {"trainable_variables", "global_variables", "get_collection", "add_to_collection", "gradients", "AUTO_REUSE"}
# what TF1's tensors, variables and models have and TensorFlow 2's do not
METHODS = {"eval", "initialized_value", "load", "save_weights", "load_weights", "output_types", "output_shapes"}


def rewrite(context: Context) -> None:
    models.check(context)
    _drop_statements(context)
    for node in ast.walk(context.tree):
        if isinstance(node, ast.stmt) and optimizers.is_statement(context, node):
            optimizers.note_statement(context, node)
    visit(context, context.tree)
    optimizers.finish(context)
    models.note_printed(context)


def _drop_statements(context: Context) -> None:
    """The switch itself, names for tf.contrib.eager, and the session configuration that the switch was given."""
    for node in ast.walk(context.tree):
        if not isinstance(node, ast.stmt):
            continue
        if is_switch(node, context.names):
            assert isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
            given = [*node.value.args, *(k.value for k in node.value.keywords if k.arg != "config")]
            if given and not (len(given) == 1 and isinstance(given[0], ast.Name)):
                raise Obstacle(node, "eager execution with a device policy or an execution mode")
            context.note(node, "TF102", "TensorFlow 2 is eager from the start")
            _delete(context, node)
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            path = context.resolved(node.value)
            if path in ("contrib.eager", "contrib", "contrib.summary") and isinstance(node.targets[0], ast.Name):
                _delete(context, node)
            elif _is_config(context, node.value) or _is_config(context, node.targets[0]):
                _delete(context, node)


def _is_config(context: Context, node: ast.AST) -> bool:
    """`tf.ConfigProto(...)`, or an attribute of a name that holds one."""
    if isinstance(node, ast.Call):
        return context.resolved(node.func) in tf_calls.CONFIG
    inside = isinstance(node, ast.Attribute)
    while isinstance(node, ast.Attribute):
        node = node.value
    if not inside or not isinstance(node, ast.Name):
        return False
    owner = context.names.scope_of.get(node, context.names.module_scope).find(node.id)
    bound = [context.parents.get(b) for b in owner.bindings[node.id]] if owner is not None else []
    return bool(bound) and all(isinstance(b, ast.Assign) and _is_config(context, b.value) for b in bound)


def visit(context: Context, node: ast.AST) -> None:
    """Inner expressions first, so that the outer ones are written with their edits."""
    if isinstance(node, ast.stmt) and node in context.deleted:
        return
    if isinstance(node, ast.Call):
        path = context.resolved(node.func)
        for child in [*node.args, *(k.value for k in node.keywords)]:
            visit(context, child)
        if path:
            _call(context, node, path)
        else:
            visit(context, node.func)
            _method(context, node)
        return
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        symbols._import(context, node)
        return
    if isinstance(node, (ast.Attribute, ast.Name)) and isinstance(node.ctx, ast.Load):
        path = context.resolved(node)
        if path:
            _reference(context, node, path)
            return
    if isinstance(node, ast.Attribute):
        _attribute(context, node)
    for child in ast.iter_child_nodes(node):
        visit(context, child)
    if isinstance(node, ast.stmt):
        optimizers.rewrite_statement(context, node)
        functions.rewrite_statement(context, node)


def _call(context: Context, node: ast.Call, name: str) -> None:
    if name.startswith("keras."):
        return  # brought to Keras 3 before
    if name in GRAPH or name in symbols.ITERATORS and name != "data.make_one_shot_iterator":
        raise Obstacle(node, f"`tf.{name}` in an eager program")
    for part in (variables, optimizers, functions, losses, summaries, models, datasets, images):
        if part.rewrite_call(context, node, name):
            return
    if flags.is_part("tensorflow." + name):
        flags.rewrite_call(context, node, "tensorflow." + name)
        return
    if name in tf_calls.SEEDS:
        context.source.replace(node.func, f"{context.tf}.random.set_seed")
        return
    symbol = _symbol(node, name)
    if symbol.kind == "same" and not symbol.special and not symbol.check:
        return
    symbols._apply(context, node, symbol, name)


def _symbol(node: ast.AST, name: str) -> table.Symbol:
    symbol = table.lookup("tensorflow." + name)
    if symbol is None:
        raise Obstacle(node, f"`tf.{name}` is not known")
    if symbol.kind == "gone":
        raise Obstacle(node, f"`tf.{name}`: {symbol.note or 'no native form'}")
    return symbol


def _reference(context: Context, node: ast.AST, name: str) -> None:
    if name == "keras" or name.startswith("keras.") or flags.is_part("tensorflow." + name):
        if flags.is_part("tensorflow." + name):
            flags.rewrite_reference(context, node)
        return
    if name in GRAPH:
        raise Obstacle(node, f"`tf.{name}` in an eager program")
    for part in (functions, models, variables):
        if part.rewrite_reference(context, node, name):
            return
    symbols._reference(context, node, "tensorflow." + name)


def _method(context: Context, node: ast.Call) -> None:
    func = node.func
    if not isinstance(func, ast.Attribute):
        return
    if datasets.rewrite_method(context, node, func) or models.rewrite_method(context, node, func):
        return
    optimizers.check_method(context, node, func)


def _attribute(context: Context, node: ast.Attribute) -> None:
    """`x.shape[0].value`: a dimension is a plain number in TensorFlow 2."""
    if node.attr == "value" and isinstance(node.value, ast.Subscript) and _is_shape(node.value.value):
        source = context.source
        source.replace_span(source.span(node.value)[1], source.span(node)[1], "")
    elif node.attr in METHODS and not context.kinds.certain(node.value, HOST):
        kind = context.kinds.of(node.value)
        if node.attr not in ("load", "eval") or kind not in (MODEL, DATASET):
            raise Obstacle(node, f"`.{node.attr}` in an eager program")


def _is_shape(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr == "get_shape"
    return isinstance(node, ast.Attribute) and node.attr == "shape" or isinstance(node, ast.Name) and "shape" in node.id
