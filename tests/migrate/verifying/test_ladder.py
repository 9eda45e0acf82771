from __future__ import annotations

import pytest
from made_up_recordings import recording

from migrate.verifying import ladder
from migrate.verifying.verdicts import DIFFERS, FLOAT64, NOISE, NOT_COMPARABLE


def judge(old, new, **more):
    """The verdict on passes by name, or on one float32 pass a side."""
    old = old if isinstance(old, dict) else {"float32": old}
    new = new if isinstance(new, dict) else {"float32": new}
    return ladder.judge("train.py", ladder.Sides(old, new, "old", "new"), 1.0, **more)


def rung(verdict, key):
    return next(rung for rung in verdict.rungs if rung.key == key)


def both(kind, **content):
    return {"float32": recording(kind, **content), "float64": recording(kind, **content)}


def test_the_same_numbers():
    verdict = judge(both("run"), both("call"))
    assert verdict.verdict == FLOAT64
    assert verdict.difference is None
    assert {rung.outcome for rung in verdict.rungs} == {"equal", "not run"}
    assert [(site.old, site.new, site.steps) for site in verdict.sites] == [("old.py:9", "train_step, new.py:14", 6)]
    assert verdict.curves[0].old == verdict.curves[0].new


def test_float32_alone_is_no_proof_of_meaning():
    assert judge(recording("run"), recording("call")).verdict == NOISE


def test_noise_is_measured():
    losses = [2.0 - 0.25 * step for step in range(6)]
    off = [loss * (1 + 1e-4) for loss in losses]
    new = recording("call", losses=off)
    still = {"float32": recording("run"), "noise": recording("run")}
    assert judge(still, new).verdict == DIFFERS
    moving = dict(still, noise=recording("run", losses=[loss * (1 + 2e-5) for loss in losses]))
    assert judge(moving, new).verdict == NOISE
    assert judge(still, new, tolerance=1e-3).verdict == NOISE


def test_float64_tells_meaning_from_rounding():
    old, new = both("run"), both("call")
    new["float64"] = recording("call", weights=[1.0 - 0.1 * step * (1 + 1e-8) for step in range(7)])
    verdict = judge(old, new)
    assert verdict.verdict == DIFFERS
    assert (verdict.difference.step, verdict.difference.variable) == (0, "w")


def test_lost_batch_is_located():
    digests = [f"batch{step}" for step in range(6)]
    verdict = judge(recording("run"), recording("call", steps=5, digests=digests[:3] + digests[4:]))
    assert verdict.verdict == DIFFERS
    assert verdict.difference.step == 3
    assert "missing" in verdict.difference.likely
    assert rung(verdict, "counts").outcome == "differs"
    assert rung(verdict, "batches").step == 3


def test_variable_that_stands_still():
    verdict = judge(recording("run"), recording("call", weights=[1.0] * 7))
    assert (verdict.difference.step, verdict.difference.variable) == (0, "w")
    assert "not among those that the optimizer trains" in verdict.difference.likely


def test_variable_without_counterpart():
    new = recording("call")
    new.variables["0/w:0"]["shape"] = [5, 1]
    verdict = judge(recording("run"), new)
    assert verdict.verdict == DIFFERS
    assert verdict.difference.variable == "w"


def test_optimizer_numbers_are_named():
    adam = {"class": "AdamOptimizer", "numbers": {"lr": 0.1, "epsilon": 1e-8}}
    keras = {"class": "Adam", "numbers": {"learning_rate": 0.1, "epsilon": 1e-7}}
    old = recording("run", optimizers=[adam])
    new = recording("call", weights=[1.0 - 0.11 * step for step in range(7)], optimizers=[keras])
    assert "epsilon of Adam is 1e-07 and was 1e-08" in judge(old, new).difference.likely


@pytest.mark.parametrize(
    "meta, words",
    [
        ({"ended": "deadline", "seconds": 60.0}, "had not ended after 60 s"),
        ({"ended": "memory"}, "--memory"),
        ({"exit": 1, "exception": ["KeyError", "a"], "recorder": True}, "could not be recorded: KeyError: a"),
        ({"ended": "crash"}, "the process died"),
        ({"exit": 1, "exception": ["ValueError", "no data"], "where": "old.py:3"}, "ValueError: no data (old.py:3)"),
    ],
)
def test_old_program_that_does_not_come_to_its_end(meta, words):
    verdict = judge(recording("run", **meta), recording("call"))
    assert verdict.verdict == NOT_COMPARABLE
    assert words in verdict.reason


def test_new_program_that_fails_differs():
    verdict = judge(recording("run"), recording("call", exit=1, exception=["TypeError", "x"]))
    assert verdict.verdict == DIFFERS
    assert "TypeError" in verdict.difference.what


def test_stochastic_program():
    other = [value + 0.5 for value in (2.0, 1.75, 1.5, 1.25, 1.0, 0.75)]
    third = [value + 1.5 for value in (2.0, 1.75, 1.5, 1.25, 1.0, 0.75)]
    old = {"float32": recording("run"), "noise": recording("run", losses=other)}
    verdict = judge(old, recording("call", losses=third))
    assert verdict.verdict in (DIFFERS, NOT_COMPARABLE)
    assert verdict.verdict == NOT_COMPARABLE and "in each run" in verdict.reason


