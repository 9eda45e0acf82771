"""Work over many files: reads them, hands groups to the engine in several processes, checks what comes back.

Whatever goes wrong with a file, here or in a worker, becomes a finding of that file; the others go on.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from migrate import callers, notebooks, project
from migrate.findings import Finding
from migrate.parsing import syntax_problems
from migrate.project import Place, Source, Tree, problem
from migrate.syntax import forget, parse, syntax_problem

# Long `a + b + ...` chains are deep trees; the stack must hold what the recursion limit allows.
_STACK_BYTES = 256 * 2**20
_RECURSION_LIMIT = 20_000
# What one task carries: enough to pay for the trip to another process, small enough to keep the cores even.
_TASK_CHARACTERS = 100_000
# Below this a second process costs more than it saves.
_SMALL_CHARACTERS = 200_000


class Engine(Protocol):
    """What `migrate.engine` offers, see there."""

    def uses_tensorflow(self, data: bytes) -> bool: ...

    def group(self, files: Sequence[Any]) -> list[list[Any]]: ...

    def migrate_group(self, files: Sequence[Any], options: Any) -> Any: ...


@dataclass
class Outcome:
    """What is to become of one file. `data` None leaves it alone, `source` None makes it a new file."""

    place: Place
    source: Source | None
    data: bytes | None = None

    @property
    def old(self) -> bytes | None:
        return self.source.data if self.source else None


@dataclass
class Program:
    """An entry file and the form that its program takes."""

    path: str
    form: str
    reason: Finding | None = None


@dataclass
class Group:
    """Files that are written together or not at all."""

    outcomes: list[Outcome] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    programs: list[Program] = field(default_factory=list)

    @property
    def changes(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.data is not None]

    def refuse_if(self, obstacle: Callable[[Outcome], str | None]) -> None:
        """Leaves the group where `obstacle` has a message for one of its changes."""
        messages = [(outcome.place.shown, obstacle(outcome)) for outcome in self.changes]
        self.refuse(problem("TF003", path, message) for path, message in messages if message)

    def refuse(self, findings: Iterable[Finding]) -> None:
        """Leaves every file of the group as it is, for the reason that `findings` give."""
        findings = list(findings)
        if not findings:
            return
        names = ", ".join(sorted({finding.path for finding in findings}))
        refused = {finding.path for finding in findings}
        for outcome in self.changes:
            if outcome.place.shown not in refused and outcome.source is not None:
                message = f"left as it is, since {names} of the same program cannot be written"
                findings.append(problem("TF003", outcome.place.shown, message))
            outcome.data = None
        self.findings = [finding for finding in self.findings if not finding.fixable] + findings
        self.programs = [Program(program.path, "by hand", findings[0]) for program in self.programs]


@dataclass
class TreeResult:
    """All groups of a tree; `found` counts its sources.

    `sources` are those that hold TensorFlow or Keras, and `callers`, the names of those that only import such a file.
    """

    tree: Tree
    found: int = 0
    stdin: bytes | None = None
    sources: dict[str, Source] = field(default_factory=dict)
    callers: set[str] = field(default_factory=set)
    groups: list[Group] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def load_engine() -> Engine:
    """The real engine, imported only when there is work for it."""
    import migrate.engine as engine

    return engine


def migrate_tree(
    tree: Tree,
    *,
    engine: Engine | None = None,
    jobs: int = 0,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
    stdin: bytes | None = None,
    graph_mode: frozenset[str] = frozenset(),
    python2: bool = False,
    style: str = "loop",
) -> TreeResult:
    """Migrates every source of `tree` in memory; nothing is written.

    `jobs` 0 uses one process a core. `executor` is any `concurrent.futures.Executor` (of Dask or Ray, say) to work in
    instead. `progress` is called with the number of groups that are done and their total. `stdin` stands for the
    content of the only place of the tree. `graph_mode` names files whose programs stay on `compat`. `python2`
    brings sources of Python 2 to Python 3 first, those without TensorFlow too.
    `style` is what becomes of training loops, "loop" or "fit".
    """
    with _rare_collections():
        return _migrate_tree(tree, engine or load_engine(), jobs, executor, progress, stdin, graph_mode, python2, style)


def _migrate_tree(
    tree: Tree,
    engine: Engine,
    jobs: int,
    executor: Executor | None,
    progress: Callable[[int, int], None] | None,
    stdin: bytes | None,
    graph_mode: frozenset[str],
    python2: bool,
    style: str,
) -> TreeResult:
    result = TreeResult(tree, found=len(tree.places), findings=list(tree.problems), stdin=stdin)
    options = _options(graph_mode, style)
    _read(result, engine, stdin, 1 if executor is not None else jobs or available_cores(), python2)
    files = [_engine_file(source) for source in result.sources.values()]
    try:
        groups = in_big_stack(lambda: engine.group(files)) if files else []
    except Exception as error:
        result.findings.append(_internal(files[0].name, error, result))
        return result
    groups = [list(group) for group in groups]
    for group in groups:
        if all(file.name in result.callers for file in group):  # another module of the same name was meant
            for file in group:
                del result.sources[file.name]
    groups = [group for group in groups if group[0].name in result.sources]
    result.callers &= set(result.sources)
    done = 0
    for group, answer in _work_over(groups, options, engine, jobs, executor):
        result.groups.append(_take(result, group, answer))
        done += 1
        if progress:
            progress(done, len(groups))
    forget()
    _settle_new_files(result)
    return result


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Trees are many objects without cycles, which the collector would look through again and again."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], 100_000), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def in_big_stack(work: Callable[[], Any]) -> Any:
    """Runs `work` where a deep recursion has room, and gives its result or raises its exception."""
    box: dict[str, Any] = {}

    def run() -> None:
        try:
            box["result"] = work()
        except BaseException as error:
            box["error"] = error

    limit, stack = sys.getrecursionlimit(), threading.stack_size(_STACK_BYTES)
    try:
        sys.setrecursionlimit(max(limit, _RECURSION_LIMIT))
        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join()
    finally:
        threading.stack_size(stack)
        sys.setrecursionlimit(limit)
    if "error" in box:
        raise box["error"]
    return box["result"]


# --- reading


def _read(result: TreeResult, engine: Engine, stdin: bytes | None, jobs: int, python2: bool) -> None:
    decoded = in_big_stack(lambda: _decoded(result, engine, stdin, python2))
    texts = [(source.place.shown, source.text) for source in decoded]
    if sum(len(text) for _, text in texts) < _SMALL_CHARACTERS:
        jobs = 1
    for source, trouble in zip(decoded, syntax_problems(texts, jobs, _context(), in_big_stack), strict=True):
        trouble = notebooks.cell_problem(source) or trouble
        if trouble is not None:
            result.findings.append(notebooks.locate(source, trouble))
        else:
            result.sources[source.place.name] = source
            result.findings += notebooks.remarks(source)


def _decoded(result: TreeResult, engine: Engine, stdin: bytes | None, python2: bool) -> list[Source]:
    decoded: list[Source] = []
    others: list[tuple[Place, frozenset[bytes]]] = []
    for place in result.tree.places:
        data = project.read(place) if stdin is None else stdin
        if isinstance(data, Finding):
            result.findings.append(data)
        elif engine.uses_tensorflow(data):
            source = _kind(place).decode(place, data)
            if isinstance(source, Finding):
                result.findings.append(source)
            else:
                decoded.append(source)
        else:
            others.append((place, callers.imported_words(data)))
    for place in callers.of([source.place.name for source in decoded], others):
        data = project.read(place)
        source = data if isinstance(data, Finding) else _kind(place).decode(place, data)
        if not isinstance(source, Finding):
            decoded.append(source)
            result.callers.add(place.name)
    if python2:
        known = {source.place.name for source in decoded}
        converted = [_as_python3(source) for source in decoded]
        decoded = [source for source, _ in converted if source is not None]
        result.findings += [finding for _, findings in converted for finding in findings]
        _convert_others(result, [place for place, _ in others if place.name not in known])
    return decoded


def _as_python3(source: Source) -> tuple[Source | None, list[Finding]]:
    """A source of Python 2 as Python 3, any other as it is, None where that cannot be done; and what to say of it."""
    from migrate import python2

    shown = source.place.shown
    try:
        found = python2.convert(shown, source.text)
        if found is None:
            return source, []
        text, findings = found
        if isinstance(source, notebooks.Notebook):
            source = notebooks.with_text(source, text)
        else:
            source = replace(source, text=text, converted=True)
    except (python2.CannotConvert, project.Unwritable) as error:
        trouble = syntax_problem(shown, source.text) or problem("TF006", shown, "")
        trouble = replace(trouble, message=f"cannot be brought to Python 3: {error}")
        return None, [notebooks.locate(source, trouble)]
    return source, findings


def _convert_others(result: TreeResult, places: list[Place]) -> None:
    """Python 2 sources without TensorFlow, each for itself: programs may import them."""
    for place in places:
        data = project.read(place)
        source = data if isinstance(data, Finding) else _kind(place).decode(place, data)
        if isinstance(source, Finding):
            continue
        new, findings = _as_python3(source)
        result.findings += [notebooks.locate(new or source, finding) for finding in findings]
        if new is not None and new.converted:
            result.groups.append(Group([Outcome(place, new, _kind(place).encode(new, new.text))]))


def _kind(place: Place) -> Any:
    return notebooks if place.name.endswith(notebooks.SUFFIX) else project


def _engine_file(source: Source) -> Any:
    from migrate.engine import SourceFile

    return SourceFile(source.place.name, source.text)


def _options(graph_mode: frozenset[str], style: str) -> Any:
    from migrate.engine import Options

    return Options(graph_mode, style)


# --- working


@dataclass
class _Failure:
    """What a worker answers instead of a GroupResult when the engine raised."""

    message: str


class _Part(list):
    """Some files of a group that is more than one process should carry; `verdict` is the engine's on the group."""

    def __init__(self, files: Iterable[Any], migrate: Callable[..., Any], verdict: Any) -> None:
        super().__init__(files)
        self.migrate = migrate
        self.verdict = verdict


