"""Every format tells the same: verdicts, differences, what was not aligned, and how both sides ran."""

from __future__ import annotations

import importlib.util
import json
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from migrate.verifying.reporting import FORMATS, render, summary
from migrate.verifying.reporting.markdown import LIMIT
from migrate.verifying.verdicts import DIFFERS, FLOAT64, VERDICTS, Difference, Report

_spec = importlib.util.spec_from_file_location("reports", Path(__file__).with_name("reports.py"))
reports = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(reports)

DOCS = Path(__file__).parents[4] / "docs" / "verify-report.md"
ESCAPES = "\x1b["


def plain(text: str) -> str:
    """Without the escapes of Markdown and HTML, and without the colours of a terminal."""
    text = re.sub(r"\x1b\[[0-9;]*m", "", text)
    return text.replace("\\_", "_").replace("&lt;", "<").replace("&amp;", "&")


@pytest.mark.parametrize("output_format", FORMATS)
@pytest.mark.parametrize("terminal", [False, True])
def test_every_format_tells_all_that_matters(output_format, terminal):
    text = plain(render(reports.ALL, output_format, terminal, 400))
    for program in reports.ALL.programs:
        assert program.verdict in text
    for words in ("train.py", "lost.py", "forever.py", "dense/kernel", "0.31 on the old side", "a batch is missing"):
        assert words in text
    for words in ("still running after 60 s", "tf.nn.dropout at lost.py:12", "train_step, train.py:20", "train.py:31"):
        assert words in text
    for words in ("git HEAD", "1.15.5", "3.7.17", "working tree", "2.21.0", "3.11.7", "575.1", "float64"):
        assert words in text
    for rung in reports.BAD.rungs:
        assert rung.title in text and rung.detail in text
    assert "100" in text and text.endswith("\n")


@pytest.mark.parametrize("output_format", FORMATS)
@pytest.mark.parametrize("terminal", [False, True])
def test_an_empty_report_renders_and_is_no_pass(output_format, terminal):
    assert render(reports.EMPTY, output_format, terminal)
    assert not reports.EMPTY.equal


def test_summary():
    assert summary(reports.ALL) == (
        "5 programs: 1 proved, 1 equal in float64, 1 equal within measured noise, 1 differs, 1 not comparable."
    )
    assert summary(Report((reports.EQUAL,), "", "")) == "1 program: 1 equal in float64."


def test_the_table_is_plain_where_there_is_no_terminal():
    text = render(reports.ALL, "table")
    assert ESCAPES not in text and text.isascii()
    assert "program lost.py: differs (12.3 s)\n" in text
    assert "  step 100, variable dense/kernel: 0.31 on the old side, 0.29 on the new one\n" in text
    # Columns stand below each other, however wide.
    lines = text.splitlines()
    head = next(line for line in lines if line.strip().startswith("old run site"))
    row = next(line for line in lines if line.strip().startswith("train.py:31"))
    assert head.index("verdict") == row.index("equal in float64")


def test_the_table_on_a_terminal_has_colours_and_keeps_to_the_width():
    text = render(reports.ALL, "table", terminal=True, width=100)
    assert ESCAPES in text
    assert all(len(line) <= 100 for line in plain(text).splitlines())
    assert re.search(r"\x1b\[1;31mdiffers", text)


def test_the_table_shows_the_ladder_of_a_single_program():
    alone = render(Report((reports.EQUAL,), "", ""), "table")
    among = render(Report((reports.EQUAL, reports.EQUAL), "", ""), "table")
    assert "detail of batches" in alone and "detail of batches" not in among
    assert among.count("train.py:31") == 2


