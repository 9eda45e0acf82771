"""Sources are found, read and written without harm."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migrate import project
from migrate.findings import Finding
from migrate.ignoring import Exclusion


def names(trees):
    return [place.name for tree in trees for place in tree.places]


def make(folder, *files, text="import tensorflow as tf\n"):
    for file in files:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def place(path):
    return project.Place(path.parent, path.name, path, path.name)


def source(path, data):
    path.write_bytes(data)
    found = project.decode(place(path), data)
    assert isinstance(found, project.Source), found
    return found


# --- finding


def test_finds_python_sources_and_notebooks_in_order(here):
    make(here, "b.py", "a/c.py", "a/n.ipynb", "data.txt", "README.md")
    assert names(project.find(["."])) == ["b.py", "a/c.py", "a/n.ipynb"]


def test_skips_hidden_folders_caches_and_virtual_environments(here):
    make(here, ".git/x.py", ".hidden/x.py", "__pycache__/x.py", "venv/x.py", "venv/pyvenv.cfg", "a.py")
    assert names(project.find(["."])) == ["a.py"]


def test_gitignore_at_every_level(here):
    (here / ".git").mkdir()
    make(here, "a.py", "build/x.py", "sub/gen.py", "sub/keep.py", "sub/deep/gen.py", "top.py")
    (here / ".gitignore").write_text("build/\n/top.py\n")
    (here / "sub/.gitignore").write_text("gen.py\n!deep/gen.py\n")
    assert names(project.find(["."])) == ["a.py", "sub/keep.py", "sub/deep/gen.py"]
    assert names(project.find(["sub"])) == ["keep.py", "deep/gen.py"]
    assert len(names(project.find(["."], gitignore=False))) == 6


def test_gitignore_above_the_named_folder_counts_unless_it_ignores_that_folder(here):
    (here / ".git").mkdir()
    (here / ".gitignore").write_text("out/\ngen.py\n")
    make(here, "out/a.py", "src/gen.py", "src/a.py")
    assert names(project.find(["src"])) == ["a.py"]
    assert names(project.find(["out"])) == ["a.py"]


def test_exclude(here):
    make(here, "a.py", "third_party/x.py", "src/third_party/y.py", "src/b_test.py")
    rule = Exclusion(here, ("third_party/", "*_test.py"))
    assert names(project.find(["."], [rule])) == ["a.py"]
    assert names(project.find(["src/b_test.py", "a.py"], [rule])) == ["a.py"]
    assert names(project.find(["src"], [Exclusion(here, ("/src/third_party",))])) == ["b_test.py"]


def test_single_files_share_the_current_folder_as_root(here):
    make(here, "pkg/a.py", "pkg/b.py")
    trees = project.find(["pkg/a.py", "pkg/b.py"])
    assert [tree.root for tree in trees] == [here]
    assert names(trees) == ["pkg/a.py", "pkg/b.py"]


def test_each_file_once(here):
    make(here, "pkg/a.py", "b.py")
    assert names(project.find(["pkg", ".", "b.py", "pkg/a.py"])) == ["a.py", "b.py"]


def test_a_link_inside_is_its_target_and_a_link_out_is_not_followed(here, tmp_path):
    make(tmp_path, "outside.py", "outside/x.py")
    make(here, "real.py", ".hidden/only.py")
    os.symlink("real.py", here / "a_link.py")
    os.symlink(".hidden/only.py", here / "to_hidden.py")
    os.symlink(tmp_path / "outside.py", here / "out.py")
    os.symlink(tmp_path / "outside", here / "folder")
    os.symlink("nowhere.py", here / "broken.py")
    (tree,) = project.find(["."])
    assert [(p.name, p.target.name) for p in tree.places] == [("real.py", "real.py"), ("to_hidden.py", "only.py")]
    assert not tree.problems
    (tree,) = project.find(["out.py"])
    assert not tree.places
    assert [finding.code for finding in tree.problems] == ["TF002"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_no_source(here):
    os.mkfifo(here / "pipe.py")
    (tree,) = project.find(["."])
    assert not tree.places


def test_a_folder_that_cannot_be_listed_is_a_finding(here, monkeypatch):
    make(here, "a.py", "closed/b.py")
    scandir = os.scandir

    def closed(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    (tree,) = project.find(["."])
    assert [p.name for p in tree.places] == ["a.py"]
    assert [(f.code, f.path) for f in tree.problems] == [("TF002", "closed")]


# --- reading


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"x = 1\n", "utf-8", "x = 1\n"),
        ("# caf\u00e9\n".encode(), "utf-8", "# caf\u00e9\n"),
        (b"\xef\xbb\xbfx = 1\n", "utf-8-sig", "x = 1\n"),
        (b"# -*- coding: latin-1 -*-\n# caf\xe9\n", "iso-8859-1", "# -*- coding: latin-1 -*-\n# caf\u00e9\n"),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\n# \x80\n", "cp1252", None),
        (b"# -*- coding: gbk -*-\n# \xc4\xe3\n", "gbk", "# -*- coding: gbk -*-\n# \u4f60\n"),
        (b"x = 1\r\ny = 2\r\n", "utf-8", "x = 1\ny = 2\n"),
        (b"x = 1\ry = 2\r", "utf-8", "x = 1\ny = 2\n"),
        (b"", "utf-8", ""),
    ],
)
def test_decoding(tmp_path, data, encoding, text):
    found = source(tmp_path / "a.py", data)
    assert found.encoding == encoding
    assert text is None or found.text == text
    assert project.encode(found, found.text) == data


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"import tensorflow\n# caf\xe9\n", 2, "0xe9"),
        (b"# coding: no-such-thing\n", 1, "no-such-thing"),
        (b"\xef\xbb\xbf# coding: latin-1\n", 1, "decoded"),
    ],
)
def test_what_cannot_be_decoded_is_a_finding(tmp_path, data, line, words):
    found = project.decode(place(tmp_path / "a.py"), data)
    assert isinstance(found, Finding)
    assert (found.code, found.line) == ("TF002", line)
    assert words in found.message


# --- writing


def test_newlines_are_kept(tmp_path):
    crlf = source(tmp_path / "a.py", b"a\r\nb\r\n")
    assert project.encode(crlf, "a\nnew\nb\n") == b"a\r\nnew\r\nb\r\n"
    mac = source(tmp_path / "b.py", b"a\rb\r")
    assert project.encode(mac, "a\nnew\nb\n") == b"a\rnew\rb\r"


def test_mixed_newlines_stay_where_they_were_and_new_lines_get_the_frequent_one(tmp_path):
    mixed = source(tmp_path / "a.py", b"a\r\nb\nc\r\nd\r\n")
    assert project.encode(mixed, "a\nb\nnew\nc\nchanged\n") == b"a\r\nb\nnew\r\nc\r\nchanged\r\n"


@pytest.mark.parametrize("old", [b"a\nb", b"a\r\nb", b"a\r\nb\nc"])
def test_a_missing_final_newline_stays_missing(tmp_path, old):
    found = source(tmp_path / "a.py", old)
    assert not project.encode(found, "x\ny\n").endswith((b"\n", b"\r"))


def test_a_final_newline_stays(tmp_path):
    assert project.encode(source(tmp_path / "a.py", b"a\n"), "b") == b"b\n"


def test_byte_order_mark_and_cookie_are_kept(tmp_path):
    assert project.encode(source(tmp_path / "a.py", b"\xef\xbb\xbfx\n"), "y\n") == b"\xef\xbb\xbfy\n"
    latin = source(tmp_path / "b.py", b"# coding: latin-1\n# \xe9\n")
    assert project.encode(latin, latin.text + "x\n") == b"# coding: latin-1\n# \xe9\nx\n"


def test_text_that_the_encoding_lacks_is_refused(tmp_path):
    latin = source(tmp_path / "a.py", b"# coding: latin-1\nx\n")
    with pytest.raises(project.Unwritable, match="iso-8859-1"):
        project.encode(latin, latin.text + "# \u2603\n")


def test_text_that_lost_its_cookie_is_refused(tmp_path):
    latin = source(tmp_path / "a.py", b"# coding: latin-1\n# \xe9\n")
    with pytest.raises(project.Unwritable, match="another encoding"):
        project.encode(latin, "import compat\n\n" + latin.text)


LINES = st.lists(st.sampled_from(["", "x = 1", "  # caf\u00e9", "\x0c", "y = '\u2028'", "\x0b#"]), max_size=6)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


@given(lines=LINES, ends=st.lists(ENDS, min_size=6, max_size=6), last=st.booleans(), bom=st.booleans())
def test_every_text_comes_back_as_its_bytes(lines, ends, last, bom):
    text = "".join(line + end for line, end in zip(lines, ends, strict=False)) + ("z" if last else "")
    data = (b"\xef\xbb\xbf" if bom else b"") + text.encode()
    found = project.decode(place(Path("a.py")), data)
    assert isinstance(found, project.Source)
    assert project.encode(found, found.text) == data
    # A first line put before all others disturbs none of them.
    grown = project.encode(found, "# new\n" + found.text)
    assert grown.endswith(text.encode())


def test_mode_is_kept_and_nothing_is_left_beside(tmp_path):
    file = tmp_path / "a.py"
    for mode in (0o644, 0o600, 0o755):
        file.write_bytes(b"old")
        file.chmod(mode)
        project.write_atomically(file, b"new")
        assert file.read_bytes() == b"new"
        assert stat.S_IMODE(file.stat().st_mode) == mode
    assert os.listdir(tmp_path) == ["a.py"]


def test_a_failed_write_leaves_the_old_file(tmp_path, monkeypatch):
    file = tmp_path / "a.py"
    file.write_bytes(b"old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        project.write_atomically(file, b"new")
    assert file.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["a.py"]


def test_a_link_planted_as_temporary_file_is_not_written_through(tmp_path):
    victim, file = tmp_path / "victim", tmp_path / "a.py"
    victim.write_bytes(b"safe")
    file.write_bytes(b"old")
    os.symlink(victim, project.temporary_beside(file))
    project.write_atomically(file, b"new")
    assert victim.read_bytes() == b"safe"
    assert file.read_bytes() == b"new" and not file.is_symlink()