def test_run_without_a_call():
    old = recording("run")
    lone = dict(old.events[-1], site="old.py:20", what=["accuracy:0"], updates=False, kind="run")
    lone.pop("state")
    old.events.append(lone)
    verdict = judge(old, recording("call"))
    assert verdict.verdict == NOT_COMPARABLE
    assert "old.py:20" in verdict.reason


def test_printed_output():
    old, new = recording("run", stdout=["loss 0.5"]), recording("call", stdout=["loss 0.6"])
    verdict = judge(old, new)
    assert verdict.verdict == DIFFERS
    assert "'loss 0.5' became 'loss 0.6'" in verdict.difference.what
    timed = {"float32": recording("run", stdout=["took 3.1 s"]), "noise": recording("run", stdout=["took 4.1 s"])}
    verdict = judge(timed, recording("call", stdout=["took 2.5 s"]))
    assert rung(verdict, "output").outcome == "noise"
    assert verdict.verdict == NOISE


def test_nothing_to_compare():
    empty = recording("run", steps=0, stdout=())
    empty.events.clear()
    assert judge(empty, recording("call", steps=0, stdout=())).verdict == NOT_COMPARABLE


def trained_by_fit(**content):
    return recording(
        "batch", stdout=("Epoch 1/6", "6/6 - loss: 1.0"), losses=[9.0] * 6, digests=["other"] * 6, **content
    )


def test_training_that_became_fit_is_compared_by_its_variables():
    new = {"float32": trained_by_fit(), "float64": trained_by_fit()}
    verdict = judge(both("run"), new)
    assert verdict.verdict == FLOAT64
    assert rung(verdict, "first update").outcome == "equal"
    assert rung(verdict, "output").outcome == "not run"
    assert not verdict.curves
    off = trained_by_fit(weights=[1.0 - 0.1 * step - (0.01 if step > 3 else 0) for step in range(7)])
    verdict = judge(both("run"), {"float32": off, "float64": off})
    assert (verdict.verdict, verdict.difference.step, verdict.difference.variable) == (DIFFERS, 3, "w")


def test_a_lost_batch_of_fit_is_no_equality():
    old = recording("run", stdout=())
    new = recording("batch", steps=5, stdout=())
    assert judge(old, new).verdict in (DIFFERS, NOT_COMPARABLE)


def raised(text):
    return {"kind": "error", "u": 6, "site": "a.py:3", "what": "fit", "error": "ValueError", "text": text}


def test_texts_of_errors_of_tensorflow_may_be_others():
    old = recording("run", stdout=["failed: Error when checking input"])
    new = recording("call", stdout=["failed: Invalid input shape for layer"])
    assert judge(old, new).verdict == DIFFERS
    old.events.append(raised("Error when checking input"))
    assert judge(old, new).verdict == DIFFERS  # the new program raised none
    new.events.append(raised("Invalid input shape for layer"))
    verdict = judge(old, new)
    assert verdict.verdict == NOISE
    assert "errors" in rung(verdict, "output").detail
    new.stdout[0] = "caught: Invalid input shape for layer"
    assert judge(old, new).verdict == DIFFERS


def test_sums_of_whole_numbers_are_rounded_too():
    sides = []
    for kind, mean in (("run", 3.2), ("call", 3.2 * (1 + 2e-16))):
        one = recording(kind)
        for event in one.events[1:]:
            event["values"] = [{"d": "int64", "s": [50], "m": [mean, 4.0, 0.5], "n": "classes:0"}]
        sides.append(one)
    assert judge(*sides).verdict == NOISE
    sides[1].events[3]["values"][0]["m"][2] = 0.51
    assert judge(*sides).difference.step == 2


def test_a_batch_that_is_only_looked_at():
    """`sess.run(next_batch)` became a loop over the dataset: the batch is compared as a value."""
    old, new = recording("run", steps=1), recording("call", steps=1)
    batch = {"d": "float32", "s": [50], "m": [0.5, 1.0, 0.25], "n": "IteratorGetNext:0"}
    event = dict(old.events[-1], site="old.py:20", what=["IteratorGetNext:0"], updates=False, values=[batch])
    old.events.append(dict(event, feeds=[dict(batch, h="digest")]))
    read = {"kind": "value", "site": "new.py:30", "what": "value", "feeds": [], "updates": False, "u": 1}
    new.events.append(dict(read, values=[{key: batch[key] for key in "dsm"}]))
    assert judge(old, new).verdict == NOISE
    new.events[-1]["values"][0]["m"] = [0.6, 1.0, 0.25]
    assert judge(old, new).verdict == DIFFERS


def test_rounding_in_float64_is_measured_too():
    """A gradient that is nothing but rounding: Adam divides it by its own size."""
    old, new = both("run"), both("call")
    new["float64"] = recording("call", weights=[1.0 - 0.1 * step * (1 + 1e-8) for step in range(7)])
    sides = ladder.Sides(old, new, "old", "new")
    verdict = ladder.judge("train.py", sides, 1.0)
    assert verdict.verdict == DIFFERS
    assert ladder.rounding_in_question(sides, verdict)
    old["noise64"] = recording("run", weights=[1.0 - 0.1 * step * (1 - 1e-9) for step in range(7)])
    assert judge(old, new).verdict == FLOAT64
    assert not ladder.rounding_in_question(sides, verdict)
    old["noise64"] = recording("run", weights=[1.0 - 0.1 * step * (1 - 1e-12) for step in range(7)])
    assert judge(old, new).verdict == DIFFERS
