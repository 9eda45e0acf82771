"""The variables of recurrent cells in a checkpoint: by their names in TensorFlow 1, from the objects that hold them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.program import Obstacle
from migrate.stages.values import Handle, Seq

if TYPE_CHECKING:
    from migrate.rewriting.native import Context
    from migrate.stages.recurrent import Build

# class -> its scope, and the name below it of each variable with the attribute that holds it
PLAIN = {"kernel": "kernel", "bias": "bias"}
GATED = {"gates/kernel": "gate_kernel", "gates/bias": "gate_bias"}
GATED |= {"candidate/kernel": "candidate_kernel", "candidate/bias": "candidate_bias"}
PARTS = {
    "BasicRNNCell": ("basic_rnn_cell", PLAIN),
    "BasicLSTMCell": ("basic_lstm_cell", PLAIN),
    "LSTMCell": ("lstm_cell", PLAIN),
    "GRUCell": ("gru_cell", GATED),
}
WRAPPERS = {"DropoutWrapper", "ResidualWrapper"}  # they open no scope


def pairs(context: Context, saver: ast.AST, build: Build) -> list[str]:
    """The items `"name": variable` of a display that name all variables of the cell that a run made."""
    prefix = f"{build.saved_scope}/" if build.saved_scope else ""
    return [item for root, at, name in _roots(context, saver, build.cell, prefix) for item in _items(root, at, name)]


def _roots(context: Context, saver: ast.AST, cell: Handle, prefix: str) -> list[tuple[Handle, str, str]]:
    """(cell, the scope around it, what it is called) of the cells that are made outside the functions."""
    if cell.detail["tensor"] is None:
        name = context.recurrent.names.get(cell)
        if name is None:
            raise Obstacle(saver, "a saver of a recurrent cell that has no name of its own")
        _check(context, saver, cell)
        return [(cell, prefix, name)]
    children = cell.detail["children"]
    several = cell.detail["class"] == "MultiRNNCell"
    if cell.detail.get("open") or not several and cell.detail["class"] not in WRAPPERS:
        raise Obstacle(saver, "a saver of a recurrent cell whose parts are not followed")
    inner = [f"{prefix}multi_rnn_cell/cell_{i}/" if several else prefix for i in range(len(children))]
    return [r for child, at in zip(children, inner, strict=True) for r in _roots(context, saver, child, at)]


def _check(context: Context, saver: ast.AST, cell: Handle) -> None:
    """The names of a cell's variables follow from the classes of its parts, each an object of its own."""
    kind, children = cell.detail["class"], cell.detail["children"]
    known = kind in PARTS or kind in WRAPPERS or kind == "MultiRNNCell"
    named = isinstance(cell.node, ast.Call) and any(k.arg in ("name", None) for k in cell.node.keywords)
    if not known or named or len(set(children)) < len(children):
        raise Obstacle(saver, "a saver of a recurrent cell whose variables have other names")
    if cell.detail.get("open"):
        given = cell.node.args[0] if cell.node.args else cell.node.keywords[0].value  # type: ignore[attr-defined]
        value = context.interp.value_of.get(id(given))
        if not isinstance(value, Seq) or not isinstance(value.node, ast.ListComp) or len(children) != 1:
            raise Obstacle(saver, "a saver of a list of cells that is not written in one piece")
    for child in children:
        _check(context, saver, child)


def _items(cell: Handle, prefix: str, name: str) -> list[str]:
    """The items of a cell that is called `name`."""
    kind, children = cell.detail["class"], cell.detail["children"]
    if kind in WRAPPERS:
        return _items(children[0], prefix, f"{name}.cell")
    if kind == "MultiRNNCell" and not cell.detail.get("open"):
        return [
            item
            for index, child in enumerate(children)
            for item in _items(child, f"{prefix}multi_rnn_cell/cell_{index}/", f"{name}.cells[{index}]")
        ]
    if kind == "MultiRNNCell":
        inner = _items(children[0], f"{prefix}multi_rnn_cell/cell_{{index}}/", "cell")
        return [f"**{{f{item} for index, cell in enumerate({name}.cells)}}" for item in inner]
    scope, parts = PARTS[kind]
    return [f'"{prefix}{scope}/{word}": {name}.{attribute}' for word, attribute in parts.items()]
