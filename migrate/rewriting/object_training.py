"""Training that other code makes of what an object holds: the object's constructor makes it.

`model = Model(3)` and `train_op = tf.train.AdamOptimizer(rate).minimize(model.loss)` below it become
`model = Model(3, rate)`, and `self.train_op = ...minimize(self.loss)` at the end of the constructor: the same
TensorFlow 1 program, whose graph is built in one place.
"""

from __future__ import annotations

import ast
import builtins

from migrate.blocks import is_main_guard
from migrate.edits import Source
from migrate.names import Names, Scope, fresh, used
from migrate.rewriting import constructors, programs

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
TRAINS = {"minimize", "apply_gradients"}
RUNS = {"run", "eval", "restore", "save", "add_summary"}
# calls of TensorFlow that make nothing of the graph
BESIDE = ("Session", "InteractiveSession", "ConfigProto", "GPUOptions", "summary.FileWriter", "train.SummaryWriter")
BESIDE += ("gfile.", "app.", "flags.", "logging.", "train.latest_checkpoint", "train.get_checkpoint_state", "Graph")
BESIDE += ("set_random_seed", "get_default_graph", "contrib.learn.preprocessing.")
# those of the whole graph, which have to come after all of it
WHOLE = ("train.Saver", "global_variables_initializer", "initialize_all_variables", "local_variables_initializer")
WHOLE += ("placeholder", "global_variables", "all_variables", "train.start_queue_runners", "train.global_step")
READING = {"append", "format", "get_shape", "as_list", "split", "join", "items", "compute_gradients", *TRAINS}


class Undecided(Exception):
    """The training stays where it is."""


def normalise(text: str, tree: ast.Module) -> str | None:
    """The text whose objects make their training; None where there is none or it is not certain."""
    names = Names(tree)
    for node in ast.walk(tree):
        target = node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        if isinstance(target, ast.Name) and isinstance(node.value, ast.Call):  # type: ignore[union-attr]
            cls = _class(tree, node.value.func)  # type: ignore[union-attr]
            if cls is not None:
                try:
                    return _Training(text, tree, names, node, cls).written()  # type: ignore[arg-type]
                except Undecided:
                    continue
    return None


