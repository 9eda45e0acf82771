"""Statements that take numbers from static shapes: `shape = pool.get_shape().as_list()`, `size = np.prod(shape[1:])`.

TF1 knew them while it built the graph; a function knows them while it is traced. Where only the graph reads what they
bind, they go with it; others are given the sizes that are known from the text.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import sizes
from migrate.stages.tf_calls import is_pure
from migrate.stages.values import Host, is_tensorish

if TYPE_CHECKING:
    from migrate.planning import Plan
    from migrate.stages.interpreter import Interpreter
    from migrate.stages.program import Unit

_METHODS = {"get_shape", "as_list", "num_elements"}
_BUILTINS = {"int", "len", "list", "tuple", "sum", "max", "min", "sorted", "str", "float"}
_EXPRESSIONS = (
    ast.expr_context,
    ast.operator,
    ast.unaryop,
    ast.Name,
    ast.Attribute,
    ast.Constant,
    ast.Subscript,
    ast.Slice,
    ast.List,
    ast.Tuple,
    ast.BinOp,
    ast.UnaryOp,
    ast.Call,
    ast.keyword,
    ast.Starred,
)


def pull(plan: Plan) -> None:
    """Moves the statements that take numbers from static shapes of moved tensors and that only moved ones read."""
    for scope in plan.interp.scopes:
        taken: list[Unit] = []
        for unit in scope.units:
            if _takes(plan, unit, set(taken)):
                taken.append(unit)
        while taken:
            inside = {id(n) for unit in (*plan.moved, *taken) for n in ast.walk(unit.node)}
            staying = [unit for unit in taken if not _only_moved_read(plan, unit, inside)]
            if not staying:
                break
            taken = [unit for unit in taken if unit not in staying and not _reads_any(unit, staying)]
        plan.moved.update(taken)


def _takes(plan: Plan, unit: Unit, taken: set[Unit]) -> bool:
    """Whether a statement binds names once to what it reads of static shapes, and does nothing else."""
    node, interp = unit.node, plan.interp
    if unit in plan.moved or not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return False
    if unit.sites or unit.variables or unit.placeholders or unit.tensors or unit.operations or unit.effects:
        return False
    makers = {maker for name in unit.reads for maker in unit.reads[name]}
    if unit.mutates or not makers & (plan.moved | taken):
        return False
    target = node.targets[0]
    targets = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
    scope = interp.names.scope_of.get(targets[0])
    if scope is None or not all(isinstance(t, ast.Name) and len(scope.bindings.get(t.id, ())) == 1 for t in targets):
        return False
    return all(isinstance(value, Host) for value in unit.defs.values()) and _pure(interp, node.value)


def _pure(interp: Interpreter, expression: ast.expr) -> bool:
    """Whether an expression gives the same each time, and asks tensors for nothing but their static shape."""
    for node in ast.walk(expression):
        if not isinstance(node, _EXPRESSIONS):
            return False
        if isinstance(node, ast.Call) and not _pure_call(interp, node):
            return False
        if isinstance(node, ast.Name) and is_tensorish(interp.value_of.get(id(node))):
            if not sizes.asked_for_shape(interp, node):
                return False
    return True


def _pure_call(interp: Interpreter, node: ast.Call) -> bool:
    function = node.func
    path = interp.names.resolve(function)
    if path is not None:
        return is_pure(path)
    if isinstance(function, ast.Attribute):
        return function.attr in _METHODS
    return (
        isinstance(function, ast.Name)
        and function.id in _BUILTINS
        and interp.names.module_scope.find(function.id) is None
    )


def _only_moved_read(plan: Plan, unit: Unit, inside: set[int]) -> bool:
    """Whether all that reads a name of the statement is inside what moves, or reads a size that is known."""
    interp = plan.interp
    names = interp.names
    scope = names.scope_of[next(n for n in ast.walk(unit.node) if isinstance(n, ast.Name) and n.id in unit.defs)]
    return not any(
        isinstance(node, ast.Name)
        and node.id in unit.defs
        and id(node) not in inside
        and found.find(node.id) is scope
        and not (found is scope and sizes.whole(interp, node, scope.node))
        for node, found in names.scope_of.items()
    )


def _reads_any(unit: Unit, others: list[Unit]) -> bool:
    return any(other in makers for makers in unit.reads.values() for other in others)
