"""Tags of a helper's summaries that stand in scopes of its callers: the callers hand them over.

`variable_summaries(weights)` under `tf.name_scope("weights")` of a layer writes the tag `layer1/weights/mean`, whose
beginning the helper cannot tell. As `variable_summaries(weights, f"{layer_name}/weights")` it is the same TensorFlow 1
program, and the tags are texts of its own.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrate.edits import Source
from migrate.names import fresh, used
from migrate.rewriting import summaries
from migrate.stages.program import Obstacle
from migrate.stages.summaries import Listed

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

OLD = {"scalar": "scalar_summary", "histogram": "histogram_summary", "image": "image_summary"}  # tags as they are


class SpreadTags(Obstacle):
    """`changed`: the text whose helpers get the scopes, and the line of the text before for each of its lines."""

    def __init__(self, obstacle: Obstacle, changed: tuple[str, list[int]]) -> None:
        super().__init__(obstacle.node, obstacle.reason)
        self.changed = changed


class Undecided(Exception):
    """The scopes are no texts that the callers can hand over."""


@dataclass
class _Call:
    """A call of a helper that needs its scope: one value and the entry for each time that it is reached."""

    node: ast.Call
    depth: int  # of the helper among those under way
    values: list[tuple[Listed, str]] = field(default_factory=list)


def check(interp: Interpreter, text: str) -> None:
    """Raises SpreadTags where a helper's tags can be told once its callers hand their scopes over."""
    missing: list[ast.Call] = []
    obstacle: Obstacle | None = None
    for node, entries in interp.listed_summaries.items():
        if entries[0].pieces:
            try:
                summaries.tag(node, entries)
            except Obstacle as error:
                obstacle = obstacle or error
                missing.append(node)
    if obstacle is None:
        return
    try:
        changed = _Spread(interp, text, missing).result()
    except Undecided:
        raise obstacle from None
    raise SpreadTags(obstacle, (changed, list(range(1, changed.count("\n") + 2)))) from None


