"""Running the initializer again."""

from __future__ import annotations

from pathlib import Path

from forms import native, obstacle

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5


def program(name: str) -> str:
    return (SEMANTICS / f"{name}.py").read_text(encoding="utf-8")


def test_all_variables_and_slots_are_set_back():
    text = native(program("reinitialised_sessions"))
    assert "initial_values = [(variable, variable.numpy()) for variable in [w, *optimizer.variables]]" in text
    assert "    initialize()\n" in text


def test_drawn_values_are_drawn_again():
    text = program("reinitialised_sessions").replace("[[1.0], [2.0]]", "tf.random_normal([2, 1])")
    assert "w.assign(tf.random.normal([2, 1]))" in native(text)


def test_host_values_that_change():
    text = program("reinitialised_sessions").replace("[[1.0], [2.0]]", "tf.random_normal(n)")
    text = text.replace("w = tf", "n = [int(input()), 1]\nw = tf")
    assert "initialised again" in obstacle(text)[1]


def test_numbers_that_are_known_when_the_program_runs():
    text = program("reinitialised_sessions").replace("[[1.0], [2.0]]", "tf.random_normal([n, 1])")
    assert "w.assign(tf.random.normal([n, 1]))" in native(text.replace("w = tf", "n = int(input())\nw = tf"))
    assert "initialised again" in obstacle(text.replace("w = tf", "n = int(input())\nn += 1\nw = tf"))[1]


def test_some_variables():
    assert "some of the variables" in obstacle(program("reinitialised_one_variable"))[1]
