"""What apply did can be taken back, and an apply that was cut short can be finished."""

from __future__ import annotations

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from migrate import undo

OLD = "import tensorflow as tf\ny = tf.log(x)\n"
NEW = "import tensorflow as tf\ny = tf.math.log(x)\n"
TESTS = Path(__file__).parents[1]


def write(folder, text=OLD, names="abc"):
    for name in names:
        (folder / f"{name}.py").write_text(text)


def content(folder):
    return {path.name: path.read_text() for path in folder.glob("*.py")}


@pytest.fixture
def migrated(here, migrate, fake):
    write(here)
    (here / "a.py").chmod(0o755)
    assert migrate("apply").exit_code == 0
    return here


def test_undo_puts_content_and_mode_back_and_forgets(migrated, migrate):
    done = migrate("undo")
    assert done.exit_code == 0
    assert done.stdout.splitlines() == ["put back a.py", "put back b.py", "put back c.py"]
    assert set(content(migrated).values()) == {OLD}
    assert stat.S_IMODE((migrated / "a.py").stat().st_mode) == 0o755
    assert sorted(os.listdir(migrated)) == ["a.py", "b.py", "c.py"]
    assert migrate("undo").exit_code == 2


def test_undo_removes_what_apply_made(here, migrate, fake):
    write(here, OLD + "HELPER = 1\n", "a")
    migrate("apply")
    assert (here / "helper_module.py").exists()
    assert migrate("undo").exit_code == 0
    assert os.listdir(here) == ["a.py"]


def test_undo_goes_back_one_apply_at_a_time(here, migrate, fake):
    write(here, names="a")
    migrate("apply")
    write(here, names="b")
    migrate("apply")
    migrate("undo")
    assert content(here) == {"a.py": NEW, "b.py": OLD}
    migrate("undo")
    assert content(here) == {"a.py": OLD, "b.py": OLD}


def test_undo_refuses_whole_where_a_file_was_edited_since(migrated, migrate):
    (migrated / "b.py").write_text("mine = 1\n")
    done = migrate("undo")
    assert done.exit_code == 2
    assert "changed since they were migrated: b.py" in done.stderr
    assert content(migrated) == {"a.py": NEW, "b.py": "mine = 1\n", "c.py": NEW}


def test_undo_refuses_where_a_file_is_gone(migrated, migrate):
    (migrated / "b.py").unlink()
    assert migrate("undo").exit_code == 2
    assert (migrated / "a.py").read_text() == NEW


def test_undo_refuses_a_damaged_original(migrated, migrate):
    (migrated / ".migrate/0001/old/b.py").write_text("damaged")
    assert migrate("undo").exit_code == 2
    assert set(content(migrated).values()) == {NEW}


@pytest.mark.parametrize("name", ["../victim.py", "/etc/hostname", "link/victim.py"])
def test_a_manifest_does_not_reach_out_of_its_folder(migrated, migrate, tmp_path, name):
    victim = tmp_path / "victim.py"
    victim.write_text("safe")
    os.symlink(tmp_path, migrated / "link")
    manifest = migrated / ".migrate/0001/manifest.json"
    table = json.loads(manifest.read_text())
    table["files"][0].update(name=name, new=undo.digest(b"safe"))
    manifest.write_text(json.dumps(table))
    done = migrate("undo")
    assert done.exit_code == 2 and "outside" in done.stderr
    assert victim.read_text() == "safe"


def test_a_manifest_that_is_no_manifest(migrated, migrate):
    (migrated / ".migrate/0001/manifest.json").write_text("[]")
    done = migrate("undo")
    assert done.exit_code == 2 and "manifest.json cannot be read" in done.stderr


def test_no_journal_no_write(here, migrate, fake):
    write(here)
    (here / ".migrate").write_text("a file in the way")
    done = migrate("apply")
    assert done.exit_code == 2
    assert done.stdout.count(".py:1:1: TF003 cannot be written: no journal") == 3
    assert set(content(here).values()) == {OLD}


def test_a_file_that_changes_while_it_is_migrated_is_left(here, migrate, fake, monkeypatch):
    write(here)
    work = fake.migrate_group

    def slow(files, options):
        if files[0].name == "b.py":
            (here / "b.py").write_text("edited = 1\n")
        return work(files, options)

    monkeypatch.setattr(fake, "migrate_group", slow)
    done = migrate("apply")
    assert done.exit_code == 2
    assert "b.py:1:1: TF003 cannot be written: the file was changed while it was being migrated" in done.stdout
    assert content(here) == {"a.py": NEW, "b.py": "edited = 1\n", "c.py": NEW}


