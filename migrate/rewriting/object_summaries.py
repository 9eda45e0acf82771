"""Summaries that other code makes of what an object holds: the object's constructor makes them.

`tf.summary.scalar("loss", model.loss)` in the code that trains a model becomes `tf.summary.scalar("loss", self.loss)`
at the end of the model's constructor: the same TensorFlow 1 program, in which summaries stand where their tensors are.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import constructors, programs
from migrate.stages import summaries as api

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
# calls outside of classes that leave the names of the graph alone
BESIDE = ("Session", "InteractiveSession", "ConfigProto", "GPUOptions", "train.Saver", "summary.FileWriter", "Summary")
BESIDE += ("global_variables_initializer", "initialize_all_variables", "local_variables_initializer", "set_random_seed")
BESIDE += ("trainable_variables", "global_variables", "summary.merge_all", "merge_all_summaries", "gfile.")
BESIDE += ("train.SummaryWriter", "app.", "flags.", "logging.", "train.latest_checkpoint", "train.get_checkpoint_state")


class Undecided(Exception):
    """The summaries stay where they are."""


def normalise(text: str, tree: ast.Module, scripts: int = 1) -> str | None:
    """The text whose objects make those summaries; None where there are none or it is not certain.

    The last `scripts` files of the text are run one at a time.
    """
    if "class " not in text or "summar" not in text:
        return None
    try:
        return _Summaries(text, tree, scripts).rewritten()
    except Undecided:
        return None


class _Summaries:
    def __init__(self, text: str, tree: ast.Module, scripts: int) -> None:
        self.scripts = scripts
        self.tree, self.source, self.names = tree, Source(text), Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.classes = {n.name: n for n in tree.body if isinstance(n, ast.ClassDef)}
        self.inside = {id(n) for cls in self.classes.values() for n in ast.walk(cls)}

    def rewritten(self) -> str | None:
        statements = [self._statement(call) for call in self._calls()]
        if not statements:
            return None
        holders = {self._holder(s) for s in statements}
        if len(holders) > 1:
            raise Undecided
        name = holders.pop()
        cls, constructor = self._made(name)
        source, receiver = self.source, constructor.args.args[0].arg
        kept = self._attributes(cls, constructor)
        lines: list[str] = []
        for statement in statements:
            self._in_reach(statement, cls)
            inner = Source(source.segment(statement))
            for node in ast.walk(ast.parse(inner.text)):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == name:
                    if node.attr not in kept:
                        raise Undecided
                    inner.replace(node.value, receiver)
            lines.append(inner.result())
            start, end = source.span(statement)
            if not source.alone(statement) or "\n" in inner.text:
                raise Undecided
            source.replace_span(source.line_start(start), source.line_end(end), "")
        if not constructors.extend(source, constructor, lines):
            raise Undecided
        return source.result()

    # ------------------------------------------------------------ the summaries
    def _calls(self) -> list[ast.Call]:
        """The calls outside of classes that make summaries; no other makes a part of the graph."""
        found = []
        for node in ast.walk(self.tree):
            path = (self.names.resolve(node.func) or "") if isinstance(node, ast.Call) else ""
            if not path.startswith("tensorflow.") or id(node) in self.inside:
                continue
            path = path.removeprefix("tensorflow.")
            if path in api.SUMMARIES:
                found.append(node)
            elif not path.startswith(BESIDE):
                raise Undecided
        return sorted(found, key=lambda n: n.lineno)  # type: ignore[attr-defined, return-value]

    def _statement(self, call: ast.Call) -> ast.Expr:
        """The statement that a summary is, beside others in a function or in a session's block."""
        statement = self.parents[call]
        if not isinstance(statement, ast.Expr) or any(k.arg in (None, "collections") for k in call.keywords):
            raise Undecided
        current = self.parents[statement]
        if len(getattr(current, "body", [])) < 2:
            raise Undecided
        while isinstance(current, ast.With):
            paths = [self.names.resolve(i.context_expr.func) for i in current.items if _is_call(i.context_expr)]
            if len(paths) != len(current.items) or any(p != "tensorflow.Session" for p in paths):
                raise Undecided
            current = self.parents[current]
        if not isinstance(current, (ast.FunctionDef, ast.Module)):
            raise Undecided
        return statement

    def _holder(self, statement: ast.Expr) -> str:
        """The one name that a summary is made of."""
        held: set[str] = set()
        for node in ast.walk(statement):
            if isinstance(node, (*FUNCTIONS, ast.NamedExpr, ast.JoinedStr)):
                raise Undecided
            if isinstance(node, ast.Name) and not (self.names.resolve(node) or "").startswith("tensorflow"):
                parent = self.parents[node]
                if not isinstance(parent, ast.Attribute) or isinstance(self.parents[parent], ast.Attribute):
                    raise Undecided
                held.add(node.id)
            if isinstance(node, ast.Call) and not (self.names.resolve(node.func) or "").startswith("tensorflow."):
                raise Undecided
        if len(held) != 1:
            raise Undecided
        return held.pop()

    # ------------------------------------------------------------ the object
    def _made(self, name: str) -> tuple[ast.ClassDef, ast.FunctionDef]:
        """The class of the object that a name stands for all the time, and its constructor."""
        bound = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == name]
        stores = [n for n in bound if not isinstance(n.ctx, ast.Load)]
        if len(stores) != 1 or any(isinstance(n, ast.arg) and n.arg == name for n in ast.walk(self.tree)):
            raise Undecided
        statement = self.parents[stores[0]]
        value = statement.value if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
        cls = self.classes.get(getattr(getattr(value, "func", None), "id", ""))
        if cls is None or not constructors.is_plain(cls):
            raise Undecided
        used = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == cls.name]
        used = [n for n in used if self._script(n) in (0, self._script(statement))]
        if len(used) != 1 or not self._straight(statement):
            raise Undecided
        constructor = constructors.of(cls)
        if constructor is None:
            raise Undecided
        return cls, constructor

    def _script(self, node: ast.AST) -> int:
        return programs.script_of(self.source.text, node.lineno, self.scripts)  # type: ignore[attr-defined]

    def _straight(self, statement: ast.AST) -> bool:
        """Whether no loop and no scope of names is around a statement."""
        current = self.parents.get(statement)
        while current is not None and not isinstance(current, FUNCTIONS):
            if isinstance(current, (ast.For, ast.While)):
                return False
            if isinstance(current, ast.With) and any(_scope(i.context_expr) for i in current.items):
                return False
            current = self.parents.get(current)
        return True

    def _attributes(self, cls: ast.ClassDef, constructor: ast.FunctionDef) -> set[str]:
        """The attributes that an object has once it is constructed."""
        methods = {m.name: m for m in cls.body if isinstance(m, ast.FunctionDef)}
        waiting, seen = [constructor], {constructor}
        found: set[str] = set()
        while waiting:
            for node in ast.walk(waiting.pop()):
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                    found.add(node.attr)
                called = methods.get(node.func.attr) if _is_method(node) else None  # type: ignore[attr-defined]
                if called is not None and called not in seen:
                    seen.add(called)
                    waiting.append(called)
        bound_outside = {
            n.attr
            for n in ast.walk(self.tree)
            if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store) and id(n) not in self.inside
        }
        return found - bound_outside

    def _in_reach(self, statement: ast.Expr, cls: ast.ClassDef) -> None:
        """TensorFlow has the same name in the file of the class."""
        first, last = programs.same_file(self.source.text, cls.lineno)
        call: ast.AST = statement.value
        roots = {n.id for n in ast.walk(call) if isinstance(n, ast.Name) and self.names.resolve(n) == "tensorflow"}
        imports = [n for n in self.tree.body if isinstance(n, ast.Import) and first <= n.lineno <= last]
        known = {a.asname or a.name for n in imports for a in n.names}
        if not roots or not roots <= known:
            raise Undecided


def _is_call(node: ast.expr) -> bool:
    return isinstance(node, ast.Call)


def _is_method(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)


def _scope(node: ast.expr) -> bool:
    """Whether a `with` block may put names into a scope."""
    func = node.func if isinstance(node, ast.Call) else node
    return not isinstance(func, ast.Attribute) or func.attr not in ("Session", "as_default", "device")
