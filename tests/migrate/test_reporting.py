"""Every output format says the same things, in its own words."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from migrate.config import OUTPUT_FORMATS
from migrate.findings import Finding
from migrate.reporting import Report, render, summary
from migrate.running import Program

FIXED = Finding("TF102", "a b.py", 2, 5, "tf.log becomes tf.math.log", True)
KEPT = Finding("TF201", "c|d<e>.py", 1, 1, "50% of *it*:\nis `odd` & <b>, really", False, "error")
NOTE = Finding("TF301", "z.py", 9, 1, "pinned", False, "note")
REPORT = Report(
    "check",
    [FIXED, KEPT, NOTE],
    [Program("a b.py", "native"), Program("c|d<e>.py", "compat", KEPT)],
    ["a b.py"],
    found=5,
    using=3,
    suppressed=1,
    lines={"a b.py": ["import tensorflow as tf", "y\t = tf.log(x)"]},
)


@pytest.mark.parametrize("output_format", OUTPUT_FORMATS)
def test_every_format_names_each_finding_and_program(output_format):
    text = render(REPORT, output_format)
    for code in ("TF102", "TF201", "TF301"):
        assert code in text
    assert "a b.py" in text or "a%20b.py" in text
    assert "native" in text and "compat" in text
    assert text.endswith("\n")


@pytest.mark.parametrize("output_format", OUTPUT_FORMATS)
def test_an_empty_report_renders(output_format):
    render(Report("check"), output_format)


def test_concise():
    assert render(REPORT, "concise").startswith(
        "a b.py:2:5: TF102 [*] tf.log becomes tf.math.log\nc|d<e>.py:1:1: TF201 "
    )
    assert "program a b.py: native\n" in render(REPORT, "concise")


def test_full_points_at_the_place():
    assert "  |\n2 | y\t = tf.log(x)\n  |  \t  ^\n  = symbol renamed: " in render(REPORT, "full")


def test_json():
    content = json.loads(render(REPORT, "json"))
    assert content["findings"][0] == {
        "code": "TF102",
        "title": "symbol renamed",
        "path": "a b.py",
        "line": 2,
        "column": 5,
        "message": "tf.log becomes tf.math.log",
        "fixable": True,
        "severity": "warning",
    }
    assert content["programs"][0] == {"path": "a b.py", "form": "native", "reason": None}
    assert content["programs"][1]["reason"]["code"] == "TF201"
    assert content["changed"] == ["a b.py"]
    assert content["files"] == {"found": 5, "using_tensorflow": 3}


def test_sarif():
    content = json.loads(render(REPORT, "sarif"))
    assert content["version"] == "2.1.0"
    (run,) = content["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["TF102", "TF201", "TF301"]
    assert [result["level"] for result in run["results"]] == ["warning", "error", "note"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b.py"
    assert place["region"] == {"startLine": 2, "startColumn": 5}


def test_github_commands_are_one_line_each_and_escaped():
    lines = render(REPORT, "github").splitlines()
    assert len(lines) == 5
    assert lines[0] == (
        "::warning title=TF102 symbol renamed,file=a b.py,line=2,col=5::a b.py:2:5: TF102 tf.log becomes tf.math.log"
    )
    assert lines[1].startswith("::error ") and "50%25 of *it*:%0Ais" in lines[1]
    assert lines[2].startswith("::notice ")


def test_markdown_tables_hold():
    text = render(REPORT, "markdown")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for row in rows:
        assert len(re.findall(r"(?<!\\)\|", row)) == (4 if rows.index(row) < 4 else 5)
    assert r"50% of \*it\*: is `odd` & &lt;b>, really" in text


def test_html_is_escaped_and_well_formed():
    text = render(REPORT, "html")
    assert "<b>" not in text and "c|d&lt;e&gt;.py" in text

    class Nesting(HTMLParser):
        def __init__(self):
            super().__init__()
            self.open = []

        def handle_starttag(self, tag, attrs):
            if tag != "meta":
                self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    parser = Nesting()
    parser.feed(text)
    assert parser.open == []
    assert not re.search(r"(?:src|href)=", text)


def test_statistics():
    assert render(REPORT, "concise", statistics=True).splitlines()[0] == "1  TF102  [*] symbol renamed"


def test_summary():
    assert summary(REPORT) == (
        "3 files of 5 use TensorFlow or Keras, 1 would change, 1 could not be migrated. "
        "3 findings, 1 [*] fixable by `migrate apply`. 1 suppressed. Programs: 1 native, 1 compat."
    )
    assert summary(Report("apply")) == "0 files of 0 use TensorFlow or Keras, 0 changed."
