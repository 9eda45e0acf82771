"""`tf.train.get_global_step()` and its siblings: the program's variable of that name.

One that is made in the midst of an expression gets a statement of its own, so that it is made once and has a name.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.edits import Source
from migrate.names import Names, fresh, used
from migrate.rewriting import outside
from migrate.stages.program import Obstacle
from migrate.stages.tf_calls import GLOBAL_STEPS
from migrate.stages.values import Host, Variable

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

LATER = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp, ast.BoolOp)
SIMPLE = (ast.Assign, ast.Expr, ast.Return, ast.AugAssign)


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text whose global step is made by a statement of its own; None where nothing changes."""
    if "create_global_step" not in text:
        return None
    names, source = Names(tree), Source(text)
    parents = {c: n for n in ast.walk(tree) for c in ast.iter_child_nodes(n)}
    taken = used(tree)
    for node in ast.walk(tree):
        path = names.resolve(node.func) or "" if isinstance(node, ast.Call) else ""
        if path.removeprefix("tensorflow.") not in GLOBAL_STEPS or not path.endswith("create_global_step"):
            continue
        statement: ast.AST = node
        while not isinstance(statement, ast.stmt) and not isinstance(statement, LATER):
            statement = parents[statement]
        alone = isinstance(parents[node], (ast.Assign, ast.Expr))
        if alone or not isinstance(statement, SIMPLE) or not source.alone(statement):
            continue
        name = fresh("global_step", taken)
        start = source.line_start(source.span(statement)[0])
        source.insert(start, f"{source.indent_of(statement)}{name} = {source.segment(node)}\n")
        source.replace(node, name)
    result = source.result()
    return None if result == text else (result, None)


def rewrite(context: Context, node: ast.Call) -> None:
    """A new variable, the name of the one that is there, or None where TensorFlow 1 found none."""
    from migrate.rewriting.native import _delete

    value = context.value(node)
    if isinstance(value, Host):
        context.source.replace(node, "None")
        return
    assert isinstance(value, Variable)
    if value.node is node:
        tf = context.tf
        context.source.replace(node, f'{tf}.Variable(0, trainable=False, dtype={tf}.int64, name="global_step")')
        return
    access = value.access or ""
    name = outside.seen_from(context, node, value, access)
    owner = context.names.scope_of.get(node, context.names.module_scope).find(name.partition(".")[0])
    bindings = owner.bindings[name.partition(".")[0]] if owner is not None else []
    if len(bindings) != 1 or not access.isidentifier():
        raise Obstacle(node, "the global step has no name of its own here")
    statement = context.interp.parents.get(node)
    if isinstance(statement, ast.Assign) and [ast.unparse(t) for t in statement.targets] == [name]:
        _delete(context, statement)
    else:
        context.source.replace(node, name)
