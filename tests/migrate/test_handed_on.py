"""Programs that take TensorFlow itself from another of their files."""

from __future__ import annotations

import pytest

from migrate.engine import Options, SourceFile, migrate_group

UTILS = "import tensorflow as tf\n\n\ndef distance(a, b):\n    return tf.abs(a - b)\n"
PROGRAM = """\
{imported}

x = tf.placeholder(tf.float32, [])
y = distance(x, 3.0)
with tf.Session() as sess:
    print(sess.run(y, {{x: 1.0}}))
"""


def migrated(imported: str, program: str = PROGRAM) -> tuple[str | None, dict[str, str | None]]:
    files = [SourceFile("a.py", program.format(imported=imported)), SourceFile("utils.py", UTILS)]
    result = migrate_group(files, Options())
    forms = [program.form for program in result.programs]
    return forms[0] if forms else None, {file.name: file.text for file in result.files}


@pytest.mark.parametrize("imported", ["from utils import *", "from utils import distance, tf"])
def test_the_file_that_hands_it_on_is_written(imported):
    form, texts = migrated(imported)
    assert form == "compat" and texts["a.py"] is None
    assert "from compat import tf1 as tf" in (texts["utils.py"] or "")


def test_a_file_that_imports_it_too_can_be_native():
    form, texts = migrated("import tensorflow as tf\nfrom utils import *")
    assert form == "native" and "tf.TensorSpec" in (texts["a.py"] or "") and texts["utils.py"] is None


def test_programs_of_tensorflow_2_are_left():
    _, texts = migrated("from utils import *", "{imported}\n\nprint(distance(tf.constant(1.0), 2.0))\n")
    assert texts == {"a.py": None, "utils.py": None}
