"""The likely reason of a difference: what changed silently between TensorFlow 1 and 2 and looks like this."""

from __future__ import annotations

import math
from collections import Counter
from typing import Any

from migrate.verifying import aligning
from migrate.verifying.aligning import Group, Pairing
from migrate.verifying.comparing import Deviation, step_of
from migrate.verifying.recording import Pass
from migrate.verifying.variables import Matching

# A number of a TensorFlow 1 optimizer, and what Keras calls it.
_NUMBERS = {
    "epsilon": "epsilon",
    "beta1": "beta_1",
    "beta2": "beta_2",
    "lr": "learning_rate",
    "learning_rate": "learning_rate",
    "decay": "rho",
    "rho": "rho",
    "momentum": "momentum",
    "initial_accumulator_value": "initial_accumulator_value",
}
_KINDS = {
    "GradientDescentOptimizer": "SGD",
    "MomentumOptimizer": "SGD",
    "AdamOptimizer": "Adam",
    "RMSPropOptimizer": "RMSprop",
    "AdagradOptimizer": "Adagrad",
    "AdadeltaOptimizer": "Adadelta",
    "FtrlOptimizer": "Ftrl",
}
_DEFAULTS = {
    ("Adam", "epsilon"): "TensorFlow 1's default is 1e-8, Keras's 1e-7",
    ("RMSprop", "epsilon"): "TensorFlow 1's default is 1e-10, Keras's 1e-7",
    ("Adagrad", "epsilon"): "TensorFlow 1 has none: epsilon=0.",
    ("Adadelta", "epsilon"): "TensorFlow 1's default is 1e-8, Keras's 1e-7",
    ("Adadelta", "learning_rate"): "Keras 2's default was 1.0",
}


def likely(deviation: Deviation, old: Pass, new: Pass, pairing: Pairing, matching: Matching) -> str | None:
    """One sentence, None where the symptom fits none that is known."""
    if deviation.what == "feed":
        return _feed(deviation, old, pairing)
    if deviation.what == "initial":
        return _initial(deviation, old, new, matching)
    if deviation.what == "state":
        found = _variable(deviation, old, new, matching)
        if found is not None:
            return found
    return (
        (_optimizer(old, new) if deviation.what == "state" or deviation.step > 0 else None)
        or _ratio(deviation, pairing)
        or _by_name(deviation)
    )


# ---------------------------------------------------------------------- batches


def _feed(deviation: Deviation, old: Pass, pairing: Pairing) -> str | None:
    found = next(((a, b) for a, b in pairing.pairs if deviation.order in a.positions), None)
    if found is None:
        return None
    first, second = found
    here = first.positions.index(deviation.order)
    if here >= len(second.events):
        return None
    given = aligning.feeds(second.events[here])
    for shift in (1, 2):
        if here + shift < len(first.events) and aligning.feeds(first.events[here + shift]) <= given:
            which = "a batch is" if shift == 1 else "two batches are"
            return f"{which} missing here: the new program is fed what the old one got {shift} later"
    if here > 0 and aligning.feeds(first.events[here - 1]) <= given:
        return "a batch is fed twice: the new program is fed what the old one got one earlier"
    wanted = _fed(first.events[here], deviation.name)
    other = _like(second.events[here], wanted)
    if wanted is None or other is None:
        return None
    if wanted.get("s") != other.get("s"):
        return f"the batch has the shape {other.get('s')}, and had {wanted.get('s')}: how the last batch is cut"
    if _permuted(wanted, other):
        return "the same numbers in another order: rows or labels are shuffled differently"
    if _all(first) == _all(second):
        return "the same batches in another order: shuffle(seed) of a dataset repeats its order in TensorFlow 1"
    return None


def _fed(event: dict[str, Any], name: str) -> dict[str, Any] | None:
    return next((feed for feed in event.get("feeds", ()) if feed.get("n") == name), None)


def _like(event: dict[str, Any], wanted: dict[str, Any] | None) -> dict[str, Any] | None:
    """The feed that stands where `wanted` did: of its kind and number of axes."""
    if wanted is None:
        return None
    rest = [feed for feed in event.get("feeds", ()) if len(feed.get("s") or []) == len(wanted.get("s") or [])]
    same = [feed for feed in rest if feed["d"].rstrip("0123456789") == wanted["d"].rstrip("0123456789")]
    tail = [feed for feed in same if (feed.get("s") or [])[1:] == (wanted.get("s") or [])[1:]]
    return next(iter(tail or same), None)


def _permuted(a: dict[str, Any], b: dict[str, Any]) -> bool:
    if "x" in a and "x" in b:
        return sorted(a["x"]) == sorted(b["x"]) and a["x"] != b["x"]
    if "m" in a and "m" in b:
        return all(math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-12) for x, y in zip(a["m"][:2], b["m"][:2], strict=True))
    return False


def _all(group: Group) -> Counter:
    total: Counter = Counter()
    for event in group.events:
        total += aligning.feeds(event)
    return total


# ---------------------------------------------------------------------- variables


def _initial(deviation: Deviation, old: Pass, new: Pass, matching: Matching) -> str | None:
    first = old.initial_states().get(deviation.key)
    second = new.initial_states().get(matching.pairs.get(deviation.key, ""))
    if not first or not second:
        return None
    if not second[1] or not first[1]:
        return "one side starts with zeros: another initializer"
    ratio = second[1] / first[1]
    if math.isclose(ratio, 0.05, rel_tol=0.2):
        return "initializers of TensorFlow 2 have a default standard deviation of 0.05, those of TensorFlow 1 of 1"
    if math.isclose(ratio, 1.0, rel_tol=0.15):
        return "the same distribution, drawn in another order"
    return f"the values are {ratio:.3g} times as large: another initializer or scale"


