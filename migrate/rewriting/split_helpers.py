"""Helpers whose results need different inputs, as two: `y, loss = model(x, t)`, of which runs take `y` and feed `x`.

They become `y = model(x)` and `loss = model_loss(y, t)`, the same TensorFlow 1 program. The first helper keeps the name
and makes what runs need that do not feed the rest; the second makes the other results, of what the first gives it.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names, fresh, used
from migrate.rewriting import arguments, programs
from migrate.rewriting.fetched_calls import MAKING

INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
OTHER = (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal)


class Undecided(Exception):
    """The helper stays as it is."""


def split(text: str, line: int, results: list[int], unfed: set[str]) -> tuple[str, list[int]] | None:
    """(the text whose helper at `line` is two, the line of `text` for each of its lines); None where unsure.

    `results`: the places of the results that are needed where the parameters in `unfed` are not fed.
    """
    from migrate.rewriting.normalising import compared

    try:
        found = _Helper(text, line, results, unfed).written()
    except Undecided:
        return None
    return found, compared(text, found, list(range(1, text.count("\n") + 2)))


class _Helper:
    def __init__(self, text: str, line: int, results: list[int], unfed: set[str]) -> None:
        self.source, self.tree = Source(text), ast.parse(text)
        self.names = Names(self.tree)
        self.parents = {child: n for n in ast.walk(self.tree) for child in ast.iter_child_nodes(n)}
        functions = [n for n in self.tree.body if isinstance(n, ast.FunctionDef)]
        self.helper = next(n for n in functions if n.lineno == line)
        self.scope = self.names.inner_scope(self.helper)
        marker = text.split("\n")[programs.same_file(text, line)[0] - 1]
        self.module = programs.module_of(marker)
        self.needed, self.unfed = results, unfed
        self.body, self.returned = self._body()
        self.first = self._first()
        self.second = [s for s in self.body if s not in self.first]
        self._check_order()
        self.handed = self._handed()
        self.calls = self._calls()
        taken = used(self.tree)
        others = [i for i in range(len(self.returned)) if i not in results]
        named = [r.id for i in others if isinstance(r := self.returned[i], ast.Name)]
        self.second_name = fresh(f"{self.helper.name}_{[*named, self.calls[0][1][others[0]].id][0]}", taken)
        elsewhere = self._elsewhere()
        self.between = {name: fresh(name, taken) if name in elsewhere else name for name in self.handed}

    # ------------------------------------------------------------ what becomes of the helper
    def _body(self) -> tuple[list[ast.stmt], list[ast.expr]]:
        helper = self.helper
        body = helper.body[1:] if ast.get_docstring(helper) is not None else list(helper.body)
        last = body.pop() if body else None
        value = last.value if isinstance(last, ast.Return) else None
        if not isinstance(value, ast.Tuple) or any(isinstance(e, ast.Starred) for e in value.elts) or not body:
            raise Undecided
        given = helper.args
        if (
            helper.returns
            or helper.decorator_list
            or given.vararg
            or given.kwarg
            or given.posonlyargs
            or given.kwonlyargs
        ):
            raise Undecided
        for node in ast.walk(helper):
            if isinstance(node, (*INNER, *OTHER)) and node is not helper or isinstance(node, ast.Return):
                if node is not last:
                    raise Undecided
            if isinstance(node, ast.Name) and node.id == helper.name:
                raise Undecided
        if not all(self.source.alone(s) for s in [*body, last]):
            raise Undecided
        return body, value.elts

    def _first(self) -> list[ast.stmt]:
        """The statements that the needed results come of."""
        if max(self.needed) >= len(self.returned):
            raise Undecided
        wanted = {n for i in self.needed for n in self._own(self.returned[i], ast.Load)}
        chosen: set[ast.stmt] = set()
        while True:
            more = [s for s in self.body if s not in chosen and self._own(s, ast.Store) & wanted]
            if not more:
                break
            chosen |= set(more)
            wanted |= {n for s in more for n in self._own(s, ast.Load)}
        found = [s for s in self.body if s in chosen]
        if not found or len(found) == len(self.body) or wanted & self.unfed:
            raise Undecided
        return found

    def _own(self, node: ast.AST, context: type) -> set[str]:
        """Names of the helper's own that a node reads or binds."""
        names = [n for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, context)]
        return {n.id for n in names if self.names.scope_of.get(n, self.scope).find(n.id) is self.scope}

    def _check_order(self) -> None:
        """What the second helper does may come after all of the first."""
        last = self.first[-1].lineno
        bound = {n for s in self.first for n in self._own(s, ast.Store)}
        known = bound | {n for s in self.first for n in self._own(s, ast.Load)}
        for statement in self.second:
            if self._own(statement, ast.Store) & known:
                raise Undecided
            for name in self._own(statement, ast.Load) & bound:
                if any(s.lineno > statement.lineno for s in self.first if name in self._own(s, ast.Store)):
                    raise Undecided
            if statement.lineno < last and not self._only_ops(statement):
                raise Undecided
            read = self._own(statement, ast.Load)
            if any(s.lineno > statement.lineno and read & self._may_change(s) for s in self.first):
                raise Undecided

    def _may_change(self, statement: ast.stmt) -> set[str]:
        """Names whose objects a statement may change: a list that grows, an item that is set."""
        found: set[str] = set()
        for node in ast.walk(statement):
            parts: list[ast.AST] = []
            if isinstance(node, (ast.Attribute, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
                parts = [node.value]
            elif isinstance(node, ast.Call) and not (self.names.resolve(node.func) or "").startswith("tensorflow."):
                parts = [*node.args, *(k.value for k in node.keywords), node.func]
            found |= {n.id for part in parts for n in ast.walk(part) if isinstance(n, ast.Name)}
        return found

    def _only_ops(self, statement: ast.stmt) -> bool:
        if not isinstance(statement, ast.Assign) or not all(isinstance(t, ast.Name) for t in statement.targets):
            return False
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                path = self.names.resolve(node.func) or ""
                if not path.startswith("tensorflow.") or any(word in path for word in MAKING):
                    return False
        return True

    def _handed(self) -> list[str]:
        """What the second helper reads of the first, in the order of the text."""
        rest = [*self.second, *(r for i, r in enumerate(self.returned) if i not in self.needed)]
        read = {n for part in rest for n in self._own(part, ast.Load)}
        bound = [b for s in self.first for b in ast.walk(s) if isinstance(b, ast.Name) and isinstance(b.ctx, ast.Store)]
        ordered = sorted(bound, key=lambda n: (n.lineno, n.col_offset))
        return [n for n in dict.fromkeys(b.id for b in ordered) if n in read and n in self.scope.bindings]

    def _parameters(self, parts: list[ast.AST]) -> list[str]:
        read = {n for part in parts for n in self._own(part, ast.Load)}
        return [a.arg for a in self.helper.args.args if a.arg in read]

    # ------------------------------------------------------------ where it is called
    def _calls(self) -> list[tuple[ast.Assign, list[ast.Name]]]:
        """The statements that call the helper, and the names that they give its results."""
        found = []
        bindings = self.names.module_scope.bindings.get(self.helper.name, [])
        if [b for b in bindings if not isinstance(b, ast.ImportFrom)] != [self.helper]:
            raise Undecided
        for node in ast.walk(self.tree):
            if isinstance(node, ast.alias) and node.asname and self.helper.name in (node.name, node.asname):
                raise Undecided
            if not self._stands_for_helper(node):
                continue
            call = self.parents[node]
            statement = self.parents.get(call)
            if not isinstance(call, ast.Call) or call.func is not node or arguments.starred(call):
                raise Undecided
            if not isinstance(statement, ast.Assign) or statement.value is not call or len(statement.targets) != 1:
                raise Undecided
            target = statement.targets[0]
            if not isinstance(target, ast.Tuple) or not all(isinstance(t, ast.Name) for t in target.elts):
                raise Undecided
            if len(target.elts) != len(self.returned) or not self.source.alone(statement):
                raise Undecided
            given = [*call.args, *(k.value for k in call.keywords)]
            simple = (ast.Name, ast.Attribute, ast.Constant, ast.expr_context)
            if not all(isinstance(n, simple) for value in given for n in ast.walk(value)):
                raise Undecided  # it would be computed twice
            found.append((statement, list(target.elts)))
        if not found:
            raise Undecided
        return found

    def _stands_for_helper(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute) and node.attr == self.helper.name:
            path = self.names.resolve(node)
            if path is None:
                raise Undecided
            return path.rpartition(".")[0].rpartition(".")[2] == self.module
        if not isinstance(node, ast.Name) or node.id != self.helper.name:
            return False
        return self.names.scope_of.get(node, self.names.module_scope).find(node.id) is self.names.module_scope

    def _elsewhere(self) -> set[str]:
        """Names that mean something where the helper is called."""
        inside = {id(n) for n in ast.walk(self.helper)}
        found = {n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name) and id(n) not in inside}
        return found | {n.arg for n in ast.walk(self.tree) if isinstance(n, ast.arg) and id(n) not in inside}

    # ------------------------------------------------------------ the text
    def written(self) -> str:
        source, helper = self.source, self.helper
        wanted = [self.returned[i] for i in self.needed]
        rest = [r for i, r in enumerate(self.returned) if i not in self.needed]
        names = [w.id if isinstance(w, ast.Name) else "" for w in wanted]
        extra = [n for n in self.handed if n not in names]
        first = self._parameters([*self.first, *wanted])
        second = [n for n in self._parameters([*self.second, *rest]) if n not in self.handed]
        self._header(first)
        source.replace_span(
            *source.span(helper.body[-1]), f"return {', '.join([*map(source.segment, wanted), *extra])}"
        )
        end = source.line_end(source.span(helper)[1])
        text = "" if source.text[end - 1 : end] == "\n" else "\n"
        text += f"\n\ndef {self.second_name}({', '.join([*self.handed, *self._written(second)])}):\n"
        for statement in self.second:
            start, stop = self._lines(statement)
            text += source.text[start:stop] if statement is not self.second[0] else source.text[start:stop].lstrip("\n")
            source.replace_span(start, stop, "")
        last = source.text[source.line_start(self._lines(helper.body[-1])[0]) : source.span(helper.body[-1])[0]]
        text += f"{last}return {', '.join(map(source.segment, rest))}\n"
        source.insert(end, text)
        for statement, targets in self.calls:
            self._call(statement, targets, first, second, dict(zip(names, self.needed, strict=True)), extra)
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] == self.module:
                for alias in node.names:
                    if alias.name == helper.name:
                        source.insert(source.span(alias)[1], f", {self.second_name}")
        return source.result()

    def _header(self, names: list[str]) -> None:
        source, given = self.source, self.helper.args
        start = source.text.index("(", source.span(self.helper)[0]) + 1
        ends = [source.span(a)[1] for a in [*given.args, *given.defaults]]
        source.replace_span(start, source.text.index(")", max([start, *ends])), ", ".join(self._written(names)))

    def _written(self, names: list[str]) -> list[str]:
        """Parameters with their defaults."""
        defaults = arguments.defaults(self.helper)
        words = {a.arg: self.source.segment(a) for a in self.helper.args.args}
        return [words[n] + (f"={self.source.segment(defaults[n])}" if n in defaults else "") for n in names]

    def _lines(self, statement: ast.stmt) -> tuple[int, int]:
        """The offsets of a statement's lines, with the comment and the blank lines above it."""
        from migrate.rewriting.native import comment_start

        source = self.source
        start = comment_start(source, source.line_start(source.span(statement)[0]))
        while not source.text[source.line_start(start - 1) : start].strip():
            start = source.line_start(start - 1)
        return start, source.line_end(source.span(statement)[1])

    def _call(
        self,
        statement: ast.Assign,
        targets: list[ast.Name],
        first: list[str],
        second: list[str],
        known: dict[str, int],
        extra: list[str],
    ) -> None:
        source = self.source
        call: ast.Call = statement.value  # type: ignore[assignment]
        left = [*(targets[i].id for i in self.needed), *(self.between[n] for n in extra)]
        rest = [t.id for i, t in enumerate(targets) if i not in self.needed]
        handed = [targets[known[n]].id if n in known else self.between[n] for n in self.handed]
        later = [arguments.argument(call, n, [a.arg for a in self.helper.args.args].index(n)) for n in second]
        read = {n.id for value in later if value is not None for n in ast.walk(value) if isinstance(n, ast.Name)}
        if read & set(left) or len(set(left)) < len(left):
            raise Undecided  # the first call would give a name of the second one's another value
        function = source.segment(call.func)
        other = function[: len(function) - len(self.helper.name)] + self.second_name
        lines = [
            f"{', '.join(left)} = {function}({', '.join(self._given(call, first, []))})",
            f"{', '.join(rest)} = {other}({', '.join(self._given(call, second, handed))})",
        ]
        source.replace(statement, f"\n{source.indent_of(statement)}".join(lines))

    def _given(self, call: ast.Call, names: list[str], handed: list[str]) -> list[str]:
        """The arguments of a call for the parameters that one of the helpers has."""
        positions = [a.arg for a in self.helper.args.args]
        found, plain = list(handed), True
        for name in names:
            value = arguments.argument(call, name, positions.index(name))
            plain = plain and value is not None and positions.index(name) < len(call.args)
            if value is not None:
                found.append(self.source.segment(value) if plain else f"{name}={self.source.segment(value)}")
        return found
