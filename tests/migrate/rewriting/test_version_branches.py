"""What a program does for TensorFlow 2 alone goes; what TensorFlow 1 may do stays."""

from __future__ import annotations

import ast

import pytest

from migrate.rewriting import native, version_branches

GOES = [
    'if tf.__version__.startswith("2"):\n    tf.compat.v1.disable_eager_execution()\n',
    'if tf.__version__[0] == "2":\n    exit("TensorFlow 1 is needed")\n',
    'if int(tf.__version__.split(".")[0]) > 1:  # too new\n    raise ImportError()\n',
    'if not tf.VERSION.startswith("1."):\n    exit()\n',
    'assert tf.__version__.startswith("1.")\n',
    'assert tf.__version__ < "2"\n',
]
STAYS = [
    'if tf.__version__ < "1.4":\n    print("old")\n',
    'if tf.__version__.startswith("2"):\n    exit()\nelif wanted:\n    print("one")\n',
    'if "lost" in dir(tf.contrib):\n    exit()\nelse:\n    print("one")\n',
    'if "concat" in dir(np):\n    exit()\nelse:\n    print("one")\n',
    'if hasattr(tf, name):\n    exit()\nelse:\n    print("one")\n',
    "if tf.__version__.startswith(wanted):\n    exit()\n",
    'if keras.__version__.startswith("7"):\n    exit()\n',
    'assert tf.__version__ == "1.15.0"\n',
    'assert tf.__version__ >= "1."\n',
    'x = 1; assert tf.__version__.startswith("1.")\n',
]


KEPT = [
    ('if tf.__version__.startswith("1"):\n    print("one")\n', 'print("one")\n'),
    ('if tf.__version__.startswith("2"):\n    exit()\nelse:\n    x = [\n        1]\n', "x = [\n    1]\n"),
    ('if "concat_v2" in dir(tf):\n    f = tf.concat_v2\nelse:\n    def f(x):\n        pass\n', "def f(x):\n    pass\n"),
    ('if hasattr(tf, "concat"):\n    f = tf.concat  # new\nelse:\n    f = tf.concat_v2\n', "f = tf.concat  # new\n"),
    ('if not hasattr(tf.nn, "deconv2d"):\n    f = 1\nelse:\n    f = 2\n', "f = 1\n"),
]


def left(lines: str) -> str | None:
    text = "import tensorflow as tf\nimport keras\n" + lines + "print(1)\n"
    found = version_branches.normalise(text, ast.parse(text))
    return found and found[0]


@pytest.mark.parametrize("lines", GOES)
def test_what_no_tensorflow_1_does_goes(lines):
    assert left(lines) == "import tensorflow as tf\nimport keras\nprint(1)\n"


@pytest.mark.parametrize(("lines", "kept"), KEPT)
def test_the_branch_that_tensorflow_1_takes_stays(lines, kept):
    assert left(lines) == f"import tensorflow as tf\nimport keras\n{kept}print(1)\n"


@pytest.mark.parametrize("lines", STAYS)
def test_what_tensorflow_1_may_do_stays(lines):
    assert left(lines) is None


def test_a_body_is_never_left_empty():
    found = left('def check():\n    if tf.__version__.startswith("2"):\n        exit()\n')
    assert found == "import tensorflow as tf\nimport keras\ndef check():\n    pass\nprint(1)\n"


def test_a_program_says_what_went_and_is_native():
    text = "import tensorflow as tf\n" + GOES[0] + "x = tf.placeholder(tf.float32)\n"
    text += "with tf.Session() as sess:\n    print(sess.run(x * 2.0, {x: 1.0}))\n"
    result, findings = native.migrate("a.py", text, ast.parse(text))
    assert "disable_eager" not in result and "__version__" not in result
    assert [(f.code, f.line) for f in findings if f.code == "TF313"] == [("TF313", 2)]
