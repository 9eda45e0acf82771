"""What TensorFlow's own upgrade script gets wrong: one test for each defect, with the real engine."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from migrate.symbols import lookup, names

ROOT = Path(__file__).parents[2]

PROGRAM = """\
import numpy as np
import tensorflow as tf

x = tf.placeholder(tf.float32, [None, 2])
w = tf.Variable([[0.5], [0.25]])
y = tf.matmul(x, w)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, feed_dict={x: np.ones([1, 2])}))
"""
BARE = PROGRAM.replace("import tensorflow as tf\n", "import tensorflow\n").replace("tf.", "tensorflow.")
OTHER_NAME = PROGRAM.replace(" as tf\n", " as tff\n").replace("tf.", "tff.")
FROM_IMPORTS = """\
import numpy as np
from tensorflow import Session, Variable, float32, global_variables_initializer, matmul, placeholder

x = placeholder(float32, [None, 2])
w = Variable([[0.5], [0.25]])
y = matmul(x, w)
with Session() as sess:
    sess.run(global_variables_initializer())
    print(sess.run(y, feed_dict={x: np.ones([1, 2])}))
"""
PYTHON_2 = "import tensorflow as tf\nprint 'x'\n"


def python(script, cwd):
    """Runs a program on the installed TensorFlow."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT), TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")
    done = subprocess.run(
        [sys.executable, script], cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_1_a_python_2_file_is_left_byte_for_byte_and_told(here, migrate):
    (here / "old.py").write_text(PYTHON_2)
    (here / "train.py").write_text(PROGRAM)
    done = migrate("apply")
    assert done.exit_code == 2
    assert (here / "old.py").read_text() == PYTHON_2
    assert "old.py:2:1: TF006" in done.stdout and "line 2" in done.stdout
    assert "1 could not be migrated" in done.stderr
    assert (here / "train.py").read_text() != PROGRAM


def test_2_a_latin_1_file_stops_nobody(here, migrate):
    with_cookie = b"# -*- coding: latin-1 -*-\n# caf\xe9\n" + PROGRAM.encode()
    without = b"import tensorflow as tf\n# caf\xe9\n"
    (here / "a.py").write_bytes(PROGRAM.encode())
    (here / "b.py").write_bytes(without)
    (here / "c.py").write_bytes(with_cookie)
    (here / "d.py").write_bytes(PROGRAM.encode())
    done = migrate("apply")
    assert done.exit_code == 2
    assert "b.py:2:1: TF002" in done.stdout
    assert (here / "b.py").read_bytes() == without
    assert (here / "a.py").read_bytes() == (here / "d.py").read_bytes() != PROGRAM.encode()
    changed = (here / "c.py").read_bytes()
    assert changed != with_cookie
    assert changed.startswith(b"# -*- coding: latin-1 -*-\n# caf\xe9\n")


def test_3_newlines_and_mode_are_kept(here, migrate):
    for name, mode in (("a.py", 0o644), ("b.py", 0o600), ("c.py", 0o755)):
        (here / name).write_bytes(PROGRAM.replace("\n", "\r\n").encode())
        (here / name).chmod(mode)
    assert migrate("apply").exit_code == 0
    for name, mode in (("a.py", 0o644), ("b.py", 0o600), ("c.py", 0o755)):
        data = (here / name).read_bytes()
        assert b"placeholder" not in data
        assert data.count(b"\n") == data.count(b"\r\n") > 0
        assert stat.S_IMODE((here / name).stat().st_mode) == mode


@pytest.mark.parametrize("program", [PROGRAM, BARE, OTHER_NAME])
def test_4_and_11_every_name_of_the_module_is_migrated_and_runs(here, migrate, program):
    (here / "train.py").write_text(program)
    done = migrate("apply")
    assert done.exit_code == 0
    assert "program train.py: native" in done.stdout
    new = (here / "train.py").read_text()
    assert "placeholder" not in new and "Session" not in new
    assert python("train.py", here) == "[[0.75]]\n"


def test_4_and_11_names_imported_from_the_module_are_not_passed_over(here, migrate):
    (here / "train.py").write_text(FROM_IMPORTS)
    done = migrate("apply")
    assert done.exit_code == 0
    assert "program train.py: " in done.stdout
    assert (here / "train.py").read_text() != FROM_IMPORTS
    assert python("train.py", here) == "[[0.75]]\n"


def test_5_what_only_has_the_name_is_not_touched(here, migrate):
    foreign = """\
import tensorflow as tf


class Store:
    def save(self, path):
        return path

    def minimize(self, loss):
        return loss


def f(tf):
    return tf.log(tf.placeholder) + tf.Session


store = Store()
print(store.save("x"), store.minimize(3), f)
"""
    (here / "a.py").write_text(foreign)
    (here / "b.py").write_text(foreign + PROGRAM.split("\n", 2)[2].replace("np.ones([1, 2])", "[[1.0, 1.0]]"))
    assert migrate("apply").exit_code == 0
    assert (here / "a.py").read_text() == foreign
    new = (here / "b.py").read_text()
    assert "return tf.log(tf.placeholder) + tf.Session\n" in new
    assert 'print(store.save("x"), store.minimize(3), f)\n' in new


@pytest.mark.parametrize("program", [PROGRAM, BARE, OTHER_NAME, FROM_IMPORTS, PROGRAM + "print(sess, locals())\n"])
def test_6_a_second_run_changes_nothing(here, migrate, program):
    (here / "train.py").write_text(program)
    assert migrate("apply").exit_code == 0
    once = (here / "train.py").read_bytes()
    assert once != program.encode()
    again = migrate("apply")
    assert (again.exit_code, (here / "train.py").read_bytes()) == (0, once)
    assert "0 changed" in again.stderr
    assert migrate("diff").stdout == ""


def test_7_tensorflow_2_code_is_left_alone(here, migrate):
    modern = """\
import tensorflow as tf

w = tf.Variable([1.0, 2.0])


@tf.function
def step(y):
    return tf.reduce_sum(tf.nn.dropout(y, 0.1) * w)


print(step(tf.ones([2])))
"""
    (here / "a.py").write_text(modern)
    done = migrate("apply")
    assert (done.exit_code, done.stdout) == (0, "")
    assert (here / "a.py").read_text() == modern


@pytest.mark.parametrize("as_text", [True, False])
def test_8_notebooks_are_migrated_and_keep_their_layout(here, migrate, as_text):
    header, body = PROGRAM.split("\n\n", 1)
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": ["# A title"]},
        *(
            {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
            for source in (header, body.rstrip("\n"))
        ),
    ]
    if not as_text:
        for cell in cells[1:]:
            cell["source"] = cell["source"].splitlines(keepends=True)
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 2}
    text = json.dumps(notebook, indent=1) + "\n"
    (here / "tree").mkdir()
    (here / "tree/n.ipynb").write_text(text)
    assert migrate("apply", "tree").exit_code == 0
    new_text = (here / "tree/n.ipynb").read_text()
    new = json.loads(new_text)
    assert new_text == json.dumps(new, indent=1) + "\n" != text
    assert [type(cell["source"]) for cell in new["cells"]] == [type(cell["source"]) for cell in cells]
    code = "".join("".join(cell["source"]) + "\n" for cell in new["cells"][1:])
    assert "placeholder" not in code and "Session" not in code and "# %%" not in code
    compile(code, "n", "exec")


