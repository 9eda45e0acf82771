"""Helper functions that make an optimizer, written out where they are called.

`train_op = training(loss, 0.1)` runs `optimizer = tf.train.AdamOptimizer(0.1)` and `optimizer.minimize(loss)`: the same
TensorFlow 1 program, in which each optimizer stands beside the graph that it trains.
"""

from __future__ import annotations

import ast

from migrate.edits import Source
from migrate.names import Names, Scope, fresh
from migrate.rewriting import arguments as args
from migrate.stages.attributes import is_attribute

CALLS = 6  # at most so many calls of a helper are written out
RUNS = {"run", "eval", "Session", "InteractiveSession", "MonitoredTrainingSession", "reset_default_graph"}
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Undecided(Exception):
    """The helper stays as it is."""


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with the helpers written out; None where there are none."""
    if "Optimizer" not in text or "def " not in text:
        return None
    names = Names(tree)
    methods = {id(m) for c in ast.walk(tree) if isinstance(c, ast.ClassDef) for m in c.body}
    for definition in ast.walk(tree):
        if not isinstance(definition, ast.FunctionDef) or id(definition) in methods:
            continue
        if not any(isinstance(n, ast.Call) and _makes(names, n) for n in ast.walk(definition)):
            continue
        try:
            changed = Helper(text, tree, names, definition).written_out()
        except Undecided:
            continue
        again = normalise(changed, ast.parse(changed))
        return again or (changed, None)
    return None


def _makes(names: Names, node: ast.Call) -> bool:
    path = names.resolve(node.func) or ""
    return path.startswith("tensorflow.train.") and path.endswith("Optimizer")


class Helper:
    """A function that is written out where it is called."""

    refused = frozenset(RUNS)  # methods and functions that it may not call
    left = (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal, ast.Try)
    label = "train"  # for names of its own that the caller has already

    def __init__(self, text: str, tree: ast.Module, names: Names, definition: ast.FunctionDef) -> None:
        self.tree, self.names, self.definition = tree, names, definition
        self.source = Source(text)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.scope = names.inner_scope(definition)
        self.inside = {id(n) for n in ast.walk(definition)}
        self.inner_return: ast.Return | None = None  # the last statement of a `with` block that ends the function
        self.owner = self._scope_around(definition)
        self.taken = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in self.inside}
        self.taken |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg) and id(n) not in self.inside}
        self.taken |= {n.name for n in ast.walk(tree) if isinstance(n, (*SCOPES[:2], ast.ClassDef))}

    def written_out(self) -> str:
        """The text of the program; raises Undecided."""
        body, returned = self._body()
        calls = self._calls()
        for call, statement in calls:
            lines = self._lines(call, statement, body, returned)
            start, end = self.source.span(statement)
            self.source.replace_span(self.source.line_start(start), self.source.line_end(end), lines)
        start, end = self.source.span(self.definition)
        siblings = getattr(self.parents[self.definition], "body", [])
        if len(siblings) < 2 or not self.source.begins_line(start):
            raise Undecided
        end = self.source.line_end(end)
        while end < len(self.source.text) and not self.source.text[end : self.source.line_end(end)].strip():
            end = self.source.line_end(end)
        self.source.replace_span(self._comments(start), end, "")
        return self.source.result()

    # ------------------------------------------------------------ the function
    def _body(self) -> tuple[list[ast.stmt], ast.expr | None]:
        """(the statements before the return, what is returned)."""
        definition = self.definition
        arguments = definition.args
        if definition.decorator_list or arguments.vararg or arguments.kwarg or arguments.posonlyargs:
            raise Undecided
        body = list(definition.body)
        if ast.get_docstring(definition) is not None:
            body = body[1:]
        last = body[-1] if body else None
        while isinstance(last, ast.With):
            last = last.body[-1]
        returned = last.value if isinstance(last, ast.Return) else None
        if isinstance(last, ast.Return):
            if last is body[-1]:
                body = body[:-1]
            else:
                self.inner_return = last
        for node in ast.walk(definition):
            if isinstance(node, ast.Name) and is_attribute(node.id):
                raise Undecided  # the construction of an object
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in self.refused:
                raise Undecided  # a program of its own
            if isinstance(node, SCOPES) and node is not definition:
                raise Undecided
            if isinstance(node, self.left):
                raise Undecided
            if isinstance(node, ast.Return) and node is not last:
                raise Undecided
            if isinstance(node, (ast.Constant, ast.JoinedStr)) and node.lineno != node.end_lineno:
                if node is not getattr(definition.body[0], "value", None):
                    raise Undecided  # its lines keep their indentation
            if isinstance(node, ast.Name) and node.id == definition.name:
                raise Undecided
        for statement in body:
            if not self.source.alone(statement):
                raise Undecided
        return body, returned

    def _scope_around(self, node: ast.AST) -> Scope:
        current = self.parents[node]
        while not isinstance(current, (ast.Module, *SCOPES)):
            current = self.parents[current]
        return self.names.module_scope if isinstance(current, ast.Module) else self.names.inner_scope(current)

    # ------------------------------------------------------------ its calls
    def _calls(self) -> list[tuple[ast.Call, ast.stmt]]:
        found: list[tuple[ast.Call, ast.stmt]] = []
        if len(self.owner.bindings.get(self.definition.name, [])) != 1:
            raise Undecided
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and node.attr == self.definition.name:
                path = self.names.resolve(node)
                if path is not None and not path.startswith("tensorflow."):
                    raise Undecided  # from another file
            if not isinstance(node, ast.Name) or node.id != self.definition.name:
                continue
            if self.names.scope_of.get(node, self.names.module_scope).find(node.id) is not self.owner:
                continue
            call = self.parents[node]
            statement = self.parents.get(call)
            if not isinstance(call, ast.Call) or call.func is not node:
                raise Undecided
            if not isinstance(statement, (ast.Assign, ast.Expr)) or statement.value is not call:
                raise Undecided
            if not self.source.alone(statement):
                raise Undecided
            if isinstance(statement, ast.Assign) and len(statement.targets) != 1:
                raise Undecided
            self._same_names(call)
            found.append((call, statement))
        if not 0 < len(found) <= CALLS:
            raise Undecided
        return found

    def _same_names(self, call: ast.Call) -> None:
        """What the helper reads from outside means the same where it is called."""
        here = self._scope_around(call)
        for node in ast.walk(self.definition):
            if isinstance(node, ast.Name):
                owner = self.names.scope_of.get(node, self.names.module_scope).find(node.id)
                own = owner is not None and id(owner.node) in self.inside  # its own, or that of a comprehension
                if not own and here.find(node.id) is not owner:
                    raise Undecided

    def _lines(self, call: ast.Call, statement: ast.stmt, body: list[ast.stmt], returned: ast.expr | None) -> str:
        """The lines that stand for one call."""
        target = statement.targets[0] if isinstance(statement, ast.Assign) else None
        given = self._given(call)
        own = Source(self.source.text)
        renamed: dict[str, str] = {}
        first: list[str] = []
        for name, argument in given.items():
            light = all(isinstance(n, (ast.Name, ast.Constant, ast.Attribute, ast.Load)) for n in ast.walk(argument))
            fixed = len(self.scope.bindings[name]) == 1
            if (
                light
                and (fixed or self._given_back(name, argument, returned, target))
                and not self._bound_inside(argument)
            ):
                renamed[name] = self.source.segment(argument)
            else:
                renamed[name] = self._fresh(name, target)
                first.append(f"{renamed[name]} = {self.source.segment(argument)}")
        pairs = self._pairs(returned, target)
        direct = self._direct(body, pairs, target, given)
        renamed |= direct
        for name, bindings in self.scope.bindings.items():
            if name not in renamed and any(isinstance(b, ast.Name) for b in bindings):
                renamed[name] = self._fresh(name, target)
        for node in ast.walk(self.definition):
            if isinstance(node, ast.Name) and renamed.get(node.id, node.id) != node.id:
                if self.names.scope_of.get(node, self.names.module_scope).find(node.id) is self.scope:
                    own.replace(node, renamed[node.id])
        self._qualify(own)
        value = own.expression(returned) if returned is not None else "None"
        last = f"{self.source.segment(target)} = {value}" if target is not None else value
        same = target is not None and value == self.source.segment(target)
        left = [(t, r) for t, r in pairs if not isinstance(r, ast.Name) or r.id not in direct]
        if direct and left:
            values = ", ".join(own.expression(r) for _, r in left)
            last = f"{', '.join(self.source.segment(t) for t, _ in left)} = {values}"
        given = bool(direct) and not left or same
        needed = not given and (target is not None or not isinstance(returned, (ast.Name, ast.Constant, type(None))))
        if self.inner_return is not None:
            own.replace(self.inner_return, last if needed else "pass")
        lines = [*self._above(), *first, *self._rendered(own, body)]
        if needed and self.inner_return is None:
            lines.append(last)
        indent = self.source.indent_of(statement)
        tail = self.source.text[self.source.span(statement)[1] : self.source.line_end(self.source.span(statement)[1])]
        if tail.strip() and lines:
            lines[-1] += "  " + tail.strip()
        return "".join((indent + line if line.strip() else "") + "\n" for line in lines)

    def _qualify(self, own: Source) -> None:
        """Where the helper is called, what it reads of its module has the same names."""

    def _rendered(self, own: Source, body: list[ast.stmt]) -> list[str]:
        """The statements with the comments between them, without the indentation of the body."""
        if not body:
            return []
        start = self.source.line_start(self.source.span(body[0])[0])
        end = self.source.line_end(self.source.span(body[-1])[1])
        width = len(self.source.indent_of(body[0]))
        lines = own.render(start, end).rstrip("\n").split("\n")
        return [line[width:] if not line[:width].strip() else line.lstrip() for line in lines]

    def _above(self) -> list[str]:
        """The comment above the function."""
        start = self.source.line_start(self.source.span(self.definition)[0])
        return [line.strip() for line in self.source.text[self._comments(start) : start].split("\n") if line.strip()]

    def _comments(self, offset: int) -> int:
        from migrate.rewriting.native import comment_start

        return comment_start(self.source, self.source.line_start(offset))

    def _given(self, call: ast.Call) -> dict[str, ast.expr]:
        arguments = self.definition.args
        names = [a.arg for a in [*arguments.args, *arguments.kwonlyargs]]
        if args.starred(call):
            raise Undecided
        positional = [a.arg for a in arguments.args]
        given: dict[str, ast.expr] = dict(zip(positional, call.args, strict=False))
        given |= {k.arg: k.value for k in call.keywords if k.arg}
        defaults = args.defaults(self.definition)
        for name in names:
            if name not in given:
                if not isinstance(defaults.get(name), ast.Constant):
                    raise Undecided
                given[name] = defaults[name]
        if len(call.args) > len(positional) or set(given) != set(names):
            raise Undecided
        return {name: given[name] for name in names}

    def _given_back(self, name: str, argument: ast.expr, returned: ast.expr | None, target: ast.expr | None) -> bool:
        """`image = read(image)` with a parameter that the helper binds again and gives back: one name for all of it."""
        names = [n.id for n in (argument, target) if isinstance(n, ast.Name)]
        return isinstance(returned, ast.Name) and returned.id == name and len(names) == 2 and names[0] == names[1]

    def _bound_inside(self, argument: ast.expr) -> bool:
        """Whether the helper, or a comprehension in it, gives an argument's name to something of its own."""
        given = {n.id for n in ast.walk(argument) if isinstance(n, ast.Name)}
        scopes = [self.scope, *self._comprehensions()]
        if isinstance(argument, ast.Name) and argument.id in [a.arg for a in self.definition.args.args]:
            scopes = scopes[1:]
        return any(name in scope.bindings for scope in scopes for name in given)

    def _comprehensions(self) -> list[Scope]:
        return [self.names.inner_scope(n) for n in ast.walk(self.definition) if isinstance(n, COMPREHENSIONS)]

    @staticmethod
    def _pairs(returned: ast.expr | None, target: ast.expr | None) -> list[tuple[ast.expr, ast.expr]]:
        """(what is bound, what is returned for it) of a call's statement, where both can be told apart."""
        if isinstance(returned, ast.Name) and target is not None:
            return [(target, returned)]
        if not isinstance(returned, ast.Tuple) or not isinstance(target, (ast.Tuple, ast.List)):
            return []
        names = [r.id for r in returned.elts if isinstance(r, ast.Name)]
        starred = any(isinstance(e, ast.Starred) for e in [*returned.elts, *target.elts])
        alike = len(returned.elts) == len(target.elts) and len(names) == len(set(names)) and not starred
        return list(zip(target.elts, returned.elts, strict=True)) if alike else []

    def _direct(
        self,
        body: list[ast.stmt],
        pairs: list[tuple[ast.expr, ast.expr]],
        target: ast.expr | None,
        arguments: dict[str, ast.expr],
    ) -> dict[str, str]:
        """The local names of what is returned that can have the names that the caller gives them."""
        found: dict[str, str] = {}
        given = [n.id for n in ast.walk(target) if isinstance(n, ast.Name)] if target is not None else []
        for part, returned in pairs:
            if not isinstance(returned, ast.Name):
                continue
            bindings = self.scope.bindings.get(returned.id, [])
            bound = [b for b in bindings if isinstance(b, ast.Name)]
            read = {n.id for n in ast.walk(self.definition) if isinstance(n, ast.Name)} - {returned.id}
            if len(bindings) != len(bound) or not isinstance(part, ast.Name) or part.id in read or not body:
                continue
            statements = [self._assigning(b) for b in bound]
            if bound and all(s in body for s in statements):
                first = min(statements, key=lambda s: s.lineno)
                if any(self._read_behind(n, first) for n, a in arguments.items() if _mentions(a, part.id)):
                    continue  # it still reads what it was given by that name
                found[returned.id] = part.id
        return found if len(given) == len(set(given)) else {}

    def _assigning(self, target: ast.AST) -> ast.AST | None:
        """The assignment that binds a name, alone or in a tuple of names."""
        holder = self.parents[target]
        if isinstance(holder, ast.Tuple) and all(isinstance(e, ast.Name) for e in holder.elts):
            target, holder = holder, self.parents[holder]
        return holder if isinstance(holder, ast.Assign) and holder.targets == [target] else None

    def _read_behind(self, name: str, statement: ast.stmt) -> bool:
        """Whether the helper reads a name after a statement of its body."""
        names = [n for n in ast.walk(self.definition) if isinstance(n, ast.Name) and n.id == name]
        return any((n.lineno, n.col_offset) > (statement.end_lineno, statement.end_col_offset) for n in names)

    def _fresh(self, name: str, target: ast.expr | None) -> str:
        """A name where the helper is called: its own, or one with that of the result."""
        label = target.id if isinstance(target, ast.Name) else self.label
        return fresh(name if name not in self.taken else f"{label}_{name}", self.taken)


def _mentions(expression: ast.expr, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(expression))
