"""Model files that Keras 2 wrote (files/, see record.py): after `migrate convert` Keras 3 goes on as they did."""

from __future__ import annotations

import pathlib
import shutil

import pytest
from click.testing import CliRunner

pytest.importorskip("tensorflow")

from migrate.cli import cli  # noqa: E402

FILES = pathlib.Path(__file__).parent / "files"
NAMES = sorted(path.stem for path in FILES.glob("*.h5"))
# RMSprop of Keras 2 adds its epsilon outside the root; nothing orders the counter of steps of Keras 2.3
CLOSE = {"two_inputs": 1e-4, "keras_dense": 1e-2, "keras_recurrent": 1e-2}


def run(folder: pathlib.Path, *arguments: str):
    import os

    before = os.getcwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(cli, ["convert", *arguments])
    finally:
        os.chdir(before)


@pytest.mark.parametrize("name", NAMES)
def test_the_model_goes_on(name, tmp_path):
    import keras
    import numpy as np

    shutil.copy(FILES / f"{name}.h5", tmp_path)
    before = (tmp_path / f"{name}.h5").read_bytes()
    result = run(tmp_path, f"{name}.h5")
    compiled = not name.endswith("_layers")
    assert result.exit_code == (0 if compiled else 1), result.output
    assert (tmp_path / f"{name}.h5").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.h5", f"{name}.keras"]
    recorded = np.load(FILES / f"{name}.npz")
    given = [recorded[key] for key in sorted(recorded.files) if key.startswith("x")]
    given = given if len(given) > 1 else given[0]
    model = keras.models.load_model(tmp_path / f"{name}.keras")
    np.testing.assert_allclose(model.predict(given, verbose=0), recorded["predicted"], rtol=1e-5, atol=1e-6)
    if compiled:
        losses = model.fit(given, recorded["y"], epochs=2, batch_size=4, shuffle=False, verbose=0).history["loss"]
        close = next((bound for part, bound in CLOSE.items() if name.endswith(part)), 1e-6)
        np.testing.assert_allclose(losses, recorded["losses"], rtol=close)
    else:
        assert "not compiled: the optimizer Adagrad" in result.output


def test_nothing_is_written_over(tmp_path):
    shutil.copy(FILES / "tf_dense.h5", tmp_path)
    (tmp_path / "tf_dense.keras").write_text("mine")
    result = run(tmp_path, "tf_dense.h5")
    assert result.exit_code == 2 and "--force" in result.output
    assert (tmp_path / "tf_dense.keras").read_text() == "mine"


def test_a_file_that_is_no_model(tmp_path):
    (tmp_path / "notes.h5").write_text("no model")
    result = run(tmp_path, "notes.h5")
    assert result.exit_code == 2 and "notes.h5: not converted: this is no HDF5 file" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["notes.h5"]


def test_a_model_that_computes_otherwise_is_not_written(tmp_path, monkeypatch):
    from migrate.models import configs

    monkeypatch.setattr(configs, "_hard_sigmoid", lambda: "sigmoid")
    shutil.copy(FILES / "tf_recurrent.h5", tmp_path)
    result = run(tmp_path, "tf_recurrent.h5")
    assert result.exit_code == 2 and "the model computes otherwise in Keras 3" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["tf_recurrent.h5"]


def test_the_new_name_ends_in_keras(tmp_path):
    shutil.copy(FILES / "tf_dense.h5", tmp_path)
    result = run(tmp_path, "tf_dense.h5", "new.h5")
    assert result.exit_code == 2 and "must end in .keras" in result.output
