"""tf.contrib, tf.layers and RNN cells compute what TensorFlow 1.15.5 computed, with the same variables."""

import json
from pathlib import Path

import numpy as np
import pytest

HERE = Path(__file__).parent
RECORDED = json.loads((HERE / "recorded_contrib.json").read_text())


@pytest.fixture(scope="module")
def computed(server):
    program = (HERE / "contrib_program.py").read_text()
    r = server.start(program, ["compat"]).finish(200)
    assert r.rc == 0, r.err[-4000:]
    return json.loads(r.out)


@pytest.mark.parametrize("name", sorted(RECORDED["recorded"]))
def test_numbers_and_variables(computed, name):
    old, new = RECORDED["recorded"][name], computed["recorded"][name]
    for key in ("shapes", "trainable", "model", "regularization"):
        assert new[key] == old[key], key
    assert sorted(new["variables"]) == sorted(old["variables"])
    for a, b in zip(old["values"], new["values"], strict=True):
        np.testing.assert_allclose(b, a, rtol=2e-5, atol=1e-6)
    for variable, values in old["variables"].items():
        np.testing.assert_allclose(new["variables"][variable], values, rtol=2e-5, atol=1e-6, err_msg=variable)


@pytest.mark.parametrize("name", sorted(RECORDED["plain"]))
def test_batches_and_words(computed, name):
    assert computed["plain"][name] == RECORDED["plain"][name]
