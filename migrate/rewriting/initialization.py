"""Running an initializer again: variables, and what optimizers keep, get first values anew.

TensorFlow 2 gives a variable its first value when it is made. Where a program runs its initializer more than once, a
function sets all variables: to the values that they had at first, or to new draws where TF1 drew.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting import metrics
from migrate.stages import shapes, tf_calls
from migrate.stages.program import Obstacle, RunSite, Unit
from migrate.stages.values import (
    UNKNOWN,
    Function,
    Host,
    Initializer,
    Operation,
    Optimizer,
    Seq,
    Session,
    Symbol,
    Tensor,
    Value,
    Variable,
    leaves,
)
from migrate.symbols import lookup, seed_of

if TYPE_CHECKING:
    from migrate.planning import SitePlan
    from migrate.rewriting.native import Context

WHOLE = {"global_variables_initializer", "initialize_all_variables", "initializers.global_variables"}
# initializers that give the same value each time
FIXED = ("zeros_initializer", "ones_initializer", "constant_initializer", "initializers.zeros", "initializers.ones")
FIXED += ("initializers.constant", "initializers.identity")
PLAIN = "train.GradientDescentOptimizer"


def note(context: Context, site: RunSite) -> None:
    """Remembers a run of the initializer that is not the first; Obstacle unless it is that of all variables."""
    kinds = set()
    local = False
    for fetch in site.fetches():
        stack = [fetch.value]
        while stack:
            value = stack.pop()
            assert isinstance(value, Operation)
            if value.kind == "iterator-init":
                raise Obstacle(site.node, "variables are initialised again together with an iterator")
            if value.kind == "group":
                stack += value.detail["items"]
            elif value.kind == "init":
                path = context.names.resolve(getattr(value.node, "func", value.node)) or ""
                kinds.add(path.removeprefix("tensorflow.") in WHOLE)
            local = local or value.kind == "local-init"
    if local and metrics.of_site(context, site):
        if kinds:
            raise Obstacle(site.node, "metrics are initialised again, together with variables")
        context.metric_resets.append(site)
    if kinds == {True}:
        context.reinitialised.append(site)
    elif kinds:
        raise Obstacle(site.node, "some of the variables are initialised again")


def leaves_alone(context: Context, site: RunSite) -> bool:
    """Whether no variable that had a value before this run of the initializer is used after it."""
    interp = context.interp
    if site.function is not None or interp.parents_in_loop(site.node) or interp.savers:
        return False
    if not isinstance(site.scope.node, ast.Module) or metrics.of_site(context, site):
        return False
    if any(p.site.scope is not site.scope or p.site.function is not None for p in context.plan.sites):
        return False
    earlier = [p.site for p in context.plan.sites if p.kind == "init" and p.site.unit.index < site.unit.index]
    old = {v for other in earlier for v in initialised(context, other)} & initialised(context, site)
    for site_plan in context.plan.sites:
        other = site_plan.site
        if other.unit.index > site.unit.index and other.node is not site.node:
            if used(site_plan) & old:
                return False
    return True


def initialised(context: Context, site: RunSite) -> set[Variable]:
    """The variables that a run of initializers gives their first values."""
    waiting, found = [fetch.value for fetch in site.fetches()], set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, Operation) and value.kind == "group":
            waiting += value.detail["items"]
            continue
        node = getattr(value, "node", None)
        owner = context.interp.value_of.get(id(node.value)) if isinstance(node, ast.Attribute) else None
        if isinstance(owner, Variable) and not owner.many:
            found.add(owner)
            continue
        found |= {v for v in context.interp.variables if v.unit.index <= site.unit.index}
    return found


def used(site_plan: SitePlan) -> set[Variable]:
    """The variables that a run reads or changes."""
    found: set[Variable] = set()
    for fetch in site_plan.site.fetches():
        found |= _variables_of(fetch.value)
    for unit in site_plan.root.needs if site_plan.root is not None else ():
        found |= {v for tensor in unit.tensors for v in tensor.variables}
        found |= {v for value in unit.defs.values() for v in _variables_of(value)}
        for operation in unit.operations:
            for key in ("loss", "variable", "global_step"):
                found |= _variables_of(operation.detail.get(key))
    return found


def _changes(site_plan: SitePlan) -> bool:
    """Whether a run may change variables."""
    values = [fetch.value for fetch in site_plan.site.fetches()]
    units = site_plan.root.needs if site_plan.root is not None else set()
    if any(isinstance(leaf, Operation) or getattr(leaf, "stateful", False) for v in values for leaf in leaves(v)):
        return True
    return any(o.kind not in ("group", "noop") for u in units for o in u.operations) or any(
        tensor.stateful for u in units for tensor in u.tensors
    )


def assigned(site_plan: SitePlan) -> bool:
    """Whether a run does nothing but set variables to values that do not depend on any."""
    values = [fetch.value for fetch in site_plan.site.fetches()]
    return bool(values) and all(isinstance(v, Tensor) and v.stateful and not v.random for v in values)


def sessions_apart(context: Context, sessions: set[int]) -> bool:
    """Whether no two sessions use the same variable, so that it makes no difference that each has its own."""
    runs = context.interp.graphs.runs
    if context.interp.savers:
        return False
    owner: dict[Variable, int] = {}
    for site_plan in context.plan.sites:
        if site_plan.kind == "init":
            continue
        found = runs.get(id(site_plan.site.node), {0})
        for variable in used(site_plan):
            if len(found) > 1 or 0 in found or owner.setdefault(variable, next(iter(found))) not in found:
                return False
    return set(owner.values()) <= sessions


def _variables_of(value: Value | None) -> set[Variable]:
    found: set[Variable] = set()
    for leaf in leaves(value) if value is not None else ():
        if isinstance(leaf, Variable):
            found.add(leaf)
        elif isinstance(leaf, Tensor):
            found |= leaf.variables
    return found


def begin_anew(context: Context, sessions: list[ast.AST]) -> bool:
    """Whether each session but the first begins with all variables at their first values, when no other is used."""
    if all(begins(context, session) for session in sessions):
        return True
    first = min(sessions, key=lambda n: (n.lineno, n.col_offset))  # type: ignore[attr-defined]
    return len(sessions) > 1 and all(_is_turn(context, session, session is first) for session in sessions)


def _is_turn(context: Context, session: ast.AST, first: bool) -> bool:
    """Whether all runs of a session of the module stand together, and begin with the initializer of all variables."""
    interp = context.interp
    if not isinstance(interp.parents.get(interp.parents.get(session)), ast.Module):  # type: ignore[arg-type]
        return begins(context, session)
    sites = sorted(interp.sites.values(), key=lambda s: (s.node.lineno, s.node.col_offset))
    own = [at for at, site in enumerate(sites) if interp.graphs.runs.get(id(site.node), {0}) == {id(session)}]
    shared = any(id(session) in interp.graphs.runs.get(id(s.node), {0}) for s in sites) and not own
    if not own or shared or own != list(range(own[0], own[-1] + 1)):
        return not own and not shared
    if any(site.function is not None for site in sites):
        return False
    fetches = [f.value for f in sites[own[0]].fetches()]
    return first or bool(fetches) and all(isinstance(v, Operation) and v.kind == "init" for v in fetches)


def opens_session(context: Context, site: RunSite) -> bool:
    """Whether a run is the first of its session each time, so that seeded random values are drawn from the start."""
    interp = context.interp
    mine = interp.graphs.runs.get(id(site.node), {0})
    sites = sorted(interp.sites.values(), key=lambda s: (s.node.lineno, s.node.col_offset))
    own = [s for s in sites if interp.graphs.runs.get(id(s.node), {0}) == mine]
    made = [v.node for v in interp.value_of.values() if isinstance(v, Session) and {id(v.node)} == mine]
    return bool(made) and own[0] is site and interp.parents_in_loop(site.node) == interp.parents_in_loop(made[0])


def begins(context: Context, session: ast.AST) -> bool:
    """Whether a session is a `with` block whose first run initialises all variables."""
    item = context.interp.parents.get(session)
    block = context.interp.parents.get(item) if isinstance(item, ast.withitem) else None
    if not isinstance(block, ast.With):
        return False
    inside = {id(n) for n in ast.walk(block)}
    runs = [s for s in context.interp.sites.values() if id(s.node) in inside]
    runs.sort(key=lambda s: (s.node.lineno, s.node.col_offset))
    kinds = {id(p.site): p.kind for p in context.plan.sites}
    if not runs or kinds.get(id(runs[0])) != "init":
        return False
    first = runs[0]
    statement = context.interp.parents.get(first.node)
    holder = context.interp.parents.get(statement)  # type: ignore[arg-type]
    while isinstance(holder, ast.With) and holder is not block:
        holder = context.interp.parents.get(holder)
    nested = any(
        isinstance(n, ast.With) and n is not block and n in context.interp.transparent for n in ast.walk(block)
    )
    if (
        holder is not block
        or nested
        and any(
            "session" in context.interp.transparent[n]
            for n in ast.walk(block)
            if n in context.interp.transparent and n is not block
        )
    ):
        return False
    path = [f.value for f in first.fetches()]
    return all(isinstance(v, Operation) for v in path)


def anchor(context: Context) -> Unit | None:
    """The last statement of the graph, after which everything is made."""
    if not context.reinitialised:
        return None
    first = min(context.reinitialised, key=lambda s: s.node.lineno)
    moved = [u for u in context.plan.moved if u.scope is first.scope] or list(context.plan.moved)
    if not moved:
        raise Obstacle(first.node, "variables are initialised again")
    last = max(moved, key=lambda u: u.index)
    if context.interp.constructs(last.scope.node) and first.scope is not last.scope:
        raise Obstacle(first.node, "variables of an object are initialised again outside its class")
    for variable in _variables(context):
        if variable.unit.scope is last.scope and variable.unit.index > last.index:
            raise Obstacle(first.node, "variables are initialised again, some of them made after the graph")
    for site in context.reinitialised:
        if site.unit.scope is last.scope and site.unit.index < last.index:
            raise Obstacle(site.node, "variables are initialised again before the graph is complete")
    return last


def _early_changes(context: Context) -> list[SitePlan]:
    """Runs that may change variables before the graph is complete, when their first values cannot be noted any more."""
    last = anchor(context)
    return [
        site_plan
        for site_plan in context.plan.sites
        if last is not None
        and site_plan.site.unit.scope is last.scope
        and site_plan.site.unit.index < last.index
        and site_plan.kind in ("call", "value")
        and used(site_plan)
        and _changes(site_plan)
    ]


def lines(context: Context) -> list[str]:
    """The function that sets all variables, without indentation."""
    first = min(context.reinitialised, key=lambda s: s.node.lineno).node
    kept: list[str] = []
    drawn: list[str] = []
    early = _early_changes(context)
    for variable in _variables(context):
        if (
            variable.access is None
            or variable.node in context.interp.layers
            or any(b.variable is variable for b in context.interp.builds)
        ):
            raise Obstacle(first, "variables are initialised again, one of which has no name here")
        text = _draw(context, variable) if not early else _anew(context, variable)
        if text is None:
            kept.append(variable.access)
        else:
            drawn.append(f"{variable.access}.assign({text})")
    for optimizer in _optimizers(context):
        name = context.optimizer_names[optimizer]
        if optimizer.path == PLAIN or early and not _trains(context, optimizer, first, early):
            continue
        if name not in context.built:
            raise Obstacle(first, "variables are initialised again, and an optimizer's are made at its first step")
        kept.append(f"*{name}.variables")
    found = []
    body = []
    if kept:
        values = context.fresh("initial_values")
        found += [f"{values} = [(variable, variable.numpy()) for variable in [{', '.join(kept)}]]"]
        body = [f"for variable, value in {values}:", "    variable.assign(value)"]
    return [*found, "\x00function", f"def {context.initialize}():", *("    " + line for line in body + drawn)]


def _anew(context: Context, variable: Variable) -> str:
    """The expression that gives a variable its first value again, where that value was not noted."""
    node = variable.node
    if _seeded(context, context.tree):
        raise Obstacle(node, "a seeded variable is initialised again, and has changed before the graph is complete")
    text = _draw(context, variable)
    if text is not None:
        return text
    statement = variable.unit.node
    if isinstance(statement, ast.Assign) and statement.value is not node and isinstance(statement.value, ast.Call):
        hoisted = any(h.variable is variable for h in context.plan.hoists)
        if not hoisted and isinstance(statement.targets[0], ast.Name) and _steady(context, statement.value):
            return context.source.expression(statement.value)
    elif node in context.initial_texts and shapes.holds_at_scope(context.interp, node) and _steady(context, node):
        return context.initial_texts[node]
    raise Obstacle(node, "variables are initialised again, and have changed before the graph is complete")


def _trains(context: Context, optimizer: Optimizer, again: ast.AST, early: list[SitePlan]) -> bool:
    """Whether an optimizer trains after the initializer ran again; its slots must not have changed before."""
    sites = [
        p
        for p in context.plan.sites
        if p.root is not None
        and any(o.kind == "train" and o.detail["optimizer"] is optimizer for u in p.root.needs for o in u.operations)
    ]
    later = any(p.site.function is not None or p.site.node.lineno > again.lineno for p in sites)  # type: ignore[attr-defined]
    if later and any(p in early for p in sites):
        raise Obstacle(again, "variables are initialised again, and an optimizer's have changed before that")
    return later


def _variables(context: Context) -> list[Variable]:
    """The variables of the graph whose initializer runs again."""
    of_unit = context.interp.graphs.of_unit
    graphs = {of_unit[site.unit] for site in context.reinitialised}
    if len(graphs) > 1:
        raise Obstacle(context.reinitialised[-1].node, "variables of several graphs are initialised again")
    found = [v for v in context.interp.variables if of_unit[v.unit] in graphs]
    for variable in found:
        _keeps_name(context, variable)
    return found


def _keeps_name(context: Context, variable: Variable) -> None:
    """What sets the variables again reads them by name when it is called."""
    if variable in context.plan.renamed or variable.access is None or isinstance(variable.unit.node, ast.FunctionDef):
        return
    scope = variable.unit.scope.node
    names = context.names
    owner = names.module_scope if isinstance(scope, ast.Module) else names.inner_scope(scope)
    last = variable.unit.node.end_lineno or variable.unit.node.lineno
    for binding in owner.bindings.get(variable.access.split("[")[0].split(".")[0], ()):
        if getattr(binding, "lineno", 0) > last:
            raise Obstacle(binding, f"`{variable.access}`, which is initialised again, is bound to something else")


def name(context: Context) -> str:
    if not context.initialize:
        context.initialize = context.fresh("initialize", "initialize_variables")
    return context.initialize


def _optimizers(context: Context) -> list[Optimizer]:
    found: list[Optimizer] = []
    of_unit = context.interp.graphs.of_unit
    for operation in context.interp.train_operations():
        if of_unit[operation.unit] is not of_unit[context.reinitialised[0].unit]:
            continue
        optimizer = operation.detail["optimizer"]
        if optimizer not in found:
            found.append(optimizer)
    return found


def _draw(context: Context, variable: Variable) -> str | None:
    """The expression that draws a variable's first value anew; None where it is always the same."""
    node = variable.node
    if not isinstance(node, ast.Call):
        raise Obstacle(node, "variables are initialised again")
    path = (context.names.resolve(node.func) or "").removeprefix("tensorflow.")
    given = {k.arg: k.value for k in node.keywords}
    if path == "Variable":
        initial = node.args[0] if node.args else given.get("initial_value")
    elif path == "get_variable":
        initial = given.get("initializer", node.args[3] if len(node.args) > 3 else None)
    elif "global_step" in path:
        return None
    else:
        raise Obstacle(node, "variables are initialised again")
    value = context.value(initial) if initial is not None else None
    if isinstance(value, Function) or isinstance(value, Variable):
        raise Obstacle(node, "variables are initialised again, one of them by a function")
    fixed = isinstance(value, Host) and not (path == "get_variable" and value.const is None)
    fixed |= isinstance(value, Seq) and all(isinstance(x, Host) for x in leaves(value))
    if isinstance(value, Tensor):
        fixed = not value.random and not value.stateful and not value.dynamic
    if isinstance(value, Initializer) and isinstance(value.node, ast.Call):
        made = (context.names.resolve(value.node.func) or "").removeprefix("tensorflow.")
        fixed = made in FIXED
    if isinstance(value, Initializer) and isinstance(value.node, ast.Attribute):
        fixed = (context.names.resolve(value.node) or "").removeprefix("tensorflow.") in FIXED
    if fixed:
        return None
    statement = variable.unit.node
    if isinstance(statement, ast.Assign) and statement.value is not node and isinstance(statement.value, ast.Call):
        # a helper that makes the variable: a new one has the value
        hoisted = any(h.variable is variable for h in context.plan.hoists)
        if _seeded(context, context.tree) and _in_new_sessions(context, node):
            return None
        if not hoisted and not isinstance(statement.targets[0], ast.Tuple) and _steady(context, statement.value):
            return context.source.expression(statement.value)
        raise Obstacle(node, "variables are initialised again, one of them made by a helper")
    text = context.initial_texts.get(node)
    if _seeded(context, node) and _in_new_sessions(context, node):
        return None
    if text is None or not shapes.holds_at_scope(context.interp, node) or not _steady(context, node):
        raise Obstacle(node, "variables are initialised again, one of them drawn in a way that is not followed")
    return text


