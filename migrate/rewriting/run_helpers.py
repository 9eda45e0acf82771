"""Functions that run the tensors they are given read those of the module by their names.

`evaluate(sess, loss)` beside `def evaluate(session, value):` that runs `session.run(value)` becomes `evaluate(sess)`,
which runs `session.run(loss)`: the same TensorFlow 1 program, where all calls give the function the same tensors of
the module. A function whose one call stands in another function, which has the tensors, is written out there.
"""

from __future__ import annotations

import ast

from migrate.edits import Source, reindent
from migrate.names import Names, Scope
from migrate.rewriting import arguments as args
from migrate.rewriting import training_helpers
from migrate.rewriting.fetched_calls import fetches

LOOPS = (ast.For, ast.While, ast.AsyncFor)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
BY_TEXT = {"locals", "vars", "eval", "exec", "dir"}
ENDS = (ast.Yield, ast.YieldFrom, ast.Await)


class Undecided(Exception):
    """The function stays as it is."""


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such functions; None where there are none."""
    if "def " not in text or ".run(" not in text and ".eval(" not in text:
        return None
    helpers = _Helpers(text, tree)
    for definition, parameters in sorted(helpers.running.items(), key=lambda pair: helpers.inside_another(pair[0])):
        try:
            changed = helpers.by_names(definition, parameters)
        except Undecided:
            try:
                changed = helpers.written_out(definition, parameters)
            except (Undecided, training_helpers.Undecided):
                continue
        again = normalise(changed, ast.parse(changed))
        return again or (changed, None)
    return None


class _Helpers:
    """The functions of a module that run what they are given."""

    def __init__(self, text: str, tree: ast.Module) -> None:
        self.text, self.tree, self.names = text, tree, Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.module = self.names.module_scope
        self.definitions = {
            n.name: n
            for n in tree.body
            if isinstance(n, ast.FunctionDef) and self.module.bindings.get(n.name) == [n] and not n.decorator_list
        }
        self.running: dict[ast.FunctionDef, set[str]] = {}
        grown = True
        while grown:  # what a function hands on to one that runs it is run too
            found = {d: self._runs(d) for d in self.definitions.values()}
            found = {d: parameters for d, parameters in found.items() if parameters}
            grown = found != self.running
            self.running = found

    def _runs(self, definition: ast.FunctionDef) -> set[str]:
        """The parameters that a function fetches or feeds."""
        scope = self.names.inner_scope(definition)
        arguments = definition.args
        names = {a.arg for a in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]}
        runs = [n for n in ast.walk(definition) if _is_run(n)]
        found: set[str] = set()
        for node in ast.walk(definition):
            read: list[ast.AST] = []
            if node in runs:
                read += [part for fetch in fetches(node) for part in ast.walk(fetch)]
                evaluated = node.func.value if node.func.attr == "eval" else None  # type: ignore[attr-defined]
                if isinstance(evaluated, ast.Name) and evaluated.id in names:
                    found.add(evaluated.id)
            elif isinstance(node, ast.Dict) and runs:
                read += [k for k in node.keys if isinstance(k, ast.Name)]
            elif isinstance(node, ast.Call):
                read += self._handed_on(node)
            for part in read:
                if isinstance(self.parents[part], ast.Attribute):
                    continue  # an object that holds tensors
                if isinstance(part, ast.Name) and part.id in names and self._scope(part).find(part.id) is scope:
                    found.add(part.id)
        return found

    def inside_another(self, definition: ast.FunctionDef) -> bool:
        """Whether another function of the kind calls it: that one has to read its tensors itself first."""
        others = [d for d in self.running if d is not definition]
        names = [n for d in others for n in ast.walk(d) if isinstance(n, ast.Name)]
        return any(n.id == definition.name for n in names)

    def _handed_on(self, call: ast.Call) -> list[ast.AST]:
        """The arguments of a call that the called function runs."""
        other = self.definitions.get(call.func.id) if isinstance(call.func, ast.Name) else None
        if other is None or other not in self.running:
            return []
        given = dict(zip([a.arg for a in other.args.args], call.args, strict=False))
        given |= {k.arg: k.value for k in call.keywords if k.arg}
        return [value for name, value in given.items() if name in self.running[other]]

    def _scope(self, node: ast.AST) -> Scope:
        return self.names.scope_of.get(node, self.module)

    # ------------------------------------------------------------ by their names
    def by_names(self, definition: ast.FunctionDef, parameters: set[str]) -> str:
        """The text in which a function reads the tensors itself; raises Undecided."""
        calls = self._calls(definition)
        known: dict[str, str] = {}
        owner = self.module
        for name in parameters:
            if len(self.names.inner_scope(definition).bindings[name]) > 1:
                continue  # it stands for something else later
            given = {self._bound_name(self._argument(definition, call, name)) for call in calls}
            scope, tensor = given.pop() if len(given) == 1 else (None, None)
            if scope is None or tensor is None or scope is not self.module and owner not in (self.module, scope):
                continue
            owner = scope if scope is not self.module else owner
            known[name] = tensor
        if not known:
            raise Undecided
        self._check_names(definition, known, owner, calls)
        source = Source(self.text)
        for node in ast.walk(definition):
            if isinstance(node, ast.Name) and known.get(node.id, node.id) != node.id:
                source.replace(node, known[node.id])
        self._drop(source, definition, known, calls)
        if owner is not self.module:
            self._move(source, definition, owner, calls)
        return source.result()

    def _check_names(
        self, definition: ast.FunctionDef, known: dict[str, str], owner: Scope, calls: list[ast.Call]
    ) -> None:
        """What a function reads means the same where it stands then."""
        moved = owner is not self.module
        if moved and (owner.node not in self.tree.body or not all(self._within(c, owner.node) for c in calls)):
            raise Undecided
        if moved and not all(isinstance(d, ast.Constant) for d in definition.args.defaults):
            raise Undecided
        if moved and (definition.name in owner.bindings or self._opens_session(definition)):
            raise Undecided
        for node in ast.walk(definition):
            inner = isinstance(node, SCOPES) and node is not definition
            if inner and any(isinstance(n, ast.Name) and n.id in known for n in ast.walk(node)):
                raise Undecided  # it may run later
            if isinstance(node, ENDS) or isinstance(node, ast.Global) and moved:
                raise Undecided
            if isinstance(node, ast.arg) and node.arg in known.values() and known.get(node.arg) != node.arg:
                raise Undecided
            if not isinstance(node, ast.Name):
                continue
            if isinstance(node.ctx, ast.Store) and node.id in known.values():
                raise Undecided  # the function has something else of that name
            outside = self._scope(node).find(node.id) in (None, self.module)
            if moved and outside and node.id in owner.bindings:
                raise Undecided

    def _within(self, node: ast.AST, function: ast.AST) -> bool:
        current: ast.AST | None = node
        while current is not None and current is not function:
            current = self.parents.get(current)
        return current is not None

    def _opens_session(self, definition: ast.FunctionDef) -> bool:
        calls = [n for n in ast.walk(definition) if isinstance(n, ast.Call)]
        return any((self.names.resolve(c.func) or "").endswith("Session") for c in calls)

    def _drop(self, source: Source, definition: ast.FunctionDef, known: dict[str, str], calls: list[ast.Call]) -> None:
        """Takes parameters and their arguments out."""
        arguments = definition.args
        places = [i for i, a in enumerate(arguments.args) if a.arg in known]
        count = len(arguments.args) - len(arguments.defaults)
        texts = [
            source.segment(a) + (f"={source.segment(arguments.defaults[i - count])}" if i >= count else "")
            for i, a in enumerate(arguments.args)
            if i not in places
        ]
        last = arguments.defaults[-1] if arguments.defaults else arguments.args[-1]
        _replace(source, arguments.args[0], last, ", ".join(texts))
        for call in calls:
            kept = [source.segment(a) for i, a in enumerate(call.args) if i not in places]
            kept += [f"{k.arg}={source.segment(k.value)}" for k in call.keywords if k.arg not in known]
            items: list[ast.AST] = [*call.args, *call.keywords]
            _replace(source, items[0], items[-1], ", ".join(kept))

    def _move(self, source: Source, definition: ast.FunctionDef, owner: Scope, calls: list[ast.Call]) -> None:
        """Puts a function before the first statement of another one that calls it."""
        from migrate.rewriting.native import comment_start

        first = min(calls, key=lambda c: c.lineno)
        body = owner.node.body  # type: ignore[attr-defined]
        place = next(s for s in body if any(n is first for n in ast.walk(s)))
        start, end = source.span(definition)
        above = comment_start(source, source.line_start(start))
        end = source.line_end(end)
        indent = source.indent_of(place)
        at = source.line_start(source.span(place)[0])
        if source.text[at : source.span(place)[0]].strip() or source.indent_of(definition):
            raise Undecided
        comments = [indent + line for line in source.text[above:start].split("\n") if line.strip()]
        text = reindent(source.render(start, end).rstrip("\n"), 0, indent)
        while end < len(source.text) and not source.text[end : source.line_end(end)].strip():
            end = source.line_end(end)
        source.replace_span(above, end, "")
        at = comment_start(source, at)
        lines = "".join(line + "\n" for line in [*comments, *text.split("\n")])
        before = source.text[:at].rstrip(" ")
        source.insert(at, ("" if before.endswith("\n\n") else "\n") + lines + "\n")

    def _calls(self, definition: ast.FunctionDef) -> list[ast.Call]:
        arguments = definition.args
        if arguments.vararg or arguments.kwarg or arguments.posonlyargs or arguments.kwonlyargs:
            raise Undecided
        found: list[ast.Call] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and node.attr == definition.name:
                path = self.names.resolve(node)
                if path is not None and not path.startswith("tensorflow."):
                    raise Undecided  # from another file
            if isinstance(node, ast.Global) and definition.name in node.names:
                raise Undecided
            if isinstance(node, ast.Name) and node.id == definition.name:
                if self._scope(node).find(node.id) is not self.module:
                    continue
                call = self.parents[node]
                if not isinstance(call, ast.Call) or call.func is not node:
                    raise Undecided
                if any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords):
                    raise Undecided
                if any(call is inner for inner in ast.walk(definition)):
                    raise Undecided
                found.append(call)
        if not found:
            raise Undecided
        return found

    def _argument(self, definition: ast.FunctionDef, call: ast.Call, name: str) -> ast.expr | None:
        return args.argument(call, name, [a.arg for a in definition.args.args].index(name))

    def _bound_name(self, argument: ast.expr | None) -> tuple[Scope | None, str | None]:
        """The name, bound once and in no loop, that an argument is, and where it is bound."""
        if not isinstance(argument, ast.Name):
            return None, None
        owner = self._scope(argument).find(argument.id)
        bindings = owner.bindings[argument.id] if owner is not None else []
        if owner is None or len(bindings) != 1 or not isinstance(bindings[0], (ast.Name, ast.arg)):
            return None, None
        if argument.id in {n for g in ast.walk(self.tree) if isinstance(g, ast.Global) for n in g.names}:
            return None, None
        current: ast.AST | None = bindings[0]
        while current is not None and current is not owner.node:
            if isinstance(current, (*LOOPS, *SCOPES, ast.comprehension)):
                return None, None
            current = self.parents.get(current)
        return owner, argument.id

    # ------------------------------------------------------------ written out
    def written_out(self, definition: ast.FunctionDef, parameters: set[str]) -> str:
        """The text with the body of a function where another function calls it; raises Undecided."""
        calls = self._calls(definition)
        given = [self._argument(definition, calls[0], name) for name in parameters]
        local = [a for a in given if isinstance(a, ast.Name) and self._scope(a).find(a.id) not in (None, self.module)]
        if len(calls) != 1 or not local:
            raise Undecided
        return _WrittenOut(self.text, self.tree, self.names, definition).written_out()


class _WrittenOut(training_helpers.Helper):
    """A helper that runs a session; it may open one."""

    refused = frozenset({"reset_default_graph"})
    left = (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal)
    label = "run"

    def _calls(self) -> list[tuple[ast.Call, ast.stmt]]:
        found = super()._calls()
        here = self._scope_around(found[0][0])
        own = {n.id for n in ast.walk(here.node) if isinstance(n, ast.Name)} | set(here.bindings)
        self.taken = own | set(self.names.module_scope.bindings)
        for name, bindings in self.scope.bindings.items():
            if name in self.taken and not all(isinstance(b, (ast.Name, ast.arg)) for b in bindings):
                raise training_helpers.Undecided  # an import or an exception's name, which stays as it is
        if any(isinstance(n, ast.Name) and n.id in BY_TEXT for n in ast.walk(self.definition)):
            raise training_helpers.Undecided
        return found


def _is_run(node: ast.AST) -> bool:
    call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    return call and node.func.attr in ("run", "eval")  # type: ignore[attr-defined]


def _replace(source: Source, first: ast.AST, last: ast.AST, text: str) -> None:
    """Puts a text in place of a list of arguments or parameters."""
    start, end = source.span(first)[0], source.span(last)[1]
    if source.text[end:].lstrip().startswith(",") and not text:
        end = source.text.index(",", end) + 1
    source.replace_span(start, end, text)
