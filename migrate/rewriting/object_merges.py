"""Summaries of an object that other code merges: the object's constructor merges them.

`net = Network()` and `merged = tf.summary.merge_all()` after it become `self.merged_summaries = ...merge_all()` at the
end of the constructor, and `net.merged_summaries` where `merged` was read: the same TensorFlow 1 program, in which each
summary is merged where it is made.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names, fresh
from migrate.rewriting import constructors, object_summaries, programs
from migrate.stages import summaries as api

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
LOOPS = (ast.For, ast.While, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.SetComp)
ATTRIBUTE = "merged_summaries"


class Undecided(Exception):
    """The merge stays where it is."""


def normalise(text: str, tree: ast.Module, scripts: int = 1) -> str | None:
    """The text whose objects merge their summaries; None where there is nothing to do or no certain form.

    The last `scripts` files of the text are run one at a time.
    """
    if "merge_all" not in text or "class " not in text:
        return None
    moved = object_summaries.normalise(text, tree, scripts)
    if moved is not None:
        text, tree = moved, ast.parse(moved)
    try:
        return _Merge(text, tree, scripts).rewritten()
    except Undecided:
        return None


class _Merge:
    def __init__(self, text: str, tree: ast.Module, scripts: int) -> None:
        self.scripts = scripts
        self.tree, self.source, self.names = tree, Source(text), Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        calls = [(n, (self.names.resolve(n.func) or "")) for n in ast.walk(tree) if isinstance(n, ast.Call)]
        self.made = [n for n, path in calls if path.removeprefix("tensorflow.") in api.SUMMARIES]
        self.merges = [n for n, path in calls if path.removeprefix("tensorflow.") in api.MERGE_ALL]
        if any(path in ("tensorflow.Graph", "tensorflow.summary.merge") for _, path in calls):
            raise Undecided
        if any(path.endswith("reset_default_graph") for _, path in calls):
            raise Undecided

    def rewritten(self) -> str:
        merge, statement, target = self._merge()
        cls = self._class()
        constructor = constructors.of(cls)
        if constructor is None:
            raise Undecided
        self._made_in(cls, constructor)
        holder = self._holder(cls, merge)
        name = fresh(ATTRIBUTE, {n.attr for n in ast.walk(self.tree) if isinstance(n, ast.Attribute)})
        reads = self._reads(statement, target)
        receiver = constructor.args.args[0].arg
        if not constructors.extend(self.source, constructor, [f"{receiver}.{name} = {self.source.segment(merge)}"]):
            raise Undecided
        for read in reads:
            self.source.replace(read, f"{holder}.{name}")
        start = self.source.line_start(self.source.span(statement)[0])
        self.source.replace_span(start, self.source.line_end(self.source.span(statement)[1]), "")
        return self.source.result()

    def _merge(self) -> tuple[ast.Call, ast.Assign, ast.Name]:
        """The one merge, as a statement of its own with others beside it."""
        if len(self.merges) != 1 or self.merges[0].args or self.merges[0].keywords:
            raise Undecided
        merge = self.merges[0]
        statement = self.parents[merge]
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or self._looped(statement):
            raise Undecided
        target = statement.targets[0]
        if not isinstance(target, ast.Name) or not self.source.alone(statement):
            raise Undecided
        if len(getattr(self.parents[statement], "body", [])) < 2:
            raise Undecided
        return merge, statement, target

    def _class(self) -> ast.ClassDef:
        """The class whose methods make all summaries; it has one object."""
        classes = {self._method(n)[0] for n in self.made}
        cls = classes.pop() if len(classes) == 1 else None
        if cls is None or not constructors.is_plain(cls):
            raise Undecided
        if any(k.arg == "collections" for n in self.made for k in n.keywords):
            raise Undecided
        return cls

    def _method(self, node: ast.AST) -> tuple[ast.ClassDef, ast.FunctionDef]:
        current = self.parents.get(node)
        while current is not None and not isinstance(current, FUNCTIONS):
            current = self.parents.get(current)
        cls = self.parents.get(current) if isinstance(current, ast.FunctionDef) else None
        if not isinstance(cls, ast.ClassDef) or cls not in self.tree.body or current.decorator_list:  # type: ignore[union-attr]
            raise Undecided
        return cls, current  # type: ignore[return-value]

    def _made_in(self, cls: ast.ClassDef, constructor: ast.FunctionDef) -> None:
        """All summaries exist once the constructor ends: their methods are called by it and by nothing else."""
        inside = {id(n) for n in ast.walk(cls)}
        waiting = [self._method(n)[1] for n in self.made]
        done: list[ast.FunctionDef] = []
        while waiting:
            method = waiting.pop()
            if method in done or method is constructor:
                continue
            done.append(method)
            uses = [n for n in ast.walk(self.tree) if isinstance(n, ast.Attribute) and n.attr == method.name]
            if not uses or not all(id(n) in inside for n in uses):
                raise Undecided
            waiting += [self._method(n)[1] for n in uses]

    def _holder(self, cls: ast.ClassDef, merge: ast.Call) -> str:
        """What the object is called where it is merged."""
        named = [n for n in ast.walk(self.tree) if getattr(n, "id", getattr(n, "attr", None)) == cls.name]
        named = [n for n in named if not self._in_super(n)]
        script = [programs.script_of(self.source.text, n.lineno, self.scripts) for n in (*named, merge)]
        named = [n for n, its in zip(named, script, strict=False) if its in (0, script[-1])]
        made = self.parents.get(named[0]) if len(named) == 1 else None
        statement = self.parents.get(made) if isinstance(made, ast.Call) and made.func is named[0] else None
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or self._looped(statement):
            raise Undecided
        target = statement.targets[0]
        here, there = self._function(merge), self._function(statement)
        if isinstance(target, ast.Name) and here is there:
            scope = self.names.inner_scope(here) if isinstance(here, ast.FunctionDef) else self.names.module_scope
            before = statement.lineno < merge.lineno and self._around(merge, statement)
            if before and len(scope.bindings.get(target.id, [])) == 1:
                return target.id
        if isinstance(target, ast.Name) and there is self.tree and here in self.tree.body:
            own = self.names.inner_scope(here).bindings  # type: ignore[arg-type]
            if target.id not in own and len(self.names.module_scope.bindings.get(target.id, [])) == 1:
                return target.id  # a global, which the summaries of the function are made of too
        if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
            outer, inner = self.parents.get(there), self.parents.get(here)
            known = isinstance(outer, ast.ClassDef) and outer is inner and there.name == "__init__"  # type: ignore[attr-defined]
            later = statement.lineno < merge.lineno if here is there else not self._called_in(outer, here)  # type: ignore[arg-type]
            bound = [n for n in ast.walk(self.tree) if isinstance(n, ast.Attribute) and n.attr == target.attr]
            bound = [n for n in bound if not isinstance(n.ctx, ast.Load)]
            if known and later and len(bound) == 1 and statement in there.body:  # type: ignore[attr-defined]
                return f"{here.args.args[0].arg}.{target.attr}"  # type: ignore[attr-defined]
        raise Undecided

    def _in_super(self, node: ast.AST) -> bool:
        parent = self.parents.get(node)
        return isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id == "super"

    def _called_in(self, cls: ast.ClassDef, method: ast.FunctionDef) -> bool:
        """Whether a class calls one of its own methods, perhaps while it is constructed."""
        methods = [m for m in cls.body if isinstance(m, ast.FunctionDef) and m.args.args]
        receivers = {m.args.args[0].arg for m in methods}
        return any(
            isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id in receivers
            for n in ast.walk(cls)
            if getattr(n, "attr", None) == method.name
        )

    def _around(self, merge: ast.AST, statement: ast.stmt) -> bool:
        """Whether the block of a statement holds the merge too, so that the statement runs before it."""
        holder = self.parents[statement]
        current: ast.AST | None = merge
        while current is not None and self.parents.get(current) is not holder:
            current = self.parents.get(current)
        return current is not None and current in getattr(holder, "body", [])

    def _reads(self, statement: ast.Assign, target: ast.Name) -> list[ast.Name]:
        """The reads of the merged summaries, all in the function that merged them."""
        scope = self.names.scope_of.get(target, self.names.module_scope)
        owner = scope.find(target.id)
        if owner is None or len(owner.bindings.get(target.id, [])) != 1:
            raise Undecided
        function = self._function(statement)
        reads = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and node.id == target.id and isinstance(node.ctx, ast.Load):
                if self.names.scope_of.get(node, self.names.module_scope).find(node.id) is owner:
                    if self._function(node) is not function or node.lineno < statement.lineno:
                        raise Undecided
                    reads.append(node)
        return reads

    def _function(self, node: ast.AST) -> ast.AST:
        current = self.parents.get(node)
        while current is not None and not isinstance(current, FUNCTIONS):
            current = self.parents.get(current)
        return current or self.tree

    def _looped(self, node: ast.AST) -> bool:
        current = self.parents.get(node)
        while current is not None and not isinstance(current, FUNCTIONS):
            if isinstance(current, LOOPS):
                return True
            current = self.parents.get(current)
        return False
