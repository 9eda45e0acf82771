"""Which call of the new program took the place of which session run of the old one.

Events are grouped by place: file and line together with what was fetched or called. Places of both sides are paired by
what they have in common: whether they update, how often they ran, what they were fed, what came out, and when they
first ran. The n-th event of a place is then compared with the n-th of its partner. Several places of one side can have
become one of the other: see `pair`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from migrate.verifying.numbers import difference, magnitude, same_shape

Event = dict[str, Any]
Place = tuple[str, str, str]

# Kinds of events that can stand for one another.
_FAMILY = {
    "run": "run",
    "call": "run",
    "value": "run",
    "assign": "run",
    "apply": "run",
    "keras": "keras",
    "batch": "batch",
    "epoch": "epoch",
}
_SAMPLE = 24  # events of a place that are looked at for the pairing
_ENOUGH = 5.0
_CLOSE = 1e-3


@dataclass
class Group:
    """All events of one place, with their positions in the recording."""

    place: Place
    events: list[Event] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)

    @property
    def updates(self) -> bool:
        return any(event.get("updates") for event in self.events)

    @property
    def site(self) -> str:
        return self.place[1]

    @property
    def label(self) -> str:
        """What is fetched or called, for people."""
        return self.place[2]


Joined = dict[Place, Place]


@dataclass
class Pairing:
    """Places that belong together, and those that found no partner; all in order of their first event.

    `joined` has for each side, old and new, the places whose events count as those of another one.
    """

    pairs: list[tuple[Group, Group]]
    old_alone: list[Group]
    new_alone: list[Group]
    joined: tuple[Joined, Joined] = field(default_factory=lambda: ({}, {}))

    def partner(self, place: Place) -> Group | None:
        return next((new for old, new in self.pairs if old.place == place), None)


def comparable(event: Event) -> bool:
    """Whether something is left of this event after a migration: reads of variables and set-up are not."""
    if event["kind"] not in _FAMILY:
        return False
    if event["kind"] == "run":
        return event.get("kind_of_run") == "run"
    return True


def groups(events: Iterable[Event], joined: Joined | None = None) -> list[Group]:
    """Events by place; values that were read outside of functions belong to no place, see `shown`."""
    found: dict[Place, Group] = {}
    joined = joined or {}
    for position, event in enumerate(events):
        if not comparable(event) or event["kind"] == "value":
            continue
        place = (_FAMILY[event["kind"]], event.get("site") or "?", what(event))
        place = joined.get(place, place)
        group = found.setdefault(place, Group(place))
        group.events.append(event)
        group.positions.append(position)
    return list(found.values())


def shown(events: Iterable[Event]) -> list[tuple[int, Event]]:
    """Values that a program read from eager tensors, with their positions."""
    return [(position, event) for position, event in enumerate(events) if event["kind"] == "value"]


def pair_with_shown(pairing: Pairing, values_read: list[tuple[int, Event]]) -> Pairing:
    """Gives old runs that found no call the values that the new program computed outside of functions."""
    unused = list(values_read)
    pairs, alone = list(pairing.pairs), []
    for group in pairing.old_alone:
        other = None if group.updates else _read_instead(group, unused)
        if other is None:
            alone.append(group)
        else:
            pairs.append((group, other))
    pairs.sort(key=lambda both: both[0].positions[0])
    return Pairing(pairs, alone, pairing.new_alone, pairing.joined)


def pair_with_fit(pairing: Pairing) -> Pairing:
    """Gives old runs that train, and found no call, the batches of Keras's `fit`: as many of them, in their order.

    Only variables can be compared then: what `fit` logs are means, and what it feeds is not seen.
    """
    fits = [group for group in pairing.new_alone if group.place[0] == "batch"]
    pairs, alone = list(pairing.pairs), []
    for group in pairing.old_alone:
        trains = group.updates and group.place[0] == "run"
        other = next((fit for fit in fits if len(fit.events) == len(group.events)), None) if trains else None
        if other is None:
            alone.append(group)
        else:
            fits.remove(other)
            pairs.append((group, other))
    pairs.sort(key=lambda both: both[0].positions[0])
    taken = [other for _, other in pairs]
    rest = [group for group in pairing.new_alone if group not in taken]
    return Pairing(pairs, alone, rest, pairing.joined)


def in_fit(old: Group, new: Group) -> bool:
    """Whether runs of a session became batches of Keras's `fit`."""
    return old.place[0] == "run" and new.place[0] == "batch"


def _read_instead(group: Group, unused: list[tuple[int, Event]]) -> Group | None:
    """The reads that stand for the runs of a group, taken out of `unused`; None where some are missing."""
    taken: list[tuple[int, Event]] = []
    found: Group | None = None
    for event in group.events:
        wanted = [value for value in event.get("values", ()) if value.get("d") != "string"]
        reads = []
        for value in wanted:
            rest = [one for one in unused if one not in taken]
            here = _closest(value, rest)
            if here is None:
                return None
            taken.append(here)
            reads.append(here)
        if not reads:
            return None
        position, first = reads[0]
        found = found or Group(("run", first.get("site") or "?", "value"))
        found.positions.append(position)
        found.events.append(dict(first, values=[read["values"][0] for _, read in reads]))
    for one in taken:
        unused.remove(one)
    return found


def _closest(value: Event, rest: list[tuple[int, Event]]) -> tuple[int, Event] | None:
    """The first read of an equal value, else the first of its shape."""
    same = [one for one in rest if same_shape(one[1]["values"][0].get("s"), value.get("s"))]
    close = [one for one in same if difference(value, one[1]["values"][0], magnitude(value)) < _CLOSE]
    return next(iter(close or same), None)