def keys(value: object, path: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, held in value.items():
            here = f"{path}.{key}" if path else key
            yield here
            yield from keys(held, here)
    elif isinstance(value, list):
        for held in value:
            yield from keys(held, path + "[]")


def test_json_has_exactly_the_documented_keys():
    documented = set(re.findall(r"^\| `([^`]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    folded = {re.sub(r"^counts\..*", "counts", key) for key in keys(json.loads(render(reports.ALL, "json")))}
    folded -= {key for key in folded if re.match(r"programs\[\]\.environment\.new\.", key)}
    known = {key.removesuffix("[]") for key in documented}
    assert folded - {"programs", "programs[].environment"} == known


def test_json_values():
    content = json.loads(render(reports.ALL, "json"), parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert content["version"] == 1 and content["equal"] is False
    assert content["counts"] == dict.fromkeys(VERDICTS, 1)
    bad = content["programs"][3]
    assert bad["difference"] == {
        "step": 100,
        "variable": "dense/kernel",
        "what": "0.31 on the old side, 0.29 on the new one",
        "likely": "a batch is missing",
    }
    assert bad["ladder"][6]["worst"] == "Infinity" and bad["ladder"][6]["step"] == 100
    assert bad["curves"][1]["old"] == [1.0, 0.5, 0.25, "NaN"]
    assert bad["curves"][1]["worst"] == {"step": 3, "difference": "Infinity"}
    assert content["programs"][0]["curves"][0]["worst"] == {"step": 0, "difference": 0.0}
    assert bad["environment"]["new"]["driver"] == "575.1"
    stuck = content["programs"][4]
    assert stuck["environment"] == {"old": None, "new": None} and stuck["reason"]
    assert json.loads(render(Report((reports.EQUAL,), "", ""), "json"))["equal"] is True


def test_markdown_tables_hold_and_details_close():
    text = render(reports.ALL, "markdown")
    columns = None
    for line in text.splitlines():
        if line.startswith("|"):
            count = len(re.findall(r"(?<!\\)\|", line))
            assert columns in (None, count), line
            columns = count
        else:
            columns = None
    assert text.count("<details>") == text.count("</details>") == 5
    outside_code = re.sub(r"`[^`\n]*`", "", text)
    assert "<script>" not in text and "<i>" not in outside_code
    assert "| `lost.py` | **differs** | 2 |" in text
    # A table within <details> needs a blank line before it.
    assert re.search(r"</summary>\n\nRun sites:\n\n\|", text)


def test_markdown_fits_a_description_and_keeps_what_differs():
    many = [replace(reports.EQUAL, program=f"equal_{number}.py") for number in range(200)]
    text = render(Report((*many, reports.BAD), "migrate verify", "2025-01-31"), "markdown")
    assert len(text) < 65_000
    assert "<summary>lost.py: differs" in text
    left_out = int(re.search(r"No room for the details of (\d+) of 201 programs", text).group(1))
    assert left_out == 201 - text.count("<details>")


def test_markdown_fits_where_even_the_verdicts_are_too_many():
    fault = Difference(1, "v", "x" * 200, None)
    many = [replace(reports.BAD, program=f"bad_{number}.py", difference=fault) for number in range(2000)]
    text = render(Report(tuple(many), "migrate verify", "2025-01-31"), "markdown")
    assert len(text) < LIMIT + 5000
    assert re.search(r"No room for the rows of \d+ of 2000 programs", text)
    assert "2000 differs" in text


class Page(HTMLParser):
    """Checks nesting; collects ids, references, texts by tag and the attributes of each tag."""

    VOID = ("meta", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_html_is_well_formed_escaped_and_self_contained():
    text = render(reports.ALL, "html")
    page = Page(text)
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    for tag, attrs in page.tags:
        assert tag not in ("script", "link", "img", "iframe", "object", "i")
        assert "src" not in attrs and not (attrs.get("href") or "#").strip("#").startswith(("http", "/"))
        if "href" in attrs:
            assert attrs["href"].startswith("#") and attrs["href"][1:] in ids
        for name in attrs.get("aria-labelledby", "").split():
            assert name in ids
    style = text[text.index("<style>") : text.index("</style>")]
    assert "url(" not in style and "@import" not in style


def test_html_reads_in_light_and_dark_and_without_the_pictures():
    text = render(reports.ALL, "html")
    page = Page(text)
    style = text[text.index("<style>") : text.index("</style>")]
    assert "color-scheme: light dark" in style
    # Every colour of the light scheme has one in the dark scheme, and none is used but by its name.
    for start in (":root", ".chart"):
        light, dark = re.findall(rf"^\s*{re.escape(start)} \{{([^}}]*--[^}}]*)\}}", style, re.MULTILINE)
        assert set(re.findall(r"--[a-z]+", light)) == set(re.findall(r"--[a-z]+", dark))
    rules = re.sub(r"--[a-z]+: #[0-9a-f]{6}", "", style)
    assert not re.search(r"#[0-9a-f]{3,6}\b", rules)
    pictures = [attrs for tag, attrs in page.tags if tag == "svg"]
    assert len(pictures) == 5
    assert all(attrs.get("role") == "img" and attrs.get("aria-labelledby") for attrs in pictures)
    tags = [tag for tag, _ in page.tags]
    assert tags.count("title") == len(pictures) + 1 and tags.count("desc") == tags.count("figcaption") == len(pictures)
    assert tags.count("caption") == tags.count("table")
    assert all(attrs.get("scope") == "col" for tag, attrs in page.tags if tag == "th")
    assert page.tags[0] == ("html", {"lang": "en"})


def test_html_shows_each_verdict_as_a_word():
    text = render(reports.ALL, "html")
    assert '<span class="bad">differs</span>' in text
    assert f'<span class="good">{FLOAT64}</span>' in text
    assert "first difference: step 100" in text


def test_html_of_many_values_keeps_the_pictures_few():
    program = replace(reports.EQUAL, curves=tuple(replace(reports.FALLING, name=f"v{n}") for n in range(40)))
    text = render(Report((program,), "", ""), "html")
    assert text.count("<svg") == 8 and "<td>v39</td>" in text


def test_environments_that_differ_name_their_programs():
    other = replace(reports.BAD, old=replace(reports.OLD, tensorflow="2.21.0 through compat"))
    for output_format in ("table", "markdown", "html"):
        text = render(Report((reports.EQUAL, other), "", ""), output_format)
        row = next(line for line in text.splitlines() if "2.21.0 through compat" in line)
        assert "lost.py" in row and "train.py" not in row
        row = next(line for line in text.splitlines() if "working tree" in line)
        assert "all" in row


def test_numbers_of_verdicts_decide_equality():
    assert Report((reports.EQUAL,), "", "").equal
    assert not Report((reports.EQUAL, reports.STUCK), "", "").equal
    assert math.isinf(reports.BAD.rungs[6].worst) and reports.BAD.verdict == DIFFERS
