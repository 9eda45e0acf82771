"""What a loop of a helper makes and keeps in lists, `weights.append(tf.Variable(..))`: a loop of the constructor."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.names import fresh
from migrate.planning import Hoist, always_runs, kept_in_list
from migrate.stages.program import Obstacle
from migrate.stages.values import Value, Variable, is_tensorish

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

REASON = "variables are made in a loop"
# what tf.Module gives a meaning to
RESERVED = {"name", "name_scope", "variables", "trainable_variables", "non_trainable_variables", "submodules"}
READERS = {"zip", "enumerate", "reversed", "len", "range"}
PLAIN = (ast.Assign, ast.AugAssign, ast.Expr)


def loop(context: Context, hoist: Hoist) -> ast.For:
    """The loop that makes a variable; it stands in the helper's own body and does nothing else."""
    around = context.interp.parents_in_loop(hoist.node)
    outer = around[-1]
    if len(around) > 1 or not isinstance(outer, ast.For) or outer.orelse:
        raise Obstacle(hoist.node, REASON)
    if not always_runs(context.interp, outer, hoist.definition):
        raise Obstacle(hoist.node, REASON)
    kept = kept_in_list(context.interp, hoist.node, hoist.definition)
    if kept is None or kept.lineno > outer.lineno:
        raise Obstacle(hoist.node, REASON)
    makers = {id(context.interp.parents.get(context.interp.parents.get(h.node))) for h in context.plan.hoists}  # type: ignore[arg-type]
    for statement in _flat(context, outer.body):
        if not isinstance(statement, PLAIN):
            raise Obstacle(statement, REASON)
        if id(statement) in makers:
            continue
        value = context.value(statement.value)
        if isinstance(statement, ast.Expr) or value is None or is_tensorish(value):
            raise Obstacle(statement, REASON)
    _left(context, outer, hoist.definition)
    return outer


def _left(context: Context, loop: ast.For, definition: ast.AST) -> None:
    """Raises Obstacle where a helper reads what the loop leaves in a name: the call does not run the loop."""
    within = {id(n) for n in ast.walk(loop)}
    names = {n.id for n in ast.walk(loop) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    for node in ast.walk(definition):
        if not isinstance(node, ast.Name) or node.id not in names or id(node) in within:
            continue
        if isinstance(node.ctx, ast.Load) and node.lineno > loop.lineno and not _given(context, node, loop, definition):
            raise Obstacle(node, f"`{node.id}` is what a loop that makes variables leaves")


def _given(context: Context, name: ast.Name, loop: ast.For, definition: ast.AST) -> bool:
    """Whether a name is given another value between the end of a loop and where it is read."""
    child: ast.AST = name
    parent = context.interp.parents.get(child)
    while parent is not None:
        if isinstance(parent, ast.For) and any(child is s for s in parent.body) and _binds(parent.target, name.id):
            return True
        for field in ("body", "orelse"):
            block = getattr(parent, field, None)
            if isinstance(block, list) and child in block:
                before = block[: block.index(child)]
                start = next((i + 1 for i, s in enumerate(before) if any(n is loop for n in ast.walk(s))), 0)
                plain = [s for s in before[start:] if isinstance(s, ast.Assign)]
                if any(_binds(t, name.id) for s in plain for t in s.targets):
                    return True
        if parent is definition:
            return False
        child, parent = parent, context.interp.parents.get(parent)
    return False


def _binds(target: ast.AST, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store) for n in ast.walk(target))


