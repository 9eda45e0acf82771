"""The syntax of many sources, in several processes.

This process takes its own share and keeps the trees of it; of the others only findings and imports come back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any

from migrate.findings import Finding
from migrate.syntax import Imports, imports_of, remember_imports, syntax_problem

# (path as shown, text) of each source
Sources = Sequence[tuple[str, str]]


def syntax_problems(
    sources: Sources, jobs: int, context: Any, in_big_stack: Callable[[Callable[[], Any]], Any]
) -> list[Finding | None]:
    """What `syntax_problem` says of each source. `context` is the one of multiprocessing to start processes with."""
    shares = _shares(sources, jobs)
    found: list[Finding | None] = [None] * len(sources)
    if len(shares) == 1:
        return in_big_stack(lambda: [syntax_problem(*source) for source in sources])
    initial = (sources, shares, in_big_stack)
    with ProcessPoolExecutor(jobs - 1, mp_context=context, initializer=_remember, initargs=initial) as pool:
        futures: dict[Future, list[int]] = {}
        own = list(shares[0])
        try:
            futures = {pool.submit(_examine, number): shares[number] for number in range(1, len(shares))}
        except OSError:  # no more processes
            own = list(range(len(sources)))
        _fill(found, own, in_big_stack(lambda: [(syntax_problem(*sources[i]), ()) for i in own]))
        for future, share in futures.items():
            try:
                answers = future.result()
            except Exception:  # whatever became of the process, the work is done here
                _fill(
                    found, share, in_big_stack(lambda share=share: [(syntax_problem(*sources[i]), ()) for i in share])
                )
                continue
            _fill(found, share, answers)
            for index, (trouble, imports) in zip(share, answers, strict=True):
                if trouble is None:
                    remember_imports(sources[index][1], imports)
    return found


def _shares(sources: Sources, jobs: int) -> list[list[int]]:
    """Indices of the sources, a share for each process; this one's first."""
    shares: list[list[int]] = [[]]
    room = sum(len(text) for _, text in sources) / max(jobs, 1)
    size = 0
    for index, (_, text) in enumerate(sources):
        if size >= room and len(shares) < jobs:
            shares.append([])
            size = 0
        shares[-1].append(index)
        size += len(text)
    return shares


def _fill(found: list[Finding | None], share: list[int], answers: list[tuple[Finding | None, Imports]]) -> None:
    for index, (trouble, _) in zip(share, answers, strict=True):
        found[index] = trouble


_remembered: Any = None


def _remember(*work: Any) -> None:
    global _remembered
    _remembered = work


def _examine(number: int) -> list[tuple[Finding | None, Imports]]:
    sources, shares, in_big_stack = _remembered

    def work() -> list[tuple[Finding | None, Imports]]:
        answers: list[tuple[Finding | None, Imports]] = []
        for index in shares[number]:
            trouble = syntax_problem(*sources[index])
            answers.append((trouble, () if trouble else imports_of(sources[index][1])))
        return answers

    return in_big_stack(work)
