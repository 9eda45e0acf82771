"""Functions that make placeholders and what is computed of them, written out where they are called.

`x, loss = build()` becomes the statements of `build`: the same TensorFlow 1 program, in which the placeholders that
the program feeds have names where it feeds them. A function that gives back placeholders alone stays.
"""

from __future__ import annotations

import ast

from migrate.names import Names
from migrate.rewriting import training_helpers

PLACEHOLDERS = {"tensorflow.placeholder", "tensorflow.placeholder_with_default"}


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such functions written out; None where there are none."""
    if "placeholder" not in text or "def " not in text:
        return None
    names = Names(tree)
    for definition in tree.body:
        if not isinstance(definition, ast.FunctionDef) or not _gives_more(names, definition):
            continue
        try:
            changed = _WrittenOut(text, tree, names, definition).written_out()
        except training_helpers.Undecided:
            continue
        again = normalise(changed, ast.parse(changed))
        return again or (changed, None)
    return None


def _gives_more(names: Names, definition: ast.FunctionDef) -> bool:
    """Whether a function makes placeholders and gives back some of them beside other values."""
    last = definition.body[-1]
    if not isinstance(last, ast.Return) or last.value is None:
        return False
    made = {
        t.id
        for n in definition.body
        if isinstance(n, ast.Assign) and isinstance(n.value, ast.Call) and names.resolve(n.value.func) in PLACEHOLDERS
        for t in n.targets
        if isinstance(t, ast.Name)
    }
    items = last.value.elts if isinstance(last.value, (ast.Tuple, ast.List)) else [last.value]
    given = [isinstance(i, ast.Name) and i.id in made for i in items]
    return any(given) and not all(given)


class _WrittenOut(training_helpers.Helper):
    """A function that is called once."""

    label = "build"

    def _calls(self) -> list[tuple[ast.Call, ast.stmt]]:
        found = super()._calls()
        if len(found) != 1:
            raise training_helpers.Undecided
        return found
