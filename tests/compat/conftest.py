"""Runs scenarios in processes of their own, forked from one that has imported TensorFlow already."""

import dataclasses
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def pytest_configure(config):
    config.addinivalue_line("markers", "slow: takes a minute or more; runs with all others unless left out")


@dataclasses.dataclass
class Result:
    """What a scenario did: exit status (negative: signal), output, errors, and when each line of output came."""

    rc: int
    out: str
    err: str
    lines: list

    def __getitem__(self, key):
        """The JSON value that the scenario printed as ``key=value``."""
        for line in self.out.splitlines():
            name, eq, value = line.partition("=")
            if eq and name == key:
                return json.loads(value)
        raise KeyError(f"{key} not in the output:\n{self.out}\n{self.err[-3000:]}")

    def when(self, start):
        """Seconds from the process's start to the first line of output that begins so."""
        for at, line in self.lines:
            if line.startswith(start):
                return at
        raise KeyError(f"no line {start!r} in:\n{self.out}\n{self.err[-3000:]}")


class Server:
    def __init__(self):
        env = dict(os.environ, CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3", PYTHONPATH=str(ROOT))
        env.pop("TF_USE_LEGACY_KERAS", None)
        env.pop("COMPAT_DEADLINE", None)
        self.folder = tempfile.TemporaryDirectory()
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("scenario_server.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            text=True,
            cwd=self.folder.name,
        )
        assert self.process.stdout.readline().strip() == "ready"
        self.number = 0

    def start(self, code, args=(), env=None):
        self.number += 1
        base = Path(self.folder.name) / f"s{self.number}"
        base.mkdir()
        script = base / "scenario.py"
        script.write_text(PRELUDE + textwrap.dedent(code))
        job = {"script": str(script), "args": list(args), "env": env or {}, "folder": str(base)}
        fifo = base / "out"
        os.mkfifo(fifo)
        out = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        pid = json.loads(self.process.stdout.readline())["pid"]
        return Running(self, base, out, pid)

    def wait(self):
        return json.loads(self.process.stdout.readline())["rc"]


class Running:
    """A scenario on its way; one at a time."""

    def __init__(self, server, base, out, pid):
        self.server, self.base, self.fd, self.pid = server, base, out, pid
        self.began, self.lines, self._rest = time.monotonic(), [], ""

    def read_until(self, text, timeout):
        """Reads lines until one begins with ``text`` or, with None, until the output is closed."""
        end = time.monotonic() + timeout
        while time.monotonic() < end:
            ready, _, _ = select.select([self.fd], [], [], 0.05)
            if not ready:
                continue
            data = os.read(self.fd, 65536)
            if not data:  # the scenario's process has ended
                if self._rest:
                    self.lines.append((time.monotonic() - self.began, self._rest))
                    self._rest = ""
                return text is None
            self._rest += data.decode()
            *whole, self._rest = self._rest.split("\n")
            now = time.monotonic() - self.began
            self.lines += [(now, line) for line in whole]
            if text is not None and any(line.startswith(text) for line in whole):
                return True
        return False

    def signal(self, number):
        os.kill(self.pid, number)

    def finish(self, timeout):
        closed = self.read_until(None, timeout)
        if not closed:
            self.signal(signal.SIGKILL)
            self.server.wait()
            text = "\n".join(line for _, line in self.lines)
            pytest.fail(f"silent for too long, killed after {timeout} s:\n{text}\n{self._error()[-3000:]}")
        rc = self.server.wait()
        os.close(self.fd)
        return Result(rc, "\n".join(line for _, line in self.lines), self._error(), self.lines)

    def _error(self):
        return (self.base / "err").read_text() if (self.base / "err").exists() else ""


PRELUDE = """\
import json, os, sys, threading, time
import numpy as np
import compat
def tell(key, value=None):
    print(f"{key}={json.dumps(value)}", flush=True)
def outcome(function):
    # [name of the exception or None, its text, seconds]
    start = time.monotonic()
    try:
        function()
    except BaseException as error:
        return [type(error).__name__, str(error), time.monotonic() - start]
    return [None, "", time.monotonic() - start]
"""


@pytest.fixture(scope="session")
def server():
    made = Server()
    yield made
    made.process.stdin.close()
    made.process.wait(10)


@pytest.fixture
def start(server):
    """start(code) begins a scenario: a `Running`."""
    return server.start


@pytest.fixture
def scenario(server):
    """scenario(code) runs a script (with `tell` and `outcome` defined) to its end: a `Result`."""

    def run(code, args=(), env=None, timeout=60):
        return server.start(code, args, env).finish(timeout)

    return run