def stands_still(deviation: Deviation, old: Pass, new: Pass, matching: Matching) -> bool:
    """Whether the old program changed the variable in this step and the new one leaves it alone."""
    other = matching.pairs.get(deviation.key, "")
    before, after = _states(old, deviation.key, deviation.step)
    new_before, new_after = _states(new, other, deviation.step)
    return None not in (before, after, new_before) and before != after and new_before == new_after


def _variable(deviation: Deviation, old: Pass, new: Pass, matching: Matching) -> str | None:
    key = deviation.key
    before, after = _states(old, key, deviation.step)
    other = matching.pairs.get(key) or matching.slots.get(key, "")
    new_before, new_after = _states(new, other, deviation.step)
    name = deviation.name.rpartition("/")[2]
    moved = before is not None and after is not None and before != after
    if stands_still(deviation, old, new, matching):
        if name.startswith("moving_"):
            return "the moving averages of batch normalization are not updated: UPDATE_OPS, or training=True"
        if old.variables[key]["trainable"]:
            return "the variable is not among those that the optimizer trains"
        return "the update of this variable is left out: an assignment or a control dependency is lost"
    if not moved and after is not None and new_after is not None and new_before != new_after:
        return "the variable is changed now and was not before: more variables are trained or updated"
    if name == "moving_variance":
        return "TensorFlow 1 multiplies the batch variance by n/(n-1) in fused batch normalization, Keras 3 does not"
    return None


def _states(one: Pass, key: str, step: int) -> tuple[list[float] | None, list[float] | None]:
    """The sums of a variable before and after an update."""
    before = one.initial_states().get(key)
    for event in one.events:
        sums = (event.get("state") or {}).get(key)
        if sums is None or event["kind"] in ("initial", "final"):
            continue
        if step_of(event) < step:
            before = sums
        elif step_of(event) == step:
            return before, sums
    return before, None


# ---------------------------------------------------------------------- optimizers


def _optimizer(old: Pass, new: Pass) -> str | None:
    first, second = old.meta.get("optimizers") or [], new.meta.get("optimizers") or []
    for one, other in zip(first, second, strict=False):
        kind = _KINDS.get(one["class"], one["class"])
        if other["class"] not in (kind, one["class"]):
            continue
        for name, keras_name in _NUMBERS.items():
            a, b = one["numbers"].get(name), other["numbers"].get(keras_name, other["numbers"].get(name))
            if kind == "SGD" and name == "decay":
                continue
            if a is not None and b is not None and not math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-12):
                known = _DEFAULTS.get((kind, keras_name))
                return f"{keras_name} of {kind} is {b:g} and was {a:g}" + (f" ({known})" if known else "")
        if kind in ("Adagrad", "RMSprop") and "epsilon" in other["numbers"] and "epsilon" not in one["numbers"]:
            if other["numbers"]["epsilon"]:
                known = _DEFAULTS[kind, "epsilon"]
                return f"epsilon of {kind} is {other['numbers']['epsilon']:g} ({known})"
    return None


# ---------------------------------------------------------------------- values


def _ratio(deviation: Deviation, pairing: Pairing) -> str | None:
    """A fetched number that is off by a whole factor, as a mean is from a sum."""
    if deviation.what != "value":
        return None
    found = next(((a, b) for a, b in pairing.pairs if deviation.order in a.positions), None)
    if found is None:
        return None
    here = found[0].positions.index(deviation.order)
    if here >= len(found[1].events):
        return None
    rows = {
        n
        for feed in found[0].events[here].get("feeds", ())
        for n in (feed.get("s") or [])[:1]
        if n > 1
    }  # fmt: skip
    for a, b in aligning.values(found[0].events[here], found[1].events[here]) or ():
        if a.get("n") == deviation.name and "x" in a and "x" in b and len(a["x"]) == 1 and a["x"][0] and b["x"][0]:
            ratio = b["x"][0] / a["x"][0]
            for factor in (*rows, *(1 / n for n in rows)):
                if math.isclose(ratio, factor, rel_tol=1e-5):
                    return f"the value is {ratio:.4g} times what it was, as a sum over the batch is against a mean"
            for factor in (2.0, 0.5):
                if math.isclose(ratio, factor, rel_tol=1e-5):
                    return f"the value is {factor:g} times what it was: l2_regularizer and tf.nn.l2_loss halve"
    return None


_WORDS = (
    (("lstm", "basic_lstm"), "gates of TensorFlow 1's LSTM cells are ordered i, j, f, o, with forget_bias added when "
     "the cell runs"),
    (("gru", "gates", "candidate"), "TensorFlow 1's GRU orders its gates r, u and resets before the product"),
    (("batch_norm", "batchnorm", "moving_"), "batch normalization: momentum, epsilon and the training flag have other "
     "defaults in Keras"),
    (("dropout",), "the second argument of tf.nn.dropout was keep_prob and is rate"),
)  # fmt: skip


def _by_name(deviation: Deviation) -> str | None:
    name = deviation.name.lower()
    return next((sentence for words, sentence in _WORDS if any(word in name for word in words)), None)
