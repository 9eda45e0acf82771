"""Draws with a seed of their own, whose numbers TensorFlow 2 repeats exactly: each op has a state that goes on.

TF1 keeps that state in the session: a new session begins anew, and all runs of one session share it. In TensorFlow 2
each function has a state of its own, which nothing sets back, and the ops that run at once share one for each kind and
seed. First values that begin alike in TF1 are therefore drawn by functions of their own, and where sessions follow one
another, each but the first begins with a new function of what it draws.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import tf_calls
from migrate.stages.program import Obstacle
from migrate.stages.values import UNKNOWN, Host
from migrate.symbols import lookup, seed_of

if TYPE_CHECKING:
    from migrate.planning import SitePlan
    from migrate.rewriting.native import Context
    from migrate.stages.program import Unit

ALIKE = "several first values are drawn with one seed, and begin alike in TF1"
DRAWS = {"random_normal", "random_uniform", "truncated_normal"}
DRAWS |= {"random.normal", "random.uniform", "random.truncated_normal"}


def check(context: Context) -> None:
    """Raises Obstacle where a seeded draw would not give TF1's numbers."""
    drawn: dict[tuple[str, str], list[ast.Call]] = {}
    calls = [node for node in ast.walk(context.tree) if isinstance(node, ast.Call)]
    of_graph = any((context.names.resolve(c.func) or "").removeprefix("tensorflow.") in tf_calls.SEEDS for c in calls)
    for node in calls:
        if not _seeded(context, node):
            if of_graph and _draw(context, node) and not _initial(context, node):
                _check_sessions(context, node, _drawing(context, node))
            continue
        if not _initial(context, node):
            _check(context, node)
            continue
        found = drawn.setdefault(_kind(context, node), [])
        found.append(node)
        if len(found) > 1 or _times(context, node) > 1:
            _check_apart(context, node)
            context.begun_anew += [n for n in found if n not in context.begun_anew]


def rewrite(context: Context) -> None:
    """`tf.random.normal([2], seed=1)` -> `tf.function(tf.random.normal)([2], seed=1)` where draws begin alike."""
    source = context.source
    for node in context.begun_anew:
        if source.span(node) in source.edits:
            raise Obstacle(node, ALIKE)
        source.replace(node.func, f"{context.tf}.function({source.expression(node.func)})")
        context.note(node, "TF314", "draws with one seed begin alike in TF1, so each is made by a function of its own")


def _check_apart(context: Context, node: ast.Call) -> None:
    """Raises Obstacle where a function of its own would not draw what TF1's op did."""
    name = (context.names.resolve(node.func) or "").removeprefix("tensorflow.")
    if name not in DRAWS or not isinstance(node.func, (ast.Name, ast.Attribute)):
        raise Obstacle(node, ALIKE)


def _drawing(context: Context, node: ast.Call) -> list[SitePlan]:
    """The runs that draw it."""
    return [p for p in context.plan.sites if p.kind in ("call", "value") and _draws(context, p, node)]


def _check(context: Context, node: ast.Call) -> None:
    drawing = _drawing(context, node)
    for site_plan in drawing:
        for fetch in site_plan.site.fetches():
            if fetch.node is not None and node in ast.walk(fetch.node):
                raise Obstacle(node, "a draw with a seed is made anew at each run")
    if len({id(p.root) for p in drawing}) > 1:
        raise Obstacle(node, "a draw with a seed is shared by runs of different tensors")
    _check_sessions(context, node, drawing)


def _check_sessions(context: Context, node: ast.Call, drawing: list[SitePlan]) -> None:
    runs = context.interp.graphs.runs
    sessions = {s for p in drawing for s in runs.get(id(p.site.node), {0})}
    made = [n for n in ast.walk(context.tree) if id(n) in sessions]
    one = len({id(p.root) for p in drawing}) == 1 and len(sessions) > 1 and _one_after_the_other(context, drawing)
    if any(_repeated(context, n) for n in made) or len(sessions) > 1 and not one:
        raise Obstacle(node, "a draw with a seed begins anew in each session")


def _one_after_the_other(context: Context, drawing: list[SitePlan]) -> bool:
    """Whether sessions run a function without parameters by turns, each once; notes where the later ones begin."""
    root = drawing[0].root
    if root is None or root.placeholders or any(p.kind != "call" or p.site.function is not None for p in drawing):
        return False
    runs = context.interp.graphs.runs
    units: dict[int, list[Unit]] = {}  # the statements that each session runs
    for site_plan in drawing:
        found = runs.get(id(site_plan.site.node), set())
        if len(found) != 1 or site_plan.site.unit.scope.node is not context.tree:
            return False
        units.setdefault(next(iter(found)), []).append(site_plan.site.unit)
    blocks = sorted(([u.index for u in us], min(us, key=lambda u: u.index)) for us in units.values())
    if any(max(a[0]) >= min(b[0]) for a, b in zip(blocks, blocks[1:], strict=False)):
        return False
    context.restarted.setdefault(root, [unit for _, unit in blocks[1:]])
    return True


