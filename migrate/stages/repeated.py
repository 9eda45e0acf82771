"""Classes and functions that build a graph several times: they are read once, and the reading stands for every time.

Each object of a class, and each call of a function that builds and runs a graph, has tensors and variables of its own.
A host value that is not the same each time counts as unknown; where that takes a second reading, `unlike` tells it
which values these are. What cannot be the same for all is an obstacle here, the rest in `rewriting.repeated`.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from migrate.stages import layer_names
from migrate.stages.attributes import Constructed
from migrate.stages.exclusive import exclusive
from migrate.stages.graph_names import GraphNames
from migrate.stages.graphs import Graph
from migrate.stages.program import ScopeBody
from migrate.stages.values import (
    GRAPH,
    UNKNOWN,
    Class,
    Function,
    Host,
    Instance,
    Map,
    Seq,
    Symbol,
    Value,
    leaves,
)

if TYPE_CHECKING:
    from migrate.stages.interpreter import Env, Interpreter


@dataclass(eq=False)
class Building:
    """What is known of the first time that a class or function built its graph."""

    scope: ScopeBody
    given: dict[str, object]  # parameters, and what they held
    graph: Graph  # the default graph where it was called
    around: set[Graph]
    looped: bool
    call: ast.AST | None = None  # the first
    changing: set[str] = field(default_factory=set)  # names that the loops around the call bind
    outside: dict[str, object] = field(default_factory=dict)  # names of the code around it, and what they held
    result: Value | None = None
    fresh: bool = False  # it makes the graph that it builds in
    resets: bool = False  # it leaves another default graph behind
    times: int = 1
    around_it: tuple = ()  # the names that were taken and the scopes that were open where it was called
    names: GraphNames | None = None  # those of the graph once it was built, and the counts of its layers
    layers: dict[str, int] = field(default_factory=dict)
    sharing: bool = False  # it asks for variables by name where they may exist

    @property
    def several(self) -> bool:
        return self.times > 1 or self.looped


class Repeated:
    def __init__(self, unlike: dict[str, set[str]] | None = None) -> None:
        self.unlike = unlike or {}  # class or function -> "parameter" or "parameter.attribute"
        self.more: dict[str, set[str]] = {}  # those that this reading found
        self.buildings: dict[ast.AST, Building] = {}

    def of(self, scope: ScopeBody | None) -> Building | None:
        """The building of a scope that stands for several; None for any other."""
        found = self.buildings.get(scope.node) if scope is not None else None
        return found if found is not None and found.several else None

    # ------------------------------------------------------------ the first time
    def begin(self, interp: Interpreter, definition: ast.FunctionDef, env: Env) -> None:
        loops = [loop for call in interp.call_nodes for loop in interp.parents_in_loop(call)]
        unlike = self.unlike.get(definition.name, set())
        given = {name: describe(value) for name, value in env.values.items()}
        if loops:
            call = interp.call_nodes[-1]
            literal = {id(a) for a in ast.walk(call) if isinstance(a, ast.Constant)}
            words = {k.arg: k.value for k in getattr(call, "keywords", ())}
            words |= dict(zip([a.arg for a in definition.args.args], getattr(call, "args", ()), strict=False))
            unlike = unlike | {name for name, node in words.items() if name and id(node) not in literal}
        for name in unlike:
            owner, _, attribute = name.partition(".")
            if owner in env.values:
                env.values[owner] = _unknown(env.values[owner], attribute)
        scope = ScopeBody(definition)  # until it is read
        first = interp.call_nodes[-1] if interp.call_nodes else None
        building = Building(scope, given, interp.graphs.current, set(interp.graphs.stack), bool(loops), first)
        building.around_it = _around(interp)
        for loop in loops:
            building.changing |= {
                n.id for n in ast.walk(loop) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
            }
        self.buildings[definition] = building

    def end(self, interp: Interpreter, scope: ScopeBody, env: Env, result: Value) -> None:
        building = self.buildings[scope.node]
        building.scope, building.result = scope, result
        building.names, building.layers = interp.graph_names.copy(), dict(interp.layer_counts[-1])
        filled = [u for u in scope.units if u.variables or u.placeholders or u.tensors or u.operations]
        graphs = interp.graphs
        building.fresh = bool(filled) and not any(graphs.of_unit[u] in building.around for u in filled)
        building.resets = graphs.current is not building.graph
        for unit in scope.units:
            for name in unit.free:
                if name not in env.values and name not in building.outside:
                    building.outside[name] = describe(_found(env, name))
        changed = sorted(n for n in building.changing & set(building.outside) if not _callable(_found(env, n)))
        if changed:
            interp.obstacle(scope.node, f"`{changed[0]}`, which the graph is made of, is bound anew in the loop")

    def asked_by_name(self, interp: Interpreter) -> None:
        """Notes that the current scope makes or shares a variable under `reuse`."""
        building = self.buildings.get(interp.unit.scope.node)
        if building is not None and any(interp.reuse):
            building.sharing = True

    # ------------------------------------------------------------ every other time
    def again(self, interp: Interpreter, definition: ast.FunctionDef, env: Env, call: ast.AST) -> Value:
        building = self.buildings.get(definition)
        if building is None or building.result is None:
            interp.obstacle(definition, "the function that builds the graph is called while it builds it")
            return Host()
        apart = self._of_another_script(interp, building, call)
        building.times += not apart
        what = (
            "objects of one class" if interp.constructs(definition) else "calls of the function that builds the graph"
        )
        self._compare(interp, definition, env, building, call, what)
        for name, held in building.outside.items():
            if describe(_found(env.parent, name)) != held:
                interp.obstacle(
                    call, f"`{name}`, which the graph is made of, is not the same at each of several {what}"
                )
        if apart:
            interp.graph_names = building.names.copy()  # type: ignore[union-attr]
            interp.layer_counts[-1] = dict(building.layers)
            return building.result
        if not isinstance(building.result, Constructed):
            if any(isinstance(x, GRAPH) for x in leaves(building.result)):
                interp.obstacle(definition, f"several {what}, which give back parts of it")
        if interp.control:
            interp.obstacle(call, f"{what} under control dependencies")
        if building.resets:
            interp.graphs.stack[-1] = Graph()
        if not building.fresh:
            if interp.graphs.current is not building.graph:
                interp.obstacle(call, f"{what} in several graphs")
            if building.sharing or any(interp.reuse):
                interp.obstacle(call, f"several {what}, which may share variables")
            interp.layer_counts[-1][layer_names.UNSURE] = 1
            interp.graph_names.several_graphs = True
        return building.result

    def _of_another_script(self, interp: Interpreter, building: Building, call: ast.AST) -> bool:
        """Whether one script builds here what another one builds at the first call, in a graph of the same names."""
        if not interp.scripts or building.call is None or not exclusive(interp, building.call, call):
            return False
        alike = interp.graphs.current is building.graph and _around(interp) == building.around_it
        plain = not (building.resets or building.sharing or building.looped or interp.control or any(interp.reuse))
        return alike and plain and not interp.parents_in_loop(call)

    def _compare(
        self, interp: Interpreter, definition: ast.FunctionDef, env: Env, building: Building, call: ast.AST, what: str
    ) -> None:
        for name, value in env.values.items():
            unlike = self.unlike.get(definition.name, set())
            before, now = building.given.get(name), describe(value)
            if name in unlike or before == now:
                continue
            if isinstance(before, dict) and isinstance(now, dict) and set(before) == set(now):
                for attribute in before:
                    if before[attribute] == now[attribute] or f"{name}.{attribute}" in unlike:
                        continue
                    if not _plain(before[attribute]) or not _plain(now[attribute]):
                        interp.obstacle(call, f"`{name}.{attribute}` is not the same for several {what}")
                    self.more.setdefault(definition.name, set()).add(f"{name}.{attribute}")
            elif _plain(before) and _plain(now):
                self.more.setdefault(definition.name, set()).add(name)
            else:
                interp.obstacle(call, f"`{name}` is not of the same kind for several {what}")


def _around(interp: Interpreter) -> tuple:
    """What decides the names of what is built next."""
    names = interp.graph_names
    state = (names.scope, dict(names.used), set(names.doubtful), names.several_graphs)
    return (*state, list(interp.variable_scopes), dict(interp.layer_counts[-1]))


# ---------------------------------------------------------------- what a value holds
def describe(value: Value | None) -> object:
    """What can be compared between two times: constants, containers of them, objects by their attributes."""
    if isinstance(value, Host):
        if value.const is UNKNOWN:
            return ("plain", "unknown", id(value.shape_of) if value.shape_of is not None else 0, value.note)
        return ("plain", type(value.const).__name__, repr(value.const))
    if isinstance(value, (Seq, Map)):
        items = value.items if isinstance(value, Seq) else [x for k, v, _ in value.pairs for x in (k, v)]
        parts = [describe(x) for x in items]
        plain = all(_plain(p) for p in parts)
        return ("plain" if plain else "parts", type(value).__name__, value.open, tuple(map(str, parts)))
    if isinstance(value, Instance) and not isinstance(value, Constructed):
        return {name: describe(x) for name, x in value.attributes.items()} | {"__class__": id(value.cls.node)}
    if isinstance(value, Symbol):
        return ("symbol", value.path)
    if isinstance(value, (Function, Class)):
        return ("definition", id(value.node), id(value.env))
    return ("value", id(value))


def _plain(described: object) -> bool:
    """Whether only host values are in it, none of them the static shape of a tensor."""
    return isinstance(described, tuple) and described[0] == "plain" and "static" not in str(described[-1])


def _unknown(value: Value, attribute: str) -> Value:
    if isinstance(value, Instance) and not isinstance(value, Constructed):
        made = Instance(value.cls, dict(value.attributes), value.name, value.unit)
        for name, held in value.attributes.items():
            if (not attribute or name == attribute) and _plain(describe(held)):
                made.attributes[name] = Host()
        return made
    plain = isinstance(value, Host) and not value.note.startswith("static") or _plain(describe(value))
    return Host() if plain and not attribute else value


def _found(env: Any, name: str) -> Value | None:
    while env is not None:
        if name in env.values:
            return env.values[name]
        env = env.parent
    return None


def _callable(value: Value | None) -> bool:
    return value is None or isinstance(value, (Function, Class, Symbol))
