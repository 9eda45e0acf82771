"""Runs the old and the new program in processes of their own, each of which records what happens."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from migrate.running import available_cores
from migrate.verifying import recording
from migrate.verifying.sources import Source

RECORDER = Path(__file__).resolve().parent / "tf1recorder"
PACKAGES = Path(__file__).resolve().parent.parent.parent
_LOOKED_AT = 400  # source files that are searched for what to import
_START = 600.0  # seconds that the import of TensorFlow may take
_AROUND = 60.0  # and what comes before and after the program: copying its tree, reading what it wrote


class CannotRun(Exception):
    """A side could not be started, or its recorder died."""


@dataclass(frozen=True)
class How:
    """How a side is run: the interpreter, and whether TensorFlow 1 code runs through `compat`."""

    python: str = sys.executable
    compat: bool = False
    device: str = "cpu"
    steps: int | None = None
    deadline: float = 300.0
    memory: int | None = None


class Server:
    """A process that has imported TensorFlow and forks for each recording that is asked for."""

    def __init__(self, how: How, preload: Sequence[str] = ()) -> None:
        self.how = how
        self.folder = Path(tempfile.mkdtemp(prefix="migrate-verify-"))
        self._count = 0
        self._ready = False
        command = [how.python, os.fspath(RECORDER), "--serve", "--device", how.device]
        command += ["--deadline", str(how.deadline)]
        if how.memory is not None:
            command += ["--memory", str(how.memory)]
        if how.compat:
            command += ["--compat", os.fspath(PACKAGES)]
        if preload:
            command += ["--preload", ",".join(preload)]
        self._errors = open(self.folder / "errors", "w+b")  # noqa: SIM115
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
                env=_environment(how),
                start_new_session=True,
            )
        except OSError as error:
            self._errors.close()
            shutil.rmtree(self.folder, ignore_errors=True)
            raise CannotRun(f"{how.python}: {error.strerror}") from None

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()

    def record(self, source: Source, program: Sequence[str], name: str, **request: Any) -> recording.Pass:
        """Runs a program once, in a copy of its tree, so that no run sees the files of another.

        `request`: precision ("float64"), disturb, threads, inject (a .npz file).
        """
        self._count += 1
        folder = self.folder / str(self._count) / name
        message = dict(
            request,
            name=name,
            folder=os.fspath(folder),
            tree=os.fspath(source.tree),
            inside=source.inside,
            program=list(program),
            steps=self.how.steps,
            beside=os.fspath(PACKAGES),
        )
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            raise CannotRun(self._last_words()) from None
        if not self._ready:
            self._answer(_START)
            self._ready = True
        self._answer(self.how.deadline + _AROUND)
        return recording.from_folder(folder)

    def _answer(self, seconds: float) -> None:
        """Waits for one line of the recorder's. Where it dies or stays silent it is ended, and CannotRun raised."""
        assert self._process.stdout is not None
        end = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while time.monotonic() < end:
                if selector.select(min(1.0, max(0.0, end - time.monotonic()))):
                    if self._process.stdout.readline():
                        return
                    raise CannotRun(self._last_words())
        self._kill()
        raise CannotRun(f"the process that records did not answer within {seconds:.0f} s")

    def _last_words(self) -> str:
        self._errors.seek(0)
        lines = [line for line in self._errors.read().decode("utf-8", "replace").splitlines() if line.strip()]
        return lines[-1] if lines else "the process that records ended without a word"

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """Ends the process and all that it started."""
        with contextlib.suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._kill()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._errors.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def preload(source: Source, how: How) -> list[str]:
    """What the forks of one side would import again and again: the Keras that its sources speak of."""
    legacy = how.compat
    found = False
    for path in sorted(source.tree.rglob("*.py"))[:_LOOKED_AT]:
        try:
            text = path.read_bytes()
        except OSError:
            continue
        found = found or b"keras" in text or (how.compat and (b"layers" in text or b"rnn" in text))
        legacy = legacy or b"from compat" in text
    if not found or (how.python != sys.executable and not how.compat):
        return []
    return ["tf_keras"] if legacy else ["keras"]


def _environment(how: How) -> dict[str, str]:
    environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3", PYTHONHASHSEED="0", PYTHONUNBUFFERED="1", MPLBACKEND="Agg")
    environment.pop("TF_USE_LEGACY_KERAS", None)
    # Both sides run at the same time, each on half of the cores.
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"):
        environment.setdefault(name, str(max(1, available_cores() // 2)))
    if how.device == "cpu":
        environment["CUDA_VISIBLE_DEVICES"] = "-1"
    return environment
