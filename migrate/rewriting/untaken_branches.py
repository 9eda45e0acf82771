"""`if METHOD["name"] == "kl_pen":` where the program's own constants say no: a branch that never runs.

Where the program cannot be native with it, what such a branch would build goes, as other parts of a graph that nothing
runs do, and TF318 says so. An assertion keeps the choice honest: whoever makes another one is told.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Any

from migrate.blocks import block_of
from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import normalising
from migrate.rewriting.constants import Constants, Open
from migrate.stages.program import Obstacle

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMMENT = "  # no run took the other branch"
_HOST = ("tensorflow.app", "tensorflow.flags", "tensorflow.gfile", "tensorflow.logging", "tensorflow.python_io")
_RUNS = {"run", "eval"}
_MOST_OPTIONS = 4  # each is tried on its own
_OUTSIDE = (ast.Global, ast.Nonlocal, ast.Yield, ast.YieldFrom, ast.Await)  # they count where they never run, too
_NEGATED: dict[type, str] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: ">=",
    ast.LtE: ">",
    ast.Gt: "<=",
    ast.GtE: "<",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}


@dataclass
class Chain:
    """An `if` with its `elif`s: what runs of it (None: nothing), and what has to hold for that."""

    node: ast.If
    kept: list[ast.stmt]
    conditions: list[str]
    tests: list[ast.expr]

    @property
    def option(self) -> frozenset[str]:
        """The names and attributes that decide."""
        nodes = [n for test in self.tests for n in ast.walk(test)]
        holders = {id(n.value) for n in nodes if isinstance(n, ast.Attribute)}
        names = {n.id for n in nodes if isinstance(n, ast.Name) and id(n) not in holders}
        return frozenset(names | {n.attr for n in nodes if isinstance(n, ast.Attribute)})


@dataclass
class Form:
    """A text without branches that never run."""

    text: str
    origin: list[int]  # the line of the text before, for each of its lines
    notes: list[tuple[int, str, str]]  # line of the text before, code, message
    options: list[frozenset[str]]  # what decided the branches that went, in their order


def least(text: str, tree: ast.Module, run: Callable[[Form], Any]) -> tuple[Form, Any] | None:
    """(the form, what `run` makes of it) without the branches that keep `run` from a result; None without any.

    Raises the Obstacle that is left without all branches that never run.
    """
    form = normalise(text, tree)
    if form is None:
        return None
    result = run(form)
    kept: set[frozenset[str]] = set()
    if len(form.options) in range(2, _MOST_OPTIONS + 1):
        for option in form.options:
            fewer = normalise(text, tree, kept | {option})
            try:
                result, form = run(fewer) if fewer is not None else result, fewer or form
                kept.add(option)
            except Obstacle:
                continue
    return form, result


def tidied(text: str) -> str:
    """The native text without assertions in which the values stand for the names: a helper was written out."""
    lines = text.split("\n")
    return "\n".join(line for line in lines if not (line.endswith(COMMENT) and _of_values(line.strip())))


def _of_values(line: str) -> bool:
    return not any(isinstance(n, ast.Name) for n in ast.walk(ast.parse(line)))


def normalise(text: str, tree: ast.Module, kept: Set[frozenset[str]] = frozenset()) -> Form | None:
    """The text without branches that never run, those that the options in `kept` decide excepted; None without any."""
    before, notes, options = text, [], []
    while True:
        form = _Branches(text, tree)
        chain = form.first(kept)
        if chain is None:
            break
        origin = normalising.compared(before, text, list(range(1, before.count("\n") + 2)))
        shown = " and ".join(f"`{c}`" for c in chain.conditions)
        message = f"{shown} always holds; the branch for anything else never runs, and goes"
        notes.append((origin[chain.node.lineno - 1], "TF318", message))
        options.append(chain.option)
        text = form.source.result()
        tree = ast.parse(text)
    if not notes:
        return None
    origin = normalising.compared(before, text, list(range(1, before.count("\n") + 2)))
    return Form(text, origin, sorted(notes), list(dict.fromkeys(options)))


class _Branches:
    def __init__(self, text: str, tree: ast.Module) -> None:
        self.tree, self.source, self.names = tree, Source(text), Names(tree)
        self.constants = Constants(text, tree, self.names)
        self.parents = self.constants.parents
        self.building = self._building()

    def first(self, kept: Set[frozenset[str]]) -> Chain | None:
        """The first branch that goes, and is taken out; None where none is left."""
        for node in ast.walk(self.tree):
            chain = self._settled(node) if isinstance(node, ast.If) else None
            if chain is not None and chain.option not in kept and self._taken_out(chain):
                return chain
        return None

    # -------------------------------------------------------------- what never runs
    def _settled(self, node: ast.If) -> Chain | None:
        """An `if` whose branch is certain, where another one would build or run a part of the graph."""
        start = self.source.span(node)[0]
        if self.source.text.startswith("elif", start) or not self.source.begins_line(start):
            return None
        current, dead, conditions, tests = node, [], [], []
        while True:
            try:
                taken = self.constants.truth(current.test)
            except Open:
                return None
            tests.append(current.test)
            if taken:
                dead += current.orelse
                kept, conditions = current.body, [self._text(current.test)]
                break
            dead += current.body
            conditions.append(self._negated(current.test))
            following = current.orelse
            if following and self.source.text.startswith("elif", self.source.span(following[0])[0]):
                current = following[0]  # type: ignore[assignment]
                continue
            kept = following
            break
        if not any(self._builds(n) for n in dead) or any(isinstance(n, _OUTSIDE) for d in dead for n in ast.walk(d)):
            return None
        return Chain(node, kept, conditions, tests)

    def _building(self) -> set[str]:
        """The functions and methods of the program that build or run a part of the graph, by name."""
        functions = [n for n in ast.walk(self.tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))]
        found: set[str] = set()
        while True:
            new = {f.name for f in functions if f.name not in found and any(self._uses(n, found) for n in f.body)}
            if not new:
                return found
            found |= new

    def _builds(self, statement: ast.stmt) -> bool:
        return self._uses(statement, self.building)

    def _uses(self, statement: ast.stmt, building: set[str]) -> bool:
        for node in ast.walk(statement):
            if isinstance(node, (ast.Name, ast.Attribute)) and (path := self.names.resolve(node)):
                if path.startswith("tensorflow.") and not path.startswith(_HOST):
                    return True
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in building or isinstance(node.func, ast.Attribute) and name in _RUNS:
                    return True
        return False

    def _text(self, test: ast.expr) -> str:
        """A test as it is written, on one line."""
        text = self.source.segment(test)
        return ast.unparse(test) if "\n" in text else text

    def _negated(self, test: ast.expr) -> str:
        """The condition that a test does not hold, as one writes it."""
        if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
            return self._text(test.operand)
        if isinstance(test, ast.Compare) and len(test.ops) == 1:
            left, right = self._text(test.left), self._text(test.comparators[0])
            return f"{left} {_NEGATED[type(test.ops[0])]} {right}"
        text = self._text(test)
        return (
            f"not {text}" if isinstance(test, (ast.Name, ast.Attribute, ast.Subscript, ast.Call)) else f"not ({text})"
        )

    # -------------------------------------------------------------- edits
    def _taken_out(self, chain: Chain) -> bool:
        node, source = chain.node, self.source
        guard = self._guard(chain)
        indent = source.indent_of(node)
        start, end = source.span(node)
        here = f"{indent}{guard[1]}\n" if guard is not None and guard[0] is None else ""
        if chain.kept:
            if not source.unwrap(node, chain.kept):
                return False
            first = source.line_start(source.span(chain.kept[0])[0])
            source.replace_span(source.line_start(start), first, here + self._header_comments(chain, indent))
        else:
            if not source.alone(node) or source.text[end : source.line_end(end)].partition("#")[0].strip():
                return False
            if not here and block_of(node, self.parents[node]) == [node]:
                here = f"{indent}pass\n"
            source.replace_span(source.line_start(start), source.line_end(end), here)
        if guard is not None and guard[0] is not None:
            at = source.line_end(source.span(guard[0])[1])
            if source.text[:at].endswith("\n"):
                source.insert(at - 1, "\n" + guard[1])
            else:
                source.insert(at, "\n" + guard[1])
        return True

    def _header_comments(self, chain: Chain, indent: str) -> str:
        """The comments of what is kept: those behind its `if` or `else` and above its first statement."""
        at = first = chain.kept[0].lineno - 1
        while at > 0 and self.source.lines[at - 1].lstrip()[:1] in ("", "#"):
            at -= 1
        test = next((t for t in chain.tests if t.end_lineno == at), None)
        header = (
            self.source.lines[at - 1] if test is None else self.source.text[self.source.span(test)[1] :].split("\n")[0]
        )
        comment = header.partition("#")[2].strip()
        lines = [f"# {comment}"] if comment else []
        lines += [line.strip() for line in self.source.lines[at:first]]
        return "".join(f"{indent}{line}\n" if line else "\n" for line in lines)

    def _guard(self, chain: Chain) -> tuple[ast.stmt | None, str] | None:
        """(the statement of the module that it follows, the assertion); None for the statement where it is needed.

        None where the program asserts it already, or where the test is a literal.
        """
        condition = " and ".join(f"({c})" if " or " in c else c for c in chain.conditions)
        text = f"assert {condition}{COMMENT}"
        if not any(self.constants.roots(test) for test in chain.tests):
            return None
        made = [self._made(name) for test in chain.tests for name in self.constants.roots(test)]
        scope = next((p for p in self._around(chain.node) if isinstance(p, FUNCTIONS)), None)
        module = None not in made
        holder = self.tree.body if module or scope is None else ast.walk(scope)
        if any(isinstance(n, ast.Assert) and self._told(n, condition, chain) for n in holder):
            return None
        last = max(made, key=lambda n: n.lineno) if module else None  # type: ignore[union-attr]
        return last, text

    def _told(self, node: ast.Assert, condition: str, chain: Chain) -> bool:
        """Whether an assertion holds for a condition, or for the one value of all that the tests compare."""
        if ast.dump(node.test) == ast.dump(ast.parse(condition, mode="eval").body):
            return True
        fixed = self._compared(node.test, ast.Eq)
        return fixed is not None and all(fixed == self._compared(t, ast.Eq, ast.NotEq) for t in chain.tests)

    def _compared(self, test: ast.expr, *kinds: type) -> str | None:
        """What a test compares with one value."""
        if not isinstance(test, ast.Compare) or len(test.ops) != 1 or not isinstance(test.ops[0], kinds):
            return None
        return ast.dump(test.left) if isinstance(test.comparators[0], ast.Constant) else None

    def _made(self, name: ast.Name) -> ast.stmt | None:
        """The statement of the module that gives a name its value."""
        scope = self.names.scope_of[name].find(name.id)
        if scope is None or scope.parent is not None or len(scope.bindings[name.id]) != 1:
            return None
        binding = scope.bindings[name.id][0]
        statement = next((p for p in [binding, *self._around(binding)] if isinstance(p, ast.stmt)), None)
        return statement if statement in self.tree.body and self.source.alone(statement) else None

    def _around(self, node: ast.AST) -> list[ast.AST]:
        found = []
        while (node := self.parents.get(node)) is not None:  # type: ignore[assignment]
            found.append(node)
        return found
