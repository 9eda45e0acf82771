"""Which functions a session program becomes: roots from run sites, shared parts factored out, certainty checked."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.names import Scope
from migrate.reaching import reached
from migrate.stages import (
    assertions,
    assign_lists,
    cut_tensors,
    holders,
    inline_fetches,
    lifetimes,
    listed_fetches,
    mixed_branches,
    needed_results,
    queues,
    recurrent,
    results,
    shape_statements,
    sizes,
)
from migrate.stages.interpreter import Creation, Interpreter
from migrate.stages.program import BoundAgain, BuiltApart, Fetch, NestedHelper, Obstacle, RunSite, ScopeBody, Unit
from migrate.stages.recurrent import Build
from migrate.stages.values import (
    Element,
    Fed,
    Handle,
    Operation,
    Optimizer,
    Placeholder,
    Seq,
    Tensor,
    Value,
    Variable,
    is_dynamic,
    leaves,
)
from migrate.stages.variable_lists import VariableList

INITS = ("init", "local-init")
STARTS = ("iterator-init",)


@dataclass(eq=False)
class Output:
    """One value that a function returns: the name of a tensor, or an expression written at the run site."""

    value: Value
    name: str | None
    unit: Unit | None
    node: ast.expr | None = None
    path: str = ""  # its place in the container of that name


@dataclass(eq=False)
class Part:
    """A function to be written: a root (called at run sites) or a part that several functions share."""

    scope: ScopeBody
    units: list[Unit] = field(default_factory=list)
    outputs: list[Output] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)
    placeholders: list[Placeholder] = field(default_factory=list)
    inputs: list[tuple[str, Part]] = field(default_factory=list)  # tensors handed in, and the part that makes them
    calls: list[Part] = field(default_factory=list)  # parts called inside
    root: bool = False
    traced: bool = False  # several functions call it, and one trace of its own prints what it prints
    updates: bool = False  # the ops in UPDATE_OPS were fetched too
    structure: object = None  # of nested results: lists, tuples and dicts of fetches, as they are fetched
    name: str = ""
    needs: set[Unit] = field(default_factory=set)
    cuts: dict[Unit, Placeholder] = field(default_factory=dict)  # statements whose tensors a run feeds

    @property
    def anchor(self) -> Unit | None:
        return max(self.needs, key=lambda u: u.index, default=None)


@dataclass
class SitePlan:
    site: RunSite
    # "call", "init", "start" or "handle" (of an iterator), "draw" (elements alone), "value" (variables and constants)
    kind: str
    root: Part | None = None


@dataclass(eq=False)
class Hoist:
    """A variable made by `node` inside the helper `definition`, called by `call` in `unit`."""

    variable: Variable
    node: ast.AST
    creation: ast.AST
    unit: Unit
    definition: ast.FunctionDef
    call: ast.AST
    name: str = ""
    chain: list[tuple[ast.AST, ast.AST]] = field(default_factory=list)  # helpers and their calls, outermost first
    making: Creation | None = None
    build: Build | None = None  # where a recurrent cell is what is made


@dataclass
class Plan:
    interp: Interpreter
    moved: set[Unit] = field(default_factory=set)
    removed: set[Unit] = field(default_factory=set)
    parts: list[Part] = field(default_factory=list)
    sites: list[SitePlan] = field(default_factory=list)
    hoists: list[Hoist] = field(default_factory=list)
    modules: set[ast.FunctionDef] = field(default_factory=set)
    built: set[Unit] = field(default_factory=set)  # statements whose layers have to exist before they are called
    numbers: dict[ast.AST, str] = field(default_factory=dict)  # dimensions that are asked for outside the graph
    direct: dict[tuple[Unit, str], Variable] = field(default_factory=dict)  # names read as attributes of an object
    renamed: dict[Variable, str] = field(default_factory=dict)  # variables whose name is bound again later

    def put(self, unit: Unit, part: Part) -> None:
        """Moves a statement into a function, at its place among the others."""
        part.units = sorted([*part.units, unit], key=lambda u: u.index)
        part.needs.add(unit)
        self.moved.add(unit)

    def read(self, unit: Unit) -> list[Unit]:
        """The moved units that a unit reads."""
        return [u for units in unit.reads.values() for u in units if u in self.moved]

    def after(self, unit: Unit) -> list[Unit]:
        """The moved units that a unit waits for."""
        return [u for u in unit.after if u in self.moved]


def graph_units(interp: Interpreter, hoists: list[Hoist]) -> set[Unit]:
    """Units that build what changes between runs; they move into functions."""
    site_nodes = _inside_sites(interp)
    found: set[Unit] = set()
    hoisted = {h.variable for h in hoists}
    for scope in interp.scopes:
        for unit in scope.units:
            if isinstance(unit.node, ast.FunctionDef) and _closes_over_graph(interp, unit.node):
                found.add(unit)
                continue
            if isinstance(unit.node, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
                continue
            made = [t for t in unit.tensors if t.dynamic and id(t.node) not in site_nodes]
            operations = [o for o in unit.operations if o.kind not in INITS and id(o.node) not in site_nodes]
            dynamic = any(is_dynamic(v) and not _only_handles(v) for v in unit.defs.values())
            inline = [v for v in unit.variables if v not in hoisted]
            if inline and not _has_layers(interp, inline):
                if made and not _initial_values_only(unit, made, interp.initial_reads):
                    raise Obstacle(unit.node, "a function or expression makes variables and tensors together")
                continue
            if made or operations or dynamic:
                if unit.sites:
                    made = [t for t in made if t.whole is None]  # an item of a container is no op
                    first = made[0].node if made else operations[0].node if operations else unit.node
                    if made or operations:
                        raise Obstacle(first, "the graph is built in the statement that runs it")
                    continue
                own = all(isinstance(v, Handle) or v in unit.placeholders for v in unit.defs.values())
                if own and unit.defs and not made:
                    continue
                if _nested_init_only(operations, made):
                    continue
                found.add(unit)
    return found


def _closes_over_graph(interp: Interpreter, definition: ast.FunctionDef) -> bool:
    """Whether a helper reads tensors from outside and so has to live where they are computed."""
    running = {site.function for site in interp.sites.values()}
    names = {f.name for f in running if isinstance(f, ast.FunctionDef)}
    if definition in running or any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(definition)):
        return False
    return any(is_dynamic(value) for value in interp.closures.get(definition, {}).values())


def _nested_init_only(operations: list[Operation], made: list[Tensor]) -> bool:
    return (
        not made
        and all(o.kind in INITS or (o.kind == "group" and _is_init(o)) for o in operations)
        and bool(operations)
    )


def only_names(node: ast.stmt) -> bool:
    """Whether a statement only reads: names, attributes and items, alone or in a tuple or list."""
    simple = (ast.Expr, ast.Name, ast.Attribute, ast.Subscript, ast.Tuple, ast.List, ast.Constant, ast.expr_context)
    return all(isinstance(n, simple) for n in ast.walk(node))


def _only_handles(value: Value) -> bool:
    return all(
        isinstance(leaf, (Handle, Operation))
        and (not isinstance(leaf, Operation) or _is_init(leaf) or leaf.kind in (*STARTS, "updates"))
        for leaf in leaves(value)
    )


def _has_layers(interp: Interpreter, variables: list[Variable]) -> bool:
    layers = {id(n) for n in interp.layers} | {id(b.node) for b in interp.builds}
    return bool(variables) and all(id(v.node) in layers for v in variables)


def find_hoists(interp: Interpreter) -> list[Hoist]:
    """Variables that helpers of tensors make: they are made once, beside the call, and the helper only uses them."""
    found: list[Hoist] = []
    for creation in interp.creations:
        pairs = list(zip(creation.functions, creation.calls, strict=True))
        for function, call in pairs if not all(interp.is_factory(f) for f, _ in pairs) else []:
            if interp.is_factory(function) and function not in interp.tree.body and interp.parents_in_loop(call):
                raise NestedHelper(call, function)  # once it is a function of the module, the loop can be taken apart
    for creation in interp.creations:
        outside = holders.without(interp, creation)
        functions, calls = creation.functions[:outside], creation.calls[:outside]
        node: ast.AST = creation.node
        while functions and interp.is_factory(functions[-1]):
            functions.pop()
            node = calls.pop()
        if not functions:
            continue
        if creation in interp.held_from:
            if isinstance(calls[0], ast.Call):
                raise Obstacle(calls[-1], "a helper makes objects that hold variables, and more")
            continue  # nobody calls it
        found.append(_hoist(interp, creation, node, functions, calls))
    return found


def kept_in_list(interp: Interpreter, node: ast.AST, definition: ast.AST) -> ast.Assign | None:
    """What makes the list that keeps each variable of a loop, `weights = []`: a statement of the helper's own body."""
    append = interp.parents.get(node)
    function = append.func if isinstance(append, ast.Call) and append.args == [node] else None
    if not isinstance(function, ast.Attribute) or function.attr != "append" or not isinstance(function.value, ast.Name):
        return None
    if not isinstance(interp.parents.get(append), ast.Expr):
        return None
    names = interp.names
    scope = names.module_scope if isinstance(definition, ast.Module) else names.inner_scope(definition)
    bindings = scope.bindings.get(function.value.id, [])
    made = interp.parents.get(bindings[0]) if len(bindings) == 1 else None
    if not isinstance(made, ast.Assign) or made.targets != bindings or not always_runs(interp, made, definition):
        return None
    return made if isinstance(made.value, ast.List) and not made.value.elts else None


