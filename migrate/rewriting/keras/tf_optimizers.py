"""`model.compile(optimizer=tf.train.AdamOptimizer(0.001))`: Keras optimizers of the same numbers.

Keras 2 wrapped TensorFlow 1's optimizers; Keras 3 takes its own only.
"""

from __future__ import annotations

import ast

from migrate.rewriting.keras.context import Context
from migrate.rewriting.optimizers import KERAS, WHY
from migrate.stages.tf_calls import OPTIMIZERS, bind

# its mean square starts at one, which Keras has no argument for
LEFT = {"train.RMSPropOptimizer"}


def convertible(context: Context, node: ast.expr) -> list[ast.Call]:
    """The optimizers of tf.train that an argument of `compile` stands for; none where one has no certain form."""
    found = context.values(node) or []
    if any((context.keras(n) or ("", ""))[1].endswith("layers.Embedding") for n in context.nodes):
        return []  # gradients of rows, which Keras adds up otherwise
    calls = [v for v in found if isinstance(v, ast.Call)]
    return calls if calls and len(calls) == len(found) and all(_certain(context, c) for c in calls) else []


def _certain(context: Context, call: ast.Call) -> bool:
    name = _name(context, call)
    bound = bind(call, OPTIMIZERS[name]) if name in KERAS and name not in LEFT else None
    if bound is None or "learning_rate" not in bound and name != "train.AdamOptimizer":
        return False
    numbers = [v for k, v in bound.items() if k != "name"]
    return all(isinstance(context.constant(v), (int, float)) for v in numbers) and _only_compiled(context, call)


def _name(context: Context, call: ast.Call) -> str:
    return (context.names.resolve(call.func) or "").removeprefix("tensorflow.")


def _only_compiled(context: Context, call: ast.Call) -> bool:
    """Whether an optimizer goes to `compile` and nowhere else."""
    parent = context.parents[call]
    if _compiles(context, call, parent):
        return True
    if not isinstance(parent, ast.Assign) or len(parent.targets) != 1 or not isinstance(parent.targets[0], ast.Name):
        return False
    name = parent.targets[0].id
    uses = [n for n in context.nodes if isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)]
    return all(_compiles(context, use, context.parents[use]) for use in uses)


def _compiles(context: Context, node: ast.AST, parent: ast.AST) -> bool:
    call = context.parents.get(parent) if isinstance(parent, ast.keyword) else parent
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "compile"


def rewrite(context: Context, node: ast.expr, flavour: str) -> None:
    """Writes the optimizers that an argument of `compile` stands for."""
    source = context.source
    assert source is not None
    for call in convertible(context, node):
        name = _name(context, call)
        keras, renames, pins = KERAS[name]
        bound = bind(call, OPTIMIZERS[name]) or {}
        words = []
        for key, value in bound.items():
            if key not in ("learning_rate", *renames):
                continue
            text = source.expression(value)
            if key == "learning_rate" and isinstance(context.constant(value), int):  # Keras takes no integers
                text = repr(float(value.value)) if isinstance(value, ast.Constant) else f"float({text})"
            first = key == "learning_rate" and value in call.args
            words.append(text if first else f"{renames.get(key, key)}={text}")
        given = {renames.get(key, key) for key in bound}
        added = [f"{key}={value}" for key, value in pins.items() if key not in given]
        source.replace(call, f"{context.prefix(flavour)}.optimizers.{keras}({', '.join(words + added)})")
        context.find("TF401", call, f"`tf.{name}` is `{keras}` of Keras")
        if added:
            context.find("TF301", call, f"{keras} computes as TF1 did: {WHY[keras]}")
