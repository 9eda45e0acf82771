"""What an expression of an eager program may hold: a tensor, a plain value, or something that the text does not tell.

Flow-insensitive: a name has one kind for all that is ever bound to it, a parameter the kind of what the calls in the
file give it. A kind is only ever read to be certain of it, so everything unforeseen is UNKNOWN.
"""

from __future__ import annotations

import ast
import sys
from functools import cached_property

from migrate import symbols as table
from migrate.names import Names
from migrate.stages import tf_calls

HOST = "a plain value"
TENSOR = "a tensor, or several"
VARIABLE = "a variable"
DATASET = "a dataset or an iterator of one"
OPTIMIZER = "an optimizer"
MODEL = "a model or layer"
UNKNOWN = "not known"
NOTHING = "nothing yet"  # of what is asked about while it is being found out

# packages that know nothing of TensorFlow; numpy's functions give arrays for tensors
LIBRARIES = frozenset(sys.stdlib_module_names) | {"numpy", "scipy", "pandas", "matplotlib", "gym", "sklearn", "PIL"}
LIBRARIES |= {"cv2", "tqdm", "seaborn", "skimage", "six"}
GROWING = {"append", "appendleft", "extend", "insert", "add", "update", "setdefault"}
CONTAINERS = {"list", "dict", "set", "tuple", "sorted", "reversed", "frozenset", "collections.deque"}
PLAIN_BUILTINS = {"len", "range", "int", "float", "str", "bool", "open", "input", "type", "isinstance", "hasattr"}
PLAIN_BUILTINS |= {"id", "repr", "chr", "ord", "print", "super", "format", "callable", "object", "all", "any"}
PLAIN_ATTRIBUTES = {"shape", "dtype", "name", "ndim", "device"}
MODELS = ("keras.Model", "keras.models.Model", "keras.Sequential", "keras.models.Sequential", "contrib.eager.Network")
MODELS += ("keras.layers.Layer",)
STEPS = 100_000
Path = tuple  # of positions (int) and "each", from an expression to a part of its value


def join(*kinds: str) -> str:
    found = {k for k in kinds if k != NOTHING}
    if not found:
        return NOTHING
    if len(found) == 1:
        return found.pop()
    return TENSOR if found == {TENSOR, VARIABLE} else UNKNOWN


