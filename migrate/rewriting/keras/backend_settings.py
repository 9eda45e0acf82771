"""Settings of the Keras backend: Keras 1's names of image orderings, and how many GPUs there are."""

from __future__ import annotations

import ast

from migrate.rewriting.keras.context import Context

_FORMATS = {"tf": "channels_last", "th": "channels_first"}
_GPUS = "_get_available_gpus"


def rewrite(context: Context) -> None:
    source = context.source
    assert source is not None
    for node, _, path in list(context.uses()):
        name = path.rsplit(".", 1)[-1]
        if not path.startswith("backend.") or not certain(context, node, name):
            continue
        assert isinstance(node, ast.Attribute)
        call = context.parents[node]
        assert isinstance(call, ast.Call)
        if name == _GPUS:
            source.replace(call, f'{context.module("tensorflow", "tf")}.config.list_physical_devices("GPU")')
            context.find("TF401", node, "TensorFlow lists the GPUs")
            continue
        end = source.span(node)[1]
        source.replace_span(end - len("dim_ordering"), end, "data_format")
        for text in _orderings(context, call, name) or []:
            quote = source.segment(text)[-1]
            source.replace(text, f"{quote}{_FORMATS[str(text.value)]}{quote}")
        context.find("TF401", node, f"`{name}` of Keras 1 is `{name.replace('dim_ordering', 'data_format')}`")


def obstacles(context: Context) -> None:
    """None of its own: `imports` asks which uses are certain."""


def certain(context: Context, node: ast.AST, name: str) -> bool:
    """Whether a function of the backend has its form here."""
    call = context.parents.get(node)
    if not isinstance(node, ast.Attribute) or not isinstance(call, ast.Call) or call.func is not node:
        return False
    if name == _GPUS:
        return not call.args and not call.keywords and _counted(context, call)
    return name in ("image_dim_ordering", "set_image_dim_ordering") and _orderings(context, call, name) is not None


def _counted(context: Context, call: ast.Call) -> bool:
    """Whether only the length of a list is looked at."""
    parent = context.parents[call]
    if isinstance(parent, (ast.If, ast.IfExp)):
        return parent.test is call
    return isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in ("len", "bool")


def _orderings(context: Context, call: ast.Call, name: str) -> list[ast.Constant] | None:
    """The orderings that a call is given or compared with; None when they cannot be seen."""
    found: list[ast.expr] = []
    if name == "set_image_dim_ordering":
        found = [*call.args, *(k.value for k in call.keywords)]
        if len(call.args) != 1 or call.keywords:
            return None
    else:
        parent = context.parents[call]
        if not isinstance(parent, ast.Compare) or not all(
            isinstance(op, (ast.Eq, ast.NotEq, ast.In, ast.NotIn)) for op in parent.ops
        ):
            return None
        others = [n for n in (parent.left, *parent.comparators) if n is not call]
        for other in others:
            found += other.elts if isinstance(other, (ast.Tuple, ast.List, ast.Set)) else [other]
    if not all(isinstance(n, ast.Constant) and n.value in _FORMATS for n in found):
        return None
    return [n for n in found if isinstance(n, ast.Constant)]
