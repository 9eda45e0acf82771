"""Names of which only parts are known, and what tests say of them."""

import ast
from types import SimpleNamespace

import pytest

from migrate.stages import name_patterns, texts
from migrate.stages.name_patterns import UNIQUE, Hole
from migrate.stages.values import UNKNOWN, Host, Seq

KNOWN = {"word": "bias"}


def ask(node):
    text = ast.unparse(node)
    if text in ("v.name", "v.op.name"):
        return ("name", "") if text == "v.name" else ("op", "")
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return "text", node.value
    return ("text", KNOWN[text]) if text in KNOWN else None


def decided(test, *parts):
    interp = SimpleNamespace(dimensions=set())
    return name_patterns.decide(interp, ast.parse(test, mode="eval").body, parts, ask)


NUMBER = Hole(name_patterns.number())
ANY = Hole(Host())


@pytest.mark.parametrize(
    ("test", "parts", "answer"),
    [
        ("'bias' not in v.name", ("layer-", NUMBER, "/w"), True),
        ("word in v.name", ("layer-", NUMBER, "/bias"), True),
        ("'layer-1' in v.name", ("layer-", NUMBER, "/w"), None),  # one of the numbers
        ("'r-x' in v.name", ("layer-", NUMBER, "/w"), False),
        ("'0/w' in v.name", ("layer-", NUMBER, "/w"), None),
        ("'bias' in v.name", ("net", ANY, "/w"), None),
        ("'net' in v.name", ("net", ANY, "/w"), True),
        ("'d_' in v.name", ("d", UNIQUE, "/w"), None),  # `d_1/w` if the scope `d` was opened before
        ("'d_' in v.name", ("g", UNIQUE, "/w"), False),
        ("'tb' in v.name", ("net", NUMBER, "bias"), None),  # no number at all is not excluded
        ("v.name.startswith('net')", ("net", ANY, "/w"), True),
        ("v.name.startswith('gen')", ("net", ANY, "/w"), False),
        ("v.name.startswith('net1')", ("net", NUMBER, "/w"), None),
        ("v.name.endswith('w:0')", ("net", ANY, "/w"), True),
        ("v.op.name.endswith('w')", ("net", ANY, "/w"), True),
        ("v.op.name.endswith('b')", ("net", ANY, "/w"), False),
        ("v.op.name.endswith('2')", ("net", ANY), None),
        ("not ('bias' in v.name or 'w' in v.name)", ("net", NUMBER, "/w"), False),
        ("'bias' not in v.name and 'w' not in v.name", ("a", NUMBER, "/w"), False),
        ("'x' in v.name and 'net' in v.name", ("net", ANY, "/w"), None),
        ("v.name == 'net1/w:0'", ("net", NUMBER, "/w"), None),
        ("other in v.name", ("net", NUMBER, "/w"), None),
        ("v.name in 'net'", ("net", NUMBER, "/w"), None),
    ],
)
def test_decide(test, parts, answer):
    assert decided(test, *parts) is answer


def test_what_is_a_dimension_is_a_number():
    value = Host()
    interp = SimpleNamespace(dimensions={value})
    test = ast.parse("'bias' in v.name", mode="eval").body
    assert name_patterns.decide(interp, test, ("conv-", Hole(value), "/w"), ask) is False
    interp.dimensions.clear()
    assert name_patterns.decide(interp, test, ("conv-", Hole(value), "/w"), ask) is None


def test_texts():
    number = name_patterns.number()
    made = texts.formatted("conv-%s/%d", Seq([number, Host(3)], "tuple"))
    assert made.const is UNKNOWN and [p if isinstance(p, str) else "*" for p in made.pattern] == [
        "conv-",
        "*",
        "/",
        "3",
        "",
    ]
    assert texts.formatted("%5.2f", number).pattern is None
    assert texts.joined([Host("a"), number]).pattern[0] == "a"
    assert texts.filled("b{}_{}", [Host(1), number], {}).pattern[:3] == ("b", "1", "_")
    assert texts.filled("b{:d}", [number], {}).pattern is None
    assert texts.filled("{1}b{0}", [number, Host("x")], {}).pattern[1] == "x"


def test_numbers():
    number = name_patterns.number()
    assert name_patterns.combined(ast.Add(), number, Host(1)).note == name_patterns.NUMBER
    assert name_patterns.combined(ast.Div(), number, Host(1)).note == ""
    assert name_patterns.combined(ast.Add(), number, Host(0.5)).note == ""
