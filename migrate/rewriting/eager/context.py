"""What the rewriting of one eager file shares."""

from __future__ import annotations

import ast
from functools import cached_property

from migrate.rewriting import native
from migrate.rewriting.eager.kinds import HOST, VARIABLE, Kinds
from migrate.stages.program import Obstacle
from migrate.stages.values import Host, Value, Variable


class Context(native.Context):
    """The context of the other constructs, whose questions about values are answered from the kinds of expressions."""

    def __init__(self, name: str, text: str, tree: ast.Module) -> None:
        super().__init__(name, text, tree)
        if not self.tf:
            raise Obstacle(tree.body[0] if tree.body else tree, "TensorFlow is imported only by parts")
        self.kinds = Kinds(tree, self.names, self.interp.parents)
        self.parents = self.interp.parents
        self.updates: dict[tuple[object, str], str] = {}  # an optimizer -> the variables that it updates

    def value(self, node: ast.AST | None) -> Value | None:
        if node is None:
            return None
        if isinstance(node, ast.Constant):
            return Host(node.value)
        kind = self.kinds.of(node)
        if kind == HOST:
            return Host()
        return Variable(node, None) if kind == VARIABLE else None  # type: ignore[arg-type]

    @cached_property
    def width(self) -> str:
        """One level of the file's indentation."""
        for node in self.tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.For, ast.If, ast.While, ast.With)):
                indent = self.source.indent_of(node.body[0])
                if indent and node.body[0].lineno > node.lineno:
                    return indent
        return "    "

    def statement(self, node: ast.AST) -> ast.stmt:
        while not isinstance(node, ast.stmt):
            node = self.parents[node]
        return node

    def resolved(self, node: ast.AST) -> str:
        """The path of a symbol of TensorFlow without the package's name, or ""."""
        path = self.names.resolve(node) or ""
        return path.removeprefix("tensorflow.") if path.startswith("tensorflow.") else ""
