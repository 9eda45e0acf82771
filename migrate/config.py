"""Settings from `[tool.migrate]` in pyproject.toml, under those of the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from migrate.ignoring import Exclusion

STYLES = ("loop", "fit")
OUTPUT_FORMATS = ("concise", "full", "json", "sarif", "github", "markdown", "html")


class ConfigError(Exception):
    """A setting that does not exist or has a wrong value; the text names the file and the key."""


@dataclass(frozen=True)
class Settings:
    """What a run needs to know. None stands for "not said"."""

    exclude: tuple[Exclusion, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    output_format: str = "concise"
    jobs: int = 0
    python2: bool = False
    style: str = "loop"


def load(paths: Sequence[str], given: Mapping[str, Any]) -> Settings:
    """The settings for `paths`: defaults, then the nearest pyproject.toml with a `[tool.migrate]`, then `given`.

    `given` has the names of Settings; its values None and () count as not said. `exclude` adds up.
    """
    from migrate.ignoring import Exclusion

    start = Path(os.path.abspath(paths[0] if paths and paths[0] != "-" else "."))
    values = _from_file(start)
    excluded = values.pop("exclude", ())
    for key, value in given.items():
        if key == "exclude":
            if value:
                excluded = (*excluded, Exclusion(Path.cwd(), tuple(value)))
        elif value is not None and value != ():
            values[key] = value
    return Settings(exclude=tuple(excluded), **values)


def _from_file(start: Path) -> dict[str, Any]:
    try:
        import tomllib
    except ImportError:  # Python 3.10
        import tomli as tomllib

    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            try:
                table = tomllib.loads(file.read_text(encoding="utf-8"))
            except (OSError, ValueError) as error:
                raise ConfigError(f"{file}: {error}") from None
            tool = table.get("tool", {}).get("migrate")
            if tool is not None:
                return _checked(file, tool)
        if (folder / ".git").exists():
            break
    return {}


def _checked(file: Path, table: Any) -> dict[str, Any]:
    from migrate.ignoring import Exclusion

    if not isinstance(table, dict):
        raise ConfigError(f"{file}: tool.migrate must be a table")
    values: dict[str, Any] = {}
    known = {field.name.replace("_", "-"): field.name for field in fields(Settings)}
    for key, value in table.items():
        where = f"{file}: tool.migrate.{key}"
        name = known.get(key)
        if name is None:
            raise ConfigError(f"{where}: no such setting; there are {', '.join(sorted(known))}")
        if name in ("exclude", "select", "ignore"):
            if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
                raise ConfigError(f"{where} must be a list of strings")
            values[name] = (Exclusion(file.parent, tuple(value)),) if name == "exclude" else tuple(value)
        elif name == "jobs":
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                raise ConfigError(f"{where} must be a number, 0 for one process a core")
            values[name] = value
        elif name == "python2":
            if not isinstance(value, bool):
                raise ConfigError(f"{where} must be true or false")
            values[name] = value
        elif name == "style":
            if value not in STYLES:
                raise ConfigError(f"{where} must be one of {', '.join(STYLES)}")
            values[name] = value
        else:
            if value not in OUTPUT_FORMATS:
                raise ConfigError(f"{where} must be one of {', '.join(OUTPUT_FORMATS)}")
            values[name] = value
    return values
