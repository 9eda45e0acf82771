"""Functions that give back feed dicts give back the values alone.

`sess.run(loss, feed_dict=fill(batch))`, where `fill` returns `{x: a, y: b}`, is `a, b = fill(batch)` before
`sess.run(loss, feed_dict={x: a, y: b})`: the same TensorFlow 1 program, in which the function needs no placeholders.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.blocks import block_of
from migrate.edits import Source
from migrate.names import Names, fresh
from migrate.rewriting import arguments as args
from migrate.rewriting.feeds import Undecided, fed_by, items_of

LATER = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp, ast.BoolOp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(eq=False)
class Returned:
    """What a function gives back: its keys, and for each return the statement that holds the dict and its values."""

    keys: list[ast.expr]
    values: list[tuple[ast.expr, ast.stmt | None, list[ast.expr]]]


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such functions; None where there are none."""
    if ".run(" not in text and ".eval(" not in text:
        return None
    methods = {id(m) for c in ast.walk(tree) if isinstance(c, ast.ClassDef) for m in c.body}
    for definition in ast.walk(tree):
        if isinstance(definition, ast.FunctionDef) and id(definition) not in methods:
            source = Source(text)
            try:
                _Helper(tree, source, definition).rewrite()
            except Undecided:
                continue
            changed = source.result()
            again = normalise(changed, ast.parse(changed))
            return again or (changed, None)
    return None


