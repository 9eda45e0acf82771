"""Writes what the tool makes of each sample (NAME.migrated.py or .ipynb) and the form it reaches (forms.toml).

What it makes of the samples under [fit] with `--style fit` is NAME.fit.py.

    python legacy_samples/update_golden.py [NAME...]

Run it after a change of the tool, and read the diff before committing it. Ends with 1 when a sample fell back.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RANK = {"native": 2, "none": 2, "compat": 1, "by hand": 0}


def main(names: list[str]) -> int:
    sys.path.insert(0, str(ROOT))
    from legacy_samples import catalogue

    forms, fits, fallen = catalogue.forms(), catalogue.fit_forms(), 0
    for sample in catalogue.samples():
        if names and sample.name not in names:
            continue
        migrated = catalogue.migrate(sample.path.name, sample.text)
        before = sample.golden()
        if migrated.text is None:
            sample.golden_path.unlink(missing_ok=True)
        else:
            sample.golden_path.write_text(migrated.text, encoding="utf-8")
        known = forms.get(sample.name)
        if known is not None and RANK[migrated.form] < RANK[known]:
            fallen += 1
            print(f"FELL {sample.name}: {known} -> {migrated.form}: {migrated.reason}")
        elif before != migrated.text or known != migrated.form:
            print(f"changed {sample.name}: {known} -> {migrated.form} {migrated.reason}".rstrip())
        forms[sample.name] = migrated.form
        if sample.name in fits:
            text = catalogue.migrate(sample.path.name, sample.text, "fit").text or ""
            sample.fit_path.write_text(text, encoding="utf-8")
            fits[sample.name] = text.count(".fit(")
    write_forms(catalogue, forms, fits)
    counts = {form: list(forms.values()).count(form) for form in RANK}
    print(", ".join(f"{count} {form}" for form, count in counts.items() if count))
    return 1 if fallen else 0


def write_forms(catalogue, forms: dict[str, str], fits: dict[str, int]) -> None:
    lines = ["# The form that each sample reaches; written by update_golden.py, checked by the tests.", "[forms]"]
    lines += [f'{sample.name} = "{forms[sample.name]}"' for sample in catalogue.samples() if sample.name in forms]
    lines += ["", "# Samples that are also kept with `--style fit`, and how many of their loops become `fit`.", "[fit]"]
    lines += [f"{name} = {count}" for name, count in sorted(fits.items())]
    catalogue.FORMS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
