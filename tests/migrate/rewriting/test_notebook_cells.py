"""Session programs in notebook cells: what cells display, the order of cells, and magics beside what moves."""

from __future__ import annotations

import json

import pytest

from migrate import notebooks, project
from migrate.engine import Options, SourceFile, migrate_group

GRAPH = (
    "import tensorflow as tf\nx = tf.placeholder(tf.float32, [None])\nw = tf.Variable(2.0)\ny = x * w",
    "sess = tf.Session()\nsess.run(tf.global_variables_initializer())",
)


def migrated(tmp_path, *cells, runs=None):
    """(new sources of the cells by number, form, reason, findings) of a notebook with GRAPH and these cells."""
    sources = [*GRAPH, *cells]
    runs = runs or range(1, len(sources) + 1)
    content = {
        "cells": [
            {"cell_type": "code", "execution_count": n, "metadata": {}, "outputs": [], "source": s}
            for s, n in zip(sources, runs, strict=True)
        ],
        "metadata": {},
        "nbformat": 4,
    }
    data = json.dumps(content).encode()
    source = notebooks.decode(project.Place(tmp_path, "n.ipynb", tmp_path / "n.ipynb", "n.ipynb"), data)
    result = migrate_group([SourceFile("n.ipynb", source.text)], Options())
    [program] = result.programs
    new = data if result.files[0].text is None else notebooks.encode(source, result.files[0].text)
    codes = [cell["source"] for cell in json.loads(new)["cells"]]
    findings = [notebooks.locate(source, f) for f in result.files[0].findings]
    reason = notebooks.locate(source, program.reason) if program.reason else None
    return codes, program.form, reason, findings


def said(findings, code):
    return [(f.path, f.line, f.message) for f in findings if f.code == code]


@pytest.mark.parametrize(
    "cell, expected",
    [
        ("sess.run(y, {x: [1.0]})", "y([1.0]).numpy()"),
        ("y.eval({x: [1.0]}, session=sess)", "y([1.0]).numpy()"),
        ("sess.run([w, y], {x: [1.0]})", "[w.numpy(), y([1.0]).numpy()]"),
        ("sess.run(w)", "w.numpy()"),
        ("sess.run(y, {x: [1.0]});", "y([1.0]);"),
        ("sess.run(w)\nprint(1)", "print(1)"),
    ],
)
def test_the_value_of_a_last_expression_stays(tmp_path, cell, expected):
    codes, form, reason, _ = migrated(tmp_path, "sess.run(y, {x: [0.0]})", cell)
    assert form == "native", reason
    assert codes[-1] == expected


@pytest.mark.parametrize("cell", ["x", "y", "sess", "w, y", "tf.square(y)"])
def test_descriptions_of_the_graph_are_not_displayed(tmp_path, cell):
    codes, form, reason, findings = migrated(tmp_path, "sess.run(y, {x: [0.0]})", f"a = 1\n{cell}")
    assert form == "native", reason
    assert codes[-1] == "a = 1"
    assert [place[:2] for place in said(findings, "TF302")] == [("n.ipynb:cell 4", 2)]


@pytest.mark.parametrize(
    "cell, expected",
    [("w", "w"), ("x.shape", "x_spec.shape"), ("tf.constant(1.0)", "tf.constant(1.0)"), ("tf.get_default_graph()", "")],
)
def test_what_is_displayed_otherwise_is_told(tmp_path, cell, expected):
    codes, form, _, findings = migrated(tmp_path, "sess.run(y, {x: [0.0]})", cell)
    assert form == "native" and codes[-1] == expected and len(said(findings, "TF302")) == 1


@pytest.mark.parametrize(
    "cell, expected",
    [
        ("with sess.as_default():\n    sess.run(y, {x: [1.0]})", "y([1.0]);"),
        ("with sess.as_default():\n    print(1)", "print(1)"),
    ],
)
def test_what_was_not_displayed_is_not_displayed(tmp_path, cell, expected):
    codes, form, reason, _ = migrated(tmp_path, "sess.run(y, {x: [0.0]})", cell)
    assert form == "native", reason
    assert codes[-1] == expected


def test_an_expression_above_what_goes_is_not_displayed(tmp_path):
    codes, form, reason, _ = migrated(tmp_path, "len('abc')\nx", "sess.run(y, {x: [0.0]})")
    assert form == "native", reason
    assert codes[2] == "len('abc');"


