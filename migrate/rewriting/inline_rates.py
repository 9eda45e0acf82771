"""`opt = tf.train.AdamOptimizer(tf.train.exponential_decay(..))`, whose gradients `compute_gradients` gives.

The rate gets a statement of its own: the optimizer is made once, and each step computes the rate.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names, fresh, used
from migrate.stages.tf_calls import SCHEDULES


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with `learning_rate = tf.train.exponential_decay(..)`; None where nothing changes."""
    if "compute_gradients" not in text:
        return None
    names, source = Names(tree), Source(text)
    taken = used(tree)
    for node in ast.walk(tree):
        made = node.value if isinstance(node, ast.Assign) and source.alone(node) else None
        path = names.resolve(made.func) or "" if isinstance(made, ast.Call) else ""
        if not path.startswith("tensorflow.") or not path.endswith("Optimizer"):
            continue
        given = [*made.args[:1], *(k.value for k in made.keywords if k.arg == "learning_rate")]  # type: ignore[union-attr]
        for rate in given:
            schedule = names.resolve(rate.func) or "" if isinstance(rate, ast.Call) else ""
            if schedule.removeprefix("tensorflow.") not in SCHEDULES:
                continue
            name = fresh("learning_rate", taken)
            start = source.line_start(source.span(node)[0])
            source.insert(start, f"{source.indent_of(node)}{name} = {source.segment(rate)}\n")
            source.replace(rate, name)
    return (source.result(), None) if source.edits else None
