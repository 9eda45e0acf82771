"""Python 2 becomes Python 3 before anything else, where that is asked for."""

from __future__ import annotations

import json
import sys

import pytest

from migrate import python2

pytest.importorskip("fissix")

OLD = """# -*- coding: utf-8 -*-
import tensorflow as tf
x = tf.placeholder(tf.float32, [None])  # inputs
y = x * 2.0
with tf.Session() as sess:
    for i in xrange(4 / 2):
        print "step", i, sess.run(y, {x: [1.0]})
"""


@pytest.mark.parametrize(
    "old, new",
    [
        ("print 'a', 1\n", "print('a', 1)\n"),
        ("print('a', 1)\nd.iteritems()\n", "print(('a', 1))\niter(d.items())\n"),
        ("from __future__ import print_function\nprint('a', end='')\nn = xrange(3)", None),
        ("print('a', end='')\nn = xrange(3)\n", "print('a', end='')\nn = range(3)\n"),
        ("try:\n    f()\nexcept E, e:\n    raise V, 'x'\n", "try:\n    f()\nexcept E as e:\n    raise V('x')\n"),
        ("import utils\nprint u'a'\n", "import utils\nprint('a')\n"),
        ("import cPickle as p\np.load(f)\n", "import pickle as p\np.load(f)\n"),
        ("exec 'x'\n", "exec('x')\n"),
    ],
)
def test_python_2(old, new):
    text, findings = python2.convert("p.py", old)
    compile(text, "p.py", "exec")
    assert findings[0].code == "TF115" and findings[0].fixable
    if new is not None:
        assert text == new
    assert python2.convert("p.py", text) is None  # once is enough


@pytest.mark.parametrize(
    "text",
    [
        "print('a', 1)\n",
        "try:\n    import cPickle\nexcept ImportError:\n    import pickle as cPickle\n",
        "try:\n    xrange\nexcept NameError:\n    xrange = range\nfor i in xrange(3): pass\n",
        "from six.moves import xrange\nxrange(3)\n",
        "from functools import reduce\nreduce(f, a)\n",
        "# xrange and d.iteritems()\n",
        "x = 1 / 2\n",
    ],
)
def test_what_python_3_runs_is_left(text):
    assert python2.convert("p.py", text) is None


def test_what_no_python_reads_is_told():
    with pytest.raises(python2.CannotConvert, match="fissix cannot read it"):
        python2.convert("p.py", "x = (1\n")


def test_divisions_stay_where_the_file_has_those_of_python_3():
    text, findings = python2.convert("p.py", "from __future__ import division\nprint 1 / 2\n")
    assert "1 / 2" in text and len(findings) == 1
    text, findings = python2.convert("p.py", "print 1 / 2\nprint a / b\n")
    assert "1 // 2" in text and [(f.code, f.line) for f in findings] == [("TF115", 1), ("TF312", 2)]


def test_a_program_becomes_native_in_one_step(here, migrate):
    (here / "p.py").write_text(OLD)
    done = migrate("check")
    assert done.exit_code == 2 and "run again with --python2" in done.stdout
    done = migrate("apply", "--python2")
    assert (
        "p.py:1:1: TF115 [*] Python 2 is brought to Python 3" in done.stdout and "program p.py: native" in done.stdout
    )
    new = (here / "p.py").read_text()
    assert '    print("step", i, y([1.0]).numpy())' in new and "range(4 // 2)" in new and "tf.Session" not in new
    assert migrate("apply", "--python2").exit_code == 0
    assert (here / "p.py").read_text() == new
    migrate("undo")
    assert (here / "p.py").read_text() == OLD


def test_modules_without_tensorflow_are_brought_along(here, migrate):
    (here / "data.py").write_bytes(b"# coding: latin-1\r\ndef data():\r\n    print 'caf\xe9'\r\n")
    (here / "new.py").write_text("print('new', 1)\n")
    done = migrate("apply", "--python2")
    assert "data.py:1:1: TF115" in done.stdout
    assert (here / "data.py").read_bytes() == b"# coding: latin-1\r\ndef data():\r\n    print('caf\xe9')\r\n"
    assert (here / "new.py").read_text() == "print('new', 1)\n"


def test_a_program_without_tensorflow_1_is_written_too(here, migrate):
    (here / "p.py").write_text("import tensorflow as tf\nprint tf.constant(1)\n")
    migrate("apply", "--python2")
    assert (here / "p.py").read_text() == "import tensorflow as tf\nprint(tf.constant(1))\n"


def test_notebooks(here, migrate):
    cells = ["%matplotlib inline\nimport tensorflow as tf", "x = tf.placeholder(tf.float32)\ny = x + 1", ""]
    cells += ["sess = tf.Session()\nfor i in xrange(2):\n    print sess.run(y, {x: i})", "print 'end'  # here"]
    content = {"cells": [{"cell_type": "code", "source": c, "outputs": [1]} for c in cells], "nbformat": 4}
    content["metadata"] = {"kernelspec": {"name": "python2", "language": "python"}}
    (here / "n.ipynb").write_text(json.dumps(content))
    assert "n.ipynb:cell 4:3:5: TF006" in migrate("check").stdout
    done = migrate("apply", "--python2")
    assert "program n.ipynb: native" in done.stdout and "TF310" not in done.stdout
    new = [cell["source"] for cell in json.loads((here / "n.ipynb").read_text())["cells"]]
    assert new[0] == cells[0] and new[2] == ""
    assert new[3] == "for i in range(2):\n    print(y(i).numpy())" and new[4] == "print('end')  # here"


def test_what_cannot_be_converted_is_left_and_told(here, migrate):
    (here / "p.py").write_text("import tensorflow as tf\nprint 'a'\nx = (1\n")
    done = migrate("apply", "--python2")
    assert done.exit_code == 2 and "cannot be brought to Python 3: fissix cannot read it" in done.stdout
    assert (here / "p.py").read_text().startswith("import tensorflow as tf\nprint 'a'")


def test_without_fissix_the_extra_is_named(here, migrate, monkeypatch):
    (here / "p.py").write_text(OLD)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setitem(sys.modules, "fissix", None)
    done = migrate("check", "--python2")
    assert done.exit_code == 2 and "tf1-migrate[python2]" in done.stderr


def test_the_setting(here, migrate):
    (here / "pyproject.toml").write_text("[tool.migrate]\npython2 = true\n")
    (here / "p.py").write_text(OLD)
    assert "program p.py: native" in migrate("check").stdout
    (here / "pyproject.toml").write_text("[tool.migrate]\npython2 = 1\n")
    assert "must be true or false" in migrate("check").stderr
