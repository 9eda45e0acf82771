"""What has to hold besides the flow of tensors before graph code may run at trace time instead of at build time.

TF1 ran a graph statement once, where it stands. In a function of TensorFlow 2 it runs at the first call, once for each
function that it is part of, and with the host values of that moment. So what moves may neither act on the host nor read
what the host changes in between, and one set of variables must be enough for all sessions.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.names import Scope
from migrate.rewriting import (
    averages,
    batch_norm,
    dense_gradients,
    initialization,
    numbers,
    optimizers,
    repeated,
    seeds,
    shared_initializers,
    update_lists,
)
from migrate.stages import exclusive, lifetimes, savers
from migrate.stages.attributes import OWN, is_attribute, plain
from migrate.stages.graphs import Graph
from migrate.stages.program import Obstacle, RunSite, Unit
from migrate.stages.values import (
    UNKNOWN,
    Class,
    Function,
    Handle,
    Host,
    Map,
    Operation,
    Placeholder,
    Seq,
    Session,
    Symbol,
    Tensor,
    Value,
    Variable,
    leaves,
)

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

MUTATING = {
    "append",
    "extend",
    "insert",
    "update",
    "add",
    "setdefault",
    "pop",
    "popitem",
    "remove",
    "clear",
    "sort",
    "reverse",
}
MUTATING |= {
    "fill",
    "put",
    "itemset",
    "resize",
    "partition",
    "setfield",
    "discard",
    "appendleft",
    "popleft",
    "__setitem__",
}
MUTATING_CALLS = {"numpy.random.shuffle", "random.shuffle", "numpy.copyto", "numpy.put", "numpy.place", "numpy.putmask"}
MUTATING_CALLS |= {"numpy.fill_diagonal", "setattr", "delattr"}
# gathers of variables, whose gradients name only the rows that were read
GATHERS = {"gather", "gather_nd", "batch_gather", "nn.embedding_lookup", "nn.embedding_lookup_sparse"}
GATHERS |= {
    "nn.nce_loss",
    "nn.sampled_softmax_loss",
    "contrib.layers.embed_sequence",
    "contrib.layers.embedding_lookup_unique",
}
LOOPS = (ast.For, ast.While, ast.AsyncFor)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def check(context: Context) -> None:
    """Raises Obstacle where the host and the graph are not apart."""
    units = {u for part in context.plan.parts for u in part.needs}
    units |= {u for u in context.plan.moved if u.effects}  # what no function needs is taken out
    _effects(context, units)
    _updates(context, units)
    _host_values(context, units)
    _host_results(context)
    _locals(context)
    _inline(context)
    _sessions(context)
    seeds.check(context)
    shared_initializers.check(context)
    _optimizers(context)
    batch_norm.check(context)
    averages.check(context)
    _followed(context)
    _objects(context, units)
    repeated.check(context)
    _deleted(context)
    _named_at_run_time(context, units)
    _caught(context)
    for unit in units:
        _one_line_strings(context, unit)


# ---------------------------------------------------------------- effects
def _effects(context: Context, units: set[Unit]) -> None:
    hoisted = {id(n) for h in context.plan.hoists for n in ast.walk(h.node)}
    hoisted |= {id(n) for p in context.plan.parts for u in p.units for n in u.spoken}  # printed when it is traced
    for unit in sorted(units, key=lambda u: u.index):
        if unit.prints:
            continue
        for node in unit.effects:
            if id(node) not in hoisted and node not in context.interp.never_printed:
                raise Obstacle(
                    node, "building the graph has an effect on the host, or takes a value that differs each time"
                )


def _updates(context: Context, units: set[Unit]) -> None:
    """An assignment beside other tensors ran only where it was fetched; in a function everything runs."""
    for unit in units:
        updates = [o for o in unit.operations if o.kind == "assign"]
        if not updates:
            continue
        node = unit.node
        value = node.value if isinstance(node, (ast.Assign, ast.Expr)) else None
        fetched_only = len(updates) == 1 and value is not None and any(o.node is value for o in updates)
        if update_lists.listed(node, updates) and update_lists.together(context, unit, updates):
            update_lists.check(context, unit, updates)
            continue
        if not fetched_only and not _listed(value, updates):
            raise Obstacle(updates[0].node, "an assignment is made beside other tensors, and only what is fetched runs")
        update_lists.check_readers(context, unit, updates)


def _listed(value: ast.expr | None, updates: list[Operation]) -> bool:
    """`[a.assign(..), b.assign(..)]` or `tf.group(...)` of nothing but assignments: they run together."""
    items: list[ast.expr] = []
    if isinstance(value, ast.Call) and isinstance(value.func, (ast.Attribute, ast.Name)):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else value.func.id
        if name == "group":
            items = list(value.args)
    nodes = {id(o.node) for o in updates}
    return bool(items) and all(id(i) in nodes or isinstance(i, ast.Name) for i in items)


# ---------------------------------------------------------------- host values
def _scope_of(context: Context, unit: Unit) -> Scope:
    node = unit.scope.node
    return context.names.module_scope if isinstance(node, ast.Module) else context.names.inner_scope(node)


def _owner(context: Context, unit: Unit, name: str) -> Scope | None:
    scope: Scope | None = _scope_of(context, unit)
    return scope.find(name) if scope is not None else None


def _constant(value: Value) -> bool:
    if isinstance(value, Host):
        return value.const is not UNKNOWN and isinstance(
            value.const, (int, float, str, bytes, bool, type(None), complex)
        )
    return isinstance(value, (Symbol, Function, Class, Variable, Placeholder, Tensor, Operation))


def _host_values(context: Context, units: set[Unit]) -> None:
    """A host value that the graph reads must be the same when the function is traced."""
    local = {n for u in units for n in u.defs}
    for unit in sorted(units, key=lambda u: u.index):
        end = unit.node.end_lineno or unit.node.lineno
        for name in sorted(unit.free):
            owner = _owner(context, unit, name)
            if name in context.interp.stored_outside:
                node = context.interp.stored_outside[name]
                raise Obstacle(node, f"`{plain(name)}`, which the graph uses, is bound outside the class")
            if owner is None and is_attribute(name):
                raise Obstacle(unit.node, f"`self.{plain(name)}`, which the graph uses, is bound by a method")
            if owner is None:
                continue
            makers = unit.reads.get(name, set())
            values = [m.defs[name] for m in makers if name in m.defs]
            bindings = owner.bindings.get(name, [])
            if any(isinstance(b, (ast.Import, ast.ImportFrom)) for b in bindings):
                _module_values(context, name, owner, end)
                continue
            definitions = [b for b in bindings if isinstance(b, (ast.FunctionDef, ast.ClassDef))]
            if definitions and len(bindings) > 1:
                raise Obstacle(definitions[-1], f"`{name}`, which the graph uses, is defined several times")
            if name in local and makers and makers <= units:
                continue
            _flags_kept(context, unit, name, values)
            inside = [b for b in bindings if _function(context, b) is not _own_function(owner)]
            if len(bindings) > 1 and any(isinstance(b, ast.Name) for b in inside):
                raise Obstacle(inside[0], f"`{name}`, which the graph uses, is bound again by a function")
            if (
                values
                and all(_constant(x) for v in values for x in leaves(v))
                and not any(hasattr(v, "items") or hasattr(v, "pairs") for v in values)
            ):
                continue
            changed = change(context, name, owner, end)
            if changed is not None:
                raise Obstacle(changed, f"`{name}`, which the graph uses, is changed later")


def _module_values(context: Context, name: str, owner: Scope, line: int) -> None:
    """Nothing of a module that the graph uses (`os.environ`, a settings module) is set later."""
    for node in ast.walk(context.tree):
        if isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, ast.Store) and node.lineno > line:
            if _root(context, node.value, name, owner):
                raise Obstacle(node, f"`{name}`, which the graph uses, is changed later")


def _host_results(context: Context) -> None:
    """A host value that a moved statement computes is not there for what stays."""
    moved = context.plan.moved
    for scope in context.interp.scopes:
        for unit in scope.units:
            if unit in moved or isinstance(unit.node, (ast.FunctionDef, ast.ClassDef)):
                continue
            for name, makers in unit.reads.items():
                last = max((m for m in makers if m.scope is scope), key=lambda m: m.index, default=None)
                value = last.defs.get(name) if last in moved else None
                if (
                    value is not None
                    and all(isinstance(x, (Host, Function)) for x in leaves(value))
                    and not isinstance(last.node, ast.FunctionDef)
                ):
                    raise Obstacle(
                        unit.node, f"`{name}` is computed together with graph tensors and used outside the graph"
                    )


def _own_function(owner: Scope) -> ast.AST | None:
    return owner.node if isinstance(owner.node, FUNCTIONS) else None


def _function(context: Context, node: ast.AST) -> ast.AST | None:
    current = node if isinstance(node, ast.arg) else context.interp.parents.get(node)
    if isinstance(node, ast.arg):
        current = context.interp.parents.get(context.interp.parents.get(node))
    while current is not None and not isinstance(current, FUNCTIONS):
        current = context.interp.parents.get(current)
    return current


def _flags_kept(context: Context, unit: Unit, name: str, values: list[Value]) -> None:
    """Raises Obstacle where a flag that the graph reads is set to something else before the function is traced."""
    if not any(isinstance(v, Symbol) and v.path.endswith("flags.FLAGS") for v in values):
        return
    scopes = {scope.node for scope in context.interp.scopes}
    helpers = [n for n in ast.walk(context.tree) if isinstance(n, ast.FunctionDef) and n not in scopes]
    flags = [
        n
        for part in [unit.node, *helpers]
        for n in ast.walk(part)
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == name
    ]
    read = {n.attr for n in flags if isinstance(n.ctx, ast.Load)}
    for node in ast.walk(context.tree):
        if not isinstance(node, ast.Attribute) or isinstance(node.ctx, ast.Load) or node.attr not in read:
            continue
        if not isinstance(node.value, ast.Name) or node.value.id != name:
            continue
        function = _function(context, unit.node)
        if _function(context, node) is function:
            early = node.lineno < unit.node.lineno
        else:
            calls = [entry[0] for entry in context.interp.calls.get(id(function), [])]
            early = bool(calls) and all(
                _function(context, c) is _function(context, node) and node.lineno < c.lineno for c in calls
            )
            early = early or lifetimes.bound_before_call(context.interp, unit, node)
        if not early:
            raise Obstacle(node, f"`{name}.{node.attr}`, which the graph uses, is changed later")


def change(context: Context, name: str, owner: Scope, line: int) -> ast.AST | None:
    """The first place after `line`, or in any function, that changes the object called `name` or another name of it."""
    aliases = _aliases(context, name, owner)
    own = _own_function(owner)
    for node in ast.walk(context.tree):
        late = getattr(node, "lineno", 0) > line
        if not late and (not hasattr(node, "lineno") or _function(context, node) is own):
            continue
        if any(_changes(context, node, alias, scope, whole) for (alias, scope), whole in aliases.items()):
            return node
    return None


def _aliases(context: Context, name: str, owner: Scope) -> dict[tuple[str, Scope], bool]:
    """Names of the same object, of parts of it and of what holds it; True where the whole object is meant."""
    pairs: list[tuple[tuple[str, Scope], tuple[str, Scope], bool]] = []
    for node in ast.walk(context.tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Name):
                whole = isinstance(node.value, ast.Name)
                whole |= isinstance(node.value, ast.Subscript) and isinstance(node.value.slice, (ast.Slice, ast.Tuple))
                for part in _parts(node.value):
                    found = [
                        context.names.scope_of.get(n, context.names.module_scope).find(n.id) for n in (target, part)
                    ]
                    if None not in found and context.names.resolve(part) is None:
                        pairs.append(((target.id, found[0]), (part.id, found[1]), whole))  # type: ignore[arg-type]
    known = {(name, owner): True}
    grown = True
    while grown:
        grown = False
        for one, other, whole in pairs:
            for a, b in ((one, other), (other, one)):
                if a in known and b not in known:
                    known[b] = known[a] and whole
                    grown = True
    return known


def _parts(node: ast.expr) -> list[ast.Name]:
    """The names whose objects an expression holds or is part of."""
    if isinstance(node, ast.Name):
        return [node]
    if isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
        return _parts(node.value)
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return [n for e in node.elts for n in _parts(e)]
    if isinstance(node, ast.Dict):
        return [n for e in node.values for n in _parts(e)]
    if isinstance(node, ast.IfExp):
        return [*_parts(node.body), *_parts(node.orelse)]
    return []


def _changes(context: Context, node: ast.AST, name: str, owner: Scope, whole: bool = True) -> bool:
    if isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, (ast.Store, ast.Del)):
        return _root(context, node.value, name, owner)
    if isinstance(node, ast.AugAssign):
        return (whole or not isinstance(node.target, ast.Name)) and _root(context, node.target, name, owner)
    if isinstance(node, ast.Call):
        if (
            isinstance(node.func, ast.Attribute)
            and node.func.attr in MUTATING
            and _root(context, node.func.value, name, owner)
        ):
            return True
        if isinstance(node.func, ast.Attribute) and _root(context, node.func.value, name, owner):
            if any(_stores(context, d) for d in _methods(context, node.func.attr)):
                return True
        path = context.names.resolve(node.func) or (node.func.id if isinstance(node.func, ast.Name) else "")
        if path in MUTATING_CALLS and node.args and _root(context, node.args[0], name, owner):
            return True
        if any(k.arg == "out" and _root(context, k.value, name, owner) for k in node.keywords):
            return True
        return _passed_on(context, node, name, owner)
    return False


def _methods(context: Context, name: str) -> list[ast.FunctionDef]:
    classes = [c for c in ast.walk(context.tree) if isinstance(c, ast.ClassDef)]
    return [d for c in classes for d in c.body if isinstance(d, ast.FunctionDef) and d.name == name]


def _stores(context: Context, method: ast.FunctionDef) -> bool:
    """Whether a method changes its object, itself or through another of its methods."""
    if not method.args.args:
        return False
    own = method.args.args[0].arg
    scope = context.names.inner_scope(method)
    for node in ast.walk(method):
        if isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, (ast.Store, ast.Del)):
            if _root(context, node.value, own, scope):
                return True
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and _root(context, node.func.value, own, scope)
        ):
            if node.func.attr in MUTATING or _methods(context, node.func.attr):
                return True
    return False


def _passed_on(context: Context, node: ast.Call, name: str, owner: Scope) -> bool:
    """Whether a function of this file gets the object and changes its parameter."""
    if not isinstance(node.func, ast.Name):
        return False
    definition = next(
        (d for d in ast.walk(context.tree) if isinstance(d, ast.FunctionDef) and d.name == node.func.id), None
    )
    if definition is None:
        return False
    parameters = [a.arg for a in [*definition.args.posonlyargs, *definition.args.args]]
    given = [
        p
        for p, a in zip(parameters, node.args, strict=False)
        if isinstance(a, ast.Name) and _root(context, a, name, owner)
    ]
    given += [
        k.arg for k in node.keywords if k.arg and isinstance(k.value, ast.Name) and _root(context, k.value, name, owner)
    ]
    scope = context.names.inner_scope(definition)
    return any(
        _changes(context, inner, parameter, scope)
        for parameter in given
        for inner in ast.walk(definition)
        if not (isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == definition.name)
    )


def _root(context: Context, node: ast.AST, name: str, owner: Scope) -> bool:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    if not isinstance(node, ast.Name) or node.id != name:
        return False
    scope = context.names.scope_of.get(node, context.names.module_scope)
    return scope.find(name) is owner


# ---------------------------------------------------------------- names inside functions
def _locals(context: Context) -> None:
    """A name that a function binds is its own everywhere in it, so nothing outside can be read by that name."""
    for part in context.plan.parts:
        bound = {n for u in part.units for n in _bound(u)}
        for unit in part.units:
            for name in sorted(unit.free & bound):
                makers = unit.reads.get(name, set())
                foreign = [m for m in makers if m not in part.needs and not _renamed_later(m.defs.get(name))]
                if any(
                    isinstance(m.defs.get(name), Variable) and m.defs[name] in context.plan.renamed for m in foreign
                ):
                    if not isinstance(unit.node, ast.AugAssign):
                        continue
                if foreign:
                    raise Obstacle(unit.node, f"`{name}` is bound to a graph tensor and read as something else before")


def _renamed_later(value: Value | None) -> bool:
    """Placeholders are parameters, and cells that others wrap get names of their own."""
    return isinstance(value, Placeholder) or (isinstance(value, Handle) and value.kind == "cell")


def _bound(unit: Unit) -> set[str]:
    node = unit.node
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    found: set[str] = set()
    stack: list[ast.AST] = [node]
    while stack:
        current = stack.pop()
        if isinstance(current, ast.Name) and isinstance(current.ctx, ast.Store):
            found.add(current.id)
        if isinstance(current, (*FUNCTIONS, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            continue
        stack += ast.iter_child_nodes(current)
    return found


# ---------------------------------------------------------------- objects that hold graphs
def _objects(context: Context, units: set[Unit]) -> None:
    """Objects whose attributes only their own graph uses."""
    interp = context.interp
    read = {name for unit in units for name in unit.free if is_attribute(name)}
    for unit, node, owner in interp.foreign:
        if unit in units:
            raise Obstacle(node, "a graph that uses attributes of another object")
        value = owner.attributes.get(node.attr)
        plain_value = (
            value is not None and all(_constant(x) for x in leaves(value)) and not isinstance(value, (Seq, Map))
        )
        if OWN + node.attr in read and not plain_value and _may_change(context, node):
            raise Obstacle(node, f"`{node.attr}`, which the graph uses, may be changed outside the class")
    for scope in interp.scopes:
        if interp.constructs(scope.node):
            calls = {id(c[0]): c[0] for c in interp.calls.get(id(scope.node), [])}
            for call in calls.values():
                if interp.repeated.of(scope) is None and (interp.parents_in_loop(call) or _several(context, call)):
                    raise Obstacle(call, "several objects of one class hold graphs")
                _given(context, scope.node, call, {name for unit in units for name in unit.free})


def _given(context: Context, definition: ast.AST, call: ast.AST, read: set[str]) -> None:
    """An object that the graph reads and that the construction was given is not changed by who gave it."""
    assert isinstance(definition, ast.FunctionDef) and isinstance(call, ast.Call)
    given = {k.arg: k.value for k in call.keywords if k.arg}
    given |= {a.arg: v for a, v in zip(definition.args.args, call.args, strict=False)}
    for parameter, argument in given.items():
        names = {parameter} | {
            t.id
            for n in ast.walk(definition)
            if isinstance(n, ast.Assign) and any(p.id == parameter for p in _parts(n.value))
            for t in n.targets
            if isinstance(t, ast.Name)
        }
        value = context.value(argument)
        if not names & read or (value is not None and all(_constant(x) for x in leaves(value)) and _single(value)):
            continue
        if numbers.is_number(context.tree, argument):
            continue
        for part in _parts(argument):
            owner = context.names.scope_of.get(part, context.names.module_scope).find(part.id)
            changed = change(context, part.id, owner, call.end_lineno or 0) if owner is not None else None
            if changed is not None:
                raise Obstacle(changed, f"`{part.id}`, which the graph uses, is changed later")


def _single(value: Value) -> bool:
    return not isinstance(value, (Seq, Map))


def _may_change(context: Context, node: ast.AST) -> bool:
    """Whether what an attribute holds is stored into, gets another name, or is handed to a call."""
    parent = context.interp.parents.get(node)
    while isinstance(parent, (ast.Subscript, ast.Attribute)) and parent.value is node:
        if not isinstance(parent.ctx, ast.Load):
            return True
        node, parent = parent, context.interp.parents.get(parent)
    if isinstance(parent, ast.Call) and parent.func is node:
        return isinstance(node, ast.Attribute) and node.attr in MUTATING
    if id(parent) in context.interp.sites:
        return False  # a run only reads its fetches
    return isinstance(parent, (ast.Call, ast.Assign, ast.AugAssign, ast.keyword, ast.Return, ast.Starred))


# ---------------------------------------------------------------- fetches written at the run site
def _inline(context: Context) -> None:
    """An expression in the fetches made new tensors at each run, of the host's values of that moment."""
    interp = context.interp
    seen: dict[tuple, tuple] = {}
    for site_plan in context.plan.sites:
        site = site_plan.site
        if site_plan.kind != "call":
            continue
        for fetch in site.fetches():
            node = fetch.node
            if node is None or isinstance(node, ast.Name) or not isinstance(fetch.value, (Tensor, Operation)):
                continue
            if isinstance(fetch.value, Operation) or not fetch.value.dynamic or fetch.value.unit is not site.unit:
                continue
            signature: list[int] = []
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
                    value = interp.value_of.get(id(inner))
                    signature.append(id(value) if isinstance(value, (Tensor, Placeholder, Variable)) else 0)
                    _inline_name(context, site, inner, value)
                elif isinstance(inner, ast.Call) and isinstance(interp.value_of.get(id(inner)), Host):
                    raise Obstacle(inner, "a fetch is made of host values at each run")
                elif isinstance(inner, ast.NamedExpr):
                    raise Obstacle(inner, "a name is bound inside a fetch")
            key = (id(site_plan.root), ast.dump(node))
            if seen.setdefault(key, tuple(signature)) != tuple(signature):
                raise Obstacle(node, "the same expression stands for different tensors at two run sites")


