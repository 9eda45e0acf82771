"""A loop that only trains, logs and evaluates: its parts, or the reason why it is something else."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.blocks import block_of
from migrate.rewriting.fit import liveness, logs
from migrate.rewriting.fit.facts import SCOPES, Function, outermost
from migrate.rewriting.fit.model import NotFit, Program


@dataclass
class Loop:
    """A training loop: `outer` alone, or epochs in `outer` with batches in `inner`."""

    outer: ast.For
    inner: ast.For | None
    call: ast.Call
    statement: ast.stmt
    function: Function
    batch_statements: list[ast.stmt] = field(default_factory=list)  # of both levels, in order
    log_statements: list[ast.stmt] = field(default_factory=list)
    results: set[str] = field(default_factory=set)

    @property
    def innermost(self) -> ast.For:
        return self.inner or self.outer

    @property
    def bound(self) -> set[str]:
        """The names that the loop binds."""
        return liveness.stored(self.outer)

    @property
    def of_batches(self) -> set[str]:
        """The names that the loops and the statements which make batches bind."""
        found = {n.id for n in ast.walk(self.outer.target) if isinstance(n, ast.Name)}
        if self.inner is not None:
            found |= {n.id for n in ast.walk(self.inner.target) if isinstance(n, ast.Name)}
        return found | {name for s in self.batch_statements for name in liveness.stored(s)}


def find(program: Program) -> list[ast.stmt]:
    """The outermost loops of the migrated text that call functions which train, from top to bottom."""
    found: dict[ast.stmt, None] = {}
    for node in ast.walk(program.tree):
        function = program.called(node)
        if function is not None and function.trains:
            loop = outermost(node, program.parents)
            if loop is not None:
                found[loop] = None
    return sorted(found, key=lambda n: n.lineno)


def read(program: Program, outer: ast.stmt) -> Loop:
    """The parts of a training loop; raises NotFit where it does more than train, log and evaluate."""
    if not isinstance(outer, ast.For):
        raise NotFit(outer, "a `while` loop")
    calls = [n for n in ast.walk(outer) if (f := program.called(n)) is not None and f.trains]
    if len(calls) != 1:
        raise NotFit(outer, "it trains at several places")
    loop = _nest(program, outer, calls[0])
    _plain(loop)
    _divide(program, loop)
    for statement in loop.log_statements:
        logs.check(program, statement)
    _check_names(program, loop)
    return loop


def _nest(program: Program, outer: ast.For, call: ast.Call) -> Loop:
    statement: ast.AST = call
    while not isinstance(statement, ast.stmt):
        statement = program.parents[statement]
    holder = program.parents[statement]
    if holder is not outer and program.parents.get(holder) is not outer:
        raise NotFit(statement, "the training stands deeper than in a loop of batches in one of epochs")
    if not isinstance(holder, ast.For) or statement not in holder.body:
        raise NotFit(holder, "it does not train in each round")
    if holder is not outer and holder not in outer.body:
        raise NotFit(holder, "it does not train in each round")
    function = program.called(call)
    assert function is not None
    loop = Loop(outer, None if holder is outer else holder, call, statement, function)
    if function.draws and (program.mentions(function.name) > 1 or program.function_around(outer)):
        # one place that runs once draws from one stream; a second graph of the function would start another
        raise NotFit(statement, f"`{function.name}` draws random numbers, and not in this loop alone")
    value = getattr(statement, "value", None)
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        loop.results = liveness.stored(statement)
        plain = value is call or _converted(value, call)
        if not plain or not all(
            isinstance(n, (ast.Name, ast.Tuple, ast.List, ast.Store)) for n in ast.walk(statement.targets[0])
        ):
            raise NotFit(statement, "what the training gives back is used at once")
    elif not (isinstance(statement, ast.Expr) and value is call):
        raise NotFit(statement, "what the training gives back is used at once")
    return loop


def _converted(value: ast.AST | None, call: ast.Call) -> bool:
    """`f(...).numpy()` and `(t.numpy() for t in f(...))`."""
    if isinstance(value, ast.GeneratorExp):
        return value.generators[0].iter is call and len(value.generators) == 1 and not value.generators[0].ifs
    return (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and value.func.attr == "numpy"
        and value.func.value is call
    )


def _plain(loop: Loop) -> None:
    """Nothing leaves the loops early, and nothing in them is defined for others."""
    own = [loop.outer, loop.inner]

    def visit(node: ast.AST, around: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.Break, ast.Continue)) and around in own:
                raise NotFit(child, "it can end early" if isinstance(child, ast.Break) else "it skips rounds")
            if isinstance(child, (ast.Return, ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr)):
                raise NotFit(child, "it can end early")
            if isinstance(child, (ast.Global, ast.Nonlocal, ast.Delete, ast.Import, ast.ImportFrom, *SCOPES)):
                if not isinstance(child, ast.Lambda):
                    raise NotFit(child, "it defines more than batches")
            if isinstance(child, (ast.Try, ast.With, ast.AsyncFor, ast.AsyncWith)):
                raise NotFit(child, f"a `{'try' if isinstance(child, ast.Try) else 'with'}` block")
            visit(child, child if isinstance(child, (ast.For, ast.While)) else around)

    visit(loop.outer, loop.outer)
    for each in own:
        if each is not None and each.orelse:
            raise NotFit(each, "a loop with `else`")


def _divide(program: Program, loop: Loop) -> None:
    """Each statement either logs or makes batches."""
    statements = [s for s in loop.outer.body if s is not loop.inner]
    if loop.inner is not None:
        at = loop.outer.body.index(loop.inner)
        statements[at:at] = loop.inner.body
    statements = [s for s in statements if s is not loop.statement]
    logged = set(loop.results)
    log: set[ast.stmt] = set()
    changed = True
    while changed:
        changed = False
        for statement in statements:
            if statement in log:
                continue
            written = liveness.stored(statement) | logs.appended(statement)
            if logs.is_log(program, statement) or liveness.loaded(statement) & logged or written & logged:
                log.add(statement)
                logged |= written
                changed = True
    log |= _for_logs(program, loop, [s for s in statements if s not in log])
    loop.batch_statements = [s for s in statements if s not in log]
    loop.log_statements = [s for s in statements if s in log]
    needed = {name for s in loop.batch_statements for name in liveness.stored(s)}
    needed |= liveness.loaded(loop.outer.iter) | liveness.loaded(loop.outer.target)
    needed |= {n.id for n in ast.walk(loop.outer.target) if isinstance(n, ast.Name)}
    if loop.inner is not None:
        needed |= liveness.loaded(loop.inner.iter)
        needed |= {n.id for n in ast.walk(loop.inner.target) if isinstance(n, ast.Name)}
    for part in [*loop.call.args, *(k.value for k in loop.call.keywords)]:
        needed |= liveness.loaded(part)
    both = needed & logged
    if both:
        name = min(both)
        node = next((s for s in [*loop.log_statements, loop.statement] if name in liveness.stored(s)), loop.outer)
        raise NotFit(node, f"`{name}` is logged and goes into the training")


def _for_logs(program: Program, loop: Loop, statements: list[ast.stmt]) -> set[ast.stmt]:
    """Counters and clocks that nothing but logs reads."""
    found: set[ast.stmt] = set()
    changed = True
    while changed:
        changed = False
        for statement in statements:
            if statement in found or not isinstance(statement, (ast.Assign, ast.AugAssign)):
                continue
            others = [s for s in statements if s not in found and s is not statement]
            others += [loop.statement, loop.outer.iter, *([loop.inner.iter] if loop.inner else [])]
            names = liveness.stored(statement)
            read = set().union(*(liveness.loaded(o) for o in others))
            written = set().union(*(liveness.stored(o) for o in others))
            if names and not names & (read | written) and logs.only_computes(program, statement):
                found.add(statement)
                changed = True
    return found


def _check_names(program: Program, loop: Loop) -> None:
    bound = loop.bound | {name for s in loop.log_statements for name in logs.appended(s)}
    following: list[list[ast.stmt]] = []
    node: ast.AST = loop.outer
    while True:
        parent = program.parents[node]
        block = block_of(node, parent)  # type: ignore[arg-type]
        if block is not None:
            following.append(block[block.index(node) + 1 :])  # type: ignore[arg-type]
        if isinstance(parent, (ast.Module, ast.FunctionDef)):
            break
        if not isinstance(parent, (ast.If, ast.With, ast.Try)):
            raise NotFit(loop.outer, "it stands in a block of another kind")
        node = parent
    for node in ast.walk(program.tree):
        if isinstance(node, (ast.Global, ast.Nonlocal)) and bound & set(node.names):
            raise NotFit(loop.outer, f"`{min(bound & set(node.names))}` is a name of other functions too")
    name = liveness.read_after(following, bound) or liveness.read_by_functions(program.names, loop.outer, bound)
    if name is not None:
        raise NotFit(loop.outer, f"`{name}` is read after it")
