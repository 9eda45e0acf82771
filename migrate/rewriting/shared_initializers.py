"""Initializers that have a name: TF1's draw new values for each variable, those of Keras the same at each call.

`init = tf.contrib.layers.xavier_initializer()` is written out where it is used, so that each variable has one of its
own. It is the same TensorFlow 1 program, since an initializer keeps nothing there.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.blocks import block_of
from migrate.edits import Source
from migrate.names import Names
from migrate.stages import tf_calls
from migrate.stages.program import Obstacle
from migrate.stages.values import Initializer

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

REASON = "one initializer makes several variables, to which Keras would give the same values"
# initializers that draw nothing, or whose TensorFlow 2 form draws anew at each call
APART = ("zeros", "ones", "constant", "identity", "random_normal_initializer", "random_uniform_initializer")


def normalise(text: str, tree: ast.Module) -> str | None:
    """The text with initializers of constants written out at each use; None where there is none."""
    if "initializer" not in text:
        return None
    names, source = Names(tree), Source(text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    changed = False
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name):
            continue
        if not _plain(names, node.value) or node.lineno != node.end_lineno:
            continue
        name = node.targets[0].id
        owner = names.scope_of.get(node.targets[0], names.module_scope).find(name)
        if owner is None or len(owner.bindings.get(name, [])) != 1 or _shares_line(source, node):
            continue
        loads = [
            n
            for n in ast.walk(tree)
            if isinstance(n, ast.Name)
            and n.id == name
            and isinstance(n.ctx, ast.Load)
            and names.scope_of.get(n, names.module_scope).find(name) is owner
        ]
        if len(loads) < 1 or not all(isinstance(parents.get(n), (ast.Call, ast.keyword)) for n in loads):
            continue
        block = block_of(node, parents[node]) or []
        written = source.segment(node.value)
        for load in loads:
            source.replace(load, written)
        start, end = source.span(node)
        source.replace_span(start, end, "pass" if len(block) == 1 else "")
        changed = True
    return source.result() if changed else None


def _plain(names: Names, node: ast.expr) -> bool:
    """An initializer of constants that TensorFlow 2 would have draw the same values again."""
    if not isinstance(node, ast.Call) or not _random(names.resolve(node.func)):
        return False
    values = [*node.args, *(k.value for k in node.keywords if k.arg)]
    whole = all(k.arg for k in node.keywords) and not any(isinstance(a, ast.Starred) for a in node.args)
    return whole and all(isinstance(v, (ast.Constant, ast.UnaryOp, ast.Attribute)) for v in values)


def _random(path: str | None) -> bool:
    name = (path or "").removeprefix("tensorflow.")
    known = name in tf_calls.INITIALIZERS or name.startswith(("initializers.", "keras.initializers."))
    return known and not name.rpartition(".")[2].lower().startswith(APART)


def _shares_line(source: Source, node: ast.stmt) -> bool:
    start, end = source.span(node)
    before, after = source.text[source.line_start(start) : start], source.text[end : source.line_end(end)]
    return bool(before.strip() or after.strip())


def check(context: Context) -> None:
    """Raises Obstacle where one initializer that draws makes several variables."""
    uses: dict[object, int] = {}
    for node in ast.walk(context.tree):
        if isinstance(node, ast.FunctionDef):
            _defaults(context, node)
        value = context.value(node) if isinstance(node, (ast.Name, ast.Attribute)) else None
        if not isinstance(value, Initializer) or not isinstance(value.node, ast.Call):
            continue
        if not isinstance(getattr(node, "ctx", None), ast.Load) or not _random(context.names.resolve(value.node.func)):
            continue
        names = context.names
        owner = names.scope_of.get(node, names.module_scope).find(node.id) if isinstance(node, ast.Name) else None
        given = owner is not None and any(isinstance(b, ast.arg) for b in owner.bindings.get(node.id, ()))  # type: ignore[union-attr]
        key = (owner, node.id) if given else id(value.node)  # type: ignore[union-attr]
        apart = not given and _function(context, node) is not _function(context, value.node)
        uses[key] = uses.get(key, 0) + (2 if apart or context.interp.parents_in_loop(node) else 1)
        if uses[key] > 1:
            raise Obstacle(node, REASON)


def _defaults(context: Context, definition: ast.FunctionDef) -> None:
    """An initializer that is a parameter's default is one object for all calls that do not give another."""
    arguments = definition.args
    positional = [*arguments.posonlyargs, *arguments.args]
    pairs = list(zip(positional[len(positional) - len(arguments.defaults) :], arguments.defaults, strict=True))
    pairs += [(a, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d is not None]
    for parameter, default in pairs:
        if not isinstance(default, ast.Call) or not _random(context.names.resolve(default.func)):
            continue
        index = positional.index(parameter) if parameter in positional else len(positional)
        calls = {id(call[0]): call[0] for call in context.interp.calls.get(id(definition), [])}.values()
        left = [
            c for c in calls if len(c.args) <= index and not any(k.arg in (parameter.arg, None) for k in c.keywords)
        ]
        if len(left) > 1 or any(context.interp.parents_in_loop(c) for c in left):
            raise Obstacle(default, REASON)


def _function(context: Context, node: ast.AST) -> ast.AST | None:
    """The function around a node; a default of a parameter is made outside of it."""
    inner, current = node, context.interp.parents.get(node)
    while current is not None:
        if isinstance(current, (ast.FunctionDef, ast.Lambda)) and inner is not current.args:
            return current
        inner, current = current, context.interp.parents.get(current)
    return None