def what(event: Event) -> str:
    named = event.get("what", "")
    text = named if isinstance(named, str) else ", ".join(named)
    return {"fit_generator": "fit", "evaluate_generator": "evaluate", "predict_generator": "predict"}.get(text, text)


def pair(old: list[Event], new: list[Event]) -> Pairing:
    """Pairs the places of two recordings.

    One line can fetch now of this object and now of that, where the new program calls one method. One function can be
    called in two lines, where the old program made its feeds in two and ran in a third. Such places count as one.
    """
    joined = _joined(groups(old), groups(new))
    first = groups(old, joined)
    back = _joined(groups(new), first)
    found = _pair(first, groups(new, back))
    return Pairing(found.pairs, found.old_alone, found.new_alone, (joined, back))


def _joined(several: list[Group], others: list[Group]) -> Joined:
    """The places of one side that are one place of the other together, rather than each for itself."""
    found: Joined = {}
    for shared in (1, 2):  # the line, or what is fetched or called
        sets: dict[tuple[str, str, bool], list[Group]] = {}
        for group in several:
            if group.place not in found:
                sets.setdefault((group.place[0], group.place[shared], group.updates), []).append(group)
        for members in sets.values():
            if len(members) < 2 or not others:
                continue
            whole = _merged(members)
            apart = max(_score(member, one, 0.0, 0.0) for member in members for one in others)
            for other in others:
                if len(whole.events) != len(other.events) or whole.updates != other.updates:
                    continue
                if any(
                    len(a.get("values", ())) != len(b.get("values", ()))
                    for a, b in zip(whole.events, other.events, strict=True)
                ):
                    continue
                together = _score(whole, other, 0.0, 0.0)
                if together >= _ENOUGH and together > apart:
                    found |= {member.place: whole.place for member in members}
                    break
    return found


def _merged(members: list[Group]) -> Group:
    events = [both for group in members for both in zip(group.positions, group.events, strict=True)]
    events.sort(key=lambda both: both[0])
    return Group(members[0].place, [event for _, event in events], [position for position, _ in events])


def _pair(old: list[Group], new: list[Group]) -> Pairing:
    """Pairs places, best matches first; each place is used once."""
    scored = []
    for i, one in enumerate(old):
        for j, other in enumerate(new):
            score = _score(one, other, _rank(i, old), _rank(j, new))
            if score >= _ENOUGH:
                scored.append((-score, abs(i - j), i, j))
    left, right = {}, set()
    for _, _, i, j in sorted(scored):
        if i not in left and j not in right:
            left[i] = j
            right.add(j)
    return Pairing(
        [(old[i], new[left[i]]) for i in sorted(left)],
        [group for i, group in enumerate(old) if i not in left],
        [group for j, group in enumerate(new) if j not in right],
    )


def _rank(position: int, all_groups: list[Group]) -> float:
    return position / max(len(all_groups) - 1, 1)


def _score(old: Group, new: Group, old_rank: float, new_rank: float) -> float:
    if old.place[0] != new.place[0]:
        return 0.0
    if old.place[0] == "keras" and old.label != new.label:
        return 0.0
    if new.events[0]["kind"] == "assign" and len(old.events[0].get("what", ())) != 1:
        return 0.0  # one assignment is never several
    score = 3.0 if old.updates == new.updates else -4.0
    score += 3.0 * min(len(old.events), len(new.events)) / max(len(old.events), len(new.events))
    score += 2.0 * (1.0 - abs(old_rank - new_rank))
    sample = list(zip(old.events[:_SAMPLE], new.events[:_SAMPLE], strict=False))
    score += 3.0 * sum(_same_feeds(a, b) for a, b in sample) / len(sample)
    return score + sum(_values_score(a, b) for a, b in sample) / len(sample)


def feeds(event: Event) -> Counter:
    """Hashes of what was fed."""
    return Counter(feed["h"] for feed in event.get("feeds", ()) if "h" in feed)


def is_small(feed: Event) -> bool:
    """Whether a feed is a single number, a flag or a rate, which a migration may write as a constant."""
    return not [n for n in feed.get("s") or [] if n != 1]


def _same_feeds(old: Event, new: Event) -> float:
    """1 where what the old run needed is what the new call got, in parts where some of it is."""
    wanted, given = feeds(old), feeds(new)
    if not wanted:
        return 0.4 if not given else 0.2
    return sum((wanted & given).values()) / sum(wanted.values())


def values(old: Event, new: Event) -> list[tuple[Event, Event]] | None:
    """Pairs of fetched and returned values in order, None where the two cannot be laid side by side.

    Fetched variables may be read in another way, and serialized summaries are written elsewhere: left out of the old
    side where the new one has fewer values.
    """
    first, second = list(old.get("values", ())), list(new.get("values", ()))
    if len(first) > len(second):
        first = [value for value in first if value.get("d") != "string"]
    if len(first) > len(second):
        first = [value for value in first if not value.get("read")]
    if len(first) == len(second):
        return list(zip(first, second, strict=True))
    if all("n" in value for value in first) and all("n" in value for value in second):
        by_name = {value["n"]: value for value in second}
        return [(value, by_name[value["n"]]) for value in first if value["n"] in by_name] or None
    if all(value.get("read") for value in first):
        return []
    return None


def _values_score(old: Event, new: Event) -> float:
    pairs = values(old, new)
    if pairs is None:
        return -1.0
    if not pairs:
        return 1.0
    shapes = sum(same_shape(a.get("s"), b.get("s")) for a, b in pairs) / len(pairs)
    close = sum(difference(a, b, max(magnitude(a), magnitude(b))) < _CLOSE for a, b in pairs) / len(pairs)
    return 2.0 * shapes + 3.0 * close - 1.0