def test_every_expression_is_displayed_where_the_notebook_asks_for_that(tmp_path):
    setting = "from IPython.core.interactiveshell import InteractiveShell\nInteractiveShell.ast_node_interactivity = "
    codes, form, reason, _ = migrated(tmp_path, setting + "'all'", "sess.run(y, {x: [0.0]})\nsess.run(w)\na = 1")
    assert form == "native", reason
    assert codes[-1] == "y([0.0]).numpy()\nw.numpy()\na = 1"
    _, form, reason, _ = migrated(tmp_path, setting + "'last_expr_or_assign'", "sess.run(w)")
    assert form == "compat" and "displays what is assigned" in reason.message


def test_cells_without_a_change_stay_and_empty_ones_too(tmp_path):
    kept = "\n\n# nothing\nz = 1\n\n\n"
    codes, form, _, _ = migrated(tmp_path, kept, "", "sess.run(w)")
    assert form == "native" and codes[2:4] == [kept, ""]


def test_a_function_stands_in_the_cell_of_its_last_statement(tmp_path):
    codes, form, _, _ = migrated(tmp_path, "# doubled\nz = y * 2.0", "sess.run(z, {x: [0.0]})")
    assert form == "native"
    assert codes[2].endswith("    # doubled\n    return y * 2.0") and codes[3] == "z([0.0]).numpy()"


# ---------------------------------------------------------------- order
def test_the_order_is_told(tmp_path):
    _, _, _, findings = migrated(tmp_path, "sess.run(w)")
    assert [f.severity for f in findings if f.code == "TF309"] == ["note"]
    _, form, _, findings = migrated(tmp_path, "sess.run(w)", runs=[1, 7, 5])
    [(place, line, message)] = said(findings, "TF309")
    assert form == "native" and (place, line) == ("n.ipynb:cell 3", 1)
    assert "cell 3 was last run before cell 2" in message


def test_runs_of_cells_that_stay_do_not_matter(tmp_path):
    _, _, _, findings = migrated(tmp_path, "a = 1", "sess.run(w)", runs=[1, 2, 9, 3])
    assert "last run" not in said(findings, "TF309")[0][2]


@pytest.mark.parametrize(
    "cells, native",
    [
        (("sess.run(y, {x: data})", "data = [1.0]"), False),
        (("def fed():\n    return data", "data = [1.0]", "sess.run(y, {x: fed()})"), True),
        (("def fed(value=data):\n    return value", "data = [1.0]"), False),
        (("[data for data in range(3)]", "data = [1.0]"), True),
        (("data = [0.0]", "sess.run(y, {x: data})", "data = [1.0]"), True),
        (("class A:\n    data = 1\n    other = data", "data = [1.0]"), True),
    ],
)
def test_a_name_that_only_a_later_cell_binds(tmp_path, cells, native):
    _, form, reason, _ = migrated(tmp_path, *cells, "sess.run(w)")
    assert (form == "native") == native, reason
    if not native:
        assert "reads `data` before cell 4 binds it" in reason.message and reason.path == "n.ipynb:cell 3"


# ---------------------------------------------------------------- magics
@pytest.mark.parametrize(
    "cell, word",
    [
        ("%run other.py", "what `%run` runs cannot be seen"),
        ("%%timeit\nsess.run(w)", "what `%%timeit` runs cannot be seen"),
        ("%time sess.run(tf.global_variables_initializer())", "`%time` stands beside a statement that moves"),
    ],
)
def test_magics_that_keep_a_notebook_in_graph_mode(tmp_path, cell, word):
    codes, form, reason, _ = migrated(tmp_path, cell, "sess.run(w)")
    assert form == "compat" and word in reason.message
    assert codes[2] == cell and "compat" in codes[0]


@pytest.mark.parametrize(
    "cell, expected",
    [
        ("%time value = sess.run(w)", "%time value = w.numpy()"),
        ("%timeit sess.run(y, {x: [1.0]})", "%timeit y([1.0])"),
        ("%matplotlib inline\nsess.run(w)\n!ls", "%matplotlib inline\n!ls"),
        ("%%time\nsess.run(w)", "%%time\nw.numpy()"),
        ("with sess.as_default():\n    !ls\n    print(w.eval())", "!ls\nprint(w.numpy())"),
    ],
)
def test_magics_stay_beside_what_changes(tmp_path, cell, expected):
    codes, form, reason, _ = migrated(tmp_path, "sess.run(y, {x: [0.0]})", cell)
    assert form == "native", reason
    assert codes[-1] == expected


def test_a_name_that_the_shell_reads_must_stay(tmp_path):
    _, form, reason, _ = migrated(tmp_path, "sess.run(w)", "!echo {sess}")
    assert form == "compat" and "`sess`" in reason.message
