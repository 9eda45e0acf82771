"""Files that programs of both forms share as they stand."""

from __future__ import annotations

import ast

import pytest

from migrate.alike import alike
from migrate.engine import Options, SourceFile, migrate_group
from migrate.names import Names

UTILS = """\
import tensorflow as tf


def huber(labels, predictions, delta=1.0):
    residual = tf.abs(predictions - labels)

    def small():
        return 0.5 * tf.square(residual)

    def large():
        return delta * residual - 0.5 * tf.square(delta)

    return tf.cond(residual < delta, small, large)
"""
NATIVE = """\
import tensorflow as tf
{imported}

x = tf.placeholder(tf.float32, [])
y = {huber}(x, 3.0)
with tf.Session() as sess:
    print(sess.run(y, {{x: 1.0}}))
"""
IN_GRAPH_MODE = NATIVE.replace("with tf", "print(len(tf.get_default_graph().get_operations()))\nwith tf")


def forms(utils: str, imported: str = "import utils", huber: str = "utils.huber") -> tuple[dict[str, str], str | None]:
    files = [
        SourceFile("a.py", NATIVE.format(imported="import utils", huber="utils.huber")),
        SourceFile("b.py", IN_GRAPH_MODE.format(imported=imported, huber=huber)),
        SourceFile("utils.py", utils),
    ]
    result = migrate_group(files, Options())
    text = next(file.text for file in result.files if file.name == "utils.py")
    return {program.name: program.form for program in result.programs}, text


@pytest.mark.parametrize(
    ("imported", "huber"), [("import utils", "utils.huber"), ("from utils import huber as h", "h")]
)
def test_one_program_can_be_native_without_the_other(imported, huber):
    assert forms(UTILS, imported, huber) == ({"a.py": "native", "b.py": "compat"}, None)


@pytest.mark.parametrize(
    ("utils", "imported", "huber"),
    [
        (UTILS + "\n\ndef start():\n    return tf.Variable(1.0)\n", "import utils", "utils.huber"),
        (UTILS.replace("tf.abs", "tf.log"), "import utils", "utils.huber"),
        (UTILS, "from utils import *", "huber"),
        (UTILS, "from utils import huber, tf", "huber"),
    ],
)
def test_programs_that_need_the_file_in_two_forms_are_of_one(utils, imported, huber):
    found, text = forms(utils, imported, huber)
    assert set(found.values()) == {"compat"} and "compat" in (text or "")


@pytest.mark.parametrize(
    ("code", "same"),
    [
        ("tf.reduce_mean(tf.matmul(x, y), 0)", True),
        ("tf.reduce_mean(x, reduction_indices=[0])", False),
        ("tf.reduce_mean(x, keep_dims=True)", False),
        ("tf.where(x > 0, x, y)", False),
        ("tf.random_normal([2])", False),
        ("tf.nn.dropout(x, 0.5)", False),
        ("tf.nn.softmax(x)", True),
        ("map(tf.square, x)", True),
        ("f(tf)", False),
        ("f(*tf.unstack(x))", True),
        ("tf.matmul(*x)", False),
        ("tf.keras.layers.Dense(3)", False),
        ("tf.get_variable('w', [2])", False),
    ],
)
def test_what_is_the_same_in_tensorflow_2(code, same):
    tree = ast.parse(f"import tensorflow as tf\n{code}\n")
    assert alike(tree, Names(tree)) is same
