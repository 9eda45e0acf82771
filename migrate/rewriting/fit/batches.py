"""The batches of a training loop as a `tf.data.Dataset` that gives the same ones in the same order."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.edits import reindent
from migrate.rewriting.fit import counts, datasets, liveness, logs
from migrate.rewriting.fit.loops import Loop
from migrate.rewriting.fit.model import NotFit, Program

STEP = "    "
MOST_EPOCHS = 1000  # an epoch costs Keras tens of milliseconds


@dataclass
class Argument:
    """What the training function is called with; `constant`: a plain number, the same in each round."""

    parameter: str
    node: ast.expr
    constant: bool


@dataclass
class Batches:
    """`lines` define what `dataset` needs; `taken` unpacks one of its elements; `arguments` call the function.

    `epochs` and `steps` are what `fit` is told, empty where its default holds. `whole`: each batch is all data, which
    `dataset` without `repeated` gives once. `waits`: a batch must not be made before the step before it is done.
    """

    dataset: str
    taken: str
    arguments: list[str]
    epochs: str = ""
    steps: str = ""
    lines: list[str] = field(default_factory=list)
    repeated: str = ""
    whole: bool = False
    waits: bool = False


def arguments(program: Program, loop: Loop, call: ast.Call, parameters: tuple[str, ...]) -> list[Argument]:
    """The arguments of a call by parameter, those of `**feed` included."""
    given: dict[str, ast.expr] = dict(zip(parameters, call.args, strict=False))
    if any(isinstance(a, ast.Starred) for a in call.args):
        raise NotFit(call, "what it trains on comes from an iterator")
    for keyword in call.keywords:
        if keyword.arg is not None:
            given[keyword.arg] = keyword.value
        elif isinstance(keyword.value, ast.Name):
            for name in parameters:
                key = ast.Subscript(ast.Name(keyword.value.id, ast.Load()), ast.Constant(name), ast.Load())
                given.setdefault(name, ast.copy_location(key, keyword.value))
        else:
            raise NotFit(call, "feeds that are made where they are fed")
    if set(given) != set(parameters):
        raise NotFit(call, "feeds that are not written out")
    return [Argument(p, given[p], _is_constant(program, loop, given[p])) for p in parameters]


def _is_constant(program: Program, loop: Loop, node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    if isinstance(node, ast.Name) and node.id not in loop.bound:
        value = program.value_of(node.id, loop.outer)
        return isinstance(value, ast.Constant) and isinstance(value.value, (bool, int, float))
    return isinstance(node, ast.Constant) and isinstance(node.value, (bool, int, float))


def plan(program: Program, loop: Loop, fresh) -> Batches:  # noqa: ANN001
    """The dataset of a loop; raises NotFit where the batches or their number are not certain."""
    given = arguments(program, loop, loop.call, loop.function.parameters)
    iterable = loop.innermost.iter
    if program.uses_tensors(iterable):
        return _of_dataset(program, loop, given)
    for node in [*loop.batch_statements, loop.outer.iter, iterable, *(a.node for a in given)]:
        what = program.uses_tensors(node)
        if what:
            raise NotFit(node if isinstance(node, ast.stmt) else loop.statement, f"`{what}` goes into its batches")
    fed = [a for a in given if not a.constant]
    fed.sort(key=lambda a: (a.node.lineno, a.node.col_offset))  # they are computed in the order of the text
    idle = _idle(program, loop)
    found = None
    if idle and all(counts.settled(program, loop, a.node) is not None for a in fed):
        found = _same_each_round(program, loop, fed)
    elif idle and loop.inner is not None:
        found = _elements(program, loop, fed)
    found = found or _slices(program, loop, fed) or _generated(program, loop, fed, fresh)
    names = [a.parameter for a in fed]
    found.taken = f"{', '.join(names)} = batch" if len(names) > 1 else ""
    single = names[0] if len(names) == 1 else ""
    found.arguments = [
        ast.unparse(a.node) if a.constant else ("batch" if a.parameter == single else a.parameter) for a in given
    ]
    return found


def _idle(program: Program, loop: Loop) -> bool:
    """Whether the statements beside training and logs only compute the number of rounds."""
    for statement in loop.batch_statements:
        if not isinstance(statement, ast.Assign) or counts.settled(program, loop, statement.value) is None:
            return False
        if liveness.loaded(loop.statement) & liveness.stored(statement):
            return False
    return True


def epochs(program: Program, loop: Loop) -> str:
    count = counts.rounds(program, loop, loop.outer.iter)
    if count is None:
        raise NotFit(loop.outer, "the number of its rounds is not certain")
    return ast.unparse(count)


# ---------------------------------------------------------------- all data in each round
def _same_each_round(program: Program, loop: Loop, fed: list[Argument]) -> Batches:
    text = datasets.tensors(program, loop, loop.function, [(a.parameter, ast.unparse(a.node)) for a in fed])
    found = Batches(text, "", [], whole=True)
    if not fed:
        found.dataset, found.whole = f"{program.tf}.data.Dataset.range(1)", True
    if loop.inner is not None:
        inner = counts.rounds(program, loop, loop.inner.iter)
        if inner is None:
            raise NotFit(loop.inner, "the number of its rounds is not certain")
        found.epochs, found.repeated = epochs(program, loop), ast.unparse(inner)
        return found
    found.epochs, found.repeated = _in_periods(program, loop)
    return found


def _in_periods(program: Program, loop: Loop) -> tuple[str, str]:
    """(epochs, steps in each) of a loop over steps: an epoch for each time that it logs, where that divides it."""
    total = counts.rounds(program, loop, loop.outer.iter)
    if total is None:
        raise NotFit(loop.outer, "the number of its rounds is not certain")
    length = counts.period(program, loop)
    steps, each = counts.number(program, loop, total), counts.number(program, loop, length)
    if counts.logs_each_round(loop) and (steps is None or steps <= MOST_EPOCHS):
        return ast.unparse(total), ""
    if steps is None or each is None or each < 1 or steps % each or steps == each:
        return "", ast.unparse(total)
    if isinstance(total, ast.Constant) and isinstance(length, ast.Constant):
        return str(steps // each), str(each)
    divided = f"({ast.unparse(total)})" if isinstance(total, ast.BinOp) else ast.unparse(total)
    return f"{divided} // {ast.unparse(length)}", ast.unparse(length)  # type: ignore[arg-type]


# ---------------------------------------------------------------- one element of arrays in each round
def _elements(program: Program, loop: Loop, fed: list[Argument]) -> Batches | None:
    """`for x, y in zip(X, Y)`, each element a batch."""
    assert loop.inner is not None
    iterable, target = loop.inner.iter, loop.inner.target
    if isinstance(iterable, ast.Call):
        if not isinstance(iterable.func, ast.Name) or iterable.func.id != "zip" or iterable.keywords:
            return None
        sources, targets = iterable.args, target.elts if isinstance(target, ast.Tuple) else []
    else:
        sources, targets = [iterable], [target]
    if len(sources) != len(targets) or not all(isinstance(t, ast.Name) for t in targets):
        return None
    if not all(datasets.is_array(program, loop, s) and counts.settled(program, loop, s) is not None for s in sources):
        return None
    by_name = {t.id: s for t, s in zip(targets, sources, strict=True)}  # type: ignore[attr-defined]
    if len(by_name) != len(sources) or not all(isinstance(a.node, ast.Name) and a.node.id in by_name for a in fed):
        return None
    parts = []
    for argument in fed:
        source = by_name[argument.node.id]  # type: ignore[attr-defined]
        [text] = datasets.constants(program, loop, loop.function, [(argument.parameter, ast.unparse(source))])
        parts.append(f"{program.tf}.data.Dataset.from_tensor_slices({text})")
    if len(set(by_name) - {a.node.id for a in fed}):  # type: ignore[attr-defined]
        return None  # the shortest of all decides how many rounds there are
    dataset = parts[0] if len(parts) == 1 else f"{program.tf}.data.Dataset.zip(({', '.join(parts)}))"
    return Batches(dataset, "", [], epochs(program, loop))


# ---------------------------------------------------------------- slices
def _slices(program: Program, loop: Loop, fed: list[Argument]) -> Batches | None:
    """Consecutive slices of arrays: `from_tensor_slices(...).batch(...)`."""
    if loop.inner is None or not fed:
        return None
    made: dict[str, ast.expr] = {}
    for statement in loop.batch_statements:
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return None
        target, value = statement.targets[0], statement.value
        pairs = [(target, value)]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
            pairs = list(zip(target.elts, value.elts, strict=True))
        for one, of in pairs:
            if not isinstance(one, ast.Name) or one.id in made:
                return None
            made[one.id] = of
    used: set[str] = set()
    arrays: list[ast.expr] = []
    shape = None
    for argument in fed:
        node = argument.node
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in made:
            node = _of_feed(made[node.value.id], argument.parameter) or node
            used.add(argument.node.value.id)  # type: ignore[attr-defined]
        if isinstance(node, ast.Name) and node.id in made:
            used.add(node.id)
            node = made[node.id]
        cut = node.slice if isinstance(node, ast.Subscript) else None
        if not isinstance(cut, ast.Slice) or cut.step is not None or cut.lower is None or cut.upper is None:
            return None
        array = node.value  # type: ignore[union-attr]
        if not datasets.is_array(program, loop, array) or counts.settled(program, loop, array) is None:
            return None
        if shape is not None and ast.dump(cut) != ast.dump(shape):
            return None
        shape = cut
        arrays.append(array)
    for name in set(made) - used:  # what is not fed may only count the batches
        if counts.settled(program, loop, made[name]) is None:
            return None
    assert shape is not None
    batch = datasets.consecutive(program, loop, shape, arrays)
    if batch is None:
        return None
    texts = [(a.parameter, ast.unparse(array)) for a, array in zip(fed, arrays, strict=True)]
    parts = datasets.constants(program, loop, loop.function, texts)
    whole = parts[0] if len(parts) == 1 else f"({', '.join(parts)})"
    return Batches(f"{program.tf}.data.Dataset.from_tensor_slices({whole}).{batch}", "", [], epochs(program, loop))


def _of_feed(node: ast.expr, key: str) -> ast.expr | None:
    """The value of a key of `dict(key=value)`."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict" and not node.args:
        return next((k.value for k in node.keywords if k.arg == key), None)
    return None


