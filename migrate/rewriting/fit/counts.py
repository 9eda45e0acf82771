"""How often a loop runs, as an expression that holds before it."""

from __future__ import annotations

import ast
import copy

from migrate.rewriting.fit.logs import pure_call
from migrate.rewriting.fit.loops import Loop
from migrate.rewriting.fit.model import Program


def rounds(program: Program, loop: Loop, iterable: ast.expr) -> ast.expr | None:
    """The number of rounds of `for ... in iterable`; None where only running it tells."""
    expression = settled(program, loop, iterable)
    if not isinstance(expression, ast.Call) or not _is_builtin(program, expression.func, ("range", "zip")):
        return None
    if expression.keywords or any(isinstance(a, ast.Starred) for a in expression.args):
        return None
    name = expression.func.id  # type: ignore[attr-defined]
    if name == "zip":
        parts = expression.args
        if not all(isinstance(a, ast.Call) and _is_builtin(program, a.func, ("range",)) for a in parts):
            return None
        return _parsed(f"min({', '.join(f'len({ast.unparse(a)})' for a in parts)})") if len(parts) > 1 else None
    args = expression.args
    if len(args) == 1:
        return args[0]
    if len(args) == 2:
        start, stop = args
        if _is_number(start, 0):
            return stop
        if _is_number(start, 1) and isinstance(stop, ast.BinOp) and isinstance(stop.op, ast.Add):
            if _is_number(stop.right, 1):
                return stop.left
        if isinstance(start, ast.Constant) and isinstance(stop, ast.Constant):
            return ast.Constant(max(0, stop.value - start.value))
    return _parsed(f"len({ast.unparse(expression)})")


def _parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _is_number(node: ast.expr, value: int) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int and node.value == value


def _is_builtin(program: Program, node: ast.expr, wanted: tuple[str, ...]) -> bool:
    if not isinstance(node, ast.Name) or node.id not in wanted:
        return False
    return program.names.module_scope.find(node.id) is None


def settled(program: Program, loop: Loop, expression: ast.expr) -> ast.expr | None:
    """An expression over names that the loop does not bind; None where it depends on the round or has effects."""
    bound = loop.bound
    made = {}
    for statement in loop.batch_statements:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            if isinstance(target, ast.Name):
                made[target.id] = None if target.id in made else statement.value

    class Written(ast.NodeTransformer):
        depth = 0
        fails = False

        def visit_Name(self, node: ast.Name) -> ast.AST:
            if node.id not in bound:
                return node
            value = made.get(node.id)
            if value is None or self.depth > 4 or not _is_pure(program, value):
                self.fails = True
                return node
            self.depth += 1
            result = self.visit(copy.deepcopy(value))
            self.depth -= 1
            return result

    if not _is_pure(program, expression):
        return None
    transformer = Written()
    result = transformer.visit(copy.deepcopy(expression))
    return None if transformer.fails or program.uses_tensors(expression) else result


def _is_pure(program: Program, node: ast.AST) -> bool:
    return all(pure_call(program, n) for n in ast.walk(node) if isinstance(n, ast.Call))


def number(program: Program, loop: Loop, expression: ast.expr | None) -> int | None:
    """The value of a whole number that is written out or bound once to one."""
    if isinstance(expression, ast.Name):
        expression = program.value_of(expression.id, loop.outer)
    if isinstance(expression, ast.Constant) and type(expression.value) is int:
        return expression.value
    return None


def period(program: Program, loop: Loop) -> ast.expr | None:
    """The K of the first `if step % K == ...` around what is logged, `step` being the variable of the outer loop."""
    for statement in loop.log_statements:
        if not isinstance(statement, ast.If):
            continue
        for node in ast.walk(statement.test):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and _of_round(loop, node.left):
                return node.right
    return None


def _of_round(loop: Loop, node: ast.expr) -> bool:
    """`step` or `step + 1`."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and isinstance(node.right, ast.Constant):
        node = node.left
    target = loop.outer.target
    return isinstance(node, ast.Name) and isinstance(target, ast.Name) and node.id == target.id


def logs_each_round(loop: Loop) -> bool:
    """Whether the loop logs in each round, not only now and then."""
    return any(not isinstance(s, ast.If) for s in loop.log_statements if not _resets(s))


def _resets(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.Assign, ast.AugAssign))
