"""Datasets and their iterators, which are Python iterators in an eager program."""

from __future__ import annotations

import ast

from migrate.rewriting import tutorial_data
from migrate.rewriting.eager.context import Context
from migrate.rewriting.eager.kinds import DATASET, HOST
from migrate.stages.program import Obstacle

LOAD = "contrib.learn.datasets.load_dataset"


def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    source = context.source
    if name in ("contrib.eager.Iterator", "data.make_one_shot_iterator"):
        if len(node.args) != 1 or node.keywords:
            raise Obstacle(node, f"`tf.{name}` with these arguments")
        dataset = source.expression(node.args[0])
        parent = context.parents.get(node)
        looped = isinstance(parent, (ast.For, ast.comprehension)) and parent.iter is node
        source.replace(node, dataset if looped else f"iter({dataset})")
        context.note(node, "TF102", f"`tf.{name}`: datasets are iterated over in Python")
        return True
    if name == LOAD:
        _load(context, node)
        return True
    if name == "examples.tutorials.mnist.input_data.read_data_sets":
        from migrate.rewriting.symbols import _batch_order

        _batch_order(context, node)
        return True
    return name.startswith("examples.tutorials.mnist.input_data.")


def rewrite_method(context: Context, node: ast.Call, func: ast.Attribute) -> bool:
    source = context.source
    if func.attr == "next" and not node.args and not context.kinds.certain(func.value, HOST):
        if not context.kinds.certain(func.value, DATASET):
            raise Obstacle(node, "`.next()` of what may be an iterator")
        source.replace(node, f"next({source.expression(func.value)})")
        return True
    if func.attr == "make_one_shot_iterator" and not node.args:
        source.replace(node, f"iter({source.expression(func.value)})")
        context.note(node, "TF102", "datasets are iterated over in Python")
        return True
    if func.attr in ("make_initializable_iterator", "map_and_batch", "apply_"):
        raise Obstacle(node, f"`.{func.attr}()` in an eager program")
    if func.attr == "shuffle" and not context.kinds.certain(func.value, HOST):
        seeded = len(node.args) > 1 or any(k.arg in ("seed", None) for k in node.keywords)
        if seeded and not any(k.arg == "reshuffle_each_iteration" for k in node.keywords):
            raise Obstacle(node, "TensorFlow 1 shuffles with a seed into the same order at each iteration")
    return False


def _load(context: Context, node: ast.Call) -> None:
    """`tf.contrib.learn.datasets.load_dataset("mnist")` -> the tutorial's reader, which it was."""
    if len(node.args) != 1 or node.keywords or not isinstance(node.args[0], ast.Constant):
        raise Obstacle(node, "a dataset of tf.contrib.learn that is not named here")
    if node.args[0].value != "mnist":
        raise Obstacle(node, f"the dataset {node.args[0].value!r} of tf.contrib.learn")
    imports = [n for n in context.tree.body if isinstance(n, (ast.Import, ast.ImportFrom))]
    if not imports:
        raise Obstacle(node, "TensorFlow is not imported at the top of the file")
    name = context.helpers_imported.setdefault(tutorial_data.MODULE, "")
    source = context.source
    if not name:
        name = context.helpers_imported[tutorial_data.MODULE] = context.fresh("input_data", tutorial_data.MODULE)
        end = source.line_end(source.span(max(imports, key=lambda n: n.lineno))[1])
        source.insert(end, f"import {tutorial_data.MODULE} as {name}\n")
    context.needs_mnist = True
    source.replace(node, f'{name}.read_data_sets("MNIST-data")')
    context.note(node, "TF104", "`load_dataset` reads with a module that is written beside the program")
