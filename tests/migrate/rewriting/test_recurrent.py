"""Recurrent code: text in, text out, and the numbers of TF 1.15.5 (`recurrent_tf1.json`)."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
from pathlib import Path

import pytest

from migrate.rewriting import native, recurrent
from migrate.stages.program import Obstacle

HERE = Path(__file__).parent


def _programs():
    spec = importlib.util.spec_from_file_location("recurrent_programs", HERE / "recurrent_programs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


programs = _programs()
RECORDED = json.loads((HERE / "recurrent_tf1.json").read_text())["printed"]


def migrated(text: str) -> str:
    return native.migrate("program.py", text, ast.parse(text))[0]


def numbers(lines: list[str]) -> list[float]:
    return [float(n) for line in lines for n in re.findall(r"-?\d+\.?\d*(?:e-?\d+)?", line)]


def own_code(text: str) -> str:
    """The outcome without the classes and functions that were written into it."""
    known = set(recurrent.templates(True))
    kept = []
    for node in ast.parse(text).body:
        name = getattr(node, "name", None) or (
            node.targets[0].id if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) else None
        )
        if name not in known:
            kept.append(ast.get_source_segment(text, node))
    return "\n".join(kept)


# ---------------------------------------------------------------- numbers
def test_every_program_is_recorded():
    assert set(RECORDED) == set(programs.PROGRAMS)


@pytest.mark.parametrize("name", sorted(programs.PROGRAMS))
def test_numbers_of_tf1(name, monkeypatch, capsys):
    tf = pytest.importorskip("tensorflow")
    text = migrated(programs.PROGRAMS[name])
    assert "compat" not in text and "contrib" not in text and "rnn_cell" not in text
    draw = lambda self, shape, dtype=None: tf.constant(programs.kernel([int(n) for n in shape]))  # noqa: E731
    monkeypatch.setattr(tf.keras.initializers.GlorotUniform, "__call__", draw)
    path = HERE / f"{name}.py"
    import linecache

    lines = text.splitlines(True)
    linecache.cache[str(path)] = (len(text), None, lines, str(path))  # so that AutoGraph finds the source
    exec(compile(text, str(path), "exec"), {"__name__": "__main__", "__file__": str(path)})
    got, wanted = numbers(capsys.readouterr().out.splitlines()), numbers(RECORDED[name])
    assert len(got) == len(wanted) > 3
    assert got == pytest.approx(wanted, rel=2e-5, abs=2e-5)


def test_templates_are_tidy():
    for lengths in (False, True):
        for name, text in recurrent.templates(lengths).items():
            assert all(len(line) <= 120 for line in text.splitlines()), name
            node = ast.parse(text).body[0]
            if not isinstance(node, ast.Assign):
                assert ast.get_docstring(node), name


# ---------------------------------------------------------------- text
HEAD = """import numpy as np
import tensorflow as tf
from tensorflow.contrib import rnn

n_steps, n_input, n_hidden = 4, 3, 5
x = tf.placeholder(tf.float32, [None, n_steps, n_input])
"""
RUN = """
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(result, {x: np.zeros([1, 4, 3])}))
"""


def test_the_cell_is_built_where_it_first_runs_and_the_call_keeps_its_words():
    text = migrated(
        HEAD
        + """
cell = rnn.BasicLSTMCell(n_hidden, state_is_tuple=True)
outputs, states = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
result = outputs[:, -1]
"""
        + RUN
    )
    code = own_code(text)
    assert "cell = BasicLSTMCell(n_hidden)\ncell.build(n_input)\n" in code
    assert "    outputs, states = dynamic_rnn(cell, x)\n" in code and "outputs[:, -1]" in code
    assert text.startswith("import collections\n\nimport numpy as np\nimport tensorflow as tf\n")
    assert "contrib" not in text


def test_only_what_is_used_is_written():
    text = migrated(
        HEAD
        + """