def _flat(context: Context, body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of a block, those inside scopes too."""
    found = []
    for node in body:
        found += _flat(context, node.body) if node in context.interp.transparent else [node]  # type: ignore[attr-defined]
    return found


def lists(context: Context, hoists: list[Hoist]) -> list[ast.Assign]:
    """The statements that make the lists which a loop fills."""
    found: list[ast.Assign] = []
    for hoist in hoists:
        kept = kept_in_list(context.interp, hoist.node, hoist.definition)
        if kept is not None and kept not in found:
            if kept.targets[0].id in RESERVED:  # type: ignore[attr-defined]
                raise Obstacle(kept, "a list of variables has a name that means something else in a module")
            _only_read(context, kept, hoist.definition)
            found.append(kept)
    return sorted(found, key=lambda s: s.lineno)


def _only_read(context: Context, made: ast.Assign, definition: ast.AST, filled: list[ast.AST] | None = None) -> None:
    """Raises Obstacle unless all that a helper does with a list, its making aside, leaves it as it is."""
    name = made.targets[0].id  # type: ignore[attr-defined]
    parents = context.interp.parents
    for node in ast.walk(definition):
        if not isinstance(node, ast.Name) or node.id != name or node is made.targets[0]:
            continue
        parent = parents[node]
        if isinstance(parent, ast.Attribute) and parent.attr == "append":
            around = context.interp.parents_in_loop(parent)
            makers = filled if filled is not None else [h.node for h in context.plan.hoists]
            fills = any(m in getattr(parents.get(parent), "args", ()) for m in makers)
            if around and fills:
                continue
        path = context.names.resolve(parent.func) if isinstance(parent, ast.Call) else None
        builtin = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in READERS
        over = isinstance(parent, (ast.For, ast.comprehension)) and parent.iter is node
        item = isinstance(parent, ast.Subscript) and parent.value is node and isinstance(parent.ctx, ast.Load)
        taken = (
            isinstance(parent, ast.Call) and node in parent.args and (builtin or (path or "").startswith("tensorflow."))
        )
        if not (over or item or taken):
            raise Obstacle(node, "a list of variables that a helper makes is used in another way than read")


def keep(context: Context, hoist: Hoist, holder: str) -> None:
    """Notes where an object keeps what its constructor makes in a loop."""
    kept = kept_in_list(context.interp, hoist.node, hoist.definition)
    if kept is not None:
        context.list_access[hoist.variable] = f"{holder}.{kept.targets[0].id}"  # type: ignore[attr-defined]


def runs(context: Context, variables: list[Value], holders: dict | None = None) -> list[list[Value]]:
    """The variables in their order; those that one loop makes together, in lists that can be named.

    `holders`: variables that lists hold otherwise, each with the name of the list and the loop.
    """
    found: list[list[Value]] = []
    last: tuple | None = None
    for variable in variables:
        key = None
        if holders is not None and variable in holders:
            key = (id(holders[variable][1]), variable.unit)  # type: ignore[attr-defined]
        elif isinstance(variable, Variable) and variable.many:
            key = _key(context, variable)
        if key is not None and key == last:
            found[-1].append(variable)
        else:
            found.append([variable])
        last = key
    return found


def spread(
    context: Context, made: list[Value], kind: str = "trainable_variables", holders: dict | None = None
) -> str | None:
    """`*weights`: what stands for such variables, those of each pass together; None where they have no name."""
    lists: dict[str, Variable] = {}
    for variable in made:
        name = _list(context, variable) if isinstance(variable, Variable) and variable.many else None
        if name is None and holders is not None and variable in holders:
            name = holders[variable][0]
        if name is None:
            return None
        lists.setdefault(name, variable)  # type: ignore[arg-type]
    layers = [v.node in context.interp.layers for v in lists.values()]
    each = _names(list(lists))
    if len(lists) == 1:
        name = next(iter(lists))
        return f"*[v for {each[0]} in {name} for v in {each[0]}.{kind}]" if layers[0] else f"*{name}"
    parts = [f"*{e}.{kind}" if layer else e for e, layer in zip(each, layers, strict=True)]
    return f"*[v for {', '.join(each)} in zip({', '.join(lists)}) for v in ({', '.join(parts)})]"


def display(parts: list[str]) -> str:
    """A list of such parts: one that is a list already stands for itself."""
    alone = len(parts) == 1 and parts[0].startswith("*[")
    return parts[0][1:] if alone else f"[{', '.join(parts)}]"


def _names(lists: list[str]) -> list[str]:
    """Names for an item of each list, none of them `v`."""
    found: list[str] = []
    for name in lists:
        word = name.rpartition(".")[2]
        short = next((word.removesuffix(end) for end in ("_layers", "es", "s") if _ends(word, end)), f"each_{word}")
        found.append(fresh(short, {*found, "v", *lists}))
    return found


def _ends(word: str, end: str) -> bool:
    """Whether a word is a plural of that kind: `weights`, `biases`."""
    return word.endswith(end) and len(word) > len(end) and (end != "es" or word[-3] in "sxh")


def _key(context: Context, variable: Variable) -> tuple | None:
    name = _list(context, variable)
    if name is None:
        return None
    made = next((h.node for h in context.plan.hoists if h.variable is variable), variable.node)  # by a factory perhaps
    loops = context.interp.parents_in_loop(made)  # type: ignore[arg-type]
    return id(loops[-1]), variable.unit, name.rpartition(".")[0]


def _list(context: Context, variable: Variable) -> str | None:
    """The list that keeps all variables which one variable of a loop stands for."""
    if variable in context.list_access:
        return context.list_access[variable]
    scope = variable.unit.scope.node
    if any(h.variable is variable for h in context.plan.hoists) or not isinstance(variable.node, ast.Call):
        return None
    loops = context.interp.parents_in_loop(variable.node)
    kept = kept_in_list(context.interp, variable.node, scope) if len(loops) == 1 else None
    if kept is None:
        return None
    try:
        _only_read(context, kept, scope, [variable.node])
    except Obstacle:
        return None
    return kept.targets[0].id  # type: ignore[attr-defined]


def read(node: ast.AST, made: list[ast.Assign]) -> list[ast.AST]:
    """What a loop evaluates, but for its lists."""
    names = {s.targets[0].id for s in made}  # type: ignore[attr-defined]
    lists = {id(n) for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in names}
    found: list[ast.AST] = [node.iter]  # type: ignore[attr-defined]
    for statement in ast.walk(node):
        if isinstance(statement, (ast.Assign, ast.AugAssign)):
            found.append(statement.value)
        elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            found += [a for a in statement.value.args if id(a) not in lists]
    return found


def bindings(context: Context, name: ast.Name, known: list[ast.AST], loop: ast.AST) -> list[ast.AST]:
    """What gives a name that a loop reads its value before the loop; nothing where each pass gives it one first."""
    within = {id(n) for n in ast.walk(loop)}
    inside = [b for b in known if id(b) in within]
    target = {id(n) for n in ast.walk(loop.target)}  # type: ignore[attr-defined]
    before = (name.lineno, name.col_offset)
    if any(id(b) in target or _end(context, b) < before for b in inside):
        return []
    return [b for b in known if id(b) not in within and getattr(b, "lineno", 0) < loop.lineno]  # type: ignore[attr-defined]


def _end(context: Context, binding: ast.AST) -> tuple[int, int]:
    """Where the statement of a binding ends."""
    while not isinstance(binding, ast.stmt):
        binding = context.interp.parents[binding]
    return binding.end_lineno or 0, binding.end_col_offset or 0