def _inline_name(context: Context, site: RunSite, node: ast.Name, value: Value | None) -> None:
    names = context.names
    owner = names.scope_of.get(node, names.module_scope).find(node.id)
    if owner is None or isinstance(value, Symbol):
        return
    allowed = {names.module_scope}
    if isinstance(site.scope.node, FUNCTIONS):
        allowed.add(names.inner_scope(site.scope.node))
    if owner not in allowed:
        raise Obstacle(node, f"`{node.id}`, which a fetch is made of, differs from run to run")
    if isinstance(value, (Placeholder, Function, Class)):
        return
    makers = site.unit.reads.get(node.id, set())
    if isinstance(value, (Tensor, Operation)) and len(makers) == 1:
        return
    bindings = owner.bindings.get(node.id, [])
    known = isinstance(value, Variable) or (isinstance(value, Host) and _constant(value))
    if (
        known
        and len(makers) == 1
        and lifetimes.steady(context.interp, context.plan, site, next(iter(makers)), bindings)
    ):
        return
    if (
        len(bindings) != 1
        or context.interp.parents_in_loop(bindings[0])
        or _function(context, bindings[0]) is not _own_function(owner)
    ):
        raise Obstacle(node, f"`{node.id}`, which a fetch is made of, differs from run to run")
    if not isinstance(value, (Tensor, Variable)) and not (isinstance(value, Host) and _constant(value)):
        if change(context, node.id, owner, 0) is not None:
            raise Obstacle(node, f"`{node.id}`, which a fetch is made of, differs from run to run")


