"""Notebooks are migrated cell by cell, and only where the cells keep their code."""

from __future__ import annotations

import json

import pytest

from migrate import notebooks, project
from migrate.findings import Finding


def notebook(*cells, **options):
    options = {"indent": 1, "ensure_ascii": False, **options}
    content = {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# tensorflow caf\u00e9\n"]},
            *(
                {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [{"a": 1}], "source": cell}
                for cell in cells
            ),
        ],
        "metadata": {"kernelspec": {"language": "python", "name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 2,
    }
    return (json.dumps(content, **options) + "\n").encode()


def read(folder, data):
    path = folder / "n.ipynb"
    path.write_bytes(data)
    return notebooks.decode(project.Place(folder, path.name, path, path.name), data)


CELLS = (
    ["import tensorflow as tf\n", "%matplotlib inline\n", "!pip install x"],
    "y = tf.log(x)\nfor i in y:\n    %time\n",
)


@pytest.mark.parametrize(
    "layout", [{}, {"indent": 2}, {"indent": None}, {"ensure_ascii": True}, {"indent": 4, "ensure_ascii": True}]
)
def test_only_the_changed_source_changes_and_keeps_its_kind(tmp_path, layout):
    source = read(tmp_path, notebook(*CELLS, **layout))
    assert "%" not in source.text.replace("# %%", "").replace("IPython: %", "")
    assert notebooks.encode(source, source.text) == source.data
    new = notebooks.encode(source, source.text.replace("tf.log", "tf.math.log"))
    assert new == source.data.replace(b"tf.log", b"tf.math.log")
    new = notebooks.encode(source, source.text.replace("as tf\n", "as tf\nimport compat\n"))
    assert new == notebook([CELLS[0][0], "import compat\n", *CELLS[0][1:]], CELLS[1], **layout)


def test_code_before_the_first_marker_belongs_to_the_first_cell(tmp_path):
    source = read(tmp_path, notebook("x = 1", "y = 2"))
    assert notebooks.encode(source, "import compat\n" + source.text) == notebook("import compat\nx = 1", "y = 2")


@pytest.mark.parametrize("change", [("# %% cell 2 of the notebook\n", ""), ("# %% cell 1", "# %% cell 2")])
def test_a_text_that_lost_a_border_is_refused(tmp_path, change):
    source = read(tmp_path, notebook(*CELLS))
    with pytest.raises(project.Unwritable, match="borders"):
        notebooks.encode(source, source.text.replace(*change))


def test_cell_magics(tmp_path):
    source = read(tmp_path, notebook("%%bash\nls $HOME\n", "%%time\ny = tf.log(x)\n", "%%html\n<b>"))
    assert compile(source.text, "n", "exec")
    assert "\ny = tf.log(x)" in source.text
    assert notebooks.encode(source, source.text.replace("tf.log", "tf.math.log")).count(b"%%bash\\nls $HOME") == 1


def test_a_magic_that_runs_python_is_not_guessed_at(tmp_path):
    found = read(tmp_path, notebook("x = 1", "y = 2\n%timeit sess.run(y)"))
    assert isinstance(found, Finding)
    assert (found.code, found.path, found.line) == ("TF002", "n.ipynb:cell 3", 2)


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'{"cells": 3}', b'{"cells": [{"cell_type": "code"}]}', b"\xff"])
def test_what_is_no_notebook_is_a_finding(tmp_path, data):
    found = read(tmp_path, data)
    assert isinstance(found, Finding) and found.code == "TF002"


def test_the_command_line_names_cells_and_suppresses_in_them(here, migrate, fake):
    (here / "n.ipynb").write_bytes(notebook("import tensorflow as tf", "x = 1\ny = tf.log(x)", "KEEP = 1"))
    done = migrate("check", "--output-format", "full")
    assert (
        "n.ipynb:cell 3:2:5: TF102 [*] tf.log becomes tf.math.log\n  |\n2 | y = tf.log(x)\n  |     ^\n" in done.stdout
    )
    assert "program n.ipynb: compat - n.ipynb:cell 4:1:1 TF201 cannot be certain" in done.stdout
    assert migrate("apply").exit_code == 0
    assert b"tf.math.log" in (here / "n.ipynb").read_bytes()
    (here / "n.ipynb").write_bytes(notebook("import tensorflow as tf", "y = tf.log(x)  # migrate: ignore[TF102]"))
    assert "TF102" not in migrate("check").stdout
