"""Programs around every decision that is not certain by data flow alone: native ones print what TF 1.15.5 printed.

semantics/NAME.py is the program, NAME.expected.txt what TensorFlow 1.15.5 printed (see record_semantics.py), and
semantics/forms.txt lists the form that each must get: `native` with the same output, `noted` where the output differs
with a TF302 finding that says so, `compat` where a native form would not be certain.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest

from migrate.engine import Options, SourceFile, migrate_group
from migrate.rewriting import beside

FOLDER = Path(__file__).parent / "semantics"
FORMS = dict(line.split() for line in (FOLDER / "forms.txt").read_text().splitlines() if line.strip())
NUMBER = re.compile(r"-?\d+\.?\d*(?:e[-+]?\d+)?")
RUNNER = """
import contextlib, io, json, os, random, sys
import numpy as np, tensorflow as tf
folder, names = sys.argv[1], json.loads(sys.argv[2])
sys.path.insert(0, folder)
found = {}
for name in names:
    tf.keras.backend.clear_session(); tf.random.set_seed(None)
    np.set_printoptions(precision=8); np.random.seed(0); random.seed(0)
    path = os.path.join(folder, name + ".py")
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            exec(compile(open(path).read(), path, "exec"), {"__name__": "__main__"})
        except Exception as error:
            print("raised", type(error).__name__, error)
    found[name] = output.getvalue()
json.dump(found, open(os.path.join(folder, "found.json"), "w"))
"""


def migrated(name: str, text: str):
    result = migrate_group([SourceFile(name, text)], Options())
    return next(file for file in result.files if file.name == name)


def form(result) -> str:
    if result.text is None:
        return "unchanged"
    if re.search(r"^(import|from) compat\b", result.text, re.MULTILINE):
        return "compat"
    return "noted" if any(finding.code == "TF302" for finding in result.findings) else "native"


@pytest.fixture(scope="module")
def results() -> dict:
    found = {}
    for path in sorted(FOLDER.glob("*.py")):
        name = path.name
        found[path.stem] = migrated(name, path.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def printed(results, tmp_path_factory, request) -> dict[str, str]:
    """What the native programs print, all run in one process; a text that was run before is not run again."""
    folder = tmp_path_factory.mktemp("native")
    texts = {name: result.text for name, result in results.items() if form(result) in ("native", "noted")}
    version = metadata.version("tensorflow")
    keys = {name: hashlib.sha256(f"{version} {text}".encode()).hexdigest() for name, text in texts.items()}
    cache = getattr(request.config, "cache", None)
    known = cache.get("semantics/printed", {}) if cache else {}
    names = [name for name in texts if keys[name] not in known]
    if names:
        for name in names:
            (folder / f"{name}.py").write_text(texts[name], encoding="utf-8")
            for module in beside.ALL:
                if module.needed(texts[name]):
                    (folder / module.path(f"{name}.py")).write_text(module.text(), encoding="utf-8")
        environment = {**os.environ, "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}
        subprocess.run([sys.executable, "-c", RUNNER, str(folder), json.dumps(names)], check=True, env=environment)
        found = json.loads((folder / "found.json").read_text())
        known = known | {keys[name]: text for name, text in found.items()}
        if cache:
            cache.set("semantics/printed", known)
    return {name: known[key] for name, key in keys.items()}


def plain(text: str) -> str:
    """NumPy 2 prints its scalars inside lists with their types."""
    text = re.sub(r"np\.(?:float|int|uint)\d+\(([^()]*)\)", r"\1", text)
    return text.replace("np.True_", "True").replace("np.False_", "False")


def same(expected: str, found: str) -> bool:
    expected, found = plain(expected), plain(found)
    if "".join(NUMBER.sub("#", expected).split()) != "".join(NUMBER.sub("#", found).split()):
        return False
    pairs = zip(map(float, NUMBER.findall(expected)), map(float, NUMBER.findall(found)), strict=True)
    return all(abs(a - b) <= 1e-4 * max(abs(a), abs(b), 1e-2) for a, b in pairs)


def test_every_program_is_listed():
    assert sorted(FORMS) == sorted(path.stem for path in FOLDER.glob("*.py"))


@pytest.mark.parametrize("name", sorted(FORMS))
def test_form(name, results):
    result = results[name]
    reasons = [f"{finding.line}: {finding.message}" for finding in result.findings if finding.code == "TF201"]
    assert form(result) == FORMS[name], reasons


@pytest.mark.parametrize("name", sorted(name for name, wanted in FORMS.items() if wanted in ("native", "noted")))
def test_output(name, results, printed):
    expected = (FOLDER / f"{name}.expected.txt").read_text(encoding="utf-8")
    assert name in printed, "the program is not native"
    assert "raised" not in printed[name] or "raised" in expected, printed[name]
    if FORMS[name] == "native":
        assert same(expected, printed[name]), f"TF1 printed\n{expected}\nthe native form prints\n{printed[name]}"


@pytest.mark.parametrize("name", sorted(name for name, wanted in FORMS.items() if wanted in ("native", "noted")))
def test_second_migration_changes_nothing(name, results):
    text = results[name].text
    again = migrated(f"{name}.py", text)
    assert again.text is None or again.text == text
