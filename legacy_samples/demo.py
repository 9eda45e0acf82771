"""Migrates a copy of the TensorFlow 1 repository in demo/, shows the diff, and compares what old and new print.

The old program runs on TensorFlow 2 through `compat`, the new one as it is; both are held against what TensorFlow
1.15.5 printed. Ends with 1 where they differ.
"""

from __future__ import annotations

import difflib
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLE = Path(__file__).parent / "demo"
ENTRY = "train.py"
NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# Eager steps and the old graph may round the last digit of a float32 differently.
RELATIVE, ABSOLUTE = 1e-4, 1e-6


def main() -> int:
    scratch = Path(tempfile.mkdtemp(prefix="tf1-migrate-demo-"))
    old, new = scratch / "old", scratch / "new"
    shutil.copytree(SAMPLE, old, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(old, new)
    tell(f"A TensorFlow 1 repository, copied to {new}")
    for path in sorted(new.rglob("*.py")):
        print(f"    {path.relative_to(new)}: {len(path.read_text(encoding='utf-8').splitlines())} lines")

    tell("migrate diff")
    show([sys.executable, "-m", "migrate", "diff", "--quiet"], new, wanted=(0, 1))
    tell("migrate apply")
    show([sys.executable, "-m", "migrate", "apply"], new)

    tell(f"The old program, in graph mode: python -m compat run {ENTRY}")
    before = show([sys.executable, "-m", "compat", "run", ENTRY], old)
    tell(f"The migrated program: python {ENTRY}")
    after = show([sys.executable, ENTRY], new)

    recorded = (SAMPLE / "expected.txt").read_text(encoding="utf-8")
    differences = compare(before, after) or compare(recorded, after)
    if differences:
        tell("They differ:")
        print("\n".join(differences))
        return 1
    tell(f"Old and new print the same {len(after.splitlines())} lines, which TensorFlow 1.15.5 printed too.")
    return 0


def tell(text: str) -> None:
    print(f"\n=== {text}", flush=True)


def show(command: list[str], folder: Path, wanted: tuple[int, ...] = (0,)) -> str:
    """Runs a command, prints and gives its stdout; its stderr only where it fails."""
    environment = dict(os.environ, TF_CPP_MIN_LOG_LEVEL="3", PYTHONDONTWRITEBYTECODE="1")
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    print(done.stdout, end="", flush=True)
    if done.returncode not in wanted:
        sys.stderr.write(done.stderr)
        sys.exit(f"{' '.join(command[1:])} ended with exit code {done.returncode}")
    return done.stdout


def compare(before: str, after: str) -> list[str]:
    """A diff of two outputs, empty where the words agree and the numbers agree within float32 rounding."""
    same_words = NUMBER.sub("0", before) == NUMBER.sub("0", after)
    pairs = zip(NUMBER.findall(before), NUMBER.findall(after), strict=False)
    if same_words and all(math.isclose(float(a), float(b), rel_tol=RELATIVE, abs_tol=ABSOLUTE) for a, b in pairs):
        return []
    return list(difflib.unified_diff(before.splitlines(), after.splitlines(), "old", "new", lineterm=""))


if __name__ == "__main__":
    sys.exit(main())