# ---------------------------------------------------------------- what the program makes in each round
def _generated(program: Program, loop: Loop, fed: list[Argument], fresh) -> Batches:  # noqa: ANN001
    """The statements that make the batches become a generator over all rounds."""
    if not fed:
        raise NotFit(loop.outer, "its statements between the steps are no part of the training")
    for statement in _after_training(loop):
        if not logs.only_computes(program, statement):
            raise NotFit(statement, "it does more after a step, and would not after the last one")
    order: list[ast.AST] = _in_order(loop)
    missed = liveness.undefined(order, loop.of_batches)  # type: ignore[arg-type]
    if missed is not None:
        raise NotFit(loop.outer, f"`{missed}` is carried from one round to the next")
    name = fresh("batches", "make_batches")
    specs = datasets.specs(program, loop.function)
    texts = [specs[a.parameter] for a in fed]
    signature = texts[0] if len(texts) == 1 else f"({', '.join(texts)})"
    yielded = ", ".join(ast.unparse(a.node) for a in fed)
    lines = [f"def {name}():", STEP + _header(program, loop.outer)]
    for statement in loop.outer.body:
        if statement in loop.batch_statements:
            lines += _moved(program, statement, STEP * 2)
        elif statement is loop.inner:
            lines.append(STEP * 2 + _header(program, loop.inner))
            for inner in loop.inner.body:
                if inner in loop.batch_statements:
                    lines += _moved(program, inner, STEP * 3)
                elif inner is loop.statement:
                    lines.append(f"{STEP * 3}yield {yielded}")
        elif statement is loop.statement:
            lines.append(f"{STEP * 2}yield {yielded}")
    dataset = f"{program.tf}.data.Dataset.from_generator({name}, output_signature={signature})"
    if loop.inner is None:
        number, steps = _in_periods(program, loop)
        return Batches(dataset, "", [], number, steps or "1", lines, waits=True)
    steps = counts.rounds(program, loop, loop.inner.iter)
    if steps is None:
        raise NotFit(loop.inner, "the number of batches in an epoch is not certain")
    return Batches(dataset, "", [], epochs(program, loop), ast.unparse(steps), lines, waits=True)


