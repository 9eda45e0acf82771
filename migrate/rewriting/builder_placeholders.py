"""Placeholders that a builder makes and gives back: they are made beside its one call, and the builder is given them.

    def autoencoder(sizes):                                 def autoencoder(x, sizes):
        x = tf.placeholder(tf.float32, [None, sizes[0]])        ...
        ...                                                     return {"y": y, "cost": cost}
        return {"x": x, "y": y, "cost": cost}
                                                            x = tf.placeholder(tf.float32, [None, 784])
    ae = autoencoder([784, 64])                             ae = autoencoder(x, [784, 64])
    sess.run(ae["cost"], {ae["x"]: batch})                  sess.run(ae["cost"], {x: batch})

The same TensorFlow 1 program, whose builder computes tensors of tensors.
"""

from __future__ import annotations

import ast
import builtins

from migrate.edits import Source
from migrate.names import Names, Scope, fresh, used
from migrate.rewriting import arguments as args
from migrate.rewriting.shared_lines import shared
from migrate.stages.tf_calls import bind

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
PARAMETERS = ("dtype", "shape", "name")


class _Undecided(Exception):
    """A builder that stays as it is."""


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with the placeholders of such builders moved; None where there are none."""
    if "placeholder(" not in text or "def " not in text:
        return None
    changed = None
    for name in [n.name for n in tree.body if isinstance(n, ast.FunctionDef)]:
        try:
            found = _Builder(text, tree, name).result()
        except _Undecided:
            continue
        text, changed = found, found
        tree = ast.parse(text)
    return None if changed is None else (changed, None)


class _Builder:
    def __init__(self, text: str, tree: ast.Module, name: str) -> None:
        self.tree, self.source, self.names = tree, Source(text), Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.definition = next(n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name)
        self.inner = self.names.inner_scope(self.definition)

    def result(self) -> str:
        """The text after the change; raises _Undecided."""
        made = self._placeholders()
        arguments = self.definition.args
        if not made or self.definition.decorator_list or arguments.vararg or arguments.posonlyargs:
            raise _Undecided
        returned = self.definition.body[-1]
        display = returned.value if isinstance(returned, ast.Return) else None
        others = [n for n in ast.walk(self.definition) if isinstance(n, (ast.Return, ast.Yield)) and n is not returned]
        if others or not isinstance(display, (ast.Dict, ast.Tuple)):
            raise _Undecided
        call, statement = self._call()
        outer = self.names.scope_of.get(call.func, self.names.module_scope)
        given = {p: self._index(display, p) for p in made}
        if any(index is None for index in given.values()) or len(given) == len(self._values(display)):
            raise _Undecided
        target = statement.targets[0]
        if isinstance(display, ast.Dict):
            reads = self._items(target, outer, display)
            names = {p: self._fresh(p, statement) for p in made}
            for p, index in given.items():
                key: ast.Constant = display.keys[index]  # type: ignore[index,assignment]
                for node in reads.get(key.value, []):
                    self.source.replace(node, names[p])
        else:
            if not isinstance(target, ast.Tuple) or len(target.elts) != len(display.elts):
                raise _Undecided
            if not all(isinstance(t, ast.Name) for t in target.elts):
                raise _Undecided
            names = {p: target.elts[i].id for p, i in given.items()}  # type: ignore[index,union-attr]
            if any(len(outer.bindings.get(n, [])) != 1 for n in names.values()):
                raise _Undecided
            self._without(target, set(given.values()))
        self._without(display, set(given.values()))
        lines = [
            line
            for p, node in made.items()
            for line in [*self._above(node), f"{names[p]} = {self._outside(node.value, call, outer)}"]
        ]
        self._remove(list(made.values()))
        self._parameters([p for p in made if self._is_read(p, display)], call, names)
        indent = self.source.indent_of(statement)
        at = self.source.line_start(self.source.span(statement)[0])
        self.source.insert(at, "".join(f"{indent}{line}\n" for line in lines))
        return self.source.result()

    # ------------------------------------------------------------ the builder
    def _placeholders(self) -> dict[str, ast.Assign]:
        """The placeholders that the builder makes in any case, by their names in it."""
        found: dict[str, ast.Assign] = {}
        for node in ast.walk(self.definition):
            if not isinstance(node, ast.Call) or self.names.resolve(node.func) != "tensorflow.placeholder":
                continue
            statement = self.parents[node]
            target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
            around = self.parents[statement] if target is not None else None
            while isinstance(around, ast.With):
                around = self.parents[around]
            if not isinstance(target, ast.Name) or around is not self.definition or statement.value is not node:  # type: ignore[attr-defined]
                raise _Undecided
            if self.inner.bindings.get(target.id) != [target] or shared(self.source, statement):  # type: ignore[arg-type]
                raise _Undecided
            found[target.id] = statement  # type: ignore[assignment]
        return found

    def _values(self, display: ast.Dict | ast.Tuple) -> list[ast.expr]:
        return display.values if isinstance(display, ast.Dict) else display.elts

    def _index(self, display: ast.Dict | ast.Tuple, name: str) -> int | None:
        """Where a name stands in what is given back, once."""
        values = self._values(display)
        if isinstance(display, ast.Dict) and not all(
            isinstance(k, ast.Constant) and isinstance(k.value, str) for k in display.keys
        ):
            return None
        found = [i for i, v in enumerate(values) if isinstance(v, ast.Name) and v.id == name]
        return found[0] if len(found) == 1 else None

    def _without(self, display: ast.Dict | ast.Tuple, gone: set[int]) -> None:
        """Takes items out of a display; a tuple of one is that one."""
        source = self.source
        values = self._values(display)
        firsts = display.keys if isinstance(display, ast.Dict) else values
        kept = [i for i in range(len(values)) if i not in gone]
        if isinstance(display, ast.Tuple) and len(kept) == 1:
            source.replace(display, source.segment(values[kept[0]]))
            return
        for index in sorted(gone):
            start, end = source.span(firsts[index])[0], source.span(values[index])[1]  # type: ignore[arg-type]
            if index + 1 < len(values):
                end = source.span(firsts[index + 1])[0]  # type: ignore[arg-type]
            else:
                start = source.span(values[kept[-1]])[1]
            source.replace_span(start, end, "")

    def _remove(self, statements: list[ast.Assign]) -> None:
        """Takes statements out, and the scopes in which nothing else is."""
        from migrate.rewriting.native import comment_start

        source = self.source
        gone: list[ast.stmt] = list(statements)
        for node in gone:
            parent = self.parents[node]
            if isinstance(parent, ast.With) and parent not in gone and all(s in gone for s in parent.body):
                gone.append(parent)
        for node in gone:
            if self.parents[node] in gone:
                continue
            start = comment_start(source, source.line_start(source.span(node)[0]))
            source.replace_span(start, source.line_end(source.span(node)[1]), "")

    def _above(self, node: ast.stmt) -> list[str]:
        """The comments directly above a statement."""
        from migrate.rewriting.native import comment_start

        start = self.source.line_start(self.source.span(node)[0])
        lines = self.source.text[comment_start(self.source, start) : start].split("\n")
        return [line.strip() for line in lines if line.strip()]

    # ------------------------------------------------------------ its call
    def _call(self) -> tuple[ast.Call, ast.Assign]:
        """The one call of the builder, in a statement that gives what it makes a name."""
        uses = [
            n
            for n in ast.walk(self.tree)
            if (isinstance(n, ast.Name) and n.id == self.definition.name)
            or (isinstance(n, ast.Attribute) and n.attr == self.definition.name)
        ]
        call = self.parents[uses[0]] if len(uses) == 1 and isinstance(uses[0], ast.Name) else None
        if not isinstance(call, ast.Call) or call.func is not uses[0]:
            raise _Undecided
        if any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords):
            raise _Undecided
        statement = self.parents[call]
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or shared(self.source, statement):
            raise _Undecided
        around = self.parents[statement]
        while isinstance(around, ast.With) or isinstance(around, ast.If) and self._main(around):
            around = self.parents[around]
        if not isinstance(around, (ast.Module, ast.FunctionDef)) or around is self.definition:
            raise _Undecided
        return call, statement

    def _main(self, node: ast.If) -> bool:
        return "__name__" in ast.unparse(node.test) and not node.orelse

    def _items(self, target: ast.expr, outer: Scope, display: ast.Dict) -> dict[str, list[ast.Subscript]]:
        """The reads of what the builder gives back, by their keys; all of its uses are such reads."""
        if not isinstance(target, ast.Name) or outer.bindings.get(target.id) != [target]:
            raise _Undecided
        keys = [k.value for k in display.keys if isinstance(k, ast.Constant)]
        found: dict[str, list[ast.Subscript]] = {}
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Name) or node.id != target.id or node is target:
                continue
            if self.names.scope_of.get(node, self.names.module_scope).find(node.id) is not outer:
                continue
            item = self.parents[node]
            key = item.slice if isinstance(item, ast.Subscript) and item.value is node else None
            if not isinstance(key, ast.Constant) or key.value not in keys or not isinstance(item.ctx, ast.Load):  # type: ignore[attr-defined]
                raise _Undecided
            found.setdefault(key.value, []).append(item)  # type: ignore[arg-type]
        return found

    def _fresh(self, name: str, statement: ast.stmt) -> str:
        """The placeholder's name beside the call: its own one where nothing else has it."""
        inside = {id(n) for n in ast.walk(self.definition)}
        rest = ast.Module([n for n in self.tree.body if id(n) not in inside], [])
        taken = used(rest)
        return name if name not in taken else fresh(f"{self.definition.name}_{name}", taken | used(self.tree))

    def _is_read(self, name: str, display: ast.Dict | ast.Tuple) -> bool:
        """Whether the builder does more with a placeholder than give it back."""
        given = {id(v) for v in self._values(display)}
        names = [n for n in ast.walk(self.definition) if isinstance(n, ast.Name) and n.id == name]
        return any(isinstance(n.ctx, ast.Load) and id(n) not in given for n in names)

    def _parameters(self, made: list[str], call: ast.Call, names: dict[str, str]) -> None:
        source, arguments = self.source, self.definition.args
        if not made:
            return
        first = [*arguments.args, *arguments.kwonlyargs]
        at = source.text.index("(", source.text.index(self.definition.name, source.span(self.definition)[0]))
        more = ", " if first or arguments.kwarg else ""
        if arguments.kwonlyargs and not arguments.args:
            raise _Undecided
        source.insert(at + 1, ", ".join(made) + more)
        opening = source.text.index("(", source.span(call.func)[1])
        more = ", " if call.args or call.keywords else ""
        source.insert(opening + 1, ", ".join(names[p] for p in made) + more)

    # ------------------------------------------------------------ what the placeholder is made of
    def _outside(self, node: ast.expr, call: ast.Call, outer: Scope) -> str:
        """The making of a placeholder beside the call: parameters of the builder are what the call gives."""
        bound = bind(node, PARAMETERS)  # type: ignore[arg-type]
        if bound is None:
            raise _Undecided
        source = self.source
        text = source.segment(node)
        start = source.span(node)[0]
        edits: list[tuple[int, int, str]] = []
        for inner in ast.walk(node):
            if isinstance(inner, (ast.Lambda, ast.comprehension, ast.NamedExpr)):
                raise _Undecided
            if isinstance(inner, ast.Subscript):
                item = self._item(inner, call)
                if item is not None:
                    edits.append((source.span(inner)[0] - start, source.span(inner)[1] - start, item))
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name):
                span = source.span(inner)[0] - start, source.span(inner)[1] - start
                if any(a <= span[0] and span[1] <= b for a, b, _ in edits):
                    continue
                edits.append((*span, self._name(inner, call, outer)))
        for a, b, new in sorted(edits, reverse=True):
            text = text[:a] + new + text[b:]
        return " ".join(line.strip() for line in text.split("\n")).replace("( ", "(")

    def _item(self, node: ast.Subscript, call: ast.Call) -> str | None:
        """`sizes[0]` of a parameter that is given a written list."""
        if not isinstance(node.value, ast.Name) or not isinstance(node.slice, ast.Constant):
            return None
        given = self._given(node.value, call)
        index = node.slice.value
        if not isinstance(given, (ast.List, ast.Tuple)) or not isinstance(index, int) or index >= len(given.elts):
            return None
        item = given.elts[index]
        return self.source.segment(item) if isinstance(item, ast.Constant) else None

    def _same_import(self, name: ast.Name, outer: Scope) -> bool:
        """Whether a name stands for the same part of a library beside the call: a function may import it anew."""
        path = self.names.resolve(name)
        there = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == name.id]
        paths = {self.names.resolve(n) for n in there if self.names.scope_of.get(n) is outer}
        return path is not None and paths == {path}

    def _given(self, name: ast.Name, call: ast.Call) -> ast.expr | None:
        """What the call gives for a parameter; None for any other name."""
        parameters = [a.arg for a in self.definition.args.args]
        bindings = self.inner.bindings.get(name.id, [])
        if len(bindings) != 1 or not isinstance(bindings[0], ast.arg) or name.id not in parameters:
            return None
        given = args.argument(call, name.id, parameters.index(name.id))
        return given or args.defaults(self.definition).get(name.id)

    def _name(self, name: ast.Name, call: ast.Call, outer: Scope) -> str:
        """What a name of the builder is called beside its call."""
        owner = self.names.scope_of.get(name, self.names.module_scope).find(name.id)
        if owner is None and hasattr(builtins, name.id) or owner is self.names.module_scope:
            if outer.find(name.id) is not owner and not self._same_import(name, outer):
                raise _Undecided
            return name.id
        given = self._given(name, call)
        if isinstance(given, (ast.Name, ast.Constant)):
            owner = outer.find(given.id) if isinstance(given, ast.Name) else None
            if isinstance(given, ast.Name) and (owner is None or len(owner.bindings[given.id]) != 1):
                raise _Undecided
            return self.source.segment(given)
        if isinstance(given, (ast.List, ast.Tuple)) and all(isinstance(e, ast.Constant) for e in given.elts):
            return self.source.segment(given)
        raise _Undecided
