"""Abstract interpretation of a TF1 program: which value every expression stands for while the graph is built.

The module body (and a function that builds and runs a graph) is a scope of units, its statements with transparent
`with` blocks flattened. User functions are interpreted at their calls with the values of their arguments, so what they
create belongs to the unit that called them.
"""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass
from typing import Any

from migrate.blocks import is_main_guard
from migrate.names import Names
from migrate.stages import (
    assign_lists,
    attributes,
    containers,
    dtypes,
    fed_tensors,
    graph_names,
    graphs,
    holders,
    layer_names,
    layer_objects,
    listed_fetches,
    looped_summaries,
    made_where_run,
    name_patterns,
    ragged_rows,
    recurrent,
    regularizers,
    repeated,
    savers,
    scipy_minimizers,
    shapes,
    sizes,
    summaries,
    texts,
    tf_calls,
    type_tests,
    variable_lists,
    variable_scopes,
)
from migrate.stages.graph_names import GraphNames, certain_place
from migrate.stages.program import Fetch, Obstacle, RunSite, ScopeBody, State, Unit
from migrate.stages.values import (
    GRAPH,
    UNKNOWN,
    Class,
    Element,
    Fed,
    Function,
    Gradients,
    Handle,
    Host,
    Initializer,
    Instance,
    Map,
    Method,
    Operation,
    Optimizer,
    Placeholder,
    Seq,
    Session,
    Symbol,
    Tensor,
    Value,
    Variable,
    is_dynamic,
    is_tensorish,
    leaves,
)

MAX_DEPTH = 24
MUTATORS = {"append", "extend", "insert", "update", "add", "setdefault", "pop", "remove", "clear", "sort", "reverse"}
TF_ROOTS = {"tensorflow", "keras", "tf_slim"}
CONTAINER_CALLS = {"list", "tuple", "reversed", "sorted", "enumerate", "zip", "dict", "set", "iter", "map", "filter"}


class Env:
    """Names of one function call, or of a scope (then `scope` is set and reads are noted in the current unit)."""

    def __init__(self, parent: Env | None, scope: ScopeBody | None = None) -> None:
        self.parent = parent
        self.scope = scope
        self.values: dict[str, Value] = {}
        self.units: dict[str, set[Unit]] = {}
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()

    def copy(self) -> tuple[dict[str, Value], dict[str, set[Unit]]]:
        return dict(self.values), {k: set(v) for k, v in self.units.items()}


@dataclass(eq=False)
class Creation:
    """One making of a variable: through which helper calls of the scope's unit it came about."""

    variable: Variable
    node: ast.Call
    unit: Unit
    functions: list[ast.AST]
    calls: list[ast.AST]
    known: list[dict[str, Value]]  # host values of their local names, outermost helper first
    sizes: dict[int, sizes.Dim]  # numbers that they took from static shapes, by the id of the expression
    undecided: int  # conditions and loops on the way that only a run decides


class Mixed(Value):
    """Different values on different paths."""

    def __init__(self, options: list[Value]) -> None:
        super().__init__()
        self.options = options

    def flat(self) -> list[Value]:
        return [v for o in self.options for v in (o.flat() if isinstance(o, Mixed) else [o])]


