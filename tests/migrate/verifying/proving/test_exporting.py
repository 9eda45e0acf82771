"""Graphs that TensorFlow 2.21 made, exported and proved; skips where it is not installed."""

from __future__ import annotations

import base64
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from migrate.verifying.proof import Pair, Program, prove

HERE = Path(__file__).parent
RECORDER = Path(__file__).parents[4] / "migrate" / "verifying" / "tf1recorder"

pytestmark = pytest.mark.skipif(importlib.util.find_spec("tensorflow") is None, reason="TensorFlow is not installed")


@pytest.fixture(scope="module")
def graphs():
    environment = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    command = [sys.executable, str(HERE / "exporting.py"), str(RECORDER)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(params=["2.21", "1.15.5"])
def both(request, graphs):
    """The old side as TensorFlow 2.21 runs it in graph mode, and as TensorFlow 1.15.5 did."""
    if request.param == "2.21":
        return graphs
    recorded = json.loads((HERE / "tf1_graphs.json").read_text())
    assert recorded["tensorflow"] == "1.15.5"
    return {"old": recorded["old"], "new": graphs["new"]}


def proved(graphs, old, new, inputs=((0, 0), (1, 1)), adam="adam"):
    variables = {"w": "w", "b": "b"}
    for key in ("w", "b"):
        variables |= {f"{adam}/m/{key}": f"{key}/Adam", f"{adam}/v/{key}": f"{key}/Adam_1"}
    rate = base64.b64encode(np.float32(0.1).tobytes()).decode()
    constants = {f"{name}/rate": {"dtype": "float32", "shape": [], "data": rate} for name in ("sgd", "adam", "other")}
    initial = {("old", "beta1_power"): 0.9, ("old", "beta2_power"): 0.999, ("new", f"{adam}/iterations"): 0.0}
    pair = Pair(graphs["old"][old], graphs["new"][new], inputs[: len(graphs["old"][old]["inputs"])])
    (found,) = prove([pair], Program(variables, constants, initial))
    return found


def test_the_export_is_small_and_the_same_each_time(graphs):
    text = json.dumps(graphs["old"]["predict"])
    assert len(text) < 3000
    assert graphs["old"]["predict"]["inputs"] == [{"name": "Placeholder:0", "dtype": "float32", "shape": [None, 4]}]
    ops = sorted(node["op"] for node in graphs["old"]["predict"]["nodes"])
    assert ops == ["BiasAdd", "Identity", "Identity", "Input", "MatMul", "Variable", "Variable"]


@pytest.mark.parametrize("name", ["predict", "descent", "adam", "branch"])
def test_a_run_and_its_function_are_proved(both, name):
    found = proved(both, name, name)
    assert found.proved, (found.detail, found.path)


def test_training_is_proved_for_each_variable(both):
    assert "1 fetched and 2 updated values" in proved(both, "descent", "descent").detail
    assert "6 updated values" in proved(both, "adam", "adam").detail


def test_what_is_not_the_same_is_not_proved(both):
    assert not proved(both, "predict", "transposed").proved
    found = proved(both, "adam", "other", adam="other")
    assert not found.proved and "Const 9.99999993922529e-09 (Adam/epsilon)" in found.detail
    assert "Const 1.0000000116860974e-07" in found.detail
    found = proved(both, "descent", "one")
    assert not found.proved and found.detail.startswith("variable b: Sub in the old graph, Variable add/")
    found = proved(both, "descent", "adam")
    assert not found.proved
    swapped = proved(both, "descent", "descent", inputs=((1, 0), (0, 1)))
    assert not swapped.proved


def test_random_numbers_are_named(both):
    found = proved(both, "random", "predict")
    assert not found.proved and "random numbers are drawn (RandomUniform" in found.detail


def test_an_update_of_a_reference_is_no_function_of_its_arguments(both):
    """TensorFlow calls these ops stateless; taken for functions they would seem to change nothing."""
    (update, *_) = [node for node in both["old"]["slow"]["nodes"] if node["op"] == "ApplyFtrl"]
    assert update["stateful"]
    found = proved(both, "slow", "predict")
    assert not found.proved and found.detail.startswith("the old graph: ApplyFtrl is no computation")


def test_two_handles_of_one_variable_are_the_same_variable(both):
    keys = {node["attrs"]["key"] for node in both["old"]["twice"]["nodes"] if node["op"] == "Variable"}
    assert len(keys) == 1
    found = proved(both, "twice", "predict")
    assert not found.proved and "nothing orders" in found.detail


def test_a_fed_tensor_stands_for_itself(both):
    assert [node["op"] for node in both["old"]["fed"]["nodes"]].count("MatMul") == 0
    assert len(both["old"]["fed"]["inputs"]) == 2