class _Spread:
    def __init__(self, interp: Interpreter, text: str, missing: list[ast.Call]) -> None:
        self.interp = interp
        self.source = Source(text)
        self.missing = missing
        self.scope = fresh("scope", used(interp.tree))  # the new parameter
        self.helpers: list[ast.FunctionDef] = []  # that get it
        self.needed: dict[ast.FunctionDef, dict[tuple[int, ...], str]] = {}  # helper -> calls that led to it -> scope

    def result(self) -> str:
        helpers = dict.fromkeys(self.interp.listed_summaries[n][0].functions[-1] for n in self.missing if self._in(n))
        if len(self.missing) > sum(self.interp.listed_summaries[n][0].functions[-1] in helpers for n in self.missing):
            raise Undecided
        for helper in helpers:
            self._helper(helper)  # type: ignore[arg-type]
        for helper in dict.fromkeys(self.helpers):
            self._add_parameter(helper)
        return self.source.result()

    def _in(self, node: ast.Call) -> bool:
        entries = self.interp.listed_summaries[node]
        helper = entries[0].functions[-1] if entries[0].functions else None
        if not isinstance(helper, ast.FunctionDef) or helper not in self.interp.tree.body:
            raise Undecided
        return all(e.functions and e.functions[-1] is helper for e in entries)

    # ------------------------------------------------------------ the helper that makes summaries
    def _helper(self, helper: ast.FunctionDef) -> None:
        own = [n for n in self.missing if self.interp.listed_summaries[n][0].functions[-1] is helper]
        for whole in (True, False):  # with the scopes that the helper opens itself, or with the names alone
            try:
                found = {node: self._parted(node, helper, whole) for node in own}
                scopes: dict[tuple[int, ...], str] = {}
                for node in own:
                    for entry, scope in zip(self.interp.listed_summaries[node], found[node][1], strict=True):
                        if scopes.setdefault(tuple(id(c) for c in entry.calls), scope) != scope:
                            raise Undecided
                break
            except Undecided:
                if not whole:
                    raise
        for node in own:
            self._retag(node, f'f"{{{self.scope}}}/{found[node][0]}"')
        entries = {tuple(id(c) for c in e.calls): e for n in own for e in self.interp.listed_summaries[n]}
        self._hand_over(helper, [(entries[key], scope) for key, scope in scopes.items()])

    def _parted(self, node: ast.Call, helper: ast.FunctionDef, whole: bool) -> tuple[str, list[str]]:
        """(the part of a tag that the helper writes itself, what comes before it at each of its calls)."""
        entries = self.interp.listed_summaries[node]
        columns = _within(entries, helper)
        if not whole:
            columns = columns[-1:]
        words, texts = _written(columns, len(entries))
        numbered = re.search(r"(_\d+)?$", entries[0].made.tag)[0]  # type: ignore[index]
        for number in dict.fromkeys(["", numbered]):  # TF1 made it unique among the names of its scope
            ends = [f"/{text}{number}" for text in texts]
            if all(entry.made.tag.endswith(end) for entry, end in zip(entries, ends, strict=True)):
                before = [entry.made.tag[: -len(end)] for entry, end in zip(entries, ends, strict=True)]
                return f"{words}{number}", before
        raise Undecided

    def _retag(self, node: ast.Call, tag: str) -> None:
        """`tf.summary.scalar("mean", mean)` -> `tf.scalar_summary(f"{scope}/mean", mean)`."""
        module, dot, kind = self.source.segment(node.func).rpartition(".")
        if kind not in OLD or not dot or not module.endswith(".summary") or not node.args:
            raise Undecided
        self.source.replace(node.func, f"{module.removesuffix('.summary')}.{OLD[kind]}")
        self.source.replace(node.args[0], tag)
        for keyword in node.keywords:
            if keyword.arg == "max_outputs":
                start = self.source.span(keyword)[0]
                self.source.replace_span(start, start + len("max_outputs"), "max_images")
            elif keyword.arg not in ("tensor", "values", "collections"):
                raise Undecided

    # ------------------------------------------------------------ its callers
    def _hand_over(self, helper: ast.FunctionDef, entries: list[tuple[Listed, str]]) -> None:
        """Writes the scope into each call of a helper; a caller that cannot tell it gets it as a parameter too."""
        self.helpers.append(helper)
        known = self.needed.setdefault(helper, {})
        calls: dict[int, _Call] = {}
        for entry, scope in entries:
            depth = entry.functions.index(helper)
            key = tuple(id(c) for c in entry.calls[: depth + 1])
            if known.setdefault(key, scope) != scope:
                raise Undecided
            node = entry.calls[depth]
            if not isinstance(node, ast.Call) or self.interp.parents_in_loop(node):
                raise Undecided
            calls.setdefault(id(node), _Call(node, depth)).values.append((entry, scope))
        for call in calls.values():
            self._add_argument(helper, call.node, self._expression(call))

    def _expression(self, call: _Call) -> str:
        scopes = [scope for _, scope in call.values]
        if len(set(scopes)) == 1:
            return f'"{scopes[0]}"'
        entries = [entry for entry, _ in call.values]
        caller = entries[0].functions[call.depth - 1] if call.depth else None
        if not isinstance(caller, ast.FunctionDef) or caller not in self.interp.tree.body:
            raise Undecided
        words, texts = _written(_within(entries, caller), len(entries))
        before, after = [], set()
        for scope, text in zip(scopes, texts, strict=True):
            at = f"/{scope}/".find(f"/{text}/") if text else -1
            before.append(scope[: max(at - 1, 0)] if text else scope)
            after.add(scope[at + len(text) :] if at >= 0 else "" if not text else None)
        if None in after or len(after) > 1:
            raise Undecided
        written = f"{words}{after.pop()}"
        if not any(before):
            return f'f"{written}"'
        if not all(before):
            raise Undecided
        self._hand_over(caller, list(zip(entries, before, strict=True)))
        return f'f"{{{self.scope}}}/{written}"' if written else self.scope

    # ------------------------------------------------------------ parameters and arguments
    def _place(self, helper: ast.FunctionDef) -> int:
        """Behind the parameters that have to be given."""
        arguments = helper.args
        if helper.decorator_list or arguments.posonlyargs or arguments.vararg or arguments.kwarg:
            raise Undecided
        return len(arguments.args) - len(arguments.defaults)

    def _add_parameter(self, helper: ast.FunctionDef) -> None:
        at = self._place(helper)
        if not at:
            raise Undecided
        self.source.insert(self.source.span(helper.args.args[at - 1])[1], f", {self.scope}")

    def _add_argument(self, helper: ast.FunctionDef, node: ast.Call, written: str) -> None:
        at = self._place(helper)
        items = [*node.args, *(k.value for k in node.keywords)]
        if not items or any(isinstance(a, ast.Starred) for a in node.args) or any(not k.arg for k in node.keywords):
            raise Undecided
        if not isinstance(node.func, ast.Name):
            raise Undecided
        if len(node.args) >= at > 0:
            self.source.insert(self.source.span(node.args[at - 1])[1], f", {written}")
        else:
            last = max(self.source.span(i)[1] for i in items)
            self.source.insert(last, f", {self.scope}={written}")


def _within(entries: list[Listed], function: ast.FunctionDef) -> list[tuple[ast.expr, list[str]]]:
    """The pieces of a tag that a function writes, side by side for all entries."""
    inside = {id(n) for n in ast.walk(function)}
    rows = [[(e, text) for e, text in entry.pieces if e is not None and id(e) in inside] for entry in entries]
    if len({tuple(id(e) for e, _ in row) for row in rows}) > 1:
        raise Undecided
    return [(column[0][0], [text for _, text in column]) for column in zip(*rows, strict=True)]


def _written(columns: list[tuple[ast.expr, list[str]]], count: int) -> tuple[str, list[str]]:
    """(the text of some pieces as the function writes it, its values for all entries)."""
    words = [summaries.word(e) for e, texts in columns if any(texts)]
    if None in words:
        raise Undecided
    columns = [c for c in columns if any(c[1])]
    values = ["/".join(texts[n] for _, texts in columns) for n in range(count)]
    return "/".join(words), values  # type: ignore[arg-type]
