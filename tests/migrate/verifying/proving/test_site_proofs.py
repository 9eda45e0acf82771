"""From recordings to proofs: which feed became which argument, which variables and constants belong together."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

from migrate.verifying import aligning, variables
from migrate.verifying.recording import Pass
from migrate.verifying.site_proofs import proofs

_spec = importlib.util.spec_from_file_location("graph_texts", Path(__file__).with_name("graph_texts.py"))
graph_texts = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(graph_texts)
Builder = graph_texts.Builder


def recording(events, graphs, held) -> Pass:
    """A pass of these events; `held` are scalar variables with their values after each update."""
    known = {
        name: {"name": name, "label": name, "shape": [], "dtype": "float32", "trainable": name in ("w", "0/w:0")}
        for name in held
    }
    initial = {"kind": "initial", "u": 0, "state": {name: [values[0]] * 3 for name, values in held.items()}}
    texts = {f"graphs/{number}.json": json.dumps(graph).encode() for number, graph in enumerate(graphs)}
    return Pass("float32", {}, [initial, *events], known, [], [], "", texts.get)


def run(step, feeds, graph=0, held=None, **content):
    state = {name: [values[min(step + 1, len(values) - 1)]] * 3 for name, values in (held or {}).items()}
    return {"kind": "run", "kind_of_run": "run", "u": step + 1, "site": "old.py:9", "what": ["train"], "values": [],
            "feeds": feeds, "updates": True, "graph": graph, "state": state, **content}  # fmt: skip


def call(step, feeds, **content):
    return run(step, feeds, **{"kind": "call", "site": "new.py:7", "what": "train", **content})


def fed(name, value):
    return {"n": name, "h": str(value), "d": "float32", "s": [4]}


def old_graph(swapped=False):
    """w <- w - 0.1 * (x - y)"""
    b = Builder()
    x, y = b.input([]), b.input([])
    handle = b.reference("0/w:0", [])
    difference = b.add("Sub", *((y, x) if swapped else (x, y)), shape=[])
    b.effect("ApplyGradientDescent", handle, b.constant(0.1), difference)
    return b.done()


def new_graph():
    """The same with the arguments in the other order, and a rate in a variable."""
    b = Builder()
    y, x = b.input([]), b.input([])
    b.graph["inputs"][0]["name"], b.graph["inputs"][1]["name"] = "labels:0", "images:0"
    rate = b.read(b.resource("rate"), [])
    b.effect("AssignSubVariableOp", b.resource("w"), b.add("Mul", b.add("Sub", x, y, shape=[]), rate, shape=[]))
    return b.done()


RATE = 0.10000000149011612


def both(old_events=None, new_events=None, graph=None, rate=(RATE, RATE, RATE)):
    held = {"w": [1.0, 0.5, 0.25], "rate": list(rate)}
    old = old_events or [run(step, [fed("x0", step), fed("x1", step + 7)]) for step in range(2)]
    new = new_events or [call(step, [fed("labels", step + 7), fed("images", step)], held=held) for step in range(2)]
    one = recording(old, [graph or old_graph()], {"0/w:0": held["w"]})
    other = recording(new, [new_graph()], held)
    pairing = aligning.pair(one.events, other.events)
    assert len(pairing.pairs) == 1
    return list(proofs(one, other, pairing, variables.match(one, other)).values())


def test_feeds_are_matched_by_what_was_fed():
    (found,) = both()
    assert found.proved, found.detail


def test_a_site_that_differs_is_not_proved():
    (found,) = both(graph=old_graph(swapped=True))
    assert not found.proved and "takes its arguments in another order" in found.detail


def test_a_feed_that_was_not_always_the_same_is_another():
    events = [call(step, [fed("labels", step + 7), fed("images", 0)], held={"rate": [RATE] * 3}) for step in range(2)]
    (found,) = both(new_events=events)
    assert not found.proved


def test_a_rate_that_changes_is_no_constant():
    (found,) = both(rate=(RATE, RATE, 0.05))
    assert not found.proved


def test_a_rate_that_the_program_assigns_is_no_constant():
    assign = {"kind": "assign", "u": 3, "site": "new.py:9", "what": "assign w", "values": [], "feeds": []}
    held = {"rate": [RATE] * 3}
    events = [call(step, [fed("labels", step + 7), fed("images", step)], held=held) for step in range(2)]
    (found,) = both(new_events=[*events, assign])
    assert not found.proved


def test_runs_without_graphs_or_partners_have_no_proof():
    assert both(old_events=[run(0, [fed("x0", 0), fed("x1", 7)])]) == []
    without = [run(step, [fed("x0", step), fed("x1", step + 7)]) for step in range(2)]
    del without[1]["graph"]
    assert both(old_events=without) == []
    assert both(old_events=[run(step, [fed("x0", step), fed("x1", step + 7)], graph=5) for step in range(2)]) == []


def test_each_graph_of_a_site_must_be_proved():
    events = [run(step, [fed("x0", step), fed("x1", step + 7)], graph=step) for step in range(2)]
    held = {"rate": [RATE] * 3}
    old = recording(events, [old_graph(), old_graph(swapped=True)], {"0/w:0": [1.0]})
    calls = [call(step, [fed("labels", step + 7), fed("images", step)], held=held) for step in range(2)]
    new = recording(calls, [new_graph()], {"w": [1.0], **held})
    pairing = aligning.pair(old.events, new.events)
    (found,) = proofs(old, new, pairing, variables.match(old, new)).values()
    assert not found.proved
