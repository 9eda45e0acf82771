"""Parts of tf.contrib.learn that work on plain values: readers and vocabularies, as modules beside the program."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting import beside, programs
from migrate.stages.program import Obstacle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

PREPROCESSING = "contrib.learn.preprocessing."
CLASSES = {"VocabularyProcessor", "CategoricalVocabulary"}
LOAD = "contrib.learn.datasets.load_dataset"
READERS = {
    "contrib.learn.datasets.mnist.read_data_sets",
    "contrib.learn.python.learn.datasets.mnist.read_data_sets",
}


def is_part(name: str) -> bool:
    """Whether a name without the package's belongs to what is served here."""
    return name == LOAD or name in READERS or _class(name) != ""


def _class(name: str) -> str:
    """The class of the vocabularies that a name stands for, or that its method is of."""
    words = name.removeprefix(PREPROCESSING).split(".")
    known = name.startswith(PREPROCESSING) and words[0] in CLASSES and len(words) < 3
    return words[0] if known else ""


def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    """A call of the module beside the program; its arguments stay as they are."""
    if name == LOAD:
        _load(context, node)
        return True
    if name in READERS:
        from migrate.rewriting.symbols import _batch_order

        _batch_order(context, node)
        reader = imported(context, node, beside.MNIST.name, "input_data")
        context.needs_mnist = True
        context.source.replace(node.func, f"{reader}.read_data_sets")
        return True
    return rewrite_reference(context, node.func, name)


def rewrite_reference(context: Context, node: ast.AST, name: str) -> bool:
    """A class of the vocabularies, or a method that is reached through it."""
    if not _class(name):
        return False
    module = imported(context, node, beside.VOCABULARIES.name, beside.VOCABULARIES.name)
    context.source.replace(node, f"{module}.{name.removeprefix(PREPROCESSING)}")
    context.note(node, "TF102", f"`tf.{name}` is in a module that is written beside the program")
    return True


def imported(context: Context, node: ast.AST, module: str, wished: str) -> str:
    """What the file of a node calls a module beside it; the import goes after the others at the top."""
    source = context.source
    start, end = programs.same_file(source.text, node.lineno)  # type: ignore[attr-defined]
    known = context.modules_beside.get((module, start))
    if known is not None:
        return known
    own = [n for n in context.tree.body if start <= n.lineno <= end]
    imports = [n for n in own if isinstance(n, (ast.Import, ast.ImportFrom))]
    if not imports:
        raise Obstacle(node, "TensorFlow is not imported at the top of the file")
    block = imports[0]
    for following in own[own.index(block) :]:
        if not isinstance(following, (ast.Import, ast.ImportFrom)):
            break
        block = following
    others = [name for (other, _), name in context.modules_beside.items() if other == module]
    name = others[0] if others else context.fresh(wished, module)
    context.modules_beside[module, start] = name
    line = f"import {module}" if name == module else f"import {module} as {name}"
    source.insert(source.line_end(source.span(block)[1]), line + "\n")
    return name


def _load(context: Context, node: ast.Call) -> None:
    """`tf.contrib.learn.datasets.load_dataset("mnist")` -> the tutorial's reader, which it was."""
    given = node.args[0] if len(node.args) == 1 and not node.keywords else None
    if not isinstance(given, ast.Constant) or given.value != "mnist":
        raise Obstacle(node, "a dataset of tf.contrib.learn other than MNIST")
    reader = imported(context, node, beside.MNIST.name, "input_data")
    context.needs_mnist = True
    context.source.replace(node, f'{reader}.read_data_sets("MNIST-data")')
    context.note(node, "TF104", "`load_dataset` reads with a module that is written beside the program")
