"""Which files are left out: `.gitignore` files and `--exclude` patterns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pathspec import GitIgnoreSpec


@dataclass(frozen=True)
class Exclusion:
    """Patterns in `.gitignore` syntax, read from the folder `base`."""

    base: Path
    patterns: tuple[str, ...]

    @cached_property
    def _spec(self) -> GitIgnoreSpec:
        return GitIgnoreSpec.from_lines(self.patterns)

    def matches(self, path: Path, name: str, is_folder: bool = False) -> bool:
        """Whether the absolute `path`, or its `name` in the tree that holds it, is left out."""
        end = "/" if is_folder else ""
        inside = _relative(path, self.base)
        return self._spec.match_file(name + end) or bool(inside) and self._spec.match_file(inside + end)


@dataclass(frozen=True)
class GitIgnore:
    """The `.gitignore` files that apply in a folder, the outermost first."""

    levels: tuple[tuple[Path, GitIgnoreSpec], ...] = ()

    @classmethod
    def above(cls, root: Path) -> GitIgnore:
        """The rules that the git work tree around `root` has for it.

        None where they ignore `root` itself: who names an ignored folder wants what is in it.
        """
        root = root.resolve()
        top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), None)
        if top is None:
            return cls()
        rules = cls()._with(top / ".git" / "info" / "exclude", top)
        chain = [folder for folder in (root, *root.parents) if folder == top or top in folder.parents]
        for folder in reversed(chain):
            if folder != root:
                rules = rules.within(folder)
            if folder != top and rules.ignores(folder, True):
                return cls()
        return rules

    def within(self, folder: Path) -> GitIgnore:
        return self._with(folder / ".gitignore", folder)

    def _with(self, file: Path, base: Path) -> GitIgnore:
        try:
            lines = file.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
            return GitIgnore((*self.levels, (base.resolve(), GitIgnoreSpec.from_lines(lines))))
        except (OSError, ValueError):  # no such file, or a pattern that git would not take either
            return self

    def ignores(self, path: Path, is_folder: bool) -> bool:
        """Whether `path` (absolute) is ignored; the innermost file that says anything decides."""
        path = path.parent.resolve() / path.name if self.levels else path
        for base, spec in reversed(self.levels):
            inside = _relative(path, base)
            if not inside:
                continue
            verdict = spec.check_file(inside + ("/" if is_folder else "")).include
            if verdict is not None:
                return verdict
        return False


def _relative(path: Path, base: Path) -> str:
    try:
        return path.relative_to(base).as_posix()
    except ValueError:
        return ""