def _work_over(
    groups: list[list[Any]], options: Any, engine: Engine, jobs: int, executor: Executor | None
) -> Iterable[tuple[list[Any], Any]]:
    """Each group with its answer, the large ones cut in parts where the engine allows that."""
    jobs = jobs or available_cores()
    alone = executor is None and (jobs <= 1 or sum(_size(group) for group in groups) < _SMALL_CHARACTERS)
    pieces: list[list[Any]] = []
    wholes: dict[int, list[Any]] = {}  # id of a part -> its group
    missing: dict[int, int] = {}  # id of a group -> parts that are not done
    answers: dict[int, list[Any]] = defaultdict(list)
    for group in groups:
        parts = (
            [] if alone or _size(group) < _SMALL_CHARACTERS else in_big_stack(lambda group=group: _cut(group, engine))
        )
        pieces += parts or [group]
        wholes.update((id(part), group) for part in parts)
        missing[id(group)] = len(parts)
    for piece, answer in _work_over_pieces(pieces, options, engine, 1 if alone else jobs, executor):
        if not isinstance(piece, _Part):
            yield piece, answer
            continue
        group = wholes[id(piece)]
        answers[id(group)].append(answer)
        missing[id(group)] -= 1
        if not missing[id(group)]:
            yield group, _joined(group, piece.verdict, answers.pop(id(group)), engine)


