"""What helpers and statements print while the graph is built: functions that are traced where they stand print it."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms import native, obstacle

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5
TRACED = "get_concrete_function()  # prints what TensorFlow 1 printed while it built the graph\n"


def program(name: str) -> str:
    return (SEMANTICS / f"{name}.py").read_text(encoding="utf-8")


def test_a_function_is_traced_where_it_stands():
    assert f'    return loss\n\n\ntrain_step.{TRACED}print("graph built")' in native(program("prints_in_place"))
    assert f'loss.{TRACED}print("built")' in native(program("prints_of_helper"))


def test_methods_and_layers():
    text = native(program("prints_of_layers"))
    assert f"compute_h.{TRACED}" in text and f"train_step.{TRACED}" not in text


def test_a_part_that_several_functions_call_is_traced_once():
    text = native(program("prints_of_shared_helper"))
    assert "@tf.function\ndef compute_h(x):\n    return net(x)\n" in text
    assert f"total.{TRACED}" in text and f"mean.{TRACED}" not in text


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("prints_between_helpers", "printed elsewhere, or more than once"),
        ("prints_of_called_back", "the description of a graph tensor is printed"),
    ],
)
def test_what_would_be_printed_elsewhere(name, reason):
    assert reason in obstacle(program(name))[1]


def test_what_differs_from_time_to_time():
    text = program("prints_of_helper").replace('print("building the net")', "print(__import__('time').time())")
    assert "effect on the host" in obstacle(text)[1]


def test_variables_that_the_first_trace_makes():
    assert "printed elsewhere, or more than once" in obstacle(program("prints_of_late_layers"))[1]


def test_what_no_run_needs():
    assert "effect on the host" in obstacle(program("unused_graph_prints"))[1]


def test_branches_and_helpers_that_nobody_calls():
    text = native(program("prints_of_branches"))
    assert "            else:\n                losses = tf.abs(logits - y)\n                print(" in text
    assert "multilabel" not in text and f"self.train_step.{TRACED}" in text


def test_loops():
    text = program("prints_in_place").replace('print("h:", h)', 'for i in range(2):\n    print("h:", h)')
    assert "the description of a graph tensor is printed" in obstacle(text)[1]
