"""Keras callbacks: arguments that went."""

from __future__ import annotations

import ast

from migrate.rewriting import arguments as args
from migrate.rewriting.keras.context import STANDALONE, Context

_GONE = {"TensorBoard": ("batch_size", "write_grads", "embeddings_layer_names", "embeddings_data")}


def _callback(context: Context, call: ast.AST) -> tuple[str, str] | None:
    found = context.keras_call(call)
    if found and found[1].startswith("callbacks.") and found[1].count(".") == 1:
        return found[0], found[1].split(".")[1]
    return None


def rewrite(context: Context) -> None:
    source = context.source
    assert source is not None
    for call in context.calls:
        made = _callback(context, call)
        if not made:
            continue
        flavour, name = made
        gone: list[ast.keyword] = [k for k in call.keywords if k.arg in _GONE.get(name, ())]
        if name == "ModelCheckpoint":
            gone += [k for k in call.keywords if k.arg == "period" and context.constant(k.value) == 1]
        for item in gone:
            context.find("TF401", item, f"{name} has no `{item.arg}` in Keras 3")
        args.remove(source, call, gone)
        if name == "ReduceLROnPlateau" and flavour == STANDALONE:
            item = args.keyword(call, "epsilon")
            if item is not None:
                args.rename(source, item, "min_delta")
                context.find("TF401", item, "`epsilon` is `min_delta`")


def obstacles(context: Context) -> None:
    for call in context.calls:
        made = _callback(context, call)
        if made and made[1] == "ModelCheckpoint":
            period = args.keyword(call, "period")
            if period is not None and context.constant(period.value) != 1:
                context.find("TF218", period, "Keras 3's ModelCheckpoint has no `period`", fixable=False)
        elif made and made[1] == "TensorBoard" and args.keyword(call, "embeddings_data"):
            context.find("TF218", call, "Keras 3's TensorBoard writes no embeddings of data", fixable=False)
