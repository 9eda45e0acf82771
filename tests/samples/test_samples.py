"""Each sample: the tool writes the golden text, a second run changes nothing, and TensorFlow 2 prints the same."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path

import pytest

from legacy_samples import catalogue, record

SAMPLES = catalogue.samples()
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


def _load_comparing():
    spec = importlib.util.spec_from_file_location("comparing", Path(__file__).with_name("comparing.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


comparing = _load_comparing()
notebooks = record.load_module("notebooks", record.NOTEBOOKS)


@each_sample
def test_is_recorded(sample):
    recorded = sample.record()
    assert recorded["tensorflow"] == "1.15.5"
    if recorded["exit"] != 0:
        # What TensorFlow 1.15 does not run cannot be the judge.
        assert catalogue.after(sample.name)["judge"] != "same"


@each_sample
def test_golden(sample):
    migrated = catalogue.migrate(sample.path.name, sample.text)
    expected_form = catalogue.forms()[sample.name]
    assert migrated.form == expected_form, migrated.reason
    assert migrated.text == sample.golden(), "run legacy_samples/update_golden.py and read the diff"
    if migrated.text is not None:
        ast.parse(migrated.text if sample.path.suffix == ".py" else notebooks.script(migrated.text))


@each_sample
def test_second_run_changes_nothing(sample):
    text = catalogue.migrate(sample.path.name, sample.text).text
    if text is not None:
        again = catalogue.migrate(sample.path.name, text)
        assert again.text is None, again.text


@each_sample
def test_output_on_tensorflow_2(sample, run_sample):
    if catalogue.forms().get(sample.name) == "by hand":
        pytest.skip("left for a person")
    recorded, after = sample.record(), catalogue.after(sample.name)
    result = run_sample(sample)
    last_words = result["stderr"][-3000:]
    if after["judge"] == "endless":
        assert result["still_running"], last_words
        return
    assert not result["still_running"], f"not ended in time\n{last_words}"
    if after["judge"] == "fails":
        assert result["exit"] != 0
        return
    assert result["exit"] == 0, last_words
    if after["judge"] == "runs":
        return
    expected = after.get("stdout", recorded["stdout"])
    difference = comparing.difference(expected, result["stdout"])
    assert difference is None, "\n".join([difference, "--- printed:", *result["stdout"][:60], last_words])
    assert _same_events(recorded.get("events", {}), result["events"]), result["events"]


def _same_events(expected, actual):
    """The same tags at the same steps with the same scalars, in event files of the same folders."""
    if {folder: sorted(tags) for folder, tags in expected.items()} != {
        folder: sorted(tags) for folder, tags in actual.items()
    }:
        return False
    for folder, tags in expected.items():
        for tag, values in tags.items():
            others = actual[folder][tag]
            if [step for step, _ in values] != [step for step, _ in others]:
                return False
            for (_, a), (_, b) in zip(values, others, strict=True):
                if a is not None and (b is None or not comparing.close(a, b)):
                    return False
    return True


@pytest.mark.parametrize(
    "expected, actual, equal",
    [
        ("loss 0.123456", "loss  0.12346", True),
        ("loss 0.123456", "loss 0.1236", False),
        ("[1. 2.]", "[1.00001\n 2. ]", True),
        ("step 1", "step 2", False),
        ("step 1", "step 1.0", False),
        ("accuracy 1", "accuracy 0.999999", True),
        ("nan", "nan", True),
        ("nan", "1.0", False),
        ("a", "a b", False),
        ("a 1.0", "a", False),
        ("W1:0 x", "W2:0 x", False),
        ("1e-05", "1.00001e-05", True),
        ("-0.5", "0.5", False),
        ("Extracting data/train-images-idx3-ubyte.gz\n1", "1", True),
        ("Extracting 3 items\n1", "1", False),
        ("{'a': 1.5}", "{'a': 1.5}", True),
    ],
)
def test_comparison(expected, actual, equal):
    assert (comparing.difference(expected.split("\n"), actual.split("\n")) is None) == equal
