"""Placeholders of the module whose graph a function builds move into that function.

`x = tf.placeholder(..)` beside `def train():` that makes `logits = tf.matmul(x, w)` and runs it becomes the first
statement of `train`, and `train(x)` becomes `train()`: the same TensorFlow 1 program, whose graph is in one place.
What the module makes of the placeholders moves with them, and helpers that read any of it get it as a parameter.
"""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import programs, read_tensors

PLACEHOLDERS = {"tensorflow.placeholder", "tensorflow.placeholder_with_default"}
RUNS = {"run", "eval"}
CHANGEABLE = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp)
MAKING = ("tensorflow.Variable", "tensorflow.get_", "tensorflow.layers.", "tensorflow.contrib.", "tensorflow.keras.")
MAKING += ("tensorflow.nn.dynamic_rnn", "tensorflow.nn.static_", "tensorflow.nn.bidirectional", "tensorflow.train.")
HOST = ("tensorflow.app.", "tensorflow.flags.", "tensorflow.logging.")
BY_TEXT = {"globals", "locals", "vars", "eval", "exec", "getattr"}


class Undecided(Exception):
    """The placeholders stay where they are."""


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with the placeholders in the function; None where there are none."""
    if "placeholder" not in text:
        return None
    names = Names(tree)
    found = [n for n in tree.body if _is_placeholder(names, n)]
    if not found:
        return None
    try:
        return _Placeholders(text, tree, names, found).moved(), None
    except Undecided:
        return None


def _is_placeholder(names: Names, node: ast.stmt) -> bool:
    plain = isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    return plain and isinstance(node.value, ast.Call) and names.resolve(node.value.func) in PLACEHOLDERS


@dataclass
class Reads:
    """Where a placeholder is read: in which functions of the module, and as the argument of which calls."""

    functions: dict[ast.FunctionDef, list[ast.Name]]
    handed: list[ast.Name]
    moved: bool = False  # by what moves with it


class _Placeholders:
    def __init__(self, text: str, tree: ast.Module, names: Names, statements: list[ast.stmt]) -> None:
        self.text, self.tree, self.names = text, tree, names
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.statements: dict[str, ast.Assign] = {s.targets[0].id: s for s in statements}  # type: ignore[attr-defined]
        if len(self.statements) != len(statements):
            raise Undecided
        self.derived: list[ast.Assign] = []
        for node in tree.body:
            if isinstance(node, ast.Assign) and self._reads_moved(node.value) and self._only_builds(node.value):
                target = node.targets[0]
                if isinstance(target, ast.Name) and target.id not in self.statements:
                    self.statements[target.id] = node
                    self.derived.append(node)

    def _reads_moved(self, node: ast.AST) -> bool:
        return any(isinstance(n, ast.Name) and n.id in self.statements for n in ast.walk(node))

    def moved(self) -> str:
        """The text of the program; raises Undecided."""
        self._check()
        reads = {name: self._reads(name) for name in self.statements}
        self.statements = {
            n: s for n, s in self.statements.items() if reads[n].functions or reads[n].handed or reads[n].moved
        }
        reads = {n: reads[n] for n in self.statements}
        function = self._builder(reads)
        self._stay_in_file(function)
        self._stand_alike(function)
        self._make_in_order(function)
        helpers: dict[int, list[str]] = {}
        for name, read in reads.items():
            for definition in read.functions:
                if definition is not function:
                    helpers.setdefault(definition.lineno, []).append(name)
        self._pass_on(helpers)
        if not self._only_called_by(function, helpers):
            raise Undecided
        call = self._call(function) if any(r.handed for r in reads.values()) else None
        text, tree = self.text, self.tree
        if helpers:
            given = read_tensors.handed_over(text, helpers)
            if given is None:
                raise Undecided
            text, tree = given[0], ast.parse(given[0])
        return self._written(text, tree, function, call, {n for n, r in reads.items() if r.handed})

    def _only_builds(self, value: ast.expr) -> bool:
        """Whether an expression makes tensors and runs nothing."""
        for node in ast.walk(value):
            if isinstance(node, (ast.Lambda, ast.NamedExpr, ast.Dict)) or self._runs(node):
                return False
            if isinstance(node, ast.Call) and self.names.resolve(node.func) is None:
                bindings = self.names.module_scope.bindings.get(getattr(node.func, "id", ""), [])
                if len(bindings) != 1 or not isinstance(bindings[0], ast.FunctionDef):
                    return False
                if any(self._runs(n) for n in ast.walk(bindings[0])):
                    return False
        return True

    def _check(self) -> None:
        module = self.names.module_scope
        shared = {n for node in ast.walk(self.tree) if isinstance(node, ast.Global) for n in node.names}
        for name in self.statements:
            if len(module.bindings[name]) != 1 or name in shared:
                raise Undecided
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and node.id in BY_TEXT:
                raise Undecided

    def _stay_in_file(self, function: ast.FunctionDef) -> None:
        """The placeholders and the function are in one file, which no other file of the program imports."""
        first, last = programs.same_file(self.text, function.lineno)
        if not all(first <= s.lineno <= last for s in self.statements.values()):
            raise Undecided
        line = self.text.split("\n")[first - 1]
        module = line.removeprefix(programs.MARKER).rpartition("/")[2].removesuffix(".py")
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)) and not first <= node.lineno <= last:
                paths = [a.name for a in node.names] + [getattr(node, "module", None) or ""]
                if any(path.rpartition(".")[2] == module for path in paths):
                    raise Undecided
            if isinstance(node, ast.Name) and node.id in (function.name, *self.statements):
                if self.names.scope_of[node].find(node.id) is self.names.module_scope:
                    if not first <= node.lineno <= last:
                        raise Undecided

    # ------------------------------------------------------------ who reads them
    def _reads(self, name: str) -> Reads:
        reads = Reads({}, [])
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Name) or node.id != name or not isinstance(node.ctx, ast.Load):
                continue
            if self.names.scope_of[node].find(name) is not self.names.module_scope:
                continue
            function = self._function(node)
            if function is not None and self.names.scope_of[node] is self.names.module_scope:
                raise Undecided  # a default of a parameter
            if function is not None:
                reads.functions.setdefault(function, []).append(node)
                continue
            if self._statement(node) in self.statements.values():
                reads.moved = True
                continue
            call = self.parents[node]
            if not isinstance(call, ast.Call) or node not in call.args or not isinstance(call.func, ast.Name):
                raise Undecided
            reads.handed.append(node)
        if len(reads.handed) > 1:
            raise Undecided
        return reads

    def _statement(self, node: ast.AST) -> ast.AST:
        """The statement of the module that a node stands in."""
        while self.parents.get(node) not in (None, self.tree):
            node = self.parents[node]
        return node

    def _function(self, node: ast.AST) -> ast.FunctionDef | None:
        """The function of the module that a node stands in."""
        current = self._statement(node)
        if isinstance(current, ast.ClassDef):
            raise Undecided
        return current if isinstance(current, ast.FunctionDef) else None

    def _builder(self, reads: dict[str, Reads]) -> ast.FunctionDef:
        """The one function that reads the placeholders and runs what it builds of them."""
        found = {f for r in reads.values() for f in r.functions}
        for read in reads.values():
            for node in read.handed:
                found.add(self._definition(self.parents[node]))
        running = [f for f in found if any(self._runs(n) for n in ast.walk(f))]
        if len(running) != 1:
            raise Undecided
        function = running[0]
        if function.decorator_list or any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in ast.walk(function)):
            raise Undecided
        inside = [n for r in reads.values() for n in r.functions.get(function, ())]
        helped = any(f is not function for r in reads.values() for f in r.functions)
        handed = any(r.handed for r in reads.values())
        if not helped and not handed and not any(self._builds(n) for n in inside):
            raise Undecided  # it only runs what the module built
        return function

    def _definition(self, call: ast.AST) -> ast.FunctionDef:
        scope = self.names.module_scope
        bindings = scope.bindings.get(call.func.id, [])  # type: ignore[attr-defined]
        if len(bindings) != 1 or not isinstance(bindings[0], ast.FunctionDef) or bindings[0] not in self.tree.body:
            raise Undecided
        return bindings[0]

    @staticmethod
    def _runs(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RUNS

    def _builds(self, node: ast.AST) -> bool:
        """Whether a name is read to make a tensor, not to feed or to fetch."""
        current: ast.AST | None = node
        while current is not None and not isinstance(current, ast.stmt):
            parent = self.parents.get(current)
            if self._runs(current) or (isinstance(parent, ast.Dict) and current in parent.keys):
                return False
            current = parent
        return any(isinstance(n, (ast.Call, ast.BinOp)) for n in ast.walk(current)) if current is not None else False

    def _stand_alike(self, function: ast.FunctionDef) -> None:
        """What the placeholders are made of means the same in the function."""
        own, module = self.names.inner_scope(function), self.names.module_scope
        for name, statement in self.statements.items():
            bound = own.bindings.get(name, [])
            if any(not isinstance(b, ast.arg) for b in bound):
                raise Undecided
            for inner in ast.walk(statement.value):
                if not isinstance(inner, ast.Name):
                    if isinstance(inner, (ast.Lambda, ast.NamedExpr, ast.ListComp)):
                        raise Undecided
                    continue
                bindings = module.bindings.get(inner.id, [])
                if inner.id not in own.bindings and self.names.resolve(inner) is not None:
                    continue  # a library
                if inner.id in self.statements and self.statements[inner.id].lineno < statement.lineno:
                    continue
                if inner.id in own.bindings or inner.id in self.statements or len(bindings) > 1:
                    raise Undecided
                made = self.parents.get(bindings[0]) if bindings and isinstance(bindings[0], ast.Name) else None
                if isinstance(made, (ast.For, ast.AugAssign)):
                    raise Undecided
                if isinstance(getattr(made, "value", None), CHANGEABLE) and self._changes(inner.id):
                    raise Undecided

    def _changes(self, name: str) -> bool:
        """Whether a list or dict of the module may change after it was made."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
                parent = self.parents[node]
                if isinstance(parent, ast.Subscript) and isinstance(parent.ctx, ast.Load):
                    continue
                if not isinstance(parent, ast.Call) or node not in parent.args:
                    return True
        return False

    def _make_in_order(self, function: ast.FunctionDef) -> None:
        """What may make variables and moves makes them once, and nothing of the graph stays behind it."""
        makers = [s for s in self.derived if any(self._may_make(n) for n in ast.walk(s.value))]
        if not makers:
            return
        if not self._called_once(function):
            raise Undecided
        for node in self.tree.body:
            if node.lineno < makers[0].lineno or node in self.statements.values():
                continue
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                continue
            for inner in ast.walk(node):
                call = isinstance(inner, ast.Call)
                if call and not (isinstance(inner.func, ast.Name) and inner.func.id == function.name):
                    path = self.names.resolve(inner.func) or ""
                    if self._may_make(inner) or (path.startswith("tensorflow.") and not path.startswith(HOST)):
                        raise Undecided

    def _called_once(self, function: ast.FunctionDef) -> bool:
        uses = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == function.name]
        if not uses and function.name == "main":
            calls = [n for n in ast.walk(self.tree) if isinstance(n, ast.Call)]
            return sum(self.names.resolve(n.func) == "tensorflow.app.run" for n in calls) == 1
        current: ast.AST | None = self.parents[uses[0]] if len(uses) == 1 else None
        if not isinstance(current, ast.Call) or current.func is not uses[0]:
            return False
        while current is not None and current is not self.tree:
            if isinstance(current, ast.FunctionDef):
                return current in self.tree.body and current is not function and self._called_once(current)
            if not isinstance(current, (ast.Call, ast.Expr, ast.Assign, ast.If, ast.With, ast.withitem)):
                return False
            current = self.parents.get(current)
        return current is self.tree

    def _may_make(self, node: ast.AST) -> bool:
        """A call that may make variables: of a function of the file, of a layer, of something unknown."""
        if not isinstance(node, ast.Call):
            return False
        path = self.names.resolve(node.func)
        if path is None:
            return not (isinstance(node.func, ast.Name) and hasattr(builtins, node.func.id))
        return path.startswith(MAKING)

    def _pass_on(self, helpers: dict[int, list[str]]) -> None:
        """What a helper gets has to reach it through the helpers that call it."""
        names = {d.name: d for d in self.tree.body if isinstance(d, ast.FunctionDef)}
        grown = True
        while grown:
            grown = False
            for holder in [d for d in names.values() if d.lineno in helpers]:
                for node in ast.walk(holder):
                    called = names.get(node.id) if isinstance(node, ast.Name) else None
                    for name in helpers.get(called.lineno, ()) if called is not None else ():
                        if name not in helpers[holder.lineno]:
                            helpers[holder.lineno].append(name)
                            grown = True

    def _only_called_by(self, function: ast.FunctionDef, helpers: dict[int, list[str]]) -> bool:
        """Whether each helper is called in the function, in what moves there or in another of its helpers alone."""
        names = {d.name: d for d in self.tree.body if isinstance(d, ast.FunctionDef) and d.lineno in helpers}
        if any(self._runs(n) for d in names.values() for n in ast.walk(d)):
            return False
        moved = list(self.statements.values())
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and node.id in names and self._statement(node) not in moved:
                holder = self._function(node)
                if holder is not function and (holder is None or holder.lineno not in helpers):
                    return False
        return True

    def _call(self, function: ast.FunctionDef) -> ast.Call:
        """The one call of the function, which hands placeholders over by their names."""
        uses = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == function.name]
        call = self.parents[uses[0]] if len(uses) == 1 else None
        if not isinstance(call, ast.Call) or call.func is not uses[0] or call.keywords:
            raise Undecided
        arguments = function.args
        if arguments.posonlyargs or arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.defaults:
            raise Undecided
        if len(call.args) != len(arguments.args) or any(isinstance(a, ast.Starred) for a in call.args):
            raise Undecided
        own = self.names.inner_scope(function)
        for given, parameter in zip(call.args, arguments.args, strict=True):
            if parameter.annotation is not None:
                raise Undecided
            placeholder = isinstance(given, ast.Name) and given.id in self.statements
            if placeholder and (parameter.arg != given.id or len(own.bindings[given.id]) != 1):  # type: ignore[union-attr]
                raise Undecided
            if not placeholder and parameter.arg in self.statements:
                raise Undecided
        return call

    # ------------------------------------------------------------ writing
    def _written(
        self, text: str, tree: ast.Module, function: ast.FunctionDef, call: ast.Call | None, handed: set[str]
    ) -> str:
        source = Source(text)
        lines: list[str] = []
        definition = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == function.name)
        body = definition.body[1:] if ast.get_docstring(definition) is not None else definition.body
        if not body or body[0].lineno == definition.lineno:
            raise Undecided
        first = source.line_start(source.span(body[0])[0])
        if source.text[first : source.span(body[0])[0]].strip():
            raise Undecided
        indent = source.indent_of(body[0])
        gone: list[tuple[int, int]] = []
        for statement in tree.body:
            target = statement.targets[0] if isinstance(statement, ast.Assign) else None
            if not isinstance(target, ast.Name) or target.id not in self.statements:
                continue
            start, end = source.span(statement)
            last = source.line_end(end)
            if not source.alone(statement):
                raise Undecided
            above = source.line_start(start)
            while above > 0 and source.text[: above - 1].rpartition("\n")[2].startswith("#"):
                above = source.line_start(above - 1)
            lines += source.text[above:last].rstrip("\n").split("\n")
            if statement.lineno != statement.end_lineno and source.string_lines & set(
                range(statement.lineno, (statement.end_lineno or 0) + 1)
            ):
                raise Undecided
            if gone and gone[-1][1] == above:
                above = gone.pop()[0]
            gone.append((above, last))
        for start, end in gone:
            blank = len(text[:start]) - len(text[:start].rstrip("\n")) - 1
            following = len(text[end:]) - len(text[end:].lstrip("\n"))
            source.replace_span(start, end + max(0, min(blank, following)), "")
        source.insert(first, "".join(f"{indent}{line}\n" for line in lines))
        if call is not None:
            self._without(source, definition.args.args, handed, lambda a: a.arg)
            used = next(
                n
                for n in ast.walk(tree)
                if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == function.name
            )
            self._without(source, used.args, handed, lambda a: a.id if isinstance(a, ast.Name) else "")
        return source.result()

    @staticmethod
    def _without(source: Source, items: list, gone: set[str], name) -> None:
        """Takes some of several parameters or arguments out."""
        kept = [source.segment(i) for i in items if name(i) not in gone]
        source.replace_span(source.span(items[0])[0], source.span(items[-1])[1], ", ".join(kept))
