"""Layers of the program's own: classes derived from `Layer` that Keras 3 builds and calls as Keras 2 did.

Their weights come from `add_weight` alone, and what they compute they compute from their input.
"""

from __future__ import annotations

import ast

from migrate.rewriting import arguments as args
from migrate.rewriting.keras.context import Context

_METHODS = {"__init__", "build", "call", "compute_output_shape", "get_config"}
_WEIGHT = {"name", "shape", "initializer", "regularizer", "trainable", "constraint", "dtype"}
# of Keras 2's layers, which Keras 3's have not or have otherwise
_OTHERWISE = frozenset(
    "add_update add_loss add_metric add_variable updates losses metrics trainable trainable_weights variables weights "
    "non_trainable_weights stateful uses_learning_phase input_spec set_weights get_weights input output dtype path "
    "supports_masking inbound_nodes outbound_nodes value as_list".split()
)


def of_layer(context: Context, node: ast.AST | None) -> bool:
    """Whether a class derives from Keras's `Layer` itself."""
    if not isinstance(node, ast.ClassDef) or len(node.bases) != 1:
        return False
    made = context.keras(node.bases[0])
    return made is not None and made[1].startswith(("layers.", "engine.")) and made[1].endswith(".Layer")


def made(context: Context, call: ast.AST) -> bool:
    """Whether a call makes a layer of such a class of this file, which gives symbolic tensors."""
    if context.eager or not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
        return False
    return any(isinstance(n, ast.ClassDef) and n.name == call.func.id and of_layer(context, n) for n in context.nodes)


def certain(context: Context, node: ast.AST | None) -> bool:
    """Whether a class derived from `Layer` computes the same in Keras 3."""
    if not of_layer(context, node):
        return False
    assert isinstance(node, ast.ClassDef)
    methods = [s for s in node.body if isinstance(s, ast.FunctionDef)]
    rest = [s for s in node.body if s not in methods and not _text(s)]
    if rest or node.decorator_list or node.keywords or any(m.decorator_list for m in methods):
        return False
    if not {m.name for m in methods} <= _METHODS or not any(m.name == "call" for m in methods):
        return False
    return all(_plain(context, m) for m in methods)


def _text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


def _plain(context: Context, method: ast.FunctionDef) -> bool:
    if method.name == "call" and not _one_input(method):
        return False
    for node in ast.walk(method):
        if isinstance(node, ast.Attribute) and (
            node.attr in _OTHERWISE or node.attr.startswith("_") and _private(node)
        ):
            return False
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store) and method.name == "call":
            return False
        if isinstance(node, ast.Call) and not _plain_call(context, node):
            return False
    return True


def _private(node: ast.Attribute) -> bool:
    return not node.attr.startswith("__")


def _plain_call(context: Context, call: ast.Call) -> bool:
    path = (context.keras_call(call) or ("", ""))[1]
    if path.startswith(("layers.", "models.", "engine.")):
        return False  # layers inside a layer, which Keras 2.3 did not train
    other = context.names.resolve(call.func) or ""
    if other.startswith(("numpy.random.", "random.", "time.")) or (
        isinstance(call.func, ast.Name) and call.func.id in ("print", "open", "input", "next")
    ):
        return False  # Keras 2 ran the code once, Keras 3 once a trace
    if isinstance(call.func, ast.Attribute) and call.func.attr == "add_weight":
        return not call.args and not args.starred(call) and all(k.arg in _WEIGHT for k in call.keywords)
    return True


def _one_input(method: ast.FunctionDef) -> bool:
    """`call(self, x)`, or with `mask=None`, which nothing gives here."""
    given = method.args
    names = [a.arg for a in given.args]
    more = given.vararg or given.kwarg or given.kwonlyargs or given.posonlyargs
    return not more and (len(names) == 2 or (len(names) == 3 and names[2] == "mask" and len(given.defaults) == 1))
