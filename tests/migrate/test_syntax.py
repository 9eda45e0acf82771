"""Python 2 is told from other syntax errors, with the line and what to do."""

from __future__ import annotations

import ast

import pytest

from migrate.syntax import forget, imports_of, still_parses, syntax_problem, tree_of


@pytest.mark.parametrize(
    "line",
    [
        "print 'x'",
        "print x, y",
        "if x: print 'y'",
        "print >>sys.stderr, 'x' % y, 'z'; print 'x'",
        "exec 'x = 1'",
        "raise ValueError, 'x'",
        "x = 10L",
        "x = 0xFFL",
        "x = 0777",
        "if a <> b: pass",
        "x = `y`",
        "x = ur'y'",
        "def f(a, (b, c)): pass",
        "f = lambda (a, b): a",
    ],
)
def test_python_2(line):
    found = syntax_problem("a.py", f"import tensorflow as tf\n{line}\n")
    assert (found.code, found.line, found.path, found.severity) == ("TF006", 2, "a.py", "error")
    assert "line 2" in found.message and "--python2" in found.message


def test_except_with_a_comma():
    found = syntax_problem("a.py", "try:\n    pass\nexcept IOError, e:\n    pass\n")
    assert (found.code, found.line) == ("TF006", 3)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = (1\n", 1),
        ("x = 1\n  y = 2\n", 2),
        ("def f(:\n    pass\n", 1),
        ("x = 1\ny = = '`a` 10L <> 0777'  # print x, `b`\n", 2),
        ("if x:\n\ty = 1\n        z = 2\n", 3),
    ],
)
def test_other_errors(text, line):
    found = syntax_problem("a.py", text)
    assert (found.code, found.line) == ("TF001", line)
    assert f"line {line}" in found.message


@pytest.mark.parametrize("line", ["print", "print('a %d') % 3, 'b'", "print >>sys.stderr, x", "# `x` <> 10L"])
def test_what_python_3_parses_too_is_python_3(line):
    assert syntax_problem("a.py", f"{line}\n") is None


def test_python_3_has_no_problem_and_gives_no_warning(recwarn):
    assert syntax_problem("a.py", "x = '\\d'\nassert (x, 'y')\n") is None
    assert not recwarn.list


OLD = "import a\n\n@one\ndef f():\n    return 1\n\nx = (1,\n     2)\ny = 3; z = 4\n"


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        OLD.replace("import a", "from b import a\nimport c"),
        OLD.replace("return 1", "return (2,\n    3)"),
        OLD.replace("import a\n", ""),
        OLD + "last = 1",
        OLD.replace("y = 3; ", ""),
        "",
    ],
)
def test_a_changed_text_still_parses(new):
    assert still_parses(OLD, ast.parse(OLD), new)


@pytest.mark.parametrize(
    "new",
    [
        OLD.replace("import a", "import"),
        OLD.replace("import a", "if a:"),
        OLD.replace("import a", "'''"),
        OLD.replace("import a", "(a,"),
        OLD.replace("import a\n\n", "a; \\\n"),
        OLD.replace("return 1", "return ("),
        OLD.replace("    return 1", "  return 1\n    b"),
        OLD.replace("@one", "@"),
        OLD + ")",
        OLD.replace("\n", "\r"),
    ],
)
def test_a_text_that_may_not_parse_is_not_taken_for_one_that_does(new):
    assert not still_parses(OLD, ast.parse(OLD), new)


def test_what_a_source_imports():
    text = "import a.b, c\ndef f():\n    from .d import e\nfrom .. import g\n"
    assert set(imports_of(text)) == {("a.b", 0), ("c", 0), ("d", 1), ("d.e", 1), ("g", 2)}


def test_only_so_many_trees_are_kept(monkeypatch):
    forget()
    monkeypatch.setattr("migrate.syntax._kept.room", 10)
    assert syntax_problem("a.py", "x = 1\n") is None and syntax_problem("b.py", "y = 123456\n") is None
    assert tree_of("x = 1\n") is tree_of("x = 1\n")
    assert tree_of("y = 123456\n") is not tree_of("y = 123456\n")
    forget()
    assert tree_of("x = 1\n") is not tree_of("x = 1\n")
