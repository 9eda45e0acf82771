"""Attempts with the names of another TensorFlow 1: what 1.15 runs of them stays."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native, version_attempts

KEPT = {
    "a handler whose name is lost": (
        "try:\n    tf.summary.scalar('a', a)  # new\n    b = 2\nexcept AttributeError:\n    tf.scalar_summary('a')\n",
        "tf.summary.scalar('a', a)  # new\nb = 2\n",
    ),
    "a body whose name is lost": (
        "try:\n    show = tf.image_summary\n    other = 1\nexcept:\n    show = tf.summary.image\n",
        "show = tf.summary.image\n",
    ),
    "older names of the same": (
        "try:\n    init = tf.global_variables_initializer()\nexcept AttributeError:\n"
        "    init = tf.initialize_all_variables()\n",
        "init = tf.global_variables_initializer()\n",
    ),
    "a body inside": (
        "def f(x):\n    try:\n        y = tf.nn.conv2d_transpose(\n            x, w)\n\n    # Versions before 0.7.0\n"
        "    except AttributeError:\n        y = tf.nn.deconv2d(x, w)\n    return y\n",
        "def f(x):\n    y = tf.nn.conv2d_transpose(\n        x, w)\n    return y\n",
    ),
}
LEFT = [
    "try:\n    init = make()\nexcept AttributeError:\n    init = tf.initialize_all_variables()\n",
    "try:\n    init = model.build(tf.float32)\nexcept AttributeError:\n    init = tf.initialize_all_variables()\n",
    "try:\n    i = tf.global_variables_initializer()\nexcept ValueError:\n    i = tf.initialize_all_variables()\n",
    "try:\n    init = tf.global_variables_initializer()\nexcept:\n    init = tf.initialize_all_variables()\n",
    "try:\n    a = tf.contrib.lost(1)\nexcept AttributeError:\n    a = make()\n",
    "try:\n    a = tf.image_summary\nexcept AttributeError as e:\n    print(e)\n",
    "try:\n    print(1)\n    a = tf.image_summary\nexcept AttributeError:\n    a = tf.summary.image\n",
    "try:\n    a = tf.summary.image\nexcept AttributeError:\n    a = tf.image_summary\nelse:\n    b = 1\n",
    "try: a = tf.summary.image\nexcept AttributeError: a = tf.image_summary\n",
]


def left(lines: str) -> str | None:
    text = "import tensorflow as tf\n" + lines + "print(1)\n"
    found = version_attempts.normalise(text, ast.parse(text))
    return found and found[0].removeprefix("import tensorflow as tf\n").removesuffix("print(1)\n")


@pytest.mark.parametrize("name", KEPT)
def test_what_tensorflow_1_15_runs_stays(name):
    lines, kept = KEPT[name]
    assert left(lines) == kept


@pytest.mark.parametrize("lines", LEFT)
def test_what_is_not_certain_is_left(lines):
    assert left(lines) is None


def test_a_program_is_native():
    text = "import tensorflow as tf\nx = tf.placeholder(tf.float32)\nw = tf.Variable(2.0)\n"
    text += KEPT["older names of the same"][0]
    text += "with tf.Session() as sess:\n    sess.run(init)\n    print(sess.run(x * w, {x: 1.0}))\n"
    result, findings = native.migrate("a.py", text, ast.parse(text))
    assert "try" not in result and "initializ" not in result
    assert [(f.code, f.line) for f in findings if f.code == "TF313"] == [("TF313", 4)]
