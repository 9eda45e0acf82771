"""Every sample against what TensorFlow 1.15.5 was recorded to do with it: its verdict is the one that the docs name."""

from __future__ import annotations

import hashlib
import importlib.util
import zipfile

import pytest

from legacy_samples import catalogue, verify
from migrate.verifying import recording

NO_RECORDING = pytest.mark.skip(reason="no recording of TensorFlow 1.15.5: legacy_samples/record_runs.py makes it")
RECORDED = [sample for sample in catalogue.samples() if (verify.RECORDINGS / f"{sample.name}.zip").exists()]
SAMPLES = [
    pytest.param(sample, id=sample.name, marks=() if sample in RECORDED else NO_RECORDING)
    for sample in catalogue.samples()
]
# Which of these it is may depend on the processor, whose float32 rounding is not that of the machine that made the
# recording. Float64 tells the two programs apart on any, so a row that says so never falls back to measured noise.
CERTAIN = {"proved", "equal in float64"}
MOST_BYTES = 6 << 20  # of all recordings together: they are in the repository


@pytest.fixture(scope="session")
def verifying():
    if importlib.util.find_spec("tensorflow") is None:
        pytest.skip("TensorFlow is not installed")
    with verify.Verifying() as found:
        yield found


@pytest.fixture(scope="session")
def table():
    return verify.rows(verify.TABLES["cpu"].read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_verdict(sample, verifying, table):
    verdict = verifying.verdict(sample)
    found = verdict.verdict, verify.cell(verify.remark(verdict))
    named = table[sample.name]
    if found[0] in CERTAIN and found[0] != named[0]:
        assert named[0] in CERTAIN | {"equal within measured noise"}
    else:
        assert found == named


def test_the_table_names_every_sample(table):
    assert list(table) == [sample.name for sample in RECORDED]


@pytest.mark.parametrize("sample", SAMPLES)
def test_recording(sample):
    """Made on TensorFlow 1.15.5, of the sample as it is now."""
    passes = recording.load(verify.RECORDINGS / f"{sample.name}.zip")
    assert passes["float32"].meta["tensorflow"] == "1.15.5"
    assert passes["float32"].meta["program"] == hashlib.sha256(sample.path.read_bytes()).hexdigest()
    if passes["float32"].whole:
        assert {"float32", "float64", "noise"} <= set(passes)


def test_recordings_are_small_and_those_of_samples():
    files = sorted(verify.RECORDINGS.iterdir())
    assert {file.stem for file in files} == {sample.name for sample in RECORDED}
    assert sum(file.stat().st_size for file in files) < MOST_BYTES


def test_recordings_say_nothing_of_the_machine():
    for file in verify.RECORDINGS.iterdir():
        with zipfile.ZipFile(file) as archive:
            text = b"".join(archive.read(name) for name in archive.namelist() if not name.endswith(".npz"))
        assert b"/root/" not in text and b"/home/" not in text and b"site-packages" not in text, file.name