class Interpreter:
    def __init__(
        self,
        tree: ast.Module,
        names: Names,
        unlike: dict[str, set[str]] | None = None,
        fed: frozenset[ast.Assign] = frozenset(),
    ) -> None:
        self.tree = tree
        self.names = names
        self.repeated = repeated.Repeated(unlike)
        self.fed = fed  # statements whose tensors are parameters, because runs feed them
        self.more_fed: set[ast.Assign] = set()  # others of which that became known
        self.obstacles: list[Obstacle] = []
        self.scopes: list[ScopeBody] = []
        self.sites: dict[int, RunSite] = {}
        self.runs: list[RunSite] = []  # in the order in which they are read, several times those of functions
        self.entered: list[ast.AST] = []  # functions, in the order in which they are called
        self.run_again: list[
            tuple[RunSite, RunSite]
        ] = []  # first and later reading of one that runs what is made there
        self.value_of: dict[int, Value] = {}  # last value of each expression node, by id
        self.all_values: dict[int, Value] = {}  # what holds for all its values, where helpers are called several times
        self.transparent: dict[ast.With, list[str]] = {}
        self.session_arguments: list[tuple[ast.Call, ast.expr, ast.FunctionDef, str]] = []
        self.visited: set[int] = set()
        self.scope_envs: list[Env] = []
        self.unit: Unit | None = None
        self.env: Env | None = None
        self.stack: list[ast.AST] = []
        self.statement: ast.stmt | None = None
        self.depth = 0
        self.default_sessions: list[Session] = []
        self.scope_names: list[str] = []
        self.numbers: dict[str, object] = {}  # text of a dimension -> the number that it is, UNKNOWN for several
        self.variable_scopes: list[str] = []
        self.control: list[set[Unit]] = []
        self.variables: list[Variable] = []
        self.metric_results: dict[Variable, Variable] = {}  # the value of a metric -> the metric
        self.metrics: list[Variable] = []  # local variables: neither saved nor trained
        self.collections: dict[str, list[Value]] = {}
        self.summaries: list[summaries.Summary] = []
        self.summary_labels: set[str] = set()
        # summaries that go into a list, with what their tags are made of, one for each call of their helper
        self.looped: dict[ast.Call, looped_summaries.Looped] = {}  # summaries that a loop over variables makes
        self.tag_nodes: set[int] = set()  # what their tags are made of, which is not read at run time
        self.listed_summaries: dict[ast.Call, list[summaries.Listed]] = {}
        self.graph_names = GraphNames()
        self.names_around: list[GraphNames | None] = []  # of the graphs around those of `with` blocks
        self.graphs = graphs.Graphs()
        self.savers: list[savers.Saver] = []
        self.prints: list[ast.Call] = []
        self.calls: dict[int, list[tuple[ast.Call, list[Value], dict[str, Value], Value, Unit]]] = {}
        self.function_units: dict[int, list[Unit]] = {}
        self.layers: list[ast.Call] = []
        self.listed_inputs: dict[ast.AST, list[Value]] = {}  # layers that lists keep, and what they are called with
        self.builds: list[recurrent.Build] = []
        self.creations: list[Creation] = []
        self.holders: dict[ast.AST, list[holders.Holder]] = {}  # objects that hold variables, by what makes these
        self.held: set[Instance] = set()  # those objects
        self.held_from: dict[Creation, int] = {}  # variables of theirs -> the place of the constructor among functions
        self.shared: list[Creation] = []  # where a variable that exists was asked for again
        self.aliases: dict[ast.Call, Variable] = {}  # expressions at the scope's level that give one that exists
        self.read_in_helpers: dict[ast.Call, Variable] = {}  # expressions of helpers that give one of the module
        self.layer_counts: list[dict[str, int]] = [{}]  # how often each name was given in a variable scope
        self.open_scopes: list[Handle] = []
        self.dimensions: set[Host] = set()  # host values that are dimensions of variables, so numbers
        # comprehensions over variables whose conditions are decided by the names of these
        self.decided_tests: set[ast.AST] = set()
        self.undecided = 0  # conditions around the current place that only a run decides
        self.settled_outside = 0  # those of them that were met when the current function began to build its graph
        self.iterators: list[Handle] = []
        self.local_modules: set[str] = set()  # files of the program, read before this one as one text
        self.imported: set[int] = set()  # their statements
        self.scripts: dict[ast.AST, int] = {}  # what several scripts in one text do, `if __name__ == ...`: which it is
        self.script_lines: list[int] = []  # where these scripts begin
        self.names_before: tuple[GraphNames, dict[str, int]] | None = None  # of the graph, where the first begins
        self.penalized: dict[Variable, list[ast.expr]] = {}  # variables made with regularizers, and those
        self.penalties: dict[ast.Call, list[Variable]] = {}  # calls that read the losses of regularizers
        self.unknown_penalties: list[ast.expr] = []
        self.collected: dict[str, list[Variable]] = {}  # variables by the keys that `get_variable` was given
        self.collections_given: dict[ast.expr, list[ast.AST | None]] = {}  # what `get_variable` is given, its displays
        self.variable_lists: dict[ast.AST, list[Value]] = {}  # what lists the graph's variables
        self.whole_lists: set[ast.AST] = set()  # those of global variables
        self.lists_of_late: set[ast.AST] = set()  # those with variables of layers that are not built
        self.unbuilt: set[ast.AST] = set()  # layers whose variables are made when they are called first
        self.late_lists: set[ast.AST] = set()  # those of all variables made after training ops, which have their own
        self.name_lists: dict[ast.AST, list[str]] = {}
        self.initial_reads: set[ast.Call] = set()  # variables whose initial values read other variables
        self.update_units: dict[Unit, set[Variable]] = {}  # where UPDATE_OPS was read, and the variables there were
        self.averages: list[Handle] = []  # moving averages
        self.named: set[Variable] = set()  # variables whose names the program reads
        self.kept_gradients: set[ast.AST] = set()  # calls of tf.gradients in helpers
        self.sparse: set[Variable] = set()  # variables whose gradients are sparse
        self.elements: list[Element] = []
        self.call_nodes: list[ast.AST] = []
        self.call_envs: list[Env] = []
        self.reuse: list[bool | str] = []
        self.closures: dict[ast.AST, dict[str, Value]] = {}  # what functions read from the scope around them
        self.called: list[Value] = []
        self.shape_uses: list[tuple[ast.AST, Value]] = []
        self.cell_attributes: set[str] = set()  # attributes of recurrent cells that the program reads
        self.displayed: set[ast.stmt] = set()  # expressions at the ends of notebook cells, whose values are shown
        self.shown: list[ast.Expr] = []  # those of them that show what the graph holds, not values
        self.graph_prints: list[ast.Call] = []  # calls that print the definition of the graph and nothing else
        self.described: list[ast.AST] = []  # constants, variables and static shapes that are turned into text
        self.never_printed: set[ast.AST] = set()  # prints of helpers that nobody calls
        self.described_by_helpers: set[ast.AST] = set()  # prints of graph tensors in helpers
        self.parents: dict[ast.AST, ast.AST] = {}
        for node in ast.walk(tree):
            for child in ast.iter_child_nodes(node):
                self.parents[child] = node
        self.constructors: set[str] = set()  # classes whose construction is written as a function
        self.properties: set[tuple[str, str]] = set()  # and their properties, which are functions in it
        self.settled: dict[ast.If, set[int]] = {}  # tests for a session, and the nodes that are not reached
        self.foreign: list[
            tuple[Unit, ast.Attribute, attributes.Constructed]
        ] = []  # attributes that are read outside their class
        self.stored_outside: dict[str, ast.AST] = {}  # attributes that are bound outside their class
        self.session_like = _functions_with_sessions(tree, names)
        self.scope_functions = {f for f in self.session_like if _builds_graph(f, names, tree, self.parents)}

    # ------------------------------------------------------------ scopes
    def reading(self) -> Interpreter:
        """Interprets the program, again where a graph is built several times, or tensors of its own are fed."""
        self.run()
        if not self.repeated.more and not self.more_fed - self.fed:
            return self
        unlike = {name: set(found) for name, found in self.repeated.unlike.items()}
        for name, found in self.repeated.more.items():
            unlike.setdefault(name, set()).update(found)
        other = Interpreter(self.tree, self.names, unlike, self.fed | self.more_fed)
        other.constructors, other.local_modules, other.imported = self.constructors, self.local_modules, self.imported
        other.properties, other.scripts = self.properties, self.scripts
        other.script_lines = self.script_lines
        return other.reading()

    def run(self) -> None:
        module = ScopeBody(self.tree)
        env = Env(None, module)
        self.module_env = env
        self.scope_functions |= {n for n in self.tree.body if self.constructs(n)}
        self.run_scope(module, env, self.tree.body)
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and id(node) not in self.visited:
                self._visit_uncalled(node)
        for scope, env in list(zip(self.scopes, self.scope_envs, strict=True)):
            for unit in scope.units if self.constructs(scope.node) else []:
                if isinstance(unit.node, ast.FunctionDef) and id(unit.node) not in self.visited:
                    self._visit_method(unit, env)
        made_where_run.check(self)

    def constructs(self, node: ast.AST | None) -> bool:
        """Whether a function stands for a class."""
        return isinstance(node, ast.FunctionDef) and node.name in self.constructors and node in self.tree.body

    def _visit_method(self, unit: Unit, env: Env) -> None:
        """A method that the program does not call, with values that are not known."""
        node: Any = unit.node
        arguments = {
            a.arg: Session(a, unit) if _runs(node, a.arg) else Host(note="uncalled")
            for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        }
        self.unit = unit
        saved = dict(unit.reads)
        self.call_function(Function(node, env), node, [], arguments)
        unit.reads = saved

    def _visit_uncalled(self, node: Any) -> None:
        if isinstance(self.parents.get(node), ast.ClassDef) or node not in self.tree.body:
            return
        unit = next((u for s in self.scopes for u in s.units if u.node is node), None)
        if unit is None:
            return
        arguments = [a.arg for a in [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]]
        self.unit = unit
        saved = dict(unit.reads)
        before = len(self.variables)
        self.call_function(Function(node, self.module_env), node, [], {a: Host(note="uncalled") for a in arguments})
        del self.variables[before:]  # nobody makes them
        unit.reads = saved

    def run_scope(self, scope: ScopeBody, env: Env, body: list[ast.stmt]) -> Value | None:
        self.scopes.append(scope)
        self.scope_envs.append(env)
        saved = (self.unit, self.env)
        self.env = env
        result = self._flatten(scope, env, body, 0)
        self.unit, self.env = saved
        return result

    def _flatten(self, scope: ScopeBody, env: Env, body: list[ast.stmt], depth: int) -> Value | None:
        result: Value | None = None
        for node in body:
            if isinstance(node, ast.With):
                unit = self._new_unit(node, scope, depth)
                kinds = self._transparent_with(node, env)
                if kinds is not None:
                    scope.units.remove(unit)
                    made = [o for o in unit.operations if o.kind not in ("updates", "noop")]
                    if made:
                        self.obstacle(made[0].node, "an op is made in the header of a `with` block")
                    self.transparent[node] = kinds
                    scope.flattened.append(node)
                    inner = self._flatten(scope, env, node.body, depth + 1)
                    self._leave_with(kinds)
                    result = inner or result
                    continue
                scope.units.remove(unit)
            if is_main_guard(node) and id(node) in self.imported:
                continue  # what a module does as a script
            if is_main_guard(node):
                if node in self.scripts:
                    self.names_before = self.names_before or (self.graph_names.copy(), dict(self.layer_counts[-1]))
                    self.graph_names, self.layer_counts[-1] = self.names_before[0].copy(), dict(self.names_before[1])
                result = self._flatten(scope, env, node.body, depth + 1) or result
                continue
            unit = self._new_unit(node, scope, depth)
            returned = self.execute(node, env)
            result = returned or result
        return result

    def _new_unit(self, node: ast.stmt, scope: ScopeBody, depth: int) -> Unit:
        unit = Unit(node, scope, len(scope.units), depth)
        unit.prefix = "/".join(self.scope_names)
        for units in self.control:
            unit.after |= units
        scope.units.append(unit)
        self.graphs.of_unit[unit] = self.graphs.current
        self.unit = unit
        return unit

    def _transparent_with(self, node: ast.With, env: Env) -> list[str] | None:
        kinds: list[str] = []
        for item in node.items:
            value = self.eval(item.context_expr)
            kind = None
            if isinstance(value, Session):
                kind = "session"
                self.default_sessions.append(value)
            elif isinstance(value, Handle) and value.kind in (
                "default-graph",
                "scope",
                "device",
                "control",
                "strategy",
            ):
                kind = value.kind
                if kind == "scope":
                    self.reuse.append(value.detail.get("reuse") or False)
                    self.scope_names.append(value.detail.get("name") or "")
                    self.graph_names.enter(value.detail.get("graph_name"), certain_place(self, node))
                    self.variable_scopes.append(value.detail.get("variable_scope") or "")
                    variable_scopes.entered(self, value)
                    self.layer_counts.append(layer_names.opened(self, value))
                    self.open_scopes.append(value)
                if kind == "control":
                    self.control.append(value.detail["units"])
                if kind == "default-graph":
                    self.graphs.enter(value)
                    graph_names.enter_graph(self, value)
                    self.layer_counts.append({layer_names.UNSURE: 1} if value.detail.get("default") else {})
            if kind is None:
                self._leave_with(kinds)
                return None
            kinds.append(kind)
            if item.optional_vars is not None:
                self.assign(item.optional_vars, value, env)
        return kinds

    def _leave_with(self, kinds: list[str]) -> None:
        for kind in reversed(kinds):
            if kind == "session":
                self.default_sessions.pop()
            elif kind == "scope":
                self.reuse.pop()
                self.scope_names.pop()
                self.graph_names.leave()
                self.variable_scopes.pop()
                self.layer_counts.pop()
                self.open_scopes.pop()
            elif kind == "control":
                self.control.pop()
            elif kind == "default-graph":
                self.graphs.leave()
                graph_names.leave_graph(self)
                self.layer_counts.pop()

    # ------------------------------------------------------------ statements
    def obstacle(self, node: ast.AST, reason: str) -> None:
        if not any(o.node is node and o.reason == reason for o in self.obstacles):
            self.obstacles.append(Obstacle(node, reason))

    def block(self, body: list[ast.stmt], env: Env) -> Value | None:
        result: Value | None = None
        for node in body:
            returned = self.execute(node, env)
            if returned is not None:
                result = returned if result is None else self.join(result, returned)
                if isinstance(node, ast.Return):
                    break
        return result

    def execute(self, node: ast.stmt, env: Env) -> Value | None:
        saved, self.statement = self.statement, node
        try:
            method = getattr(self, "exec_" + type(node).__name__, None)
            if method is None:
                for child in ast.walk(node):
                    if isinstance(child, ast.expr):
                        self.eval(child)
                return None
            return method(node, env)
        finally:
            self.statement = saved

    def exec_Expr(self, node: ast.Expr, env: Env) -> None:
        value = self.eval(node.value)
        if node in self.displayed:
            self.display(value, node)

    def display(self, value: Value, node: ast.Expr) -> None:
        """A value is shown below a notebook cell: of what the graph holds it is the description."""
        for leaf in leaves(value):
            dynamic = isinstance(leaf, (Placeholder, Tensor, Operation)) and is_dynamic(leaf)
            if dynamic or isinstance(leaf, (Operation, Session)):
                self.shown.append(node)
                return
        for leaf in leaves(value):
            if isinstance(leaf, (Tensor, Variable, Handle)) or isinstance(leaf, Host) and leaf.note == "static-shape":
                self.described.append(node.value)

    def discarded(self, node: ast.AST) -> bool:
        """Whether nothing takes the value of an expression, and nothing shows it."""
        parent = self.parents.get(node)
        return isinstance(parent, ast.Expr) and parent not in self.displayed

    def exec_Assign(self, node: ast.Assign, env: Env) -> None:
        value = self.eval(node.value)
        if node in self.fed:
            value = fed_tensors.placeholder(self, node, value)
        for target in node.targets:
            self.assign(target, value, env, node.value)

    def exec_AnnAssign(self, node: ast.AnnAssign, env: Env) -> None:
        if node.value is not None:
            self.assign(node.target, self.eval(node.value), env, node.value)

    def exec_AugAssign(self, node: ast.AugAssign, env: Env) -> None:
        old = self.eval(_as_load(node.target))
        new = self.eval(node.value)
        if isinstance(old, Seq) and isinstance(node.op, ast.Add) and isinstance(node.target, ast.Name):
            items = old.items + (new.items if isinstance(new, Seq) else [new])
            value: Value = Seq(items, old.kind, None, old.open or getattr(new, "open", True))
        else:
            value = self.combine(node, [old, new])
            if isinstance(value, Tensor):
                value.shape = shapes.broadcast(shapes.shape_of(self, old), shapes.shape_of(self, new))
        self.assign(node.target, value, env)

    def exec_Return(self, node: ast.Return, env: Env) -> Value:
        return self.eval(node.value) if node.value is not None else Host(None)

    def exec_If(self, node: ast.If, env: Env) -> Value | None:
        test = self.eval(node.test)
        if isinstance(test, (Tensor, Placeholder, Variable)):
            self.obstacle(node.test, "a graph tensor is used as a Python truth value")
        if isinstance(test, Host) and test.const is not UNKNOWN and not isinstance(self.env.scope, ScopeBody):
            return self.block(node.body if test.const else node.orelse, env)
        if self._session_given(node.test, test):
            live, other = (node.body, node.orelse) if test.const else (node.orelse, node.body)
            self.settled[node] = {id(n) for statement in other for n in ast.walk(statement)}
            return self.block(live, env)
        known = isinstance(test, Host) and test.const is not UNKNOWN and not self.parents_in_loop(node)
        before = env.copy()
        apart = not known and not self._looped(node)
        names, self.graph_names = self.graph_names, self.graph_names.copy() if apart else self.graph_names
        self.undecided += not known
        first = self._branch(node.body, env, known and not test.const)
        after_first, names_first = env.copy(), self.graph_names
        env.values, env.units = before[0], before[1]
        self.graph_names = names.copy() if apart else self.graph_names
        second = self._branch(node.orelse, env, known and bool(test.const))
        self.undecided -= not known
        self.graph_names = names.either(names_first, self.graph_names) if apart else self.graph_names
        self.merge(env, after_first)
        if first is not None and second is not None:
            return self.join(first, second)
        return first if first is not None else second

    def _looped(self, node: ast.AST) -> bool:
        """Whether a statement may run several times."""
        return any(self.parents_in_loop(place) for place in [node, *self.call_nodes])

    def _branch(self, body: list[ast.stmt], env: Env, never: bool) -> Value | None:
        """A branch of an `if`; one that is never taken has no effects."""
        effects = list(self.unit.effects)
        result = self.block(body, env)
        if never:
            self.unit.effects[:] = effects
        return result

    def _session_given(self, node: ast.expr, value: Value) -> bool:
        """`sess is None` of a parameter, in the construction of the one object of a class, where it is certain."""
        if not isinstance(node, ast.Compare) or not isinstance(value, Host) or value.const is UNKNOWN:
            return False
        left = self.value_of.get(id(node.left))
        held = isinstance(left, Session) or (isinstance(left, Host) and left.const is None)
        return held and isinstance(node.left, ast.Name) and self.constructs(self.stack[-1] if self.stack else None)

    def merge(self, env: Env, other: tuple[dict[str, Value], dict[str, set[Unit]]]) -> None:
        values, units = other
        for name, value in values.items():
            if name in env.values and env.values[name] is not value:
                joined = env.values[name] = self.join(env.values[name], value)
                if env.scope is not None and name in self.unit.defs and isinstance(joined, Tensor) and not joined.home:
                    joined.home = (self.unit, name)  # `if ...: loss = ... else: loss = ...`
                    self.unit.defs[name] = joined
            else:
                env.values.setdefault(name, value)
            env.units.setdefault(name, set()).update(units.get(name, ()))

    def join(self, a: Value, b: Value) -> Value:
        if a is b:
            return a
        if isinstance(a, Host) and isinstance(b, Host):
            same = a.const is not UNKNOWN and b.const is not UNKNOWN and _same_const(a.const, b.const)
            return Host(a.const if same else UNKNOWN, a.note if a.note == b.note else "")
        if isinstance(a, Tensor) and isinstance(b, (Tensor, Placeholder, Variable)):
            return self._joined(a.node, [a, b])
        if isinstance(b, Tensor) and isinstance(a, (Placeholder, Variable)):
            return self._joined(b.node, [a, b])
        if isinstance(a, Symbol) and isinstance(b, Symbol) and a.path == b.path:
            return a
        if isinstance(a, Seq) and isinstance(b, Seq) and len(a.items) == len(b.items):
            return Seq([self.join(x, y) for x, y in zip(a.items, b.items, strict=True)], a.kind, None, a.open or b.open)
        if isinstance(a, Seq) and isinstance(b, Seq):
            return Seq([*a.items, *b.items], a.kind, None, True)
        if isinstance(a, Map) and isinstance(b, Map) and a.node is b.node and a.node is not None:
            if not (a.open or b.open) and [k for k, _, _ in a.pairs] == [k for k, _, _ in b.pairs]:
                return a  # the same display, at two of its evaluations
        if isinstance(a, Host) and a.const is None:
            return b
        if isinstance(b, Host) and b.const is None:
            return a
        # in a helper an input may be one of both; elsewhere a name that is bound again is no longer the placeholder
        fed = (Tensor, Placeholder) if self.stack and self.stack[-1] is not self.unit.scope.node else Tensor
        if isinstance(a, Host) and isinstance(b, fed) and not isinstance(a.const, str):
            return self._joined(b.node, [a, b])  # type: ignore[attr-defined]
        if isinstance(b, Host) and isinstance(a, fed) and not isinstance(b.const, str):
            return self._joined(a.node, [a, b])  # type: ignore[attr-defined]
        if isinstance(a, Handle) and isinstance(b, Handle) and a.kind == b.kind == "cell":
            return recurrent.either(a, b) or Mixed([a, b])
        if layer_objects.either(a, b) is not None:
            return a
        return Mixed([a, b])

    def _joined(self, node: ast.AST | None, values: list[Value]) -> Value:
        """A tensor that is one of several: it depends on what they depend on, and no statement makes it."""
        before = len(self.unit.tensors)
        made = self.combine(node, values)
        del self.unit.tensors[before:]
        return made

    def _loop(self, node: Any, env: Env, bind: Any) -> Value | None:
        before = env.copy()
        self.undecided += 1
        bind()
        result = self.block(node.body, env)
        changed = [n for n, v in env.values.items() if before[0].get(n) is not v]
        if any(is_tensorish(env.values[n]) or isinstance(env.values[n], (Seq, Map)) for n in changed):
            self.merge(env, before)
            bind()
            second = self.block(node.body, env)
            result = second if result is None else result
        self.undecided -= 1
        self.merge(env, before)
        tail = self.block(node.orelse, env)
        return result if result is not None else tail

    def exec_For(self, node: ast.For, env: Env) -> Value | None:
        iterable = self.eval(node.iter)
        looped_summaries.prepare(self, node, iterable)
        return self._loop(node, env, lambda: self.assign(node.target, self.element(iterable, node.iter), env))

    def exec_While(self, node: ast.While, env: Env) -> Value | None:
        self.eval(node.test)
        return self._loop(node, env, lambda: None)

    def exec_With(self, node: ast.With, env: Env) -> Value | None:
        kinds = self._transparent_with(node, env)
        if kinds is None:
            for item in node.items:
                value = self.eval(item.context_expr)
                if item.optional_vars is not None:
                    self.assign(item.optional_vars, value if not is_tensorish(value) else Host(), env)
            return self.block(node.body, env)
        self.transparent[node] = kinds
        result = self.block(node.body, env)
        self._leave_with(kinds)
        return result

    def exec_Try(self, node: ast.Try, env: Env) -> Value | None:
        result = self.block(node.body, env)
        for handler in node.handlers:
            after_body, units = env.copy()
            if handler.type is not None:
                self.eval(handler.type)
            if handler.name:
                self.assign(ast.Name(handler.name, ast.Store()), Host(), env)
            inner = self.block(handler.body, env)
            result = result if result is not None else inner
            for name, value in after_body.items():
                other = env.values.get(name)
                if other is not value and other is not None:
                    env.values[name] = value if _covers(value, other) else self.join(value, other)
                    if env.scope is not None and self.unit is not None and name in self.unit.defs:
                        self.unit.defs[name] = env.values[name]
                    env.units.setdefault(name, set()).update(units.get(name, ()))
        for body in (node.orelse, node.finalbody):
            inner = self.block(body, env)
            result = result if result is not None else inner
        return result

    def exec_FunctionDef(self, node: ast.FunctionDef, env: Env) -> None:
        for default in [*node.args.defaults, *(d for d in node.args.kw_defaults if d)]:
            self.eval(default)
        for decorator in node.decorator_list:
            self.eval(decorator)
        self.define(node.name, Function(node, env), env)

    def exec_ClassDef(self, node: ast.ClassDef, env: Env) -> None:
        for base in node.bases:
            self.eval(base)
        self.define(node.name, Class(node, env), env)

    def exec_Import(self, node: Any, env: Env) -> None:
        if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] in self.local_modules:
            for alias in node.names:  # what the module defines is known already
                value = self.lookup(alias.name)
                if value is not None and alias.asname and alias.asname != alias.name:
                    self.define(alias.asname, value, env)
                elif value is None and alias.name != "*":
                    self.define(alias.asname or alias.name, Host(), env)
            return
        for alias in node.names:
            if alias.name in self.local_modules or (
                isinstance(node, ast.ImportFrom) and alias.name.rpartition(".")[2] in self.local_modules
            ):
                self.define(alias.asname or alias.name.split(".")[0], Handle("module", node, self.unit), env)
                continue
            if alias.name == "*":
                if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in TF_ROOTS:
                    self.obstacle(node, "a star import of TensorFlow hides which names are its own")
                continue
            name = alias.asname or alias.name.split(".")[0]
            path = self.names.import_path(node, name) or name
            from migrate.names import canonical

            self.define(name, Symbol(canonical(path)), env)

    exec_ImportFrom = exec_Import

    def exec_Global(self, node: ast.Global, env: Env) -> None:
        env.globals.update(node.names)

    def exec_Delete(self, node: ast.Delete, env: Env) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.lookup(target.id)
            else:
                self.eval(_as_load(target))

    def exec_Assert(self, node: ast.Assert, env: Env) -> None:
        self.eval(node.test)

    def exec_Raise(self, node: ast.Raise, env: Env) -> None:
        for part in (node.exc, node.cause):
            if part is not None:
                self.eval(part)

    def exec_Pass(self, node: ast.stmt, env: Env) -> None:
        return None

    exec_Break = exec_Continue = exec_Pass

    def exec_Nonlocal(self, node: ast.Nonlocal, env: Env) -> None:
        places = {n for n in node.names if attributes.is_attribute(n)}
        env.nonlocals |= places
        if len(places) < len(node.names):
            self.effect(node)

    # ------------------------------------------------------------ names
    def effect(self, node: ast.AST | None) -> None:
        """Notes that the current unit acts on the host or takes a host value that differs from time to time."""
        if self.unit is not None and node is not None and node not in self.unit.effects:
            self.unit.effects.append(node)

    def define(self, name: str, value: Value, env: Env) -> None:
        if name in env.globals:
            self.effect(self.statement)
            env = self.module_env
        if name in env.nonlocals:
            self._store(name, value, env)
            return
        env.values[name] = value
        if env.scope is not None:
            env.units[name] = {self.unit}
            self.unit.defs[name] = value
            if isinstance(value, (Tensor, Operation, Handle)) and value.home is None:
                value.home = (self.unit, name)
            elif isinstance(value, (Seq, Map)):
                containers.name_parts(value, (self.unit, name))
                if isinstance(value, Seq) and value.home is None:
                    value.home = (self.unit, name)
                if isinstance(value, Seq) and value.fed is not None:
                    value.fed.name = value.fed.name or name
                    self.unit.defs[name] = value.fed
            if isinstance(value, (Placeholder, Optimizer)) and (value.name is None or value.unit is self.unit):
                value.name = name
            if value not in self.held or holders.bound_once(self, name, env):
                self.name_variables(value, name)
        elif isinstance(value, Placeholder) and value.name is None:
            value.name = name

    def _store(self, name: str, value: Value, env: Env) -> None:
        """A method binds an attribute: its value is one of those that it had and the new one."""
        self.effect(self.statement)
        outer: Env | None = env.parent
        while outer is not None and not (outer.scope is not None and self.constructs(outer.scope.node)):
            outer = outer.parent
        if outer is None:
            return
        old = outer.values.get(name)
        if isinstance(value, Session) and (old is None or isinstance(old, Session) or _is_none(old)):
            outer.values[name] = value  # nothing of the graph is in it
            return
        given = [leaf for v in (value, old) if v is not None for leaf in leaves(v)]
        if any(isinstance(leaf, (*GRAPH, Mixed)) or leaf in self.held for leaf in given):
            self.obstacle(
                self.statement, f"`self.{attributes.plain(name)}`, which the graph is made of, is bound by a method"
            )
        outer.values[name] = value if old is None else self.join(old, value)

    def name_variables(self, value: Value, access: str) -> None:
        if isinstance(value, Variable):
            value.access = value.access if value.many else value.access or access
        elif isinstance(value, Seq) and not value.open:
            for index, item in enumerate(value.items):
                if isinstance(item, Variable) and item.node in self.layers:
                    continue  # several variables, which their layer names
                self.name_variables(item, f"{access}[{index}]")
        elif isinstance(value, Map):
            for key, item, _ in value.pairs:
                if isinstance(key, Host) and key.const is not UNKNOWN:
                    self.name_variables(item, f"{access}[{key.const!r}]")
        elif value in self.held:
            parts = value.attributes.items()  # type: ignore[attr-defined]
            for name, item in sorted(parts, key=lambda p: not isinstance(p[1], Variable)):
                self.name_variables(item, f"{access}.{name}")

    def assign(self, target: ast.AST, value: Value, env: Env, node: ast.expr | None = None) -> None:
        if isinstance(target, ast.Name):
            self.value_of[id(target)] = self.all_values[id(target)] = value
            self.define(target.id, value, env)
        elif isinstance(target, (ast.Tuple, ast.List)):
            if isinstance(value, Element) and value.path is None and value.name is None:
                value = self.unpack_element(value, target)
            items = value.items if isinstance(value, Seq) and not value.open else None
            starred = any(isinstance(t, ast.Starred) for t in target.elts)
            for index, part in enumerate(target.elts):
                if items is not None and not starred and len(items) == len(target.elts):
                    self.assign(part, items[index], env)
                else:
                    inner = part.value if isinstance(part, ast.Starred) else part
                    element = self.element(value, target)
                    if isinstance(element, Tensor) and isinstance(value, Seq) and not value.open:
                        whole, element = element, self.combine(element.node, [element])
                        element.shape, element.dtype = whole.shape, whole.dtype
                    self.assign(inner, element, env)
        elif isinstance(target, ast.Attribute):
            owner = self.eval(target.value)
            if not isinstance(owner, Instance) or owner.unit is not self.unit:
                self.effect(target)
            if isinstance(owner, Class):
                self.obstacle(target, "an attribute of a class is changed")
            if holders.one_of(self, owner) and not isinstance(value, Session):
                self.obstacle(target, f"`.{target.attr}` of an object that holds variables is changed")
            if isinstance(owner, attributes.Constructed):
                self._store_outside(owner, target, value)
            elif isinstance(owner, Instance):
                owner.attributes[target.attr] = value
                if isinstance(value, Placeholder) and value.name is None:
                    value.name = target.attr
            elif is_tensorish(value) or holders.one_of(self, value):
                self.obstacle(target, "a tensor is stored in an attribute of an unknown object")
        elif isinstance(target, ast.Subscript):
            owner = self.eval(target.value)
            key = self.eval(target.slice)
            if isinstance(owner, Map):
                value = self._replace(owner, key, value, target)
                owner.pairs.append((key, value, node))
                self.mutated(target.value)
                if isinstance(target.value, ast.Name) and target.value.id in self.unit.defs:
                    containers.name_parts(owner, (self.unit, target.value.id))
            elif isinstance(owner, Seq):
                owner.items.append(value)
                owner.open = True
                self.mutated(target.value)
            elif is_tensorish(value) or holders.one_of(self, value):
                self.obstacle(target, "a tensor is stored in an object that is not followed")
            else:
                self.effect(target)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, value, env)

    def _store_outside(self, owner: attributes.Constructed, target: ast.Attribute, value: Value) -> None:
        old = owner.attributes.get(target.attr)
        self.stored_outside.setdefault(attributes.OWN + target.attr, target)
        if any(isinstance(x, (*GRAPH, Function, Mixed)) for v in (value, old) if v is not None for x in leaves(v)):
            self.obstacle(target, f"`{target.attr}`, which the graph is made of, is bound outside the class")
        owner.attributes[target.attr] = value if old is None else self.join(old, value)

    def _read_outside(self, owner: attributes.Constructed, node: ast.Attribute) -> Value:
        """`model.loss`: the statement needs what the class made."""
        name = attributes.OWN + node.attr
        value = owner.attributes.get(node.attr)
        if value is None:
            return Host()
        makers = owner.env.units.get(name, set()) - {self.unit}
        if makers:
            self.unit.reads.setdefault(name, set()).update(makers)
        self.foreign.append((self.unit, node, owner))
        if isinstance(value, Function) and (owner.cls.node.name, node.attr) in self.properties:
            return self.call_function(value, node, [], {})
        return value

    def unpack_element(self, element: Element, target: ast.Tuple | ast.List) -> Seq:
        """`x, y = iterator.get_next()`: an element of its own for each name."""
        parts: list[Value] = []
        self.elements.remove(element)
        self.unit.placeholders.remove(element)
        for index, part in enumerate(target.elts):
            made = Element(element.node, element.unit, None, None, iterator=element.iterator, path=str(index))
            if not isinstance(part, ast.Name):
                self.obstacle(part, "a nested element of an iterator")
            self.elements.append(made)
            self.unit.placeholders.append(made)
            parts.append(made)
        return Seq(parts, "tuple")

    def _replace(self, owner: Map, key: Value, value: Value, target: ast.AST) -> Value:
        """A key that is given a value again has the new one, or one of both where that is under a condition."""
        if not isinstance(key, Host) or key.const is UNKNOWN:
            if isinstance(key, Host):
                owner.open = True
            return value
        old = [
            p
            for p in owner.pairs
            if isinstance(p[0], Host) and p[0].const is not UNKNOWN and _same_const(p[0].const, key.const)
        ]
        if not old:
            return value
        owner.pairs = [p for p in owner.pairs if p not in old]
        current = self.parents.get(target)
        while current is not None and not isinstance(current, (ast.FunctionDef, ast.Lambda, ast.Module)):
            if isinstance(current, (ast.If, ast.For, ast.While, ast.Try)):
                return self.join(old[-1][1], value)
            current = self.parents.get(current)
        return value

    def is_within(self, node: ast.AST, scope: ast.AST) -> bool:
        """Whether a function is written inside a scope; of the module all are."""
        current: ast.AST | None = node
        while current is not None and current is not scope:
            current = self.parents.get(current)
        return current is not None

    def mutated(self, node: ast.AST) -> None:
        """A container that a name of the scope holds was changed by the current unit."""
        holders.changed(self, node)
        if isinstance(node, ast.Name):
            env: Env | None = self.env
            while env is not None and node.id not in env.values:
                env = env.parent
            if env is not None and env.scope is not None:
                self.unit.reads.setdefault(node.id, set()).update(env.units.get(node.id, ()))
                self.unit.mutates.add(node.id)
                self.unit.defs[node.id] = env.values[node.id]
                env.units[node.id] = set(env.units.get(node.id, ())) | {self.unit}
            elif env is not None:  # a parameter of a helper: the scope's own names of the same object
                changed = env.values[node.id]
                for outer in self.scope_envs:
                    for name in [n for n, v in outer.values.items() if v is changed and outer.scope is self.unit.scope]:
                        self.unit.reads.setdefault(name, set()).update(outer.units.get(name, set()) - {self.unit})
                        self.unit.mutates.add(name)
                        self.unit.defs[name] = changed
                        outer.units[name] = set(outer.units.get(name, ())) | {self.unit}

    def lookup(self, name: str) -> Value | None:
        env: Env | None = self.env
        while env is not None:
            if name in env.values:
                if env.scope is not None and self.unit is not None:
                    self.unit.free.add(name)
                    units = env.units.get(name, set()) - {self.unit}
                    if units:
                        self.unit.reads.setdefault(name, set()).update(units)
                    if self.stack and self.stack[-1] is not env.scope.node:
                        inner = self.stack.index(env.scope.node) + 1 if env.scope.node in self.stack else 0
                        for definition in self.stack[inner:]:
                            if not inner and not self.is_within(definition, env.scope.node):
                                continue  # it calls a method, which reads its own object
                            self.closures.setdefault(definition, {})[name] = env.values[name]
                return env.values[name]
            env = env.parent
        return None

    # ------------------------------------------------------------ expressions
    def eval(self, node: ast.AST) -> Value:
        method = getattr(self, "eval_" + type(node).__name__, None)
        if method is None:
            values = [self.eval(child) for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
            value: Value = self.combine(node, values)
        else:
            value = method(node)
        self.value_of[id(node)] = value
        if isinstance(value, Tensor) and value.shape is None and value.node is node:
            value.shape = shapes.shape_of(self, value)  # now, while the operands' values are those of this call
        known = self.all_values.get(id(node))
        if known is None:
            self.all_values[id(node)] = value
        elif known is not value:
            self.all_values[id(node)] = self.alike(known, value)
        return value

    def alike(self, a: Value, b: Value) -> Value:
        """What is true of an expression at each of its evaluations: a helper is called with different arguments."""
        if isinstance(a, Host) and isinstance(b, Host):
            same = a.const is not UNKNOWN and b.const is not UNKNOWN and _same_const(a.const, b.const)
            return Host(a.const if same else UNKNOWN, a.note if a.note == b.note else "")
        if type(a) is type(b) and isinstance(a, (Placeholder, Variable)) and self._facts(a) != self._facts(b):
            return Mixed([a, b])
        if type(a) is type(b) and not isinstance(a, (Tensor, Seq, Map)):
            return b
        if is_tensorish(a) and is_tensorish(b) and not isinstance(a, (Seq, Map)) and not isinstance(b, (Seq, Map)):
            saved = len(self.unit.tensors)
            merged = self.combine(None, [a, b])
            del self.unit.tensors[saved:]
            if isinstance(merged, Tensor):
                merged.options = _options(a, b)
            return merged
        if isinstance(a, Seq) and isinstance(b, Seq) and len(a.items) == len(b.items):
            items = [x if x is y else self.alike(x, y) for x, y in zip(a.items, b.items, strict=True)]
            return Seq(items, b.kind, b.node, a.open or b.open)
        if type(a) is type(b):
            return b
        return Mixed([a, b])

    def _facts(self, value: Value) -> tuple[str | None, int | None]:
        """The dtype and the rank that rewriting may go by."""
        shape = shapes.shape_of(self, value)
        dtype = dtypes.of(self.names, value, lambda node: self.all_values.get(id(node)))
        return dtype, len(shape) if shape is not None else None

    def eval_Constant(self, node: ast.Constant) -> Value:
        return Host(node.value)

    def eval_JoinedStr(self, node: ast.JoinedStr) -> Value:
        parts: list[Value] = []
        for part in node.values:
            parts.append(self.eval(part.value if isinstance(part, ast.FormattedValue) else part))
            if isinstance(part, ast.FormattedValue):
                self.printed(parts[-1], part.value)
        plain = all(getattr(p, "conversion", -1) == -1 and not getattr(p, "format_spec", None) for p in node.values)
        return texts.joined(parts) if plain else Host()

    def eval_Name(self, node: ast.Name) -> Value:
        value = self.lookup(node.id)
        if value is not None:
            return value
        path = self.names.resolve(node)
        if path:
            return Symbol(path)
        return Host(note="builtin:" + node.id if hasattr(builtins, node.id) else "unbound")

    def eval_Attribute(self, node: ast.Attribute) -> Value:
        if id(node) in self.tag_nodes:
            return Method(Host(""), node.attr, node)
        base = self.eval(node.value)
        if isinstance(base, Symbol):
            path = self.names.resolve(node) or f"{base.path}.{node.attr}"
            if base.path in ("tensorflow.app.flags.FLAGS", "tensorflow.flags.FLAGS"):
                return Host()
            return Symbol(path)
        if isinstance(base, Handle) and base.kind == "module":
            value = self.module_env.values.get(node.attr)
            return value if value is not None else Host()
        if isinstance(base, attributes.Constructed):
            return self._read_outside(base, node)
        if isinstance(base, Mixed) and any(isinstance(v, attributes.Constructed) for v in base.flat()):
            self.obstacle(node, "an attribute of one of several objects that hold graphs")
        if isinstance(base, holders.Super):
            return holders.inherited(self, node, base)
        if isinstance(base, Mixed) and holders.one_of(self, base):
            return holders.attribute(self, base.flat(), node)  # type: ignore[arg-type]
        if isinstance(base, Instance):
            if node.attr in base.attributes:
                return base.attributes[node.attr]
            method = self.find_method(base.cls, node.attr)
            if method is not None:
                if any(isinstance(d, ast.Name) and d.id == "property" for d in method.decorator_list):
                    return self.call_function(Function(method, base.cls.env, base), node, [], {})
                return Function(method, base.cls.env, base)
            if base in self.held:
                self.obstacle(node, f"attribute `{node.attr}` of an object that holds variables")
            return Host()
        if isinstance(base, (Seq, Map, Tensor, Variable, Placeholder, Operation, Optimizer, Session, Handle)):
            return tf_calls.attribute(self, node, base)
        if (
            isinstance(base, Mixed)
            and node.attr in ("name", "op")
            and all(isinstance(v, Variable) for v in base.flat())
        ):
            if node.attr != "name" or not all(variable_lists.named(self, v) for v in base.flat()):
                self.obstacle(node, f"`.{node.attr}` of one of several variables")
            return Host()
        if isinstance(base, Host):
            if base.note.startswith("static"):
                kept = (base.shape_of, base.axis) if node.attr == "value" else (None, None)
                return Host(UNKNOWN, "static" if node.attr != "value" else "static-dimension", *kept)
            return Method(base, node.attr, node)
        return Host()

    def find_method(self, cls: Class, name: str) -> ast.FunctionDef | None:
        for node in cls.node.body:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                return node
        for base in cls.node.bases:
            value = self.value_of.get(id(base))
            if isinstance(value, Class):
                found = self.find_method(value, name)
                if found is not None:
                    return found
        return None

    def _sequence(self, node: Any, kind: str) -> Value:
        items: list[Value] = []
        opened = False
        for part in node.elts:
            if isinstance(part, ast.Starred):
                inner = self.eval(part.value)
                self.value_of[id(part)] = inner
                if isinstance(inner, Seq) and not inner.open:
                    items += inner.items
                else:
                    items.append(self.element(inner, part))
                    opened = True
            else:
                items.append(self.eval(part))
        return Seq(items, kind, node, opened)

    def eval_List(self, node: ast.List) -> Value:
        return self._sequence(node, "list")

    def eval_Tuple(self, node: ast.Tuple) -> Value:
        return self._sequence(node, "tuple")

    def eval_Set(self, node: ast.Set) -> Value:
        return self._sequence(node, "set")

    def eval_Dict(self, node: ast.Dict) -> Value:
        pairs: list[tuple[Value, Value, ast.expr | None]] = []
        opened = False
        for key, item in zip(node.keys, node.values, strict=True):
            if key is None:
                inner = self.eval(item)
                if isinstance(inner, Map) and not inner.open:
                    pairs += inner.pairs
                else:
                    opened = True
                continue
            pairs.append((self.eval(key), self.eval(item), item))
        return Map(pairs, node, self.unit, opened)

    def inside(self, bind: Any, node: ast.expr) -> Value:
        """The value of an expression under names of its own, which `bind` gives."""
        saved, self.env = self.env, Env(self.env)
        bind()
        value = self.eval(node)
        self.env = saved
        return value

    def _comprehension(self, node: Any) -> Value:
        update = assign_lists.comprehension(self, node)
        if update is not None:
            return update
        source = self.eval(node.generators[0].iter)
        chosen = variable_lists.comprehension(self, node, source) or variable_lists.over_chosen(self, node, source)
        if chosen is not None:
            return chosen
        saved = self.env
        self.env = Env(saved)
        for generator in node.generators:
            self.assign(generator.target, self.element(self.eval(generator.iter), generator.iter), self.env)
            for test in generator.ifs:
                self.eval(test)
        if isinstance(node, ast.DictComp):
            value: Value = Map([(self.eval(node.key), self.eval(node.value), None)], node, self.unit, True)
        else:
            kind = "set" if isinstance(node, ast.SetComp) else "list"
            value = Seq([self.eval(node.elt)], kind, node, True)
        self.env = saved
        return value

    eval_ListComp = eval_SetComp = eval_GeneratorExp = eval_DictComp = _comprehension

    def eval_Lambda(self, node: ast.Lambda) -> Value:
        return Function(node, self.env)

    def eval_NamedExpr(self, node: ast.NamedExpr) -> Value:
        value = self.eval(node.value)
        self.assign(node.target, value, self.env)
        return value

    def eval_IfExp(self, node: ast.IfExp) -> Value:
        test = self.eval(node.test)
        first, second = self.eval(node.body), self.eval(node.orelse)
        if isinstance(test, Host) and test.const is not UNKNOWN:
            return first if test.const else second
        return self.join(first, second)

    def eval_BinOp(self, node: ast.BinOp) -> Value:
        left, right = self.eval(node.left), self.eval(node.right)
        if isinstance(left, Seq) and isinstance(right, Seq) and isinstance(node.op, ast.Add):
            return Seq(left.items + right.items, left.kind, None, left.open or right.open)
        if isinstance(left, Seq) and isinstance(node.op, ast.Mult) and isinstance(right, Host):
            return Seq(left.items, left.kind, None, True)
        if isinstance(node.op, ast.Mod) and isinstance(left, Host) and isinstance(left.const, str):
            self.printed(right, node.right)
            return texts.formatted(left.const, right)
        if isinstance(left, Host) and isinstance(right, Host):
            return _fold(node.op, left, right)
        return self.combine(node, [left, right])

    def eval_Compare(self, node: ast.Compare) -> Value:
        values = [self.eval(node.left), *(self.eval(c) for c in node.comparators)]
        asked = type_tests.compared(self, node, values)
        if asked is not None:
            return asked
        if any(isinstance(v, Host) and v.note == "static-shape" for v in values) and any(
            isinstance(op, (ast.Is, ast.IsNot)) for op in node.ops
        ):
            self.obstacle(node, "a dimension of a static shape is an object in TF1 and a number or None in TF2")
        if any(isinstance(op, (ast.Is, ast.IsNot, ast.In, ast.NotIn)) for op in node.ops):
            if len(values) == 2 and isinstance(node.ops[0], (ast.Is, ast.IsNot)):
                left, right = values
                if (
                    isinstance(right, Host)
                    and right.const is None
                    and not (isinstance(left, Host) and left.const is UNKNOWN or isinstance(left, Mixed))
                ):
                    is_none = isinstance(left, Host) and left.const is None
                    return Host(is_none if isinstance(node.ops[0], ast.Is) else not is_none)
            inside = isinstance(node.ops[0], (ast.In, ast.NotIn)) and isinstance(values[-1], Seq)
            if inside and any(isinstance(x, (Tensor, Variable, Placeholder)) for x in _one_of(values[0])):
                self.obstacle(node, "`in` compares graph tensors by identity in TF1 and by value in TF2")
            return Host()
        if is_tensorish(values[0]) or any(is_tensorish(v) for v in values[1:]):
            if any(isinstance(op, (ast.Eq, ast.NotEq)) for op in node.ops):
                self.obstacle(node, "== compares graph tensors by identity in TF1 and by value in TF2")
            return self.combine(node, values)
        if len(values) == 2 and all(isinstance(v, Host) and v.const is not UNKNOWN for v in values):
            return _compare(node.ops[0], values[0].const, values[1].const)
        return Host()

    def eval_BoolOp(self, node: ast.BoolOp) -> Value:
        values = [self.eval(v) for v in node.values]
        if any(is_tensorish(v) and not isinstance(v, Seq) for v in values):
            self.obstacle(node, "a graph tensor is used as a Python truth value")
        if isinstance(node.op, ast.Or) and len(values) == 2:  # `sess = sess or tf.get_default_session()`
            given, default = values
            if isinstance(given, Session):
                return given
            if isinstance(default, Session) and isinstance(given, Host) and given.const is None:
                return default
        return Host()

    def eval_UnaryOp(self, node: ast.UnaryOp) -> Value:
        value = self.eval(node.operand)
        if isinstance(value, Host):
            if value.const is not UNKNOWN:
                try:
                    ops = {
                        ast.USub: lambda v: -v,
                        ast.UAdd: lambda v: +v,
                        ast.Not: lambda v: not v,
                        ast.Invert: lambda v: ~v,
                    }
                    return Host(ops[type(node.op)](value.const))
                except TypeError:
                    return Host()
            return Host()
        if isinstance(node.op, ast.Not):
            return Host()
        return self.combine(node, [value])

    def eval_Subscript(self, node: ast.Subscript) -> Value:
        base = self.eval(node.value)
        key = self.eval(node.slice)
        if isinstance(base, Seq):
            if not base.open and isinstance(key, Host) and isinstance(key.const, int):
                try:
                    return base.items[key.const]
                except IndexError:
                    return Host()
            held = base.items and all(holders.one_of(self, item) for item in base.items)
            if isinstance(node.slice, ast.Slice) and (held or not base.open):
                return Seq(base.items, base.kind, None, True)
            return self.element(base, node)
        if isinstance(base, Map):
            if isinstance(key, Host) and key.const is not UNKNOWN:
                for known, item, _ in reversed(base.pairs):
                    if isinstance(known, Host) and known.const is not UNKNOWN and _same_const(known.const, key.const):
                        return Host() if base.open and isinstance(item, Host) else item
            if not base.pairs:
                return Host()
            return self.element(Seq([item for _, item, _ in base.pairs], open=True), node)
        if isinstance(base, Host):
            if base.shape_of is not None and isinstance(key, Host) and isinstance(key.const, int):
                return Host(UNKNOWN, "static-dimension", base.shape_of, key.const)
            return Host(note=base.note if base.note.startswith("static") else "")
        if isinstance(base, Symbol):
            return Host()
        return self.combine(node, [base, key])

    def eval_Slice(self, node: ast.Slice) -> Value:
        values = [self.eval(p) for p in (node.lower, node.upper, node.step) if p is not None]
        return self.combine(node, values)

    def eval_Starred(self, node: ast.Starred) -> Value:
        return self.eval(node.value)

    def eval_Yield(self, node: Any) -> Value:
        if node.value is not None:
            self.eval(node.value)
        return Host()

    eval_YieldFrom = eval_Yield

    def eval_Await(self, node: ast.Await) -> Value:
        return self.eval(node.value)

    # ------------------------------------------------------------ values
    def combine(self, node: ast.AST | None, values: list[Value], random: bool = False, stateful: bool = False) -> Value:
        """The tensor that an op makes of its inputs; a host value where no input is a tensor."""
        placeholders: set[Placeholder] = set()
        variables: set[Variable] = set()
        tensorish = random or stateful
        for value in values:
            for leaf in (part for whole in leaves(value) for part in _one_of(whole)):
                if isinstance(leaf, Tensor):
                    tensorish = True
                    placeholders |= leaf.placeholders
                    variables |= leaf.variables
                    random |= leaf.random
                    stateful |= leaf.stateful
                elif isinstance(leaf, Placeholder):
                    tensorish = True
                    placeholders.add(leaf)
                elif isinstance(leaf, Variable):
                    tensorish = True
                    variables.add(leaf)
                elif isinstance(leaf, Mixed) and any(is_tensorish(o) for o in leaf.options):
                    self.obstacle(node, "a name stands for different tensors on different paths")
                elif holders.one_of(self, leaf):
                    self.obstacle(node, "an object that holds variables is used as a value")
        if not tensorish:
            return Host()
        return self.tensor(node, placeholders, variables, random, stateful)

    def tensor(
        self, node: Any, placeholders: Any = (), variables: Any = (), random: bool = False, stateful: bool = False
    ) -> Tensor:
        made = Tensor(node, self.unit, frozenset(placeholders), frozenset(variables), random, stateful)
        self.unit.tensors.append(made)
        return made

    def element(self, value: Value, node: ast.AST) -> Value:
        """Any one element of a container."""
        if isinstance(value, Seq):
            if not value.items:
                return Host()
            result = value.items[0]
            for item in value.items[1:]:
                result = self.join(result, item)
            if value.open and isinstance(result, Tensor):  # one item stands for all: each part is a tensor of its own
                whole, result = result, self.combine(result.node, [result])
                if isinstance(result, Tensor):
                    result.shape, result.dtype, result.whole = whole.shape, whole.dtype, whole
            return result
        if isinstance(value, Map):
            return self.element(Seq([k for k, _, _ in value.pairs], open=True), node)
        if isinstance(value, Host):
            if value.note == name_patterns.RANGE:
                return Host(note=name_patterns.NUMBER)
            return Host(note=value.note if value.note.startswith("static") else "")
        if isinstance(value, (Tensor, Variable, Placeholder)):
            return self.combine(node, [value])
        if holders.one_of(self, value):
            self.obstacle(node, "an item of an object that holds variables")
        return Host()

    def printed(self, value: Value, node: ast.AST) -> None:
        """A graph tensor is turned into text: fine where a statement of the scope only prints."""
        for leaf in leaves(value):
            if isinstance(leaf, Handle) and leaf.kind in ("graph", "graph-def"):
                self.obstacle(node, "the definition of the graph is printed")
            if isinstance(leaf, (Placeholder, Tensor, Operation)) and is_dynamic(leaf):
                if self.statement is not None and _is_print(self.statement) and self._uncalled():
                    continue
                if self._printed_by_helper():
                    self.described_by_helpers.add(self.statement.value)
                    continue
                if self.stack and self.stack[-1] is not self.unit.scope.node or not _is_print(self.unit.node):
                    self.obstacle(node, "the description of a graph tensor is printed")
                else:
                    self.unit.prints = True
            elif isinstance(leaf, (Tensor, Variable, Handle)) or isinstance(leaf, Host) and leaf.note == "static-shape":
                self.described.append(node)

    def _printed_by_helper(self) -> bool:
        """Whether the current statement only prints, inside a statement of the scope that builds the graph.

        That is in a helper that the scope calls, itself or through others, or under a condition.
        """
        if self.statement is None or not _is_print(self.statement):
            return False
        inner = self._helpers()
        if not inner:
            around = self.parents.get(self.statement)
            while isinstance(around, (ast.If, ast.With)) and around is not self.unit.node:
                around = self.parents.get(around)
            return around is self.unit.node and isinstance(around, ast.If)
        for definition, call in inner:
            function = self.value_of.get(id(call.func)) if isinstance(call, ast.Call) else None
            if not isinstance(function, Function) or function.node is not definition:
                return False  # a function that TensorFlow calls
        return True

    def _uncalled(self) -> bool:
        """Whether what is read here is a helper that nobody calls."""
        helpers = self._helpers()
        return bool(helpers) and not isinstance(helpers[0][1], ast.Call)

    def _helpers(self) -> list[tuple[ast.AST, ast.AST]]:
        """The helpers of the scope that are being called, outermost first, and their calls."""
        inner = self.stack
        if self.unit.scope.node in inner:
            inner = inner[len(inner) - inner[::-1].index(self.unit.scope.node) :]
        return list(zip(inner, self.call_nodes[-len(inner) :], strict=True)) if inner else []

    def train_operations(self) -> list[Operation]:
        """The train ops of the graph so far, in the order of their making."""
        found: list[Operation] = []
        for scope in self.scopes:
            found += [o for unit in scope.units for o in unit.operations if o.kind == "train" and o not in found]
        return found

    def created(self, variable: Variable, node: ast.Call) -> None:
        """Notes a new variable and the helper functions that it was made through."""
        variable.shape = variable.shape or shapes.shape_of(self, variable)
        variable.many = any(self.parents_in_loop(made) for made in [node, *self.call_nodes])
        variable.one_path = any(self._on_one_path(made) for made in [node, *self.call_nodes])
        self.variables.append(variable)
        self.unit.variables.append(variable)
        self.creations.append(self.creation(variable, node))

    def creation(self, variable: Variable, node: ast.Call) -> Creation:
        """Where the interpreter is: the helper functions around the making, or the sharing, of a variable."""
        self.repeated.asked_by_name(self)
        pairs = list(zip(self.stack, self.call_nodes, strict=True))
        scopes = [i for i, (f, _) in enumerate(pairs) if f in self.scope_functions]
        pairs = pairs[scopes[-1] + 1 :] if scopes else pairs  # the scope's own callers made nothing
        known = [{k: v for k, v in e.values.items() if isinstance(v, (Host, Method))} for e in self.call_envs]
        functions = [f for f, _ in pairs]
        taken: dict[int, sizes.Dim] = {}
        for function in functions:
            taken |= sizes.of_function(self, function)
        calls = [c for _, c in pairs]
        return Creation(variable, node, self.unit, functions, calls, known[-len(pairs) :], taken, self.undecided)

    def decided(self, making: Creation) -> bool:
        """Whether every condition on the way to a variable was known: a loop around the making itself is none."""
        places: list[ast.AST] = [making.node]
        for function, call in zip(reversed(making.functions), reversed(making.calls), strict=True):
            if not self.is_factory(function):
                break
            places.append(call)
        loops = sum(isinstance(loop, (ast.For, ast.While)) for p in places for loop in self.parents_in_loop(p))
        return not making.functions or making.undecided == loops

    def is_factory(self, definition: ast.AST) -> bool:
        """A helper that only makes variables: it takes no tensors and gives back nothing else."""
        entries = self.calls.get(id(definition), [])
        if not entries:
            return False
        for _, args, keywords, result, _ in entries:
            if any(is_dynamic(v) or isinstance(v, Variable) for v in [*args, *keywords.values()]):
                return False
            found = list(leaves(result))
            if not found or not all(isinstance(x, (Variable, Host)) or x in self.held for x in found):
                return False
        return True

    def parents_in_loop(self, node: ast.AST) -> list[ast.AST]:
        """The loops around a node inside its function."""
        found: list[ast.AST] = []
        loops = (ast.For, ast.While, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)
        current = self.parents.get(node)
        while current is not None and not isinstance(current, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            if isinstance(current, loops):
                found.append(current)
            current = self.parents.get(current)
        return found

    def _on_one_path(self, node: ast.AST) -> bool:
        """Whether a condition that is not known decides, inside its function, whether a node is reached."""
        current: ast.AST | None = node
        while current is not None and not isinstance(current, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
            inner, current = current, self.parents.get(current)
            if isinstance(current, (ast.If, ast.IfExp)) and inner is not current.test and current not in self.settled:
                test = self.value_of.get(id(current.test))
                known = isinstance(test, Host) and test.const is not UNKNOWN
                if not known and not is_main_guard(current):
                    return True
        return False

    # ------------------------------------------------------------ calls
    def eval_Call(self, node: ast.Call) -> Value:
        target = self.eval(node.func)
        args: list[Value] = []
        spread = False
        for arg in node.args:
            value = self.eval(arg.value if isinstance(arg, ast.Starred) else arg)
            if isinstance(arg, ast.Starred):
                if isinstance(value, Seq) and not value.open:
                    args += value.items
                    continue
                spread = True
                value = self.element(value, arg)
            args.append(value)
        keywords: dict[str, Value] = {}
        for keyword in node.keywords:
            value = self.eval(keyword.value)
            if keyword.arg is None:
                spread = True
                if isinstance(value, Map):
                    for key, item, _ in value.pairs:
                        if isinstance(key, Host) and isinstance(key.const, str):
                            keywords[key.const] = item
            else:
                keywords[keyword.arg] = value
        return self.call(node, target, args, keywords, spread)

    def call(self, node: ast.Call, target: Value, args: list[Value], keywords: dict[str, Value], spread: bool) -> Value:
        if isinstance(target, Function):
            self.calls.setdefault(id(target.node), [])
            result = self.call_function(target, node, args, keywords)
            self.calls[id(target.node)].append((node, args, keywords, result, self.unit))
            return result
        if isinstance(target, Mixed) and holders.one_of(self, target):
            target = holders.Methods(target.flat(), "__call__")  # type: ignore[arg-type]
        if isinstance(target, holders.Methods):
            return holders.call(self, node, target, args, keywords, spread)
        if isinstance(target, Class):
            return self.instantiate(target, node, args, keywords)
        if isinstance(target, Symbol):
            if target.path.split(".")[0] in TF_ROOTS:
                return tf_calls.call(self, node, target.path, args, keywords, spread)
            return self.call_host(node, target.path, args, keywords)
        if isinstance(target, Method):
            return tf_calls.method(self, node, target, args, keywords)
        if isinstance(target, regularizers.Regularizer):
            return self.combine(node, args)
        if isinstance(target, Initializer):
            return self.tensor(node, random=False)
        if isinstance(target, Host):
            name = target.note.removeprefix("builtin:") if target.note.startswith("builtin:") else ""
            if target.note.startswith("static"):
                return Host(note="static")
            return self.call_builtin(node, name, args, keywords)
        if isinstance(target, Instance):
            method = self.find_method(target.cls, "__call__")
            if method is not None:
                return self.call_function(Function(method, target.cls.env, target), node, args, keywords)
        if isinstance(target, Handle):
            return tf_calls.call_handle(self, node, target, args, keywords)
        if isinstance(target, (Tensor, Variable, Placeholder, Operation, Mixed)):
            self.obstacle(node, "a call that is not followed")
        return Host()

    def call_builtin(self, node: ast.Call, name: str, args: list[Value], keywords: dict[str, Value]) -> Value:
        values = [*args, *keywords.values()]
        if not name or name in tf_calls.IMPURE_BUILTINS:
            self.effect(node)
        if name == "print":
            if self._uncalled():
                self.never_printed.add(node)
            if self._printed_by_helper() and self.statement.value is node and node not in self.unit.spoken:
                self.unit.spoken.append(node)
            if self.discarded(node) and not keywords and values and all(_is_definition(v) for v in values):
                self.graph_prints.append(node)
                return args[0]
            for value, arg in zip(args, node.args, strict=False):
                self.printed(value, arg)
            return Host(None)
        if name in ("str", "repr", "format"):
            for value, arg in zip(args, node.args, strict=False):
                self.printed(value, arg)
            return texts.joined(args) if name == "str" and len(values) == 1 else Host()
        if name == "int" and len(args) == 1 and isinstance(args[0], Host) and args[0].shape_of is not None:
            return args[0]
        if name in ("isinstance", "type", "hasattr", "id", "callable", "len", "getattr"):
            if name == "isinstance":
                return type_tests.instance(args)
            if name == "len" and len(args) == 1 and isinstance(args[0], Seq) and not args[0].open:
                return Host(len(args[0].items))
            if name == "getattr" and len(args) >= 2 and isinstance(args[0], Instance) and isinstance(args[1], Host):
                if isinstance(args[1].const, str):
                    return args[0].attributes.get(args[1].const, Host())
            if name == "getattr" and args and holders.one_of(self, args[0]):
                self.obstacle(node, "an attribute whose name is known only at run time")
            return Host()
        if name in ("list", "tuple", "reversed", "sorted", "iter", "set"):
            kind = name if name in ("tuple", "set") else "list"
            if args and isinstance(args[0], Seq):
                items = list(reversed(args[0].items)) if name == "reversed" else list(args[0].items)
                return Seq(items, kind, None, args[0].open or name in ("sorted", "set"))
            if args and is_tensorish(args[0]):
                return Seq([self.element(args[0], node)], kind, None, True)
            return Seq([], kind) if not args else Host(note=args[0].note if isinstance(args[0], Host) else "")
        if name == "zip":
            if all(isinstance(a, Seq) and not a.open for a in args) and variable_lists.in_step(self, args):
                return Seq([Seq(list(row), "tuple") for row in zip(*(a.items for a in args), strict=False)], "list")
            return Seq([Seq([self.element(a, node) for a in args], "tuple")], "list", None, True)
        if name == "enumerate":
            if args and isinstance(args[0], Seq) and not args[0].open:
                return Seq([Seq([name_patterns.number(), item], "tuple") for item in args[0].items], "list")
            return Seq([Seq([name_patterns.number(), self.element(args[0], node)], "tuple")], "list", None, True)
        if name == "dict":
            return Map([(Host(k), v, None) for k, v in keywords.items()], None, self.unit, bool(args))
        if name == "map" and args:
            for value in args[1:]:
                element = self.element(value, node)
                if isinstance(args[0], Function):
                    return Seq([self.call_function(args[0], node, [element], {})], "list", None, True)
                return Seq([self.combine(node, [element])], "list", None, True)
        if name in ("sum", "max", "min", "abs", "pow") and any(is_tensorish(v) for v in values):
            if name in ("max", "min"):
                self.obstacle(node, f"`{name}` of graph tensors")
            return self.combine(node, [self.element(v, node) if isinstance(v, Seq) else v for v in values])
        if name == "super":
            return holders.super_of(self, node, args)
        if name == "range" and all(isinstance(v, Host) for v in values):
            return Host(note=name_patterns.RANGE)
        return self.call_unknown(node, name or ast.unparse(node.func), values)

    def call_host(self, node: ast.Call, path: str, args: list[Value], keywords: dict[str, Value]) -> Value:
        if not tf_calls.is_pure(path):
            self.effect(node)
        if path == "copy.copy" and args and not holders.one_of(self, args[0]):
            return args[0]
        if path in ("collections.OrderedDict",):
            return Map([], None, self.unit, bool(args))
        ragged_rows.check(self, node, path)
        values = [*args, *keywords.values()]
        if path == "functools.partial" and args and isinstance(args[0], (Function, Symbol)):
            if any(is_tensorish(v) for v in values):
                self.obstacle(node, "a partial application over tensors")
            return args[0]
        return self.call_unknown(node, path, values)

    def call_unknown(self, node: ast.Call, name: str, values: list[Value]) -> Value:
        for value in values:
            if not (hasattr(builtins, name) or tf_calls.is_pure(name)):
                _forget(value)
            for leaf in leaves(value):
                if isinstance(leaf, attributes.Constructed):
                    self.obstacle(node, f"an object that holds the graph is passed to `{name}`, which is not followed")
                if holders.one_of(self, leaf):
                    self.obstacle(node, f"an object that holds variables is passed to `{name}`, which is not followed")
                if isinstance(leaf, (Placeholder, Operation, Gradients)) or (isinstance(leaf, Tensor) and leaf.dynamic):
                    self.obstacle(node, f"a graph tensor is passed to `{name}`, which is not TensorFlow's")
                    return Host()
                if isinstance(leaf, Session):
                    self.obstacle(node, f"the session is passed to `{name}`, which is not in this file")
                    return Host()
                if isinstance(leaf, Function):
                    self._call_back(leaf, node)
        return Host()

    def _call_back(self, function: Function, node: ast.AST) -> None:
        if id(function.node) in self.visited:
            return
        arguments = [a.arg for a in function.node.args.args if a.arg != "self"]
        self.call_function(function, node, [Host() for _ in arguments], {})

    def instantiate(self, cls: Class, node: ast.Call, args: list[Value], keywords: dict[str, Value]) -> Value:
        instance = Instance(cls)
        instance.unit = self.unit
        for statement in cls.node.body:
            if isinstance(statement, ast.Assign):
                saved, self.env = self.env, Env(cls.env)
                value = self.eval(statement.value)
                self.env = saved
                for target in statement.targets:
                    if isinstance(target, ast.Name):
                        instance.attributes[target.id] = value
        method = self.find_method(cls, "__init__")
        if method is not None:
            before, shared = len(self.creations), len(self.shared)
            self.call_function(Function(method, cls.env, instance), node, args, keywords)
            if len(self.shared) != shared:
                self.obstacle(node, "an object whose variables are those of another one, by name")
            holders.made(self, instance, method, node, self.creations[before:], [*args, *keywords.values()])
        return instance

    def call_function(self, function: Function, node: ast.AST, args: list[Value], keywords: dict[str, Value]) -> Value:
        definition = function.node
        self.visited.add(id(definition))
        self.entered.append(definition)
        if any(not self._plain_decorator(d) for d in getattr(definition, "decorator_list", ())):
            self.effect(node)
        if self.depth > MAX_DEPTH or self.stack.count(definition) > 1:
            if any(is_tensorish(v) for v in [*args, *keywords.values()]):
                self.obstacle(node, "a recursive function builds the graph")
            return Host()
        if isinstance(definition, ast.FunctionDef) and any(
            isinstance(n, (ast.Yield, ast.YieldFrom)) for n in _own_nodes(definition)
        ):
            return self._generator(function, node, args, keywords)
        env = Env(function.env)
        parameters = [*definition.args.posonlyargs, *definition.args.args]
        bound = ([function.bound] if function.bound is not None else []) + args
        defaults = dict(
            zip(
                [p.arg for p in parameters][len(parameters) - len(definition.args.defaults) :],
                definition.args.defaults,
                strict=True,
            )
        )
        for keyword, default in zip(definition.args.kwonlyargs, definition.args.kw_defaults, strict=True):
            if default is not None:
                defaults[keyword.arg] = default
        if isinstance(definition, ast.FunctionDef) and isinstance(node, ast.Call):
            self._note_sessions(node, definition, function)
        for index, parameter in enumerate(parameters):
            name = parameter.arg
            if index < len(bound):
                env.values[name] = bound[index]
            elif name in keywords:
                env.values[name] = keywords[name]
            elif name in defaults:
                saved, self.env = self.env, function.env
                env.values[name] = self.eval(defaults[name])
                self.env = saved
                if isinstance(env.values[name], (Seq, Map)) and _changes_parameter(definition, name):
                    self.effect(node)
            else:
                env.values[name] = Host()
        for parameter in definition.args.kwonlyargs:
            name = parameter.arg
            if name in keywords:
                env.values[name] = keywords[name]
            elif name in defaults:
                env.values[name] = self.eval(defaults[name])
            else:
                env.values[name] = Host()
        if definition.args.vararg:
            env.values[definition.args.vararg.arg] = Seq(
                bound[len(parameters) :], "tuple", None, len(bound) <= len(parameters)
            )
        if definition.args.kwarg:
            known = {p.arg for p in [*parameters, *definition.args.kwonlyargs]}
            extra = [(Host(k), v, None) for k, v in keywords.items() if k not in known]
            env.values[definition.args.kwarg.arg] = Map(extra, None, self.unit, not extra)
        self.function_units.setdefault(id(definition), []).append(self.unit)
        saved, self.env = self.env, env
        self.depth += 1
        self.stack.append(definition)
        self.call_nodes.append(node)
        self.call_envs.append(env)
        try:
            if isinstance(definition, ast.Lambda):
                return self.eval(definition.body)
            if definition in self.scope_functions and self.stack.count(definition) == 1:
                return self._call_scope(definition, env)
            inside = made_where_run.Call(self)
            result = self.block(definition.body, env) or Host(None)
            inside.settle(definition, result)
            return result
        finally:
            self.stack.pop()
            self.call_nodes.pop()
            self.call_envs.pop()
            self.depth -= 1
            self.env = saved

    def _plain_decorator(self, node: ast.expr) -> bool:
        """Whether a call of the decorated function is a call of the function itself."""
        path = self.names.resolve(node.func if isinstance(node, ast.Call) else node) or ""
        known = isinstance(node, ast.Name) and node.id in ("property", "staticmethod", "classmethod")
        return known or path in ("functools.wraps", "abc.abstractmethod")

    def _call_scope(self, definition: Any, env: Env) -> Value:
        """A function that builds and runs a graph is a scope of its own."""
        if any(s.node is definition for s in self.scopes):
            return self.repeated.again(self, definition, env, self.call_nodes[-1])
        self.repeated.begin(self, definition, env)
        caller = self.unit
        scope = ScopeBody(definition, parent=caller.scope if caller else None, caller=caller)
        env.scope = scope
        first = Unit(definition, scope, -1)
        for name, value in env.values.items():
            env.units[name] = {first}
            first.defs[name] = value
        self.unit = first
        saved, settled = self.unit, self.settled_outside
        if not self._looped(definition):
            self.settled_outside = self.undecided
        result = self.run_scope(scope, env, definition.body)
        self.unit, self.settled_outside = caller or saved, settled
        if self.constructs(definition):
            made = attributes.Constructed(Class(definition, env), attributes.Places(env), definition.name, self.unit)
            made.env = env
            result = made
        result = result if result is not None else Host(None)
        self.repeated.end(self, scope, env, result)
        return result

    def _generator(self, function: Function, node: ast.AST, args: list[Value], keywords: dict[str, Value]) -> Value:
        if any(is_tensorish(v) for v in [*args, *keywords.values()]):
            self.obstacle(node, "graph tensors are passed to a generator")
        return Host()

    def _note_sessions(self, node: ast.Call, definition: ast.FunctionDef, function: Function) -> None:
        parameters = [p.arg for p in [*definition.args.posonlyargs, *definition.args.args]]
        if function.bound is not None:
            parameters = parameters[1:]
        pairs = [(a, p) for a, p in zip(node.args, parameters, strict=False) if not isinstance(a, ast.Starred)]
        pairs += [(k.value, k.arg) for k in node.keywords if k.arg]
        for argument, parameter in pairs:
            if isinstance(self.value_of.get(id(argument)), Session):
                entry = (node, argument, definition, parameter)
                if not any(e[0] is node and e[1] is argument for e in self.session_arguments):
                    self.session_arguments.append(entry)

    # ------------------------------------------------------------ run sites
    def structure(self, node: ast.expr | None, value: Value) -> object:
        if isinstance(value, Seq):
            if value.fed is not None:
                return Fetch(value.fed, node, several=True)
            if len(value.items) == 1 and getattr(value.items[0], "kind", "") == "updates":
                return Fetch(value.items[0], node)
            if value.open:
                if isinstance(node, ast.Call) and tf_calls.gives_several(self, node) and len(value.items) == 1:
                    return Fetch(value.items[0], node, several=True)
                listed = listed_fetches.fetch(self, node, value)
                if listed is not None:
                    return listed
                raise Obstacle(node, "the list of fetches is built at run time")
            nodes: list[ast.expr | None] = [None] * len(value.items)
            if isinstance(node, (ast.List, ast.Tuple)) and not any(isinstance(e, ast.Starred) for e in node.elts):
                nodes = list(node.elts)
            parts = [self.structure(n, v) for n, v in zip(nodes, value.items, strict=True)]
            if isinstance(value, recurrent.LSTMState):
                return State(parts)
            return tuple(parts) if value.kind == "tuple" else parts
        if isinstance(value, Map):
            if value.open or not all(isinstance(k, Host) and k.const is not UNKNOWN for k, _, _ in value.pairs):
                raise Obstacle(node, "the dict of fetches is built at run time")
            return {k.const: self.structure(n, v) for k, v, n in value.pairs}
        if isinstance(value, Mixed):
            raise Obstacle(node, "the fetch is not the same on every path")
        if isinstance(value, Host):
            raise Obstacle(node, "the fetch is a value that is not followed here")
        return Fetch(value, node, several=isinstance(value, Tensor) and value.several)

    def run_site(
        self, node: ast.Call, fetch_node: ast.expr, fetch: Value, feed_node: ast.expr | None, feed: Value | None
    ) -> Value:
        scipy_minimizers.check_run(self, node)
        try:
            structure = self.structure(fetch_node, fetch)
        except Obstacle as error:
            self.obstacle(error.node or node, error.reason)
            return Host()
        feeds: list[tuple[Value, ast.expr | None]] = []
        feed_map: Value | None = None
        if feed_node is not None and not (isinstance(feed, Host) and feed.const is None):
            if not isinstance(feed, Map) or feed.open:
                self.obstacle(feed_node, "the feed dict is built at run time")
                return Host()
            feed_map = feed
            for key, value, item in feed.pairs:
                fed_tensors.note(self, key)
                if not fed_tensors.fits(key, value):
                    self.obstacle(item or feed_node, "a state is fed that is not one that a run gave")
            feeds = [(fed_tensors.parameter(key), item) for key, _, item in feed.pairs]
        function = self.stack[-1] if self.stack else None
        scope = self.unit.scope
        if function is scope.node:
            function = None
        site = RunSite(node, self.unit, scope, structure, feeds, feed_node, feed_map, self.statement, function)
        self.runs.append(site)
        old = self.sites.get(id(node))
        if old is not None:
            same = [f.value for f in old.fetches()] == [f.value for f in site.fetches()] or _inline_only(old, site)
            same = same or made_where_run.alike(self, old, site)
            if not same or [k for k, _ in old.feeds] != [k for k, _ in site.feeds]:
                self.obstacle(node, "this run site fetches or feeds different tensors at different calls")
            if old not in self.unit.sites:
                self.unit.sites.append(old)
        else:
            self.sites[id(node)] = site
            self.unit.sites.append(site)
        if isinstance(structure, (list, tuple)) and not fed_tensors.image(structure):
            return Seq([_fetched(part) for part in structure], "list")
        return _fetched(structure)


def _options(*values: Value) -> tuple[Value, ...]:
    """The values that tensors of several evaluations were, one for each expression that made them."""
    found: dict[object, Value] = {}
    for value in values:
        for option in (value.options or (value,)) if isinstance(value, Tensor) else (value,):
            found[option.node if isinstance(option, Tensor) and option.node is not None else option] = option
    return tuple(found.values())


def _is_none(value: Value) -> bool:
    return isinstance(value, Host) and value.const is None


def _is_definition(value: Value) -> bool:
    """Whether a value is the definition of a graph, which an eager program has none of."""
    return isinstance(value, Handle) and value.kind == "graph-def"


def _one_of(value: Value) -> list[Value]:
    """The values that an op may read where its input is one of several variables: `for w in weights`."""
    if isinstance(value, Mixed) and all(isinstance(option, Variable) for option in value.flat()):
        return value.flat()
    return [value]


def _fetched(part: object) -> Value:
    """What a run returns for a fetch: numbers, the bytes of a summary, or the handle of an iterator."""
    if isinstance(part, Fetch) and isinstance(part.value, Handle) and part.value.kind == "string-handle":
        return part.value
    if isinstance(part, Fetch) and isinstance(part.value, Fed) and part.value.state is not None:
        return Host(note=fed_tensors.image(part.value.state))
    if isinstance(part, Fetch) and part.listed is not None:
        return Host(note=fed_tensors.image(part.listed))
    if not isinstance(part, Fetch):
        return Host(note=fed_tensors.image(part))
    return Host(note="summary" if isinstance(part, Fetch) and isinstance(part.value, summaries.Summary) else "")


def _changes_parameter(definition: ast.AST, name: str) -> bool:
    """Whether a function changes the object that one of its parameters has by default: all its calls share it."""
    for node in ast.walk(definition):
        owner = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MUTATORS:
            owner = node.func.value
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, (ast.Store, ast.Del)):
            owner = node.value
        if isinstance(owner, ast.Name) and owner.id == name:
            return True
    return False


def _forget(value: Value) -> None:
    """What is known of the host values in an object that a function not in this file may change."""
    if isinstance(value, Instance):
        for name, item in value.attributes.items():
            if isinstance(item, Host):
                value.attributes[name] = Host()
            elif isinstance(item, (Seq, Map)):
                _forget(item)
    elif isinstance(value, Map) and not any(is_tensorish(item) for _, item, _ in value.pairs):
        value.pairs = [(key, Host() if isinstance(item, Host) else item, node) for key, item, node in value.pairs]
    elif isinstance(value, Seq) and value.items and all(isinstance(item, Host) for item in value.items):
        value.items = [Host() for _ in value.items]
        value.open = value.open or value.kind == "list"


def _inline_only(old: RunSite, new: RunSite) -> bool:
    """Fetch expressions written at the site make new tensors at each visit; the same nodes mean the same fetch."""
    a, b = old.fetches(), new.fetches()
    return len(a) == len(b) and all(
        x.value is y.value
        or (
            x.node is not None
            and x.node is y.node
            and not isinstance(x.node, ast.Name)
            and type(x.value) is type(y.value)
        )
        for x, y in zip(a, b, strict=True)
    )


def _own_nodes(definition: ast.AST) -> list[ast.AST]:
    found: list[ast.AST] = []
    stack = list(ast.iter_child_nodes(definition))
    while stack:
        node = stack.pop()
        found.append(node)
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            stack += ast.iter_child_nodes(node)
    return found


def _runs(method: ast.FunctionDef, name: str) -> bool:
    """Whether a parameter is used as a session: `name.run(..)`."""
    return any(
        isinstance(n, ast.Call)
        and isinstance(n.func, ast.Attribute)
        and n.func.attr == "run"
        and isinstance(n.func.value, ast.Name)
        and n.func.value.id == name
        for n in ast.walk(method)
    )


GRAPH_METHODS = {"minimize", "make_one_shot_iterator", "make_initializable_iterator", "from_structure"}
BUILDERS = {f"tensorflow.{name}" for name in ("placeholder", "Variable", "get_variable", "constant")}
HOST = tuple(
    f"tensorflow.{name}"
    for name in "app. flags. gfile. io. logging. python_io. data. train. summary. set_random_seed Session".split()
)
SESSIONS = {"tensorflow.Session", "tensorflow.InteractiveSession"}


def _functions_with_sessions(tree: ast.Module, names: Names) -> set[ast.AST]:
    """Functions that open a session in their own body."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            if _opens_session(node, names):
                found.add(node)
    return found


def _builds_graph(function: ast.AST, names: Names, tree: ast.Module, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether a function makes a graph of its own, itself or by what helpers that open no session give it."""
    helpers = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    waiting, seen = [function], set()
    while waiting:
        current = waiting.pop()
        seen.add(current)
        nodes = _own_nodes(current)
        if any(_makes_tensors(inner, names) for inner in nodes):
            return True
        if current is not function and any(_calls_library(inner, names) for inner in nodes):
            return True
        used = [n for n in nodes if _called_by_name(n) and not isinstance(parents.get(n), ast.Expr)]
        for helper in [h for n in used if (h := helpers.get(n.func.id)) is not None]:  # type: ignore[attr-defined]
            if helper not in seen and not _opens_session(helper, names):
                waiting.append(helper)
    return False


def _called_by_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)


def _calls_library(node: ast.AST, names: Names) -> bool:
    """Whether a node calls a function of TensorFlow that may make tensors."""
    path = (names.resolve(node.func) or "") if isinstance(node, ast.Call) else ""
    return path.startswith("tensorflow.") and not path.startswith(HOST)


def _makes_tensors(node: ast.AST, names: Names) -> bool:
    if not isinstance(node, ast.Call):
        return False
    path = names.resolve(node.func) or ""
    if path in BUILDERS or path.startswith(("tensorflow.train.", "tensorflow.nn.", "tensorflow.layers.")):
        return True
    return isinstance(node.func, ast.Attribute) and node.func.attr in GRAPH_METHODS


def _opens_session(function: ast.AST, names: Names) -> bool:
    return any(isinstance(n, ast.Call) and names.resolve(n.func) in SESSIONS for n in _own_nodes(function))


def _covers(value: Value, other: Value) -> bool:
    """Whether a value depends on all that another depends on, so that it can stand for it."""
    if not is_tensorish(value) or not is_tensorish(other):
        return False

    def sources(part: Value) -> set[Value]:
        found: set[Value] = set()
        for leaf in leaves(part):
            if isinstance(leaf, Tensor):
                found |= leaf.placeholders | leaf.variables
            else:
                found.add(leaf)
        return found

    return sources(other) <= sources(value)


def _is_print(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Name)
        and node.value.func.id == "print"
    )


