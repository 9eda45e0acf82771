"""Placeholders of an object that its methods compute with, as parameters of the methods.

    def slope(self, y, x):                              def slope(self, y, x, weights):
        g = tf.gradients(y, x, self.weights)[0]             g = tf.gradients(y, x, weights)[0]
    ..                                                  ..
    self.dy = self.slope(self.y, self.x)                self.dy = self.slope(self.y, self.x, self.weights)

The same TensorFlow 1 program, whose methods can be called by every function that has the placeholder. It is done for
methods that other methods call, or that have several calls or none; the text is one whose classes are functions.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names
from migrate.stages.attributes import OWN, plain

PLACEHOLDERS = {"tensorflow.placeholder", "tensorflow.placeholder_with_default"}
RUNS = {"run", "eval"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def normalise(text: str, tree: ast.Module) -> tuple[str, list[int]] | None:
    """(the text with the parameters, no added lines); None where nothing changes."""
    if OWN not in text or "placeholder" not in text:
        return None
    source, names = Source(text), Names(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            _Class(source, tree, names, node).hand_over()
    return (source.result(), []) if source.edits else None


class _Class:
    def __init__(self, source: Source, tree: ast.Module, names: Names, definition: ast.FunctionDef) -> None:
        self.source, self.tree, self.names, self.definition = source, tree, names, definition
        self.parents = {child: node for node in ast.walk(definition) for child in ast.iter_child_nodes(node)}
        self.scope = names.inner_scope(definition)
        found = [n for n in definition.body if isinstance(n, ast.FunctionDef) and n.name.startswith(OWN)]
        self.methods = {m.name: m for m in found if self._computes(m)}
        self.calls: dict[str, list[ast.Call]] = {}
        for name in list(self.methods):
            calls = self._calls(name)
            if calls is None:
                del self.methods[name]
            else:
                self.calls[name] = calls
        self.reads = {name: self._reads(m) for name, m in self.methods.items()}

    def hand_over(self) -> None:
        """Registers the edits for all methods of the class."""
        given: dict[str, list[str]] = {}
        waiting = [name for name in self.methods if self.reads[name] and self._shared(name)]
        while waiting:
            name = waiting.pop()
            wanted = set(self.reads[name])
            wanted |= {
                p for n in given for c in self.calls[n] if self._around(c) is self.methods[name] for p in given[n]
            }
            ordered = sorted(wanted, key=lambda p: self.scope.bindings[p][0].lineno)  # type: ignore[attr-defined]
            if given.get(name) == ordered:
                continue
            given[name] = ordered
            for call in self.calls[name]:
                caller = self._around(call)
                if caller is not None and caller.name in self.methods:
                    waiting.append(caller.name)
        if all(self._free(name, places) for name, places in given.items()):
            for name, places in given.items():
                self._written(name, places, given)

    # ------------------------------------------------------------ what is certain
    def _computes(self, method: ast.FunctionDef) -> bool:
        """Whether a method runs nothing, and its parameters are plain."""
        arguments = method.args
        if method.decorator_list or arguments.vararg or arguments.kwarg or arguments.posonlyargs:
            return False
        if len(self.scope.bindings.get(method.name, [])) != 1:
            return False
        for node in ast.walk(method):
            if isinstance(node, FUNCTIONS) and node is not method:
                return False
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RUNS:
                return False
        return True

    def _calls(self, name: str) -> list[ast.Call] | None:
        """The calls of a method; None where it is more than called by its object."""
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and node.attr == plain(name):
                return None
            if not isinstance(node, ast.Name) or node.id != name:
                continue
            if self.names.scope_of.get(node, self.names.module_scope).find(name) is not self.scope:
                continue
            call = self.parents.get(node)
            if not isinstance(call, ast.Call) or call.func is not node:
                return None
            if any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords):
                return None
            found.append(call)
        return found

    def _reads(self, method: ast.FunctionDef) -> list[str]:
        """The placeholders of the object that a method reads."""
        loads = {n.id for n in ast.walk(method) if isinstance(n, ast.Name) and n.id.startswith(OWN)}
        return [name for name in sorted(loads) if self._placeholder(name)]

    def _placeholder(self, name: str) -> bool:
        bindings = self.scope.bindings.get(name, [])
        made = self.parents.get(bindings[0]) if len(bindings) == 1 else None
        if not isinstance(made, ast.Assign) or made.targets != bindings or not isinstance(made.value, ast.Call):
            return False
        return made in self.definition.body and self.names.resolve(made.value.func) in PLACEHOLDERS

    def _shared(self, name: str) -> bool:
        """Whether a method is not just written apart from the construction."""
        return len(self.calls[name]) != 1 or self._around(self.calls[name][0]) is not None

    def _around(self, node: ast.AST) -> ast.FunctionDef | None:
        """The method that holds a node; None for the construction."""
        current = self.parents.get(node)
        while current is not None and current is not self.definition:
            if isinstance(current, ast.FunctionDef) and current.name.startswith(OWN):
                return current
            current = self.parents.get(current)
        return None

    def _free(self, name: str, places: list[str]) -> bool:
        """Whether the names of the parameters mean nothing else in a method."""
        method = self.methods[name]
        used = {n.id for n in ast.walk(method) if isinstance(n, ast.Name)} | {a.arg for a in method.args.args}
        return not used & {plain(p) for p in places}

    # ------------------------------------------------------------ what is written
    def _written(self, name: str, places: list[str], given: dict[str, list[str]]) -> None:
        method, calls = self.methods[name], self.calls[name]
        arguments = method.args
        plainly = not arguments.defaults and not arguments.kwonlyargs
        last = plainly and all(len(c.args) == len(arguments.args) and not c.keywords for c in calls)
        start = self.source.span(method)[0]
        bracket = self.source.text.index("(", start)
        self._insert(bracket, arguments.args, [plain(p) for p in places], last)
        for node in ast.walk(method):
            if isinstance(node, ast.Name) and node.id in places:
                self.source.replace(node, plain(node.id))
        for call in calls:
            caller = self._around(call)
            own = given.get(caller.name, []) if caller is not None else []
            words = [plain(p) if p in own else p for p in places]
            bracket = self.source.text.index("(", self.source.span(call.func)[1])
            self._insert(bracket, [*call.args, *call.keywords], words, last)

    def _insert(self, bracket: int, others: list, words: list[str], last: bool) -> None:
        text = ", ".join(words)
        if not others:
            self.source.insert(bracket + 1, text)
        elif last:
            self.source.insert(self.source.span(others[-1])[1], f", {text}")
        else:
            self.source.insert(bracket + 1, f"{text}, ")
