"""Queues that runners fill with the same values over and over become datasets: TF1 text that reads iterators.

    queue = tf.FIFOQueue(capacity=50, dtypes=[tf.float32, tf.int32], shapes=[[4], []])
    enqueue_op = queue.enqueue_many([data, target])
    x, y = queue.dequeue()
    runner = tf.train.QueueRunner(queue, [enqueue_op] * 4)

Each thread put the rows of `data` and `target` into the queue in their order, and a queue takes the rows of one op
before those of the next, so what comes out is these rows, again and again, whatever the threads did. Where a runner's
op draws random values, each element is a new draw. Nothing changes where a run asks for the size of the queue, or fills
it itself.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.blocks import is_main_guard
from migrate.edits import Source
from migrate.names import Names, fresh, used
from migrate.rewriting import coordinators
from migrate.rewriting.queue_pipelines import SHUFFLED
from migrate.rewriting.queue_sources import Unclear, bind
from migrate.symbols import lookup, seed_of

QUEUES = {
    "FIFOQueue": "capacity dtypes shapes names shared_name name".split(),
    "RandomShuffleQueue": "capacity min_after_dequeue dtypes shapes names seed shared_name name".split(),
}
RUNNERS = ("tensorflow.train.QueueRunner", "tensorflow.train.queue_runner.QueueRunner")
REGISTERED = ("tensorflow.train.add_queue_runner", "tensorflow.train.queue_runner.add_queue_runner")
# other queues, whose runners would be left
OTHER = ("_input_producer", "batch", "shuffle_batch", "batch_join", "shuffle_batch_join")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


@dataclass
class Filled:
    """A queue, the op that fills it, its runner and the ops that take from it."""

    queue: ast.Assign
    kind: str
    bound: dict[str, ast.expr]
    filled: ast.Assign
    removed: list[ast.stmt]
    taken: list[ast.Call]


def normalise(text: str, tree: ast.Module) -> tuple[str, None, list[tuple[int, str, str]]] | None:
    """(the text with datasets, None, findings); None where there is nothing to do or no certain form."""
    if "QueueRunner" not in text:
        return None
    try:
        return _Runners(text, tree).rewrite()
    except (Unclear, coordinators.Unclear):
        return None


class _Runners:
    def __init__(self, text: str, tree: ast.Module) -> None:
        self.tree, self.source, self.names = tree, Source(text), Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.taken = used(tree)
        self.notes: list[tuple[int, str, str]] = []
        self.starts: set[ast.Call] = set()
        self.tf = ""

    def rewrite(self) -> tuple[str, None, list[tuple[int, str, str]]]:
        calls = [n for n in ast.walk(self.tree) if isinstance(n, ast.Call)]
        found = [self._filled(n) for n in calls if self._path(n) in RUNNERS]
        others = any(self._path(n).endswith(OTHER) for n in calls if self._path(n).startswith("tensorflow.train."))
        if others and self.starts:
            raise Unclear
        for filled in found:
            self._write(filled)
        if not others:  # else the threads go with those queues
            plumbing = coordinators.Plumbing(self.tree, self.names, self.parents, frozenset(self.starts))
            if not plumbing.starts:
                raise Unclear  # nothing fills the queues
            plumbing.write(self.source, self.tf)
        return self.source.result(), None, self.notes

    def _path(self, node: ast.AST) -> str:
        path = self.names.resolve(node.func) or "" if isinstance(node, ast.Call) else ""
        return path if path.startswith("tensorflow.") else ""

    # ------------------------------------------------------------ finding
    def _uses(self, statement: ast.stmt) -> list[ast.Name]:
        """The reads of the name that a statement alone binds, where it stands in no loop."""
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not self.source.alone(statement):
            raise Unclear
        target = statement.targets[0]
        if not isinstance(target, ast.Name) or not self._once(statement):
            raise Unclear
        scope = self.names.scope_of.get(target) or self.names.module_scope
        owner = scope.find(target.id)
        if owner is None or len(owner.bindings.get(target.id, ())) != 1:
            raise Unclear
        nodes = (n for n in ast.walk(owner.node) if isinstance(n, ast.Name) and n.id == target.id)
        return [n for n in nodes if isinstance(n.ctx, ast.Load)]

    def _once(self, node: ast.AST) -> bool:
        """Whether a statement of the module or a function runs once for each time that this runs."""
        current = self.parents.get(node)
        while isinstance(current, ast.With) or isinstance(current, ast.If) and is_main_guard(current):
            current = self.parents.get(current)
        return isinstance(current, (ast.Module, ast.FunctionDef))

    def _value(self, node: ast.AST) -> ast.Assign:
        """The statement that binds a name once."""
        scope = self.names.scope_of.get(node) if isinstance(node, ast.Name) else None
        owner = scope.find(node.id) if scope is not None else None  # type: ignore[attr-defined]
        bindings = owner.bindings.get(node.id, []) if owner is not None else []  # type: ignore[attr-defined]
        if len(bindings) != 1:
            raise Unclear
        statement = self.parents.get(bindings[0])
        if not isinstance(statement, ast.Assign):
            raise Unclear
        return statement

    def _filled(self, runner: ast.Call) -> Filled:
        given = bind(runner, ("queue", "enqueue_ops"))
        if set(given) != {"queue", "enqueue_ops"}:
            raise Unclear
        queue = self._value(given["queue"])
        ops = given["enqueue_ops"]
        if isinstance(ops, ast.BinOp) and isinstance(ops.op, ast.Mult):
            ops = ops.left if isinstance(ops.left, ast.List) else ops.right
        if not isinstance(ops, ast.List) or len({ast.unparse(e) for e in ops.elts}) != 1:
            raise Unclear
        filled = self._value(ops.elts[0])
        made = queue.value
        kind = self._path(made).rpartition(".")[2]
        if kind not in QUEUES or not isinstance(made, ast.Call):
            raise Unclear
        self.tf = ast.unparse(runner.func).partition(".")[0]
        bound = bind(made, tuple(QUEUES[kind]))
        if set(bound) & {"names", "shared_name"} or "dtypes" not in bound or "capacity" not in bound:
            raise Unclear
        removed = [filled, *self._registered(runner)]
        taken: list[ast.Call] = []
        for use in self._uses(queue):
            around = self.parents[use]
            if around is runner or isinstance(around, ast.keyword) and self.parents[around] is runner:
                continue
            call = self.parents.get(around)
            if not isinstance(around, ast.Attribute) or not isinstance(call, ast.Call) or call.func is not around:
                raise Unclear
            if call is filled.value and around.attr in ("enqueue", "enqueue_many"):
                continue
            if around.attr not in ("dequeue", "dequeue_many", "dequeue_up_to"):
                raise Unclear
            taken.append(call)
        listed = set(ast.walk(given["enqueue_ops"]))
        if len(taken) != 1 or any(use not in listed for use in self._uses(filled)):
            raise Unclear
        statement = self.parents[taken[0]]
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or not self._once(statement):
            raise Unclear
        if self._function(statement) is not self._function(queue) or statement.lineno < filled.lineno:
            raise Unclear
        return Filled(queue, kind, bound, filled, removed, taken)

    def _function(self, node: ast.AST) -> ast.AST | None:
        current = self.parents.get(node)
        while current is not None and not isinstance(current, FUNCTIONS):
            current = self.parents.get(current)
        return current

    def _registered(self, runner: ast.Call) -> list[ast.stmt]:
        """The statements that make a runner and hand it to the session, or start its threads."""
        around = self.parents[runner]
        if isinstance(around, ast.Call) and self._path(around) in REGISTERED:
            statement = self.parents[around]
            if not isinstance(statement, ast.Expr) or not self._once(statement) or not self.source.alone(statement):
                raise Unclear
            return [statement]
        removed: list[ast.stmt] = [around]  # type: ignore[list-item]
        for use in self._uses(around):  # type: ignore[arg-type]
            call = self.parents[use]
            if isinstance(call, ast.Call) and self._path(call) in REGISTERED:
                statement = self.parents[call]
                if not isinstance(statement, ast.Expr) or not self.source.alone(statement):
                    raise Unclear
                removed.append(statement)
                continue
            started = self.parents[call]
            if (
                not isinstance(call, ast.Attribute)
                or call.attr != "create_threads"
                or not isinstance(started, ast.Call)
            ):
                raise Unclear
            start = next((k.value for k in started.keywords if k.arg == "start"), None)
            if not isinstance(start, ast.Constant) or start.value is not True:
                raise Unclear
            self.starts.add(started)
        return removed

    # ------------------------------------------------------------ writing
    def _write(self, found: Filled) -> None:
        call = found.filled.value
        assert isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)
        given = bind(call, ("vals", "name")).get("vals")
        parts, dtypes = self._parts(given), self._dtypes(found.bound["dtypes"])
        if len(parts) != len(dtypes):
            raise Unclear
        many = call.func.attr == "enqueue_many"
        draws = [self._draws(part) for part in parts]
        if any(draws):
            text = self._drawn(parts, draws, many, found)
        else:
            values = [self._converted(part, dtype) for part, dtype in zip(parts, dtypes, strict=True)]
            whole = values[0] if len(values) == 1 else f"({', '.join(values)})"
            if len(whole) > 70:
                indent = self.source.indent_of(found.filled)
                whole = f"\n{indent}    {whole}\n{indent}"
            text = f"{self.tf}.data.Dataset.from_tensor{'_slices' if many else 's'}({whole}).repeat()"
        if found.kind == "RandomShuffleQueue":
            seed = f", seed={self.source.segment(found.bound['seed'])}" if "seed" in found.bound else ""
            text += f".shuffle({self.source.segment(found.bound['capacity'])}{seed})"
            self.notes.append((found.queue.lineno, "TF307", SHUFFLED))
        elements = fresh("elements", self.taken)
        taking = found.taken[0]
        text = f"{elements} = {text}"
        if taking.func.attr != "dequeue":  # type: ignore[attr-defined]
            size = bind(taking, ("n", "name")).get("n")
            if size is None:
                raise Unclear
            batches = fresh("batches", self.taken)
            indent = self.source.indent_of(found.filled)
            text += f"\n{indent}{batches} = {elements}.batch({self.source.segment(size)}, drop_remainder=True)"
            elements = batches
        self.source.replace(found.filled, text)
        self.source.replace(taking, f"{elements}.make_one_shot_iterator().get_next()")
        for statement in [found.queue, *found.removed[1:]]:
            self._drop(statement)

    def _parts(self, given: ast.expr | None) -> list[ast.expr]:
        """The tensors that one op puts into a queue."""
        if isinstance(given, ast.Name):
            value = self._value(given).value
            if isinstance(value, (ast.List, ast.Tuple)):
                raise Unclear
            path = self.names.resolve(value.func) or "" if isinstance(value, ast.Call) else ""
            if not path.startswith(("tensorflow.", "numpy.")):
                raise Unclear  # it may be a list
            return [given]
        if not isinstance(given, (ast.List, ast.Tuple)):
            if isinstance(given, ast.Call) and self._path(given):
                return [given]
            raise Unclear
        if any(isinstance(e, ast.Starred) for e in given.elts):
            raise Unclear
        return list(given.elts)

    def _dtypes(self, given: ast.expr) -> list[ast.expr]:
        parts = list(given.elts) if isinstance(given, (ast.List, ast.Tuple)) else [given]
        for part in parts:
            path = self.names.resolve(part) or ""
            if not path.startswith("tensorflow.") and not (isinstance(part, ast.Constant) and part.value):
                raise Unclear
        return parts

    def _converted(self, part: ast.expr, dtype: ast.expr) -> str:
        """A part of an element as the queue keeps it."""
        if any(isinstance(n, ast.Call) and self._path(n) for n in ast.walk(part)):
            raise Unclear  # a tensor, which may be another one each time
        return f"{self.tf}.convert_to_tensor({self.source.segment(part)}, {self.source.segment(dtype)})"

    def _draws(self, part: ast.expr) -> ast.Call | None:
        """The call that draws a part of an element anew each time."""
        call: ast.AST = part
        if isinstance(part, ast.Name):
            try:
                call = self._value(part).value
            except Unclear:
                return None  # bound in another way: where that is a tensor which changes, its dataset has no form
        symbol = lookup(self._path(call)) if isinstance(call, ast.Call) and self._path(call) else None
        if symbol is None or symbol.effect != "random" or not isinstance(call, ast.Call):
            return None
        inner = [n for a in [*call.args, *(k.value for k in call.keywords)] for n in ast.walk(a)]
        if seed_of(symbol, call) or any(isinstance(n, ast.Call) for n in inner):
            raise Unclear
        if isinstance(part, ast.Name) and len(self._uses(self._value(part))) != 1:
            raise Unclear
        return call

    def _drawn(self, parts: list[ast.expr], draws: list[ast.Call | None], many: bool, found: Filled) -> str:
        """A dataset of random values: each element of it is drawn when it is needed."""
        seeded = any(self._path(n).endswith("set_random_seed") for n in ast.walk(self.tree))
        if seeded or not all(draws):
            raise Unclear
        values = []
        for part, call in zip(parts, draws, strict=True):
            values.append(self.source.segment(call))  # type: ignore[arg-type]
            if isinstance(part, ast.Name):
                found.removed.append(self._value(part))
        whole = values[0] if len(values) == 1 else f"({', '.join(values)})"
        text = f"{self.tf}.data.Dataset.from_tensors(0).repeat().map(lambda _: {whole})"
        return text + (f".apply({self.tf}.data.experimental.unbatch())" if many else "")

    def _drop(self, statement: ast.stmt) -> None:
        from migrate.rewriting.native import comment_start

        start, end = self.source.span(statement)
        first = comment_start(self.source, self.source.line_start(start))
        self.source.replace_span(first, self.source.line_end(end), "")
