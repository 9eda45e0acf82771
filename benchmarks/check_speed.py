"""CPU time and memory of `migrate check` beside tf_upgrade_v2, on the sources of tensor2tensor 1.15.7.

    python benchmarks/check_speed.py [--sources DIR] [--rounds N]

Needs the extra [runtime], which brings tf_upgrade_v2, and a package index, unless `--sources` names an unpacked tree.
Both tools run one after the other in each round, and the best round of each counts. Prints, for each command: CPU
seconds of all its processes, wall seconds and the peak memory of its largest process in MiB; then the ratio of the CPU
times. Exits with 1 where the ratio is above 0.1 or a process of `migrate check` needs 200 MiB or more.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from packages import unpacked

PACKAGE = "tensor2tensor==1.15.7"
LARGEST_RATIO = 0.1
LARGEST_MEMORY = 200


@dataclass
class Cost:
    """`cpu` and `wall` in seconds, `memory` in MiB."""

    cpu: float
    wall: float
    memory: float

    def __str__(self) -> str:
        return f"{self.cpu:7.2f} s CPU {self.wall:7.2f} s wall {self.memory:6.0f} MiB"


def measure(command: list[str], accepted: tuple[int, ...]) -> Cost:
    """The cost of a command with its children. RuntimeError where it exits with a code that is not `accepted`."""
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    with tempfile.TemporaryFile() as errors:
        begin = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in accepted:
            errors.seek(0)
            raise RuntimeError(f"{command[0]} exited with {process.returncode}: {errors.read()[-2000:].decode()}")
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / unit)


def tf_upgrade(sources: Path, scratch: Path) -> Cost:
    tool = shutil.which("tf_upgrade_v2", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if tool is None:
        raise SystemExit("tf_upgrade_v2 is missing: install the extra [runtime]")
    out = scratch / "upgraded"
    shutil.rmtree(out, ignore_errors=True)
    report = str(scratch / "report.txt")
    return measure([tool, "--intree", str(sources), "--outtree", str(out), "--reportfile", report], (0,))


def check(sources: Path, scratch: Path, jobs: int) -> Cost:
    report = str(scratch / "check.txt")
    # 1: findings, 2: files that a person has to look at
    command = [sys.executable, "-m", "migrate", "check", "-j", str(jobs), "--output-file", report, str(sources)]
    cost = measure(command, (0, 1, 2))
    if not os.path.getsize(report):
        raise RuntimeError("migrate check reported nothing")
    return cost


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, help="an unpacked tree; default: " + PACKAGE + " from the index")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        sources = options.sources or unpacked(PACKAGE, scratch)
        rows: dict[str, list[Cost]] = {"tf_upgrade_v2": [], "migrate check -j1": [], "migrate check -j2": []}
        for _ in range(options.rounds):
            rows["tf_upgrade_v2"].append(tf_upgrade(sources, scratch))
            rows["migrate check -j1"].append(check(sources, scratch, 1))
            rows["migrate check -j2"].append(check(sources, scratch, 2))
    best = {name: min(costs, key=lambda cost: cost.cpu) for name, costs in rows.items()}
    for name, cost in best.items():
        print(f"{name:20}{cost}")
    one, two = best["migrate check -j1"], best["migrate check -j2"]
    ratio = max(one.cpu, two.cpu) / best["tf_upgrade_v2"].cpu
    memory = max(one.memory, two.memory)
    print(f"ratio of CPU times: {ratio:.3f} (at most {LARGEST_RATIO})")
    print(f"peak memory of a process: {memory:.0f} MiB (below {LARGEST_MEMORY})")
    print(f"cores in use with -j2: {two.cpu / two.wall:.2f}; wall time {two.wall / one.wall:.2f} of -j1")
    return 0 if ratio <= LARGEST_RATIO and memory < LARGEST_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
