"""`tf.estimator.Estimator` with a model function and numpy inputs, as a training program of its own.

The TensorFlow 1 program becomes another TensorFlow 1 program of the same meaning before it is interpreted: the model
function's graph is built once, `train` is a loop that runs the train op, `evaluate` one that runs the updates of its
metrics, `predict` one that collects what is fetched. From there it is a session program like any other.
"""

from __future__ import annotations

import ast

from migrate.names import Names
from migrate.rewriting.estimators.program import Program, Told

__all__ = ["Told", "normalise"]

ESTIMATOR = "tensorflow.estimator.Estimator"


def normalise(text: str, tree: ast.Module) -> Told | None:
    """The program without its estimator; None where there is none. Raises Obstacle where it is not certain."""
    if "Estimator(" not in text:
        return None
    names = Names(tree)
    made = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and names.resolve(n.func) == ESTIMATOR]
    return Program(text, tree, names, made).told() if made else None
