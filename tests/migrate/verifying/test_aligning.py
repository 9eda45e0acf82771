from __future__ import annotations

from made_up_recordings import feed, value

from migrate.verifying import aligning


def event(kind, site, what, feeds=(), values=(), updates=False):
    return {
        "kind": kind, "kind_of_run": "run", "site": site, "what": what, "feeds": list(feeds), "values": list(values),
        "updates": updates, "u": 0,
    }  # fmt: skip


def pairs(old, new):
    found = aligning.pair(aligning.groups(old), aligning.groups(new))
    return {(a.site, b.site) for a, b in found.pairs}, found


def test_training_and_evaluation_are_told_apart():
    old = [event("run", "a.py:1", ["train"], [feed("x", "b1")], (), True),
           event("run", "a.py:2", ["loss:0"], [feed("x", "b1")], [value(1.0)])] * 3  # fmt: skip
    new = [event("call", "b.py:7", "train_step", [feed("x", "b1")], (), True),
           event("call", "b.py:9", "compute_loss", [feed("x", "b1")], [value(1.0)])] * 3  # fmt: skip
    assert pairs(old, new)[0] == {("a.py:1", "b.py:7"), ("a.py:2", "b.py:9")}


def test_what_is_fed_decides():
    old = [event("run", "a.py:1", ["p:0"], [feed("x", "train")], [value(1.0)]),
           event("run", "a.py:2", ["p:0"], [feed("x", "test")], [value(2.0)])]  # fmt: skip
    new = [event("call", "b.py:5", "predict", [feed("x", "train")], [value(1.0)]),
           event("call", "b.py:6", "predict", [feed("x", "test")], [value(2.0)])]  # fmt: skip
    assert pairs(old, new)[0] == {("a.py:1", "b.py:5"), ("a.py:2", "b.py:6")}


def test_setup_and_reads_leave_nothing():
    read = dict(event("run", "a.py:3", ["w:0"], (), [value(1.0)]), kind_of_run="read")
    start = dict(event("run", "a.py:1", ["init"]), kind_of_run="init")
    assert aligning.groups([start, read]) == []


def test_an_update_is_not_taken_for_a_read():
    old = [event("run", "a.py:1", ["assign"], (), (), True)]
    new = [event("call", "b.py:1", "compute", (), [value(1.0)])]
    found = pairs(old, new)[1]
    assert not found.pairs and found.old_alone and found.new_alone


def test_keras_calls_keep_their_names():
    old = [event("keras", "a.py:1", "fit_generator"), event("keras", "a.py:2", "predict")]
    new = [event("keras", "b.py:1", "fit"), event("keras", "b.py:2", "predict")]
    assert pairs(old, new)[0] == {("a.py:1", "b.py:1"), ("a.py:2", "b.py:2")}


def test_values_side_by_side():
    old = {"values": [value(1.0, "loss:0"), dict(value(3.0, "w:0"), read=True)]}
    assert aligning.values(old, {"values": [value(1.0)]}) == [(old["values"][0], value(1.0))]
    text = {"values": [{"d": "string", "s": [], "h": "aa", "n": "summary:0"}, value(1.0)]}
    assert aligning.values(text, {"values": [value(1.0)]}) == [(text["values"][1], value(1.0))]
    unnamed = {key: entry for key, entry in value(1.0).items() if key != "n"}
    assert aligning.values({"values": [unnamed] * 3}, {"values": [unnamed] * 2}) is None


def test_values_read_outside_of_functions():
    old = [event("run", "a.py:1", ["a:0", "b:0"], (), [value(1.0), value(2.0)]), event("run", "a.py:1", ["c:0"], (),
                                                                                       [value(3.0)])]  # fmt: skip
    new = [event("value", "b.py:4", "value", (), [value(number)]) for number in (3.0, 1.0, 2.0)]
    found = aligning.pair_with_shown(aligning.pair(aligning.groups(old), aligning.groups(new)), aligning.shown(new))
    assert [[v["x"] for v in other.events[0]["values"]] for _, other in found.pairs] == [[[1.0], [2.0]], [[3.0]]]
    assert not found.old_alone
    missing = aligning.pair_with_shown(aligning.pair(aligning.groups(old), []), aligning.shown(new[:1]))
    assert [group.label for group in missing.old_alone] == ["a:0, b:0"]
