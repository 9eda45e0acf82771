"""Helper functions that open a session and give it back, written out where they are called.

    def tf_session():                                   sess = tf.Session(config=config)
        sess = tf.Session(config=config)                sess.run(tf.global_variables_initializer())
        sess.run(tf.global_variables_initializer())
        return sess
    ..
    sess = tf_session()

The same TensorFlow 1 program, whose sessions stand beside the graphs that they run.
"""

from __future__ import annotations

import ast

from migrate.names import Names
from migrate.rewriting.training_helpers import Helper, Undecided

SESSIONS = {"tensorflow.Session", "tensorflow.InteractiveSession"}


class _Opener(Helper):
    refused = frozenset({"eval", "reset_default_graph", "MonitoredTrainingSession"})
    label = "session"


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such helpers written out; None where there are none."""
    if "Session(" not in text or "return" not in text:
        return None
    names = Names(tree)
    for definition in tree.body:
        if not isinstance(definition, ast.FunctionDef) or not _opens(names, definition):
            continue
        try:
            changed = _Opener(text, tree, names, definition).written_out()
        except Undecided:
            continue
        again = normalise(changed, ast.parse(changed))
        return again or (changed, None)
    return None


def _opens(names: Names, definition: ast.FunctionDef) -> bool:
    """Whether a function gives back the session that it opens, having done no more than to initialize with it."""
    last = definition.body[-1]
    returned = last.value if isinstance(last, ast.Return) else None
    if isinstance(returned, ast.Call):
        return names.resolve(returned.func) in SESSIONS
    if not isinstance(returned, ast.Name):
        return False
    opened = [s for s in definition.body if isinstance(s, ast.Assign) and _is(names, s, returned.id)]
    runs = [n for n in ast.walk(definition) if isinstance(n, ast.Attribute) and n.attr == "run"]
    initializes = all(isinstance(n.value, ast.Name) and n.value.id == returned.id for n in runs)
    return len(opened) == 1 and initializes and len(runs) <= 1


def _is(names: Names, statement: ast.Assign, name: str) -> bool:
    made, (target, *others) = statement.value, statement.targets
    plain = not others and isinstance(target, ast.Name) and target.id == name
    return plain and isinstance(made, ast.Call) and names.resolve(made.func) in SESSIONS
