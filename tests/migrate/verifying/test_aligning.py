from __future__ import annotations

from made_up_recordings import feed, value

from migrate.verifying import aligning


def event(kind, site, what, feeds=(), values=(), updates=False):
    return {
        "kind": kind, "kind_of_run": "run", "site": site, "what": what, "feeds": list(feeds), "values": list(values),
        "updates": updates, "u": 0,
    }  # fmt: skip


def pairs(old, new):
    found = aligning.pair(old, new)
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
    found = aligning.pair_with_shown(aligning.pair(old, new), aligning.shown(new))
    assert [[v["x"] for v in other.events[0]["values"]] for _, other in found.pairs] == [[[1.0], [2.0]], [[3.0]]]
    assert not found.old_alone
    missing = aligning.pair_with_shown(aligning.pair(old, []), aligning.shown(new[:1]))
    assert [group.label for group in missing.old_alone] == ["a:0, b:0"]


def test_a_line_that_fetches_of_several_objects_is_one_place():
    old, new = [], []
    for step in range(4):
        for number in range(3):
            given = [feed("x", f"b{step}")]
            loss = [value(1.0 + step + 10 * number)]
            old.append(event("run", "a.py:5", [f"train_{number}"], given, loss, True))
            new.append(event("call", "b.py:7", "train", given, loss, True))
    sites, found = pairs(old, new)
    assert sites == {("a.py:5", "b.py:7")} and not found.old_alone and not found.new_alone
    ((first, second),) = found.pairs
    assert first.positions == second.positions == list(range(12))


def test_a_function_called_in_two_lines_is_one_place():
    old = [event("run", "a.py:5", ["train"], [feed("x", f"b{n}")], [value(float(n))], True) for n in range(6)]
    new = [event("call", f"b.py:{7 + (n > 0)}", "train_step", [feed("x", f"b{n}")], [value(float(n))], True)
           for n in range(6)]  # fmt: skip
    sites, found = pairs(old, new)
    assert sites == {("a.py:5", "b.py:7")} and not found.new_alone
    # the same places of a later recording count as one too
    assert [len(group.events) for group in aligning.groups(new, found.joined[1])] == [6]


def test_two_lines_that_stay_two_are_not_joined():
    old = [event("run", f"a.py:{line}", ["p:0"], [feed("x", f"b{line}")], [value(float(line))]) for line in (1, 2)]
    new = [event("call", f"b.py:{line}", "predict", [feed("x", f"b{line}")], [value(float(line))]) for line in (1, 2)]
    sites, found = pairs(old, new)
    assert sites == {("a.py:1", "b.py:1"), ("a.py:2", "b.py:2")} and found.joined == ({}, {})


def test_one_assignment_is_never_several():
    old = [event("run", "a.py:5", ["Assign:0", "Assign_1:0"], [feed("x", "b1")], [value(1.0), value(2.0)], True)]
    new = [event("assign", "b.py:7", "assign w", [feed("value", "b1")], [value(1.0)], True)]
    found = aligning.pair(old, new)
    assert not found.pairs and len(found.old_alone) == len(found.new_alone) == 1
