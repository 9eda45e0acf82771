"""Samples with `--style fit`: the text is the golden one, and training ends with the variables of TensorFlow 1.15.5."""

from __future__ import annotations

import ast
import json

import pytest

from legacy_samples import catalogue

SAMPLES = [sample for sample in catalogue.samples() if sample.name in catalogue.fit_forms()]
SLOTS = ("Adam", "RMSProp", "Momentum", "Adagrad", "beta1_power", "beta2_power")
# printed at the end of a program: every variable that is still there
LAST_WORDS = """
import gc, json
kept = [(v.shape.as_list(), v.numpy().ravel().tolist()) for v in gc.get_objects() if isinstance(v, tf.Variable)]
print("VARIABLES", json.dumps(kept))
"""
each_sample = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)


@each_sample
def test_golden(sample):
    migrated = catalogue.migrate(sample.path.name, sample.text, "fit")
    assert migrated.form == "native", migrated.reason
    assert migrated.text == sample.fit_path.read_text(encoding="utf-8"), "run legacy_samples/update_golden.py"
    assert migrated.text.count(".fit(") == catalogue.fit_forms()[sample.name]
    assert catalogue.migrate(sample.path.name, migrated.text, "fit").text is None


@each_sample
def test_other_statements_are_those_of_the_default(sample):
    """Only the loops, what is defined for them and a returned loss differ from the default form."""
    default = {ast.unparse(s) for s in ast.parse(catalogue.migrate(sample.path.name, sample.text).text or "").body}
    loops = {text for text in default if text.startswith("for ")}
    fit = {ast.unparse(s) for s in ast.parse(sample.fit_path.read_text(encoding="utf-8")).body}
    missing = {text for text in default - loops - fit if "apply_gradients" not in text}
    assert not missing


@each_sample
def test_variables_after_training(sample, run_text):
    result = run_text(f"{sample.name}_fit", sample.fit_path.read_text(encoding="utf-8") + LAST_WORDS)
    assert result["exit"] == 0, result["stderr"][-3000:]
    words = next(line for line in result["stdout"] if line.startswith("VARIABLES "))
    found = json.loads(words.removeprefix("VARIABLES "))
    recorded = {n: v for n, v in sample.record()["variables"].items() if not any(slot in n for slot in SLOTS)}
    assert recorded
    for name, variable in recorded.items():
        match = next((i for i, (shape, values) in enumerate(found) if _is(variable, shape, values)), None)
        assert match is not None, f"{name} {variable}: none of {found}"
        del found[match]


def _is(variable: dict, shape: list[int], values: list[float]) -> bool:
    if "values" not in variable or variable["shape"] != shape:
        return False
    return values == pytest.approx(variable["values"], rel=1e-4, abs=1e-5)
