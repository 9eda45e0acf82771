"""Every row of the table against the installed TensorFlow."""

import inspect
import os
import subprocess
import sys

import pytest

from migrate.symbols import CHECKS, lookup, names
from migrate.symbols.special import FUNCTIONS

ROWS = [lookup(name) for name in sorted(names())]
KINDS = {"same", "rename", "call", "gone"}
EFFECTS = {"pure", "random", "stateful", "variable", "host"}


@pytest.fixture(scope="module")
def tf():
    return pytest.importorskip("tensorflow")


def resolve(tf, target):
    item = tf
    for part in target.split(".")[1:]:
        item = getattr(item, part[:-2])() if part.endswith("()") else getattr(item, part)
    return item


def test_rows_are_well_formed():
    for row in ROWS:
        assert row.kind in KINDS and row.effect in EFFECTS, row
        assert (row.target is None) == (row.kind == "gone" or row.template is not None), row
        assert row.check == "" or row.check in CHECKS, row
        assert row.special == "" or row.special in FUNCTIONS, row
        assert row.kind != "same" or row.target == row.name, row
        assert row.kind != "rename" or row.target != row.name, row
        assert row.kind != "gone" or row.note, row
        assert "compat.v1" not in (row.target or "") + (row.template or ""), row


def test_nothing_is_native_that_only_graphs_have():
    for name in "Session placeholder get_variable Variable train.AdamOptimizer summary.scalar metrics.mean".split():
        assert lookup("tensorflow." + name).kind == "gone", name
    for name in "contrib.rnn.BasicLSTMCell layers.dense nn.dynamic_rnn estimator.Estimator".split():
        assert lookup("tensorflow." + name).effect == "variable", name


def test_members_of_what_is_gone_are_gone():
    assert lookup("tensorflow.GraphKeys.LOSSES").kind == "gone"
    assert lookup("tensorflow.losses.Reduction.MEAN").kind == "gone"
    assert lookup("tensorflow.app.flags.FLAGS.rate").kind == "gone"
    assert lookup("tensorflow.float32.max").kind == "same"
    assert lookup("tensorflow.float32.nothing") is None


def test_an_unknown_symbol_is_not_guessed():
    for name in ("tensorflow.no_such_thing", "tensorflow.math.no_such_thing", "numpy.log", "tensorflow", ""):
        assert lookup(name) is None


def test_every_target_resolves(tf):
    missing = []
    for row in ROWS:
        if row.target is not None:
            try:
                resolve(tf, row.target)
            except AttributeError:
                missing.append(row.name)
    assert missing == []


def test_every_template_names_what_exists(tf):
    import re

    for row in ROWS:
        for text in [row.template or "", *row.defaults.values(), *row.transform.values()]:
            for path in re.findall(r"\btf((?:\.\w+)+)", text):
                resolve(tf, "tensorflow" + path)


def test_unchanged_rows_take_tf1_arguments_in_tf1_order(tf):
    from migrate.symbols.generate import read_api, split

    api = read_api()
    for row in ROWS:
        kind, words = api.get(row.name.removeprefix("tensorflow."), ("value", "?"))
        if row.kind not in ("same", "rename") or kind != "function" or words == "?" or "()" in row.target:
            continue
        try:
            today = list(inspect.signature(resolve(tf, row.target)).parameters.values())
        except (TypeError, ValueError):
            continue
        if row.name == "tensorflow.function" or any(item.kind is item.VAR_POSITIONAL for item in today):
            continue
        order = [name for name, _ in split(words)]
        assert [item.name for item in today][: len(order)] == order, row.name
        assert all(item.default is not item.empty for item in today[len(order) :]), row.name


def test_the_parameters_of_changed_rows_are_those_of_the_target(tf):
    for row in ROWS:
        if row.kind != "call" or row.target is None or "()" in row.target:
            continue
        today = inspect.signature(resolve(tf, row.target)).parameters
        if any(item.kind is item.VAR_POSITIONAL for item in today.values()):
            continue
        assert {name.lstrip("*") for name in row.positional} == {name.lstrip("*") for name in today}, row.name
        known = {name.lstrip("*") for name in row.positional}
        assert {*row.rename.values(), *row.defaults, *row.transform, *row.keyword} <= known, row.name
        assert set(row.rename) <= set(row.params), row.name
        if not row.special:
            for name in row.params:
                carried = row.rename.get(name, name) in known or name in row.drop
                assert carried or row.only.get(name) == ("<nothing>",), (row.name, name)


def test_the_files_are_what_the_generator_writes(tf):
    from migrate.symbols.generate import HERE, build

    files, problems = build(tf)
    assert problems == []
    assert {path.name for path in (HERE / "data").glob("*.tsv")} == set(files)
    for name, text in files.items():
        assert (HERE / "data" / name).read_text(encoding="utf-8") == text, name


def test_loading_is_quick_and_imports_no_tensorflow(tmp_path):
    code = (
        "import sys, time, ast, re, dataclasses, pathlib; start = time.process_time();"
        "from migrate.symbols import lookup; lookup('tensorflow.log');"
        "spent = time.process_time() - start;"
        "assert 'tensorflow' not in sys.modules and 'numpy' not in sys.modules; print(spent)"
    )
    # Compiled, as an installed package is; the first run compiles.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    run = [sys.executable, "-c", code]
    spent = [float(subprocess.run(run, capture_output=True, check=True, env=environment).stdout) for _ in range(5)]
    assert min(spent[1:]) < 0.02
