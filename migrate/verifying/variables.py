"""Which variable of the new program is which of the old one: by shape, first value, name and order of creation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from migrate.verifying.numbers import state_difference
from migrate.verifying.recording import Pass

# A slot of a TensorFlow 1 optimizer, and the attributes of Keras optimizers that hold the same numbers.
_SLOTS = {
    "m": ("m", "momentums"),
    "v": ("v", "velocities"),
    "rms": ("rms", "velocities"),
    "mg": ("mg", "average_gradients"),
    "momentum": ("momentum", "momentums"),
    "accumulator": ("accumulator", "accumulators"),
    "linear": ("linear", "linears"),
    "accum": ("accum", "accumulated_grads"),
    "accum_update": ("accum_update", "accumulated_delta_vars"),
}


@dataclass(frozen=True)
class Matching:
    """`pairs` maps keys of old variables to keys of new ones, `missing` are old variables without one.

    `slots` does so for the optimizers' own, whose numbers are `factors` times those of the old side where they have
    one. `restored` are variables of later graphs, which a checkpoint filled, such as an estimator's: the new program
    goes on with the variables of the first graph.
    """

    pairs: dict[str, str]
    slots: dict[str, str]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    restored: dict[str, str] = field(default_factory=dict)
    factors: dict[str, float] = field(default_factory=dict)

    def keys(self) -> dict[str, str]:
        """Old keys to new ones, of all variables and slots."""
        return {**self.restored, **self.slots, **self.pairs}


def match(old: Pass, new: Pass) -> Matching:
    """Pairs the variables of two recordings of one program."""
    first, second = old.initial_states(), new.initial_states()
    every, offered = _models_own(old), _models_own(new)
    again = _again(old, every)
    wanted = [entry for entry in every if entry["name"] not in again]
    scored = []
    for i, one in enumerate(wanted):
        for j, other in enumerate(offered):
            score = _score(one, other, first, second)
            if score is not None:
                scored.append((-score, abs(_rank(i, one, wanted) - _rank(j, other, offered)), i, j))
    pairs: dict[str, str] = {}
    used: set[str] = set()
    for _, _, i, j in sorted(scored):
        a, b = wanted[i]["name"], offered[j]["name"]
        if a not in pairs and b not in used:
            pairs[a] = b
            used.add(b)
    idle = _zeros(old)
    restored = {name: pairs[first] for name, first in again.items() if first in pairs and name not in idle}
    slots = _slots(old, new, {**restored, **pairs})
    return Matching(
        pairs,
        slots,
        tuple(entry["name"] for entry in every if entry["name"] not in {*pairs, *restored, *idle}),
        tuple(entry["name"] for entry in offered if entry["name"] not in used),
        restored,
        {key: factor for key in slots if (factor := _factor(old, new, key, slots[key])) is not None},
    )


def _zeros(old: Pass) -> set[str]:
    """Variables that are not trained and hold zeros at all times, such as a metric in the graph that trains."""
    held = {key for key, entry in old.variables.items() if not entry["trainable"]}
    for event in old.events:
        held -= {key for key, sums in (event.get("state") or {}).items() if sums[1]}
    return held


def _again(old: Pass, entries: list[dict[str, Any]]) -> dict[str, str]:
    """Variables of graphs that a checkpoint was restored into, with their namesake in the first graph that has one."""
    graphs = {str(event.get("g")) for event in old.events if event["kind"] == "restore"}
    first: dict[tuple[str, str, str], str] = {}
    found = {}
    for entry in entries:
        known = first.setdefault((entry["label"], str(entry["shape"]), _kind(entry)), entry["name"])
        if known != entry["name"] and entry["name"].split("/")[0] in graphs:
            found[entry["name"]] = known
    return found


def _models_own(side: Pass) -> list[dict[str, Any]]:
    """Variables that are no slots. Those of a Keras model that sessions read too are known by their graph."""
    found = [entry for entry in side.variables.values() if "slot" not in entry]
    in_graphs = {(entry["label"], tuple(entry["shape"] or ())) for entry in found if entry["name"][0].isdigit()}
    return [
        entry
        for entry in found
        if entry["name"][0].isdigit() or (entry["label"], tuple(entry["shape"] or ())) not in in_graphs
    ]


def _kind(entry: dict[str, Any]) -> str:
    return "".join(letter for letter in entry["dtype"] if letter.isalpha())


def _rank(position: int, entry: dict[str, Any], entries: list[dict[str, Any]]) -> int:
    """The place of a variable among those of its shape."""
    return sum(other["shape"] == entry["shape"] for other in entries[:position])


def _score(old: dict[str, Any], new: dict[str, Any], first: dict, second: dict) -> float | None:
    if old["shape"] != new["shape"] or _kind(old) != _kind(new):
        return None
    score = 0.0
    a, b = first.get(old["name"]), second.get(new["name"])
    if a is not None and b is not None and state_difference(a, b, 1e-30) < 1e-5:
        score += 4.0
    if old["label"] == new["label"]:
        score += 3.0
    elif old["label"].rpartition("/")[2] == new["label"].rpartition("/")[2]:
        score += 1.0
    if old["trainable"] == new["trainable"]:
        score += 1.0
    return score


def _slots(old: Pass, new: Pass, pairs: dict[str, str]) -> dict[str, str]:
    """Slots that hold the same numbers, or a known multiple of them, see `_factor`."""
    offered = {
        (entry["of"], entry["slot"]): entry["name"] for entry in new.variables.values() if entry.get("of") is not None
    }
    found = {}
    for entry in old.variables.values():
        if entry.get("of") is None:
            continue
        graph = entry["name"].split("/")[0]
        of = pairs.get(entry["of"]) or pairs.get(f"{graph}/{entry['of']}")
        for slot in _SLOTS.get(entry["slot"], (entry["slot"],)):
            name = offered.get((of, slot))
            if name is not None and _folds_rate(entry, slot) and _rate(old, entry) is None:
                continue
            if name is not None and new.variables[name]["shape"] == entry["shape"]:
                found[entry["name"]] = name
                break
    return found


def _folds_rate(entry: dict[str, Any], slot: str) -> bool:
    """Whether Keras keeps -rate times what this slot of a MomentumOptimizer holds."""
    return entry["slot"] == "momentum" and slot == "momentums" and "optimizer" in entry


def _rate(old: Pass, entry: dict[str, Any]) -> float | None:
    """What to multiply a slot of momentum with: minus the rate of MomentumOptimizer, None where it is no constant.

    RMSPropOptimizer has the rate in its momentum as Keras has, and no sign.
    """
    known = old.meta.get("optimizers") or []
    if entry["optimizer"] >= len(known):
        return None
    optimizer = known[entry["optimizer"]]
    if optimizer["class"] != "MomentumOptimizer":
        return 1.0
    rate = optimizer["numbers"].get("learning_rate")
    return None if rate is None else -float(rate)


def _factor(old: Pass, new: Pass, key: str, other: str) -> float | None:
    entry = old.variables[key]
    return _rate(old, entry) if _folds_rate(entry, new.variables[other]["slot"]) else None


def label(recording: Pass, key: str) -> str:
    """The name of a variable for people."""
    entry = recording.variables.get(key)
    if entry is None:
        return key
    if entry.get("of") is not None:
        of = recording.variables.get(entry["of"]) or recording.variables.get(f"{key.split('/')[0]}/{entry['of']}")
        return f"{of['label']} ({entry['slot']})" if of else entry["label"]
    return entry["label"]