def restart(context: Context) -> None:
    """`c = tf.function(c.python_function)` where a new session begins to run a draw with a seed."""
    from migrate.rewriting.native import comment_start

    source = context.source
    for root, units in context.restarted.items():
        for unit in units:
            start = source.line_start(source.span(unit.node)[0])
            made = f"{root.name} = {context.tf}.function({root.name}.python_function)"
            line = f"{context.final_indent(unit.node)}{made}  # a new session draws from the beginning\n"
            source.insert(comment_start(source, start), line)
            context.note(unit.node, "TF314", "a new session draws from the beginning, so a function of its own does")


def _kind(context: Context, node: ast.Call) -> tuple[str, str]:
    """What decides which draws share a state: the kind of the op and its seed."""
    name = (context.names.resolve(node.func) or "").rpartition(".")[2].removeprefix("random_")
    given = seed_of(lookup(context.names.resolve(node.func) or ""), node)
    value = context.value(given) if given is not None else None
    known = isinstance(value, Host) and value.const is not UNKNOWN
    return name, repr(value.const) if known else ast.unparse(given or node)  # type: ignore[union-attr]


def _times(context: Context, node: ast.Call) -> int:
    """How often a draw is made while the graph is built; 2 stands for any more."""
    interp = context.interp
    function = _function(context, node)
    if function in interp.holders:
        made = {h.node for h in interp.holders[function]}
        return 2 if any(interp.parents_in_loop(m) for m in made) else len(made)
    scope = next((s for s in interp.scopes if s.node is function), None)
    if interp.parents_in_loop(node) or interp.repeated.of(scope) is not None:
        return 2
    return 1 if function is None or scope is not None else len(interp.calls.get(id(function), []))


def _function(context: Context, node: ast.AST) -> ast.AST | None:
    """The function that a node stands in."""
    function = context.interp.parents.get(node)
    while function is not None and not isinstance(function, (ast.FunctionDef, ast.Lambda)):
        function = context.interp.parents.get(function)
    return function


def _seeded(context: Context, node: ast.Call) -> bool:
    """Whether a call draws with a seed of its own."""
    path = context.names.resolve(node.func) or ""
    symbol = lookup(path) if path.startswith("tensorflow.") else None
    dropout = path.rpartition(".")[2] in ("dropout", "alpha_dropout")
    if symbol is None or not (symbol.effect == "random" or dropout):
        return False
    given = seed_of(symbol, node)
    value = context.value(given) if given is not None else None
    return given is not None and not (isinstance(value, Host) and value.const is None and value.const is not UNKNOWN)


def _draw(context: Context, node: ast.Call) -> bool:
    """Whether a call gives random numbers themselves, which can be told from others; dropout only hides some."""
    path = context.names.resolve(node.func) or ""
    symbol = lookup(path) if path.startswith("tensorflow.") else None
    return symbol is not None and symbol.effect == "random" and "dropout" not in path


def _initial(context: Context, node: ast.AST) -> bool:
    """Whether the draw is the first value of a variable, which is made once."""
    variables = {id(v.node) for v in context.interp.variables}
    current: ast.AST | None = node
    while current is not None and not isinstance(current, ast.stmt):
        if id(current) in variables:
            return True
        current = context.interp.parents.get(current)
    function = _function(context, node)
    if function is not None and (function in context.interp.holders or context.interp.is_factory(function)):
        return True
    units = [u for scope in context.interp.scopes for u in scope.units if u.node is current]
    return bool(units) and all(u not in context.plan.moved and not u.sites for u in units)


def _draws(context: Context, site_plan: SitePlan, node: ast.Call) -> bool:
    """Whether a run draws it: a statement of its function does, or a helper function that may be called there."""
    units = site_plan.root.needs if site_plan.root is not None else set()
    if any(node in ast.walk(unit.node) for unit in units):
        return True
    if any(fetch.node is not None and node in ast.walk(fetch.node) for fetch in site_plan.site.fetches()):
        return True
    function = _function(context, node)
    if function is None or any(scope.node is function for scope in context.interp.scopes):
        return False
    calls = context.interp.function_units.get(id(function), [])
    return any(unit in units or unit is site_plan.site.unit for unit in calls)


def _repeated(context: Context, session: ast.AST) -> bool:
    from migrate.rewriting.certainty import _several

    return bool(context.interp.parents_in_loop(session)) or _several(context, session)
