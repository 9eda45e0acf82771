"""Loops that run a recurrent cell step by step need not reuse its variables: the cell shares its own.

    with tf.variable_scope("RNN"):
        for t in range(steps):
            if t > 0:
                tf.get_variable_scope().reuse_variables()
            output, state = cell(x[:, t, :], state)

TensorFlow 1.15 keeps the variables of a cell in the object, so the two lines do nothing there where the rest of the
scope makes variables through cells alone.
"""

from __future__ import annotations

import ast

from migrate.rewriting import looped_variables
from migrate.rewriting.fetched_calls import FUNCTIONS
from migrate.stages import recurrent


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text without such statements; None where there are none."""
    if ".reuse_variables()" not in text or "for " not in text:
        return None
    loops = looped_variables.Loops(text, tree)
    for loop in ast.walk(tree):
        if not isinstance(loop, ast.For) or len(loop.body) < 2:
            continue
        for node in loop.body:
            scope = _reused(loops, loop, node)
            if scope is not None and loops.source.alone(node) and _only_cells(loops, scope, node):
                start, end = loops.source.span(node)
                loops.source.replace_span(loops.source.line_start(start), loops.source.line_end(end), "")
    return (loops.source.result(), None) if loops.source.edits else None


def _reused(loops: looped_variables.Loops, loop: ast.For, node: ast.stmt) -> ast.With | None:
    """The scope around a loop whose variables a statement reuses at its later passes."""
    if not isinstance(node, ast.If) or node.orelse or len(node.body) != 1 or not _later(loop, node.test):
        return None
    call = node.body[0].value if isinstance(node.body[0], ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.args or call.keywords:
        return None
    owner, scope = call.func.value, loops.parents[loop]
    if call.func.attr != "reuse_variables" or not isinstance(scope, ast.With) or len(scope.items) != 1:
        return None
    opened, name = scope.items[0].context_expr, scope.items[0].optional_vars
    if not isinstance(opened, ast.Call) or loops.names.resolve(opened.func) != "tensorflow.variable_scope":
        return None
    if isinstance(owner, ast.Call):
        return scope if loops.names.resolve(owner.func) == "tensorflow.get_variable_scope" else None
    same = isinstance(owner, ast.Name) and isinstance(name, ast.Name) and owner.id == name.id
    return scope if same else None


def _later(loop: ast.For, test: ast.expr) -> bool:
    """`t > 0`, `t != 0`, `t`: what holds from the second pass on, and only then."""
    iterable, target = loop.iter, loop.target
    function = iterable.func if isinstance(iterable, ast.Call) else None
    name = function.id if isinstance(function, ast.Name) else ""
    if name == "enumerate" and isinstance(target, ast.Tuple) and len(iterable.args) == 1:  # type: ignore[attr-defined]
        target = target.elts[0]
    elif name != "range" or len(iterable.args) != 1:  # type: ignore[attr-defined]
        return False
    words = [ast.unparse(target), f"{ast.unparse(target)} > 0", f"{ast.unparse(target)} != 0"]
    return isinstance(target, ast.Name) and ast.unparse(test) in words


def _only_cells(loops: looped_variables.Loops, scope: ast.With, without: ast.stmt) -> bool:
    """Whether all that makes variables in a scope are cells that were made outside of it."""
    own = {id(n) for n in ast.walk(without)}
    for node in (n for statement in scope.body for n in ast.walk(statement)):
        if isinstance(node, FUNCTIONS):
            return False
        if not isinstance(node, ast.Call) or id(node) in own or _of_cell(loops, scope, node):
            continue
        grows = isinstance(node.func, ast.Attribute) and node.func.attr in ("append", "get_shape", "as_list")
        if not grows and not loops.computes(node):
            return False
    return True


def _of_cell(loops: looped_variables.Loops, scope: ast.With, call: ast.Call) -> bool:
    """`cell(..)` and `cell.zero_state(..)` of a cell that is made once, before the scope."""
    node = call.func
    if isinstance(node, ast.Attribute) and node.attr == "zero_state":
        node = node.value
    owner = loops.owner(node) if isinstance(node, ast.Name) else None
    bindings = owner.bindings.get(node.id, []) if owner is not None else []  # type: ignore[union-attr]
    made = loops.parents.get(bindings[0]) if len(bindings) == 1 else None
    if not isinstance(made, ast.Assign) or made.targets != bindings or not isinstance(made.value, ast.Call):
        return False
    path = (loops.names.resolve(made.value.func) or "").removeprefix("tensorflow.")
    return recurrent.symbol(path) in recurrent.CELLS and made.lineno < scope.lineno
