"""Lists that a loop of a scope fills with variables, by whatever name it gives them: `W = make(); weights.append(W)`.

Such a list holds each pass's variable, in the order of their making, if nothing else is done with it than to read it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting.looped_objects import READERS
from migrate.stages.attributes import is_attribute, plain
from migrate.stages.values import Variable

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

LEAVING = (ast.Break, ast.Continue, ast.Return)
DEPTH = 8


def made(context: Context, variable: Variable) -> ast.AST | None:
    """What makes a variable in its scope: its own call, or that of a helper that does nothing else."""
    interp = context.interp
    creation = next((c for c in interp.creations if c.variable is variable), None)
    if creation is None:
        return None
    if all(interp.is_factory(f) for f in creation.functions):
        return creation.calls[0] if creation.calls else creation.node
    return None


def holder(context: Context, variable: Variable, reader: ast.AST) -> tuple[str, ast.For] | None:
    """(the list that holds the variables of a loop's passes, the loop); None where that is not certain.

    `reader`: what stands for all of them, behind the loop.
    """
    interp = context.interp
    node, scope = made(context, variable), variable.unit.scope.node
    loops = interp.parents_in_loop(node) if node is not None else []
    if node is None or len(loops) != 1 or not isinstance(loops[0], ast.For) or loops[0].orelse:
        return None
    loop = loops[0]
    if any(n is reader for n in ast.walk(loop)):
        return None
    if any(isinstance(n, LEAVING) for n in ast.walk(loop)) or not _always(context, loop, scope):
        return None
    append = _append(context, node, loop)
    if append is None:
        return None
    name: ast.Name = append.func.value  # type: ignore[attr-defined]
    owner = context.names.scope_of.get(name, context.names.module_scope).find(name.id)
    bindings = owner.bindings.get(name.id, []) if owner is not None else []
    empty = interp.parents.get(bindings[0]) if len(bindings) == 1 else None
    if not isinstance(empty, ast.Assign) or empty.targets != bindings or not _always(context, empty, scope):
        return None
    if not isinstance(empty.value, ast.List) or empty.value.elts or empty.lineno > loop.lineno:
        return None
    kept = {id(bindings[0]), id(name)}
    for other in ast.walk(context.tree):
        if isinstance(other, ast.Name) and other.id == name.id and id(other) not in kept:
            if context.names.scope_of.get(other, context.names.module_scope).find(other.id) is owner:
                if not _only_read(context, other, DEPTH):
                    return None
        elif isinstance(other, ast.Attribute) and is_attribute(name.id) and other.attr == plain(name.id):
            if not _only_read(context, other, DEPTH):
                return None
    return name.id, loop


def own_name(context: Context, variable: Variable, reader: ast.AST) -> str | None:
    """The name of a variable that its scope makes once, though the scope itself may be called in a loop."""
    interp = context.interp
    node, scope = made(context, variable), variable.unit.scope.node
    statement = node
    while statement is not None and not isinstance(statement, ast.stmt):
        statement = interp.parents.get(statement)
    if node is None or not isinstance(scope, ast.FunctionDef) or not _always(context, statement, scope):  # type: ignore[arg-type]
        return None
    around: ast.AST | None = reader
    while around is not None and around is not scope:
        around = interp.parents.get(around)
    bindings = context.names.inner_scope(scope).bindings
    found = [n for n, v in variable.unit.defs.items() if v is variable and len(bindings.get(n, [])) == 1]
    return found[0] if found and around is scope else None


def _always(context: Context, node: ast.AST, scope: ast.AST) -> bool:
    """Whether a statement stands in a scope's own body, inside name scopes perhaps."""
    around = context.interp.parents.get(node)
    while around in context.interp.transparent:
        around = context.interp.parents.get(around)  # type: ignore[arg-type]
    return around is scope


def _append(context: Context, node: ast.AST, loop: ast.For) -> ast.Call | None:
    """The call that puts what a node makes into a list, once in each pass of a loop."""
    parents = context.interp.parents
    parent = parents.get(node)
    if isinstance(parent, ast.Assign) and len(parent.targets) == 1 and isinstance(parent.targets[0], ast.Name):
        given = parent.targets[0]
        inside = [n for n in ast.walk(loop) if isinstance(n, ast.Name) and n.id == given.id]
        stored = [n for n in inside if not isinstance(n.ctx, ast.Load)]
        reads = [n for n in inside if _fills(parents.get(n), n)]
        if stored != [given] or len(reads) != 1 or not _always(context, parent, loop):
            return None
        if (reads[0].lineno, reads[0].col_offset) < (given.lineno, given.col_offset):
            return None
        parent = parents.get(reads[0])
    elif not _fills(parent, node):
        return None
    statement = parents.get(parent)  # type: ignore[arg-type]
    return parent if isinstance(statement, ast.Expr) and _always(context, statement, loop) else None  # type: ignore[return-value]


def _fills(call: ast.AST | None, node: ast.AST) -> bool:
    if not isinstance(call, ast.Call) or call.args != [node] or call.keywords:
        return False
    return isinstance(call.func, ast.Attribute) and call.func.attr == "append" and isinstance(call.func.value, ast.Name)


def _only_read(context: Context, node: ast.AST, depth: int) -> bool:
    """Whether what stands around a list leaves it as it is."""
    parent = context.interp.parents.get(node)
    if isinstance(parent, (ast.For, ast.comprehension)):
        return parent.iter is node
    if isinstance(parent, ast.Subscript):
        return parent.value is node and isinstance(parent.ctx, ast.Load)
    if isinstance(parent, ast.BinOp) or isinstance(parent, ast.Starred):
        return True
    if not isinstance(parent, (ast.Call, ast.keyword)):
        return False
    call = parent if isinstance(parent, ast.Call) else context.interp.parents.get(parent)
    if not isinstance(call, ast.Call) or call.func is node:
        return False
    if isinstance(call.func, ast.Name) and call.func.id in READERS:
        return context.names.scope_of.get(call.func, context.names.module_scope).find(call.func.id) is None
    if (context.names.resolve(call.func) or "").startswith("tensorflow."):
        return True
    return depth > 0 and _parameter_read(context, call, node if call is parent else parent, depth)


def _parameter_read(context: Context, call: ast.Call, argument: ast.AST, depth: int) -> bool:
    """Whether a function of the program only reads the list that it is given."""
    if not isinstance(call.func, ast.Name) or any(isinstance(a, ast.Starred) for a in call.args):
        return False
    owner = context.names.scope_of.get(call.func, context.names.module_scope).find(call.func.id)
    bindings = owner.bindings.get(call.func.id, []) if owner is not None else []
    definition = bindings[0] if len(bindings) == 1 else None
    if not isinstance(definition, ast.FunctionDef) or definition.decorator_list:
        return False
    parameters = definition.args.args
    if isinstance(argument, ast.keyword):
        name = argument.arg if argument.arg in [p.arg for p in parameters] else None
    else:
        at = call.args.index(argument)  # type: ignore[arg-type]
        name = parameters[at].arg if at < len(parameters) and not definition.args.posonlyargs else None
    if name is None:
        return False
    inner = context.names.inner_scope(definition)
    for node in ast.walk(definition):
        if isinstance(node, ast.Name) and node.id == name:
            if context.names.scope_of.get(node, context.names.module_scope).find(name) is not inner:
                return False
            if not isinstance(node.ctx, ast.Load) or not _only_read(context, node, depth - 1):
                return False
    return True
