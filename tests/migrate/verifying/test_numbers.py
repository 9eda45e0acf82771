"""How far apart two recorded values are."""

from __future__ import annotations

import math

from migrate.verifying.numbers import difference


def summary(tag: str, number: float, digest: str) -> dict:
    return {"d": "string", "s": [], "h": digest, "t": [tag], "x": [number]}


def test_summaries_are_compared_by_their_numbers():
    assert difference(summary("loss", 2.0, "a"), summary("loss", 2.0000002, "b"), 2.0) < 1e-6
    assert 0.1 < difference(summary("loss", 2.0, "a"), summary("loss", 3.0, "b"), 2.0) < 1.0


def test_summaries_of_other_tags_are_other_values():
    assert difference(summary("loss", 2.0, "a"), summary("loss_1", 2.0, "b"), 2.0) == math.inf


def test_a_recording_with_hashes_alone():
    before = {"d": "string", "s": [], "h": "a"}
    assert difference(before, summary("loss", 2.0, "a"), 2.0) == 0.0
    assert difference(before, summary("loss", 2.0, "b"), 2.0) == math.inf


def test_texts_and_numbers():
    assert difference({"d": "string", "s": [], "h": "a"}, {"d": "float32", "s": [], "x": [1.0]}, 1.0) == math.inf
    assert difference({"d": "string", "s": [], "h": "a"}, {"d": "string", "s": [], "h": "a"}, 1.0) == 0.0
