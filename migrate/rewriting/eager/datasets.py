"""Datasets and their iterators, which are Python iterators in an eager program."""

from __future__ import annotations

import ast

from migrate.rewriting import contrib_learn
from migrate.rewriting.eager.context import Context
from migrate.rewriting.eager.kinds import DATASET, HOST
from migrate.stages.program import Obstacle


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
    if contrib_learn.is_part(name):
        return contrib_learn.rewrite_call(context, node, name)
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
