from __future__ import annotations

import subprocess

import pytest

from migrate import undo
from migrate.verifying import sources


def git(folder, *arguments):
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path):
    top = tmp_path / "repository"
    (top / "model").mkdir(parents=True)
    (top / "model" / "train.py").write_text("old\n")
    (top / "gone.py").write_text("old\n")
    (top / ".gitignore").write_text("data/\n")
    git(top, "init", "-q")
    git(top, "add", ".")
    git(top, "commit", "-qm", "first")
    (top / "data").mkdir()
    (top / "data" / "x.csv").write_text("1\n")
    (top / "model" / "train.py").write_text("new\n")
    (top / "gone.py").unlink()
    return top


def test_revision_has_its_files_and_the_data(repository, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    found = sources.revision("HEAD", repository / "model", scratch)
    assert (found.tree / "model" / "train.py").read_text() == "old\n"
    assert (found.tree / "gone.py").exists()
    assert (found.tree / "data" / "x.csv").read_text() == "1\n"
    assert not (found.tree / ".git").exists()
    assert found.inside == "model"
    assert (sources.work_tree(repository / "model").tree / "model" / "train.py").read_text() == "new\n"


def test_neither_folder_nor_revision(repository, tmp_path):
    with pytest.raises(sources.NoSource, match="neither a folder nor a git revision"):
        sources.revision("nothing", repository, tmp_path)
    with pytest.raises(sources.NoSource, match="no git work tree"):
        sources.revision("HEAD", tmp_path, tmp_path / "scratch")
    with pytest.raises(sources.NoSource, match="no apply is recorded"):
        sources.before_last_apply(tmp_path, tmp_path / "scratch")


def test_before_the_last_apply(tmp_path):
    top = tmp_path / "program"
    top.mkdir()
    (top / "train.py").write_bytes(b"old\n")
    run = undo.begin(top, [undo.Change("train.py", b"old\n", b"new\n"), undo.Change("helper.py", None, b"helper\n")])
    (top / "train.py").write_bytes(b"new\n")
    (top / "helper.py").write_bytes(b"helper\n")
    undo.finish(run, ["train.py", "helper.py"])
    found = sources.before_last_apply(top, tmp_path / "scratch")
    assert (found.tree / "train.py").read_text() == "old\n"
    assert not (found.tree / "helper.py").exists()


def test_large_data_is_linked(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "_LARGE_FILE", 3)
    top = tmp_path / "program"
    top.mkdir()
    (top / "data.npy").write_bytes(b"12345")
    (top / "train.py").write_bytes(b"1")
    sources.copy_tree(top, tmp_path / "copy")
    assert (tmp_path / "copy" / "data.npy").is_symlink()
    assert not (tmp_path / "copy" / "train.py").is_symlink()
