"""The command convert: options and exit codes."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import click


@click.command()
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(dir_okay=False, path_type=Path), required=False)
@click.option("--force", is_flag=True, help="Write over a NEW that is there.")
def convert(old: Path, new: Path | None, force: bool) -> None:
    """Make a model file of Keras 2 (HDF5) one that Keras 3 reads.

    OLD stays as it is; NEW is OLD's name with the ending .keras by default. Layers, weights, loss, metrics and the
    optimizer with its state are taken over. Before anything is written, the model of OLD in legacy Keras and that of
    NEW in Keras 3 have to predict the same. Needs TensorFlow 2.21 and tf-keras (the extra `runtime`).

    Exit codes: 0 converted, 1 converted but not compiled, 2 an error, or a model that Keras 3 has no equal for.
    """
    new = new if new is not None else old.with_suffix(".keras")
    if new.suffix != ".keras":
        raise click.UsageError(f"{new} must end in .keras: Keras 3 cannot train on models that it reads from HDF5")
    if new.exists() and not force:
        raise click.UsageError(f"{new} is there already; --force writes over it")
    for needed in ("keras", "tf_keras", "h5py"):
        if importlib.util.find_spec(needed) is None:
            raise click.UsageError(f"{needed} is not installed: pip install 'tf1-migrate[runtime]'")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

    from migrate.models.configs import Unconvertible
    from migrate.models.converting import convert as run

    try:
        found = run(old, new)
    except Unconvertible as reason:
        click.echo(f"{old}: not converted: {reason}", err=True)
        raise SystemExit(2) from None
    click.echo(
        f"{old} -> {new}: {found.layers} layers, {found.parameters} parameters, "
        f"predictions differ by {found.difference:.1e} at most"
    )
    if found.left:
        click.echo(f"{new}: {found.left}", err=True)
        raise SystemExit(1)