def always_runs(interp: Interpreter, node: ast.stmt, definition: ast.AST) -> bool:
    """Whether a statement stands in a function's own body, inside scopes perhaps."""
    around = interp.parents.get(node)
    while around in interp.transparent:
        around = interp.parents.get(around)  # type: ignore[arg-type]
    return around is definition


def _hoist(
    interp: Interpreter, creation: Creation, node: ast.AST, functions: list[ast.AST], calls: list[ast.AST]
) -> Hoist:
    for function in functions:
        if not isinstance(function, ast.FunctionDef) or function not in interp.tree.body:
            raise NestedHelper(node, function)
    inside = interp.parents_in_loop(node) and not kept_in_list(interp, node, functions[-1])
    if inside or any(interp.parents_in_loop(c) for c in calls):
        raise Obstacle(node, "variables are made in a loop")
    chain = list(zip(functions, calls, strict=True))
    return Hoist(
        creation.variable,
        node,
        creation.node,
        creation.unit,
        functions[-1],
        calls[-1],
        "",
        chain,
        creation,  # type: ignore[arg-type]
    )


def cell_hoists(interp: Interpreter) -> list[Hoist]:
    """Recurrent cells that helpers make: each helper holds the cells that are written in it."""
    found: list[Hoist] = []
    for build in interp.builds:
        functions = list(build.creation.functions)
        holders = [
            max((i for i, f in enumerate(functions) if any(n is root.node for n in ast.walk(f))), default=-1)
            for root in recurrent.static_roots(build.cell)
        ]
        if not functions or max(holders, default=-1) < 0:
            continue
        depth = min(holders)
        if depth != max(holders):
            raise Obstacle(build.node, "recurrent cells of one network that several helpers make")
        calls = build.creation.calls[: depth + 1]
        root = recurrent.static_roots(build.cell)[0].node  # a loop may run a cell, and so share what it made once
        hoist = _hoist(interp, build.creation, root or build.node, functions[: depth + 1], calls)
        hoist.node, hoist.build = build.node, build
        found.append(hoist)
    return found


