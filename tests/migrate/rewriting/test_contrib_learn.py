"""Readers and vocabularies of tf.contrib.learn, which become modules beside the program."""

from __future__ import annotations

import ast
import base64
import json
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from migrate.engine import Options, SourceFile, migrate_group
from migrate.rewriting.beside import VOCABULARIES

RECORD = json.loads((Path(__file__).parent / "vocabulary_tf1.json").read_text(encoding="utf-8"))
COMPAT = Path(__file__).parents[3] / "compat" / "tf1" / "contrib" / "learn" / "preprocessing.py"


@pytest.fixture
def module():
    """The module as it lies beside a program."""
    made = types.ModuleType(VOCABULARIES.name)
    sys.modules[VOCABULARIES.name] = made
    exec(compile(VOCABULARIES.text(), f"{VOCABULARIES.name}.py", "exec"), made.__dict__)
    yield made
    del sys.modules[VOCABULARIES.name]


@pytest.mark.parametrize("found", RECORD["found"], ids=lambda f: str(f["setting"]))
def test_numbers_of_words_are_those_of_tensorflow_1(found, module, tmp_path):
    processor = module.VocabularyProcessor(**found["setting"])
    rows = list(processor.fit_transform(RECORD["texts"]))
    assert [row.tolist() for row in rows] == found["fitted"]
    assert all(row.dtype == np.int64 for row in rows)
    (tmp_path / "from_tf1").write_bytes(base64.b64decode(found["saved"]))
    processor.save(str(tmp_path / "own"))
    for other in (processor, *(module.VocabularyProcessor.restore(str(tmp_path / n)) for n in ("from_tf1", "own"))):
        assert len(other.vocabulary_) == found["length"]
        assert [row.tolist() for row in other.transform(RECORD["more"])] == found["new"]
        assert list(other.reverse(other.transform(RECORD["more"]))) == found["back"]


def test_runtime_has_the_same_module():
    def body(text: str) -> str:
        return ast.unparse(ast.parse(text).body[1:])

    assert body(COMPAT.read_text(encoding="utf-8")) == body(VOCABULARIES.text())


def migrated(text: str):
    return migrate_group([SourceFile("here/program.py", text)], Options())


GRAPH = "x = tf.placeholder(tf.float32, [None])\ny = x * 2.0\n"
GRAPH += "with tf.Session() as sess:\n    print(sess.run(y, {x: [1.0]}))\n"


@pytest.mark.parametrize(
    "imported, name",
    [
        ("from tensorflow.contrib import learn", "learn.preprocessing.VocabularyProcessor"),
        ("import os", "tf.contrib.learn.preprocessing.VocabularyProcessor"),
        ("from tensorflow.contrib.learn.preprocessing import VocabularyProcessor", "VocabularyProcessor"),
    ],
)
def test_vocabularies(imported, name):
    result = migrated(f"import tensorflow as tf\n{imported}\n\np = {name}(4)\nq = {name}.restore('file')\n" + GRAPH)
    assert [p.form for p in result.programs] == ["native"], result.programs
    texts = {f.name: f.text for f in result.files}
    program = texts["here/program.py"]
    assert "\nimport vocabulary_processor\n\n" in program
    assert "p = vocabulary_processor.VocabularyProcessor(4)\n" in program
    assert "q = vocabulary_processor.VocabularyProcessor.restore('file')\n" in program
    assert texts["here/vocabulary_processor.py"] == VOCABULARIES.text()


def test_mnist_readers():
    reader = "from tensorflow.contrib.learn.python.learn.datasets.mnist import read_data_sets\n"
    result = migrated("import tensorflow as tf\n" + reader + "mnist = read_data_sets('data', one_hot=True)\n" + GRAPH)
    texts = {f.name: f.text for f in result.files}
    assert "import mnist_input_data as input_data\n" in texts["here/program.py"]
    assert "mnist = input_data.read_data_sets('data', one_hot=True)" in texts["here/program.py"]
    assert "here/mnist_input_data.py" in texts


def test_other_datasets_stay_on_the_runtime():
    result = migrated("import tensorflow as tf\nd = tf.contrib.learn.datasets.load_dataset('iris')\n" + GRAPH)
    assert [p.form for p in result.programs] == ["compat"]
