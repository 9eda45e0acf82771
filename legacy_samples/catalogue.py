"""The samples, their records and what the tool makes of them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
FOLDERS = ("seeds", "idioms", "notebooks")
SUFFIXES = (".py", ".ipynb")
FORMS = HERE / "forms.toml"
AFTER = HERE / "after.toml"


@dataclass(frozen=True)
class Sample:
    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def record_path(self) -> Path:
        return self.path.with_suffix(".expected.json")

    @property
    def golden_path(self) -> Path:
        """What the tool writes; absent where it leaves the sample as it is."""
        return self.path.with_suffix(f".migrated{self.path.suffix}")

    @property
    def fit_path(self) -> Path:
        """What the tool writes with `--style fit`; there for the samples that forms.toml lists under [fit]."""
        return self.path.with_suffix(".fit.py")

    def record(self) -> dict:
        """What TensorFlow 1.15 did; the keys are described in record.py."""
        return json.loads(self.record_path.read_text(encoding="utf-8"))

    def golden(self) -> str | None:
        return self.golden_path.read_text(encoding="utf-8") if self.golden_path.exists() else None


@dataclass(frozen=True)
class Migrated:
    """`text` None: left as it is. `form` as in `ProgramResult`, `reason` one line, empty for a native program.

    `added`: texts of the modules that the tool puts beside the program, by file name.
    """

    text: str | None
    form: str
    reason: str
    added: dict[str, str] = field(default_factory=dict)


def samples() -> list[Sample]:
    """All samples, sorted by folder and name."""
    found = []
    for folder in FOLDERS:
        files = sorted(file for file in (HERE / folder).iterdir() if file.suffix in SUFFIXES)
        found += [Sample(file) for file in files if not file.stem.endswith((".migrated", ".fit"))]
    return found


def migrate(file_name: str, text: str, style: str = "loop") -> Migrated:
    """One program, a script or a notebook, through the engine, as `migrate apply --style STYLE` would take it."""
    from migrate import notebooks, project
    from migrate.engine import Options, SourceFile, group, migrate_group

    source = None
    if file_name.endswith(notebooks.SUFFIX):
        place = project.Place(HERE, file_name, HERE / file_name, file_name)
        source = notebooks.decode(place, text.encode())
    groups = group([SourceFile(file_name, text if source is None else source.text)])
    if len(groups) != 1:
        raise ValueError(f"{file_name}: one file made {len(groups)} groups")
    result = migrate_group(groups[0], Options(style=style))
    texts = {file.name: file.text for file in result.files}
    new_text = texts.pop(file_name, None)
    if source is not None and new_text is not None:
        new_text = notebooks.encode(source, new_text).decode()
    form, reason = "none", ""
    if result.programs:
        form = result.programs[0].form
        finding = result.programs[0].reason
        reason = "" if finding is None else f"{finding.code} {finding.message}"
    added = {file: other for file, other in texts.items() if other is not None}
    return Migrated(None if new_text == text else new_text, form, reason, added)


def forms() -> dict[str, str]:
    """The form that each sample is known to reach."""
    return tomllib.loads(FORMS.read_text(encoding="utf-8"))["forms"] if FORMS.exists() else {}


def fit_forms() -> dict[str, int]:
    """The samples that are also kept with `--style fit`, each with the number of its loops that become `fit`."""
    return tomllib.loads(FORMS.read_text(encoding="utf-8")).get("fit", {})


def after(name: str) -> dict:
    """What the sample must do after migration: `judge`, `why` and perhaps `stdout`; see after.toml."""
    return tomllib.loads(AFTER.read_text(encoding="utf-8")).get(name, {"judge": "same"})