class Kinds:
    """The kinds of the expressions of one file."""

    def __init__(self, tree: ast.Module, names: Names, parents: dict[ast.AST, ast.AST]) -> None:
        self.tree, self.names, self.parents = tree, names, parents
        self._known: dict[tuple[int, Path], str] = {}
        self._open: set[tuple[int, Path]] = set()  # asked about, not known yet
        self._reached: set[tuple[int, Path]] = set()  # those of them that an answer met on its way
        self._steps = 0

    @cached_property
    def calls(self) -> list[ast.Call]:
        return [n for n in ast.walk(self.tree) if isinstance(n, ast.Call)]

    @cached_property
    def functions(self) -> dict[str, list[ast.FunctionDef]]:
        found: dict[str, list[ast.FunctionDef]] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef):
                found.setdefault(node.name, []).append(node)
        return found

    def of(self, node: ast.AST | None, path: Path = ()) -> str:
        """The kind of an expression, or of the part of its value that `path` leads to."""
        if node is None:
            return HOST
        key = (id(node), path)
        if key in self._known:
            return self._known[key]
        if key in self._open:
            self._reached.add(key)
            return NOTHING
        self._steps += 1
        if len(path) > 5 or self._steps > STEPS:
            return UNKNOWN
        self._open.add(key)
        kind = self._of(node, path)
        self._open.discard(key)
        self._reached.discard(key)
        if not self._reached:  # else it is half an answer, to a question that is still open
            self._known[key] = kind
        return kind

    def certain(self, node: ast.AST | None, *kinds: str) -> bool:
        return self.of(node) in kinds

    # -------------------------------------------------------------- expressions
    def _of(self, node: ast.AST, path: Path) -> str:
        if isinstance(node, ast.Name):
            return self._name(node, path)
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            return self._display(node, path)
        if isinstance(node, ast.Call):
            return self._call(node, path)
        if isinstance(node, ast.IfExp):
            return join(self.of(node.body, path), self.of(node.orelse, path))
        if isinstance(node, ast.BoolOp):
            return join(*(self.of(v, path) for v in node.values))
        if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp)) and path:
            return self.of(node.elt, path[1:])
        if isinstance(node, ast.Subscript) and not path:
            index = node.slice.value if isinstance(node.slice, ast.Constant) else "each"
            return self.of(node.value, (index if isinstance(index, int) and index >= 0 else "each",))
        return self._part(self._whole(node), path)

    def _part(self, kind: str, path: Path) -> str:
        if not path or kind in (HOST, NOTHING):
            return kind
        return TENSOR if kind in (TENSOR, VARIABLE, DATASET) else UNKNOWN

    def _whole(self, node: ast.AST) -> str:
        if isinstance(node, (ast.Constant, ast.JoinedStr, ast.Lambda)):
            return HOST
        if isinstance(node, ast.Dict):
            return self._all_plain(*(v for v in [*node.keys, *node.values] if v is not None))
        if isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.SetComp)):
            return self._all_plain(node.elt)
        if isinstance(node, ast.DictComp):
            return self._all_plain(node.key, node.value)
        if isinstance(node, ast.UnaryOp):
            return HOST if isinstance(node.op, ast.Not) else self._tensor(self.of(node.operand))
        if isinstance(node, ast.BinOp):
            if isinstance(node.left, (ast.Constant, ast.JoinedStr)) and isinstance(node.op, ast.Mod):
                if not isinstance(node.left, ast.Constant) or isinstance(node.left.value, str):
                    return HOST
            sides = self._tensor(self.of(node.left)), self._tensor(self.of(node.right))
            if TENSOR in sides:
                return TENSOR
            return join(*sides)
        if isinstance(node, ast.Compare):
            if all(isinstance(op, (ast.Is, ast.IsNot, ast.In, ast.NotIn)) for op in node.ops):
                return HOST
            sides = [self.of(n) for n in (node.left, *node.comparators)]
            return TENSOR if TENSOR in sides else join(*sides)
        if isinstance(node, ast.Attribute):
            return self._attribute(node)
        if isinstance(node, ast.Slice):
            return HOST
        if isinstance(node, ast.Starred):
            return self.of(node.value)
        return UNKNOWN

    def _tensor(self, kind: str) -> str:
        return TENSOR if kind == VARIABLE else kind

    def _all_plain(self, *nodes: ast.AST) -> str:
        kinds = {self.of(n) for n in nodes}
        return HOST if kinds <= {HOST, NOTHING} else UNKNOWN

    def _display(self, node: ast.Tuple | ast.List | ast.Set, path: Path) -> str:
        if not path:
            return self._all_plain(*node.elts)
        if any(isinstance(e, ast.Starred) for e in node.elts):
            return UNKNOWN
        if isinstance(path[0], int) and not isinstance(node, ast.Set):
            return self.of(node.elts[path[0]], path[1:]) if path[0] < len(node.elts) else UNKNOWN
        return join(*(self.of(e, path[1:]) for e in node.elts)) if node.elts else HOST

    def _attribute(self, node: ast.Attribute) -> str:
        resolved = self.names.resolve(node)
        if resolved:
            return self._library(resolved)
        if node.attr in PLAIN_ATTRIBUTES:
            return HOST
        if isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"):
            return self._stored(node, ())
        if self.of(node.value) != HOST:
            return UNKNOWN
        return self._stored(node, ()) if node.attr in self._set else HOST

    @cached_property
    def _set(self) -> set[str]:
        """The attributes that the file stores anywhere."""
        found = (n for n in ast.walk(self.tree) if isinstance(n, ast.Attribute))
        return {n.attr for n in found if not isinstance(n.ctx, ast.Load)}

    def _stored(self, node: ast.Attribute, path: Path) -> str:
        """The kind of an attribute of `self`: of all that the file stores under the name."""
        found = []
        for other in ast.walk(self.tree):
            if isinstance(other, ast.Attribute) and other.attr == node.attr and not isinstance(other.ctx, ast.Load):
                found.append(self._bound(other, path))
        grown = self._grown(ast.unparse(node))
        return join(*found, *grown) if found else UNKNOWN

    def _library(self, path: str) -> str:
        """A function or constant of a package."""
        if path.split(".")[0] in LIBRARIES:
            return HOST
        if path.startswith("tensorflow."):
            symbol = table.lookup(path)
            return HOST if symbol is not None and symbol.kind != "gone" else UNKNOWN
        return UNKNOWN

    # -------------------------------------------------------------- names
    def _name(self, node: ast.Name, path: Path) -> str:
        scope = self.names.scope_of.get(node, self.names.module_scope)
        owner = scope.find(node.id)
        if owner is None:
            return HOST  # a builtin, `__name__`
        kinds = [self._binding(b, node.id, path) for b in owner.bindings[node.id]]
        return join(*kinds, *self._grown(node.id))

    def _binding(self, node: ast.AST, name: str, path: Path) -> str:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            resolved = self.names.import_path(node, name) or ""
            return self._library(resolved)
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            return HOST
        if isinstance(node, ast.arg):
            return self._parameter(node, path)
        if isinstance(node, ast.ExceptHandler):
            return HOST
        return self._bound(node, path)

    def _bound(self, target: ast.AST, path: Path) -> str:
        """The kind of what is stored in a target, wherever it stands in a tuple of targets."""
        way: Path = ()
        node, parent = target, self.parents.get(target)
        while isinstance(parent, (ast.Tuple, ast.List, ast.Starred)):
            if isinstance(parent, ast.Starred) or any(isinstance(e, ast.Starred) for e in parent.elts):
                return UNKNOWN
            way = (parent.elts.index(node), *way)  # type: ignore[arg-type]
            node, parent = parent, self.parents.get(parent)
        if isinstance(parent, (ast.Assign, ast.AnnAssign, ast.NamedExpr)):
            return self.of(parent.value, way + path)
        if isinstance(parent, ast.AugAssign):
            value = self._tensor(self.of(parent.value))
            return NOTHING if value == HOST else value
        if isinstance(parent, (ast.For, ast.comprehension)):
            return self.of(parent.iter, ("each", *way, *path))
        if isinstance(parent, ast.withitem):
            made = parent.context_expr
            plain = isinstance(made, ast.Call) and self.certain(made, HOST)
            return HOST if plain else UNKNOWN
        return UNKNOWN

    def _grown(self, text: str) -> list[str]:
        """The kinds of what is put into a container under a name."""
        found = []
        for put, value in self._puts.get(text, ()):
            found.append(HOST if self.of(value, put) in (HOST, NOTHING) else UNKNOWN)
        return found

    @cached_property
    def _puts(self) -> dict[str, list[tuple[Path, ast.AST]]]:
        """Root of a container's name -> what is appended to it or stored at its indices."""
        found: dict[str, list[tuple[Path, ast.AST]]] = {}

        def root(node: ast.AST) -> str:
            while isinstance(node, ast.Subscript):
                node = node.value
            return ast.unparse(node) if isinstance(node, (ast.Name, ast.Attribute)) else ""

        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in GROWING:
                for value in node.args:
                    found.setdefault(root(node.func.value), []).append(((), value))
            elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
                parent = self.parents.get(node)
                value = parent.value if isinstance(parent, (ast.Assign, ast.AugAssign)) else node
                found.setdefault(root(node), []).append(((), value))
        return found

    def _parameter(self, node: ast.arg, path: Path) -> str:
        function = self.parents.get(self.parents.get(node))  # type: ignore[arg-type]
        if not isinstance(function, ast.FunctionDef) or function.decorator_list:
            return UNKNOWN
        args = function.args
        if node in (args.vararg, args.kwarg):
            return UNKNOWN
        listed = [*args.posonlyargs, *args.args]
        owner = self.parents.get(function)
        method = isinstance(owner, ast.ClassDef)
        if method and listed and listed[0] is node:
            return UNKNOWN
        calls = self._calls_of(function, owner if method else None)
        if not calls:
            return UNKNOWN
        kinds = []
        place = listed.index(node) - method if node in listed else -1
        for call in calls:
            if any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords):
                return UNKNOWN
            given = next((k.value for k in call.keywords if k.arg == node.arg), None)
            if given is None and 0 <= place < len(call.args):
                given = call.args[place]
            if given is None:
                given = self._default(args, node)
                if given is None:
                    return UNKNOWN
            kinds.append(self.of(given, path))
        return join(*kinds)

    def _default(self, args: ast.arguments, node: ast.arg) -> ast.expr | None:
        listed = [*args.posonlyargs, *args.args]
        defaults = dict(zip(reversed(listed), reversed(args.defaults), strict=False))
        defaults |= {a: d for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True) if d is not None}
        return defaults.get(node)

    def _calls_of(self, function: ast.FunctionDef, owner: ast.ClassDef | None) -> list[ast.Call]:
        """All calls of a function; none where it is handed on, so that others may call it."""
        if len(self.functions[function.name]) > 1 and function.name != "__init__":
            return []
        found = []
        wanted = owner.name if owner is not None and function.name == "__init__" else function.name
        as_name = owner is None or function.name == "__init__"
        for node in ast.walk(self.tree):
            named = isinstance(node, ast.Name) and node.id == wanted and isinstance(node.ctx, ast.Load)
            reached = isinstance(node, ast.Attribute) and node.attr == wanted and isinstance(node.ctx, ast.Load)
            if (named if as_name else reached) and (not named or self._means(node, owner or function)):
                parent = self.parents.get(node)
                if isinstance(parent, ast.Call) and parent.func is node:
                    found.append(parent)
                elif not (isinstance(parent, ast.Call) and ast.unparse(parent.func) == "super"):
                    return []
        return found

    def _means(self, node: ast.AST, definition: ast.AST) -> bool:
        owner = self.names.scope_of.get(node, self.names.module_scope).find(node.id)  # type: ignore[attr-defined]
        return owner is not None and definition in owner.bindings[node.id]  # type: ignore[attr-defined]

    # -------------------------------------------------------------- calls
    def _call(self, node: ast.Call, path: Path) -> str:
        resolved = self.names.resolve(node.func)
        if resolved is not None:
            return self._part(self._library_call(node, resolved), path)
        if isinstance(node.func, ast.Name):
            owner = self.names.scope_of.get(node.func, self.names.module_scope).find(node.func.id)
            if owner is None:
                return self._builtin(node, node.func.id, path)
            definition = self.definition(node.func)
            if isinstance(definition, ast.FunctionDef):
                return self._result(definition, path)
            if isinstance(definition, ast.ClassDef):
                return MODEL if self.is_model(definition) else HOST if not path else UNKNOWN
        if isinstance(node.func, ast.Attribute):
            return self._method(node, node.func, path)
        return TENSOR if self.of(node.func) == MODEL else UNKNOWN

    def definition(self, node: ast.Name) -> ast.AST | None:
        """The one function or class of the file that a name stands for."""
        owner = self.names.scope_of.get(node, self.names.module_scope).find(node.id)
        bindings = owner.bindings[node.id] if owner is not None else []
        return bindings[0] if len(bindings) == 1 else None

    def is_model(self, node: ast.ClassDef) -> bool:
        return any((self.names.resolve(b) or "").removeprefix("tensorflow.") in MODELS for b in node.bases)

    def _library_call(self, node: ast.Call, path: str) -> str:
        plain = self._all_plain(*node.args, *(k.value for k in node.keywords))
        if not path.startswith("tensorflow."):
            package = path.split(".")[0]
            return HOST if package == "numpy" or (package in LIBRARIES and plain == HOST) else UNKNOWN
        name = path.removeprefix("tensorflow.")
        if name in ("Variable", "get_variable", "contrib.eager.Variable", "train.get_or_create_global_step"):
            return VARIABLE
        if name in tf_calls.OPTIMIZERS or name.startswith("keras.optimizers."):
            return OPTIMIZER
        if name.startswith("data.") or name == "contrib.eager.Iterator":
            return DATASET
        if name in MODELS or name.startswith(("keras.layers.", "keras.applications.")) or name[:8] == "layers.":
            return MODEL if name.rpartition(".")[2][:1].isupper() or name in MODELS else UNKNOWN
        if name.startswith(("keras.datasets.", "examples.tutorials.", "contrib.learn.datasets.", "keras.utils.")):
            return HOST
        symbol = table.lookup(path)
        if symbol is None or symbol.kind == "gone":
            return UNKNOWN
        return {"pure": TENSOR, "random": TENSOR, "host": HOST}.get(symbol.effect, UNKNOWN)

    def _builtin(self, node: ast.Call, name: str, path: Path) -> str:
        first = node.args[0] if node.args else None
        if name in PLAIN_BUILTINS:
            return HOST
        if name == "enumerate" and path[:1] == ("each",) and first is not None:
            if len(path) == 1:
                return self._all_plain(first)
            return HOST if path[1] == 0 else self.of(first, ("each", *path[2:]))
        if name == "zip" and path[:1] == ("each",):
            if any(isinstance(a, ast.Starred) for a in node.args):
                return join(*(self._part(self.of(a.value), path) for a in node.args if isinstance(a, ast.Starred)))
            if len(path) > 1 and isinstance(path[1], int) and path[1] < len(node.args):
                return self.of(node.args[path[1]], ("each", *path[2:]))
        if name in ("iter", "next") and first is not None:
            return self.of(first, path if name == "iter" else ("each", *path))
        if name in ("list", "tuple", "sorted", "reversed", "set") and first is not None and path:
            return self.of(first, ("each", *path[1:]))
        plain = self._all_plain(*node.args, *(k.value for k in node.keywords if k.arg != "key"))
        return plain if plain == HOST else UNKNOWN

    def _result(self, function: ast.FunctionDef, path: Path) -> str:
        found = []
        stack: list[ast.AST] = list(function.body)
        while stack:
            node = stack.pop()
            if isinstance(node, (ast.Yield, ast.YieldFrom)):
                return UNKNOWN
            if isinstance(node, ast.Return):
                found.append(self.of(node.value, path) if node.value is not None else HOST)
            if not isinstance(node, (ast.FunctionDef, ast.Lambda, ast.ClassDef)):
                stack += ast.iter_child_nodes(node)
        return UNKNOWN if function.decorator_list else join(*found) if found else HOST

    def _method(self, node: ast.Call, func: ast.Attribute, path: Path) -> str:
        if func.attr in ("numpy", "get_shape", "as_list", "format", "join", "item", "tolist"):
            return HOST
        owner = self.of(func.value)
        if owner == DATASET:
            return TENSOR if func.attr in ("next", "get_next") else DATASET if not path else TENSOR
        if owner == TENSOR or owner == VARIABLE:
            return TENSOR
        if owner == HOST:
            plain = self._all_plain(*node.args, *(k.value for k in node.keywords))
            found = [f for f in self.functions.get(func.attr, []) if isinstance(self.parents.get(f), ast.ClassDef)]
            if found:
                return join(*(self._result(f, path) for f in found))
            return plain if plain == HOST else UNKNOWN
        found = self.functions.get(func.attr, [])
        if owner == MODEL and len(found) == 1 and isinstance(self.parents.get(found[0]), ast.ClassDef):
            return self._result(found[0], path)
        if isinstance(func.value, ast.Name) and func.value.id == "self" and len(found) == 1:
            return self._result(found[0], path)
        return UNKNOWN