def _after_training(loop: Loop) -> list[ast.stmt]:
    """Statements that stand behind the step in a round; a generator does not come to those of the last one."""
    found: list[ast.stmt] = []
    for body, last in ((loop.innermost.body, loop.statement), (loop.outer.body, loop.inner)):
        if last is not None:
            found += [s for s in body[body.index(last) + 1 :] if s in loop.batch_statements]
    return found


def _in_order(loop: Loop) -> list[ast.AST]:
    """What the generator runs, nested as the loops are."""

    def body(of: ast.For) -> list[ast.stmt]:
        kept: list[ast.stmt] = []
        for statement in of.body:
            if statement in loop.batch_statements:
                kept.append(statement)
            elif statement is loop.inner:
                kept.append(ast.For(loop.inner.target, loop.inner.iter, body(loop.inner), []))
            elif statement is loop.statement:
                kept += [ast.Expr(a) for a in [*loop.call.args, *(k.value for k in loop.call.keywords)]]
        return kept

    return [ast.For(loop.outer.target, loop.outer.iter, body(loop.outer), [])]


def _header(program: Program, loop: ast.For) -> str:
    target, iterable = program.source.expression(loop.target), program.source.expression(loop.iter)
    start, end = program.source.span(loop)
    written = program.source.text[start : program.source.offset(loop.body[0].lineno, 0)]
    if written.startswith(f"for ({target}) "):
        target = f"({target})"
    return f"for {target} in {iterable}:"


