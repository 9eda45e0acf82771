"""Which variables and slots of two recordings belong together."""

from __future__ import annotations

import pytest
from made_up_recordings import recording, variable

from migrate.verifying import ladder, variables
from migrate.verifying.verdicts import DIFFERS, NOISE


def with_momentum(kind, slots, described, slot):
    """A recording with a slot of its variable w, which holds `slots[step]` after each step."""
    one = recording(kind, optimizers=[described])
    key = "0/w/Momentum:0"
    one.variables[key] = variable(key, "w/Momentum", **slot)
    for number, event in enumerate(one.events):
        event["state"][key] = [slots[number]] * 3
    return one


RATE = 0.5
TF1 = {"class": "MomentumOptimizer", "numbers": {"learning_rate": RATE, "momentum": 0.9}}
KERAS = {"class": "SGD", "numbers": {"learning_rate": RATE, "momentum": 0.9}}
OLD_SLOT = {"slot": "momentum", "of": "0/w:0", "optimizer": 0}
NEW_SLOT = {"slot": "momentums", "of": "0/w:0"}
VELOCITIES = [0.0, 1.0, 1.5, 1.75, 1.8, 1.9, 2.0]


def judge(old, new):
    return ladder.judge("train.py", ladder.Sides({"float32": old}, {"float32": new}, "old", "new"), 1.0)


def test_momentum_is_compared_with_the_rate_that_keras_folds_in():
    old = with_momentum("run", VELOCITIES, TF1, OLD_SLOT)
    new = with_momentum("call", [-RATE * number for number in VELOCITIES], KERAS, NEW_SLOT)
    matching = variables.match(old, new)
    assert matching.slots == {"0/w/Momentum:0": "0/w/Momentum:0"}
    assert matching.factors == {"0/w/Momentum:0": -RATE}
    # The rms of a multiple has no sign.
    for event in new.events:
        event["state"]["0/w/Momentum:0"][1] = abs(event["state"]["0/w/Momentum:0"][1])
    assert judge(old, new).verdict == NOISE
    new.events[3]["state"]["0/w/Momentum:0"] = [-0.8, 0.8, -0.8]
    verdict = judge(old, new)
    assert verdict.verdict == DIFFERS
    assert (verdict.difference.step, verdict.difference.variable) == (2, "w (momentum)")


@pytest.mark.parametrize(
    "optimizer, factors",
    [
        # The rate is fed: how much of it lies in each velocity is not known.
        ({"class": "MomentumOptimizer", "numbers": {"momentum": 0.9}}, None),
        ({"class": "RMSPropOptimizer", "numbers": {"learning_rate": RATE}}, {"0/w/Momentum:0": 1.0}),
    ],
)
def test_momentum_of_other_optimizers(optimizer, factors):
    old = with_momentum("run", VELOCITIES, optimizer, OLD_SLOT)
    new = with_momentum("call", VELOCITIES, KERAS, NEW_SLOT)
    matching = variables.match(old, new)
    assert matching.slots == ({} if factors is None else {"0/w/Momentum:0": "0/w/Momentum:0"})
    assert matching.factors == (factors or {})


def test_a_graph_that_a_checkpoint_filled_goes_on_with_the_variables_of_the_first():
    """An estimator builds a graph for each call, and restores into it what the one before has saved."""
    old, new = recording("run"), recording("call")
    old.variables["1/w:0"] = variable("1/w:0", "w")
    moved = 0
    for position, event in enumerate(old.events):
        if event["u"] > 3:
            event["state"] = {"1/w:0": event["state"].pop("0/w:0")}
            moved = moved or position
    restored = {"kind": "initial", "u": 3, "state": {"1/w:0": old.events[moved - 1]["state"]["0/w:0"]}}
    old.events[moved:moved] = [{"kind": "restore", "g": 1, "u": 3, "site": "old.py:9"}, restored]
    assert variables.match(old, new).restored == {"1/w:0": "0/w:0"}
    assert judge(old, new).verdict == NOISE
    new.events[5]["state"]["0/w:0"] = [0.25] * 3
    assert judge(old, new).difference.variable == "w"
    # Without a checkpoint they are other variables.
    old.events.pop(moved)
    assert variables.match(old, new).restored == {}
    assert "no counterpart" in judge(old, new).difference.what
