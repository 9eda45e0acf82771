"""`step = [tf.assign(w, w - rate * dw), tf.assign(b, b - rate * db)]`: updates that run together, as a person trains.

TF1 runs what is fetched, in an order that only the data decides; a function runs its statements in theirs. Both are
the same where each run fetches all of the list, and where no update changes what the run reads afterwards.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.reaching import reached
from migrate.rewriting import open_order
from migrate.stages.program import Obstacle, Unit
from migrate.stages.values import Operation, Tensor, Value, Variable, leaves

if TYPE_CHECKING:
    from migrate.planning import Output, Part
    from migrate.rewriting.native import Context

# ops that never give back the memory of what they are given
FRESH = set(
    "matmul add subtract multiply div divide truediv square squared_difference maximum minimum pow exp log sqrt tanh "
    "sigmoid negative gather nn.bias_add nn.conv2d nn.xw_plus_b nn.relu nn.sigmoid nn.tanh nn.softmax nn.l2_loss "
    "nn.embedding_lookup".split()
)
MEETING = "an assignment changes what other tensors of the same run read, and which comes first is not certain"


def listed(node: ast.stmt, updates: list[Operation]) -> bool:
    """Whether a statement gives a name to a list of assignments and nothing else."""
    value = node.value if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
    if not isinstance(value, (ast.List, ast.Tuple)) or not isinstance(node.targets[0], ast.Name):  # type: ignore[union-attr]
        return False
    return {id(e) for e in value.elts} == {id(o.node) for o in updates} and len(value.elts) == len(updates)


def together(context: Context, unit: Unit, updates: list[Operation]) -> bool:
    """Whether each run that needs one of the updates fetches all of them."""
    made = {o.detail["tensor"] for o in updates}
    if len(made) < len(updates):
        return False
    for other in {u for part in context.plan.parts for u in part.needs}:
        if other is not unit and any(unit in makers for makers in other.reads.values()):
            if other.tensors or not all(made <= _members(o) for o in other.operations) or not other.operations:
                return False
    for site_plan in context.plan.sites:
        if site_plan.root is not None and unit in site_plan.root.needs:
            fetched: set[Value] = set()
            for fetch in site_plan.site.fetches():
                fetched |= _members(fetch.value) if isinstance(fetch.value, Operation) else {fetch.value}
            if not made <= fetched:
                return False
    return True


def forget_results(context: Context) -> None:
    """A function whose runs take no results, and that makes such updates, gives nothing back."""
    for part in context.plan.parts:
        sites = [p.site for p in context.plan.sites if p.root is part]
        if not part.root or not sites or not all(context.interp.discarded(s.node) for s in sites):
            continue
        used = any(
            unit in makers
            for p in context.plan.parts
            for u in p.units
            for makers in u.reads.values()
            for unit in part.units
            if p is not part
        )
        if not used and any(_of_list(o) for o in part.outputs):
            part.outputs = []


def _of_list(output: Output) -> bool:
    unit = output.unit
    return unit is not None and listed(unit.node, [o for o in unit.operations if o.kind == "assign"])


def _members(value: Operation) -> set[Value]:
    """The tensors that running an op brings about, through groups of groups."""
    found: set[Value] = set()
    for item in value.detail.get("items", ()) if value.kind == "group" else ():
        found |= _members(item) if isinstance(item, Operation) else {item}
    return found


def check(context: Context, unit: Unit, updates: list[Operation]) -> None:
    """Raises Obstacle where a run may read a variable of the list before or after its update."""
    changed = [o.detail["variable"] for o in updates]
    if len(set(changed)) < len(changed):
        raise Obstacle(unit.node, MEETING)
    for operation in updates:
        others = set(changed) - {operation.detail["variable"]}
        for inner in ast.walk(operation.node):
            if isinstance(context.interp.value_of.get(id(inner)), Variable):
                if context.interp.value_of[id(inner)] in others:
                    raise Obstacle(operation.node, MEETING)
            if isinstance(inner, ast.Call) and not _of_library(context, inner):
                raise Obstacle(operation.node, "a helper is called in a list of assignments")
    check_readers(context, unit, updates)


def check_readers(context: Context, unit: Unit, updates: list[Operation]) -> None:
    """Raises Obstacle where another statement of a run reads a variable and may do so before or after its update."""
    for part in context.plan.parts:
        if part.root and unit in part.needs:
            for operation in updates:
                detail = operation.detail
                for variable in detail.get("variables") or [detail[key] for key in ("variable",) if key in detail]:
                    _readers(context, part, unit, operation, variable)
                    _fetched_beside(context, part, operation, variable)


def _fetched_beside(context: Context, part: Part, update: Operation, variable: Value) -> None:
    """An op that is written at the run, `session.run([update, v * 2.0])`, reads the variable at any time."""
    for output in part.outputs:
        read = ast.walk(output.node) if output.node is not None else ()
        if any(context.interp.value_of.get(id(n)) is variable for n in read):
            raise Obstacle(output.node or update.node, MEETING)


def _of_library(context: Context, call: ast.Call) -> bool:
    path = context.names.resolve(call.func)
    if path is not None:
        return path.startswith(("tensorflow.", "numpy."))
    owner = context.interp.value_of.get(id(call.func.value)) if isinstance(call.func, ast.Attribute) else None
    return isinstance(owner, (Tensor, Variable))


def _readers(context: Context, part: Part, unit: Unit, update: Operation, variable: Value) -> None:
    """Every other statement of a run that reads the variable is done before its update, which needs what it makes."""
    before: set[Unit] = set()
    for inner in ast.walk(update.node):
        for maker in unit.reads.get(inner.id, ()) if isinstance(inner, ast.Name) else ():
            if maker in context.plan.moved:
                before |= _upstream(context, maker)
    for other in part.needs:
        if other is unit or other.prints or not other.defs or not _reads(other, variable):
            continue
        if unit in _downstream(context, other):
            continue  # it waits for the update
        if not _read_before(context, part, unit, other, variable, before):
            if not open_order.reads_first(context, part, unit, update, other, variable):
                raise Obstacle(other.node, MEETING)


def _read_before(
    context: Context, part: Part, unit: Unit, reader: Unit, value: Value, before: set[Unit], depth: int = 0
) -> bool:
    """Whether the update of `unit` waits for all that reads a variable, or what may be its memory, in a statement."""
    made = next(iter(reader.defs.values())) if len(reader.defs) == 1 else None
    if reader not in before or not isinstance(made, Tensor) or depth > 20:
        return False
    if _copies(context, reader, value):
        return True
    following = [u for u in part.needs if any(reader in makers for makers in u.reads.values())]
    return _named(context, reader, value) and all(
        u is not unit and _read_before(context, part, unit, u, made, before, depth + 1) for u in following
    )


def _named(context: Context, unit: Unit, value: Value) -> bool:
    """Whether a statement reads a value by its name, in the arguments of TensorFlow's own functions."""
    nodes = [n for n in ast.walk(unit.node) if context.interp.value_of.get(id(n)) is value]
    calls = [n for n in ast.walk(unit.node) if isinstance(n, ast.Call)]
    reads = [n for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
    return bool(reads) and all((context.names.resolve(c.func) or "").startswith("tensorflow.") for c in calls)


def _upstream(context: Context, unit: Unit) -> set[Unit]:
    return reached([unit], context.plan.read)


def _downstream(context: Context, unit: Unit) -> set[Unit]:
    """A statement with all that it waits for, control inputs included."""
    return reached([unit], lambda u: context.plan.read(u) + context.plan.after(u))


def _reads(unit: Unit, variable: Variable) -> bool:
    """Whether a statement reads the variable itself, or a container that holds it."""
    return variable.unit is unit or any(
        variable in leaves(maker.defs[name])
        for name, makers in unit.reads.items()
        for maker in makers
        if name in maker.defs
    )


def _differentiated(context: Context, parent: ast.AST | None) -> bool:
    """Whether a variable is one that `tf.gradients` differentiates by: the call does not read it there."""
    call = context.interp.parents.get(parent) if isinstance(parent, (ast.List, ast.Tuple)) else parent
    return isinstance(call, ast.Call) and context.names.resolve(call.func) == "tensorflow.gradients"


def _copies(context: Context, unit: Unit, variable: Value) -> bool:
    """Whether a statement hands a variable, or its memory, to nothing but ops whose result has memory of its own.

    In TF1 a transpose or a reshape may be the memory of the variable itself, or become a part of the op that reads it:
    what is computed of it later sees the update.
    """
    interp = context.interp
    nodes = [n for n in ast.walk(unit.node) if interp.value_of.get(id(n)) is variable]
    for node in nodes:
        parent = interp.parents.get(node)
        parent = interp.parents.get(parent) if isinstance(parent, ast.keyword) else parent
        if isinstance(parent, ast.BinOp) or _differentiated(context, parent):
            continue
        if not isinstance(parent, ast.Call) or node is parent.func:
            return False
        name = (context.names.resolve(parent.func) or "").removeprefix("tensorflow.")
        if name.removeprefix("math.").removeprefix("linalg.") not in FRESH:
            return False
    return bool(nodes)
