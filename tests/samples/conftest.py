"""Runs of the migrated samples on TensorFlow 2, two at a time, started before the first test asks for one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from legacy_samples import catalogue

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LIMIT = 120.0
ENDLESS_LIMIT = 10.0


@pytest.fixture(scope="session")
def run_sample(request):
    """A function from a sample to the result of running what the tool makes of it."""
    wanted = {}
    if "PYTEST_XDIST_WORKER" in os.environ:  # the workers share the samples and run theirs when asked
        with Runner() as runner:
            yield runner.run
        return
    for item in request.session.items:
        callspec = getattr(item, "callspec", None)
        if callspec is not None and "run_sample" in item.fixturenames and "sample" in callspec.params:
            sample = callspec.params["sample"]
            wanted[sample.name] = sample
    with Runner() as runner:
        for sample in wanted.values():
            runner.start(sample)
        yield runner.result


@pytest.fixture(scope="session")
def run_text():
    """A function from a name and the text of a native program to the result of running it."""
    with Runner() as runner:
        yield runner.run_text


class Runner:
    """Two threads, each with fork servers: one with Keras 3, and one with legacy Keras for programs on `compat`.

    Such a program chooses legacy Keras before TensorFlow is imported. The server has chosen already, so those that
    use Keras get a process of their own.
    """

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(2)
        self._local = threading.local()
        self._servers: list[subprocess.Popen] = []
        self._results: dict[str, Future] = {}
        self._folder = Path(tempfile.mkdtemp(prefix="samples-"))

    def __enter__(self) -> Runner:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.shutdown(cancel_futures=True)
        for server in self._servers:
            server.stdin.close()
            server.wait(30)
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self, sample: catalogue.Sample) -> None:
        self._results[sample.name] = self._pool.submit(self.run, sample)

    def result(self, sample: catalogue.Sample) -> dict:
        return self._results[sample.name].result()

    def run(self, sample: catalogue.Sample) -> dict:
        migrated = catalogue.migrate(sample.path.name, sample.text)
        folder = self._folder / sample.name
        folder.mkdir()
        path = folder / sample.path.name
        path.write_text(sample.text if migrated.text is None else migrated.text, encoding="utf-8")
        for name, text in migrated.added.items():
            (folder / name).write_text(text, encoding="utf-8")
        limit = ENDLESS_LIMIT if catalogue.after(sample.name)["judge"] == "endless" else LIMIT
        if migrated.form != "compat":
            return self._ask({"run": str(path), "limit": limit})
        if "keras" in sample.text:
            return self._run_alone(path, limit)
        return self._ask({"run": str(path), "limit": limit}, legacy=True)

    def run_text(self, name: str, text: str) -> dict:
        """The result of a program that needs no runtime."""
        folder = self._folder / name
        folder.mkdir()
        path = folder / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        return self._ask({"run": str(path), "limit": LIMIT})

    def _run_alone(self, path: Path, limit: float) -> dict:
        work = path.parent / "work"
        work.mkdir()
        injection = ROOT / "legacy_samples" / "_injection"
        environment = _environment(PYTHONPATH=f"{injection}{os.pathsep}{ROOT}", INJECT_RANDOM_VALUES="1")
        with open(work.with_suffix(".out"), "w+") as out, open(work.with_suffix(".err"), "w+") as err:
            process = subprocess.Popen([sys.executable, str(path)], cwd=work, env=environment, stdout=out, stderr=err)
            started = time.monotonic()
            while process.poll() is None and time.monotonic() - started < limit:
                time.sleep(0.05)
            still_running = process.poll() is None
            if still_running:
                process.kill()
                process.wait()
            out.seek(0)
            err.seek(0)
            result = {"stdout": out.read().splitlines(), "stderr": err.read(), "still_running": still_running}
        result["exit"] = None if still_running else process.returncode
        has_events = any(".tfevents." in file.name for file in work.rglob("*"))
        result["events"] = self._ask({"events": str(work)}) if has_events else {}
        return result

    def _ask(self, question: dict, legacy: bool = False) -> dict:
        servers = self._local.__dict__.setdefault("servers", {})
        if legacy not in servers:
            keras, choice = ("tf_keras", {"TF_USE_LEGACY_KERAS": "1"}) if legacy else ("keras", {})
            servers[legacy] = subprocess.Popen(
                [sys.executable, str(HERE / "fork_server.py"), "tensorflow", keras],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env=_environment(PYTHONPATH=str(ROOT), **choice),
            )
            self._servers.append(servers[legacy])
        server = servers[legacy]
        server.stdin.write(json.dumps(question) + "\n")
        server.stdin.flush()
        answer = server.stdout.readline()
        if not answer:
            raise RuntimeError("the server that runs programs on TensorFlow 2 has ended")
        return json.loads(answer)


def _environment(**changes: str) -> dict[str, str]:
    environment = dict(os.environ, CUDA_VISIBLE_DEVICES="-1", TF_CPP_MIN_LOG_LEVEL="3", PYTHONHASHSEED="0")
    environment.pop("TF_USE_LEGACY_KERAS", None)
    environment.update(changes)
    return environment
