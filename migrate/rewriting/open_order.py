"""Runs of an assignment beside ops that read its variable, where TF1's threads decided which came first.

`session.run([update, cost])` with `update = w.assign(w - rate * gradient)` and `cost = f(w * x)`: TF1 began each op as
soon as its inputs were there. Of the ops that one input made ready, the thread that was at work went on with the last
one of the program, and woke others for the rest. So an op that reads `w` came first in most runs where it is ready
several ops before the assignment and stands behind what leads to it. The native form always reads first, and the
report says so.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting import update_lists
from migrate.stages.values import Operation, Placeholder, Tensor, Value, Variable

if TYPE_CHECKING:
    from migrate.planning import Part
    from migrate.rewriting.native import Context
    from migrate.stages.program import Unit

MARGIN = 2  # ops more that the assignment waits for, itself included
MARGIN_AT_START = 4  # where both begin with the run
OPS = (ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call)
PLAIN = (*OPS, ast.Name, ast.Attribute, ast.Constant, ast.List, ast.Tuple, ast.keyword, ast.Subscript)
PLAIN += (ast.Slice, ast.expr_context, ast.operator, ast.unaryop, ast.cmpop)


def reads_first(context: Context, part: Part, unit: Unit, update: Operation, reader: Unit, variable: Value) -> bool:
    """Whether `reader` reads a variable that `update` of `unit` changes when the new value still has ops to go."""
    if unit not in part.units:  # updates come last in their own function
        return False
    if not _Order(context, part, unit, update).first(reader, variable, 0):
        return False
    if not any(f.code == "TF316" and f.line == unit.node.lineno for f in context.findings):
        text = "TF1 left open whether other ops of a run read the variable before this assignment; they do here"
        context.note(unit.node, "TF316", text)
    return True


class _Order:
    """How many ops a run has to do before it comes to an assignment."""

    def __init__(self, context: Context, part: Part, unit: Unit, update: Operation) -> None:
        self.context, self.interp = context, context.interp
        self.part, self.unit, self.update = part, unit, update
        self.longest: dict[tuple[Unit, Unit | None], int | None] = {}

    def first(self, reader: Unit, value: Value, depth: int) -> bool:
        """Whether all ops that read a value, or what may be its memory, come before the assignment."""
        made = next(iter(reader.defs.values())) if len(reader.defs) == 1 else None
        node = reader.node
        if not isinstance(made, Tensor) or not isinstance(node, ast.Assign) or depth > 20:
            return False
        if not all(isinstance(n, PLAIN) for n in ast.walk(node.value)):
            return False
        reads = [n for n in ast.walk(node.value) if self.interp.value_of.get(id(n)) is value]
        ops = [self._reading(n, node.value) for n in reads]
        if not reads or any(not self._early(op, reader) for op in ops if op is not None):
            return False
        if all(op is not None for op in ops):
            return True
        if not all(self._of_library(n) for n in ast.walk(node.value) if isinstance(n, ast.Call)):
            return False
        following = [u for u in self.part.needs if any(reader in makers for makers in u.reads.values())]
        return all(u is not self.unit and self.first(u, made, depth + 1) for u in following)

    def _reading(self, node: ast.expr, whole: ast.expr) -> ast.expr | None:
        """The op that makes new memory of a value; None where the statement may give the memory itself."""
        current: ast.AST = node
        while current is not whole:
            current = self.interp.parents[current]
            if isinstance(current, ast.BinOp):
                return current
            if isinstance(current, ast.Call) and self._name(current) in update_lists.FRESH:
                return current
        return None

    def _name(self, call: ast.Call) -> str:
        name = (self.context.names.resolve(call.func) or "").removeprefix("tensorflow.")
        return name.removeprefix("math.").removeprefix("linalg.")

    def _of_library(self, call: ast.Call) -> bool:
        return (self.context.names.resolve(call.func) or "").startswith("tensorflow.")

    def _early(self, op: ast.expr, reader: Unit) -> bool:
        """Whether an op is ready before the assignment, by all that it waits for."""
        if not all(self._of_library(n) for n in ast.walk(op) if isinstance(n, ast.Call)):
            return False  # how many ops a helper makes is not known
        ready = self._depth(op)
        waited: set[Unit] = set()
        for name in {n.id for n in ast.walk(op) if isinstance(n, ast.Name)}:
            for maker in reader.reads.get(name, ()):
                if maker in self.context.plan.moved and not isinstance(maker.defs.get(name), (Placeholder, Variable)):
                    waited.add(maker)
        if not waited:
            return (self._far(self.unit, None) or 0) >= ready + MARGIN_AT_START
        return all((self._far(self.unit, m) or 0) >= ready + MARGIN and self._behind(reader, m) for m in waited)

    def _behind(self, reader: Unit, maker: Unit) -> bool:
        """Whether a statement stands behind the first one on the way from `maker` to the assignment."""
        way = [u for u in (*self.part.needs, self.unit) if any(maker in makers for makers in u.reads.values())]
        first = min((u.index for u in way if u is self.unit or self._far(self.unit, u) is not None), default=None)
        return first is not None and first < reader.index

    def _depth(self, node: ast.AST) -> int:
        """The ops of an expression that have to follow one another, at most."""
        inner = max((self._depth(child) for child in ast.iter_child_nodes(node)), default=0)
        return inner + isinstance(node, (*OPS, ast.Subscript))

    def _far(self, unit: Unit, start: Unit | None) -> int | None:
        """The ops from what a statement makes, or from a run's beginning, to what `unit` makes, at least."""
        key = unit, start
        if key in self.longest:
            return self.longest[key]
        self.longest[key] = None
        node = self.update.node if unit is self.unit else unit.node
        found = [0] if start is None else []
        for name in [n for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]:
            above = self._above(name, node)
            found += [above] if start is None else []
            for maker in unit.reads.get(name.id, ()):
                if maker is start:
                    found.append(above)
                elif maker in self.context.plan.moved and maker is not unit:
                    far = self._far(maker, start)
                    found += [above + far] if far is not None else []
        self.longest[key] = max(found, default=None)  # type: ignore[type-var]
        return self.longest[key]

    def _above(self, node: ast.AST, whole: ast.AST) -> int:
        """The ops that wait for a name in a statement; what a helper of the program makes of it may be none."""
        count, current = 0, node
        while current is not whole:
            before, current = current, self.interp.parents[current]
            if isinstance(current, (ast.BinOp, ast.UnaryOp, ast.Compare)):
                count += 1
            elif isinstance(current, ast.Call) and before is not current.func:
                count += self._of_library(current) or current is self.update.node
        return count
