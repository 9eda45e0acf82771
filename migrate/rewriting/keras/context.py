"""What the Keras rewriting knows of one file: which Keras it uses, where values come from, and what is added to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from migrate.edits import Source
from migrate.findings import Finding
from migrate.names import Names, fresh

STANDALONE = "keras"
TF_KERAS = "tf.keras"
_PREFIXES = (
    ("tensorflow.python.keras.", TF_KERAS),
    ("tensorflow.contrib.keras.", TF_KERAS),
    ("tensorflow.keras.", TF_KERAS),
    ("keras.", STANDALONE),
)
_MODEL_MAKERS = {"Sequential", "Model", "load_model", "model_from_json", "model_from_yaml", "clone_model"}


@dataclass
class Context:
    """`path` is the name that findings carry; `source` is None while only obstacles are looked for."""

    tree: ast.Module
    names: Names
    source: Source | None = None
    path: str = ""
    findings: list[Finding] = field(default_factory=list)
    helpers: dict[str, str] = field(default_factory=dict)
    modules: dict[str, None] = field(default_factory=dict)
    eager: bool = False  # the program runs eagerly in TensorFlow 1 too

    def __post_init__(self) -> None:
        self.parents: dict[ast.AST, ast.AST] = {}
        self.nodes: list[ast.AST] = []
        stack: list[ast.AST] = [self.tree]
        while stack:
            node = stack.pop()
            self.nodes.append(node)
            children = list(ast.iter_child_nodes(node))
            for child in children:
                self.parents[child] = node
            stack += reversed(children)
        self.calls = [n for n in self.nodes if isinstance(n, ast.Call)]
        self.flavours = {f for _, f, _ in self.uses()}
        self.legacy_backend = any(_on_tensors(path) for _, _, path in self.uses())
        self.flavour = STANDALONE if self.flavours == {STANDALONE} else TF_KERAS

    # -------------------------------------------------------------- names
    def keras(self, node: ast.AST) -> tuple[str, str] | None:
        """(which Keras, dotted path inside it) of a Name or Attribute, or None."""
        path = self.names.resolve(node)
        return split(path) if path else None

    def keras_call(self, node: ast.AST | None) -> tuple[str, str] | None:
        return self.keras(node.func) if isinstance(node, ast.Call) else None

    def uses(self) -> Iterator[tuple[ast.AST, str, str]]:
        """Every import and longest dotted name of Keras: (node, which Keras, path inside it)."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    found = split(alias.name + ".")
                    if found:
                        yield node, found[0], found[1].rstrip(".")
            elif isinstance(node, ast.ImportFrom) and not node.level:
                for alias in node.names:
                    found = split(_plain(f"{node.module}.{alias.name}"))
                    if found:
                        yield node, *found
            elif isinstance(node, (ast.Name, ast.Attribute)) and not isinstance(self.parents.get(node), ast.Attribute):
                found = self.keras(node)
                if found:
                    yield node, *found

    # -------------------------------------------------------------- values
    def values(self, node: ast.AST, depth: int = 8) -> list[ast.AST] | None:
        """The expressions that an expression may stand for, through names and attributes; None when not known."""
        if depth == 0:
            return None
        if isinstance(node, ast.Name):
            scope = self.names.scope_of.get(node, self.names.module_scope)
            owner = scope.find(node.id)
            if owner is None:
                return None
            found: list[ast.AST] = []
            for binding in owner.bindings[node.id]:
                value = self.assigned(binding)
                inner = self.values(value, depth - 1) if value is not None else None
                if inner is None:
                    return None
                found += inner
            return found
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            stores = [
                n
                for n in self.nodes
                if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store) and n.attr == node.attr
            ]
            found = []
            for store in stores:
                value = self.assigned(store)
                inner = self.values(value, depth - 1) if value is not None else None
                if inner is None:
                    return None
                found += inner
            return found or None
        if isinstance(node, ast.Call):
            function = self.local_function(node.func)
            if function is not None and not is_generator(function):
                returns = [n for n in own_nodes(function) if isinstance(n, ast.Return) and n.value is not None]
                found = []
                for item in returns:
                    inner = self.values(item.value, depth - 1)
                    if inner is None:
                        return None
                    found += inner
                return found or None
        return [node]

    def value(self, node: ast.AST) -> ast.AST | None:
        """The one expression that `node` stands for, or None."""
        found = self.values(node)
        return found[0] if found and len(found) == 1 else None

    def assigned(self, target: ast.AST) -> ast.AST | None:
        """The value of `target = value`, where the target stands alone."""
        parent = self.parents.get(target)
        if isinstance(parent, ast.Assign) and target in parent.targets:
            return parent.value
        if isinstance(parent, ast.AnnAssign) and parent.target is target:
            return parent.value
        return None

    def constant(self, node: ast.AST | None) -> object:
        """The Python constant behind an expression; `...` when it is not known."""
        value = self.value(node) if node is not None else None
        if isinstance(value, ast.Constant):
            return value.value
        if (
            isinstance(value, ast.UnaryOp)
            and isinstance(value.op, ast.USub)
            and isinstance(value.operand, ast.Constant)
        ):
            number = value.operand.value
            return -number if isinstance(number, (int, float)) else ...
        return ...

    def local_function(self, node: ast.AST) -> ast.FunctionDef | None:
        """The only definition in this file of a called function or method, or None."""
        if isinstance(node, ast.Name):
            owner = self.names.scope_of.get(node, self.names.module_scope).find(node.id)
            bindings = owner.bindings[node.id] if owner else []
            if len(bindings) == 1 and isinstance(bindings[0], ast.FunctionDef) and not bindings[0].decorator_list:
                return bindings[0]
        elif isinstance(node, ast.Attribute):
            found = [
                n
                for n in self.nodes
                if isinstance(n, ast.FunctionDef)
                and n.name == node.attr
                and isinstance(self.parents.get(n), ast.ClassDef)
                and not n.decorator_list
            ]
            if len(found) == 1 and self.names.resolve(node) is None:
                return found[0]
        return None

    # -------------------------------------------------------------- models
    def is_model(self, node: ast.AST) -> bool | None:
        """True or False where what an expression stands for is known, otherwise None."""
        if isinstance(node, ast.Attribute) and node.attr == "model" and self.in_callback(node):
            return True
        found = self.values(node)
        if found is None:
            return None
        return all(self._makes_model(value) for value in found)

    def _makes_model(self, value: ast.AST) -> bool:
        call = self.keras_call(value)
        if call:
            return call[1].rsplit(".", 1)[-1] in _MODEL_MAKERS or call[1].startswith("applications.")
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            for node in self.nodes:
                if isinstance(node, ast.ClassDef) and node.name == value.func.id:
                    bases = [self.keras(base) for base in node.bases]
                    return any(base and base[1].rsplit(".", 1)[-1] in _MODEL_MAKERS for base in bases)
        return False

    def in_callback(self, node: ast.AST) -> bool:
        """Whether a node is inside a class that derives from a Keras callback."""
        at: ast.AST | None = node
        while at is not None:
            if isinstance(at, ast.ClassDef):
                bases = [self.keras(base) for base in at.bases]
                return any(base and base[1].startswith("callbacks.") for base in bases)
            at = self.parents.get(at)
        return False

    def model_flavour(self, node: ast.AST) -> str:
        for value in self.values(node) or []:
            call = self.keras_call(value)
            if call:
                return call[0]
        return self.flavour

    def maybe_model(self, node: ast.AST) -> bool:
        """A model, or a value of unknown origin that its name calls one, in a file where nothing else predicts."""
        known = self.is_model(node)
        if known is not None:
            return known
        name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
        return "model" in name.lower() and not any(
            isinstance(n, (ast.Import, ast.ImportFrom))
            and any(part in ast.dump(n) for part in ("sklearn", "xgboost", "lightgbm"))
            for n in self.nodes
        )

    def overridden(self, call: ast.Call) -> bool:
        """Whether the receiver may be of a model class of this file that has a method of its own of that name."""
        name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
        for node in self.nodes:
            if isinstance(node, ast.FunctionDef) and node.name == name:
                owner = self.parents.get(node)
                if isinstance(owner, ast.ClassDef) and any(self.keras(base) for base in owner.bases):
                    return True
        return False

    def methods(self, name: str) -> list[ast.Call]:
        return [c for c in self.calls if isinstance(c.func, ast.Attribute) and c.func.attr == name]

    def statement(self, node: ast.AST) -> ast.stmt:
        while not isinstance(node, ast.stmt):
            node = self.parents[node]
        return node

    def function_of(self, node: ast.AST) -> ast.AST:
        """The function, or the module, whose code holds a node."""
        at = self.parents.get(node, self.tree)
        while not isinstance(at, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.Module)):
            at = self.parents[at]
        return at

    # -------------------------------------------------------------- output
    def find(self, code: str, node: ast.AST, message: str, fixable: bool = True, severity: str = "warning") -> None:
        line = getattr(node, "lineno", 1)
        column = getattr(node, "col_offset", 0) + 1
        self.findings.append(Finding(code, self.path, line, column, message, fixable, severity))

    def prefix(self, flavour: str | None = None, node: ast.AST | None = None) -> str:
        """How added code reaches Keras in this file: `keras` or `tf.keras`, importing it when it is not there yet."""
        flavour = flavour or self.flavour
        if flavour == STANDALONE:
            return self.module("keras")
        return self.module("tensorflow", "tf") + ".keras"

    def module(self, name: str, alias: str = "") -> str:
        """The name of a module in this file; imports it when no module-level import binds it."""
        scope = self.names.module_scope
        for bound, bindings in scope.bindings.items():
            if len(bindings) == 1 and self.names.import_path(bindings[0], bound) == name:
                return bound
        wanted = alias or name
        if wanted in scope.bindings and f"import {name} as {alias}" not in self.modules and alias:
            alias, wanted = "", name
        self.modules[f"import {name} as {alias}" if alias else f"import {name}"] = None
        return wanted

    def fresh(self, name: str) -> str:
        """A name that nothing in the file uses yet."""
        taken = {n.id for n in self.nodes if isinstance(n, ast.Name)} | set(self.names.module_scope.bindings)
        taken |= {n.arg for n in self.nodes if isinstance(n, ast.arg)} | self._given
        candidate = fresh(name, taken)
        self._given.add(candidate)
        return candidate

    @property
    def _given(self) -> set[str]:
        return self.__dict__.setdefault("_given_names", set())


def _on_tensors(path: str) -> bool:
    from migrate.rewriting.keras.backend import on_tensors

    return on_tensors(path)


def split(path: str) -> tuple[str, str] | None:
    """(which Keras, path inside it) of a canonical dotted path."""
    for prefix, flavour in _PREFIXES:
        if path.startswith(prefix):
            return flavour, path[len(prefix) :]
    return None


def _plain(path: str) -> str:
    return path + "." if path in ("tensorflow.keras", "tensorflow.python.keras") else path


def own_nodes(function: ast.AST) -> Iterator[ast.AST]:
    """Nodes of a function without those of functions and classes inside it."""
    stack = list(ast.iter_child_nodes(function))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            stack += ast.iter_child_nodes(node)


def is_generator(function: ast.AST) -> bool:
    return any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in own_nodes(function))
