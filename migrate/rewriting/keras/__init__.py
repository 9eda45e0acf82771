"""Keras 2 programs (`keras` 2.3 and `tf.keras` 1.15) as Keras 3 programs that compute the same."""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.findings import Finding
from migrate.names import Names
from migrate.rewriting.keras import (
    backend_sessions,
    backend_settings,
    callbacks,
    files,
    freezing,
    generators,
    helpers,
    images,
    imports,
    layers,
    many_epochs,
    metrics,
    models,
    normalization,
    optimizers,
    single_epoch,
)
from migrate.rewriting.keras.context import Context

_PARTS = (
    imports,
    backend_settings,
    backend_sessions,
    layers,
    normalization,
    optimizers,
    metrics,
    callbacks,
    files,
    generators,
    images,
    models,
    freezing,
    many_epochs,
    single_epoch,
)


def rewrite(source: Source, tree: ast.Module, names: Names, options: object = None, path: str = "") -> list[Finding]:
    """Registers the edits that bring one file's Keras code to Keras 3; `obstacles` must be empty for it.

    Returns what was changed; `path` is the file's name in the findings.
    """
    context = Context(tree, names, source, path)
    if not context.flavours:
        return []
    for part in _PARTS:
        part.rewrite(context)
    helpers.place(context)
    return _sorted(context.findings)


def obstacles(tree: ast.Module, names: Names, path: str = "", eager: bool = False) -> list[Finding]:
    """Constructs whose numbers Keras 3 would change and for which no exact rewrite is known, in source order.

    eager: the file is one of an eager program, whose derived classes and initializers are looked at elsewhere.
    """
    context = Context(tree, names, None, path, eager=eager)
    if not context.flavours:
        return []
    for part in _PARTS:
        part.obstacles(context)
    return _sorted(context.findings)


def _sorted(findings: list[Finding]) -> list[Finding]:
    unique = {(f.line, f.column, f.code, f.message): f for f in findings}
    return [unique[key] for key in sorted(unique)]