# ---------------------------------------------------------------- sessions
def _sessions(context: Context) -> None:
    """Each session had variables of its own, and running an initializer set them back."""
    interp = context.interp
    if not interp.variables and not interp.metrics:
        return
    made: dict[Graph, dict[int, ast.AST]] = {}
    for value in interp.value_of.values():
        if isinstance(value, Session) and (
            context.names.resolve(getattr(value.node, "func", value.node)) or ""
        ).endswith("Session"):
            made.setdefault(interp.graphs.of_session(interp, value), {})[id(value.node)] = value.node
    for graph in {interp.graphs.of_unit[v.unit]: None for v in [*interp.variables, *interp.metrics]}:
        _sessions_of(context, graph, made.get(graph, {}))


def _sessions_of(context: Context, graph: Graph, made: dict[int, ast.AST]) -> None:
    interp = context.interp
    fresh = initialization.begin_anew(context, list(made.values()))
    apart = len(made) > 1 and not fresh and initialization.sessions_apart(context, set(made))
    alone = len(made) > 1 and exclusive.pairwise(interp, list(made.values()))
    if len(made) > 1 and not (fresh or apart or alone) and not savers.one_state(interp, list(made.values())):
        last = max(made.values(), key=lambda n: getattr(n, "lineno", 0))
        raise Obstacle(last, "several sessions, each with variables of its own")
    for node in made.values():
        if not fresh and (interp.parents_in_loop(node) or _several(context, node, True)):
            raise Obstacle(node, "a session is opened several times, each time with variables of its own")
    order = [id(s) for s in interp.sites.values() if interp.graphs.of_unit[s.unit] is graph]
    plans = {id(p.site): p for p in context.plan.sites}
    kinds = {key: plan.kind for key, plan in plans.items()}
    running: set[int] = set()  # sessions that have run something
    initialised = False
    for key in order:
        site = plans[key].site if key in plans else None
        sessions = interp.graphs.runs.get(id(site.node), {0}) if site is not None else {0}
        if kinds.get(key) == "init":
            again = bool(sessions & running if apart or alone else running)
            opened = [made[s] for s in sessions if s in made]
            if alone and len(opened) == 1 and exclusive.opens(interp, opened[0], site.node):
                again = False  # the runs so far are those of a session that takes its place
            again = again or bool(interp.parents_in_loop(site.node)) or _several(context, site.node, True)
            if again and apart:
                raise Obstacle(site.node, "several sessions, each with variables of its own")
            if again and initialization.leaves_alone(context, site):
                again = False
            if again and not savers.restored_whole(interp, site.node):
                initialization.note(context, site)
            initialised = True
        elif kinds.get(key) in ("call", "value") and initialization.used(plans[key]):
            running |= sessions
    reading = [key for key in order if kinds.get(key) in ("call", "value") and initialization.used(plans[key])]
    if not initialised and reading:
        first = plans[reading[0]].site.node
        if initialization.assigned(plans[reading[0]]):
            return  # an assignment gives the first values
        if savers.restored_first(interp, first, graph):
            return
        raise Obstacle(first, "no run of an initializer was found before the variables are read")


