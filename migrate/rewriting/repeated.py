"""What has to hold where one class or function builds its graph several times, so that one reading is true of all.

Each object and each call has variables of its own, as in TF1. What TF1 kept once for a whole graph (collections, names
in checkpoints and summaries) and runs that take parts of two objects are refused.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.planning import SitePlan
from migrate.rewriting import initialization
from migrate.stages import scipy_minimizers
from migrate.stages.attributes import Constructed
from migrate.stages.program import Obstacle, RunSite, ScopeBody, Unit
from migrate.stages.repeated import Building
from migrate.stages.values import GRAPH, Session, Value, Variable, leaves

if TYPE_CHECKING:
    from migrate.rewriting.native import Context


def check(context: Context) -> None:
    """Raises Obstacle where what is built several times is not the same computation each time."""
    for scope in context.interp.scopes:
        building = context.interp.repeated.of(scope)
        if building is not None:
            _state(context, scope, building)
            if context.interp.constructs(scope.node):
                _receivers(context, scope)


def apart(context: Context, scope: ScopeBody) -> bool:
    """Whether a scope that stands for several runs nothing but what it makes itself."""
    if context.interp.repeated.of(scope) is None:
        return False
    plans = [p for p in context.plan.sites if p.site.scope is scope]
    return all(v.unit.scope is scope for p in plans for v in _used(p))


def _used(site_plan: SitePlan) -> set[Variable]:
    return initialization.used(site_plan) if site_plan.kind in ("call", "value") else set()


# ---------------------------------------------------------------- what a graph keeps once
def _state(context: Context, scope: ScopeBody, building: Building) -> None:
    interp = context.interp
    node = scope.node
    inside = {id(n) for n in ast.walk(node)}
    again = [s for s in [*context.reinitialised, *context.metric_resets] if s.scope is scope]
    if again or context.reinitialised and not building.fresh:
        raise Obstacle((again or context.reinitialised)[0].node, "variables of several objects are initialised again")
    for handle in interp.iterators:
        if handle.unit.scope is scope:
            raise Obstacle(handle.node, "an iterator in a graph that is built several times")
    if building.fresh:
        if any(s.unit.scope is not scope and id(s.unit.node) in inside for s in interp.savers):
            raise Obstacle(node, "a saver of a graph that is built several times")
        return
    lists = [n for n in interp.variable_lists if scipy_minimizers.unlike_matters(interp, n)]
    shared: list[ast.AST] = [*lists, *interp.name_lists, *interp.penalties, *interp.unknown_penalties]
    shared += [a.node for a in interp.averages] + [s.node for s in interp.savers]
    for found in shared:
        raise Obstacle(found, "what lists the variables of a graph that holds several objects or calls")
    own: list[ast.AST] = [s.node for s in interp.summaries if s.unit.scope is scope]
    own += [m.node for m in interp.metrics if m.unit.scope is scope]
    own += [u.node for u in interp.update_units if u.scope is scope]
    own += [v.node for u in scope.units for v in u.variables if v.graph_name == "global_step"]
    for found in own:
        raise Obstacle(found, "several objects or calls in one graph, which names or collects what they make")
    sessions = {id(v.node) for v in interp.value_of.values() if isinstance(v, Session) and v.unit.scope is scope}
    for site_plan in context.plan.sites:
        runs = interp.graphs.runs.get(id(site_plan.site.node), {0})
        mine = runs <= sessions
        if site_plan.kind == "init" and site_plan.site.scope is scope and not mine:
            raise Obstacle(site_plan.site.node, "all variables are initialised when one of several objects is made")
        if sessions and not mine and any(v.unit.scope is scope for v in _used(site_plan)):
            raise Obstacle(site_plan.site.node, "variables of an object are used in another session")


# ---------------------------------------------------------------- which object a run is of
def _receivers(context: Context, scope: ScopeBody) -> None:
    """Each run takes its fetches and feeds from one object, written with the same words."""
    interp = context.interp
    allowed: set[int] = set()
    for site in interp.sites.values():
        nodes = [n for n in ast.walk(site.node) if isinstance(n, ast.Attribute)]
        feed = getattr(site.feed_map, "node", None)
        if feed is not None:
            nodes += [n for n in ast.walk(feed) if isinstance(n, ast.Attribute)]
        reads = [n for n in nodes if _object(context, n.value) is scope.node and _in_graph(context.value(n))]
        allowed |= {id(n) for n in reads}
        words = {ast.unparse(n.value) for n in reads}
        if _within(context, site.node, scope):
            words |= {"self"}
        elif any(_of(v, scope) for v in _values(site)):
            _written_here(context, site, scope, reads)
        if len(words) > 1:
            raise Obstacle(site.node, "a run that takes parts of several objects of one class")
        if reads and feed is not None and feed is not site.feed_node:
            _keeps(context, reads[0], feed, site.node)
    for _, node, owner in interp.foreign:
        if owner.cls.node is scope.node and id(node) not in allowed and _in_graph(owner.attributes.get(node.attr)):
            raise Obstacle(node, f"`{node.attr}` of one of several objects is used outside a run")


def _object(context: Context, node: ast.AST) -> ast.AST | None:
    value = context.value(node)
    return value.cls.node if isinstance(value, Constructed) else None


def _in_graph(value: Value | None) -> bool:
    return value is not None and any(isinstance(leaf, GRAPH) for leaf in leaves(value))


def _values(site: RunSite) -> list[Value]:
    return [f.value for f in site.fetches()] + [k for k, _ in site.feeds]


def _of(value: Value, scope: ScopeBody) -> bool:
    unit = getattr(value, "unit", None)
    return isinstance(unit, Unit) and unit.scope is scope


def _within(context: Context, node: ast.AST | None, scope: ScopeBody) -> bool:
    while node is not None and node is not scope.node:
        node = context.interp.parents.get(node)
    return node is not None


def _written_here(context: Context, site: RunSite, scope: ScopeBody, reads: list[ast.Attribute]) -> None:
    """A fetch or fed placeholder of an object is an attribute of it, read where it is run or in the feed dict."""
    nodes: list[ast.AST | None] = [f.node for f in site.fetches() if _of(f.value, scope)]
    keys = getattr(getattr(site.feed_map, "node", None), "keys", [])
    nodes += [k for k in keys if (value := context.value(k)) is not None and _of(value, scope)]
    fed = [k for k, _ in site.feeds if _of(k, scope)]
    mine = [k for k in keys if context.value(k) in fed]
    known = {id(n) for n in reads}
    if not all(id(n) in known for n in nodes) or len(mine) != len(fed):
        raise Obstacle(site.node, "a run of one of several objects, which is not named here")


def _keeps(context: Context, node: ast.Attribute, feed: ast.AST, site: ast.AST) -> None:
    """The object's name means the same where its feed dict is made and where it is run."""
    root: ast.AST = node.value
    while isinstance(root, (ast.Attribute, ast.Subscript)):
        root = root.value
    first, last = feed.lineno, site.end_lineno  # type: ignore[attr-defined]
    for inner in ast.walk(context.tree):
        if isinstance(inner, ast.Name) and not isinstance(inner.ctx, ast.Load) and first < inner.lineno <= last:
            if isinstance(root, ast.Name) and inner.id == root.id:
                raise Obstacle(inner, "the object that a feed dict was made for is bound to something else")
