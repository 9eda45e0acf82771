"""What a dotted expression stands for: aliases, from-imports and shadowing, on `ast` alone.

A name resolves to an import only where every binding of that name in its scope is the same import, so a parameter
called `tf` or a local function called `keras` is never taken for the library.
"""

from __future__ import annotations

import ast
from functools import cached_property
from typing import Any

TENSORFLOW_ROOTS = ("tensorflow", "keras", "tensorflow_core")

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_OPENING = frozenset((ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, *_COMPREHENSIONS))
_BINDING = frozenset(
    (ast.Assign, ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.NamedExpr, ast.ExceptHandler)
    + (ast.MatchAs, ast.MatchStar, ast.MatchMapping)
)
# fields whose values are no nodes, or nodes of which no one asks anything
_LEAVES = frozenset(
    "ctx op ops id arg attr name asname names module level kind type_comment simple is_async conversion rest "
    "kwd_attrs tag lineno".split()
)


class _Children(dict):
    """The fields of a class of nodes that hold nodes."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        whole = kind.__name__ == "TypeAlias"  # whose name is a node
        fields = self[kind] = tuple(name for name in kind._fields if whole or name not in _LEAVES)
        return fields


class _Blocks(dict):
    """The fields of a class of nodes that hold statements."""

    def __missing__(self, kind: type[ast.AST]) -> tuple[str, ...]:
        blocks = ("body", "handlers", "orelse", "finalbody", "cases")
        fields = self[kind] = tuple(name for name in blocks if name in kind._fields)
        return fields


_CHILDREN = _Children()
_BLOCKS = _Blocks()


class Scope:
    """Names bound in one module, class, function, lambda or comprehension, each with the nodes that bind it."""

    def __init__(self, node: ast.AST, parent: Scope | None) -> None:
        self.node = node
        self.parent = parent
        self.bindings: dict[str, list[ast.AST]] = {}
        self.globals: set[str] = set()
        self.nonlocals: set[str] = set()

    def bind(self, name: str, node: ast.AST) -> None:
        scope = self
        if name in self.globals:
            while scope.parent is not None:
                scope = scope.parent
        elif name in self.nonlocals and self.parent is not None:
            found = self.parent.find(name)
            scope = found if found is not None else self
        scope.bindings.setdefault(name, []).append(node)

    def find(self, name: str, from_inner: bool = False) -> Scope | None:
        """The scope that `name` belongs to when read here; class bodies are invisible from functions inside them."""
        scope: Scope | None = self
        first = not from_inner
        while scope is not None:
            if name in scope.bindings and (first or not isinstance(scope.node, ast.ClassDef)):
                return scope
            first = False
            scope = scope.parent
        return None


class Names:
    """Resolver for one module.

    `resolve(node)` gives the dotted path that a Name or Attribute stands for (`tensorflow.nn.relu`), or None.
    `tensorflow.compat.v1.x` and `tensorflow_core.x` are given as `tensorflow.x`: both are the TF1 API.
    `scope_of` holds every node but operators and contexts, parents before their children. All is built on first use.
    """

    module_scope: Scope
    scope_of: dict[ast.AST, Scope]

    def __init__(self, tree: ast.Module, package: str = "") -> None:
        self.tree = tree
        self.package = package

    @cached_property
    def imports(self) -> list[ast.Import | ast.ImportFrom]:
        """The import statements of the module, also those inside functions, the outer ones first."""
        return import_statements(self.tree)

    # -------------------------------------------------------------- building
    def __getattr__(self, name: str) -> Any:
        """Called where an attribute is not there yet."""
        if name not in ("module_scope", "scope_of", "_inner", "_assigned", "_roots", "_memo", "_followed"):
            raise AttributeError(name)
        self._build()
        return self.__dict__[name]

    def _build(self) -> None:
        tree = self.tree
        self.module_scope = Scope(tree, None)
        self.scope_of = {tree: self.module_scope}
        self._inner: dict[ast.AST, Scope] = {}
        self._assigned: dict[int, ast.AST] = {}  # id of a name that is bound by `name = value` -> the value
        self._roots: set[str] = set()  # names that may stand for a module or for what is in one
        self._memo: dict[int, str | None] = {}
        self._followed: set[tuple[Scope, str]] = set()  # aliases that are being resolved
        waiting: list[tuple[Scope, list[ast.AST]]] = [(self.module_scope, list(tree.body))]
        while waiting:  # a scope is complete before those inside it, which `nonlocal` needs
            self._fill(*waiting.pop(), waiting)

    def _fill(self, scope: Scope, stack: list[ast.AST], waiting: list[tuple[Scope, list[ast.AST]]]) -> None:
        """Visits the nodes of one scope; those of the scopes inside it are left in `waiting`."""
        scope_of = self.scope_of
        bound: list[tuple[str, ast.AST]] = []
        while stack:
            node = stack.pop()
            scope_of[node] = scope
            kind = node.__class__
            if kind is ast.Name:
                if node.ctx.__class__ is not ast.Load:
                    bound.append((node.id, node))
            elif kind is ast.Attribute:
                stack.append(node.value)
            elif kind is ast.Constant:
                pass
            elif kind in _OPENING:
                self._open(node, scope, stack, bound, waiting)
            else:
                if kind in _BINDING:
                    self._bind(node, scope, bound)
                for name in _CHILDREN[kind]:
                    child = getattr(node, name)
                    if child.__class__ is list:
                        stack += child if None not in child else filter(None, child)  # `{**a}` has no key
                    elif child is not None:
                        stack.append(child)
        for name, node in bound:
            scope.bind(name, node)

    def _bind(self, node: ast.AST, scope: Scope, bound: list[tuple[str, ast.AST]]) -> None:
        if isinstance(node, ast.Assign):
            if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                self._assigned[id(node.targets[0])] = node.value
                if isinstance(node.value, (ast.Name, ast.Attribute)):
                    self._roots.add(node.targets[0].id)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                if alias.name != "*":
                    name = alias.asname or alias.name.split(".")[0]
                    self._roots.add(name)
                    bound.append((name, node))
                elif isinstance(node, ast.ImportFrom):
                    for name in starred(node):
                        self._roots.add(name)
                        bound.append((name, node))
        elif isinstance(node, ast.Global):
            scope.globals.update(node.names)
        elif isinstance(node, ast.Nonlocal):
            scope.nonlocals.update(node.names)
        elif isinstance(node, ast.NamedExpr):
            owner = scope
            while isinstance(owner.node, _COMPREHENSIONS) and owner.parent is not None:
                owner = owner.parent
            if owner is not scope:
                owner.bind(node.target.id, node.target)
        elif isinstance(node, ast.MatchMapping):
            if node.rest:
                bound.append((node.rest, node))
        elif node.name:  # type: ignore[attr-defined]  # `except E as name`, `case [*name]`, `case C() as name`
            bound.append((node.name, node))  # type: ignore[attr-defined]

    def _open(
        self,
        node: ast.AST,
        here: Scope,
        stack: list[ast.AST],
        bound: list[tuple[str, ast.AST]],
        waiting: list[tuple[Scope, list[ast.AST]]],
    ) -> None:
        inner = self._inner[node] = Scope(node, here)
        body: list[ast.AST]
        if isinstance(node, _COMPREHENSIONS):
            body = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
            stack.append(node.generators[0].iter)
            for index, generator in enumerate(node.generators):
                body += [generator.target, *generator.ifs]
                if index:
                    body.append(generator.iter)
        elif isinstance(node, ast.ClassDef):
            bound.append((node.name, node))
            stack += [*node.decorator_list, *node.bases, *(k.value for k in node.keywords)]
            body = list(node.body)
        else:
            arguments = _arguments(node.args)  # type: ignore[attr-defined]
            for argument in arguments:
                inner.bind(argument.arg, argument)
            stack += _defaults(node.args)  # type: ignore[attr-defined]
            if isinstance(node, ast.Lambda):
                body = [node.body]
            else:
                bound.append((node.name, node))  # type: ignore[attr-defined]
                stack += node.decorator_list  # type: ignore[attr-defined]
                stack += [a.annotation for a in arguments if a.annotation]
                if node.returns:  # type: ignore[attr-defined]
                    stack.append(node.returns)  # type: ignore[attr-defined]
                body = list(node.body)  # type: ignore[attr-defined]
        waiting.append((inner, body))

    def inner_scope(self, node: ast.AST) -> Scope:
        """The scope that a function, lambda, class or comprehension opens."""
        return self._inner[node]

    # -------------------------------------------------------------- resolving
    def resolve(self, node: ast.AST) -> str | None:
        key = id(node)
        try:
            return self._memo[key]
        except KeyError:
            path = self._resolve(node)
            self._memo[key] = path = canonical(path) if path else None
            return path

    def _resolve(self, node: ast.AST) -> str | None:
        """The path as it was written, `compat.v1` kept."""
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self._roots:
            return None
        owner = self.scope_of.get(node, self.module_scope).find(node.id)
        if owner is None:
            return None
        paths = {self.import_path(binding, node.id) for binding in owner.bindings[node.id]}
        if len(paths) == 1:
            base = paths.pop()
        else:  # `try: import keras / except ImportError: from tensorflow import keras`
            known = {canonical(p) for p in paths if p}
            if known == _ONE_LSTM:  # in Keras 2.3 they compute the same
                known = {"keras.layers.LSTM"}
            base = sorted(known)[-1] if None not in paths and len({p.split(".")[-1] for p in known}) == 1 else None
        if base is None:
            alias = self._alias(owner, node.id)
            if alias is None:
                return None
            base = alias
        return ".".join([base, *reversed(attributes)])

    def _alias(self, owner: Scope, name: str) -> str | None:
        """`layers = tf.layers` at module level is an alias too; bound again, as in several files, to the same."""
        if (owner, name) in self._followed:
            return None  # `a = b` and `b = a`
        self._followed.add((owner, name))
        paths = {self._aliased(binding, name) for binding in owner.bindings[name]}
        self._followed.discard((owner, name))
        return paths.pop() if len(paths) == 1 else None

    def _aliased(self, binding: ast.AST, name: str) -> str | None:
        value = self._assigned.get(id(binding)) if isinstance(binding, ast.Name) else None
        if not isinstance(value, (ast.Name, ast.Attribute)):
            return None
        root: ast.AST = value
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(root, ast.Name) and root.id == name:
            return None
        path = self._resolve(value)
        return path if path and path.split(".")[0] in TENSORFLOW_ROOTS else None

    def import_path(self, binding: ast.AST, name: str) -> str | None:
        """The dotted path that an import statement binds to `name`, or None when `binding` is no import."""
        if isinstance(binding, ast.Import):
            for alias in binding.names:
                if alias.asname == name:
                    return alias.name
                if alias.asname is None and alias.name.split(".")[0] == name:
                    return name
        elif isinstance(binding, ast.ImportFrom):
            for alias in binding.names:
                if (alias.asname or alias.name) == name:
                    return f"{self.module_of(binding)}.{alias.name}"
            if name in starred(binding):
                return f"{binding.module}.{name}"
        return None

    def module_of(self, node: ast.ImportFrom) -> str:
        """The absolute module of a from-import; relative ones are resolved against this module's package."""
        if not node.level:
            return node.module or ""
        parts = self.package.split(".") if self.package else []
        parts = parts[: len(parts) - (node.level - 1)] if node.level > 1 else parts
        return ".".join(["", *parts, *([node.module] if node.module else [])]) or "."


