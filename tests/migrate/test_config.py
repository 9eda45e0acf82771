from __future__ import annotations

import pytest

from migrate.config import ConfigError, load


def settings(here, table, **given):
    (here / "pyproject.toml").write_text(table)
    return load(["."], given)


def test_defaults(here):
    found = load(["."], {})
    assert (found.output_format, found.jobs, found.exclude, found.style) == ("concise", 0, (), "loop")


def test_the_table_and_the_command_line(here):
    table = "[tool.migrate]\noutput-format = 'json'\njobs = 3\nselect = ['TF1']\nexclude = ['a']\n"
    found = settings(here, table, jobs=1, select=(), exclude=("b",))
    assert (found.output_format, found.jobs, found.select) == ("json", 1, ("TF1",))
    assert [rule.patterns for rule in found.exclude] == [("a",), ("b",)]


def test_the_nearest_file_with_a_table_up_to_the_top_of_the_work_tree(here):
    (here / "top/repo/pkg").mkdir(parents=True)
    (here / "top/pyproject.toml").write_text("[tool.migrate]\njobs = 1\n")
    (here / "top/repo/pkg/pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert load(["top/repo/pkg"], {}).jobs == 1
    (here / "top/repo/.git").mkdir()
    assert load(["top/repo/pkg"], {}).jobs == 0
    (here / "top/repo/pyproject.toml").write_text("[tool.migrate]\njobs = 2\n")
    assert load(["top/repo/pkg"], {}).jobs == 2
    assert load(["top/repo/pkg/pyproject.toml"], {}).jobs == 2


def test_the_style_of_the_table(here):
    assert settings(here, "[tool.migrate]\nstyle = 'fit'\n").style == "fit"
    assert settings(here, "[tool.migrate]\nstyle = 'fit'\n", style="loop").style == "loop"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("odd = 1", "tool.migrate.odd: no such setting"),
        ("jobs = true", "jobs must be a number"),
        ("jobs = -1", "jobs must be a number"),
        ("style = 'epochs'", "style must be one of loop, fit"),
        ("select = 'TF1'", "select must be a list of strings"),
        ("output-format = 1", "output-format must be one of"),
        ("odd", "pyproject.toml: "),
    ],
)
def test_what_is_wrong_is_said(here, line, words):
    with pytest.raises(ConfigError, match=words):
        settings(here, f"[tool.migrate]\n{line}\n")
