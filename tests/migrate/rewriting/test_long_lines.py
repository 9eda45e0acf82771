"""New statements that are too long for a line."""

from __future__ import annotations

import pytest

from migrate.rewriting import long_lines

NAME = "a_name_of_thirty_characters_xx"
ONE, TWO, THREE, FOUR = (f"{NAME}_{n}" for n in range(4))
ALL = f"{ONE}, {TWO}, {THREE}, {FOUR}"
EACH = f"    {ONE},\n    {TWO},\n    {THREE},\n    {FOUR},\n"


@pytest.mark.parametrize(
    ("line", "broken"),
    [
        (f"y = f({ALL})", f"y = f(\n{EACH})"),
        (f"y = f({ALL}).numpy()", f"y = f(\n{EACH}).numpy()"),
        (f"x = [{ALL}, 1]", f"x = [\n{EACH}    1,\n]"),
        (f"{NAME}.{NAME}.{NAME}({ONE})", f"{NAME}.{NAME}.{NAME}(\n    {ONE}\n)"),
        (f"x = {NAME}.{NAME}({ONE}, {TWO})  # why", f"# why\nx = {NAME}.{NAME}(\n    {ONE}, {TWO}\n)"),
        (f"x = {NAME}.{NAME}({ONE})  # why it is so", f"# why it is so\nx = {NAME}.{NAME}({ONE})"),
        (f"{NAME}(f({ALL}))", f"{NAME}(\n    f(\n        " + EACH.strip().replace("\n", "\n    ") + "\n    )\n)"),
        (
            f"x = {NAME} + [v for a, b in zip({ONE}) for v in (a, b)] * 30",
            f"x = {NAME} + [\n    v for a, b in zip({ONE}) for v in (a, b)\n] * 30",
        ),
        (f"def f():\n    return g({ALL})", f"def f():\n    return g(\n{EACH})".replace("\n", "\n    ", 2)),
    ],
)
def test_the_widest_brackets_are_broken(line, broken):
    text = long_lines.broken(f"a = 1\n{line}\n", "a = 1\n")
    if line.startswith("def"):
        assert [row.strip() for row in text.split("\n")] == ["a = 1", *(r.strip() for r in broken.split("\n")), ""]
    else:
        assert text == (f"a = 1\n{broken}\n" if max(map(len, line.split("\n"))) > 120 else f"a = 1\n{line}\n")


@pytest.mark.parametrize(
    "line",
    [f'x = "{NAME * 5}"', f"x = f({ALL}); y = 2", f"for v in f({ALL}): pass", f"x = {ONE} + {TWO} + {THREE} + {FOUR}"],
)
def test_others_stay(line):
    assert long_lines.broken(f"{line}\n", "") == f"{line}\n"


@pytest.mark.parametrize("before", [f"x = f({ALL})\n", f"{'z' * 200} = 1\n"])
def test_lines_of_the_file_are_left(before):
    """Both those that stood so, and those that are no longer than others of the file."""
    assert long_lines.broken(f"x = f({ALL})\n", before) == f"x = f({ALL})\n"


def test_comments_of_the_file_stay():
    line = f"x = {NAME}.{NAME}({ALL})  # why it is so"
    assert long_lines.broken(line, "y = 1  # why it is so\n") == line