def _several(context: Context, node: ast.AST, own: bool = False) -> bool:
    """Whether the functions around a node are called several times.

    `own`: calls are no matter where each makes the variables that it runs.
    """
    interp = context.interp
    current = _function(context, node)
    seen: set[int] = set()
    scopes = {scope.node: scope for scope in interp.scopes}
    while current is not None and id(current) not in seen:
        if own and current in scopes and repeated.apart(context, scopes[current]):
            return False
        seen.add(id(current))
        calls = interp.calls.get(id(current), [])
        nodes = {id(c[0]): c[0] for c in calls}
        once = len(nodes) < 2 or bool(interp.scripts) and exclusive.pairwise(interp, list(nodes.values()))
        if not once or any(interp.parents_in_loop(n) for n in nodes.values()):
            return True
        call = next(iter(nodes.values()), None)
        current = _function(context, call) if call is not None else None
    return False


# ---------------------------------------------------------------- optimizers
def _optimizers(context: Context) -> None:
    operations = {o for u in context.plan.moved for o in u.operations if o.kind == "train"}
    lists: dict[object, set] = {}
    for operation in operations:
        optimizer = operation.detail["optimizer"]
        if operation.detail.get("gradients") is not None and context.interp.sparse:
            dense_gradients.check(context, operation)
        listed = operation.detail["var_list"]
        if listed is not None and any(
            isinstance(x, Variable) and not x.trainable for x in leaves(context.value(listed) or Host())
        ):
            raise Obstacle(listed, "variables are trained that are not trainable")
        lists.setdefault(optimizer, set()).add(optimizers.wanted(operation))
        if len(lists[optimizer]) > 1 and not optimizers.divisible(context, optimizer):
            raise Obstacle(operation.node, "one optimizer trains different lists of variables")


