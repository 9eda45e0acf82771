"""TensorFlow 1 programs spelled in the forms that the rest of the tool reads, before they are interpreted.

Each form is a TF1 text that becomes another TF1 text of the same meaning. Lines are followed through all of them, so
that findings name lines of the file.
"""

from __future__ import annotations

import ast
import difflib

from migrate.rewriting import (
    alias_tuples,
    argument_scopes,
    branch_feeds,
    builder_placeholders,
    cell_reuse,
    collection_lists,
    element_helpers,
    feed_helpers,
    feeds,
    fetched_calls,
    finished_elements,
    global_steps,
    initializer_classes,
    inline_draws,
    inline_rates,
    inline_summaries,
    joined_batches,
    layer_objects,
    listed_placeholders,
    looped_choices,
    looped_variables,
    matched_files,
    method_placeholders,
    module_placeholders,
    monitored,
    normalizers,
    ops_in_loops,
    optimize_losses,
    placeholder_helpers,
    queue_pipelines,
    rebound_variables,
    returned_lists,
    run_helpers,
    runner_queues,
    scipy_optimizers,
    scope_names,
    session_helpers,
    shadowed_helpers,
    slim_names,
    state_feeds,
    step_reads,
    training_helpers,
    unused_savers,
    updates_at_once,
    version_attempts,
    version_branches,
)

# text, tree -> (text, lines that were added to it or None, findings: line, code, message)
FORMS = (
    version_branches.normalise,
    version_attempts.normalise,
    version_branches.normalise,
    shadowed_helpers.normalise,
    slim_names.normalise,
    argument_scopes.normalise,
    normalizers.normalise,
    optimize_losses.normalise,
    inline_rates.normalise,
    inline_summaries.normalise,
    initializer_classes.normalise,
    listed_placeholders.normalise,
    session_helpers.normalise,
    placeholder_helpers.normalise,
    unused_savers.normalise,
    scipy_optimizers.normalise,
    run_helpers.normalise,
    builder_placeholders.normalise,
    scope_names.normalise,
    module_placeholders.normalise,
    method_placeholders.normalise,
    monitored.normalise,
    joined_batches.normalise,
    runner_queues.normalise,
    queue_pipelines.normalise,
    matched_files.normalise,
    finished_elements.normalise,
    element_helpers.normalise,
    global_steps.normalise,
    step_reads.normalise,
    inline_draws.normalise,
    returned_lists.normalise,
    collection_lists.normalise,
    rebound_variables.normalise,
    cell_reuse.normalise,
    looped_choices.normalise,
    looped_variables.normalise,
    layer_objects.normalise,
    training_helpers.normalise,
    alias_tuples.normalise,
    state_feeds.normalise,
    branch_feeds.normalise,
    feeds.normalise,
    feed_helpers.normalise,
    feeds.normalise,
    fetched_calls.normalise,
    updates_at_once.normalise,
    ops_in_loops.normalise,
)


class Lines:
    """Which line of the file each line of a normalised text stands for."""

    def __init__(self, origin: list[int], notes: list[tuple[int, str, str]]) -> None:
        self.origin = origin
        self.notes = notes  # (line of the file, code, message) of what a form could not keep

    def __getitem__(self, line: int) -> int:
        """The line of the file, from 1, for a line of the normalised text, from 1."""
        return self.origin[min(max(line, 1), len(self.origin)) - 1] if self.origin else line


def normalise(text: str, tree: ast.Module) -> tuple[str, Lines] | None:
    """(the text in the forms, its lines); None where nothing changes."""
    before = text
    origin: list[int] | None = None
    notes: list[tuple[int, str, str]] = []
    for form in FORMS:
        found = form(text, tree)
        if found is None:
            continue
        known = origin or list(range(1, text.count("\n") + 2))
        origin = compared(text, found[0], known) if found[1] is None else _shifted(found[0], found[1], known)
        notes += [(known[line - 1], code, message) for line, code, message in (found[2] if len(found) > 2 else ())]
        text = found[0]
        tree = ast.parse(text)
    return None if origin is None or text == before else (text, Lines(origin, notes))


def _shifted(after: str, added: list[int], known: list[int]) -> list[int]:
    """The lines of a text that only `added` lines set apart from the one before."""
    new, found, at = set(added), [], 0
    for line in range(1, after.count("\n") + 2):
        found.append(known[min(at, len(known) - 1)])
        at += line not in new
    return found


def compared(before: str, after: str, known: list[int]) -> list[int]:
    """The lines of a text in which statements became others, as near as the texts tell."""
    old, new = before.split("\n"), after.split("\n")
    found = [1] * len(new)
    for _, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for index in range(j1, j2):
            found[index] = known[min(i1 + index - j1, max(i2 - 1, i1), len(known) - 1)]
    return found
