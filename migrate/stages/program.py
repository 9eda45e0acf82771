"""What the interpreter found out about one program: scopes, units, run sites and obstacles."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.stages.values import Operation, Placeholder, Seq, Tensor, Value, Variable


@dataclass(eq=False)
class Unit:
    """One statement of a scope's flattened body, the grain in which graph code moves."""

    node: ast.stmt
    scope: ScopeBody
    index: int
    depth: int = 0
    reads: dict[str, set[Unit]] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)  # names of the scope that are read, host ones included
    defs: dict[str, Value] = field(default_factory=dict)
    placeholders: list[Placeholder] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    tensors: list[Tensor] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    sites: list[RunSite] = field(default_factory=list)
    after: set[Unit] = field(default_factory=set)  # units that must run first (control dependencies)
    effects: list[ast.AST] = field(default_factory=list)  # host effects such as print
    mutates: set[str] = field(default_factory=set)
    prints: bool = False  # it prints the description of graph tensors
    spoken: list[ast.AST] = field(default_factory=list)  # what helpers print that it calls to build the graph
    prefix: str = ""  # name scopes around it, for summary tags

    def __repr__(self) -> str:
        return f"Unit({self.index}: {ast.unparse(self.node)[:50]!r})"


@dataclass(eq=False)
class ScopeBody:
    """A module or a function whose body builds a graph. `caller`: the statement that calls the function first."""

    node: ast.Module | ast.FunctionDef
    units: list[Unit] = field(default_factory=list)
    flattened: list[ast.With] = field(default_factory=list)
    parent: ScopeBody | None = None
    caller: Unit | None = None


@dataclass(eq=False)
class Fetch:
    """One leaf of a run site's fetches: the value and, where it was written there, its expression."""

    value: Value
    node: ast.expr | None
    in_place: bool = False  # an expression that is computed where the run stands
    several: bool = False  # a tuple or list of tensors: one that an op gives, or `listed`
    listed: Seq | None = None


class State(tuple):
    """The fetches (c, h) of the state of an LSTM cell."""


@dataclass(eq=False)
class RunSite:
    node: ast.Call
    unit: Unit
    scope: ScopeBody
    structure: object  # Fetch, or list/tuple/dict of structures
    feeds: list[tuple[Value, ast.expr | None]]
    feed_node: ast.expr | None
    feed_map: Value | None = None
    statement: ast.stmt | None = None
    function: ast.AST | None = None
    session: Value | None = None

    def fetches(self) -> list[Fetch]:
        found: list[Fetch] = []

        def walk(part: object) -> None:
            if isinstance(part, Fetch):
                found.append(part)
            elif isinstance(part, dict):
                for item in part.values():
                    walk(item)
            else:
                for item in part:  # type: ignore[attr-defined]
                    walk(item)

        walk(self.structure)
        return found


class Obstacle(Exception):
    """What prevents the native form, and where."""

    def __init__(self, node: ast.AST, reason: str) -> None:
        super().__init__(reason)
        self.node = node
        self.reason = reason


class BoundAgain(Obstacle):
    """A name that graph statements read is bound again before a function with them is traced. `node`: where."""


class NestedHelper(Obstacle):
    """A helper inside a function or class makes what a graph owns: it may be a function of the module just as well."""

    def __init__(
        self, node: ast.AST, definition: ast.AST, reason: str = "a method or inner function that makes variables"
    ) -> None:
        super().__init__(node, reason)
        self.definition = definition


class BuiltApart(Obstacle):
    """The graph of a run is made by several functions, such as the constructor of an object and what trains it."""

    def __init__(self, node: ast.AST) -> None:
        super().__init__(node, "the graph is built in more than one function")