def modules(interp: Interpreter, hoists: list[Hoist]) -> set[ast.FunctionDef]:
    """Helpers that make variables of their own at each of several calls: each call becomes an object with them."""
    chosen: set[ast.AST] = set()
    for hoist in hoists:
        functions = [f for f, _ in hoist.chain]
        if (
            len(functions) > 1
            or not isinstance(hoist.unit.scope.node, ast.Module)  # the helper could not see what is made in a function
            or id(hoist.definition) in interp.imported
            and id(hoist.unit.node) not in interp.imported  # nor what is made in another file
            or not isinstance(hoist.call, ast.Call)  # nobody calls it: a class says what it needs
            or any(o.definition is hoist.definition and o.call is not hoist.call for o in hoists)
            or any(s.variable is hoist.variable and s.functions for s in interp.shared)  # other calls share them
        ):
            chosen.update(functions)
    grown = -1
    while grown != len(chosen):
        grown = len(chosen)
        for hoist in hoists:
            if any(f in chosen for f, _ in hoist.chain):
                chosen.update(f for f, _ in hoist.chain)
    return chosen  # type: ignore[return-value]


def _initial_values_only(unit: Unit, made: list[Tensor], reads: set[ast.Call]) -> bool:
    """Tensors that are only initial values of the variables made here: random numbers, read nothing."""
    values = [leaf for v in unit.defs.values() for leaf in leaves(v)]
    if any(v.node in reads for v in unit.variables):
        return True
    return all(t.random and not t.placeholders and not t.variables for t in made) and not any(
        isinstance(leaf, Tensor) and leaf.dynamic for leaf in values
    )


def _inside_sites(interp: Interpreter) -> set[int]:
    return {id(inner) for site in interp.sites.values() for inner in ast.walk(site.node)}


def _is_init(operation: Operation) -> bool:
    if operation.kind == "group":
        items = operation.detail["items"]
        return bool(items) and all(isinstance(i, Operation) and _is_init(i) for i in items)
    return operation.kind in INITS


def _starts(value: Value) -> bool:
    """Whether a fetch starts an iterator, or initialises variables beside one that does."""
    return isinstance(value, Operation) and (value.kind in STARTS or _is_init(value))