def _cut(group: list[Any], engine: Any) -> list[_Part]:
    """The parts of a group whose files can be migrated one without the other; empty where they cannot."""
    if not hasattr(engine, "stays_in_graph_mode"):
        return []
    try:
        verdict = engine.stays_in_graph_mode(group)
    except Exception:  # comes again, and is told of, when the group is migrated
        return []
    if verdict is None:
        return []
    tasks = _tasks([[file] for file in group])
    return [_Part((file for [file] in task), engine.graph_mode_part, verdict) for task in tasks]


def _joined(group: list[Any], verdict: Any, answers: list[Any], engine: Any) -> Any:
    failure = next((answer for answer in answers if isinstance(answer, _Failure)), None)
    try:
        return failure or engine.whole_group(group, verdict, answers)
    except Exception as error:
        return _Failure(_said(error))


def _work_over_pieces(
    groups: list[list[Any]], options: Any, engine: Engine, jobs: int, executor: Executor | None
) -> Iterable[tuple[list[Any], Any]]:
    migrate_group = engine.migrate_group
    jobs = min(jobs, len(groups))
    tasks = _tasks(groups)
    if executor is not None:
        crashed = yield from _gather({executor.submit(_work, task, options, migrate_group): task for task in tasks})
    elif jobs <= 1:
        for group in groups:
            yield group, in_big_stack(lambda group=group: _answer(group, options, migrate_group))
        return
    else:
        with _pool(jobs, tasks, options, migrate_group) as pool:
            crashed = yield from _gather(_submit(pool, tasks))
    # A crash takes down every task that was waiting: each group again, alone, tells which one does it.
    for group in crashed:
        with _pool(1, [[group]], options, migrate_group) as pool:
            again = yield from _gather(_submit(pool, [[group]]))
        if again:
            yield group, _Failure("the process that worked on it died")


