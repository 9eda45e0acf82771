"""What only logs and evaluates: prints of numbers, and calls of functions that change nothing."""

from __future__ import annotations

import ast

from migrate.rewriting.fit.facts import Function
from migrate.rewriting.fit.model import NotFit, Program

BUILTINS = frozenset(
    "print str repr int float bool len round abs min max sum range enumerate zip sorted list tuple dict set".split()
)
NUMPY = frozenset(
    "mean sum sqrt square exp log std var argmax argmin max min amax amin round around abs absolute array asarray "
    "squeeze equal isnan isclose reshape transpose ravel expand_dims float32 float64 int32 int64 prod "
    "floor ceil".split()
)
CLOCKS = ("time.time", "time.perf_counter", "time.clock", "time.strftime", "datetime.datetime.now")
METHODS = frozenset(
    "format join ljust rjust center zfill strip rstrip lstrip upper lower title numpy item tolist mean sum max min std "
    "argmax argmin reshape ravel flatten squeeze astype copy round append extend keys values items "
    "total_seconds".split()
)
LOGGERS = ("debug", "info", "warning", "warn", "log")


def is_log(program: Program, statement: ast.stmt) -> bool:
    """Whether a statement prints, evaluates or asks for a variable's value."""
    for node in ast.walk(statement):
        if program.called(node) is not None or _prints(program, node):
            return True
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "numpy":
            return True
    return False


def _prints(program: Program, node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    path = program.names.resolve(node.func) or ""
    if path.startswith("sys.stdout.") or _logger(program, node):
        return True
    return isinstance(node.func, ast.Name) and node.func.id == "print"


def _logger(program: Program, node: ast.Call) -> bool:
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in LOGGERS:
        return False
    path = program.names.resolve(node.func) or ""
    if path.startswith(("logging.", "absl.logging.")):
        return True
    holder = node.func.value
    return isinstance(holder, ast.Call) and program.names.resolve(holder.func) == "tensorflow.get_logger"


def appended(statement: ast.AST) -> set[str]:
    """Lists that a statement appends to, and arrays whose items it sets."""
    found: set[str] = set()
    for node in ast.walk(statement):
        holder: ast.AST | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("append", "extend"):
                holder = node.func.value
        elif isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, ast.Store):
            holder = node.value
        while isinstance(holder, (ast.Attribute, ast.Subscript)):
            holder = holder.value
        if isinstance(holder, ast.Name):
            found.add(holder.id)
    return found


def check(program: Program, statement: ast.stmt) -> None:
    """Raises NotFit where a statement does more than log and evaluate: it is taken out of the loop."""
    for node in ast.walk(statement):
        if isinstance(node, ast.stmt) and not isinstance(
            node, (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.If, ast.For, ast.Pass)
        ):
            raise _more(program, node)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            raise _more(program, node)
        if isinstance(node, ast.Call):
            function = program.called(node)
            if function is not None:
                _check_evaluation(program, node, function)
            elif not _harmless(program, node):
                raise _more(program, node)


def _more(program: Program, node: ast.AST) -> NotFit:
    return NotFit(node, f"`{ast.unparse(node).splitlines()[0][:60]}` is more than training, logging and evaluating")


def _check_evaluation(program: Program, node: ast.Call, function: Function) -> None:
    if function.changes:
        raise NotFit(node, f"`{function.name}` changes variables")
    if function.draws:
        raise NotFit(node, f"`{function.name}` draws random numbers")
    if not function.results or not all(result.number for result in function.results):
        raise NotFit(node, f"what `{function.name}` evaluates is not known to be single numbers")


def _harmless(program: Program, node: ast.Call) -> bool:
    """A call without effects that a log has no use for."""
    if _prints(program, node):
        return True
    path = program.names.resolve(node.func)
    if path is not None:
        return path in CLOCKS or (path.startswith("numpy.") and path.removeprefix("numpy.") in NUMPY)
    if isinstance(node.func, ast.Name):
        scope = program.names.scope_of.get(node.func, program.names.module_scope)
        return node.func.id in BUILTINS and scope.find(node.func.id) is None
    return isinstance(node.func, ast.Attribute) and node.func.attr in METHODS


def only_computes(program: Program, statement: ast.stmt) -> bool:
    """Whether a statement binds names to what it computes or reads from a clock, and does nothing else."""
    for node in ast.walk(statement):
        if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
            return False
        if isinstance(node, ast.Call):
            path = program.names.resolve(node.func) or ""
            if path not in CLOCKS and not pure_call(program, node):
                return False
    return True


def pure_call(program: Program, node: ast.Call) -> bool:
    """A call of a function of Python or numpy that only computes."""
    path = program.names.resolve(node.func)
    if path is not None:
        return path.startswith("numpy.") and path.removeprefix("numpy.") in NUMPY
    if not isinstance(node.func, ast.Name) or node.func.id == "print":
        return False
    scope = program.names.scope_of.get(node.func, program.names.module_scope)
    return node.func.id in BUILTINS and scope.find(node.func.id) is None


def evaluations(program: Program, statements: list[ast.stmt]) -> list[tuple[ast.Call, Function]]:
    """The calls that evaluate, in the order of the text."""
    found = []
    for statement in statements:
        for node in ast.walk(statement):
            function = program.called(node)
            if function is not None:
                found.append((node, function))
    return sorted(found, key=lambda pair: (pair[0].lineno, pair[0].col_offset))
