"""Lists of variables that a helper returns beside its tensors, listed where the helper is called.

`net, params = build("a")` with `return net, tf.trainable_variables(scope=name)` in `build` becomes `net = build("a")`
and `params = tf.trainable_variables(scope="a")`: the same TensorFlow 1 program, in which no list needs a tensor.
"""

from __future__ import annotations

import ast
import copy

from migrate.edits import Source
from migrate.names import Names, Scope

LISTS = {"tensorflow.get_collection", "tensorflow.trainable_variables", "tensorflow.global_variables"}
BY_TEXT = {"getattr", "globals", "locals", "vars", "eval", "exec"}
INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class Undecided(Exception):
    """The helper stays as it is."""


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with the lists at the calls; None where there are none."""
    if "scope" not in text or not any(name.split(".")[1] in text for name in LISTS):
        return None
    names = Names(tree)
    for definition in ast.walk(tree):
        if not isinstance(definition, ast.FunctionDef):
            continue
        try:
            changed = _Helper(text, tree, names, definition).rewritten()
        except Undecided:
            continue
        return normalise(changed, ast.parse(changed)) or (changed, None)
    return None


class _Helper:
    def __init__(self, text: str, tree: ast.Module, names: Names, definition: ast.FunctionDef) -> None:
        self.tree, self.names, self.definition = tree, names, definition
        self.source = Source(text)
        self.scope = names.inner_scope(definition)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}

    def rewritten(self) -> str:
        """The text of the program; raises Undecided."""
        returned, lists, statements = self._lists()
        calls = self._calls(len(returned.elts))
        kept = [self.source.segment(e) for i, e in enumerate(returned.elts) if i not in lists]
        self.source.replace(returned, ", ".join(kept))
        comments: list[str] = []
        for statement in sorted(statements, key=lambda n: n.lineno):
            start, end = self._lines(statement)
            above = self._comments(start)
            comments += [line.strip() for line in self.source.text[above:start].split("\n") if line.strip()]
            self.source.replace_span(above, end, "")
        for call, statement, targets in calls:
            start, end = self._lines(statement)
            written = [self._at_call(call, lists[i], targets) for i in sorted(lists)]
            self.source.replace(
                statement.targets[0],
                ", ".join(self.source.segment(t) for i, t in enumerate(targets) if i not in lists),
            )
            indent = self.source.indent_of(statement)
            lines = [
                *(comments if call is calls[0][0] else ()),
                *(f"{self.source.segment(targets[i])} = {v}" for i, v in zip(sorted(lists), written, strict=True)),
            ]
            self.source.insert(end - 1, "".join(f"\n{indent}{line}" for line in lines))
        return self.source.result()

    def _lines(self, statement: ast.stmt) -> tuple[int, int]:
        """The whole lines of a statement that shares them with none."""
        start, end = self.source.span(statement)
        first, last = self.source.line_start(start), self.source.line_end(end)
        if not self.source.alone(statement):
            raise Undecided
        if self.source.text[last - 1 : last] != "\n" or self.source.text[:first].endswith("\\\n"):
            raise Undecided
        return first, last

    def _comments(self, first: int) -> int:
        """Offset of the first of the comment lines directly above the line at `first`."""
        while first > 0:
            previous = self.source.line_start(first - 1)
            if not self.source.text[previous:first].strip().startswith("#"):
                break
            first = previous
        return first

    # ------------------------------------------------------------ the function
    def _lists(self) -> tuple[ast.Tuple, dict[int, ast.Call], list[ast.stmt]]:
        """(what is returned, the lists in it by their places, the statements that make them)."""
        definition = self.definition
        arguments = definition.args
        if definition.decorator_list or arguments.vararg or arguments.kwarg or arguments.posonlyargs:
            raise Undecided
        block = definition.body
        while isinstance(block[-1], ast.With):
            block = block[-1].body
        last = block[-1]
        own = self._own_nodes()
        if not isinstance(last, ast.Return) or sum(isinstance(n, ast.Return) for n in own) != 1:
            raise Undecided
        returned = last.value
        if not isinstance(returned, ast.Tuple) or any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in own):
            raise Undecided
        made: dict[str, ast.Assign] = {}
        for statement in reversed(block[:-1]):  # nothing makes a variable between them and the end
            plain = isinstance(statement, ast.Assign) and len(statement.targets) == 1
            if not plain or not isinstance(statement.targets[0], ast.Name) or not self._is_list(statement.value):
                break
            made[statement.targets[0].id] = statement
        lists: dict[int, ast.Call] = {}
        statements: list[ast.stmt] = []
        for index, element in enumerate(returned.elts):
            if self._is_list(element):
                lists[index] = element  # type: ignore[assignment]
            elif isinstance(element, ast.Name) and element.id in made:
                uses = [n for n in ast.walk(definition) if isinstance(n, ast.Name) and n.id == element.id]
                if len(uses) != 2 or len(self.scope.bindings.get(element.id, [])) != 1:
                    raise Undecided
                lists[index] = made[element.id].value  # type: ignore[assignment]
                statements.append(made[element.id])
        if not lists or len(lists) == len(returned.elts):
            raise Undecided
        if any(isinstance(e, ast.Call) and i not in lists for i, e in enumerate(returned.elts)):
            raise Undecided  # it may make variables before or after a list is made
        return returned, lists, statements

    def _own_nodes(self) -> list[ast.AST]:
        found: list[ast.AST] = []
        waiting: list[ast.AST] = list(self.definition.body)
        while waiting:
            node = waiting.pop()
            found.append(node)
            if not isinstance(node, INNER):
                waiting += ast.iter_child_nodes(node)
        return found

    def _is_list(self, node: ast.AST) -> bool:
        """A list of variables chosen by a scope whose name is made of parameters and text alone."""
        if not isinstance(node, ast.Call) or self.names.resolve(node.func) not in LISTS:
            return False
        if any(isinstance(a, ast.Starred) for a in node.args):
            return False
        keys = self.names.resolve(node.func) == "tensorflow.get_collection"
        given = dict(zip(("key", "scope") if keys else ("scope",), node.args, strict=False))
        given.update({k.arg: k.value for k in node.keywords})  # type: ignore[misc]
        if set(given) != ({"key", "scope"} if keys else {"scope"}):
            return False
        if keys and not (self.names.resolve(given["key"]) or "").startswith("tensorflow.GraphKeys."):
            return False
        for inner in ast.walk(given["scope"]):
            if isinstance(inner, ast.Name):
                bindings = self.scope.bindings.get(inner.id, [])
                if len(bindings) != 1 or not isinstance(bindings[0], ast.arg):
                    return False
            elif isinstance(inner, ast.Constant):
                if not isinstance(inner.value, str):
                    return False
            elif not isinstance(inner, (ast.BinOp, ast.Add, ast.Load)):
                return False
        return True

    # ------------------------------------------------------------ the calls
    def _calls(self, count: int) -> list[tuple[ast.Call, ast.Assign, list[ast.expr]]]:
        """Each call, its statement and the names that get the results."""
        name = self.definition.name
        owner = self.names.scope_of[self.definition].find(name)
        if owner is None or len(owner.bindings.get(name, [])) != 1 or isinstance(owner.node, ast.ClassDef):
            raise Undecided
        found = []
        read = {n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name)}
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and node.value == name and read & BY_TEXT:
                raise Undecided
            if isinstance(node, ast.Attribute) and node.attr == name:
                raise Undecided
            if isinstance(node, ast.alias) and name in (node.name, node.asname):
                raise Undecided
            if not isinstance(node, ast.Name) or node.id != name:
                continue
            if self.names.scope_of[node].find(name) is not owner:
                raise Undecided
            call = self.parents[node]
            statement = self.parents.get(call)
            if not isinstance(call, ast.Call) or call.func is not node or not isinstance(statement, ast.Assign):
                raise Undecided
            target = statement.targets[0]
            if len(statement.targets) != 1 or not isinstance(target, ast.Tuple) or len(target.elts) != count:
                raise Undecided
            if not all(isinstance(t, ast.Name) for t in target.elts):
                raise Undecided
            found.append((call, statement, list(target.elts)))
        if not found:
            raise Undecided
        return found

    def _at_call(self, call: ast.Call, listing: ast.Call, targets: list[ast.expr]) -> str:
        """The text of a list with the arguments of a call."""
        scope = self.names.scope_of[call]
        parameters = self.definition.args
        if any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords):
            raise Undecided
        names = [a.arg for a in parameters.args]
        given: dict[str, ast.expr] = dict(
            zip(names[len(names) - len(parameters.defaults) :], parameters.defaults, strict=True)
        )
        given.update(
            {a.arg: d for a, d in zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True) if d is not None}
        )
        given.update(zip(names, call.args, strict=False))
        given.update({k.arg: k.value for k in call.keywords if k.arg})
        bound = {t.id for t in targets if isinstance(t, ast.Name)}

        class Put(ast.NodeTransformer):
            def visit_Name(self, node: ast.Name) -> ast.expr:
                if node.id not in names and node.id not in given:
                    if not _of_module(scope, node.id) or node.id in bound:
                        raise Undecided
                    return node
                value = given.get(node.id)
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    return value
                if isinstance(value, ast.Name) and value.id not in bound and value in call_nodes:
                    return value
                raise Undecided

        call_nodes = {n for n in ast.walk(call) if isinstance(n, ast.Name)}
        return ast.unparse(Put().visit(copy.deepcopy(listing)))


def _of_module(scope: Scope, name: str) -> bool:
    found = scope.find(name)
    return found is None or found.parent is None
