"""What `migrate` makes of large TensorFlow 1 packages from the package index.

    python benchmarks/packages.py [REQUIREMENT...]

Each package is downloaded, unpacked and migrated into a copy, and the copy once more. For every file: no internal
error, the new text parses, a second migration changes nothing, and a file without TensorFlow and Keras keeps its
bytes. Prints a row a package (sources, files with TensorFlow or Keras, files changed, programs native, in graph mode
and by hand, CPU seconds of the first migration) and, below, each promise that was broken. Exits with 1 where one was.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import warnings
import zipfile
from collections import Counter
from pathlib import Path

PACKAGES = (
    "tensor2tensor==1.15.7",
    "magenta==2.1.4",
    "tf_slim==1.1.0",
    "tensorlayer==1.11.1",
    "dm_sonnet==1.36",
    "gpflow==1.5.1",
    "stable_baselines==2.10.2",
    "tensorforce==0.4.3",
    "trfl==1.2.0",
)
SUFFIXES = (".py", ".ipynb")


def unpacked(requirement: str, folder: Path) -> Path:
    """The folder with the files of a package's wheel, from the package index that pip is set up for."""
    wheels = folder / "wheels"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*command, "--ignore-requires-python", "--dest", str(wheels), requirement], check=True)
    (wheel,) = wheels.glob("*.whl")
    tree = folder / wheel.name.split("-")[0]
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tree)
    shutil.rmtree(wheels)
    return tree


def migrate(tree: Path, out: Path, report: Path) -> float:
    """Migrates a tree into a copy; CPU seconds."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "migrate", "apply", "--quiet", "--no-gitignore", "--output", str(out)]
    ran = subprocess.run(
        [*command, "--output-format", "json", "--output-file", str(report), str(tree)], capture_output=True, text=True
    )
    if ran.returncode not in (0, 1, 2) or not report.exists():
        raise RuntimeError(f"apply exited with {ran.returncode}: {ran.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def sources(tree: Path) -> dict[str, bytes]:
    return {str(p.relative_to(tree)): p.read_bytes() for p in sorted(tree.rglob("*")) if p.suffix in SUFFIXES}


def parses(data: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(data, "source", "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            return False
    return True


def examine(name: str, tree: Path, scratch: Path) -> tuple[list[object], list[str]]:
    """The row of a package and the promises that were broken."""
    first, second, report = scratch / "first", scratch / "second", scratch / "report.json"
    seconds = migrate(tree, first, report)
    said = json.loads(report.read_text())
    migrate(first, second, report)
    old, new, again = sources(tree), sources(first), sources(second)
    broken = []
    for finding in said["findings"]:
        if finding["code"] in ("TF004", "TF203"):
            broken.append(f"{finding['path']}:{finding['line']}: {finding['code']} {finding['message']}")
    for path, data in new.items():
        if (
            path.endswith(".py")
            and data != old.get(path)
            and not parses(data)
            and (path not in old or parses(old[path]))
        ):
            broken.append(f"{path}: the new text does not parse")
        if again.get(path) != data:
            broken.append(f"{path}: a second migration changes it")
        if data != old.get(path, data) and b"tensorflow" not in old[path] and b"keras" not in old[path]:
            broken.append(f"{path}: has no TensorFlow and was changed")
    broken += [f"{path}: is missing" for path in old.keys() - new.keys()]
    broken += [f"{path}: a second migration adds it" for path in again.keys() - new.keys()]
    forms = Counter(program["form"] for program in said["programs"])
    used = sum(b"tensorflow" in data or b"keras" in data for data in old.values())
    changed = sum(data != old.get(path) for path, data in new.items())
    row = [name, len(old), used, changed, forms["native"], forms["compat"], forms["by hand"], f"{seconds:.1f}"]
    return row, broken


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("requirements", nargs="*", default=list(PACKAGES), metavar="REQUIREMENT")
    parser.add_argument("--unpacked", type=Path, help="a folder of unpacked packages to take instead of the index's")
    options = parser.parse_args()
    layout = "{:26}{:>8}{:>8}{:>9}{:>8}{:>8}{:>9}{:>9}"
    print(
        layout.format("package", "sources", "with TF", "changed", "native", "compat", "by hand", "seconds"), flush=True
    )
    trees = sorted(options.unpacked.iterdir()) if options.unpacked else options.requirements
    broken: list[str] = []
    for each in trees:
        with tempfile.TemporaryDirectory() as folder:
            scratch = Path(folder)
            tree = each if isinstance(each, Path) else unpacked(each, scratch)
            row, found = examine(each.name if isinstance(each, Path) else each, tree, scratch)
            print(layout.format(*row), flush=True)
            broken += [f"{row[0]}: {line}" for line in found]
    print("\n".join(broken) or "every promise was kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
