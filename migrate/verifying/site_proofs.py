"""Which run sites of a recorded program are proved: from two recordings to pairs of graphs and back."""

from __future__ import annotations

import base64
import importlib.util
import math
import struct
from collections import Counter
from typing import Any

from migrate.verifying.aligning import Event, Group, Pairing, Place
from migrate.verifying.proof import Pair, Program, Proof, prove
from migrate.verifying.recording import Pass
from migrate.verifying.variables import Matching, label

_SCALARS = {"float32": "f", "float64": "d", "int32": "i", "int64": "q"}
# Events after which a variable holds what no recorded graph says.
_OUTSIDE = frozenset({"assign", "apply", "restore", "init", "keras", "batch", "epoch"})


def proofs(old: Pass, new: Pass, pairing: Pairing, matching: Matching) -> dict[Place, Proof]:
    """The proof, or why there is none, for each old place whose graphs both recordings hold.

    A place that ran several graphs (fetches of other feeds, arguments of other shapes) is proved if each of them is.
    """
    if importlib.util.find_spec("numpy") is None:  # constants are numpy arrays; recordings may be read without
        return {}
    pairs: list[Pair] = []
    places: list[Place] = []
    followed = not any(group.updates for group in (*pairing.old_alone, *pairing.new_alone))
    for first, second in pairing.pairs:
        found = _pairs(old, new, first, second)
        followed = followed and bool(found or not (first.updates or second.updates))
        pairs += found
        places += [first.place] * len(found)
    proved: dict[Place, list[Proof]] = {}
    for place, proof in zip(places, prove(pairs, _program(old, new, matching, followed)), strict=True):
        proved.setdefault(place, []).append(proof)
    return {place: min(group, key=lambda proof: proof.proved) for place, group in proved.items()}


def _pairs(old: Pass, new: Pass, first: Group, second: Group) -> list[Pair]:
    """A pair for each two graphs that ran in each other's place; none where a run has no graph or partner."""
    if len(first.events) != len(second.events):
        return []
    ran: dict[tuple[int, int], list[tuple[Event, Event]]] = {}
    for one, other in zip(first.events, second.events, strict=True):
        if "graph" not in one or "graph" not in other:
            return []
        ran.setdefault((one["graph"], other["graph"]), []).append((one, other))
    pairs = []
    for (before, after), events in ran.items():
        graphs = old.graph(before), new.graph(after)
        if graphs[0] is None or graphs[1] is None:
            return []
        pairs.append(Pair(graphs[0], graphs[1], _inputs(graphs[0], graphs[1], events)))
    return pairs


def _inputs(old: dict[str, Any], new: dict[str, Any], events: list[tuple[Event, Event]]) -> list[tuple[int, int]]:
    """Which feed became which argument: what had the same values in all runs, the same name first."""
    names = [given["name"] for given in old["inputs"]]
    taken: set[int] = set()
    inputs = []
    for argument, given in enumerate(new["inputs"]):
        name = given["name"].partition(":")[0]
        count = len(new["inputs"])
        choices = [
            feed
            for feed in range(len(names))
            if feed not in taken and all(_same(*event, names[feed], name, argument, count) for event in events)
        ]
        if choices:
            feed = min(choices, key=lambda choice: (names[choice].partition(":")[0] != name, choice))
            taken.add(feed)
            inputs.append((feed, argument))
    return inputs


def _same(old: Event, new: Event, feed: str, name: str, position: int, count: int) -> bool:
    """Whether the feed and the argument had the same value in this run."""
    given = [one for one in old["feeds"] if one.get("n") == feed]
    taken = [one for one in new["feeds"] if one.get("n") == name]
    if len(taken) != 1 and len(new["feeds"]) == count:
        taken = [new["feeds"][position]]  # structures and names that TensorFlow changed: by position
    return len(given) == len(taken) == 1 and "h" in given[0] and given[0]["h"] == taken[0].get("h")


def _program(old: Pass, new: Pass, matching: Matching, followed: bool) -> Program:
    """`followed` says that a graph is known of each run that changes variables."""
    held = {key: other for key, other in matching.slots.items() if matching.factors.get(key, 1.0) == 1.0}
    variables = {other: key for key, other in {**matching.pairs, **held}.items()}
    moved = any(event["kind"] in _OUTSIDE for side in (old, new) for event in side.events)
    initial: dict[tuple[str, str], float] = {}
    if followed and not moved:
        for side, one in (("old", old), ("new", new)):
            known = one.initial_states()
            for key, entry in one.variables.items():
                if entry["shape"] == [] and key in known:
                    initial[side, key] = known[key][0]
    slots = [key for key, entry in old.variables.items() if "slot" in entry]
    names = {key: label(old, key) for key in old.variables}
    return Program(variables, {} if moved else _constants(new, variables), initial, slots, names)


def _constants(new: Pass, matched: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Scalars of the new side alone that hold their first value whenever they were looked at."""
    values: dict[str, set[float]] = {}
    counts: Counter[str] = Counter()
    for event in new.events:
        for key, sums in (event.get("state") or {}).items():
            values.setdefault(key, set()).add(sums[0])
            counts[key] += 1
    constants = {}
    for key, entry in new.variables.items():
        held = values.get(key, set())
        if key in matched or entry["shape"] != [] or len(held) != 1 or counts[key] < 2:
            continue
        (value,) = held
        kind = _SCALARS.get(entry["dtype"])
        if kind is not None and math.isfinite(value):
            data = struct.pack("<" + kind, value if kind in "fd" else int(value))
            constants[key] = {"dtype": entry["dtype"], "shape": [], "data": base64.b64encode(data).decode()}
    return constants
