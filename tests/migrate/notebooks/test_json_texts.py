"""Values of JSON texts with their places, and new values in the layout of the old."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from migrate.notebooks import json_texts

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


def nodes(node):
    yield node
    children = node.value.values() if isinstance(node.value, dict) else node.value
    for child in children if isinstance(node.value, (dict, list)) else ():
        yield from nodes(child)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(JSON, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_each_value_stands_at_its_place(value, indent, ascii_only):
    text = " " + json.dumps(value, indent=indent, ensure_ascii=ascii_only) + "\n"
    tree = json_texts.parse(text)
    assert tree.plain() == value
    for node in nodes(tree):
        assert json.loads(text[node.start : node.end]) == node.plain()


@pytest.mark.parametrize("text", ["", "{", '{"a" 1}', "[1,]", "\ufeff{}", "{}x"])
def test_what_is_no_json_is_refused(text):
    with pytest.raises(ValueError):
        json_texts.parse(text)


@pytest.mark.parametrize(
    "old, new, expected",
    [
        (r'["a\n", "b"]', "a\nc", r'["a\n", "c"]'),
        ('[\n  "a\\n",\n  "b"\n ]', "a\nb\nc", '[\n  "a\\n",\n  "b\\n",\n  "c"\n ]'),
        ('[\n  "a"\n ]', "a\nb", '[\n  "a\\n",\n  "b"\n ]'),
        ('["a"]', "b\nc", r'["b\n", "c"]'),
        ('["a"]', "", "[]"),
        ("[]", "a\nb", r'["a\n", "b"]'),
        ('"a"', "b\nc", r'"b\nc"'),
        (r'["\/x\n", "b"]', "/x\n/y", r'["\/x\n", "/y"]'),
    ],
)
def test_a_new_text_in_the_layout_of_the_old(old, new, expected):
    assert json_texts.with_text(old, json_texts.parse(old), new) == expected


@pytest.mark.parametrize("text, escaped", [(r'["\u00e9"]', True), ('["\u00e9"]', False), (r'["\u001b"]', False)])
def test_letters_are_escaped_as_elsewhere_in_the_text(text, escaped):
    new = json_texts.with_text(text, json_texts.parse(text), "\u00f6")
    assert new == (r'["\u00f6"]' if escaped else '["\u00f6"]')


def test_an_empty_list_takes_the_layout_of_another():
    text = '[[], [\n "a\\n",\n "b"\n]]'
    empty, model = json_texts.parse(text).value
    assert json_texts.with_text(text, empty, "c\nd", model) == '[\n "c\\n",\n "d"\n]'
