"""The migrated text in which loops are looked at."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting.fit.facts import Function

# what of TensorFlow works on files and arrays alone
ON_HOST = ("tensorflow.keras.datasets", "tensorflow.keras.utils", "tensorflow.io.gfile", "tensorflow.gfile")


class NotFit(Exception):
    """Why a loop stays as it is, and where."""

    def __init__(self, node: ast.AST, reason: str) -> None:
        super().__init__(reason)
        self.node = node
        self.reason = reason


@dataclass
class Program:
    """One migrated file: its tree, the functions that train or evaluate, and what may depend on TensorFlow."""

    text: str
    tf: str
    functions: dict[str, Function]
    tree: ast.Module = field(init=False)
    source: Source = field(init=False)
    names: Names = field(init=False)
    parents: dict[ast.AST, ast.AST] = field(init=False)
    classes: dict[str, str] = field(default_factory=dict)  # models that were written at module level, by their text
    tensors: set[str] = field(init=False)  # names that may stand for what TensorFlow made

    def __post_init__(self) -> None:
        self.tree = ast.parse(self.text)
        self.source = Source(self.text)
        self.names = Names(self.tree)
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}
        self.tensors = set(self.functions)
        self._spread()

    def _spread(self) -> None:
        """Names that are bound to what TensorFlow made, or to functions and classes that use it."""
        holders = [n for n in ast.walk(self.tree) if isinstance(n, (ast.stmt, ast.comprehension))]
        changed = True
        while changed:
            changed = False
            for node in holders:
                new = self._bound_to_tensors(node) - self.tensors
                if new:
                    self.tensors |= new
                    changed = True

    def _bound_to_tensors(self, node: ast.AST) -> set[str]:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            return {node.name} if self.uses_tensors(node) else set()
        if isinstance(node, (ast.For, ast.comprehension)):
            source, targets = node.iter, [node.target]
        elif isinstance(node, ast.Assign):
            source, targets = node.value, node.targets
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign)) and node.value is not None:
            source, targets = node.value, [node.target]
        elif isinstance(node, ast.With):
            found: set[str] = set()
            for item in node.items:
                if item.optional_vars is not None and self.uses_tensors(item.context_expr):
                    found |= _roots(item.optional_vars)
            return found
        else:
            return set()
        return set().union(*map(_roots, targets)) if self.uses_tensors(source) else set()

    def uses_tensors(self, node: ast.AST) -> str:
        """What in an expression or statement may depend on TensorFlow; empty where nothing does."""
        if isinstance(node, (ast.Attribute, ast.Name)):
            path = self.names.resolve(node)
            if path is not None and path.startswith("tensorflow"):
                return "" if path.startswith(ON_HOST) else ast.unparse(node)
        if isinstance(node, ast.Name):
            return node.id if isinstance(node.ctx, ast.Load) and node.id in self.tensors else ""
        for child in ast.iter_child_nodes(node):
            found = self.uses_tensors(child)
            if found:
                return found
        return ""

    def called(self, node: ast.AST) -> Function | None:
        """The function of the graph that a call calls."""
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            return None
        name = node.func.id
        scope = self.names.scope_of.get(node.func, self.names.module_scope).find(name)
        bindings = scope.bindings.get(name, []) if scope is not None else []
        alone = len(bindings) == 1 and isinstance(bindings[0], ast.FunctionDef)
        return self.functions.get(name) if alone else None

    def mentions(self, name: str) -> int:
        """How often a name is read."""
        return sum(
            isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load) for n in ast.walk(self.tree)
        )

    def function_around(self, node: ast.AST) -> bool:
        """Whether a statement stands in a function, which may run several times."""
        current = self.parents.get(node)
        while current is not None and not isinstance(current, (ast.FunctionDef, ast.AsyncFunctionDef)):
            current = self.parents.get(current)
        return current is not None

    def definition(self, name: str) -> ast.FunctionDef | None:
        found = [n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef) and n.name == name]
        return found[0] if len(found) == 1 else None

    def value_of(self, name: str, loop: ast.AST) -> ast.expr | None:
        """The expression that a name stands for in a loop: bound once, before it, by an assignment of its own scope."""
        scope = self.names.scope_of.get(loop, self.names.module_scope).find(name)
        bindings = scope.bindings.get(name, []) if scope is not None else []
        if len(bindings) != 1 or not isinstance(bindings[0], ast.Name):
            return None
        statement = self.parents.get(bindings[0])
        if isinstance(statement, ast.Assign) and bindings[0] in statement.targets:
            return statement.value
        if isinstance(statement, ast.Tuple) and isinstance(assign := self.parents.get(statement), ast.Assign):
            if isinstance(assign.value, ast.Tuple) and len(assign.value.elts) == len(statement.elts):
                return assign.value.elts[statement.elts.index(bindings[0])]
        return None


def _roots(target: ast.AST) -> set[str]:
    """Names that an assignment target binds or changes."""
    while isinstance(target, (ast.Attribute, ast.Subscript, ast.Starred)):
        target = target.value
    if isinstance(target, (ast.Tuple, ast.List)):
        return set().union(*map(_roots, target.elts)) if target.elts else set()
    return {target.id} if isinstance(target, ast.Name) else set()