# --- kill -9

# Runs the command line with the stand-in engine and dies at the Nth rename or deletion, before or after it.
DRIVER = """
import os, signal, sys
import fake_engine, migrate.running
from migrate.cli import main
migrate.running.load_engine = lambda: fake_engine
count, at, late = 0, int(sys.argv.pop(1)), int(sys.argv.pop(1))
def mortal(function):
    def call(*arguments, **options):
        global count
        count += 1
        if count == at and not late:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*arguments, **options)
        if count == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return call
os.replace, os.fsync, os.mkdir = mortal(os.replace), mortal(os.fsync), mortal(os.mkdir)
main()
"""


def die(folder, command, at, late=0):
    """The exit status; -9 where the process was still there to be killed."""
    environment = dict(os.environ, PYTHONPATH=os.pathsep.join([str(TESTS.parent), str(TESTS / "helpers")]))
    arguments = [sys.executable, "-c", DRIVER, str(at), str(late), *command]
    return subprocess.run(arguments, cwd=folder, env=environment, capture_output=True, check=False).returncode


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_a_kill_at_any_moment_of_apply_leaves_whole_files_and_two_ways_on(tmp_path, monkeypatch, migrate, fake):
    cuts = 0
    for at in range(1, 60):
        folder, second = tmp_path / f"cut{at}", tmp_path / f"cut{at}-undone"
        folder.mkdir()
        write(folder)
        (folder / "a.py").chmod(0o640)
        status = die(folder, ["apply"], at, late=at % 2)
        assert set(content(folder).values()) <= {OLD, NEW}
        if status != -signal.SIGKILL:
            assert status == 0
            break
        cuts += 1
        shutil.copytree(folder, second)
        monkeypatch.chdir(folder)
        assert migrate("apply").exit_code == 0
        assert content(folder) == dict.fromkeys(["a.py", "b.py", "c.py"], NEW)
        monkeypatch.chdir(second)
        recorded = bool(undo.runs(second))  # a kill before the first source was touched leaves nothing to undo
        assert migrate("undo").exit_code == (0 if recorded else 2)
        assert content(second) == dict.fromkeys(["a.py", "b.py", "c.py"], OLD)
        for way in (folder, second):
            assert stat.S_IMODE((way / "a.py").stat().st_mode) == 0o640
            assert not list(way.glob(".migrate-tmp-*"))
    assert cuts > 10


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_a_kill_at_any_moment_of_undo_can_be_finished(tmp_path, monkeypatch, migrate, fake):
    cuts = 0
    for at in range(1, 60):
        folder = tmp_path / f"cut{at}"
        folder.mkdir()
        write(folder)
        monkeypatch.chdir(folder)
        assert migrate("apply").exit_code == 0
        status = die(folder, ["undo"], at, late=at % 2)
        assert set(content(folder).values()) <= {OLD, NEW}
        if status != -signal.SIGKILL:
            assert status == 0
            break
        cuts += 1
        if undo.runs(folder):
            assert migrate("undo").exit_code == 0
        assert content(folder) == dict.fromkeys(["a.py", "b.py", "c.py"], OLD)
        assert not list(folder.glob(".migrate-tmp-*"))
    assert cuts > 5


def test_an_apply_that_is_finished_leaves_alone_what_was_edited_meanwhile(here, migrate, fake):
    write(here)
    run = undo.begin(here, [undo.Change(f"{name}.py", OLD.encode(), NEW.encode()) for name in "abc"])
    (here / "a.py").write_text(NEW)
    (here / "b.py").write_text("mine = 1\n")
    assert run.state == "writing"
    done = migrate("apply")
    assert "finished an interrupted apply: 2 files written" in done.stderr
    assert "left alone, since changed meanwhile: b.py" in done.stderr
    assert content(here) == {"a.py": NEW, "b.py": "mine = 1\n", "c.py": NEW}


def test_check_tells_of_an_interrupted_apply(here, migrate, fake):
    write(here)
    undo.begin(here, [undo.Change("a.py", OLD.encode(), NEW.encode())])
    done = migrate("check")
    assert "an apply in . was interrupted" in done.stderr
    assert set(content(here).values()) == {OLD}
