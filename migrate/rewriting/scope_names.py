"""`with tf.variable_scope("conv1") as scope: ... tf.nn.relu(x, name=scope.name)`: ops named after their scope.

An op's name computes nothing and its scope is gone in TensorFlow 2, so the argument goes. Names that mean something
stay: those of variables, layers and placeholders, the tags of summaries, and all of them where the program looks ops up
by name. So do names that the tag of a summary may meet, which TF1 would have made another.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import arguments as args
from migrate.symbols import lookup

_SCOPES = {"tensorflow.variable_scope", "tensorflow.name_scope"}
_LOOKUPS = ("get_tensor_by_name", "get_operation_by_name", "as_graph_element", "import_graph_def", "op.name")


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text without the names that ops take from scopes; None where there are none."""
    if "_scope" not in text or any(word in text for word in _LOOKUPS):
        return None
    names, source = Names(tree), Source(text)
    tags = _tags(names, tree)
    for block in ast.walk(tree):
        if not isinstance(block, ast.With):
            continue
        for item in block.items:
            bound = item.optional_vars
            kind = names.resolve(item.context_expr.func) if isinstance(item.context_expr, ast.Call) else None
            if kind not in _SCOPES or tags and _last(item.context_expr) in (None, *tags):
                continue
            if isinstance(bound, ast.Name) and _bound_once(block, bound):
                _without_names(names, source, block, bound.id, kind.endswith("variable_scope"))
    return (source.result(), None) if source.edits else None


def _tags(names: Names, tree: ast.Module) -> set[str | None]:
    """The names that summaries are given, the last part of each; None for one that is not written."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {_last(call) for call in calls if "summary" in (names.resolve(call.func) or "")}


def _last(call: ast.expr) -> str | None:
    """The last part of the name that is the first argument of a call; None where it is not written there."""
    first = call.args[0] if isinstance(call, ast.Call) and call.args else None
    return first.value.rpartition("/")[2] if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def _bound_once(block: ast.With, bound: ast.Name) -> bool:
    """Whether nothing in a block gives the name of its scope another value."""
    stored = [n.id for n in ast.walk(block) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)]
    stored += [n.arg for n in ast.walk(block) if isinstance(n, ast.arg)]
    return stored.count(bound.id) == 1


def _without_names(names: Names, source: Source, block: ast.With, scope: str, attribute: bool) -> None:
    for call in ast.walk(block):
        if not isinstance(call, ast.Call) or not _is_op(names, call):
            continue
        given = next((k for k in call.keywords if k.arg == "name" and _reads(k.value, scope, attribute)), None)
        if given is not None:
            args.remove(source, call, [given])


def _is_op(names: Names, call: ast.Call) -> bool:
    """Whether a call is that of an op, whose name nothing but its name is made of."""
    path = names.resolve(call.func) or ""
    symbol = lookup(path) if path.startswith("tensorflow.") else None
    return symbol is not None and symbol.effect in ("pure", "random") and "summary" not in path and "layers" not in path


def _reads(node: ast.expr, scope: str, attribute: bool) -> bool:
    """`scope.name` of a variable scope, `scope` of a name scope."""
    if attribute:
        return isinstance(node, ast.Attribute) and node.attr == "name" and _reads(node.value, scope, False)
    return isinstance(node, ast.Name) and node.id == scope
