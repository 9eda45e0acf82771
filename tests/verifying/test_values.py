"""What a recording keeps of a value."""

from __future__ import annotations

import pytest

from migrate.verifying.tf1recorder.values import describe

tf = pytest.importorskip("tensorflow")


def test_a_summary_of_numbers_is_kept_by_its_numbers():
    summary = tf.compat.v1.Summary(value=[tf.compat.v1.Summary.Value(tag="loss", simple_value=0.5)])
    found = describe(summary.SerializeToString())
    assert found["t"] == ["loss"] and found["x"] == [0.5] and "h" in found


def test_other_bytes_are_kept_by_their_hash():
    histogram = tf.compat.v1.Summary(value=[tf.compat.v1.Summary.Value(tag="w", histo={"num": 1.0})])
    for given in (b"", b"hello", b"\x0a\x03abc", histogram.SerializeToString()):
        found = describe(given)
        assert "t" not in found and "x" not in found
