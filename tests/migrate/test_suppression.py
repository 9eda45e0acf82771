from __future__ import annotations

import pytest

from migrate.findings import Finding
from migrate.suppression import suppress


def finding(line, code="TF101"):
    return Finding(code, "a.py", line, 1, "x")


def codes(text, *findings):
    stay, hidden = suppress("a.py", text, findings)
    return [(item.code, item.line) for item in stay], hidden


@pytest.mark.parametrize(
    "comment", ["ignore[TF101]", "ignore", "ignore[TF1]", "ignore[ tf101 , TF2] why", "ignore[TF]"]
)
def test_hides_findings_of_its_line(comment):
    stay, hidden = codes(f"x = 1  # migrate: {comment}\n", finding(1))
    assert hidden == 1
    assert stay == ([("TF005", 1)] if "TF2" in comment else [])


def test_other_lines_and_codes_stay():
    text = "x = 1  # migrate: ignore[TF101]\ny = 2\n"
    assert codes(text, finding(1), finding(1, "TF201"), finding(2)) == ([("TF201", 1), ("TF101", 2)], 1)


def test_an_unused_suppression_is_a_finding_at_its_place():
    stay, hidden = suppress("a.py", "x = 1  # note  # migrate: ignore[TF101, TF2]\n", [])
    assert hidden == 0
    assert [(item.code, item.column, item.message) for item in stay] == [
        ("TF005", 16, "nothing on this line gives TF101, TF2: the suppression can go")
    ]
    assert codes("x = 1  # migrate: ignore\n") == ([("TF005", 1)], 0)
    assert codes("x = 1  # migrate: ignore[TF101, TF005]\n") == ([], 0)


def test_a_string_is_no_comment():
    assert codes("x = '# migrate: ignore[TF101]'\n", finding(1)) == ([("TF101", 1)], 0)


def test_source_problems_cannot_be_hidden():
    assert codes("x = 1  # migrate: ignore\n", finding(1, "TF004"))[0] == [("TF004", 1), ("TF005", 1)]