@pytest.mark.parametrize(
    "line",
    [
        "from tensorflow.contrib import seq2seq as s; s.no_such_thing()",
        "tf.contrib.no_such_thing.at_all(1)",
        "import tensorflow.contrib.slim.nets as nets; nets.vgg.vgg_16(x)",
    ],
)
def test_9_contrib_is_never_passed_over_in_silence(here, migrate, line):
    (here / "train.py").write_text(PROGRAM + line + "\n")
    done = migrate("check")
    assert done.exit_code == 1
    assert "program train.py: native" not in done.stdout
    assert "train.py:10:" in done.stdout


def test_9_positional_arguments_stay_positional(here, migrate):
    calls = [
        "a = tf.reshape(x, [1, 2])",
        "b = tf.reduce_sum(a, 1)",
        "c = tf.concat([a, a], 0)",
        "d = tf.nn.softmax(c)",
        "e = tf.one_hot([0, 1], 2)",
        "f = tf.cast(d, tf.float32)",
    ]
    program = PROGRAM.replace("y = tf.matmul(x, w)\n", "\n".join([*calls, "y = tf.matmul(f, w) + tf.matmul(e, w)\n"]))
    program = program.replace("sess.run(y,", "sess.run([y, b],")
    (here / "train.py").write_text(program)
    done = migrate("apply")
    assert "program train.py: native" in done.stdout
    new = [line.strip() for line in (here / "train.py").read_text().split("\n")]
    assert [call for call in calls if call not in new] == []


def test_10_every_new_name_is_one_of_the_installed_tensorflow():
    import tensorflow

    missing = []
    for row in map(lookup, names()):
        item = tensorflow
        try:
            for part in (row.target or "tensorflow").split(".")[1:]:
                item = getattr(item, part.removesuffix("()"))
                item = item() if part.endswith("()") else item
        except AttributeError:
            missing.append(row.target)
    assert missing == []