def _in_new_sessions(context: Context, node: ast.AST) -> bool:
    """Whether the initializer runs again only in new sessions, where seeded values are the same again."""
    opening = {opens_session(context, site) for site in context.reinitialised}
    if len(opening) > 1:
        raise Obstacle(node, "a seeded variable is initialised again, in its session and in others")
    first = min((p.site for p in context.plan.sites if p.kind == "init"), key=lambda site: site.node.lineno)
    if opening == {False} and first in context.reinitialised:  # its first run is the one that makes the variables
        raise Obstacle(node, "a seeded variable is initialised first where it is initialised again")
    return opening == {True}


def _seeded(context: Context, part: ast.AST) -> bool:
    """Whether what a part of the program draws depends on a seed, of the op or of the graph."""
    paths = {
        n: (context.names.resolve(n.func) or "").removeprefix("tensorflow.")
        for n in ast.walk(context.tree)
        if isinstance(n, ast.Call)
    }
    if any(path in tf_calls.SEEDS for path in paths.values()):
        return True
    for call in (n for n in ast.walk(part) if n in paths):
        given = seed_of(lookup("tensorflow." + paths[call]), call)
        if given is not None and not (isinstance(given, ast.Constant) and given.value is None):
            return True
    return False


def _number(context: Context, node: ast.expr) -> bool:
    """Whether an expression is surely a number or a text, which nothing can change once it has a name."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.UnaryOp):
        return _number(context, node.operand)
    if isinstance(node, ast.BinOp):
        return _number(context, node.left) and _number(context, node.right)
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Name) and node.func.id in ("len", "int", "float", "round", "abs")
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "shape"
    if not isinstance(node, ast.Name):
        return False
    owner = context.names.scope_of.get(node, context.names.module_scope).find(node.id)
    bindings = owner.bindings.get(node.id, []) if owner is not None else []
    statement = context.interp.parents.get(bindings[0]) if len(bindings) == 1 else None  # type: ignore[arg-type]
    return isinstance(statement, ast.Assign) and bindings[0] in statement.targets and _number(context, statement.value)


def _steady(context: Context, node: ast.AST) -> bool:
    """Whether an expression reads only constants, so that it means the same later."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
            value = context.value(inner)
            for leaf in leaves(value) if value is not None else [None]:
                constant = isinstance(leaf, Host) and (leaf.const is not UNKNOWN or _number(context, inner))
                if not constant and not isinstance(leaf, (Symbol, Function, Initializer)):
                    return False
            owner = context.names.scope_of.get(inner, context.names.module_scope).find(inner.id)
            if owner is None or len(owner.bindings.get(inner.id, [])) != 1:
                return False
    return True