def _pool(jobs: int, tasks: list[list[list[Any]]], options: Any, migrate_group: Callable[..., Any]) -> Executor:
    """Processes that hold the tasks from their start, so that only numbers travel to them.

    A pipe full of sources that no one reads any more would block the pool when a process dies.
    """
    return ProcessPoolExecutor(
        jobs, mp_context=_context(), initializer=_remember, initargs=(tasks, options, migrate_group)
    )


def _submit(pool: Executor, tasks: list[list[list[Any]]]) -> dict[Future, list[list[Any]]]:
    futures = {}
    for number, task in enumerate(tasks):
        try:
            future = pool.submit(_work_on, number)
        except BrokenProcessPool as error:  # a process died while we were still handing out
            future = Future()
            future.set_exception(error)
        futures[future] = task
    return futures


def _gather(
    futures: dict[Future, list[list[Any]]],
) -> Generator[tuple[list[Any], Any], None, list[list[Any]]]:
    """Yields groups with their answers as they come, and returns the groups whose process died."""
    crashed: list[list[Any]] = []
    for future in as_completed(futures):
        task = futures.pop(future)
        try:
            answers = future.result()
        except BrokenProcessPool:
            crashed.extend(task)
            continue
        except Exception as error:  # an answer that cannot travel between processes
            answers = [_Failure(_said(error)) for _ in task]
        yield from zip(task, answers, strict=True)
    return crashed


_remembered: Any = None


def _remember(*work: Any) -> None:
    global _remembered
    _remembered = work


def _work_on(number: int) -> list[Any]:
    tasks, options, migrate_group = _remembered
    return _work(tasks[number], options, migrate_group)


def _work(task: list[list[Any]], options: Any, migrate_group: Callable[..., Any]) -> list[Any]:
    return in_big_stack(lambda: [_answer(group, options, migrate_group) for group in task])


def _answer(group: list[Any], options: Any, migrate_group: Callable[..., Any]) -> Any:
    """The engine's result with every new text parsed once more, or a _Failure."""
    try:
        answer = group.migrate(group, group.verdict) if isinstance(group, _Part) else migrate_group(group, options)
        for file in answer.files:
            if file.text is not None and not getattr(file, "parsed", False):
                _check(file.name, file.text)
        return answer
    except Exception as error:
        return _Failure(_said(error))


