"""One program from start to verdict: both sides run at the same time, and are compared."""

from __future__ import annotations

import contextlib
import json
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrate.running import available_cores
from migrate.verifying import ladder
from migrate.verifying.ladder import Sides
from migrate.verifying.recording import Pass, Unreadable, load
from migrate.verifying.running import CannotRun, How, Server, preload
from migrate.verifying.sources import Source
from migrate.verifying.verdicts import NOT_COMPARABLE, ProgramVerdict

_INITIAL = 1e-6


@dataclass(frozen=True)
class Old:
    """The old side: sources that are run, or a recording that was made elsewhere."""

    source: Source | None
    how: How
    recording: Path | None = None


@dataclass
class Servers:
    """The processes of both sides, started when first asked for; one pair can serve many programs."""

    old: Server | None = None
    new: Server | None = None

    def __enter__(self) -> Servers:
        return self

    def __exit__(self, *error: object) -> None:
        for server in (self.old, self.new):
            if server is not None:
                server.stop()

    def start(self, old: Old, new: Source, new_how: How) -> None:
        if self.new is None:
            self.new = Server(new_how, preload(new, new_how))
        if self.old is None and old.source is not None:
            self.old = Server(old.how, preload(old.source, old.how))


def verify(
    name: str,
    program: Sequence[str],
    old: Old,
    new: Source,
    new_how: How,
    float64: bool = True,
    tolerance: float | None = None,
    say: Callable[[str], None] = lambda text: None,
    servers: Servers | None = None,
) -> ProgramVerdict:
    """Runs `program` (script and arguments) on both sides and gives the verdict.

    Args:
        name: what the verdict calls the program.
        float64: also run both sides with float32 meaning float64.
        tolerance: relative bound on float32 numbers in place of the measured noise.
        say: called with one line for each thing that begins.
        servers: processes that are there already, and stay.
    """
    started = time.monotonic()
    with contextlib.ExitStack() as stack:
        try:
            recorded = None if old.recording is None else load(old.recording)
            if recorded is not None and "float32" not in recorded:
                raise CannotRun("the recording holds no float32 run")
            if recorded is not None and recorded["float32"].meta.get("ended") in ("deadline", "memory"):
                # The new program may run for ever too, and nothing would be known then.
                raise CannotRun(f"the old program {ladder.trouble(recorded['float32'])}")
            servers = servers or stack.enter_context(Servers())
            servers.start(old, new, new_how)
            new_side = Recorder(servers.new, new, program)
            say("running both sides")
            with ThreadPoolExecutor(1) as pool:
                running = pool.submit(new_side.all, float64, False)
                if recorded is not None:
                    first, label = recorded, f"recording {old.recording}"
                else:
                    assert old.source is not None
                    first, label = Recorder(servers.old, old.source, program).all(float64, True), old.source.label
                second = running.result()
            sides = _inject(Sides(first, second, label, new.label), new_side, float64, say)
        except (CannotRun, Unreadable) as error:
            return _not_run(name, str(error), time.monotonic() - started)
        verdict = ladder.judge(name, sides, time.monotonic() - started, tolerance)
        if recorded is None and ladder.rounding_in_question(sides, verdict):
            assert old.source is not None
            say("the old side once more, to measure what rounding does in float64")
            recorder = Recorder(servers.old, old.source, program)
            sides.old["noise64"] = recorder.one("noise64", disturb=True, threads=1, precision="float64")
            verdict = ladder.judge(name, sides, time.monotonic() - started, tolerance)
        return verdict


@dataclass
class Recorder:
    """One side of one program, and the passes that are recorded of it."""

    server: Server | None
    source: Source
    program: Sequence[str]

    def one(self, name: str, **request: Any) -> Pass:
        assert self.server is not None
        return self.server.record(self.source, self.program, name, **request)

    def all(self, float64: bool, noise: bool) -> dict[str, Pass]:
        passes = {"float32": self.one("float32")}
        if not passes["float32"].whole:
            return passes
        if float64:
            passes["float64"] = self.one("float64", precision="float64")
        if noise:
            passes["noise"] = self.one("noise", disturb=True, threads=max(2, available_cores()))
        return passes


def _inject(sides: Sides, recorder: Recorder, float64: bool, say: Callable[[str], None]) -> Sides:
    """Where the new side drew its initial values in another order, it is run again with the old ones put in."""
    old, new = sides.old["float32"], sides.new["float32"]
    if not (old.whole and new.whole):
        return sides
    first, second = old.initial_states(), new.initial_states()
    moved = [
        (a, b)
        for a, b in sides.matching.pairs.items()
        if a in first and b in second and first[a] != second[b] and _drawn_alike(first[a], second[b], old.variables[a])
    ]
    if not moved:
        return sides
    arrays = old.initial_arrays()
    wanted = {b: arrays[a] for a, b in moved if a in arrays}
    if not wanted:
        return sides
    say("the new side once more, with the initial values of the old one")
    import numpy as np

    order = sorted(wanted)
    with tempfile.TemporaryDirectory(prefix="migrate-verify-") as folder:
        path = Path(folder) / "initial.npz"
        np.savez(
            path,
            _names=np.array(json.dumps(order)),
            **{f"a{number}": wanted[key] for number, key in enumerate(order)},
        )
        passes = {"float32": recorder.one("float32", inject=str(path))}
        if float64 and passes["float32"].whole:
            passes["float64"] = recorder.one("float64", inject=str(path), precision="float64")
    return Sides(sides.old, passes, sides.old_label, sides.new_label, injected=True)


def _drawn_alike(old: list[float], new: list[float], entry: dict) -> bool:
    """Whether two arrays may come from one distribution: as wide as each other, for what their size can tell."""
    size = 1
    for n in entry["shape"] or ():
        size *= n
    if size < 2 or not old[1] or not new[1]:
        return False
    margin = 5.0 / size**0.5
    return _INITIAL < abs(old[2] - new[2]) and abs(new[1] / old[1] - 1.0) < margin


def _not_run(name: str, reason: str, seconds: float) -> ProgramVerdict:
    return ProgramVerdict(name, NOT_COMPARABLE, None, reason, (), (), (), (), None, None, seconds)