class Planner:
    def __init__(self, interp: Interpreter) -> None:
        self.interp = interp
        self.plan = Plan(interp)
        self._slices: dict[Unit, frozenset[Unit]] = {}
        self._cuts: dict[Unit, cut_tensors.Cut] = {}  # of the run whose function is being planned

    def build(self) -> Plan:
        plan = self.plan
        plan.hoists = find_hoists(self.interp)
        cells = cell_hoists(self.interp)
        plan.modules = modules(self.interp, [*plan.hoists, *cells])
        plan.hoists += [h for h in cells if h.definition in plan.modules]
        plan.moved = graph_units(self.interp, plan.hoists)
        mixed_branches.check(plan)
        self._read_variables_of_objects()
        self._pull_containers()
        self._pull_rebound()
        self._keep_initial_values()
        shape_statements.pull(plan)
        self._sizes_as_numbers()
        self._check_reads()
        self._plan_sites()
        queues.check(plan, self.slice)
        self._check_rebinding()
        self._factor()
        self._place_prints()
        return plan

    def _read_variables_of_objects(self) -> None:
        """A variable that a helper gives back is an attribute of its object: reading it needs no call."""
        plan = self.plan
        held = {h.variable for h in plan.hoists if h.definition in plan.modules and h.build is None}
        held -= {v for v in held if v.node in self.interp.layers}
        for scope in self.interp.scopes:
            for unit in scope.units:
                for name, makers in list(unit.reads.items()):
                    values = [m.defs.get(name) for m in makers]
                    if len(makers) == 1 and values[0] in held and makers <= plan.moved - {unit}:
                        plan.direct[unit, name] = values[0]  # type: ignore[assignment]
                        del unit.reads[name]
                        unit.free.discard(name)

    # ------------------------------------------------------------ prints
    def _place_prints(self) -> None:
        """A statement that prints graph tensors goes where they are made: a function prints them when it is traced."""
        for scope in self.interp.scopes:
            shapes = [u for u in scope.units if assertions.of_shapes(self.interp, u)]
            for unit in reversed(shapes):  # one that is printed later goes first, so that they stay in order
                if not assertions.place(self.plan, unit):
                    self._as_numbers(unit)
                    assertions.check(self.plan, unit)
            for unit in scope.units:
                if (
                    unit in shapes
                    or not unit.prints
                    or all(isinstance(m, Unit) and m.placeholders for ms in unit.reads.values() for m in ms)
                ):
                    continue
                makers = {m for ms in unit.reads.values() for m in ms if m in self.plan.moved}
                makes = [p for p in self.plan.parts if makers and makers <= set(p.units)]
                has = [p for p in self.plan.parts if assertions.has(p, unit, makers)]
                # a plain function that several others call would print for each of them
                single = [p for p in makes + has if p.root or len(assertions.roots(self.plan, p)) == 1]
                holder = next(iter(single + makes), None)
                if holder is None or unit.sites:
                    raise Obstacle(unit.node, "the description of a graph tensor is printed")
                self.plan.put(unit, holder)
        for part in self.plan.parts:
            prints = any(u.spoken or u.prints for u in part.units)
            part.traced = prints and not part.root and len(assertions.roots(self.plan, part)) > 1

    # ------------------------------------------------------------ slices
    def slice(self, unit: Unit) -> frozenset[Unit]:
        """A moved unit and the moved units that it needs."""
        if self._cuts:
            found = reached([unit], lambda u: [] if u in self._cuts else self.plan.read(u) + self.plan.after(u))
            return frozenset(found - self._cuts.keys())
        if unit not in self._slices:
            self._slices[unit] = frozenset(reached([unit], lambda u: self.plan.read(u) + self.plan.after(u)))
        return self._slices[unit]

    def _without_layers(self, unit: Unit) -> set[Unit]:
        """What a list of assignments needs: of the layers only that they are made, not what they compute."""

        def following(current: Unit) -> list[Unit]:
            if any(isinstance(v, VariableList) for v in current.defs.values()):
                self.plan.built.update(self.plan.after(current))
                return self.plan.read(current)
            return self.plan.read(current) + self.plan.after(current)

        return reached([unit], following)

    def _pull_containers(self) -> None:
        """A list or dict that graph units fill is made where they are."""
        for unit in sorted(self.plan.moved, key=lambda u: (u.node.lineno, u.index)):
            for name in unit.mutates:
                for maker in unit.reads.get(name, ()):
                    if maker not in self.plan.moved:
                        if maker.sites or maker.variables or not isinstance(maker.node, ast.Assign):
                            raise Obstacle(unit.node, f"`{name}` is filled with tensors and used outside the graph")
                        self.plan.moved.add(maker)

    def _pull_rebound(self) -> None:
        """A first value (`state = zeros`, `total = 0.0`) of a name that graph statements bind anew goes with them.

        Inside a function the name is local, so its first value has to be given there.
        """
        bound = {(unit.scope, name) for unit in self.plan.moved for name in unit.defs}
        for unit in sorted(self.plan.moved, key=lambda u: (u.node.lineno, u.index)):
            for name, makers in unit.reads.items():
                if (unit.scope, name) not in bound:
                    continue
                for maker in sorted(makers - self.plan.moved, key=lambda u: u.index):
                    value = maker.defs.get(name)
                    if (
                        isinstance(value, (Placeholder, Handle))
                        or maker.variables
                        or isinstance(maker.node, ast.FunctionDef)
                    ):
                        continue
                    if maker.sites or not isinstance(maker.node, ast.Assign) or len(maker.defs) > 1:
                        raise Obstacle(maker.node, f"`{name}` is bound here and again by the graph")
                    for other in maker.scope.units:
                        if other in self.plan.moved or maker not in other.reads.get(name, ()):
                            continue
                        if not _only_fetches(other, name):
                            raise Obstacle(other.node, f"`{name}` is bound again by the graph and used outside it too")
                    self.plan.moved.add(maker)

    def _keep_initial_values(self) -> None:
        """Random tensors that only initialise variables are made where they stand, once, as they were."""
        kept: list[tuple[Unit, str]] = []
        for scope in self.interp.scopes:
            for unit in scope.units:
                if unit in self.plan.moved or isinstance(unit.node, (ast.FunctionDef, ast.ClassDef)):
                    continue
                if unit.sites:
                    continue
                for name, makers in unit.reads.items():
                    for maker in makers & self.plan.moved:
                        value = maker.defs.get(name)
                        tensors = [leaf for leaf in leaves(value) if isinstance(leaf, Tensor)] if value else []
                        if (
                            unit.variables
                            and tensors
                            and all(not t.placeholders and not t.variables and not t.stateful for t in tensors)
                        ):
                            self.plan.moved.discard(maker)
                            kept.append((maker, name))
        for scope in self.interp.scopes:
            for unit in scope.units:
                for maker, name in kept:
                    if maker in unit.reads.get(name, ()) and (unit in self.plan.moved or unit.sites):
                        raise Obstacle(unit.node, f"`{name}` is an initial value and is drawn again at each run")

    # ------------------------------------------------------------ checks
    def _sizes_as_numbers(self) -> None:
        """A statement outside the graph that asks a tensor for a known dimension is given the number."""
        moved = self.plan.moved
        for scope in self.interp.scopes:
            for unit in scope.units:
                if unit in moved or isinstance(unit.node, (ast.FunctionDef, ast.ClassDef)):
                    continue
                if not isinstance(unit.node, ast.Assert) or not assertions.of_shapes(self.interp, unit):
                    self._as_numbers(unit)

    def _as_numbers(self, unit: Unit) -> None:
        for name in [n for n, makers in unit.reads.items() if makers & self.plan.moved]:
            nodes = [n for n in ast.walk(unit.node) if isinstance(n, ast.Name) and n.id == name]
            found = [sizes.whole(self.interp, n, unit.scope.node) for n in nodes]
            if found and all(f is not None for f in found):
                self.plan.numbers |= {node: str(size) for node, size in found}  # type: ignore[misc]
                del unit.reads[name]
                unit.free.discard(name)

    def _check_reads(self) -> None:
        """Nothing that stays may read what moves, except run sites and their feed dicts."""
        moved = self.plan.moved
        for scope in self.interp.scopes:
            for unit in scope.units:
                if unit in moved or unit.sites or isinstance(unit.node, (ast.FunctionDef, ast.ClassDef)):
                    continue
                if unit.prints or unit.node in self.interp.shown and only_names(unit.node):
                    continue
                if assertions.of_shapes(self.interp, unit):
                    continue
                if unit.placeholders:
                    if not _is_plain_placeholder(unit):
                        raise Obstacle(unit.node, "a placeholder that is not simply assigned to a name")
                    continue
                if any(_only_handles(v) or isinstance(v, Optimizer) for v in unit.defs.values()) or _is_feed(unit):
                    continue
                for name, makers in unit.reads.items():
                    for maker in makers:
                        if maker in moved and not (unit.after and maker in unit.after):
                            value = maker.defs.get(name)
                            if value is not None and any(
                                isinstance(x, (Tensor, Operation)) and is_dynamic(x) for x in leaves(value)
                            ):
                                raise Obstacle(unit.node, f"`{name}` is used outside the graph")

    def _check_rebinding(self) -> None:
        """A name that a moved statement reads must still hold the same value when the function is traced."""
        for part_unit in sorted(self._needed(), key=lambda u: (u.node.lineno, u.index)):
            names = self.interp.names
            node = part_unit.scope.node
            scope = names.module_scope if isinstance(node, ast.Module) else names.inner_scope(node)
            local = {n for u in self._needed() for n in u.defs}
            for name in sorted(part_unit.free):
                if name in local:
                    continue
                makers = part_unit.reads.get(name, set())
                if makers and all(isinstance(m.defs.get(name), Placeholder) for m in makers):
                    continue  # a parameter of the function
                owner = scope if name in scope.bindings else names.module_scope
                later = [b for b in owner.bindings.get(name, ()) if self._bound_later(part_unit, b)]
                if not later or self._one_literal(owner.bindings[name]):
                    continue
                if any(isinstance(part_unit_value, Variable) for part_unit_value in self._values_of(part_unit, name)):
                    if self._rename(part_unit, name, owner):
                        continue
                raise BoundAgain(later[0], f"`{name}`, which the graph uses, is bound again later")

    def _bound_later(self, unit: Unit, binding: ast.AST) -> bool:
        """Whether a name that a moved statement reads is bound here before the last run that reads it."""
        if isinstance(binding, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom, ast.arg)):
            return False
        if getattr(binding, "lineno", 0) <= (unit.node.end_lineno or unit.node.lineno):
            return False
        if lifetimes.bound_before_call(self.interp, unit, binding):
            return False
        return not lifetimes.free_again(self.interp, self.plan, unit, binding)

    def _one_literal(self, bindings: list[ast.AST]) -> bool:
        """Whether a name is given the same written number or text each time, `GAMMA = 0.9`."""
        given = set()
        for binding in bindings:
            statement = self.interp.parents.get(binding)
            plain = isinstance(statement, ast.Assign) and statement.targets == [binding]
            value = statement.value if plain else None  # type: ignore[union-attr]
            given.add(repr(value.value) if isinstance(value, ast.Constant) else None)
        return len(given) == 1 and None not in given

    @staticmethod
    def _values_of(unit: Unit, name: str) -> list[Value]:
        return [m.defs[name] for m in unit.reads.get(name, ()) if name in m.defs]

    def _rename(self, unit: Unit, name: str, owner: Scope) -> bool:
        """A variable whose name the program gives to something else later gets a name of its own."""
        later = [b for b in owner.bindings.get(name, ()) if getattr(b, "lineno", 0) > unit.node.lineno]
        values = self._values_of(unit, name)
        if not later:
            return False
        if len(values) == 1 and isinstance(values[0], Variable):
            self.plan.renamed[values[0]] = name
            return True
        return False

    def _needed(self) -> set[Unit]:
        return {u for p in self.plan.parts for u in p.needs}

    # ------------------------------------------------------------ sites
    def _plan_sites(self) -> None:
        plan = self.plan
        initialised = 0
        ordered = sorted(self.interp.sites.values(), key=lambda s: (s.node.lineno, s.node.col_offset))
        roots: dict[tuple, Part] = {}
        for site in ordered:
            fetches = site.fetches()
            operations = [f.value for f in fetches if isinstance(f.value, Operation)]
            if fetches and all(isinstance(f.value, Operation) and _is_init(f.value) for f in fetches):
                if not isinstance(self.interp.parents.get(site.node), ast.Expr):
                    raise Obstacle(site.node, "the result of an initializer is used")
                if any(f.value.kind == "init" for f in fetches):
                    initialised += 1
                plan.sites.append(SitePlan(site, "init"))
                continue
            if fetches and all(isinstance(f.value, Handle) and f.value.kind == "string-handle" for f in fetches):
                plan.sites.append(SitePlan(site, "handle"))
                continue
            if operations and all(_starts(f.value) for f in fetches):
                both = any(_is_init(o) for o in operations)
                initialised += any(o.kind == "init" for o in operations)
                plan.sites.append(SitePlan(site, "init" if both else "start"))
                continue
            if any(_is_init(o) for o in operations):
                raise Obstacle(site.node, "an initializer is run together with other fetches")
            if all(_is_plain(f.value, site) for f in fetches):
                if any(isinstance(k, (Tensor, Variable)) for k, _ in site.feeds):
                    raise Obstacle(site.node, "a tensor that is no placeholder is fed")
                plan.sites.append(SitePlan(site, "value"))
                continue
            if len(fetches) == 1 and self._assigns_now(site, fetches[0]):
                fetches[0].in_place = True
                plan.sites.append(SitePlan(site, "value"))
                continue
            if len(fetches) == 1 and queues.in_place(self.interp, fetches[0]):
                fetches[0].in_place = True
                plan.sites.append(SitePlan(site, "value"))
                continue
            if fetches and all(isinstance(f.value, Element) for f in fetches):
                if len({id(f.value.node) for f in fetches}) > 1:
                    raise Obstacle(site.node, "elements of two iterators are fetched together")
                plan.sites.append(SitePlan(site, "draw"))
                continue
            self._cuts = cut_tensors.find(plan, site)
            part = self._root(site, fetches)
            self._cuts = {}
            if inline_fetches.eager(self.interp, part):
                for fetch in fetches:
                    fetch.in_place = True
                plan.sites.append(SitePlan(site, "value"))
                continue
            key = (
                tuple(sorted(o.id for o in part.operations)),
                tuple(_output_key(o) for o in part.outputs),
                tuple(p.id for p in part.placeholders),
                frozenset(u for u in part.needs if any(o.kind not in ("group", "noop") for o in u.operations)),
                id(part.scope),
                results.shape(part.structure),
                self._named(part),
            )
            known = roots.get(key)
            if known is None:
                roots[key] = part
                plan.parts.append(part)
            else:
                part = known
            self._check_feeds(site, part)
            plan.sites.append(SitePlan(site, "call", part))
        self._merge_train_roots()

    def _named(self, part: Part) -> tuple:
        """What the names in fetch expressions stand for: the same text may mean different tensors."""
        nodes = [n for o in part.outputs if o.node is not None for n in ast.walk(o.node) if isinstance(n, ast.Name)]
        values = [self.interp.value_of.get(id(n)) for n in nodes]
        return tuple(v.id for v in values if isinstance(v, (Tensor, Placeholder, Variable)))

    def _merge_train_roots(self) -> None:
        """Sites that run the same op and fetch different tensors of it share one function."""
        plan = self.plan
        by_operations: dict[tuple, list[Part]] = {}
        for part in plan.parts:
            if part.operations:
                by_operations.setdefault((id(part.scope), tuple(sorted(o.id for o in part.operations))), []).append(
                    part
                )
        for parts in by_operations.values():
            parts.sort(key=lambda part: part.structure is None)
            first = parts[0]
            for other in parts[1:]:
                if set(other.placeholders) != set(first.placeholders):
                    continue
                if queues.touched(plan, first.needs) != queues.touched(plan, other.needs):
                    continue
                if other.structure is not None or first.structure is not None and other.outputs:
                    continue
                seen = {_output_key(o) for o in first.outputs}
                first.outputs += [o for o in other.outputs if _output_key(o) not in seen]
                first.needs |= other.needs
                for site_plan in plan.sites:
                    if site_plan.root is other:
                        site_plan.root = first
                plan.parts.remove(other)

    def _root(self, site: RunSite, fetches: list[Fetch]) -> Part:
        part = Part(site.scope, root=True, cuts=dict(self._cuts))
        for fetch in fetches:
            if fetch.listed is not None:
                self._add_list(part, site, fetch)
                continue
            self._add_fetch(part, site, fetch.value, fetch.node)
        scopes = {u.scope for u in part.needs}
        if len(scopes) > 1:
            raise BuiltApart(site.node)
        if scopes:
            part.scope = scopes.pop()
        part.placeholders = self._placeholders(part)
        part.structure = results.nested(self.interp, site)
        if part.cuts:
            cut_tensors.check(self.interp, site, part, fetches)
        return part

    def _add_fetch(self, part: Part, site: RunSite, value: Value, node: ast.expr | None) -> None:
        if isinstance(value, Variable):
            return
        if isinstance(value, Tensor):
            if not value.dynamic:
                return
            inline = node is not None and not isinstance(node, ast.Name)
            if inline and value.unit is site.unit and (value.home is None or value.home[0] is site.unit):
                # an expression written at the run site
                makers = self._makers_in(node, site)
                for unit in makers:
                    part.needs |= self.slice(unit)
                part.outputs.append(Output(value, None, None, node))
                return
            if value.home is None or value.home[0] not in self.plan.moved:
                raise Obstacle(node or site.node, "the fetched tensor has no name that could be followed")
            unit, name = value.home
            part.needs |= self.slice(unit)
            part.outputs.append(Output(value, name, unit, path=value.path))
            return
        if isinstance(value, Operation):
            self._add_operation(part, site, value, node)
            return
        fed = type(value) is Placeholder and any(key is value for key, _ in site.feeds)  # it gives what it is fed
        if (isinstance(value, Element) or fed and len(site.fetches()) > 1) and value.name:
            part.outputs.append(Output(value, value.name, value.unit))
            return
        raise Obstacle(node or site.node, "a fetch that is not followed")

    def _add_list(self, part: Part, site: RunSite, fetch: Fetch) -> None:
        """A list that the graph fills is given back as it is in the end."""
        units = listed_fetches.makers(fetch, site, self.plan.moved)
        for unit in units:
            part.needs |= self.slice(unit)
        part.outputs.append(Output(fetch.value, fetch.listed.home[1], units[-1]))  # type: ignore[union-attr,index]

    def _add_operation(self, part: Part, site: RunSite, operation: Operation, node: ast.expr | None) -> None:
        kind = operation.kind
        if kind == "moving-average":
            part.needs |= self.slice(operation.unit)
            return
        if kind == "updates":
            part.updates = True
            return
        if kind == "noop":
            for maker in operation.unit.after & self.plan.moved:
                part.needs |= self.slice(maker)
            return
        if kind == "group":
            for item in operation.detail["items"]:
                if isinstance(item, Operation):
                    self._add_operation(part, site, item, node)
                elif isinstance(item, Tensor) and item.home is not None and item.home[0] in self.plan.moved:
                    part.needs |= self.slice(item.home[0])
                elif isinstance(item, Tensor):
                    raise Obstacle(operation.node, "a grouped op without a name")
            return
        if kind == "queue" and operation.unit in self.plan.moved:
            part.needs |= self.slice(operation.unit)
            return
        if kind == "assign" and isinstance(operation.node, ast.ListComp):
            part.needs |= self._without_layers(operation.unit)
            return
        if kind == "train":
            part.operations.append(operation)
            part.needs |= self.slice(operation.unit)
            for makers in operation.detail["optimizer"].unit.reads.values():
                for maker in makers & self.plan.moved:
                    part.needs |= self.slice(maker)
            return
        raise Obstacle(node or operation.node, f"a fetched {kind} op")

    def _assigns_now(self, site: RunSite, fetch: Fetch) -> bool:
        """`sess.run(v.assign(host value))`: the assignment is written at the run site and needs no graph."""
        node, value = fetch.node, fetch.value
        if not isinstance(node, ast.Call) or site.feeds or not isinstance(value, Tensor):
            return False
        target = assign_lists.assigned(self.interp.names, node)
        given = [g for g in (*node.args, *(k.value for k in node.keywords)) if g is not target]
        owner = self.interp.value_of.get(id(target)) if target is not None else None
        if not isinstance(owner, Variable):
            return False
        return value.unit is site.unit and not any(
            is_dynamic(found)
            for argument in given
            for inner in ast.walk(argument)
            if (found := self.interp.value_of.get(id(inner))) is not None
        )

    def _makers_in(self, node: ast.expr, site: RunSite) -> list[Unit]:
        found: list[Unit] = []
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name):
                for unit in self.plan.moved:
                    if inner.id in unit.defs and unit in site.unit.reads.get(inner.id, ()):
                        found.append(unit)
        return found

    def _placeholders(self, part: Part) -> list[Placeholder]:
        found: set[Placeholder] = set()
        for unit in part.needs:
            for tensor in unit.tensors:
                found |= {p for p in tensor.placeholders if self._reads(unit, p) or p.unit is unit}
        for unit in part.needs:
            for name, makers in unit.reads.items():
                for maker in makers:
                    value = maker.defs.get(name)
                    if value is not None:
                        found |= {leaf for leaf in leaves(value) if isinstance(leaf, Placeholder)}
                    found |= {part.cuts[maker]} if maker in part.cuts else set()
        found |= {o.value for o in part.outputs if isinstance(o.value, Placeholder)}
        for output in part.outputs:
            if output.node is not None:
                for inner in ast.walk(output.node):
                    value = self.interp.value_of.get(id(inner))
                    if isinstance(value, Placeholder):
                        found.add(value)
        for operation in part.operations:
            for value in operation.detail["optimizer"].values.values():
                for leaf in leaves(value):
                    if isinstance(leaf, Placeholder):
                        found.add(leaf)
                    elif isinstance(leaf, Tensor) and leaf.dynamic:
                        found |= leaf.placeholders
        for placeholder in found:
            cut = isinstance(placeholder, cut_tensors.Cut)
            if placeholder.name is None or not cut and not _is_plain_placeholder(placeholder.unit):
                raise Obstacle(placeholder.node, "a placeholder that is not simply assigned to a name")
        return sorted(found, key=placeholder_order)

    @staticmethod
    def _reads(unit: Unit, placeholder: Placeholder) -> bool:
        return any(placeholder in m.defs.values() for ms in unit.reads.values() for m in ms)

    def _check_feeds(self, site: RunSite, part: Part) -> None:
        fed = {id(k) for k, _ in site.feeds}
        for key, _ in site.feeds:
            if not isinstance(key, Placeholder):
                raise Obstacle(site.feed_node or site.node, "a tensor that is no placeholder is fed")
        for placeholder in part.placeholders:
            if id(placeholder) not in fed and placeholder.default is None and not isinstance(placeholder, Element):
                raise needed_results.missing(self.interp, site, part, placeholder)

    # ------------------------------------------------------------ factoring
    def _factor(self) -> None:
        """Statements that several roots need become functions of their own, one for each tensor that leaves them."""
        plan = self.plan
        roots = list(plan.parts)
        users: dict[Unit, frozenset[Part]] = {}
        for root in roots:
            for unit in root.needs:
                users[unit] = users.get(unit, frozenset()) | {root}
        fed = {unit for root in roots for unit in root.cuts}
        behind = {u for unit in fed & users.keys() for u in self.slice(unit)}
        shared = [u for u, parts in users.items() if (len(parts) > 1 or u in behind) and not lists_variables(u)]
        if not shared:
            for root in roots:
                root.units = sorted(root.needs, key=lambda u: u.index)
            return
        if fed - users.keys():
            raise Obstacle(min(fed - users.keys(), key=lambda u: u.index).node, cut_tensors.REASON)
        parts: list[Part] = []
        owner: dict[Unit, Part] = {}
        classes: dict[frozenset[Part], list[Unit]] = {}
        for unit in sorted(shared, key=lambda u: u.index):
            classes.setdefault(users[unit], []).append(unit)
        for units in classes.values():
            # each function that needs one of these statements needs all of them, so they stay together
            members = set(units)
            exits = [u for u in units if self._leaves(u, members, roots, users)]
            reached = {u for e in exits for u in self.slice(e)}
            if not members <= reached:
                raise Obstacle(min(members - reached, key=lambda u: u.index).node, "a shared part without a result")
            part = Part(units[0].scope)
            part.units = units
            part.needs = {n for e in exits for n in self.slice(e)}
            parts.append(part)
            for unit in units:
                owner[unit] = part
        self._connect(roots, parts, owner)

    def _leaves(self, unit: Unit, members: set[Unit], roots: list[Part], users: dict[Unit, frozenset[Part]]) -> bool:
        """Whether another function needs what this unit makes."""
        if any(o.unit is unit for r in roots for o in r.outputs):
            return True
        for other in users:
            if other not in members and any(unit in makers for makers in other.reads.values()):
                return True
            if other not in members and unit in other.after:
                return True
        return any(
            o.node is not None and unit in self._makers_in(o.node, s.site)
            for s in self.plan.sites
            if s.root is not None
            for o in s.root.outputs
        )

    def _connect(self, roots: list[Part], parts: list[Part], owner: dict[Unit, Part]) -> None:
        plan = self.plan
        for root in roots:
            root.units = sorted((u for u in root.needs if u not in owner), key=lambda u: u.index)
        for part in parts:
            trained = next((o for u in part.units for o in u.operations if o.kind == "train"), None)
            if trained is not None:
                raise Obstacle(trained.node, "one train op is run with different placeholders fed")
            names: list[Output] = []
            for unit in part.units:
                for name, value in unit.defs.items():
                    if self._crosses(unit, name, part, roots, parts):
                        names.append(Output(value, name, unit))
            part.outputs = _last_definitions(names)
            part.placeholders = self._placeholders(part)
        # a root that is exactly one part is that part
        for root in roots:
            if not root.units and not root.operations and root.outputs and all(o.node is None for o in root.outputs):
                part = owner.get(root.outputs[0].unit)
                if (
                    part is not None
                    and not part.root
                    and not root.cuts
                    and root.structure is None
                    and not any(o.path for o in root.outputs)
                    and {o.name for o in part.outputs} == {o.name for o in root.outputs}
                ):
                    part.outputs.sort(key=lambda o: [r.name for r in root.outputs].index(o.name))
                    part.root = True
                    for site_plan in plan.sites:
                        if site_plan.root is root:
                            site_plan.root = part
                    plan.parts.remove(root)
        plan.parts = parts + plan.parts

    def _crosses(self, unit: Unit, name: str, part: Part, roots: list[Part], parts: list[Part]) -> bool:
        inside = set(part.units)
        for other in [*roots, *parts]:
            if other is part:
                continue
            for reader in other.units:
                if unit in reader.reads.get(name, ()) and reader not in inside:
                    return True
            for output in other.outputs if other.root else ():
                if output.unit is unit and output.name == name and unit not in other.units:
                    return True
                if (
                    output.node is not None
                    and unit in other.needs
                    and any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(output.node))
                ):
                    return True
        return False