def _roots(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _class(tree: ast.Module, function: ast.expr) -> ast.ClassDef | None:
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    return next((n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name), None)


class _Training:
    def __init__(self, text: str, tree: ast.Module, names: Names, made: ast.Assign, cls: ast.ClassDef) -> None:
        self.tree, self.names, self.source, self.made, self.cls = tree, names, Source(text), made, cls
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.object: str = made.targets[0].id  # type: ignore[attr-defined]
        self.holder = self._holder()
        self.scope = names.module_scope if isinstance(self.holder, ast.Module) else names.inner_scope(self.holder)
        self.constructor = self._constructor()
        self.moved = self._moved()
        self.bound = self._bound()
        self.attributes = {n.attr for n in ast.walk(cls) if isinstance(n, ast.Attribute)} | {
            m.name for m in cls.body if isinstance(m, ast.FunctionDef)
        }
        self.parameters: dict[str, str] = {}  # expression where the object is made -> parameter of the constructor

    def _holder(self) -> ast.Module | ast.FunctionDef:
        current = self.parents[self.made]
        while isinstance(current, ast.With) or isinstance(current, ast.If) and is_main_guard(current):
            current = self.parents[current]
        if not isinstance(current, (ast.Module, ast.FunctionDef)) or isinstance(
            self.parents.get(current), ast.ClassDef
        ):
            raise Undecided
        return current

    def _constructor(self) -> ast.FunctionDef:
        """That of the class, which has one object, under one name."""
        found = constructors.of(self.cls) if constructors.is_plain(self.cls) else None
        calls = [n for n in ast.walk(self.tree) if isinstance(n, ast.Call) and _class(self.tree, n.func) is self.cls]
        if found is None or len(calls) != 1 or len(self.scope.bindings.get(self.object, [])) != 1:
            raise Undecided
        if any(
            isinstance(n, ast.Name) and n.id == self.cls.name
            for b in self.tree.body
            if isinstance(b, ast.ClassDef)
            for n in b.bases
        ):
            raise Undecided
        given = found.args
        if given.vararg or given.kwarg or given.posonlyargs or given.kwonlyargs:
            raise Undecided
        return found

    # ------------------------------------------------------------ what moves
    def _flat(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """The statements of a body, those in blocks of sessions and graphs among them."""
        found: list[ast.stmt] = []
        for node in body:
            if isinstance(node, ast.With) and all(self._opens(i.context_expr) for i in node.items):
                found += self._flat(node.body)
            elif isinstance(node, ast.If) and is_main_guard(node):
                found += self._flat(node.body)
            else:
                found.append(node)
        return found

    def _opens(self, node: ast.expr) -> bool:
        function = node.func if isinstance(node, ast.Call) else None
        path = self.names.resolve(function) if function is not None else None
        default = isinstance(function, ast.Attribute) and function.attr == "as_default"
        return default or path in ("tensorflow.Session", "tensorflow.InteractiveSession")

    def _moved(self) -> list[ast.stmt]:
        statements = self._flat(self.holder.body)
        if self.made not in statements:
            raise Undecided  # in a block that means something to what is made there
        following = statements[statements.index(self.made) + 1 :]
        moved: list[ast.stmt] = []
        names: set[str] = set()
        for node in following:
            if self._runs(node):
                break
            if self._makes_graph(node, names):
                moved.append(node)
                names |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        read = {n.id for s in moved for n in ast.walk(s) if isinstance(n, ast.Name)}
        for node in following:  # lists that they fill
            empty = isinstance(node, ast.Assign) and isinstance(node.value, (ast.List, ast.Dict))
            if empty and not list(ast.iter_child_nodes(node.value))[1:] and _stored(node) & read:  # type: ignore[attr-defined]
                moved.append(node)
        if not any(isinstance(n, ast.Attribute) and n.attr in TRAINS for s in moved for n in ast.walk(s)):
            raise Undecided
        moved = [s for s in following if s in moved]
        read = {n.id for s in moved for n in ast.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
        for node in following[: following.index(moved[-1])]:
            if node not in moved and (not self._apart(node) or self._changes(node) & read):
                raise Undecided
        for node in moved:
            if not self.source.alone(node) or self._left_alone(node, moved):
                raise Undecided
        return moved

    def _calls(self, node: ast.AST) -> list[tuple[ast.Call, str]]:
        calls = [n for n in ast.walk(node) if isinstance(n, ast.Call)]
        return [(n, (self.names.resolve(n.func) or "").removeprefix("tensorflow.")) for n in calls]

    def _of_tensorflow(self, call: ast.Call) -> bool:
        return (self.names.resolve(call.func) or "").startswith("tensorflow.")

    def _makes_graph(self, node: ast.stmt, names: set[str]) -> bool:
        """Whether a statement makes a part of the graph, and nothing else."""
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)):
            return False
        calls = self._calls(node)
        if any(self._of_tensorflow(c) and path.startswith((*BESIDE, *WHOLE)) for c, path in calls):
            return False
        made = any(self._of_tensorflow(c) for c, _ in calls) or self._computes(node)
        if not made and not any(isinstance(n, ast.Name) and n.id in names for n in ast.walk(node)):
            return False
        if not all(self._known(call) for call, _ in calls):
            if made:
                raise Undecided
            return False  # it only reads what was made
        if any(isinstance(n, (*FUNCTIONS, ast.Return, ast.Yield, ast.Global, ast.Nonlocal)) for n in ast.walk(node)):
            raise Undecided
        if any(isinstance(n, (ast.Constant, ast.JoinedStr)) and n.lineno != n.end_lineno for n in ast.walk(node)):
            raise Undecided
        if not isinstance(node, (ast.Assign, ast.Expr, ast.For, ast.If, ast.With)):
            raise Undecided
        return True

    def _runs(self, node: ast.stmt) -> bool:
        """Whether a statement runs a part of the graph; a function may do so later."""
        if isinstance(node, ast.FunctionDef):
            return False
        methods = [c.func.attr for c, _ in self._calls(node) if isinstance(c.func, ast.Attribute)]
        return bool(RUNS & set(methods))

    def _known(self, call: ast.Call) -> bool:
        """Whether a call makes ops, or does nothing but give a value."""
        if self._of_tensorflow(call) or isinstance(call.func, ast.Attribute) and call.func.attr in READING:
            return True
        word = call.func.id if isinstance(call.func, ast.Name) and self.scope.find(call.func.id) is None else ""
        return hasattr(builtins, word) and word != "print"

    def _computes(self, node: ast.stmt) -> bool:
        """`half = model.loss / 2` of what the class makes with TensorFlow."""
        for part in [n for n in ast.walk(node) if isinstance(n, (ast.BinOp, ast.UnaryOp))]:
            for item in ast.iter_child_nodes(part):
                owner = item.value if isinstance(item, ast.Attribute) else None
                if isinstance(owner, ast.Name) and owner.id == self.object and self._tensor(item.attr):  # type: ignore[attr-defined]
                    return not any(isinstance(n, ast.Call) for n in ast.walk(node))
        return False

    def _tensor(self, name: str) -> bool:
        for node in ast.walk(self.cls):
            if isinstance(node, ast.Assign) and any(
                isinstance(t, ast.Attribute) and t.attr == name for t in node.targets
            ):
                return any(self._of_tensorflow(call) for call, _ in self._calls(node.value))
        return False

    def _apart(self, node: ast.stmt) -> bool:
        """Whether a statement that stays may come after those that move."""
        if isinstance(node, ast.FunctionDef):
            return True  # what it does is done later
        for call, path in self._calls(node):
            if self._of_tensorflow(call):
                if not path.startswith(BESIDE):
                    return False
            elif isinstance(call.func, ast.Attribute) and call.func.attr in RUNS and not self.names.resolve(call.func):
                return False
            elif self._of_program(call):
                return False  # whatever it makes, or changes
        held = [n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == self.object]
        return not held

    def _of_program(self, call: ast.Call) -> bool:
        """Whether a call is one of a function or method of the program, as far as names tell."""
        path = self.names.resolve(call.func)
        if path is None and isinstance(call.func, ast.Name):
            return self.scope.find(call.func.id) is not None
        word = (path or "").rpartition(".")[2] or getattr(call.func, "attr", "")
        defined = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        return any(isinstance(n, defined) and n.name == word for n in ast.walk(self.tree))

    def _changes(self, node: ast.stmt) -> set[str]:
        """Names that a statement binds, or whose objects it may change."""
        found: set[str] = set()
        for inner in ast.walk(node):
            if isinstance(inner, (ast.Name, ast.Attribute, ast.Subscript)) and not isinstance(inner.ctx, ast.Load):
                found |= _roots(inner)
            elif isinstance(inner, ast.Call) and not self._builtin(inner):
                given = [*inner.args, *(k.value for k in inner.keywords)]
                if self.names.resolve(inner.func) is not None:  # of a library, such as `shuffle(rows)`
                    given = [a for a in given if isinstance(a, ast.Name)]
                elif isinstance(inner.func, ast.Attribute):
                    given.append(inner.func.value)
                found |= {name for part in given for name in _roots(part)}
        return found

    def _builtin(self, call: ast.Call) -> bool:
        word = call.func.id if isinstance(call.func, ast.Name) and self.scope.find(call.func.id) is None else ""
        return hasattr(builtins, word) and word not in ("setattr", "exec", "eval")

    def _left_alone(self, node: ast.stmt, moved: list[ast.stmt]) -> bool:
        body = getattr(self.parents[node], "body", [])
        return all(s in moved for s in body)

    def _bound(self) -> dict[str, ast.Name]:
        """The names that other code reads of what moves, each bound once, and the others that it binds."""
        found: dict[str, ast.Name] = {}
        inside = {id(n) for s in self.moved for n in ast.walk(s)}
        for node in [n for s in self.moved for n in ast.walk(s)]:
            if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Store):
                continue
            if self.names.scope_of.get(node, self.scope).find(node.id) is not self.scope:
                continue  # a comprehension's own
            bindings = self.scope.bindings.get(node.id, [])
            if not all(id(b) in inside for b in bindings):
                raise Undecided
            found[node.id] = node
        return found

    def _reads(self, name: str) -> list[ast.Name]:
        """Where code that stays reads a name."""
        inside = {id(n) for s in self.moved for n in ast.walk(s)}
        return [
            n
            for n in ast.walk(self.tree)
            if isinstance(n, ast.Name)
            and n.id == name
            and id(n) not in inside
            and self.names.scope_of.get(n, self.names.module_scope).find(name) is self.scope
        ]

    # ------------------------------------------------------------ the text
    def written(self) -> str:
        from migrate.rewriting.native import comment_start

        source, receiver = self.source, self.constructor.args.args[0].arg
        taken = used(self.constructor)
        renamed: dict[str, str] = {}
        for name in self.bound:
            reads = self._reads(name)
            if isinstance(self.holder, ast.Module) and self._imported(name):
                raise Undecided
            if not reads:
                renamed[name] = fresh(name, taken)
                continue
            if len(self.scope.bindings[name]) != 1:
                raise Undecided
            attribute = fresh(name, self.attributes)
            renamed[name] = f"{receiver}.{attribute}"
            for read in reads:
                if not isinstance(read.ctx, ast.Load) or not self._sees_object(read):
                    raise Undecided
                source.replace(read, f"{self.object}.{attribute}")
        own = Source(source.text)
        for statement in self.moved:
            for node in ast.walk(statement):
                if isinstance(node, ast.Name):
                    self._rename(own, node, renamed, receiver, taken)
        lines: list[str] = [""]
        gone: list[tuple[int, int]] = []
        for statement in self.moved:
            start, end = source.span(statement)
            first = comment_start(source, source.line_start(start))
            above = source.text[first : source.line_start(start)].split("\n")
            lines += [line.strip() for line in above if line.strip()]
            lines += own.statement(statement, "").split("\n")
            gone.append((first, source.line_end(end)))
        self._take_out(gone)
        if not constructors.extend(source, self.constructor, lines):
            raise Undecided
        self._hand_over()
        return source.result()

    def _take_out(self, spans: list[tuple[int, int]]) -> None:
        """Takes lines out; of the blank lines around them those above are left."""
        text = self.source.text
        while spans:
            first, last = spans.pop(0)
            while spans and spans[0][0] == last:
                last = spans.pop(0)[1]
            while last < len(text) and not text[last : self.source.line_end(last)].strip():
                if text[self.source.line_start(first - 1) : first].strip():
                    break
                last = self.source.line_end(last)
            self.source.replace_span(first, last, "")

    def _imported(self, name: str) -> bool:
        """Whether another file takes a name of the module."""
        return any(isinstance(n, ast.alias) and n.name == name for n in ast.walk(self.tree)) or any(
            isinstance(n, ast.Attribute)
            and n.attr == name
            and self.names.resolve(n) is not None
            and not (self.names.resolve(n) or "").startswith("tensorflow.")
            for n in ast.walk(self.tree)
        )

    def _sees_object(self, node: ast.Name) -> bool:
        return self.names.scope_of.get(node, self.names.module_scope).find(self.object) is self.scope

    def _rename(self, own: Source, node: ast.Name, renamed: dict[str, str], receiver: str, taken: set[str]) -> None:
        scope = self.names.scope_of.get(node, self.scope).find(node.id)
        parent = self.parents[node]
        if scope is None or scope.node is not None and isinstance(scope.node, COMPREHENSIONS):
            return
        if node.id in renamed and scope is self.scope:
            own.replace(node, renamed[node.id])
        elif node.id == self.object and scope is self.scope:
            if not isinstance(parent, ast.Attribute) or not self._is_attribute(parent):
                raise Undecided
            own.replace(node, receiver)
        elif not self._known_there(node, scope):
            whole: ast.expr = node
            while isinstance(self.parents[whole], ast.Attribute):
                whole = self.parents[whole]  # type: ignore[assignment]
            if isinstance(self.parents[whole], ast.Call) and self.parents[whole].func is whole:  # type: ignore[attr-defined]
                raise Undecided
            if not self._bound_before(node, scope):
                raise Undecided
            text = self.source.segment(whole)
            if text not in self.parameters:
                self.parameters[text] = fresh(whole.attr if isinstance(whole, ast.Attribute) else node.id, taken)
            own.replace(whole, self.parameters[text])

    def _is_attribute(self, node: ast.Attribute) -> bool:
        """Whether an object has an attribute from its class alone."""
        stored = [
            n
            for n in ast.walk(self.tree)
            if isinstance(n, ast.Attribute) and n.attr == node.attr and isinstance(n.ctx, ast.Store)
        ]
        inside = {id(n) for n in ast.walk(self.cls)}
        return bool(stored) and all(id(n) in inside for n in stored)

    def _known_there(self, node: ast.Name, scope: Scope) -> bool:
        """Whether a name is one of the module, and means the same in the file of the class."""
        if scope is not self.names.module_scope:
            return False
        first, last = programs.same_file(self.source.text, self.cls.lineno)
        bindings = scope.bindings.get(node.id, [])
        there = [b for b in bindings if first <= getattr(b, "lineno", 0) <= last]
        if first <= self.made.lineno <= last:
            return bool(there) and all(b.lineno < self.made.lineno for b in there)  # type: ignore[attr-defined]
        imports = [b for b in bindings if isinstance(b, (ast.Import, ast.ImportFrom))]
        paths = {self.names.import_path(b, node.id) for b in imports}
        return bool(there) and len(imports) == len(bindings) and len(paths) == 1

    def _bound_before(self, node: ast.Name, scope: Scope) -> bool:
        bindings = scope.bindings.get(node.id, [])
        return len(bindings) == 1 and getattr(bindings[0], "lineno", 0) < self.made.lineno

    def _hand_over(self) -> None:
        """The constructor's new parameters, and their values where the object is made."""
        if not self.parameters:
            return
        source, given = self.source, self.constructor.args
        if given.defaults:
            raise Undecided
        last = given.args[-1]
        source.insert(source.span(last)[1], "".join(f", {p}" for p in self.parameters.values()))
        call: ast.Call = self.made.value  # type: ignore[assignment]
        words = [f"{p}={text}" if call.keywords else text for text, p in self.parameters.items()]
        items = [*call.args, *call.keywords]
        if len(call.args) + len(call.keywords) != len(given.args) - 1 or any(k.arg is None for k in call.keywords):
            raise Undecided
        if items:
            at = max(source.span(i)[1] for i in items)
            source.insert(at, "".join(f", {w}" for w in words))
        else:
            source.insert(source.span(call)[1] - 1, ", ".join(words))


def _stored(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
