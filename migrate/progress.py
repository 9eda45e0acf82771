"""A progress bar on stderr for work that takes a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_PATIENCE_SECONDS = 1.0


@contextmanager
def bar(wanted: bool) -> Iterator[Callable[[int, int], None]]:
    """Gives a function of (done, total). It shows nothing in the first second, nor where stderr is no terminal."""
    if not wanted or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    began = time.monotonic()
    shown: list[Any] = []

    def advance(done: int, total: int) -> None:
        if not shown:
            if time.monotonic() - began < _PATIENCE_SECONDS or done == total:
                return
            shown.extend(_start(total))
        display, task = shown
        display.update(task, completed=done, total=total)
        display.refresh()

    try:
        yield advance
    finally:
        if shown:
            shown[0].stop()


def _start(total: int) -> tuple[Any, Any]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    # No refreshing thread: workers are forked while the bar is up.
    columns = (TextColumn("migrating"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    display = Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
    display.start()
    return display, display.add_task("migrating", total=total)
