"""Coordinators and the threads of queue runners go once no queue is left.

`while not coord.should_stop():` waited for the end of the queues: it becomes `while True:`, which OutOfRangeError ends
as before.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names

END = "tensorflow.errors.OutOfRangeError"
START = ("tensorflow.train.start_queue_runners", "tensorflow.train.queue_runner.start_queue_runners")


class Unclear(Exception):
    """A coordinator does something else too."""


class Plumbing:
    """What belongs to the threads of the queues: `lines` go, `loops` have no condition, `handlers` end quietly."""

    def __init__(
        self,
        tree: ast.Module,
        names: Names,
        parents: dict[ast.AST, ast.AST],
        starts: frozenset[ast.Call] = frozenset(),
    ) -> None:
        """`starts`: calls of runners' own methods that start their threads."""
        self.names, self.parents = names, parents
        self.starts = set(starts)
        self.gone: list[ast.stmt] = []
        self.loops: list[ast.While] = []
        self.conditions: list[tuple[ast.BoolOp, ast.expr]] = []
        self.ending: list[ast.ExceptHandler] = []
        self.coordinators: set[tuple[int, str]] = set()
        self.threads: set[tuple[int, str]] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                path = names.resolve(node.func)
                if path == "tensorflow.train.Coordinator":
                    self._bound(node, self.coordinators)
                elif path in START or node in starts:
                    self.starts.add(node)
                    self._bound(node, self.threads)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                if self._key(node) in self.coordinators:
                    self._coordinator(node)
                elif self._key(node) in self.threads:
                    self._thread(node)

    def _key(self, node: ast.Name) -> tuple[int, str]:
        scope = self.names.scope_of.get(node)
        return id(scope.find(node.id)) if scope else 0, node.id

    def _bound(self, call: ast.Call, found: set[tuple[int, str]]) -> None:
        statement = self.parents[call]
        if isinstance(statement, ast.Expr):
            self.gone.append(statement)
            return
        if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
            raise Unclear
        scope = self.names.scope_of.get(statement.targets[0]) or self.names.scope_of.get(call.func)
        owner = scope.find(statement.targets[0].id) if scope else None
        if owner is None or len(owner.bindings.get(statement.targets[0].id, ())) != 1:
            raise Unclear
        found.add((id(owner), statement.targets[0].id))
        self.gone.append(statement)

    def _thread(self, node: ast.Name) -> None:
        """`threads` is only joined."""
        call = self._call_around(node)
        if not isinstance(call.func, ast.Attribute) or call.func.attr != "join":
            raise Unclear

    def _call_around(self, node: ast.AST) -> ast.Call:
        parent = self.parents[node]
        if isinstance(parent, ast.keyword):
            parent = self.parents[parent]
        if not isinstance(parent, ast.Call):
            raise Unclear
        return parent

    def _coordinator(self, node: ast.Name) -> None:
        parent = self.parents[node]
        if not isinstance(parent, ast.Attribute):
            if self._call_around(node) not in self.starts:
                raise Unclear
            return
        call = self.parents[parent]
        if not isinstance(call, ast.Call) or call.func is not parent:
            raise Unclear
        around = self.parents[call]
        if parent.attr == "should_stop":
            self._stopping(call, around)
        elif parent.attr in ("request_stop", "join") and isinstance(around, ast.Expr):
            self._leaving(call, parent.attr, around)
        else:
            raise Unclear

    def _stopping(self, call: ast.Call, around: ast.AST) -> None:
        loop = self.parents[around] if isinstance(around, ast.UnaryOp) else around
        both = loop if isinstance(around, ast.UnaryOp) and isinstance(loop, ast.BoolOp) else None
        if both is not None and isinstance(both.op, ast.And) and isinstance(self.parents[both], ast.While):
            self.conditions.append((both, around))  # type: ignore[arg-type]
        elif (
            isinstance(around, ast.UnaryOp) and isinstance(loop, ast.While) and loop.test is around and not loop.orelse
        ):
            self.loops.append(loop)
        elif isinstance(around, ast.If) and around.test is call and not around.orelse and _only(around, ast.Break):
            self.gone.append(around)
        else:
            raise Unclear

    def _leaving(self, call: ast.Call, name: str, statement: ast.Expr) -> None:
        current: ast.AST | None = self.parents[statement]
        if isinstance(current, ast.ExceptHandler):
            self._handler(current)
        while current is not None and not isinstance(current, (ast.FunctionDef, ast.Module)):
            if isinstance(current, (ast.While, ast.For)) and name == "request_stop":
                raise Unclear  # it ends a loop whose condition is read later
            current = self.parents.get(current)
        self.gone.append(statement)

    def _handler(self, handler: ast.ExceptHandler) -> None:
        """`except Exception as e: coord.request_stop(e)`: the end of the data is no error, any other is raised."""
        path = self.names.resolve(handler.type) if handler.type is not None else None
        if path == END:
            return
        broad = isinstance(handler.type, ast.Name) and handler.type.id in ("Exception", "BaseException")
        if not broad or not _only(handler, ast.Expr):
            raise Unclear
        self.ending.append(handler)

    # ------------------------------------------------------------ writing
    def write(self, source: Source, tf: str) -> None:
        for loop in self.loops:
            source.replace(loop.test, "True")
        for both, part in self.conditions:
            index = both.values.index(part)
            if index == 0:
                source.replace_span(source.span(part)[0], source.span(both.values[1])[0], "")
            else:
                source.replace_span(source.span(both.values[index - 1])[1], source.span(part)[1], "")
        for handler in self.ending:
            start = source.span(handler)[0]
            stop = source.text.index(":", source.span(handler.type)[1] if handler.type else start)
            source.replace_span(start, stop, f"except {tf}.errors.OutOfRangeError")
        for statement in self.gone:
            self._remove(source, statement)

    def _remove(self, source: Source, statement: ast.stmt) -> None:
        parent = self.parents[statement]
        gone = {id(s) for s in self.gone}
        for field in ("body", "orelse", "finalbody"):
            block = getattr(parent, field, None)
            if not isinstance(block, list) or statement not in block:
                continue
            if any(id(s) not in gone for s in block) or isinstance(parent, ast.Module):
                break
            if statement is not block[0]:
                break  # the first stands for all of them
            if field == "finalbody" and not parent.handlers:  # type: ignore[attr-defined]
                _dissolve_body(source, parent)  # type: ignore[arg-type]
                return
            if field == "finalbody":
                before = source.span(parent.handlers[-1] if not parent.orelse else parent.orelse[-1])[1]  # type: ignore[attr-defined]
                start, end = source.line_end(before), source.line_end(source.span(block[-1])[1])
                source.replace_span(start, end, "")
                return
            start, end = source.span(statement)
            source.replace_span(start, end, "pass")
            return
        start, end = source.span(statement)
        source.replace_span(source.line_start(start), source.line_end(end), "")


def _dissolve_body(source: Source, node: ast.Try) -> None:
    """A try with nothing after it gives its body to the block around it."""
    first, last = node.body[0], node.body[-1]
    width = len(source.indent_of(first)) - len(source.indent_of(node))
    start = source.line_start(source.span(node)[0])
    source.replace_span(start, source.line_start(source.span(first)[0]), "")
    source.replace_span(source.line_end(source.span(last)[1]), source.line_end(source.span(node)[1]), "")
    source.dedent(first.lineno, last.end_lineno or last.lineno, width)


def _only(node: ast.If | ast.ExceptHandler, kind: type) -> bool:
    return len(node.body) == 1 and isinstance(node.body[0], kind)