class _Helper:
    def __init__(self, tree: ast.Module, source: Source, definition: ast.FunctionDef) -> None:
        self.tree, self.source, self.definition = tree, source, definition
        self.names = Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.inside = {id(n) for n in ast.walk(definition)}
        self.owner = self.names.module_scope
        outer = self.parents[definition]
        while not isinstance(outer, ast.Module):
            if isinstance(outer, ast.FunctionDef):
                self.owner = self.names.inner_scope(outer)
                break
            outer = self.parents[outer]
        arguments = definition.args
        self.parameters = [a.arg for a in arguments.args]
        self.plain = not (arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.posonlyargs)

    def rewrite(self) -> None:
        """Edits the function and its calls; raises Undecided."""
        definition = self.definition
        if not self.plain or definition.decorator_list:
            raise Undecided
        returned = self._returned()
        calls = self._calls()
        if not calls:
            raise Undecided
        dropped = self._only_keys(returned)
        for value, holder, values in returned.values:
            text = ", ".join(self.source.segment(v) for v in values) + ("," if len(values) == 1 else "")
            if holder is not None:
                start, end = self.source.span(holder)
                self.source.replace_span(self.source.line_start(start), self.source.line_end(end), "")
            self.source.replace(value, text if "\n" not in text else f"({text})")
        self._drop_parameters(dropped)
        taken = {n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name) and id(n) not in self.inside}
        taken |= {n.arg for n in ast.walk(self.tree) if isinstance(n, ast.arg) and id(n) not in self.inside}
        taken |= {n.name for n in ast.walk(self.tree) if isinstance(n, FUNCTIONS)}
        labels = self._labels(returned, taken)
        for call, statement, whole in calls:
            self._call(call, statement, whole, returned, labels, dropped)

    # ------------------------------------------------------------ the function
    def _returned(self) -> Returned:
        found: list[tuple[ast.expr, ast.stmt | None, list[ast.expr]]] = []
        keys: list[ast.expr] = []
        for node in ast.walk(self.definition):
            if isinstance(node, (*FUNCTIONS, ast.Lambda, ast.Yield, ast.YieldFrom)) and node is not self.definition:
                raise Undecided
            if not isinstance(node, ast.Return):
                continue
            value, holder = node.value, None
            if isinstance(value, ast.Name):
                holder = self._held(node, value.id)
                display: ast.expr | None = holder.value  # type: ignore[attr-defined]
            else:
                display = value
            items = items_of(self.source, display) if isinstance(display, ast.Dict) else None
            if not items or value is None:
                raise Undecided
            if keys and [i.key for i in items] != [self.source.segment(k) for k in keys]:
                raise Undecided
            keys = keys or [i.keys[0] for i in items]
            found.append((value, holder, [i.values[0] for i in items]))
        if not found or not _ends(self.definition.body):
            raise Undecided
        for key in keys:
            root = key
            while isinstance(root, ast.Attribute):
                root = root.value
            if not isinstance(root, ast.Name):
                raise Undecided
            owner = self.names.scope_of.get(root, self.names.module_scope).find(root.id)
            bindings = owner.bindings.get(root.id, []) if owner is not None else []
            if len(bindings) != 1:
                raise Undecided
            local = owner is not None and owner.node is self.definition
            if local and not isinstance(bindings[0], ast.arg):
                raise Undecided
        return Returned(keys, found)

    def _held(self, returned: ast.Return, name: str) -> ast.stmt:
        """The statement directly before a return that gives the name its dict."""
        block = block_of(returned, self.parents[returned]) or []
        at = block.index(returned)
        before = block[at - 1] if at else None
        uses = [n for n in ast.walk(self.definition) if isinstance(n, ast.Name) and n.id == name]
        if (
            not isinstance(before, ast.Assign)
            or len(before.targets) != 1
            or not isinstance(before.targets[0], ast.Name)
            or before.targets[0].id != name
            or len(uses) != 2
            or before.lineno == returned.lineno
        ):
            raise Undecided
        return before

    def _only_keys(self, returned: Returned) -> list[str]:
        """The parameters that are nothing but keys."""
        keys = {id(n) for key in returned.keys for n in ast.walk(key)}
        for _, holder, _ in returned.values:
            display = holder.value if isinstance(holder, ast.Assign) else None
            keys |= {id(n) for key in getattr(display, "keys", []) for n in ast.walk(key)}
        for value, _, _ in returned.values:
            keys |= {id(n) for key in getattr(value, "keys", []) for n in ast.walk(key)}
        found = []
        for name in self.parameters:
            uses = [n for n in ast.walk(self.definition) if isinstance(n, ast.Name) and n.id == name]
            if uses and all(id(n) in keys for n in uses):
                found.append(name)
        return found

    def _drop_parameters(self, dropped: list[str]) -> None:
        arguments = self.definition.args
        if not dropped:
            return
        if any(a.annotation is not None for a in arguments.args):
            raise Undecided
        defaults = args.defaults(self.definition)
        if any(name in defaults for name in dropped):
            raise Undecided
        words = [
            name + (f"={self.source.segment(defaults[name])}" if name in defaults else "")
            for name in self.parameters
            if name not in dropped
        ]
        start = self.source.span(arguments.args[0])[0]
        last = arguments.defaults[-1] if arguments.defaults else arguments.args[-1]
        self.source.replace_span(start, self.source.span(last)[1], ", ".join(words))

    # ------------------------------------------------------------ its calls
    def _calls(self) -> list[tuple[ast.Call, ast.stmt, bool]]:
        """(call, its statement, whether the statement gives a name to the dict) of every mention of the function."""
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Attribute) and node.attr == self.definition.name:
                raise Undecided
            if not isinstance(node, ast.Name) or node.id != self.definition.name:
                continue
            owner = self.names.scope_of.get(node, self.names.module_scope).find(node.id)
            if owner is not self.owner:
                continue
            call = self.parents.get(node)
            if not isinstance(call, ast.Call) or call.func is not node or id(node) in self.inside:
                raise Undecided
            statement = self._statement(call)
            whole = isinstance(statement, ast.Assign) and statement.value is call
            if whole and (len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name)):  # type: ignore[attr-defined]
                raise Undecided
            if not whole and not self._fed_alone(call, statement):
                raise Undecided
            found.append((call, statement, whole))
        if len(self.owner.bindings.get(self.definition.name, [])) != 1:
            raise Undecided
        return found

    def _statement(self, node: ast.AST) -> ast.stmt:
        while not isinstance(node, ast.stmt):
            node = self.parents[node]
        if not self.source.alone(node):
            raise Undecided
        return node

    def _fed_alone(self, call: ast.Call, statement: ast.stmt) -> bool:
        """Whether a run is fed by the call, and nothing of the statement is computed before the call."""
        if not isinstance(statement, (ast.Assign, ast.Expr, ast.AugAssign, ast.Return)):
            return False
        run = self.parents[call]
        run = self.parents[run] if isinstance(run, ast.keyword) else run
        if fed_by(run) is not call:
            return False
        around: set[int] = set()
        node: ast.AST = run
        while node is not statement:
            if isinstance(node, LATER):
                return False
            around.add(id(node))
            node = self.parents[node]
        allowed = around | {id(n) for n in ast.walk(call)}
        return all(id(n) in allowed for n in ast.walk(statement) if isinstance(n, ast.Call))

    def _labels(self, returned: Returned, taken: set[str]) -> list[str]:
        """A name for each value where the function is called."""
        found: list[str] = []
        for index, key in enumerate(returned.keys):
            value = returned.values[-1][2][index]
            name = value.id if isinstance(value, ast.Name) else ""
            if not name or name in taken or name in found or not name.isidentifier():
                base = key.attr if isinstance(key, ast.Attribute) else key.id  # type: ignore[attr-defined]
                base = base if base.isidentifier() else "fed"
                name = fresh(f"{base}_value", taken | set(found))
            found.append(name)
        return found

    def _call(
        self,
        call: ast.Call,
        statement: ast.stmt,
        whole: bool,
        returned: Returned,
        labels: list[str],
        dropped: list[str],
    ) -> None:
        if any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords):
            raise Undecided
        given: dict[str, ast.expr] = dict(zip(self.parameters, call.args, strict=False))
        given |= {k.arg: k.value for k in call.keywords if k.arg}
        keys = [self._key(key, call, given) for key in returned.keys]
        segment = self.source.segment
        words = [segment(a) for p, a in zip(self.parameters, call.args, strict=False) if p not in dropped]
        words += [f"{k.arg}={segment(k.value)}" for k in call.keywords if k.arg not in dropped]
        display = "{" + ", ".join(f"{k}: {v}" for k, v in zip(keys, labels, strict=True)) + "}"
        targets = ", ".join(labels) + ("," if len(labels) == 1 else "")
        line = f"{targets} = {self.definition.name}({', '.join(words)})"
        indent = self.source.indent_of(statement)
        self.source.insert(self.source.line_start(self.source.span(statement)[0]), f"{indent}{line}\n")
        self.source.replace(call, display)

    def _key(self, key: ast.expr, call: ast.Call, given: dict[str, ast.expr]) -> str:
        """A key as it is called where the function is called."""
        text = self.source.segment(key)
        root = key
        while isinstance(root, ast.Attribute):
            root = root.value
        assert isinstance(root, ast.Name)
        if root.id in self.parameters:
            argument = given.get(root.id)
            if not isinstance(argument, (ast.Name, ast.Attribute)):
                raise Undecided
            return self.source.segment(argument) + text[len(root.id) :]
        here = self.names.scope_of.get(call.func, self.names.module_scope).find(root.id)
        if here is not self.names.scope_of.get(root, self.names.module_scope).find(root.id):
            raise Undecided
        return text


def _ends(block: list[ast.stmt]) -> bool:
    """Whether a block always ends with a return."""
    last = block[-1] if block else None
    if isinstance(last, ast.If):
        return _ends(last.body) and _ends(last.orelse)
    return isinstance(last, (ast.Return, ast.Raise)) or isinstance(last, ast.With) and _ends(last.body)
