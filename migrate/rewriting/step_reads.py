"""`tf.train.global_step(sess, step)` -> `int(sess.run(step))`, what it is in TensorFlow 1."""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names
from migrate.stages.tf_calls import bind


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such runs; None where there are none."""
    if "global_step" not in text:
        return None
    names, source = Names(tree), Source(text)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or names.resolve(node.func) != "tensorflow.train.global_step":
            continue
        bound = bind(node, ("sess", "global_step_tensor")) or {}
        plain = all(isinstance(value, (ast.Name, ast.Attribute)) for value in bound.values())
        scope = names.scope_of.get(node.func, names.module_scope)
        if len(bound) == 2 and plain and scope.find("int") is None:
            session, step = (source.segment(bound[name]) for name in ("sess", "global_step_tensor"))
            source.replace(node, f"int({session}.run({step}))")
    return (source.result(), None) if source.edits else None
