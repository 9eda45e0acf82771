"""Runs every migrated sample against the old one and writes the table docs/verified.md.

    python legacy_samples/verify.py [--legacy-python PYTHON] [--device cpu|gpu] [NAME...]

PYTHON is an interpreter with TensorFlow 1.15.5; without it the old samples run on TensorFlow 2.21 through `compat`.
With names only those are run, and nothing is written. Ends with 1 where a sample differs.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "verified.md"


def main() -> int:
    sys.path.insert(0, str(ROOT))
    from legacy_samples import catalogue
    from migrate.verifying.program import Servers
    from migrate.verifying.verdicts import DIFFERS

    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--legacy-python", metavar="PYTHON")
    parser.add_argument("--device", choices=("cpu", "gpu"), default="cpu")
    options = parser.parse_args()

    verdicts = []
    servers: dict[tuple, Servers] = {}
    try:
        for sample in catalogue.samples():
            if sample.golden() is None or catalogue.after(sample.name)["judge"] in ("endless", "fails"):
                continue
            if options.names and sample.name not in options.names:
                continue
            verdict = verify(sample, options, servers)
            print(f"{sample.name}: {verdict.verdict}, {verdict.seconds:.0f} s {why(verdict)}".rstrip(), flush=True)
            verdicts.append((sample, verdict))
    finally:
        for pair in servers.values():
            pair.__exit__()
    if not options.names:
        TABLE.write_text(table(verdicts), encoding="utf-8")
    return int(any(verdict.verdict == DIFFERS for _, verdict in verdicts))


def verify(sample, options, servers):
    """The verdict on one sample; processes with the same preloaded modules serve all samples."""
    from legacy_samples import catalogue
    from migrate.verifying import program, running, sources

    migrated = catalogue.migrate(sample.path.name, sample.text)
    with tempfile.TemporaryDirectory(prefix="samples-") as folder:
        for side, files in (("old", {}), ("new", migrated.added)):
            (Path(folder) / side).mkdir()
            for name, text in files.items():
                (Path(folder) / side / name).write_text(text, encoding="utf-8")
        script = sample.path.name
        (Path(folder) / "old" / script).write_text(sample.text, encoding="utf-8")
        (Path(folder) / "new" / script).write_text(migrated.text or sample.text, encoding="utf-8")
        old, new = (sources.folder(Path(folder) / side) for side in ("old", "new"))
        legacy = options.legacy_python
        old_how = running.How(python=legacy or sys.executable, compat=not legacy, device=options.device)
        new_how = running.How(device=options.device)
        key = tuple(running.preload(old, old_how)), tuple(running.preload(new, new_how))
        pair = servers.setdefault(key, program.Servers())
        return program.verify(sample.name, [script], program.Old(old, old_how), new, new_how, servers=pair)


def why(verdict) -> str:
    if verdict.difference is not None:
        return f"({verdict.difference.what})"
    return f"({verdict.reason})" if verdict.reason else ""


def table(verdicts) -> str:
    """Markdown: one row a sample, and how both sides ran."""
    shown = next(verdict for _, verdict in verdicts if verdict.old and verdict.new)
    counts: dict[str, int] = {}
    for _, verdict in verdicts:
        counts[verdict.verdict] = counts.get(verdict.verdict, 0) + 1
    date = datetime.now(timezone.utc).date().isoformat()
    lines = [
        "# Verdicts on the samples",
        "",
        f"Written by `legacy_samples/verify.py` on {date}: the old samples on TensorFlow {shown.old.tensorflow}"
        f" (Python {shown.old.python}), what `migrate` makes of them on TensorFlow {shown.new.tensorflow}",
        f"(Python {shown.new.python}), both on {shown.new.device}. "
        + ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
        + ".",
        "",
        "Differences are the largest of all fetched values and variables over all steps, relative to their size.",
        "",
        "| sample | form | verdict | float64 | float32 | remark |",
        "|---|---|---|---|---|---|",
    ]
    from legacy_samples import catalogue

    forms = catalogue.forms()
    for sample, verdict in verdicts:
        worst = {rung.key: rung.worst for rung in verdict.rungs}
        cells = [sample.name, forms.get(sample.name, ""), verdict.verdict]
        cells += [_number(worst.get(key)) for key in ("trajectory float64", "trajectory float32")]
        cells.append(why(verdict).strip("()").replace("|", "/").replace("\n", " "))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.0e}" if value else "0"


if __name__ == "__main__":
    sys.exit(main())