cell = rnn.GRUCell(n_hidden)
outputs, result = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
"""
        + RUN
    )
    names = {n.name for n in ast.parse(text).body if isinstance(n, (ast.ClassDef, ast.FunctionDef))}
    assert {"GRUCell", "dynamic_rnn"} <= names
    assert not names & {"BasicLSTMCell", "static_rnn", "rnn_step", "MultiRNNCell"}
    assert "collections" not in text and "sequence_length" not in text


def test_lengths_bring_the_functions_that_stop_at_them():
    text = migrated(
        HEAD
        + """
lengths = tf.placeholder(tf.int32, [None])
cell = rnn.GRUCell(n_hidden)
outputs, result = tf.nn.dynamic_rnn(cell, x, lengths, dtype=tf.float32)
"""
        + RUN.replace("{x:", "{lengths: [2], x:")
    )
    assert "def rnn_step(" in text and "dynamic_rnn(cell, x, lengths)" in text


def test_cells_leave_a_helper_that_is_called_once():
    text = migrated(
        HEAD
        + """

def network(inputs, units):
    # the cell
    cell = rnn.BasicLSTMCell(units, forget_bias=0.5)
    outputs, _ = rnn.static_rnn(cell, tf.unstack(inputs, n_steps, 1), dtype=tf.float32)
    return outputs[-1]


result = network(x, n_hidden)
"""
        + RUN
    )
    code = own_code(text)
    assert "# the cell\ncell = BasicLSTMCell(n_hidden, forget_bias=0.5)\ncell.build(n_input)\n" in text
    helper = code[code.index("def network") : code.index("return outputs[-1]")]
    assert "BasicLSTMCell" not in helper and "outputs, _ = static_rnn(cell, tf.unstack(inputs, n_steps, 1))" in helper


def test_a_name_of_the_helper_that_the_module_has_too_changes():
    text = migrated(
        HEAD
        + """
cell = 3


def network(inputs):
    cell = rnn.GRUCell(n_hidden)
    return tf.nn.dynamic_rnn(cell, inputs, dtype=tf.float32)[1]


result = network(x)
print(cell)
"""
        + RUN
    )
    assert "network_cell = GRUCell(n_hidden)" in text
    assert "dynamic_rnn(network_cell, inputs)" in text and "\ncell = 3\n" in text


def test_dropout_that_is_fed_is_wrapped_inside_the_function():
    code = own_code(migrated(programs.PROGRAMS["gru_layers_dropout_time_major"]))
    assert "cell1 = GRUCell(n_hidden)" in code
    assert "cell1.build(n_input)\ncell2.build(n_hidden)" in code
    inside = code[code.index("def ") :]
    assert "cell1_with_dropout = DropoutWrapper(cell1, output_keep_prob=keep_prob)" in inside
    assert "MultiRNNCell([cell1_with_dropout, cell2])" in inside


def test_both_cells_of_a_try_are_trained():
    """The handler, written for an older TensorFlow, must not hide what the body depends on."""
    code = own_code(
        migrated(
            HEAD
            + """

def network(inputs):
    fw, bw = rnn.GRUCell(n_hidden), 0
    return inputs


def both(inputs):
    steps = tf.unstack(inputs, n_steps, 1)
    fw_cell = rnn.GRUCell(n_hidden)
    bw_cell = rnn.GRUCell(n_hidden)
    try:
        outputs, _, _ = rnn.static_bidirectional_rnn(fw_cell, bw_cell, steps, dtype=tf.float32)
    except Exception:
        outputs = rnn.static_bidirectional_rnn(fw_cell, bw_cell, steps, dtype=tf.float32)
    return outputs[-1]


