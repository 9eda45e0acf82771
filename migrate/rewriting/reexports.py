"""Names of TensorFlow that a file imports for others: `input_data.py` with `... import read_data_sets`, used elsewhere.

The tutorial's reader comes from the module that is written beside the program; for any other name the program stays in
graph mode, since what TensorFlow 1 had there is no longer to be imported.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import beside
from migrate.rewriting.contrib_learn import READERS
from migrate.stages import tf_calls
from migrate.stages.program import Obstacle

_READERS = {f"tensorflow.{name}" for name in READERS} | {
    "tensorflow.examples.tutorials.mnist.input_data.read_data_sets"
}


def kept(files: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The files, the imports that others take names from written for TensorFlow 2; raises Obstacle."""
    trees = {name: ast.parse(text) for name, text in files}
    found = []
    for name, text in files:
        taken = _taken(name, [tree for n, tree in trees.items() if n != name]) if "tensorflow" in text else set()
        found.append((name, _kept(files, trees, name, taken) if taken else text))
    return found


def _kept(files: list[tuple[str, str]], trees: dict[str, ast.Module], file: str, taken: set[str]) -> str:
    source = Source(dict(files)[file])
    for node in trees[file].body:
        if not isinstance(node, ast.ImportFrom) or node.level or not (node.module or "").startswith("tensorflow."):
            continue
        shared = [alias for alias in node.names if (alias.asname or alias.name) in taken]
        if not shared:
            continue
        if any(f"{node.module}.{alias.name}" not in _READERS for alias in shared) or len(shared) < len(node.names):
            name = shared[0].asname or shared[0].name
            raise Obstacle(_last(files), f"`{name}` of TensorFlow is taken from another file of the program")
        if any(_seeds(tree) for tree in trees.values()):
            raise Obstacle(_last(files), "data are read in the order of the graph's seed, in another file")
        names = ", ".join(a.name if a.asname is None else f"{a.name} as {a.asname}" for a in node.names)
        source.replace(node, f"from {beside.MNIST.name} import {names}")
    return source.result()


def _last(files: list[tuple[str, str]]) -> ast.stmt:
    from migrate.rewriting import programs

    return ast.parse(programs.join(files)[0]).body[-1]


def _seeds(tree: ast.Module) -> bool:
    names = Names(tree)
    paths = (names.resolve(n.func) or "" for n in ast.walk(tree) if isinstance(n, ast.Call))
    return any(path.removeprefix("tensorflow.") in tf_calls.SEEDS for path in paths)


def _taken(name: str, others: list[ast.Module]) -> set[str]:
    """The names that other files take from a file, by import or as attributes of it."""
    module = name.removesuffix("/__init__.py").rpartition("/")[2].removesuffix(".py")
    found: set[str] = set()
    for tree in others:
        modules: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                if (node.module or "").rpartition(".")[2] == module:
                    found |= {alias.name for alias in node.names}
                modules |= {alias.asname or alias.name for alias in node.names if alias.name == module}
            elif isinstance(node, ast.Import):
                same = [alias for alias in node.names if alias.name.rpartition(".")[2] == module]
                modules |= {alias.asname or alias.name for alias in same}
        if modules:
            attributes = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute)]
            found |= {n.attr for n in attributes if ast.unparse(n.value) in modules}
    return found
