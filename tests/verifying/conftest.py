"""Programs that are run and compared: one process a side serves all tests, and the old program runs once."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

PROGRAMS = Path(__file__).resolve().parent / "programs"


class Verifier:
    """Verdicts on variants of the new programs in programs/, each against its old one."""

    def __init__(self, folder: Path) -> None:
        from migrate.verifying.program import Servers

        self.folder = folder
        self.servers = Servers()
        self.recorded: dict[str, tuple] = {}
        self.count = 0

    def source(self, text: str):
        from migrate.verifying import sources

        self.count += 1
        folder = self.folder / str(self.count)
        folder.mkdir()
        (folder / "train.py").write_text(text)
        return sources.folder(folder)

    def verdict(self, name: str, *changes: tuple[str, str], float64: bool = True, old_changes: tuple = ()):
        """The verdict where each (before, after) of `changes` is made in the new program, which must hold it."""
        from migrate.verifying import ladder
        from migrate.verifying.program import Old, Recorder
        from migrate.verifying.running import How

        old_text = changed((PROGRAMS / f"{name}_old.py").read_text(), old_changes)
        new = self.source(changed((PROGRAMS / f"{name}_new.py").read_text(), changes))
        key = f"{name} {old_changes}"
        if key not in self.recorded:
            old = self.source(old_text)
            self.servers.start(Old(old, How(compat=True, deadline=900)), new, How(deadline=900))
            self.recorded[key] = Recorder(self.servers.old, old, ["train.py"]).all(True, True)
        found = Recorder(self.servers.new, new, ["train.py"]).all(float64, False)
        sides = ladder.Sides(self.recorded[key], found, "old", "new")
        return ladder.judge("train.py", sides, 0.0)


def changed(text: str, changes) -> str:
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


@pytest.fixture(scope="session")
def verifier(tmp_path_factory):
    if importlib.util.find_spec("tensorflow") is None:
        pytest.skip("TensorFlow is not installed")
    found = Verifier(tmp_path_factory.mktemp("verifying"))
    with found.servers:
        yield found
