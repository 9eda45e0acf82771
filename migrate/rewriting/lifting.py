"""Helpers that are written inside a function or a class and make variables, as functions of the module.

What they read of the code around them becomes parameters. A text in TensorFlow 1 becomes another of the same meaning,
whose helpers become `tf.Module` classes as those of the module do.
"""

from __future__ import annotations

import ast
import builtins

from migrate.edits import Source, reindent
from migrate.names import Names, Scope
from migrate.stages.attributes import plain

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
RUNS = {"run", "eval", "restore", "save"}


class Undecided(Exception):
    """A helper that reads or changes what is around it in a way that parameters cannot stand for."""


def lift(text: str, line: int) -> tuple[str, list[int]] | None:
    """(the text whose helper, defined at `line`, stands in the module; the line of `text` for each of its lines).

    None where that is not certain to mean the same.
    """
    try:
        return _Lifted(text, line).result()
    except Undecided:
        return None


class _Lifted:
    def __init__(self, text: str, line: int) -> None:
        self.source = Source(text)
        self.tree = ast.parse(text)
        self.names = Names(self.tree)
        self.parents = {c: n for n in ast.walk(self.tree) for c in ast.iter_child_nodes(n)}
        helper = next((n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef) and n.lineno == line), None)
        if helper is None:
            raise Undecided
        self.outermost = self._outermost(helper)
        self.helpers = self._with_called(helper)
        self.taken = {n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name)} | set(dir(builtins))
        self.taken |= {n.arg for n in ast.walk(self.tree) if isinstance(n, ast.arg)}
        self.taken |= {n.name for n in ast.walk(self.tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
        self.called: dict[ast.FunctionDef, str] = {h: self._module_name(h) for h in self.helpers}
        self.read = {h: self._read(h) for h in self.helpers}
        self._pass_on()
        self.words = {h: self._words(h) for h in self.helpers}

    # ------------------------------------------------------------ which helpers
    def _outermost(self, node: ast.AST) -> ast.FunctionDef:
        """The function of the module that a helper is written in."""
        current = self.parents.get(node)
        while current is not None and current not in self.tree.body:
            if isinstance(current, (ast.ClassDef, ast.Lambda)):
                raise Undecided
            current = self.parents.get(current)
        if not isinstance(current, ast.FunctionDef):
            raise Undecided
        return current

    def _holder(self, node: ast.AST) -> ast.AST | None:
        """The function that a node stands in."""
        current = self.parents.get(node)
        while current is not None and not isinstance(current, FUNCTIONS):
            current = self.parents.get(current)
        return current

    def _with_called(self, helper: ast.FunctionDef) -> list[ast.FunctionDef]:
        """The helper and those around it that it calls, in the order of the text."""
        found = [helper]
        waiting = [helper]
        while waiting:
            current = waiting.pop()
            self._check(current)
            for inner in ast.walk(current):
                if not isinstance(inner, ast.Name) or not isinstance(inner.ctx, ast.Load):
                    continue
                other = self._definition(inner)
                if other is not None and other not in found and not self._inside(other, current):
                    found.append(other)
                    waiting.append(other)
        calls = {h: self._calls(h) for h in found}
        for here in calls.values():
            for call in here:
                holder = self._holder(call)
                if holder not in found and not self._builds(holder):
                    raise Undecided
        return sorted(found, key=lambda h: h.lineno)

    def _builds(self, holder: ast.AST | None) -> bool:
        """Whether a function makes the graph where it stands: the construction, not what is called later."""
        return isinstance(holder, ast.FunctionDef) and holder is self.outermost

    def _definition(self, node: ast.Name) -> ast.FunctionDef | None:
        """The helper beside this one that a name stands for."""
        scope = self.names.scope_of.get(node, self.names.module_scope).find(node.id)
        if scope is None or scope is self.names.module_scope:
            return None
        bindings = scope.bindings.get(node.id, [])
        if len(bindings) == 1 and isinstance(bindings[0], ast.FunctionDef):
            return bindings[0]
        if any(isinstance(b, FUNCTIONS) for b in bindings):
            raise Undecided
        return None

    def _inside(self, node: ast.AST, holder: ast.AST) -> bool:
        current: ast.AST | None = node
        while current is not None and current is not holder:
            current = self.parents.get(current)
        return current is not None

    def _check(self, helper: ast.FunctionDef) -> None:
        args = helper.args
        if helper.decorator_list or args.posonlyargs or args.vararg or args.kwarg or args.kwonlyargs:
            raise Undecided
        if self._outermost(helper) is not self.outermost:
            raise Undecided
        for default in args.defaults:
            for inner in ast.walk(default):
                if isinstance(inner, ast.Name) and not self._of_module(inner) or isinstance(inner, ast.Call):
                    raise Undecided
        for inner in ast.walk(helper):
            if isinstance(inner, (ast.Nonlocal, ast.Global, ast.Yield, ast.YieldFrom, ast.Await)):
                raise Undecided
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr in RUNS:
                raise Undecided
        first = helper.body[0]
        if first.lineno == helper.lineno or self.source.lines[helper.lineno - 1].lstrip()[:3] != "def":
            raise Undecided

    def _of_module(self, node: ast.Name) -> bool:
        found = self.names.scope_of.get(node, self.names.module_scope).find(node.id)
        return found is None or found is self.names.module_scope

    def _calls(self, helper: ast.FunctionDef) -> list[ast.Call]:
        """The calls of a helper; it is used in no other way."""
        found: list[ast.Call] = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and node.id == helper.name and not self._of_module(node):
                parent = self.parents.get(node)
                if not isinstance(parent, ast.Call) or parent.func is not node:
                    raise Undecided
                if any(isinstance(a, ast.Starred) for a in parent.args) or any(k.arg is None for k in parent.keywords):
                    raise Undecided
                found.append(parent)
            elif isinstance(node, ast.Attribute) and node.attr == plain(helper.name):
                if self.names.resolve(node) is None:
                    raise Undecided  # it may be called on an object
        return found

    # ------------------------------------------------------------ what they read
    def _read(self, helper: ast.FunctionDef) -> list[str]:
        """Names of the functions around a helper that it reads, in the order of their first use."""
        found: list[str] = []
        own = self.names.inner_scope(helper)
        nodes = [n for n in ast.walk(helper) if isinstance(n, ast.Name)]
        for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset)):
            scope = self.names.scope_of.get(node, own).find(node.id)
            if scope is None or scope is self.names.module_scope or self._belongs(scope, helper):
                continue
            if not isinstance(node.ctx, ast.Load):
                raise Undecided
            if self._definition(node) in self.helpers:
                continue
            if node.id not in found:
                found.append(node.id)
        return found

    def _belongs(self, scope: Scope, helper: ast.FunctionDef) -> bool:
        return scope.node is not None and self._inside(scope.node, helper)

    def _pass_on(self) -> None:
        """What a helper reads has to reach it through those that call it."""
        grown = True
        while grown:
            grown = False
            for helper in self.helpers:
                for call in self._calls(helper):
                    holder = self._holder(call)
                    if holder in self.helpers and holder is not helper:
                        missing = [n for n in self.read[helper] if n not in self.read[holder]]  # type: ignore[index]
                        if missing and any(self._bound_in(holder, n) for n in missing):
                            raise Undecided
                        self.read[holder] += missing  # type: ignore[index]
                        grown = grown or bool(missing)
                    elif holder is helper:
                        raise Undecided

    def _bound_in(self, holder: ast.AST | None, name: str) -> bool:
        scope = self.names.inner_scope(holder)  # type: ignore[arg-type]
        return name in scope.bindings

    def _words(self, helper: ast.FunctionDef) -> dict[str, str]:
        """The parameters that stand for what a helper reads: the user's names, where they are free there."""
        used = {n.id for n in ast.walk(helper) if isinstance(n, ast.Name)}
        used |= {n.arg for n in ast.walk(helper) if isinstance(n, ast.arg)}
        used |= {n.arg for n in ast.walk(helper) if isinstance(n, ast.keyword) and n.arg}
        found: dict[str, str] = {}
        for name in self.read[helper]:
            word = plain(name)
            while word != name and word in used or word in found.values():
                word += "_"
            found[name] = word
        return found

    def _module_name(self, helper: ast.FunctionDef) -> str:
        name = plain(helper.name)
        here = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == name and not self._of_module(n)]
        alone = name == helper.name and all(self._definition(n) is helper for n in here)
        candidates = [*([name] if alone else []), name, f"make_{name.strip('_')}"]
        module = self.names.module_scope.bindings
        others = self.taken - ({helper.name} if alone else set())
        for candidate in candidates:
            if candidate not in module and candidate not in others:
                self.taken.add(candidate)
                return candidate
        raise Undecided

    # ------------------------------------------------------------ the text
    def result(self) -> tuple[str, list[int]]:
        source = self.source
        for helper in self.helpers:
            for call in self._calls(helper):
                self._call(helper, call)
            self._header(helper)
            scope = self.names.inner_scope(helper)
            for node in ast.walk(helper):
                if isinstance(node, ast.Name) and node.id in self.words[helper]:
                    found = self.names.scope_of.get(node, scope).find(node.id)
                    if found is not None and not self._belongs(found, helper):
                        source.replace(node, self.words[helper][node.id])
        lines: list[str] = []
        origin: list[int] = []
        first = self._first_line(self.outermost)
        moved: list[tuple[int, int]] = []
        written: list[tuple[str, int]] = []
        for helper in self.helpers:
            start, end = helper.lineno, helper.end_lineno or helper.lineno
            while source.lines[start - 2].strip().startswith("#"):
                start -= 1
            at, stop = source.starts[start - 1], source.starts[end] - 1
            text = source.render(at, stop)
            indent = source.indent_of(helper)
            part = reindent(text[len(indent) :], len(indent), "")
            written += [(line, min(start + number, end)) for number, line in enumerate(part.split("\n"))]
            written += [("", end), ("", end)]
            moved.append((start, end))
        gone = {line for start, end in moved for line in range(start, end + 1)}
        for line in range(1, len(source.lines) + 1):
            if line == first:
                lines += [text for text, _ in written]
                origin += [number for _, number in written]
            before = lines[-1].strip() if lines else ""
            blank = line - 1 in gone and not source.lines[line - 1].strip() and (not before or before.endswith(":"))
            if line in gone or blank:
                gone.add(line)
                continue
            text = source.render(source.starts[line - 1], source.starts[line] - 1)
            for part in text.split("\n"):
                lines.append(part)
                origin.append(line)
        body = [s for s in self.outermost.body if s not in self.helpers]
        if not body:
            raise Undecided
        return "\n".join(lines), origin

    def _first_line(self, node: ast.FunctionDef) -> int:
        first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
        while first > 1 and self.source.lines[first - 2].startswith("#"):
            first -= 1
        return first

    def _in_front(self, helper: ast.FunctionDef) -> bool:
        """Whether what is added comes before the other parameters: those that may be left out follow."""
        return bool(helper.args.defaults)

    def _header(self, helper: ast.FunctionDef) -> None:
        source = self.source
        start = source.offset(helper.lineno, helper.col_offset)
        opening = source.text.index("(", start)
        source.replace_span(start, opening, f"def {self.called[helper]}")
        words = list(self.words[helper].values())
        arguments = helper.args.args
        if not words:
            return
        if arguments and not self._in_front(helper):
            last = arguments[-1]
            end = source.span(last)[1]
            source.insert(end, "".join(f", {w}" for w in words))
        else:
            source.insert(opening + 1, ", ".join(words) + (", " if arguments else ""))

    def _call(self, helper: ast.FunctionDef, call: ast.Call) -> None:
        source = self.source
        if self.called[helper] != call.func.id:  # type: ignore[attr-defined]
            source.replace(call.func, self.called[helper])
        holder = self._holder(call)
        known = self.words.get(holder, {}) if holder in self.helpers else {}  # type: ignore[call-overload]
        given = [(word, known.get(name, name)) for name, word in self.words[helper].items()]
        items = [*call.args, *call.keywords]
        if not given:
            return
        if not items:
            source.insert(source.span(call)[1] - 1, ", ".join(text for _, text in given))
        elif self._in_front(helper):
            first = min(source.span(i)[0] for i in items)
            source.insert(first, "".join(f"{text}, " for _, text in given))
        else:
            last = max(source.span(i)[1] for i in items)
            words = [f"{word}={text}" if call.keywords else text for word, text in given]
            source.insert(last, "".join(f", {w}" for w in words))
