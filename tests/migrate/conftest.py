from __future__ import annotations

import fake_engine
import pytest
from click.testing import CliRunner

from migrate.cli import cli


@pytest.fixture
def fake(monkeypatch):
    """The command line with a stand-in for the engine."""
    monkeypatch.setattr("migrate.running.load_engine", lambda: fake_engine)
    return fake_engine


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty current folder outside of git."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def migrate(here):
    """Runs a command in `here`: gives exit code, stdout and stderr."""

    def run(*arguments, stdin=None):
        return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=stdin, catch_exceptions=False)

    return run