def _as_load(node: ast.AST) -> ast.AST:
    """The same target read as a value."""
    if isinstance(node, ast.Name):
        return ast.copy_location(ast.Name(node.id, ast.Load()), node)
    return node


def _same_const(a: Any, b: Any) -> bool:
    return type(a) is type(b) and a == b


def _fold(op: ast.operator, left: Host, right: Host) -> Host:
    if left.const is UNKNOWN or right.const is UNKNOWN:
        return name_patterns.combined(op, left, right)
    if isinstance(left.const, str) and isinstance(right.const, str) and isinstance(op, ast.Add):
        return Host(left.const + right.const)
    if not isinstance(left.const, (int, float)) or not isinstance(right.const, (int, float)):
        return Host()
    try:
        table: dict[type, Any] = {
            ast.Add: lambda a, b: a + b,
            ast.Sub: lambda a, b: a - b,
            ast.Mult: lambda a, b: a * b,
            ast.Div: lambda a, b: a / b,
            ast.FloorDiv: lambda a, b: a // b,
            ast.Mod: lambda a, b: a % b,
        }
        return Host(table[type(op)](left.const, right.const)) if type(op) in table else Host()
    except ArithmeticError:
        return Host()


def _compare(op: ast.cmpop, a: Any, b: Any) -> Host:
    try:
        table: dict[type, Any] = {
            ast.Eq: lambda: a == b,
            ast.NotEq: lambda: a != b,
            ast.Lt: lambda: a < b,
            ast.LtE: lambda: a <= b,
            ast.Gt: lambda: a > b,
            ast.GtE: lambda: a >= b,
        }
        return Host(bool(table[type(op)]())) if type(op) in table else Host()
    except TypeError:
        return Host()