def lists_variables(unit: Unit) -> bool:
    """Whether a statement only lists variables: each function may do so for itself."""
    return bool(unit.defs) and all(isinstance(v, VariableList) for v in unit.defs.values())


def _is_plain(value: Value, site: RunSite) -> bool:
    """Whether a fetch is a value that the program has without a function."""
    if isinstance(value, Fed):  # what runs take for it that do not feed it
        return value.default is not None and all(key is not value for key, _ in site.feeds)
    return isinstance(value, Variable) or (isinstance(value, Tensor) and not value.dynamic)


def placeholder_order(placeholder: Placeholder) -> tuple[int, int, str]:
    """Source order; the parts of one element in theirs."""
    return placeholder.node.lineno, placeholder.node.col_offset, getattr(placeholder, "path", None) or ""


def _last_definitions(outputs: list[Output]) -> list[Output]:
    return list({o.name: o for o in outputs}.values())


def _output_key(output: Output) -> tuple:
    if output.node is not None:
        return ("node", ast.dump(output.node))
    return ("name", id(output.unit), output.name, output.path)


def _is_plain_placeholder(unit: Unit) -> bool:
    node = unit.node
    if unit.placeholders and all(isinstance(p, Element) for p in unit.placeholders):
        return isinstance(node, ast.Assign) and len(node.targets) == 1 and node.value is unit.placeholders[0].node
    if not isinstance(node, ast.Assign) or len(node.targets) != 1 or unit.variables or unit.sites:
        return False
    target = node.targets[0]
    names = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
    if not all(isinstance(n, ast.Name) for n in names):
        return False
    if set(unit.defs.values()) != set(unit.placeholders) or len(names) != len(unit.placeholders):
        return False
    written = node.value.elts if isinstance(node.value, (ast.Tuple, ast.List)) else [node.value]
    made = {id(p.whole if isinstance(p, Fed) else p.node) for p in unit.placeholders}
    # written out here, or made by a helper that does nothing else
    return all(id(w) in made for w in written) or (
        isinstance(node.value, ast.Call) and not any(t.dynamic for t in unit.tensors)
    )


def _only_fetches(unit: Unit, name: str) -> bool:
    """Whether a statement reads a name for nothing but to fetch what it stands for."""
    fetched = {id(n) for site in unit.sites for f in site.fetches() if f.node is not None for n in ast.walk(f.node)}
    reads = [n for n in ast.walk(unit.node) if isinstance(n, ast.Name) and n.id == name]
    return bool(reads) and all(id(n) in fetched for n in reads)


def _is_feed(unit: Unit) -> bool:
    from migrate.stages.values import Map

    return any(
        isinstance(v, Map) and v.pairs and all(isinstance(k, Placeholder) for k, _, _ in v.pairs)
        for v in unit.defs.values()
    ) or any(
        isinstance(v, Seq) and all(isinstance(x, (Handle, Operation)) for x in v.items) for v in unit.defs.values()
    )
