"""Syntax in several processes: what one process says, whatever becomes of the others."""

from __future__ import annotations

import os
import signal

import pytest

from migrate import parsing, syntax
from migrate.running import _context, in_big_stack

SOURCES = [(f"m{number}.py", f"import a{number}\n" if number % 3 else "print 'x'\n") for number in range(10)]
CODES = ["TF006" if number % 3 == 0 else None for number in range(10)]


@pytest.fixture(autouse=True)
def nothing_kept():
    syntax.forget()
    yield
    syntax.forget()


def codes(jobs: int) -> list[str | None]:
    found = parsing.syntax_problems(SOURCES, jobs, _context(), in_big_stack)
    return [trouble and trouble.code for trouble in found]


@pytest.mark.parametrize("jobs", [1, 2, 3, 20])
def test_every_source_gets_its_answer(jobs):
    assert codes(jobs) == CODES
    assert syntax.imports_of("import a8\n") == (("a8", 0),)


def test_no_sources_need_no_process():
    assert parsing.syntax_problems([], 4, _context(), in_big_stack) == []


def test_a_process_that_dies_costs_nothing(monkeypatch):
    mine = os.getpid()
    real = parsing.syntax_problem

    def deadly(path, text):
        if os.getpid() != mine:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(path, text)

    monkeypatch.setattr(parsing, "syntax_problem", deadly)
    assert codes(2) == CODES