result = both(x)
loss = tf.reduce_mean(tf.square(result))
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train, {x: np.zeros([1, 4, 3])})
"""
        ).replace("\n\ndef network", "\n\ndef network")
    )
    assert "[*fw_cell.trainable_variables, *bw_cell.trainable_variables]" in code


# ---------------------------------------------------------------- refusals
REFUSED = {
    "peepholes": ("cell = rnn.LSTMCell(n_hidden, use_peepholes=True)", "use_peepholes"),
    "concatenated state": ("cell = rnn.BasicLSTMCell(n_hidden, state_is_tuple=False)", "state_is_tuple"),
    "activation by name": ("cell = rnn.GRUCell(n_hidden, activation='relu')", "by its name"),
    "double precision": ("cell = rnn.GRUCell(n_hidden, dtype=tf.float64)", "dtype"),
    "seeded dropout": ("cell = rnn.DropoutWrapper(rnn.GRUCell(n_hidden), output_keep_prob=0.5, seed=1)", "seed"),
    "unknown cells": ("cell = rnn.MultiRNNCell(np.load('cells.npy'))", "not followed"),
    "a cell of its own kind": ("cell = rnn.NASCell(n_hidden)", ""),
}


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_what_is_not_certain_is_refused(case):
    statement, reason = REFUSED[case]
    with pytest.raises(Obstacle) as caught:
        migrated(HEAD + statement + "\nresult, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)\n" + RUN)
    assert reason in caught.value.reason


def test_unknown_input_size_is_refused():
    with pytest.raises(Obstacle, match="number of input features"):
        migrated(
            HEAD
            + "cell = rnn.GRUCell(n_hidden)\n"
            + "outputs, result = tf.nn.dynamic_rnn(cell, x[:, :, 1:], dtype=tf.float32)\n"
            + RUN
        )


NOT_ONE_CELL = {
    "made in a comprehension": """
cell = rnn.MultiRNNCell([rnn.DropoutWrapper(rnn.GRUCell(n_hidden), output_keep_prob=keep) for _ in range(2)])
result, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
""",
    "made by a factory": """
def make():
    return rnn.DropoutWrapper(rnn.GRUCell(n_hidden), output_keep_prob=keep)


cell = rnn.MultiRNNCell([make(), make()])
result, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
""",
    "a name for two cells": """
cell = rnn.GRUCell(n_hidden)
first, _ = tf.nn.dynamic_rnn(cell, x * keep, dtype=tf.float32)
if n_hidden:
    with tf.variable_scope("second"):
        cell = rnn.GRUCell(n_hidden)
        result, _ = tf.nn.dynamic_rnn(cell, first, dtype=tf.float32)
""",
    "shared by name": """
with tf.variable_scope("net"):
    first, _ = tf.nn.dynamic_rnn(rnn.GRUCell(n_hidden), x, dtype=tf.float32)
with tf.variable_scope("net", reuse=True):
    second, _ = tf.nn.dynamic_rnn(rnn.GRUCell(n_hidden), x * keep, dtype=tf.float32)
result = first + second
""",
}


@pytest.mark.parametrize("case", sorted(NOT_ONE_CELL))
def test_several_cells_never_become_one(case):
    with pytest.raises(Obstacle):
        migrated(
            HEAD + "keep = tf.placeholder(tf.float32, [])\n" + NOT_ONE_CELL[case] + RUN.replace("{x:", "{keep: 1.0, x:")
        )


def test_scope_initializer_is_refused():
    with pytest.raises(Obstacle, match="initializer"):
        migrated(
            HEAD
            + "with tf.variable_scope('net', initializer=tf.zeros_initializer()):\n"
            + "    cell = rnn.GRUCell(n_hidden)\n"
            + "    outputs, result = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)\n"
            + RUN
        )


def test_a_helper_called_twice_becomes_a_class_with_a_cell_for_each_object():
    text = migrated(
        HEAD
        + """

def network(inputs):
    cell = rnn.GRUCell(n_hidden)
    return tf.nn.dynamic_rnn(cell, inputs, dtype=tf.float32)[1]


with tf.variable_scope("a"):
    one = network(x)
with tf.variable_scope("b"):
    two = network(x)
result = one + two
"""
        + RUN
    )
    assert "        self.cell = GRUCell(n_hidden)\n        self.cell.build(input_size)\n" in text
    assert "        return dynamic_rnn(self.cell, inputs)[1]\n" in text
    assert re.search(r"^one_layer = Network\(\w+\)\ntwo_layer = Network\(\w+\)$", text, re.MULTILINE)
