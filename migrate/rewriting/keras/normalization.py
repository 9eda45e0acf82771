"""BatchNormalization, whose moving variance TensorFlow 1 computed otherwise, in two ways.

n counts the values of one channel in a batch. Keras 2.3 multiplies the batch's variance by n / (n - 1 - epsilon) before
it goes into the moving variance; the fused kernel of 4-D inputs has multiplied it by n / (n - 1) before. tf.keras 1.15
has the second factor alone.
"""

from __future__ import annotations

import ast

from migrate.rewriting import arguments as args
from migrate.rewriting.keras.context import STANDALONE, Context
from migrate.rewriting.keras.helpers import helper
from migrate.rewriting.keras.layers import adds_before, layer_class

_REBUILT = ("load_model", "model_from_json", "clone_model", "from_config")
_NOT_FUSED = ("fused", "renorm", "virtual_batch_size", "adjustment")


def rewrite(context: Context) -> None:
    source = context.source
    assert source is not None
    for call, flavour in _calls(context):
        if _needs_factor(context, call, flavour):
            kind = "BatchNormalization" if flavour == STANDALONE else "FusedBatchNormalization"
            source.replace(call.func, helper(context, kind, flavour))
            context.find("TF301", call, "BatchNormalization keeps another moving variance in Keras 3")


def obstacles(context: Context) -> None:
    made = _calls(context)
    for call, flavour in made:
        for message in _obstacles(context, call, flavour):
            context.find("TF212", call, message, fixable=False)
    if not made:
        return
    for node in _called_again(context):
        context.find("TF212", node, "a BatchNormalization whose model is called several times", fixable=False)


def _calls(context: Context) -> list[tuple[ast.Call, str]]:
    found = [(call, layer_class(context, call)) for call in context.calls]
    return [(call, made[0]) for call, made in found if made is not None and made[1] == "BatchNormalization"]


def _needs_factor(context: Context, call: ast.Call, flavour: str) -> bool:
    """Whether the moving variance had a factor; of flat inputs tf.keras has none."""
    return flavour == STANDALONE or not flat_input(context, call)


def _obstacles(context: Context, call: ast.Call, flavour: str) -> list[str]:
    found = []
    if args.keyword(call, "trainable"):
        found.append("a frozen BatchNormalization still normalizes by the batch in Keras 2")
    if args.keyword(call, *_NOT_FUSED):
        found.append("a BatchNormalization with settings that Keras 3 does not have")
    if not _needs_factor(context, call, flavour):
        return found
    if context.eager or not _last_axis(context, call):
        found.append("BatchNormalization keeps another moving variance in Keras 3")
    elif any(_rebuilds(context, c) for c in context.calls):
        found.append("a model with BatchNormalization is rebuilt from its description")
    if any(k.arg == "training" for c in context.calls for k in c.keywords):
        found.append("BatchNormalization whose phase the program chooses")
    return found


def _last_axis(context: Context, call: ast.Call) -> bool:
    """Whether the last axis is normalized, where the fused kernel is certain to run on 4-D inputs."""
    axis = args.argument(call, "axis", 0)
    return axis is None or context.constant(axis) in (-1, 3) or flat_input(context, call)


def _rebuilds(context: Context, call: ast.Call) -> bool:
    return isinstance(call.func, (ast.Name, ast.Attribute)) and (
        (context.keras_call(call) or ("", ""))[1].rsplit(".", 1)[-1] in _REBUILT
        or (isinstance(call.func, ast.Attribute) and call.func.attr == "from_config")
    )


def _called_again(context: Context) -> list[ast.AST]:
    """Calls of a layer or a model that is called elsewhere too: their updates of one average had no order."""
    calls: dict[object, list[ast.Call]] = {}
    for call in context.calls:
        if not isinstance(call.func, (ast.Name, ast.Attribute)):
            continue
        known = context.values(call.func)
        if known is None and isinstance(call.func, ast.Name) and _held(context, call.func):
            calls.setdefault(call.func.id, []).append(call)
        for value in known or []:
            made = context.keras_call(value)
            if made is not None and made[1].rsplit(".", 1)[-1] in ("Sequential", "Model", "BatchNormalization"):
                calls.setdefault(value, []).append(call)
    return [same[-1] for same in calls.values() if len(same) > 1 or _in_loop(context, same[0])]


def _held(context: Context, node: ast.Name) -> bool:
    """Whether a name stands for a value, not for a function, a class or a module."""
    owner = context.names.scope_of.get(node, context.names.module_scope).find(node.id)
    return owner is not None and any(isinstance(b, (ast.Name, ast.arg)) for b in owner.bindings[node.id])


def _in_loop(context: Context, node: ast.AST) -> bool:
    at = context.parents.get(node)
    while at is not None and not isinstance(at, (ast.FunctionDef, ast.Lambda)):
        if isinstance(at, (ast.For, ast.While, ast.ListComp, ast.GeneratorExp)):
            return True
        at = context.parents.get(at)
    return False


def flat_input(context: Context, call: ast.Call) -> bool:
    """Whether a layer's input is certainly of rank 2: it follows a Dense or Flatten in the same Sequential."""
    items = adds_before(context, call)
    while items:
        previous = context.value(items.pop())
        made = layer_class(context, previous) if previous is not None else None
        if made is None:
            return False
        if made[1] == "Flatten":
            return True
        if made[1] == "Dense" and isinstance(previous, ast.Call):
            shape = context.value(args.argument(previous, "input_shape") or previous)
            if args.keyword(previous, "input_dim") or (isinstance(shape, ast.Tuple) and len(shape.elts) == 1):
                return True
            continue
        if made[1] not in ("Activation", "Dropout", "BatchNormalization", "LeakyReLU", "ELU", "PReLU"):
            return False
    return False
