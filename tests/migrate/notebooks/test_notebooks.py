"""Notebooks as sources: what is read of them, and that nothing is written but the sources of changed cells."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migrate import notebooks, project
from migrate.findings import Finding
from migrate.notebooks import json_texts, texts


def notebook(*cells, metadata=None, **options):
    options = {"indent": 1, "ensure_ascii": False, **options}
    content = {
        "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["# tensorflow caf\u00e9\n"]},
            *(
                {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [{"a": 1}], "source": cell}
                for cell in cells
            ),
        ],
        "metadata": metadata or {"kernelspec": {"language": "python", "name": "python3"}},
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


@pytest.mark.parametrize("change", [("# %% cell 2 of the notebook, run 1\n", ""), ("# %% cell 1", "# %% cell 2")])
def test_a_text_that_lost_a_border_is_refused(tmp_path, change):
    source = read(tmp_path, notebook(*CELLS))
    with pytest.raises(project.Unwritable, match="borders"):
        notebooks.encode(source, source.text.replace(*change))


def test_cell_magics(tmp_path):
    source = read(tmp_path, notebook("%%bash\nls $HOME\n", "%%time\ny = tf.log(x)\n", "%%html\n<b>"))
    assert compile(source.text, "n", "exec")
    assert "\ny = tf.log(x)" in source.text
    assert notebooks.encode(source, source.text.replace("tf.log", "tf.math.log")).count(b"%%bash\\nls $HOME") == 1


def test_a_text_that_moved_a_magic_is_refused(tmp_path):
    source = read(tmp_path, notebook("%matplotlib inline\nx = 1", "y = 2"))
    line = "pass  # %% IPython: %matplotlib inline\n"
    moved = source.text.replace(line, "").replace("y = 2", f"{line}y = 2")
    with pytest.raises(project.Unwritable, match="magics"):
        notebooks.encode(source, moved)


def test_code_before_the_first_marker_stands_below_the_magic_of_a_cell(tmp_path):
    source = read(tmp_path, notebook("%%bash\nls", "%%time\nx = 1"))
    assert notebooks.encode(source, "import compat\n" + source.text) == notebook(
        "%%bash\nls", "%%time\nimport compat\nx = 1"
    )


def test_format_3(tmp_path):
    cells = [
        {"cell_type": "code", "input": ["import tensorflow as tf\n", "y = tf.log(x)"], "prompt_number": 4},
        {"cell_type": "markdown", "source": "text"},
    ]
    data = json.dumps({"metadata": {}, "nbformat": 3, "worksheets": [{"cells": cells}]}, indent=3).encode()
    source = read(tmp_path, data)
    assert "y = tf.log(x)" in source.text and "run 4" in source.text
    assert notebooks.encode(source, source.text.replace("tf.log", "tf.math.log")) == data.replace(
        b"tf.log", b"tf.math.log"
    )


def test_windows_newlines_stay(tmp_path):
    data = notebook("import tensorflow\r\nx = 1\r\ny = 2\r\n", "z = 1\r\n")
    source = read(tmp_path, data)
    assert "\r" not in source.text and notebooks.encode(source, source.text) == data
    assert notebooks.encode(source, source.text.replace("x = 1", "x = 3")) == data.replace(b"x = 1", b"x = 3")


def test_kernels_of_other_languages_are_left_with_a_note(here, migrate):
    for name, language in (("r", "R"), ("j", "julia")):
        data = notebook("library(tensorflow) %>% x", metadata={"kernelspec": {"language": language, "name": "x"}})
        (here / f"{name}.ipynb").write_bytes(data)
    done = migrate("check")
    assert done.exit_code == 0
    assert "r.ipynb:1:1: TF007 is a notebook of r; it is left" in done.stdout and done.stdout.count("TF007") == 2


@pytest.mark.parametrize(
    "metadata",
    [
        {"kernelspec": {"language": "python", "name": "python2"}},
        {"kernelspec": {"name": "env"}, "language_info": {"name": "python", "version": "2.7.14"}},
    ],
)
def test_a_python_2_kernel_is_told(here, migrate, fake, metadata):
    (here / "n.ipynb").write_bytes(notebook("import tensorflow as tf\ny = 1 / 2", metadata=metadata))
    assert "n.ipynb:cell 2:1:1: TF310 the notebook's kernel is Python 2" in migrate("check").stdout
    (here / "n.ipynb").write_bytes(notebook("import tensorflow as tf\nx = 1", "\nprint x", metadata=metadata))
    done = migrate("check")
    assert done.exit_code == 2
    assert "n.ipynb:cell 3:2:1: TF006 is Python 2 (the print statement in line 2)" in done.stdout


def test_a_cell_that_does_not_parse_is_named(here, migrate):
    data = notebook("import tensorflow as tf", "x = 1\ny = (2\n")
    (here / "n.ipynb").write_bytes(data)
    done = migrate("apply")
    assert done.exit_code == 2 and "n.ipynb:cell 3:2:5: TF001" in done.stdout
    assert (here / "n.ipynb").read_bytes() == data


@pytest.mark.parametrize(
    "line, told",
    [
        ("!pip install -q tensorflow==1.15", True),
        ("%pip install 'tensorflow-gpu<2'", True),
        ("%tensorflow_version 1.x", True),
        ("!pip install tensorflow==2.21", False),
        ("!pip install tensorflow_hub==1.0", False),
        ("%tensorflow_version 2.x", False),
    ],
)
def test_magics_that_choose_tensorflow_1_are_told(here, migrate, fake, line, told):
    (here / "n.ipynb").write_bytes(notebook("x = 1\n" + line, "import tensorflow as tf"))
    assert ("n.ipynb:cell 2:2:1: TF311" in migrate("check").stdout) == told


def test_an_indented_cell_is_read_as_ipython_reads_it(here, migrate):
    cells = ("import tensorflow as tf\nif tf:\n    x = 1", "\n    y = 2\n\n    z = tf.log(y)\n", "  w = 3")
    source = read(here, notebook(*cells))
    assert "\ny = 2\n\nz = tf.log(y)\n" in source.text
    assert notebooks.encode(source, source.text) == source.data
    new = notebooks.encode(source, source.text.replace("tf.log", "tf.math.log"))
    assert new == notebook(cells[0], "\ny = 2\n\nz = tf.math.log(y)\n", cells[2])


@pytest.mark.parametrize("cells", [("x = (1,", "2)"), ("if x:", "    y = 1"), ("x = 1 + \\", "2")])
def test_a_cell_that_goes_on_in_the_next_is_told(here, migrate, cells):
    (here / "n.ipynb").write_bytes(notebook("import tensorflow as tf", *cells))
    done = migrate("check")
    assert done.exit_code == 2 and "n.ipynb:cell 3:1:" in done.stdout and "TF001" in done.stdout


# ---------------------------------------------------------------- byte for byte
TEXTS = st.text(st.characters(exclude_characters="\r", exclude_categories=("Cs",)), max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
LINES = st.sampled_from(["x = 1", "# caf\u00e9", "%matplotlib inline", "!ls {x}", "", "print('a')", "y = !ls", "x?"])


@st.composite
def notebook_texts(draw):
    cells = []
    for _ in range(draw(st.integers(1, 4))):
        code = "\n".join(draw(st.lists(LINES, min_size=1, max_size=4)))
        source = code if draw(st.booleans()) else code.splitlines(keepends=True)
        cell = {"cell_type": "code", "execution_count": draw(st.none() | st.integers(1, 9)), "source": source}
        cells += [{"metadata": draw(JSON), "outputs": [draw(JSON)], **cell}, {"cell_type": "raw", "source": draw(JSON)}]
    content = {"cells": cells, "metadata": {"more": draw(JSON)}, "nbformat": 4, "other": draw(JSON)}
    text = json.dumps(content, indent=draw(st.sampled_from([None, 1, 3, "\t"])), ensure_ascii=draw(st.booleans()))
    for before, after in draw(st.sampled_from([[], [("/", "\\/")], [(": ", " :\n")], [(", ", ","), ("[", "[ ")]])):
        text = text.replace(before, after)
    return text


@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(notebook_texts(), st.data())
def test_all_but_the_sources_of_changed_cells_stays_byte_for_byte(tmp_path_factory, text, data):
    folder = tmp_path_factory.mktemp("n")
    try:
        json.loads(text)
    except ValueError:  # the disturbance of a string
        return
    source = read(folder, text.encode())
    if isinstance(source, Finding):
        return
    assert notebooks.encode(source, source.text) == text.encode()
    changed = data.draw(st.sets(st.sampled_from(source.cells)))
    cells = [
        texts.Cell(c.index, c.code + "\nz = 'caf\u00e9'" if c.index in changed else c.code, c.run)
        for c in texts.cut(source.text)
    ]
    new = notebooks.encode(source, texts.join(cells)[0]).decode()
    before, after = json_texts.parse(text), json_texts.parse(new)
    assert _without_sources(text, before, changed) == _without_sources(new, after, changed)
    for index in changed:
        old, cell = (_text(tree.value["cells"].value[index].value["source"]) for tree in (before, after))
        assert cell == old + "\nz = 'caf\u00e9'"


def _text(node):
    value = node.plain()
    return value if isinstance(value, str) else "".join(value)


def _without_sources(text, tree, changed):
    for index in sorted(changed, reverse=True):
        node = tree.value["cells"].value[index].value["source"]
        text = text[: node.start] + text[node.end :]
    return text


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


def test_a_notebook_whose_graph_is_made_in_a_module_is_native(here, migrate):
    build = 'def build(x):\n    w = tf.get_variable("w", initializer=tf.ones([2, 3]))\n    return tf.matmul(x, w)\n'
    (here / "model.py").write_text("import tensorflow as tf\n\n\n" + build)
    cells = ("%matplotlib inline\nimport tensorflow as tf\nfrom model import build", "x = tf.placeholder(tf.float32)")
    cells += ("y = build(x)", "sess = tf.Session()\nsess.run(tf.global_variables_initializer())")
    cells += ("len(cells)\nsess.run(y, {x: [[1.0, 1.0]]})", "len('abc')\nx")
    (here / "n.ipynb").write_bytes(notebook(*cells))
    done = migrate("apply")
    assert "program n.ipynb: native" in done.stdout, done.stdout
    new = ["".join(cell["source"]) for cell in json.loads((here / "n.ipynb").read_bytes())["cells"][1:]]
    assert new[0] == "%matplotlib inline\nimport tensorflow as tf\nfrom model import Build"
    assert new[4].endswith("y([[1.0, 1.0]]).numpy()")
    assert new[5] == "len('abc');"
    assert "class Build(tf.Module)" in (here / "model.py").read_text()
