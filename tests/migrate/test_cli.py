"""The commands: what they print where, what they write, and how they exit."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys

import pytest

OLD = "import tensorflow as tf\ny = tf.log(x)\n"
NEW = "import tensorflow as tf\ny = tf.math.log(x)\n"
pytestmark = pytest.mark.usefixtures("fake")


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)


def git(*arguments, **options):
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false", *arguments]
    return subprocess.run(command, check=True, capture_output=True, **options).stdout


@pytest.fixture
def repository(here):
    git("init", "-q")
    return here


def commit():
    git("add", "-A")
    git("commit", "-qm", "x")


# --- check


def test_check_lists_findings_and_programs_on_stdout_and_the_summary_on_stderr(here, migrate):
    write(here, train=OLD, keep="import tensorflow\n\nKEEP = 1\n", other="import os\n")
    done = migrate("check")
    assert done.stdout.splitlines() == [
        "keep.py:3:1: TF201 cannot be certain",
        "train.py:2:5: TF102 [*] tf.log becomes tf.math.log",
        "program keep.py: compat - keep.py:3:1 TF201 cannot be certain",
        "program train.py: native",
    ]
    assert done.stderr == (
        "2 files of 3 use TensorFlow or Keras, 1 would change. 2 findings, 1 [*] fixable by `migrate apply`. "
        "Programs: 1 native, 1 compat.\n"
    )
    assert done.exit_code == 1
    assert (here / "train.py").read_text() == OLD


def test_check_of_clean_sources(here, migrate):
    write(here, train=NEW, other="import os\n")
    done = migrate("check", "--quiet")
    assert (done.exit_code, done.stderr) == (0, "")


def test_check_of_an_empty_folder(here, migrate):
    assert migrate("check").exit_code == 0


def test_paths_are_shown_as_the_user_reaches_them(here, migrate, tmp_path):
    (here / "repo").mkdir()
    (tmp_path / "away").mkdir()
    write(here / "repo", a=OLD)
    write(tmp_path / "away", b=OLD)
    assert migrate("check", "repo").stdout.startswith("repo/a.py:2:5: ")
    assert migrate("check", tmp_path / "away").stdout.startswith(f"{tmp_path}/away/b.py:2:5: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "nowhere"],
        ["check", "-", "a.py"],
        ["check", "--stdin-filename", "a.py"],
        ["check", "--output-format", "odd"],
        ["check", "--output-file", "no/such/folder/report"],
        ["explain", "TF999"],
        ["undo"],
        ["apply", "--output", "out", "a.py"],
        ["odd"],
    ],
)
def test_usage_errors_exit_with_2_and_say_why_on_stderr(here, migrate, arguments):
    write(here, a=OLD)
    done = migrate(*arguments)
    assert done.exit_code == 2
    assert done.stderr and not done.stdout
    assert (here / "a.py").read_text() == OLD


def test_select_and_ignore_by_prefix(here, migrate):
    write(here, a=OLD + "KEEP\n")
    assert "TF201" not in migrate("check", "--select", "TF1").stdout.split("program")[0]
    assert "TF102" not in migrate("check", "--ignore", "TF102").stdout
    assert migrate("check", "--select", "TF1,TF2").stdout == migrate("check").stdout


def test_a_source_problem_cannot_be_deselected(here, migrate):
    write(here, a="import tensorflow\nprint 'x'\n")
    done = migrate("check", "--select", "TF1", "--ignore", "TF0")
    assert "TF006" in done.stdout
    assert done.exit_code == 2


def test_suppression_hides_and_an_unused_one_is_told(here, migrate):
    write(
        here,
        a="import tensorflow as tf\ny = tf.log(x)  # migrate: ignore[TF102] read by the parser\n",
        b="import tensorflow as tf  # migrate: ignore[TF102]\n",
    )
    done = migrate("check")
    assert done.stdout.splitlines()[0] == "b.py:1:26: TF005 nothing on this line gives TF102: the suppression can go"
    assert "1 suppressed." in done.stderr


def test_statistics(here, migrate):
    write(here, a=OLD, b=OLD, c="import tensorflow\nKEEP = 1\n")
    assert migrate("check", "--statistics").stdout.splitlines() == [
        "2  TF102  [*] symbol renamed",
        "1  TF201  [ ] not certain to migrate",
    ]


def test_output_file(here, migrate):
    write(here, a=OLD)
    done = migrate("check", "--output-format", "json", "--output-file", "report.json")
    assert done.stdout == ""
    assert json.loads((here / "report.json").read_text())["findings"][0]["code"] == "TF102"


def test_configuration_and_the_command_line_over_it(here, migrate):
    write(here, a=OLD, gen=OLD)
    (here / "pyproject.toml").write_text("[tool.migrate]\nexclude = ['gen.py']\nignore = ['TF1']\n")
    done = migrate("check")
    assert "TF102" not in done.stdout and "gen.py" not in done.stdout
    assert "TF102" in migrate("check", "--ignore", "TF9").stdout
    (here / "pyproject.toml").write_text("[tool.migrate]\nexcluded = []\n")
    done = migrate("check")
    assert done.exit_code == 2
    assert "tool.migrate.excluded" in done.stderr


def test_verbose_names_what_was_left_out(here, migrate):
    write(here, a=OLD, gen=OLD)
    done = migrate("check", "-v", "--exclude", "gen.py")
    assert "left out gen.py: ignored or excluded" in done.stderr
    assert "would change a.py" in done.stderr


def test_explain(migrate):
    assert migrate("explain", "tf201").stdout.startswith("TF201: not certain to migrate\n\nA construct")
    assert "TF102" in migrate("explain").stdout


# --- diff


def test_diff_goes_to_stdout_and_the_rest_to_stderr(here, migrate):
    write(here, a=OLD)
    done = migrate("diff")
    assert done.stdout == (
        "--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n import tensorflow as tf\n-y = tf.log(x)\n+y = tf.math.log(x)\n"
    )
    assert "TF102" in done.stderr and "1 would change" in done.stderr
    assert done.exit_code == 1
    assert (here / "a.py").read_text() == OLD


AWKWARD = {
    "plain.py": OLD.encode(),
    "no newline.py": OLD.rstrip("\n").encode(),
    "crlf.py": OLD.replace("\n", "\r\n").encode(),
    "mixed.py": b"import tensorflow as tf\r\nx = 1\ny = tf.log(x)\r\nz = 1\n",
    "caf\u00e9 \u4f60.py": OLD.encode(),
    'quo"te.py': OLD.encode(),
    "tab\there.py": OLD.encode(),
    "latin.py": b"# coding: latin-1\nimport tensorflow as tf\ny = tf.log(x)  # \xe9\nz = '\xe9'\n",
    "bom.py": b"\xef\xbb\xbf" + OLD.encode(),
    "sub/deep.py": OLD.encode(),
    "helper.py": OLD.encode() + b"HELPER = 1\n",
}


@pytest.mark.skipif(sys.platform == "win32", reason="file names that Windows lacks")
@pytest.mark.parametrize("start", [".", "inner"])
def test_git_apply_takes_the_diff_and_does_what_apply_does(tmp_path, monkeypatch, migrate, start):
    for side in ("patched", "applied"):
        folder = tmp_path / side / "inner" if start == "inner" else tmp_path / side
        for name, data in AWKWARD.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    monkeypatch.chdir(tmp_path / "patched" / start)
    git("init", "-q", str(tmp_path / "patched"))
    patch = migrate("diff").stdout_bytes
    git("apply", "-", input=patch)
    monkeypatch.chdir(tmp_path / "applied" / start)
    assert migrate("apply").exit_code == 0

    def content(side):
        root = tmp_path / side / start
        return {
            str(path.relative_to(root)): path.read_bytes()
            for path in root.rglob("*.py")
            if ".migrate" not in path.parts and ".git" not in path.parts
        }

    assert content("patched") == content("applied")
    assert len(content("applied")) == len(AWKWARD) + 1
    assert not any(b"tf.log" in data for data in content("applied").values())


# --- apply


def test_apply_writes_and_a_second_one_changes_nothing(here, migrate):
    write(here, a=OLD, clean=NEW, other="import os\n")
    before = {name: (here / name).stat().st_mtime_ns for name in ("clean.py", "other.py")}
    done = migrate("apply")
    assert done.exit_code == 0
    assert "1 changed" in done.stderr and "migrate undo" in done.stderr
    assert (here / "a.py").read_text() == NEW
    assert {name: (here / name).stat().st_mtime_ns for name in before} == before
    stamp = (here / "a.py").stat().st_mtime_ns
    again = migrate("apply")
    assert (again.exit_code, (here / "a.py").stat().st_mtime_ns) == (0, stamp)
    assert "0 changed" in again.stderr


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (OLD, 0),
        (OLD + "KEEP = 1\n", 0),
        (OLD + "PERSON = 1\n", 1),
        (OLD + "BOOM = 1\n", 2),
        (OLD + "print 'x'\n", 2),
        ("import os\n", 0),
    ],
)
def test_exit_codes_of_apply(here, migrate, text, code):
    write(here, a=text)
    assert migrate("apply").exit_code == code


def test_apply_without_anything_to_do_leaves_no_trace(here, migrate):
    write(here, a=NEW)
    migrate("apply")
    assert os.listdir(here) == ["a.py"]


def test_output_is_a_migrated_copy(here, migrate, tmp_path):
    repo = here / "repo"
    (repo / "data").mkdir(parents=True)
    (repo / ".git").mkdir()
    write(repo, a=OLD)
    (repo / "run.sh").write_text("#!/bin/sh\n")
    (repo / "run.sh").chmod(0o755)
    (repo / "data/x.bin").write_bytes(b"\x00\xff")
    (tmp_path / "outside").write_text("x")
    os.symlink("a.py", repo / "link.py")
    os.symlink("../../outside", repo / "out")
    done = migrate("apply", "repo", "--output", "copy/of/it")
    copy = here / "copy/of/it"
    assert done.exit_code == 0
    assert (repo / "a.py").read_text() == OLD and not (repo / ".migrate").exists()
    assert (copy / "a.py").read_text() == NEW == (copy / "link.py").read_text()
    assert os.readlink(copy / "link.py") == "a.py"
    assert (copy / "data/x.bin").read_bytes() == b"\x00\xff"
    assert stat.S_IMODE((copy / "run.sh").stat().st_mode) == 0o755
    assert (copy / "out").read_text() == "x"
    assert sorted(os.listdir(copy)) == ["a.py", "data", "link.py", "out", "run.sh"]
    again = migrate("apply", "repo", "--output", "copy/of/it")
    assert again.exit_code == 2 and "not an empty folder" in again.stderr


def test_output_inside_the_tree_does_not_copy_itself(here, migrate):
    write(here, a=OLD)
    assert migrate("apply", ".", "--output", "out").exit_code == 0
    assert sorted(os.listdir(here)) == ["a.py", "out"]
    assert os.listdir(here / "out") == ["a.py"]


def test_a_link_inside_is_written_through_and_stays_a_link(here, migrate):
    (here / ".store").mkdir()
    write(here / ".store", a=OLD)
    os.symlink(".store/a.py", here / "link.py")
    assert migrate("apply").exit_code == 0
    assert (here / "link.py").is_symlink()
    assert (here / ".store/a.py").read_text() == NEW


def test_a_link_out_of_the_tree_is_not_written_through(here, migrate, tmp_path):
    write(tmp_path, outside=OLD)
    os.symlink(tmp_path / "outside.py", here / "link.py")
    migrate("apply")
    assert migrate("apply", "link.py").exit_code == 2
    assert (tmp_path / "outside.py").read_text() == OLD


def test_a_group_is_written_whole_or_not_at_all(here, migrate):
    write(here, a=OLD + "# group g\n", c=OLD)
    (here / "b.py").write_bytes(b"# coding: latin-1\n# group g\n" + OLD.encode() + b"# SNOWMAN\n")
    done = migrate("apply")
    assert done.exit_code == 2
    assert (here / "a.py").read_text() == OLD + "# group g\n"
    assert (here / "c.py").read_text() == NEW
    lines = done.stdout.splitlines()
    assert "a.py:1:1: TF003 left as it is, since b.py of the same program cannot be written" in lines
    assert any(line.startswith("b.py:1:1: TF003 cannot be written: ") and "iso-8859-1" in line for line in lines)


def test_a_write_that_fails_puts_the_group_back(here, migrate, monkeypatch):
    write(here, a=OLD + "# group g\n", b=OLD + "# group g\n", c=OLD)
    replace = os.replace

    def full(source, target):
        if str(target).endswith("b.py"):
            raise OSError(28, "No space left on device")
        return replace(source, target)

    monkeypatch.setattr(os, "replace", full)
    done = migrate("apply")
    assert done.exit_code == 2
    assert "b.py:1:1: TF003 cannot be written: No space left on device" in done.stdout
    assert (here / "a.py").read_text() == OLD + "# group g\n"
    assert (here / "c.py").read_text() == NEW
    monkeypatch.undo()


def test_a_new_file_takes_no_other_files_place(here, migrate):
    write(here, a=OLD + "HELPER = 1\n", b=OLD)
    (here / "helper_module.py").write_text("mine = 1\n")
    done = migrate("apply")
    assert done.exit_code == 2
    assert "helper_module.py:1:1: TF003" in done.stdout
    assert (here / "helper_module.py").read_text() == "mine = 1\n"
    assert "tf.log" in (here / "a.py").read_text() and "tf.math.log" in (here / "b.py").read_text()


def test_an_internal_error_is_one_finding_for_one_file(here, migrate):
    write(here, a=OLD + "BOOM = 1\n", b=OLD, c=OLD + "BROKEN = 1\n", d=OLD + "DEEP = 1\n")
    done = migrate("apply")
    assert done.exit_code == 2
    assert (here / "b.py").read_text() == NEW
    assert [line.split(": ")[:2] for line in done.stdout.splitlines() if ":1:1: TF004 " in line] == [
        [f"{name}.py:1:1", "TF004 internal error, the file is left"] for name in "acd"
    ]
    assert "Traceback" not in done.stdout + done.stderr
    assert "BROKEN" in (here / "c.py").read_text()


# --- apply and git


def test_apply_refuses_uncommitted_changes_under_the_path(repository, migrate):
    (repository / "sub").mkdir()
    write(repository, a=OLD, other="import os\n")
    write(repository / "sub", b=OLD)
    commit()
    (repository / "other.py").write_text("import sys\n")
    done = migrate("apply")
    assert done.exit_code == 2
    assert "uncommitted changes (other.py)" in done.stderr and "--allow-dirty" in done.stderr
    assert (repository / "a.py").read_text() == OLD
    assert migrate("apply", "sub").exit_code == 0
    assert migrate("apply", "--allow-dirty").exit_code == 0
    assert (repository / "a.py").read_text() == NEW


def test_a_clean_work_tree_and_untracked_files_are_no_obstacle(repository, migrate):
    write(repository, a=OLD)
    commit()
    write(repository, untracked=OLD)
    assert migrate("apply").exit_code == 0
    assert (repository / "untracked.py").read_text() == NEW
    # What apply itself wrote does not count as dirty, and its journal is no untracked file.
    assert migrate("apply").exit_code == 0
    assert git("status", "--porcelain").decode() == " M a.py\n?? untracked.py\n"


def test_names_with_pattern_characters_are_names(repository, migrate):
    (repository / "a[1].py").write_text(OLD)
    (repository / "a1.py").write_text(OLD)
    commit()
    (repository / "a1.py").write_text(OLD + "\n")
    assert migrate("apply", "a[1].py").exit_code == 0


# --- stdin


def test_stdin(here, migrate):
    done = migrate("check", "-", "--stdin-filename", "pkg/a.py", stdin=OLD)
    assert done.stdout.startswith("pkg/a.py:2:5: TF102")
    assert migrate("diff", "-", "--stdin-filename", "pkg/a.py", stdin=OLD).stdout.startswith("--- a/pkg/a.py\n")
    done = migrate("apply", "-", stdin=OLD)
    assert (done.exit_code, done.stdout) == (0, NEW)
    assert "TF102" in done.stderr
    assert os.listdir(here) == []


@pytest.mark.parametrize("text", [OLD + "print 'x'\n", OLD + "BOOM = 1\n", OLD + "HELPER = 1\n"])
def test_stdin_that_cannot_be_migrated_comes_out_as_it_went_in(here, migrate, text):
    done = migrate("apply", "-", stdin=text)
    assert (done.exit_code, done.stdout) == (2, text)


def test_stdin_without_tensorflow_comes_out_as_it_went_in(here, migrate):
    done = migrate("apply", "-", stdin="import os\r\n")
    assert (done.exit_code, done.stdout_bytes) == (0, b"import os\r\n")


# --- the process


def test_help_is_quick_and_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['migrate', '--help']\n"
        "from migrate.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'tensorflow', 'libcst', 'rich', 'keras', 'numpy', 'migrate.engine'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    times = []
    for _ in range(5):
        before = os.times()
        subprocess.run([sys.executable, "-m", "migrate", "--help"], check=True, capture_output=True)
        after = os.times()
        # Processor time, since other tests run at the same time.
        times.append(after.children_user + after.children_system - before.children_user - before.children_system)
    assert min(times) < 0.3


def test_our_own_error_is_one_line(here, monkeypatch, capsys):
    from migrate import cli

    monkeypatch.setattr(cli, "cli", lambda: 1 / 0)
    monkeypatch.delenv("MIGRATE_TRACEBACK", raising=False)
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