# ---------------------------------------------------------------- code around runs
# what a run raises in TensorFlow 2 as it did in TF1
SAME_ERRORS = {"InvalidArgumentError", "OutOfRangeError", "ResourceExhaustedError", "AbortedError", "CancelledError"}
HOST_ERRORS = {
    "KeyboardInterrupt",
    "SystemExit",
    "StopIteration",
    "OSError",
    "IOError",
    "ImportError",
    "KeyError",
    "IndexError",
}
HOST_ERRORS |= {
    "ZeroDivisionError",
    "FileNotFoundError",
    "AssertionError",
    "NameError",
    "EOFError",
    "ModuleNotFoundError",
}


def _caught(context: Context) -> None:
    """TF1 raised other exceptions than TF2 for shapes that do not fit and for variables without a value."""
    for site_plan in context.plan.sites:
        if site_plan.kind not in ("call", "value"):
            continue
        node: ast.AST = site_plan.site.node
        while (parent := context.interp.parents.get(node)) is not None:
            if isinstance(parent, ast.Try) and node in parent.body:
                for handler in parent.handlers:
                    if not _same_error(context, handler.type):
                        raise Obstacle(handler, "an exception of a run is caught that TF2 raises otherwise")
            node = parent


def _same_error(context: Context, node: ast.expr | None) -> bool:
    if isinstance(node, ast.Tuple):
        return all(_same_error(context, e) for e in node.elts)
    path = context.names.resolve(node) if node is not None else None
    if path is not None and path.startswith("tensorflow."):
        return path.split(".")[-1] in SAME_ERRORS
    return isinstance(node, ast.Name) and node.id in HOST_ERRORS