def _moved(program: Program, statement: ast.stmt, indent: str) -> list[str]:
    """A statement with the comments above it, at another indentation."""
    from migrate.rewriting.native import comment_start

    source = program.source
    start = source.line_start(source.span(statement)[0])
    first = comment_start(source, start)
    comments = [indent + line.strip() for line in source.text[first:start].split("\n") if line.strip()]
    old = len(source.indent_of(statement))
    start, end = source.span(statement)
    tail = source.text[end : source.line_end(end)].rstrip("\n")
    text = source.text[start:end] + (tail if tail.strip().startswith("#") else "")
    return [*comments, *reindent(text, old, indent).split("\n")]


# ---------------------------------------------------------------- a dataset of the program
def _of_dataset(program: Program, loop: Loop, given: list[Argument]) -> Batches:
    iterable, target = loop.innermost.iter, loop.innermost.target
    if loop.batch_statements:
        raise NotFit(loop.batch_statements[0], "it does more with a batch than to train on it")
    if not datasets.is_counted(program, loop, iterable) or not datasets.is_one(program, loop, iterable):
        raise NotFit(loop.innermost, "the number of batches of the dataset is not certain")
    targets = {n.id for n in ast.walk(target) if isinstance(n, ast.Name)}
    for argument in given:
        if not argument.constant and not (isinstance(argument.node, ast.Name) and argument.node.id in targets):
            raise NotFit(loop.statement, "it feeds more than elements of the dataset")
    texts = [ast.unparse(a.node) for a in given]
    taken = f"{program.source.expression(target)} = batch"
    if isinstance(target, ast.Name):
        taken, texts = "", ["batch" if not a.constant else t for a, t in zip(given, texts, strict=True)]
    found = Batches(ast.unparse(iterable), taken, texts)
    if loop.inner is not None:
        found.epochs = epochs(program, loop)
    return found
