"""States that are fed tensor by tensor."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import state_feeds

LOOP = """feed = {x: 1}
for i, (c, h) in enumerate(model.initial_state):
    feed[c] = state[i].c
    feed[h] = state[i].h
sess.run(y, feed)
"""
PARTS = "sess.run(y, {x: 1, start.c: state.c, start.h: state.h})\n"


def result(text: str) -> str | None:
    found = state_feeds.normalise(text, ast.parse(text))
    return None if found is None else found[0]


def test_a_loop_over_the_layers():
    assert result(LOOP) == "feed = {x: 1}\nfeed[model.initial_state] = state\nsess.run(y, feed)\n"


def test_the_parts_of_one_state():
    assert result(PARTS) == "sess.run(y, {x: 1, start: state})\n"


@pytest.mark.parametrize(
    "text",
    [
        LOOP + "print(c)\n",
        LOOP.replace("state[i].h", "state[i].c"),
        LOOP.replace("state[i].h", "other[i].h"),
        LOOP.replace("state[i]", "state[i + 1]"),
        LOOP.replace("(c, h)", "(h, c)"),
        LOOP.replace("    feed[h]", "    print(c)\n    feed[h]"),
        LOOP.replace("enumerate(model.initial_state)", "enumerate(model.initial_state[1:])"),
        PARTS.replace("start.h: state.h", "start.h: other.h"),
        PARTS.replace("start.c: state.c, start.h: state.h", "start.h: state.h, start.c: state.c"),
        PARTS.replace("state.h", "state.c"),
        PARTS.replace("state.c, start.h: state.h", "f().c, start.h: f().h"),
    ],
)
def test_what_is_left(text: str):
    assert result(text) is None
