"""Which calls of helpers that make variables make an object of their own, and which share one.

A helper may call others, so an object may hold others. A call under `reuse` shares the object of the call that made the
variables which it asked for.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.planning import Hoist
from migrate.rewriting import outer_helpers
from migrate.stages.program import Obstacle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

Key = tuple[int, ...]  # a statement of the scope and the calls on the way from it, by identity


class Objects:
    """The objects of a program: `of` gives the hoists of each, `same` the object that a call's path stands for."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.calls: dict[int, ast.AST] = {}
        self.of: dict[Key, list[Hoist]] = {}
        self.helper: dict[Key, ast.AST] = {}
        self.same: dict[Key, Key] = {}
        self.hoists = [h for h in context.plan.hoists if h.definition in context.plan.modules]
        for hoist in self.hoists:
            for depth, (definition, call) in enumerate(hoist.chain):
                key = self.key(hoist, depth)
                self.calls[id(call)] = call
                self.of.setdefault(key, []).append(hoist)
                self.helper[key] = definition
                self.same[key] = key
        self._share()

    @staticmethod
    def key(hoist: Hoist, depth: int) -> Key:
        """The path of the object that the helper at a depth of the hoist's chain is called on."""
        return (id(hoist.unit), *(id(call) for _, call in hoist.chain[: depth + 1]))

    def _share(self) -> None:
        made = {h.variable: h for h in self.hoists}
        both: set[Key] = set()
        for shared in self.context.interp.shared:
            hoist = made.get(shared.variable)
            if hoist is None:
                continue
            dropped = len(hoist.making.functions) - len(hoist.chain)  # type: ignore[union-attr]
            functions = shared.functions[: len(shared.functions) - dropped]
            if functions != [f for f, _ in hoist.chain]:
                around = outer_helpers.outer([f for f, _ in hoist.chain], functions)
                raise outer_helpers.SharedByOthers(shared.node, around)
            if shared.unit.scope is not hoist.unit.scope:
                raise Obstacle(shared.node, "variables that two functions share by name")
            path: Key = (id(shared.unit),)
            for depth, call in enumerate(shared.calls[: len(functions)]):
                path = (*path, id(call))
                self.calls[id(call)] = call
                own = self.key(hoist, depth)
                if self.same.setdefault(path, own) != own:
                    both.add(path)
        if both:
            call = self.calls[min(both)[-1]]
            raise Obstacle(call, "a helper that makes variables at some calls and shares them at others")

    def objects(self, definition: ast.AST) -> list[Key]:
        """The objects of a helper's class, in the order of their making."""
        return [key for key, helper in self.helper.items() if helper is definition]

    def target(self, call: ast.Call) -> list[Key]:
        """The objects that a call is made on, one for each time that it is reached while the graph is built."""
        return [own for path, own in self.same.items() if path[-1] == id(call)]
