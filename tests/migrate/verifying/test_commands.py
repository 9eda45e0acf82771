from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import pytest
from click.testing import CliRunner

from migrate.cli import cli


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["verify"], "the program is missing"),
        (["verify", "a", "b", "c", "--", "train.py"], "at most OLD and NEW"),
        (["verify", "nowhere", "--", "train.py"], "nowhere is no folder, and there is no git work tree in"),
        (["verify", "--", "train.py"], "no apply is recorded"),
        (["record", "--", "train.py"], "--out FILE is missing"),
    ],
)
def test_usage(arguments, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2, result.output
    assert words in " ".join(result.output.split())


def test_help_says_that_code_runs():
    for command in ("verify", "record"):
        assert "RUNS YOUR CODE" in CliRunner().invoke(cli, [command, "--help"]).output


def test_unreadable_interpreter_is_not_comparable(tmp_path, monkeypatch):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(cli, ["verify", "-q", "--python", "./no-python", "old", "new", "--", "train.py"])
    assert result.exit_code == 1
    assert "not comparable" in result.output and "no-python" in result.output


def test_standalone_recorder_is_one_file_that_runs(tmp_path):
    file = tmp_path / "recorder.pyz"
    result = CliRunner().invoke(cli, ["record", "--standalone", str(file)])
    assert result.exit_code == 0, result.output
    assert os.access(file, os.X_OK)
    names = zipfile.ZipFile(file).namelist()
    assert "__main__.py" in names and "tf1recorder/main.py" in names
    try:
        import numpy  # noqa: F401
    except ImportError:
        pytest.skip("numpy is not installed")
    done = subprocess.run([sys.executable, str(file), "--help"], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "--float64" in done.stdout
