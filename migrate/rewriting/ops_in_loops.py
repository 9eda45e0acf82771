"""Ops that a loop or a function makes anew each time that it runs them: `error = tf.reduce_mean(x)` in a training loop.

They depend on nothing that changes between, so they are made once before the loop or the function: the same
TensorFlow 1 program, whose graph no longer grows.
"""

from __future__ import annotations

import ast

from migrate.blocks import block_of
from migrate.names import Scope, used
from migrate.rewriting.fetched_calls import FUNCTIONS, Calls, fetches

LISTS = {"tensorflow.get_collection", "tensorflow.global_variables", "tensorflow.trainable_variables"}
ASSIGNS = {"tensorflow.assign", "tensorflow.assign_add", "tensorflow.assign_sub"}
COMPOUND = (ast.For, ast.While, ast.If, ast.Try)


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with such statements moved; None where there are none."""
    if ".run(" not in text and ".eval(" not in text:
        return None
    blocks = _Blocks(text, tree)
    for body, scope in blocks.bodies():
        for node in body if scope not in blocks.done else ():
            blocks.move(node, scope)
    return (blocks.source.result(), None) if blocks.source.edits else None


class _Blocks(Calls):
    def __init__(self, text: str, tree: ast.Module) -> None:
        super().__init__(text, tree)
        self.moved: dict[ast.Assign, ast.Name] = {}
        self.done: set[Scope] = set()  # functions that have made something move already
        self.updates: list[ast.ListComp] = []  # lists of assignments that the container fetches
        self.fetched: set[int] = set()
        for fetch in [f for node in ast.walk(tree) for f in fetches(node)]:
            inside = list(ast.walk(fetch))
            if all(self.makes_ops(n, tree.body[-1], []) for n in inside if isinstance(n, ast.Call)):
                self.fetched |= {id(n) for n in inside}
        for node in ast.walk(tree):  # `accuracy.eval(...)`
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "eval":
                self.fetched.add(id(node.func.value))

    def bodies(self) -> list[tuple[list[ast.stmt], Scope]]:
        """The blocks in which a graph is built: those of the module, of its functions, and of sessions in them."""
        found: list[tuple[list[ast.stmt], Scope]] = [(self.tree.body, self.names.module_scope)]
        found += [(n.body, self.names.inner_scope(n)) for n in self.tree.body if isinstance(n, ast.FunctionDef)]
        for body, scope in found:
            found += [(n.body, scope) for n in body if isinstance(n, ast.With) and self.opens_session(n)]
        return found

    def move(self, container: ast.stmt, scope: Scope) -> None:
        """Moves what a loop, a branch or a function of the module makes for its runs to the place before it."""
        if isinstance(container, ast.FunctionDef):
            if scope is not self.names.module_scope or container.decorator_list:
                return
            scope = self.names.inner_scope(container)
        elif not isinstance(container, COMPOUND):
            return
        start = self.source.line_start(self.source.span(container)[0])
        if self.source.text[start : self.source.span(container)[0]].strip():
            return
        self.moved = {}
        inside = [f for node in ast.walk(container) for f in fetches(node)]
        self.updates = [f for f in inside if isinstance(f, ast.ListComp) and self._assigns(f)]
        for node in self._statements(container):
            target = node.targets[0]
            if isinstance(target, ast.Name) and scope.bindings.get(target.id) == [target]:
                self.moved[node] = target
                if not self._ops(node, container):
                    del self.moved[node]
        while True:
            kept = {n: t for n, t in self.moved.items() if self._only_run(t, scope) and self._ops(n, container)}
            if len(kept) == len(self.moved):
                break
            self.moved = kept
        self.updates = [u for u in self.updates if self._known(u, container)]
        if not all(self._lists(n.value) is None or self._only_updates(t, scope) for n, t in self.moved.items()):
            return
        if self.moved and not any(self._leaves_nothing(n) for n in self.moved):
            self._write(container, scope)

    def _statements(self, container: ast.stmt) -> list[ast.Assign]:
        """The assignments inside, but not in functions of its own or under control inputs, in their order."""
        found: list[ast.Assign] = []
        waiting: list[ast.AST] = list(ast.iter_child_nodes(container))
        while waiting:
            node = waiting.pop(0)
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                found.append(node)
            elif not isinstance(node, FUNCTIONS) and (not isinstance(node, ast.With) or self.opens_session(node)):
                waiting = [*ast.iter_child_nodes(node), *waiting]
        return found

    def _ops(self, node: ast.Assign, container: ast.stmt) -> bool:
        """Whether a statement makes ops of what is known before the container."""
        inside = list(ast.walk(node.value))
        if any(isinstance(n, (*FUNCTIONS, ast.comprehension, ast.NamedExpr, ast.Await)) for n in inside):
            return False
        calls = [n for n in inside if isinstance(n, ast.Call)]
        listed = self._lists(node.value)
        if listed is not None:
            return listed and self._makes_variables_before(container)
        if not calls and not any(isinstance(n, ast.Name) and self._tensor(n, container) for n in inside):
            return False
        if not all(self.makes_ops(c, container, []) for c in calls):
            return False
        if any(isinstance(n, (ast.Constant, ast.JoinedStr)) and n.lineno != n.end_lineno for n in inside):
            return False
        return all(self.settled(n, container) for n in inside if isinstance(n, ast.Name))

    def settled(self, name: ast.Name, statement: ast.stmt) -> bool:
        return self._moves(name) or super().settled(name, statement)

    def _tensor(self, name: ast.Name, container: ast.stmt, depth: int = 0) -> bool:
        """Whether a name stands for what an op makes."""
        if self._moves(name):
            return True
        owner = self.owner(name)
        bindings = owner.bindings.get(name.id, []) if owner is not None else []
        statement = self.parents.get(bindings[0]) if len(bindings) == 1 else None
        if not isinstance(statement, ast.Assign) or statement.targets != bindings or depth > 8:
            return False
        value = statement.value
        if isinstance(value, ast.Call):
            made = self.names.resolve(value.func) == "tensorflow.placeholder"
            return made or self.names.resolve(value.func) is not None and self.makes_ops(value, container, [])
        if not isinstance(value, (ast.BinOp, ast.UnaryOp)):
            return False
        return any(isinstance(n, ast.Name) and self._tensor(n, container, depth + 1) for n in ast.walk(value))

    def _moves(self, name: ast.Name) -> bool:
        owner = self.owner(name)
        return owner is not None and any(owner.bindings.get(name.id) == [t] for t in self.moved.values())

    def _only_run(self, target: ast.Name, scope: Scope) -> bool:
        """Whether all that reads a name fetches it, or makes other such ops of it."""
        reads = [
            n
            for n in ast.walk(self.tree)
            if isinstance(n, ast.Name) and n.id == target.id and n is not target and self.owner(n) is scope
        ]
        values = {id(n) for node in [*(m.value for m in self.moved), *self.updates] for n in ast.walk(node)}
        return bool(reads) and all(id(n) in self.fetched or id(n) in values for n in reads)

    # ------------------------------------------------------------ lists of variables
    def _lists(self, node: ast.expr) -> bool | None:
        """Whether a call lists variables of a scope that is written there; None for anything else."""
        path = self.names.resolve(node.func) if isinstance(node, ast.Call) else None
        if path not in LISTS or not isinstance(node, ast.Call):
            return None
        given = list(node.args)
        if path == "tensorflow.get_collection":
            key = self.names.resolve(given.pop(0)) if given else None
            if key is None or not key.startswith("tensorflow.GraphKeys.") or "VARIABLES" not in key:
                return False
        given += [k.value for k in node.keywords]
        return all(isinstance(g, ast.Constant) for g in given) and all(k.arg == "scope" for k in node.keywords)

    def _makes_variables_before(self, container: ast.stmt) -> bool:
        """Whether all variables are made by the module itself, before a place."""
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Call):
                continue
            path = self.names.resolve(node.func) or ""
            makes = any(word in path for word in ("ariable", "layers.", "contrib.", "rnn", "metrics."))
            makes = makes and path not in LISTS and not path.endswith(("initializer", "variable_scope"))
            method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if not makes and method not in ("minimize", "apply_gradients", "get_variable", "add_variable"):
                continue
            current: ast.AST | None = node
            while current is not None:
                if isinstance(current, FUNCTIONS):
                    return False
                current = self.parents.get(current)
            if node.lineno >= container.lineno:
                return False
        return True

    def _assigns(self, node: ast.ListComp) -> bool:
        """`[tf.assign(t, e) for t, e in zip(targets, others)]`"""
        call, generator = node.elt, node.generators[0]
        if not isinstance(call, ast.Call) or self.names.resolve(call.func) not in ASSIGNS or call.keywords:
            return False
        if len(node.generators) != 1 or generator.ifs or not all(isinstance(a, ast.Name) for a in call.args):
            return False
        source = generator.iter
        zipped = isinstance(source, ast.Call) and isinstance(source.func, ast.Name) and source.func.id == "zip"
        return zipped and not source.keywords and all(isinstance(a, ast.Name) for a in source.args)  # type: ignore[union-attr]

    def _known(self, node: ast.ListComp, container: ast.stmt) -> bool:
        source: ast.Call = node.generators[0].iter  # type: ignore[assignment]
        return all(self.settled(n, container) for n in [*source.args, source.func])  # type: ignore[arg-type]

    def _only_updates(self, target: ast.Name, scope: Scope) -> bool:
        """Whether a list of variables is read by such updates and nothing else."""
        inside = {id(n) for u in self.updates for n in ast.walk(u)}
        names = [n for n in ast.walk(self.tree) if isinstance(n, ast.Name) and n.id == target.id and n is not target]
        return all(id(n) in inside for n in names if self.owner(n) is scope)

    def _leaves_nothing(self, node: ast.Assign) -> bool:
        parent = self.parents[node]
        block = block_of(node, parent)
        return not self.source.alone(node) or block is None or all(s in self.moved for s in block)

    def _write(self, container: ast.stmt, scope: Scope) -> None:
        from migrate.rewriting.native import comment_start

        function = isinstance(container, ast.FunctionDef)
        self.done |= {scope} if function else set()
        renamed: dict[str, str] = {}
        if function:
            inside = {id(n) for n in ast.walk(container)}
            elsewhere = used(ast.Module([n for n in self.tree.body if id(n) not in inside], []))
            for target in self.moved.values():
                if target.id in elsewhere:
                    renamed[target.id] = self.fresh(f"{container.name}_{target.id}")  # type: ignore[attr-defined]
        for node in ast.walk(container):
            if isinstance(node, ast.Name) and node.id in renamed and self.owner(node) is scope:
                self.source.replace(node, renamed[node.id])
        indent = self.source.indent_of(container)
        lines = ""
        named = [(self.fresh("update"), node) for node in self.updates]
        for node in self.moved:
            start, end = self.source.span(node)
            first = comment_start(self.source, self.source.line_start(start))
            above = self.source.text[first : self.source.line_start(start)].split("\n")
            lines += "".join(f"{indent}{line.strip()}\n" for line in above if line.strip())
            lines += self.source.statement(node, indent) + "\n"
            self.source.replace_span(first, self.source.line_end(end), "")
        for name, update in named:
            lines += f"{indent}{name} = {self.source.expression(update)}\n"
            self.source.replace(update, name)
        at = comment_start(self.source, self.source.line_start(self.source.span(container)[0]))
        self.source.insert(at, lines if not function else lines + "\n\n")
