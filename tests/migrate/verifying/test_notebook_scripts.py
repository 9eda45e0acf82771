"""The cells of a notebook as a script: what it prints is what Restart & Run All shows."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
from pathlib import Path

import pytest

import migrate.verifying

PATH = Path(migrate.verifying.__file__).parent / "tf1recorder" / "notebooks.py"
spec = importlib.util.spec_from_file_location("notebook_scripts", PATH)
notebooks = importlib.util.module_from_spec(spec)
spec.loader.exec_module(notebooks)


def printed(*cells):
    content = {"cells": [{"cell_type": "code", "source": cell} for cell in cells], "metadata": {}, "nbformat": 4}
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(notebooks.script(json.dumps(content)), "n.ipynb.py", "exec"), {"__name__": "__main__"})
    return out.getvalue()


@pytest.mark.parametrize(
    "cells, expected",
    [
        (("x = 2", "x * 3"), "6\n"),
        (("x = 2\nx * 3;",), ""),
        (("x = 2\nx * 3  # said\n",), "6\n"),
        (("print(1)\n[\n  4,\n  5\n]",), "1\n[4, 5]\n"),
        (("1\n2", "x = 1; x"), "2\n1\n"),
        (("None", "print(1)"), "1\n"),
        (("%matplotlib inline\n!ls\nx = 1\nx?", "x"), "1\n"),
        (("%%bash\nls", "%%time\n3", "%time 4", "x = !ls\nx"), "3\n4\n[]\n"),
        (("import os\nfrom __future__ import division", "1 / 2"), "0.5\n"),
        ((["x = 1\n", "x"],), "1\n"),
        (("  x = 1\n  if x:\n      print(x)\n  x",), "1\n1\n"),
        (("import numpy\n{'a': (numpy.float32(0.5), [numpy.int64(1)])}",), "{'a': (0.5, [1])}\n"),
        (("import numpy\nnumpy.float32(0.5)", "numpy.zeros(2)"), "0.5\n[0. 0.]\n"),
    ],
)
def test_what_cells_show_is_printed(cells, expected):
    assert printed(*cells) == expected


def test_format_3_and_other_cells():
    cells = [{"cell_type": "code", "input": ["1 + 1"]}, {"cell_type": "heading", "source": "x"}]
    text = notebooks.script(json.dumps({"worksheets": [{"cells": cells}], "nbformat": 3}))
    assert "1 + 1" in text and "heading" not in text
