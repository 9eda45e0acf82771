"""Texts made of known ones."""

import pytest

from migrate.stages import texts
from migrate.stages.values import UNKNOWN, Host, Seq


def test_joined():
    assert texts.joined([Host("layer"), Host(2)]).const == "layer2"
    assert texts.joined([Host("layer"), Host()]).const is UNKNOWN
    assert texts.joined([Host(0.1)]).const is UNKNOWN


@pytest.mark.parametrize(
    ("template", "value", "made"),
    [
        ("layer%s", Host(2), "layer2"),
        ("%s/%d", Seq([Host("a"), Host(3)], "tuple"), "a/3"),
        ("%s/%d", Seq([Host("a"), Host()], "tuple"), UNKNOWN),
        ("%s", Seq([Host("a")], "list"), UNKNOWN),
        ("%d", Host("a"), UNKNOWN),  # an error when it runs
        ("%s", Host(0.5), UNKNOWN),
    ],
)
def test_formatted(template, value, made):
    assert texts.formatted(template, value).const == made


def test_filled():
    assert texts.filled("{}/{name}", [Host("a")], {"name": Host("b")}).const == "a/b"
    assert texts.filled("{}/{}", [Host("a")], {}).const is UNKNOWN
    assert texts.filled("{}", [Host()], {}).const is UNKNOWN