_ONE_LSTM = {"keras.layers.LSTM", "keras.layers.CuDNNLSTM"}


def starred(node: ast.ImportFrom) -> frozenset[str]:
    """The names of Keras that `from keras.layers import *` binds; of other modules they are not known."""
    if node.level or node.names[0].name != "*" or "keras" not in (node.module or ""):
        return frozenset()
    from migrate.symbols import starred

    return starred.names(node.module or "")


def import_statements(tree: ast.Module) -> list[ast.Import | ast.ImportFrom]:
    """The import statements of a module, also those inside functions, the outer ones first."""
    found: list[ast.Import | ast.ImportFrom] = []
    level: list[Any] = [tree]
    while level:
        inner: list[Any] = []
        for node in level:
            for block in _BLOCKS[node.__class__]:
                inner += getattr(node, block)
        found += [node for node in inner if isinstance(node, (ast.Import, ast.ImportFrom))]
        level = inner
    return found


def canonical(path: str) -> str:
    """One spelling for the TF1 API however it was imported."""
    if path.startswith("tensorflow_core."):
        path = "tensorflow." + path[len("tensorflow_core.") :]
    for prefix in ("tensorflow.compat.v1.", "tensorflow.compat.v1"):
        if path == prefix:
            return "tensorflow"
        if prefix.endswith(".") and path.startswith(prefix):
            path = "tensorflow." + path[len(prefix) :]
            break
    if path.startswith("tensorflow.") and ".python." in path:
        from migrate.symbols import internal

        return internal.public(path)
    return path


def _arguments(args: ast.arguments) -> list[ast.arg]:
    extra = [a for a in (args.vararg, args.kwarg) if a]
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *extra]


def _defaults(args: ast.arguments) -> list[ast.expr]:
    return [*args.defaults, *(d for d in args.kw_defaults if d)]


def used(tree: ast.AST) -> set[str]:
    """Every name that is read or bound as a variable, a parameter, a function or a class anywhere below a node."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
    return found


def fresh(wished: str, taken: set[str]) -> str:
    """`wished`, or the first of `wished_2`, `wished_3`.. that is not taken yet; from now on it is."""
    name, number = wished, 2
    while name in taken:
        name, number = f"{wished}_{number}", number + 1
    taken.add(name)
    return name
