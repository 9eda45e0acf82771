"""Helpers around a helper whose variables they share by name, written out where they are called.

`y = model(x)` and `image = sample(z)`, both of which call `decoder`, become the statements of `model` and `sample`: the
same TensorFlow 1 program, in which both calls of `decoder` stand where its object is made.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names, used
from migrate.rewriting import programs, training_helpers
from migrate.stages.program import Obstacle

STATEMENTS = 12  # at most so many are written again, where a helper is called several times
IMPORTS = (ast.Import, ast.ImportFrom)


class SharedByOthers(Obstacle):
    """Helpers that share variables call what makes these from different helpers, which may as well be no functions."""

    def __init__(self, node: ast.AST, lines: list[int]) -> None:
        super().__init__(node, "variables that helpers of different kinds share by name")
        self.lines = lines  # of those different helpers


def outer(made: list[ast.AST], shared: list[ast.AST]) -> list[int]:
    """The lines of the helpers around the one that makes variables at one place and shares them at another.

    `made`, `shared`: the helpers on the way to it, outermost first.
    """
    common = 0
    while common < min(len(made), len(shared)) and made[-1 - common] is shared[-1 - common]:
        common += 1
    around = [*made[: len(made) - common], *shared[: len(shared) - common]] if common else []
    return [function.lineno for function in dict.fromkeys(around)]  # type: ignore[attr-defined]


def written_out(text: str, lines: list[int]) -> tuple[str, list[int]] | None:
    """(the text with one of the helpers written out, the line of `text` for each of its lines); None where unsure."""
    from migrate.rewriting.normalising import compared

    tree = ast.parse(text)
    for line in lines:
        helper = next(n for n in tree.body if n.lineno == line)
        if not isinstance(helper, ast.FunctionDef):
            return None
        try:
            found = _Helper(text, tree, Names(tree), helper).written_out()
        except training_helpers.Undecided:
            continue
        return found, compared(text, found, list(range(1, text.count("\n") + 2)))
    return None


class _Helper(training_helpers.Helper):
    def __init__(self, text: str, tree: ast.Module, names: Names, definition: ast.FunctionDef) -> None:
        super().__init__(text, tree, names, definition)
        self.label = definition.name
        self.file = programs.same_file(text, definition.lineno)
        self.module = programs.module_of(text.split("\n")[self.file[0] - 1])
        self.prefix = ""  # what names the helper's module where it is called

    def _calls(self) -> list[tuple[ast.Call, ast.stmt]]:
        found: list[tuple[ast.Call, ast.stmt]] = []
        bindings = self.owner.bindings.get(self.definition.name, [])
        if [b for b in bindings if not isinstance(b, ast.ImportFrom)] != [self.definition]:
            raise training_helpers.Undecided
        for node in ast.walk(self.tree):
            if isinstance(node, ast.alias) and self.definition.name in (node.name, node.asname):
                raise training_helpers.Undecided  # another file has it by its name
            if not self._stands_for_helper(node):
                continue
            call = self.parents[node]
            statement = self.parents.get(call)
            if not isinstance(call, ast.Call) or call.func is not node:
                raise training_helpers.Undecided
            if not isinstance(statement, ast.Assign) or statement.value is not call or len(statement.targets) != 1:
                raise training_helpers.Undecided
            if not self.source.alone(statement):
                raise training_helpers.Undecided
            self._same_names(call)
            found.append((call, statement))
        size = sum(isinstance(n, ast.stmt) for n in ast.walk(self.definition))
        if not found or len(found) > 1 and len(found) * size > STATEMENTS:
            raise training_helpers.Undecided
        return found

    def _stands_for_helper(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute) and node.attr == self.definition.name:
            path = self.names.resolve(node)
            if path is None:
                raise training_helpers.Undecided
            return path.rpartition(".")[0].rpartition(".")[2] == self.module
        if not isinstance(node, ast.Name) or node.id != self.definition.name:
            return False
        return self.names.scope_of.get(node, self.names.module_scope).find(node.id) is self.owner

    def _same_names(self, call: ast.Call) -> None:
        """What the helper reads from outside means the same where it is called, or is read of its module there."""
        super()._same_names(call)
        first, last = programs.same_file(self.source.text, call.lineno)
        if first == self.file[0]:
            return
        here = self._imports(first, last)
        there = self._imports(*self.file)
        for name in self._of_module():
            if name in there and here.get(name) != there[name]:
                raise training_helpers.Undecided
            if name not in there and not isinstance(call.func, ast.Attribute):
                raise training_helpers.Undecided

    def _taken(self, call: ast.Call) -> set[str]:
        """Names that mean something where a call stands, besides those of the helper itself."""
        here = self._scope_around(call)
        if here is self.names.module_scope:
            return self.taken
        return used(here.node) | set(self.names.module_scope.bindings)  # type: ignore[arg-type]

    def _imports(self, first: int, last: int) -> dict[str, str]:
        found: dict[str, str] = {}
        for node in self.tree.body:
            if first <= node.lineno <= last:
                found |= _aliases(node)
        return found

    def _of_module(self) -> list[str]:
        """The names of its module that the helper reads."""
        module = self.names.module_scope
        names = [n for n in ast.walk(self.definition) if isinstance(n, ast.Name)]
        return [n.id for n in names if self.names.scope_of.get(n, module).find(n.id) is module]

    def _lines(self, call: ast.Call, statement: ast.stmt, body: list[ast.stmt], returned: ast.expr | None) -> str:
        self.prefix = ""
        self.taken = self._taken(call)
        first, _ = programs.same_file(self.source.text, call.lineno)
        if first != self.file[0]:
            function = self.source.segment(call.func)
            self.prefix = function[: len(function) - len(self.definition.name)]
        return super()._lines(call, statement, body, returned)

    def _qualify(self, own: Source) -> None:
        """Names of the helper's module, where another file calls it: `decoder` -> `vae.decoder`."""
        first, last = self.file
        there = self._imports(first, last)
        module = self.names.module_scope
        for node in ast.walk(self.definition) if self.prefix else ():
            if isinstance(node, ast.Name) and node.id not in there:
                bindings = module.bindings.get(node.id, [])
                if self.names.scope_of.get(node, module).find(node.id) is module and any(
                    first <= getattr(b, "lineno", 0) <= last for b in bindings
                ):
                    own.replace(node, self.prefix + node.id)


def _aliases(node: ast.stmt) -> dict[str, str]:
    """The names that an import binds, and what for."""
    if not isinstance(node, IMPORTS):
        return {}
    module = f"{'.' * node.level}{node.module or ''}" if isinstance(node, ast.ImportFrom) else ""
    return {a.asname or a.name.split(".")[0]: f"{module} {a.name} {bool(a.asname)}" for a in node.names}
