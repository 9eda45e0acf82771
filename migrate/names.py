"""What a dotted expression stands for: aliases, from-imports and shadowing, on `ast` alone.

A name resolves to an import only where every binding of that name in its scope is the same import, so a parameter
called `tf` or a local function called `keras` is never taken for the library.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

TENSORFLOW_ROOTS = ("tensorflow", "keras", "tensorflow_core")

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.Module)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


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
    """

    def __init__(self, tree: ast.Module, package: str = "") -> None:
        self.tree = tree
        self.package = package
        self.module_scope = Scope(tree, None)
        self.scope_of: dict[ast.AST, Scope] = {tree: self.module_scope}
        self._declare(tree, self.module_scope)
        self._assign_scopes(tree, self.module_scope)
        self._memo: dict[int, str | None] = {}

    # -------------------------------------------------------------- building
    def _declare(self, root: ast.AST, scope: Scope) -> None:
        for node in _local_nodes(root):
            if isinstance(node, ast.Global):
                scope.globals.update(node.names)
            elif isinstance(node, ast.Nonlocal):
                scope.nonlocals.update(node.names)

    def _assign_scopes(self, root: ast.AST, scope: Scope) -> None:
        stack: list[tuple[ast.AST, Scope]] = [(child, scope) for child in ast.iter_child_nodes(root)]
        while stack:
            node, here = stack.pop()
            self.scope_of[node] = here
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                here.bind(node.name, node)
                inner = Scope(node, here)
                self.scope_of[node] = here
                self._declare(node, inner)
                outside = list(node.decorator_list)
                if isinstance(node, ast.ClassDef):
                    outside += [*node.bases, *(k.value for k in node.keywords)]
                else:
                    outside += _defaults(node.args)
                    outside += [a.annotation for a in _arguments(node.args) if a.annotation]
                    for argument in _arguments(node.args):
                        inner.bind(argument.arg, argument)
                    if node.returns:
                        outside.append(node.returns)
                stack += [(n, here) for n in outside]
                stack += [(n, inner) for n in node.body]
                self.scope_of[(node, "inner")] = inner  # type: ignore[index]
            elif isinstance(node, ast.Lambda):
                inner = Scope(node, here)
                for argument in _arguments(node.args):
                    inner.bind(argument.arg, argument)
                stack += [(n, here) for n in _defaults(node.args)]
                stack.append((node.body, inner))
                self.scope_of[(node, "inner")] = inner  # type: ignore[index]
            elif isinstance(node, _COMPREHENSIONS):
                inner = Scope(node, here)
                stack.append((node.generators[0].iter, here))
                for index, generator in enumerate(node.generators):
                    stack.append((generator.target, inner))
                    stack += [(n, inner) for n in generator.ifs]
                    if index:
                        stack.append((generator.iter, inner))
                values = [node.key, node.value] if isinstance(node, ast.DictComp) else [node.elt]
                stack += [(n, inner) for n in values]
            else:
                if isinstance(node, ast.Name) and isinstance(node.ctx, (ast.Store, ast.Del)):
                    here.bind(node.id, node)
                elif isinstance(node, (ast.Import, ast.ImportFrom)):
                    for alias in node.names:
                        if alias.name != "*":
                            here.bind(alias.asname or alias.name.split(".")[0], node)
                elif isinstance(node, ast.ExceptHandler) and node.name:
                    here.bind(node.name, node)
                elif isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
                    here.bind(node.name, node)
                stack += [(child, here) for child in ast.iter_child_nodes(node)]

    def inner_scope(self, node: ast.AST) -> Scope:
        """The scope that a function, lambda or class opens."""
        return self.scope_of[(node, "inner")]  # type: ignore[index]

    # -------------------------------------------------------------- resolving
    def resolve(self, node: ast.AST) -> str | None:
        key = id(node)
        if key not in self._memo:
            path = self._resolve(node)
            self._memo[key] = canonical(path) if path else None
        return self._memo[key]

    def _resolve(self, node: ast.AST) -> str | None:
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        scope = self.scope_of.get(node, self.module_scope)
        inner = isinstance(scope.node, _SCOPES) and not isinstance(scope.node, ast.ClassDef)
        owner = scope.find(node.id, from_inner=False) if inner or scope.node else scope.find(node.id)
        if owner is None:
            return None
        paths = {self.import_path(binding, node.id) for binding in owner.bindings[node.id]}
        if len(paths) == 1:
            base = paths.pop()
        else:  # `try: import keras / except ImportError: from tensorflow import keras`
            known = {canonical(p) for p in paths if p}
            base = sorted(known)[-1] if None not in paths and len({p.split(".")[-1] for p in known}) == 1 else None
        if base is None:
            alias = self._alias(owner, node.id)
            if alias is None:
                return None
            base = alias
        return ".".join([base, *reversed(attributes)])

    def _alias(self, owner: Scope, name: str) -> str | None:
        """`layers = tf.layers` bound once at module level is an alias too."""
        bindings = owner.bindings[name]
        if len(bindings) != 1 or not isinstance(bindings[0], ast.Name):
            return None
        value = self._assigned.get(id(bindings[0]))
        if not isinstance(value, (ast.Name, ast.Attribute)):
            return None
        root: ast.AST = value
        while isinstance(root, ast.Attribute):
            root = root.value
        if isinstance(root, ast.Name) and root.id == name:
            return None
        path = self._resolve(value)
        return path if path and path.split(".")[0] in TENSORFLOW_ROOTS else None

    @property
    def _assigned(self) -> dict[int, ast.AST]:
        cached = self.__dict__.get("_assigned_cache")
        if cached is None:
            cached = {}
            for node in ast.walk(self.tree):
                if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                    cached[id(node.targets[0])] = node.value
            self.__dict__["_assigned_cache"] = cached
        return cached

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
        return None

    def module_of(self, node: ast.ImportFrom) -> str:
        """The absolute module of a from-import; relative ones are resolved against this module's package."""
        if not node.level:
            return node.module or ""
        parts = self.package.split(".") if self.package else []
        parts = parts[: len(parts) - (node.level - 1)] if node.level > 1 else parts
        return ".".join(["", *parts, *([node.module] if node.module else [])]) or "."


def canonical(path: str) -> str:
    """One spelling for the TF1 API however it was imported."""
    if path.startswith("tensorflow_core."):
        path = "tensorflow." + path[len("tensorflow_core.") :]
    for prefix in ("tensorflow.compat.v1.", "tensorflow.compat.v1"):
        if path == prefix:
            return "tensorflow"
        if prefix.endswith(".") and path.startswith(prefix):
            return "tensorflow." + path[len(prefix) :]
    return path


def _local_nodes(root: ast.AST) -> Iterator[ast.AST]:
    """Nodes of a scope without those of the scopes inside it."""
    stack = list(ast.iter_child_nodes(root))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, _SCOPES):
            stack += ast.iter_child_nodes(node)


def _arguments(args: ast.arguments) -> list[ast.arg]:
    extra = [a for a in (args.vararg, args.kwarg) if a]
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *extra]


def _defaults(args: ast.arguments) -> list[ast.expr]:
    return [*args.defaults, *(d for d in args.kw_defaults if d)]
