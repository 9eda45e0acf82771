"""programs/*.py print under TensorFlow 2 what TensorFlow 1.15.5 and Keras 2.3.1 printed (recorded.json, record.py)."""

import ast
import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import keras

pytest.importorskip("tensorflow")

HERE = pathlib.Path(__file__).parent
PROGRAMS = sorted((HERE / "programs").glob("*.py"))
RECORDED = json.loads((HERE / "recorded.json").read_text())
NUMBER = re.compile(r"-?\d+\.?\d*(?:[eE][-+]?\d+)?")


def migrated(path: pathlib.Path) -> str:
    text = path.read_text()
    tree = ast.parse(text)
    names = Names(tree)
    assert keras.obstacles(tree, names) == []
    source = Source(text)
    keras.rewrite(source, tree, names)
    return source.result()


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What every migrated program prints, all of them run in one process."""
    folder = tmp_path_factory.mktemp("programs")
    for path in PROGRAMS:
        (folder / path.name).write_text(migrated(path))
    result = folder / "result.json"
    root = str(pathlib.Path(keras.__file__).parents[3])
    environment = {**os.environ, "PYTHONPATH": root, "TF_USE_LEGACY_KERAS": "0"}
    command = [sys.executable, str(HERE / "record.py"), str(result), str(folder)]
    subprocess.run(command, check=True, cwd=folder, env=environment, timeout=900, capture_output=True)
    return json.loads(result.read_text())


@pytest.mark.parametrize("name", [path.stem for path in PROGRAMS])
def test_prints_the_same(name, printed):
    before, after = RECORDED[name], printed[name]
    assert [NUMBER.sub("#", line) for line in after] == [NUMBER.sub("#", line) for line in before]
    for old, new in zip(before, after, strict=True):
        numbers = [float(n) for n in NUMBER.findall(new)]
        assert numbers == pytest.approx([float(n) for n in NUMBER.findall(old)], rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_uses_no_graph_mode(path):
    text = migrated(path)
    assert "compat.v1" not in text and "Session" not in text
