"""Queues that a program fills and empties itself: `tf.FIFOQueue` and its kin, which TensorFlow 2 has as objects.

A run did the ops of a queue that its fetches needed, in no order but that of their data. A function does them in the
order of the text, so no run may do two ops of one queue unless one needs the other. The content of a queue was that of
one session: there is one session here, made once, where the queue is made.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from migrate.stages import attributes
from migrate.stages.program import Fetch, Obstacle, Unit
from migrate.stages.values import Handle, Host, Operation, Seq, Symbol, Tensor, Value, is_dynamic

if TYPE_CHECKING:
    from migrate.planning import Part, Plan
    from migrate.stages.interpreter import Interpreter

KIND = "queue"
# the position of `dtypes`
CLASSES = {"FIFOQueue": 1, "PaddingFIFOQueue": 1, "RandomShuffleQueue": 2}
RUNNERS = {"train.QueueRunner", "train.queue_runner.QueueRunner"}
SESSIONS = {f"tensorflow.{name}" for name in ("Session", "InteractiveSession")}
TIMED = {"timeout_in_ms", "operation_timeout_in_ms"}
THREADS = ("threading.", "multiprocessing.", "concurrent.futures.", "_thread.", "thread.")
OPS = ("enqueue", "enqueue_many", "close")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
LOOPS = (ast.For, ast.While, ast.AsyncFor, *FUNCTIONS)


def call(interp: Interpreter, node: ast.Call, name: str, args: list[Value], keywords: dict[str, Value]) -> Value | None:
    """What a call that makes a queue or its runner stands for; None for other calls."""
    last = name.rpartition(".")[2]
    if name in RUNNERS:
        interp.obstacle(node, "threads fill a queue: what a run finds in it depends on their timing")
        return Host()
    if last not in CLASSES or name not in (last, f"queue.{last}", f"io.{last}"):
        return None
    place = CLASSES[last]
    dtypes = args[place] if len(args) > place else keywords.get("dtypes")
    count = _count(dtypes)
    if count is None or "names" in keywords or "shared_name" in keywords and not _none(keywords["shared_name"]):
        interp.obstacle(node, "a queue whose parts are known only at run time, or have names")
        return Host()
    for part in ast.walk(interp.tree):
        if (
            isinstance(part, ast.keyword)
            and part.arg in TIMED
            or isinstance(part, ast.Attribute)
            and part.attr in TIMED
        ):
            interp.obstacle(part.value, "runs that wait for a queue no longer than a time")
        if isinstance(part, ast.Call) and (interp.names.resolve(part.func) or "").startswith(THREADS):
            interp.obstacle(part, "threads fill a queue: what a run finds in it depends on their timing")
    sessions = [
        n for n in ast.walk(interp.tree) if isinstance(n, ast.Call) and interp.names.resolve(n.func) in SESSIONS
    ]
    if len(sessions) != 1 or _holder(interp, sessions[0]) is not _holder(interp, node):
        interp.obstacle(node, "a queue that several sessions may use")
    if interp.stack and interp.stack[-1] is not interp.unit.scope.node:
        interp.obstacle(node, "a queue is made inside a helper function")
    return Handle(KIND, node, interp.unit, {"count": count})


def _holder(interp: Interpreter, node: ast.AST) -> ast.AST | None:
    """The function that holds a node, or the loop in it."""
    current = interp.parents.get(node)
    while current is not None and not isinstance(current, LOOPS):
        current = interp.parents.get(current)
    return current


def _none(value: Value) -> bool:
    return isinstance(value, Host) and value.const is None


def _count(dtypes: Value | None) -> int | None:
    """How many tensors an element has."""
    if isinstance(dtypes, Seq) and not dtypes.open:
        return len(dtypes.items)
    if isinstance(dtypes, Symbol) or isinstance(dtypes, Host) and isinstance(dtypes.const, str):
        return 1
    return None


def method(
    interp: Interpreter, node: ast.Call, owner: Handle, name: str, args: list[Value], keywords: dict[str, Value]
) -> Value:
    """`queue.enqueue(..)`, `queue.dequeue()`, `queue.size()` and the like."""
    values = [*args, *keywords.values()]
    statement = interp.statement
    if interp.stack and interp.stack[-1] is not interp.unit.scope.node or statement is not interp.unit.node:
        interp.obstacle(node, "an op of a queue is made inside a helper function or a block")
    owner.detail.setdefault("ops", []).append((node, interp.unit))
    if name in OPS:
        if not isinstance(statement, (ast.Assign, ast.Expr)) or statement.value is not node and not _run(interp, node):
            interp.obstacle(node, "an op of a queue is made beside others, and only what is fetched runs")
        operation = Operation(KIND, node, interp.unit, {"queue": owner})
        interp.unit.operations.append(operation)
        return operation
    if name not in ("dequeue", "dequeue_many", "dequeue_up_to", "size", "is_closed"):
        interp.obstacle(node, f"`.{name}()` of a queue")
        return Host()
    if not _always(interp, node):
        interp.obstacle(node, "an op of a queue is made beside others, and only what is fetched runs")

    def made() -> Tensor:
        tensor = interp.combine(node, values, stateful=True)
        assert isinstance(tensor, Tensor)
        return tensor

    if owner.detail["count"] == 1 or name in ("size", "is_closed"):
        return made()
    return Seq([made() for _ in range(owner.detail["count"])], "list")


def _run(interp: Interpreter, node: ast.Call) -> bool:
    """Whether an op is run where it is written: `sess.run(queue.enqueue(x))`, `queue.enqueue(x).run()`."""
    around = interp.parents.get(node)
    if isinstance(around, ast.Attribute) and around.attr == "run":
        around = interp.parents.get(around)
    return isinstance(around, ast.Call) and isinstance(interp.parents.get(around), ast.Expr)


def _always(interp: Interpreter, node: ast.AST) -> bool:
    """Whether whatever needs a statement needs an op in it: the op is an input of the one call that it makes."""
    inputs = (ast.Call, ast.keyword, ast.BinOp, ast.UnaryOp, ast.Subscript, ast.Attribute, ast.Starred)
    current = interp.parents.get(node)
    while current is not None and not isinstance(current, ast.stmt):
        inside = interp.parents.get(current)
        listed = isinstance(current, (ast.List, ast.Tuple)) and isinstance(inside, (ast.Call, ast.keyword))
        if not isinstance(current, inputs) and not listed:
            return False
        current = inside
    return isinstance(current, (ast.Assign, ast.Expr, ast.Return, ast.AugAssign))


def in_place(interp: Interpreter, fetch: Fetch) -> bool:
    """Whether a fetch is an op of a queue, of values that are no tensors: it is done where the run stands."""
    node = fetch.node
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    owner = interp.value_of.get(id(node.func.value))
    if not isinstance(owner, Handle) or owner.kind != KIND:
        return False
    given = [*node.args, *(k.value for k in node.keywords)]
    values = [interp.value_of.get(id(inner)) for value in given for inner in ast.walk(value)]
    return not any(is_dynamic(value) for value in values if value is not None)


def touched(plan: Plan, units: set[Unit]) -> frozenset[ast.AST]:
    """The ops of queues in some statements."""
    return frozenset(node for queue in _queues(plan) for node, unit in queue.detail.get("ops", ()) if unit in units)


def _queues(plan: Plan) -> list[Handle]:
    found: dict[int, Handle] = {}
    for scope in plan.interp.scopes:
        for unit in scope.units:
            for value in unit.defs.values():
                if isinstance(value, Handle) and value.kind == KIND:
                    found[value.id] = value
    return list(found.values())


def changed_by(plan: Plan, part: Part) -> str:
    """The name of the op of a queue that the runs of a function fetch."""
    for site_plan in plan.sites:
        for fetch in site_plan.site.fetches() if site_plan.root is part else ():
            if isinstance(fetch.value, Operation) and fetch.value.kind == KIND and fetch.value.home is not None:
                return attributes.plain(fetch.value.home[1])
    return ""


def check(plan: Plan, slices: Callable[[Unit], frozenset[Unit]]) -> None:
    """No run does two ops of one queue unless one of them needs the other. `slices`: what a statement needs."""
    for queue in _queues(plan):
        ops = queue.detail.get("ops", [])
        for part in plan.parts:
            if not part.root:
                continue
            inline = {id(n) for o in part.outputs if o.node is not None for n in ast.walk(o.node)}
            mine = [(node, unit) for node, unit in ops if unit in part.needs or id(node) in inline]
            for place, (node, unit) in enumerate(mine):
                for other, before in mine[:place]:
                    if not (_needs(node, unit, before, slices) or _needs(other, before, unit, slices)):
                        raise Obstacle(node, "two ops of one queue in a run, in no certain order")


def _needs(node: ast.AST, unit: Unit, other: Unit, slices: Callable[[Unit], frozenset[Unit]]) -> bool:
    """Whether an op, which is all that its statement makes, needs what another statement makes."""
    alone = isinstance(unit.node, (ast.Assign, ast.Expr)) and unit.node.value is node
    return alone and unit is not other and other in slices(unit)


def check_tapes(plan: Plan, differentiated: Collection[Unit]) -> None:
    """No function that runs call by itself takes from a queue where another one differentiates what it gives.

    A function's derivative is taken by all its inputs, and that of a queue's op is not known.
    """
    for part in plan.parts:
        if not part.operations and not any(u in differentiated for u in part.units):
            continue
        called, stack = set(), list(part.calls)
        while stack:
            other = stack.pop()
            if other not in called:
                called.add(other)
                stack += other.calls
        for other in called:
            if (other.root or other.traced) and touched(plan, other.needs):
                raise Obstacle(other.units[0].node, "a loss of what a queue gives is also run by itself")
