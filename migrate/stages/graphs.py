"""Which graph a statement builds in: programs with several graphs, one after the other or beside one another.

Variables, train ops and initializers belong to the graph that they were made in. `tf.reset_default_graph()` and
`with tf.Graph().as_default():` begin another one, and a session sees the variables of its own graph alone.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import exclusive
from migrate.stages.values import Handle, Operation, Session, Value, Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter
    from migrate.stages.program import Unit


class Graph:
    """The default graph at some place of the program; identity is equality."""


class Graphs:
    """The default graphs while a program is interpreted, the innermost last."""

    def __init__(self) -> None:
        self.stack: list[Graph] = [Graph()]
        self.known: dict[int, Graph] = {}  # by the call of tf.Graph that made it
        self.of_unit: dict[Unit, Graph] = {}
        self.runs: dict[int, set[int]] = {}  # run sites, by the id of their nodes: the nodes of their sessions

    @property
    def current(self) -> Graph:
        return self.stack[-1]

    def reset(self, interp: Interpreter, node: ast.Call) -> None:
        """`tf.reset_default_graph()`: a new default graph, where that is certain to happen once."""
        plain = isinstance(interp.unit.node, ast.Expr) and interp.unit.node.value is node
        if not plain and self._built(interp):
            interp.obstacle(node, "the graph is thrown away in a loop, a branch or a helper function")
        self.stack[-1] = Graph()
        interp.layer_counts[-1] = {}

    def _built(self, interp: Interpreter) -> bool:
        return any(
            self.of_unit.get(unit) is self.current and (unit.variables or unit.placeholders or unit.tensors)
            for scope in interp.scopes
            for unit in scope.units
        )

    def of_handle(self, handle: Value | None) -> Graph:
        """The graph that a value stands for: that of `tf.Graph()`, or the default graph."""
        if not isinstance(handle, Handle) or handle.kind not in ("graph", "default-graph"):
            return self.current
        if "default" in handle.detail:
            return handle.detail["default"]
        return self.known.setdefault(id(handle.detail.get("made", handle.node)), Graph())

    def enter(self, handle: Handle) -> None:
        self.stack.append(self.of_handle(handle))

    def leave(self) -> None:
        self.stack.pop()

    def of_session(self, interp: Interpreter, session: Session) -> Graph:
        """The graph that a session runs: its argument `graph`, or the default graph where it was opened."""
        call = session.node
        given = None
        if isinstance(call, ast.Call):
            given = next((k.value for k in call.keywords if k.arg == "graph"), call.args[1] if call.args[1:] else None)
        value = interp.value_of.get(id(given)) if given is not None else None
        if isinstance(value, Handle):
            return self.of_handle(value)
        return self.of_unit.get(session.unit, self.current)


def note_run(interp: Interpreter, node: ast.Call, session: Value | None) -> None:
    """Notes which session runs a site; without one it is the default session."""
    if not isinstance(session, Session):
        session = interp.default_sessions[-1] if interp.default_sessions else None
    found = id(session.node) if isinstance(session, Session) else 0
    interp.graphs.runs.setdefault(id(node), set()).add(found)


def variables(interp: Interpreter) -> list[Variable]:
    """The variables of the default graph so far, in the order of their making."""
    graphs = interp.graphs
    own = [v for v in interp.variables if graphs.of_unit.get(v.unit, graphs.current) is graphs.current]
    return [v for v in own if not of_another_script(interp, v.unit)]


def train_operations(interp: Interpreter) -> list[Operation]:
    """The train ops of the default graph so far."""
    graphs = interp.graphs
    own = [o for o in interp.train_operations() if graphs.of_unit.get(o.unit, graphs.current) is graphs.current]
    return [o for o in own if not of_another_script(interp, o.unit)]


def of_another_script(interp: Interpreter, unit: Unit) -> bool:
    """Whether what a statement makes is never there where the interpreter is: another script makes it."""
    return bool(interp.scripts) and exclusive.exclusive(interp, unit.node, interp.unit.node)