def _check(name: str, text: str) -> None:
    try:
        parse(text)
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        raise ValueError(f"the new text of {name} does not parse{f' (line {line})' if line else ''}: {error}") from None


def _said(error: BaseException) -> str:
    text = str(error).strip().split("\n")[0]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _tasks(groups: list[list[Any]]) -> list[list[list[Any]]]:
    """Groups in parcels, the largest first, so that no core waits for one that began late."""
    tasks: list[list[list[Any]]] = []
    room = 0
    for group in sorted(groups, key=_size, reverse=True):
        if room < _size(group) or not tasks:
            tasks.append([])
            room = _TASK_CHARACTERS
        tasks[-1].append(group)
        room -= _size(group)
    return tasks


def _size(group: list[Any]) -> int:
    return sum(len(file.text) for file in group)


def available_cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _context() -> Any:
    """Forked workers inherit the loaded engine; elsewhere they load it themselves."""
    import multiprocessing

    return multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


# --- taking results


def _take(result: TreeResult, group: list[Any], answer: Any) -> Group:
    taken = Group()
    sources = {file.name: result.sources[file.name] for file in group}
    if isinstance(answer, _Failure):
        taken.outcomes = [Outcome(source.place, source) for source in sources.values()]
        first = next(iter(sources.values())).place
        others = f"; {len(sources) - 1} more files of the program are left too" if len(sources) > 1 else ""
        taken.findings = [problem("TF004", first.shown, f"internal error, the file is left: {answer.message}{others}")]
        taken.programs = [Program(first.shown, "by hand", taken.findings[0])]
        return taken
    refusals = []
    for file in answer.files:
        source = sources.get(file.name)
        place = source.place if source else _new_place(result.tree, file.name)
        outcome = Outcome(place, source)
        taken.outcomes.append(outcome)
        taken.findings += project.relocate(file.findings, place.shown)
        text = source.text if file.text is None and source is not None and source.converted else file.text
        if text is None:
            continue
        try:
            data = _kind(place).encode(source, text) if source else text.encode("utf-8")
        except project.Unwritable as error:
            refusals.append(problem("TF003", place.shown, f"cannot be written: {error}"))
            continue
        if data != outcome.old:
            outcome.data = data
    for program in answer.programs:
        reason = program.reason and replace(program.reason, path=_shown(result, program.reason.path))
        if reason is not None and reason not in taken.findings:
            taken.findings.append(reason)
        taken.programs.append(Program(_shown(result, program.name), program.form, reason))
    if refusals:
        taken.refuse(refusals)
    return taken


def _new_place(tree: Tree, name: str) -> Place:
    path = tree.root / name
    return Place(tree.root, name, project.real_path(path), project.shown(path))


def _shown(result: TreeResult, name: str) -> str:
    source = result.sources.get(name)
    return source.place.shown if source else project.shown(result.tree.root / name)


def _internal(name: str, error: Exception, result: TreeResult) -> Finding:
    return problem("TF004", _shown(result, name), f"internal error, the tree is left: {_said(error)}")


def _settle_new_files(result: TreeResult) -> None:
    """A new file takes no existing file's place; one that several groups ask for is written once."""
    wanted: dict[str, bytes] = {}
    for group in result.groups:
        for outcome in group.changes:
            if outcome.source is not None or outcome.data is None:
                continue
            name, place = outcome.place.name, outcome.place
            try:
                there = place.target.read_bytes() if os.path.lexists(place.target) else None
            except OSError:
                there = b""
            there = wanted.get(name, there)
            if there == outcome.data:
                outcome.data = None
            elif there is not None or not project.is_inside(place.target, place.root):
                message = "is needed for a helper module, but another file of this name exists"
                group.refuse([problem("TF003", place.shown, message)])
            else:
                wanted[name] = outcome.data