def _named_at_run_time(context: Context, units: set[Unit]) -> None:
    """`exec` and `globals()` bind names that no analysis of the text sees."""
    if any(unit.free for unit in units):
        for node in ast.walk(context.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("exec", "globals"):
                if _only_asks(context, node):
                    continue
                if context.names.scope_of.get(node.func, context.names.module_scope).find(node.func.id) is None:
                    raise Obstacle(node, "names are bound at run time")


def _only_asks(context: Context, node: ast.Call) -> bool:
    """`"total" not in globals()`, of a name that the graph has nothing to do with."""
    parent = context.interp.parents.get(node)
    if not isinstance(parent, ast.Compare) or not isinstance(parent.left, ast.Constant) or len(parent.ops) > 1:
        return False
    graph = {name for scope in context.interp.scopes for u in scope.units if u in context.plan.moved for name in u.defs}
    return isinstance(parent.ops[0], (ast.In, ast.NotIn)) and parent.left.value not in graph


def _deleted(context: Context) -> None:
    """`del loss` after the graph was built: the name is one of a function by then."""
    bound = {(unit.scope, name) for unit in context.plan.moved for name in unit.defs}
    for scope in context.interp.scopes:
        for unit in scope.units:
            for node in ast.walk(unit.node) if unit not in context.plan.moved else ():
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Del) and (scope, node.id) in bound:
                    raise Obstacle(node, f"`{node.id}`, which the graph binds, is deleted")


def _followed(context: Context) -> None:
    """`x.eval()` and `x.run()` in code that the analysis did not reach would stay as they are."""
    reached = context.interp.value_of
    settled = {n for nodes in context.interp.settled.values() for n in nodes}
    for node in ast.walk(context.tree):
        if id(node) in settled:
            continue
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("eval", "run"):
            if id(node) not in reached and context.names.resolve(node.func) is None:
                raise Obstacle(node, "a run in code whose calls are not followed")


def _one_line_strings(context: Context, unit: Unit) -> None:
    """A statement that moves gets another indentation, which would change strings over several lines."""
    inside = context.source.string_lines
    documented = {
        id(n.body[0].value)
        for n in ast.walk(unit.node)
        if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and isinstance(n.body[0], ast.Expr)
    }
    for node in ast.walk(unit.node):
        text = isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes))
        )
        if text and id(node) not in documented and inside & set(range(node.lineno + 1, (node.end_lineno or 0) + 1)):
            raise Obstacle(node, "a string over several lines in a statement that moves")


__all__ = ["change", "check"]
