"""Compares what `migrate` makes of every sample with TensorFlow 1.15.5 and writes the table docs/verified.md.

    python legacy_samples/verify.py [--legacy-python PYTHON | --compat] [--device cpu|gpu] [NAME...] [--update]

The old side are the recordings in recordings/, which record_runs.py made on TensorFlow 1.15.5. It is run instead with
`--legacy-python`, an interpreter with TensorFlow 1.15.5, or with `--compat`, on TensorFlow 2.21 through `compat`; a GPU
needs one of the two, and its table is docs/verified-gpu.md. With names only those are compared, and nothing is
written; with --update as well, their rows of the table are. Ends with 1 where a sample differs.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORDINGS = ROOT / "legacy_samples" / "recordings"
TABLES = {"cpu": ROOT / "docs" / "verified.md", "gpu": ROOT / "docs" / "verified-gpu.md"}
# What a new program may take; those that run for ever are stopped sooner.
_DEADLINE = 240.0


def main() -> int:
    sys.path.insert(0, str(ROOT))
    from legacy_samples import catalogue
    from migrate.verifying.verdicts import DIFFERS

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--legacy-python", metavar="PYTHON")
    parser.add_argument("--compat", action="store_true")
    parser.add_argument("--device", choices=("cpu", "gpu"), default="cpu")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if options.device == "gpu" and not (options.legacy_python or options.compat):
        parser.error("the recordings are of a CPU: give --compat or --legacy-python")

    verdicts = []
    with Verifying(options.legacy_python, options.compat, options.device) as verifying:
        for sample in catalogue.samples():
            if options.names and sample.name not in options.names:
                continue
            if not (RECORDINGS / f"{sample.name}.zip").exists() and not (options.legacy_python or options.compat):
                print(f"{sample.name}: no recording, see record_runs.py", flush=True)
                continue
            verdict = verifying.verdict(sample)
            print(f"{sample.name}: {verdict.verdict}, {verdict.seconds:.0f} s {remark(verdict)}".rstrip(), flush=True)
            verdicts.append((sample.name, verdict))
    if options.update or not options.names:
        path = TABLES[options.device]
        kept = _lines(path.read_text(encoding="utf-8")) if options.names else {}
        path.write_text(table(verdicts, kept), encoding="utf-8")
    return int(any(verdict.verdict == DIFFERS for _, verdict in verdicts))


class Verifying:
    """Verdicts on samples; processes that have loaded TensorFlow and a Keras serve all of them."""

    def __init__(self, legacy_python: str | None = None, compat: bool = False, device: str = "cpu") -> None:
        self.legacy_python, self.compat, self.device = legacy_python, compat, device
        self.servers: dict[str, object] = {}

    def __enter__(self) -> Verifying:
        return self

    def __exit__(self, *error: object) -> None:
        for pair in self.servers.values():
            pair.__exit__()

    def verdict(self, sample):
        from legacy_samples import catalogue
        from migrate.verifying import program, running, sources

        migrated = catalogue.migrate(sample.path.name, sample.text)
        script = sample.path.name
        texts = {"old": {script: sample.text}, "new": {script: migrated.text or sample.text, **migrated.added}}
        with tempfile.TemporaryDirectory(prefix="samples-") as scratch:
            for side, files in texts.items():
                (Path(scratch) / side).mkdir()
                for name, text in files.items():
                    (Path(scratch) / side / name).write_text(text, encoding="utf-8")
            old_source, new = (sources.folder(Path(scratch) / side) for side in ("old", "new"))
            # Three states of the process: Keras 3, legacy Keras for `compat`, which has to be chosen beforehand.
            keras = "tf_keras" if migrated.form == "compat" else "keras"
            how = running.How(device=self.device, deadline=_DEADLINE)
            if self.legacy_python or self.compat:
                python = self.legacy_python or sys.executable
                old = program.Old(old_source, running.How(python, not self.legacy_python, self.device, None, _DEADLINE))
            else:
                old = program.Old(None, how, RECORDINGS / f"{sample.name}.zip")
            pair = self.servers.setdefault(keras, program.Servers())
            if pair.new is None:
                pair.new = running.Server(how, [keras])
            return program.verify(sample.name, [script], old, new, how, servers=pair)


def remark(verdict) -> str:
    """What the table says beside the verdict: the difference, or the reason why something was not compared."""
    if verdict.difference is not None:
        where = f" ({verdict.difference.likely})" if verdict.difference.likely else ""
        return re.sub(r" \(relative difference [^)]*\)", "", verdict.difference.what) + where
    if verdict.reason:
        return re.sub(r"(, and so does the new one) .*", r"\1", verdict.reason)
    double = next((rung for rung in verdict.rungs if rung.key == "trajectory float64"), None)
    parts = []
    if double is not None and double.outcome == "not run":
        nothing = double.detail.endswith("to compare")
        parts.append("nothing is fetched or trained: only what it prints" if nothing else double.detail)
    output = next((rung for rung in verdict.rungs if rung.key == "output"), None)
    if output is not None and output.outcome == "noise" and "errors" in output.detail:
        parts.append("the texts of TensorFlow's own errors are left out")
    return "; ".join([*parts, *verdict.unaligned])


def table(verdicts, kept: dict[str, str] | None = None) -> str:
    """Markdown: one row a sample, and how both sides ran.

    `verdicts` are (name, verdict) in order; `kept` are rows of other samples, as an earlier table has them.
    """
    from legacy_samples import catalogue
    from migrate.verifying.verdicts import VERDICTS

    forms = catalogue.forms()
    found = dict(kept or {})
    for name, verdict in verdicts:
        worst = {rung.key: rung.worst for rung in verdict.rungs}
        cells = [name, forms.get(name, ""), verdict.verdict]
        cells += [_number(worst.get(key)) for key in ("trajectory float64", "trajectory float32")]
        cells.append(cell(remark(verdict)))
        found[name] = "| " + " | ".join(cells) + " |"
    names = [sample.name for sample in catalogue.samples() if sample.name in found]
    shown = next(verdict for _, verdict in verdicts if verdict.old and verdict.new)
    given = [verdict for verdict, _ in rows("\n".join(found[name] for name in names)).values()]
    counts = ", ".join(f"{given.count(name)} {name}" for name in VERDICTS if name in given)
    date = datetime.now(timezone.utc).date().isoformat()
    lines = [
        "# Verdicts on the samples",
        "",
        f"What `migrate` makes of each program in `legacy_samples`, on TensorFlow {shown.new.tensorflow}",
        f"(Python {shown.new.python}), beside the program itself on TensorFlow {shown.old.tensorflow} (Python"
        f" {shown.old.python});",
        f"both on {shown.new.device}. Written by `legacy_samples/verify.py` on {date}:",
        f"{counts}.",
        "",
        "The verdicts are explained in [verify.md](verify.md). The numbers are the largest differences of all values",
        "and variables over all steps, relative to their size, in float64 and float32. Tests make each verdict anew.",
        "",
        "| sample | form | verdict | float64 | float32 | remark |",
        "|---|---|---|---|---|---|",
    ]
    return "\n".join([*lines, *(found[name] for name in names)]) + "\n"


def cell(text: str) -> str:
    """Text that is no markup in a table."""
    return text.replace("|", "/").replace("\n", " ").replace("<", "&lt;").replace("*", "\\*").strip()


def rows(text: str) -> dict[str, tuple[str, str]]:
    """Verdict and remark of each sample in a table that `table` wrote."""
    return {name: (cells[2], cells[5]) for name, line in _lines(text).items() for cells in [_cells(line)]}


def _lines(text: str) -> dict[str, str]:
    """The row of each sample."""
    found = {_cells(line)[0]: line for line in text.splitlines() if line.startswith("| ") and len(_cells(line)) == 6}
    found.pop("sample", None)
    return found


def _cells(line: str) -> list[str]:
    return [part.strip() for part in line.strip("|").split(" | ")]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.0e}" if value else "0"


if __name__ == "__main__":
    sys.exit(main())
