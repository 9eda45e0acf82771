"""What an expression holds at every evaluation, where the program's own text decides it.

Literals, names that are bound once to them, attributes that one statement of a class sets, and parameters that every
call of the program gives the same. What a command line, a file or another program may decide is open.
"""

from __future__ import annotations

import ast
import operator
from typing import Any

from migrate.names import Names, Scope
from migrate.rewriting import arguments, programs

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_BINARY: dict[type, Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_COMPARED: dict[type, Any] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_UNARY: dict[type, Any] = {ast.Not: operator.not_, ast.USub: operator.neg, ast.UAdd: operator.pos}
_CALLS: dict[str, Any] = {"int": int, "float": float, "bool": bool, "str": str, "min": min, "max": max}
_METHODS = {"lower", "upper", "startswith", "endswith", "strip"}
# calls that leave a list or dict that they are given as it is, and methods of its own that do
_READING = {"len", "print", "str", "sorted", "enumerate", "zip", "tuple", "list", "dict", "set", "min", "max", "sum"}
_ASKING = {"get", "keys", "values", "items", "copy", "index", "count"}
_DYNAMIC = {"globals", "locals", "vars", "exec", "eval", "setattr", "delattr", "__dict__", "__setattr__"}
_LARGEST = 1 << 16


class Open(Exception):
    """The program's text alone does not decide a value."""


class Thing:
    """A value of which no more is known than that it is there, so it is not None."""


class Missing:
    """An item of a list or dict of which nothing is known."""


class Constants:
    """The constants of one program, whose files are one text."""

    def __init__(self, text: str, tree: ast.Module, names: Names) -> None:
        self.tree, self.names = tree, names
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.local = programs.modules_of(text)
        self._asked: set[int] = set()  # bindings whose values are being found
        self._attributes: dict[str, list[ast.Attribute]] = {}
        self._names: dict[str, list[ast.Name]] = {}
        self.dynamic = False
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute):
                self._attributes.setdefault(node.attr, []).append(node)
                self.dynamic |= node.attr in _DYNAMIC
            elif isinstance(node, ast.Name):
                self._names.setdefault(node.id, []).append(node)
                self.dynamic |= node.id in _DYNAMIC
        self.classes = {n.name: n for n in ast.walk(tree) if isinstance(n, ast.ClassDef)}

    def value(self, node: ast.AST | None) -> Any:
        """What an expression holds whenever it is evaluated; raises Open."""
        found = getattr(self, f"_{type(node).__name__}", None)
        if found is None or self.dynamic:
            raise Open
        try:
            return found(node)
        except (TypeError, ValueError, KeyError, IndexError, ArithmeticError, AttributeError, RecursionError):
            raise Open from None

    def roots(self, node: ast.AST) -> list[ast.Name]:
        """The names that an expression reads."""
        return [n for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]

    # -------------------------------------------------------------- expressions
    def _Constant(self, node: ast.Constant) -> Any:
        return node.value

    def _Tuple(self, node: ast.Tuple) -> Any:
        return tuple(self._item(n) for n in node.elts)

    def _List(self, node: ast.List) -> Any:
        return [self._item(n) for n in node.elts]

    def _Dict(self, node: ast.Dict) -> Any:
        return {self._plain(key): self._item(value) for key, value in zip(node.keys, node.values, strict=True)}

    def _item(self, node: ast.AST) -> Any:
        if isinstance(node, ast.Starred):
            raise Open
        try:
            return self.value(node)
        except Open:
            return Missing

    def _plain(self, node: ast.AST | None) -> Any:
        """The value of an expression that is a number, a text, a truth value, None or a tuple of them."""
        return _known(self.value(node))

    def _Subscript(self, node: ast.Subscript) -> Any:
        found = self.value(node.value)[self._plain(node.slice)]
        if found is Missing:
            raise Open
        return found

    def _UnaryOp(self, node: ast.UnaryOp) -> Any:
        if isinstance(node.op, ast.Not):
            return not self.truth(node.operand)
        return _UNARY[type(node.op)](self._plain(node.operand))

    def _BinOp(self, node: ast.BinOp) -> Any:
        found = _BINARY[type(node.op)](_small(self._plain(node.left)), _small(self._plain(node.right)))
        return _small(found)

    def _BoolOp(self, node: ast.BoolOp) -> Any:
        for part in node.values:
            found = self.value(part)
            if _true(found) is not isinstance(node.op, ast.And):
                break
        return found

    def _Compare(self, node: ast.Compare) -> bool:
        left = self.value(node.left)
        for op, part in zip(node.ops, node.comparators, strict=True):
            right = self.value(part)
            if isinstance(op, (ast.Is, ast.IsNot)):
                if right is not None and not isinstance(right, bool):
                    raise Open
                answer = (left is right) is isinstance(op, ast.Is)
            elif isinstance(op, (ast.In, ast.NotIn)):
                answer = _COMPARED[type(op)](_known(left), _members(right))
            else:
                answer = _COMPARED[type(op)](_known(left), _known(right))
            if not answer:
                return False
            left = right
        return True

    def _IfExp(self, node: ast.IfExp) -> Any:
        return self.value(node.body if self.truth(node.test) else node.orelse)

    def _Lambda(self, node: ast.Lambda) -> Any:
        return Thing()

    def _Call(self, node: ast.Call) -> Any:
        if arguments.starred(node):
            raise Open
        function = node.func
        if isinstance(function, ast.Name) and self.names.scope_of[function].find(function.id) is None:
            if function.id == "dict" and not node.args:
                return {k.arg: self._item(k.value) for k in node.keywords}
            if function.id == "len" and len(node.args) == 1 and not node.keywords:
                found = self.value(node.args[0])
                return len(_members(found) if isinstance(found, dict) else found)
            if function.id in _CALLS and not node.keywords:
                return _CALLS[function.id](*(_known(self.value(a)) for a in node.args))
        if isinstance(function, ast.Attribute) and not node.keywords:
            given = [self._plain(a) for a in node.args]
            holder = self.value(function.value)
            if function.attr in _METHODS and isinstance(holder, str):
                return getattr(holder, function.attr)(*given)
            if function.attr == "get" and isinstance(holder, dict):
                found = holder.get(*given)
                if found is not Missing:
                    return found
        raise Open

    def truth(self, node: ast.AST) -> bool:
        """Whether a test holds whenever it is asked; raises Open."""
        return _true(self.value(node))

    # -------------------------------------------------------------- names
    def _Name(self, node: ast.Name) -> Any:
        path = self.names.resolve(node)
        if path is not None and path.split(".")[0] == "tensorflow":
            return Thing()
        scope = self.names.scope_of[node].find(node.id)
        if scope is None or isinstance(scope.node, ast.ClassDef):
            raise Open
        return self._bound(scope, node.id)

    def _bound(self, scope: Scope, name: str) -> Any:
        bindings = scope.bindings[name]
        if len(bindings) != 1:
            raise Open
        binding = bindings[0]
        if isinstance(binding, (ast.FunctionDef, ast.ClassDef)):
            return Thing()
        if isinstance(binding, ast.arg):
            return self._asking(binding, lambda: self._parameter(binding, scope.node))
        if not isinstance(binding, ast.Name) or isinstance(scope.node, ast.Module) and not self._own(name, binding):
            raise Open
        reads = [
            n for n in self._names.get(name, []) if n is not binding and self.names.scope_of[n].find(name) is scope
        ]
        if isinstance(scope.node, ast.Module):
            reads += [n for n in self._attributes.get(name, []) if self._of_module(n)]
        return self._asking(binding, lambda: self._kept(self._assigned(binding), reads))

    def _own(self, name: str, binding: ast.Name) -> bool:
        """Whether no `import *` and no other file gives a module's name another value."""
        for node in self.names.imports:
            if isinstance(node, ast.ImportFrom) and node.names[0].name == "*" and node.lineno > binding.lineno:
                if not self._local(node):
                    return False
        stored = [n for n in self._attributes.get(name, []) if not isinstance(n.ctx, ast.Load)]
        return all(self._receiver(n) is not None for n in stored)

    def _asking(self, binding: ast.AST, find: Any) -> Any:
        if id(binding) in self._asked:
            raise Open
        self._asked.add(id(binding))
        try:
            return find()
        finally:
            self._asked.discard(id(binding))

    def _assigned(self, target: ast.expr) -> Any:
        """The value that a statement gives to one target."""
        parent = self.parents[target]
        if isinstance(parent, ast.Assign):
            return self.value(parent.value)
        if isinstance(parent, ast.AnnAssign) and parent.value is not None:
            return self.value(parent.value)
        statement = self.parents.get(parent)
        if isinstance(parent, (ast.Tuple, ast.List)) and isinstance(statement, ast.Assign):
            value = statement.value
            if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(parent.elts):
                if not any(isinstance(n, ast.Starred) for n in [*value.elts, *parent.elts]):
                    return self.value(value.elts[parent.elts.index(target)])
        raise Open

    def _kept(self, value: Any, reads: list[Any]) -> Any:
        """What a name always holds: a list or dict without the items that may change."""
        if isinstance(value, tuple):
            return tuple(map(_unshared, value))
        if not isinstance(value, (list, dict)):
            return value
        items = list(map(_unshared, value)) if isinstance(value, list) else {k: _unshared(v) for k, v in value.items()}
        for node in reads:
            parent = self.parents[node]
            if isinstance(parent, ast.Subscript) and parent.value is node:
                if not isinstance(parent.ctx, ast.Load):
                    key = self._plain(parent.slice)
                    if not isinstance(parent.ctx, ast.Store) or isinstance(key, slice):
                        raise Open
                    items[key] = Missing
            elif not self._only_read(node, parent):
                raise Open
        return items

    def _only_read(self, node: ast.AST, parent: ast.AST) -> bool:
        if isinstance(parent, ast.Attribute):
            call = self.parents.get(parent)
            return parent.attr in _ASKING and isinstance(call, ast.Call) and call.func is parent
        if isinstance(parent, ast.Call):
            plain = isinstance(parent.func, ast.Name) and parent.func.id in _READING
            return plain and self.names.scope_of[parent.func].find(parent.func.id) is None  # type: ignore[attr-defined]
        if isinstance(parent, ast.keyword):
            return parent.arg is None
        if isinstance(parent, (ast.For, ast.comprehension)):
            return parent.iter is node
        return isinstance(parent, (ast.Compare, ast.FormattedValue, ast.Starred))

    # -------------------------------------------------------------- attributes
    def _Attribute(self, node: ast.Attribute) -> Any:
        path = self.names.resolve(node)
        if path is not None and path.split(".")[0] == "tensorflow":
            return Thing()
        if self._of_module(node) and node.attr in self.names.module_scope.bindings:
            return self._bound(self.names.module_scope, node.attr)
        owner = self._receiver(node)
        if owner is None:
            raise Open
        return self._set(owner, node.attr)

    def _set(self, owner: ast.ClassDef, name: str) -> Any:
        family = self._family(owner)
        stored, reads = [], []
        for node in self._attributes[name]:
            receiver = self._receiver(node)
            if receiver is not None and receiver not in family:
                continue
            if not isinstance(node.ctx, ast.Load):
                if receiver is None:
                    raise Open
                stored.append(node)
            else:
                reads.append(node)
        self._kept_inside(family)
        own = [b for c in family for b in self.names.inner_scope(c).bindings.get(name, [])]
        if len(own) + len(stored) != 1:
            raise Open
        binding = (own or stored)[0]
        if not isinstance(binding, (ast.Name, ast.Attribute)):
            raise Open
        return self._asking(binding, lambda: self._kept(self._assigned(binding), reads))

    def _kept_inside(self, family: list[ast.ClassDef]) -> None:
        """Raises Open where an object of these classes is given to code outside of the program, which may fill it."""
        for call in ast.walk(self.tree):
            if not isinstance(call, ast.Call):
                continue
            given = [a for a in [*call.args, *(k.value for k in call.keywords)] if isinstance(a, ast.Name)]
            function = call.func.id if isinstance(call.func, ast.Name) else ""
            owner = self.names.module_scope.bindings.get(function, [])
            known = bool(owner) and all(isinstance(b, (ast.FunctionDef, ast.ClassDef)) for b in owner)
            if known or function in ("print", "isinstance", "super", "type", "id", "repr", "str"):
                continue
            if any(self._receiver(ast.Attribute(a, "", ast.Load())) in family for a in given):
                raise Open

    def _receiver(self, node: ast.Attribute) -> ast.ClassDef | None:
        """The class whose object an attribute is taken of: `self` in a method, or `net` bound to `Net()`."""
        holder = node.value
        scope = self.names.scope_of[holder].find(holder.id) if isinstance(holder, ast.Name) else None
        bindings = scope.bindings[holder.id] if scope is not None else []  # type: ignore[attr-defined]
        if scope is None or len(bindings) != 1:
            return None
        if isinstance(bindings[0], ast.Name):
            return self._made(bindings[0])
        method = scope.node
        owner = self.parents.get(method)
        plain = isinstance(method, ast.FunctionDef) and not method.decorator_list and isinstance(owner, ast.ClassDef)
        return owner if plain and method.args.args[:1] == bindings else None  # type: ignore[attr-defined,return-value]

    def _made(self, target: ast.Name) -> ast.ClassDef | None:
        """The class of the object that a statement makes and gives a name."""
        parent = self.parents[target]
        value = parent.value if isinstance(parent, ast.Assign) and target in parent.targets else None
        if not isinstance(value, ast.Call) or not isinstance(value.func, ast.Name):
            return None
        scope = self.names.scope_of[value.func].find(value.func.id)
        made = self.classes.get(value.func.id)
        return made if scope is not None and scope.bindings[value.func.id] == [made] else None

    def _family(self, owner: ast.ClassDef) -> list[ast.ClassDef]:
        """A class with those that it inherits from and those that inherit from it; raises Open if others do."""
        found = [owner]
        for member in found:
            if member.keywords or member.decorator_list:
                raise Open
            related = [self.classes[n] for n in self._bases(member)]
            related += [c for c in self.classes.values() if member.name in self._bases(c)]
            found += [c for c in related if c not in found]
        return found

    def _bases(self, owner: ast.ClassDef) -> list[str]:
        """The program's classes that a class names as its bases; raises Open for bases of libraries."""
        found = []
        for base in owner.bases:
            name = base.id if isinstance(base, ast.Name) else base.attr if isinstance(base, ast.Attribute) else ""
            if name in self.classes:
                found.append(name)
            elif name != "object":
                raise Open
        return found

    # -------------------------------------------------------------- parameters
    def _parameter(self, parameter: ast.arg, function: ast.AST) -> Any:
        """What every call of the program gives for a parameter."""
        if not isinstance(function, ast.FunctionDef) or function.decorator_list:
            raise Open
        if parameter in (function.args.vararg, function.args.kwarg) or function.args.posonlyargs:
            raise Open
        owner = self.parents.get(function)
        method = isinstance(owner, ast.ClassDef)
        calls = self._method_calls(function, owner) if method else self._calls(function.name, function)  # type: ignore[arg-type]
        places = [a.arg for a in function.args.args][method:]
        default = arguments.defaults(function).get(parameter.arg)
        position = places.index(parameter.arg) if parameter.arg in places else None
        found = []
        for call in calls:
            if arguments.starred(call):
                raise Open
            given = arguments.argument(call, parameter.arg, position)
            value = self.value(given if given is not None else default)
            if not isinstance(value, (Thing, type(None))):
                _known(value)
            found.append(value)
        if not found:
            raise Open
        if all(isinstance(v, Thing) for v in found):
            return found[0]
        if any(type(v) is not type(found[0]) or v != found[0] for v in found):
            raise Open
        return found[0]

    def _calls(self, name: str, definition: ast.AST) -> list[ast.Call]:
        """All calls of a function or class; raises Open where it is used in other ways."""
        scope = self.names.scope_of[definition].find(name)
        if scope is None or scope.bindings[name] != [definition]:
            scope = self._imported(scope, name, definition)
        uses: list[ast.AST] = [n for n in self._names.get(name, []) if self.names.scope_of[n].find(name) is scope]
        for node in self._attributes.get(name, []):
            if self._of_module(node):
                uses.append(node)
            elif self.names.resolve(node) is None and self._receiver(node) is None:
                raise Open  # what it is taken of may be a module
        for node in self.names.imports:
            if isinstance(node, ast.ImportFrom) and any(
                a.name == name and a.asname not in (None, name) for a in node.names
            ):
                raise Open
        return [call for use in uses if (call := self._call(use)) is not None]

    def _imported(self, scope: Scope | None, name: str, definition: ast.AST) -> Scope:
        """The module, where its files define a name once and import it from there."""
        if scope is None or scope.parent is not None:
            raise Open
        for binding in scope.bindings[name]:
            if binding is not definition and not (isinstance(binding, ast.ImportFrom) and self._local(binding)):
                raise Open
        return scope

    def _local(self, node: ast.ImportFrom) -> bool:
        """Whether names are imported from another file of the program."""
        return bool(node.level) or any(f".{name}".endswith(f".{node.module}") for name in self.local)

    def _call(self, use: ast.AST) -> ast.Call | None:
        """The call of what a name stands for; None for `isinstance` and `super`, which read a class."""
        parent = self.parents[use]
        if isinstance(parent, ast.Call):
            if parent.func is use:
                return parent
            if isinstance(parent.func, ast.Name) and parent.func.id in ("isinstance", "super"):
                return None
        raise Open

    def _method_calls(self, function: ast.FunctionDef, owner: ast.ClassDef) -> list[ast.Call]:
        if function.name == "__init__":
            if any(owner.name in self._bases(c) for c in self.classes.values() if c is not owner) or owner.keywords:
                raise Open
            if "__new__" in self.names.inner_scope(owner).bindings or owner.decorator_list:
                raise Open
            return self._calls(owner.name, owner)
        self._family(owner)
        if function.name.startswith("__") or any(self._reflects(n) for n in self._names.get("getattr", [])):
            raise Open
        if self.names.inner_scope(owner).bindings[function.name] != [function]:
            raise Open
        found = []
        for node in self._attributes.get(function.name, []):
            if (self.names.resolve(node) or "").split(".")[0] == "tensorflow":
                continue
            if isinstance(node.value, ast.Name) and node.value.id in self.classes:
                raise Open
            call = self._call(node)
            found += [call] if call is not None else []
        return found

    def _reflects(self, node: ast.Name) -> bool:
        """Whether `getattr` may take a method of the program's objects."""
        call = self.parents[node]
        return not isinstance(call, ast.Call) or not call.args or self.names.resolve(call.args[0]) is None

    def _of_module(self, node: ast.Attribute) -> bool:
        """Whether an attribute is a name of another file of the program: `config.SIZE`."""
        path = self.names.resolve(node)
        module = path.rpartition(".")[0].strip(".") if path is not None else ""
        return bool(module) and any(f".{name}".endswith(f".{module}") for name in self.local)


def _true(value: Any) -> bool:
    if isinstance(value, Thing):
        raise Open
    return bool(value)


def _known(value: Any) -> Any:
    """A value with nothing open in it, that no one can change."""
    if value is Missing or isinstance(value, (Thing, list, dict)):
        raise Open
    if isinstance(value, tuple):
        for item in value:
            _known(item)
    return value


def _members(value: Any) -> Any:
    """A text, tuple, list or the keys of a dict, all of which are known."""
    if isinstance(value, dict) and Missing in value.values():
        raise Open
    return value if isinstance(value, str) else [_known(item) for item in value]


def _unshared(value: Any) -> Any:
    """An item of a value that others may hold too: what they may change is open."""
    return Missing if isinstance(value, (list, dict)) else value


def _small(value: Any) -> Any:
    if (
        isinstance(value, (str, bytes, tuple))
        and len(value) > _LARGEST
        or isinstance(value, int)
        and abs(value) > 1 << 64
    ):
        raise Open
    return value
