"""Graph collections as Python lists: `tf.add_to_collection("losses", x)` -> `losses.append(x)`.

A text in TensorFlow 1 becomes another of the same meaning, before the program is interpreted. The list is made where
the graph is built, and helpers that fill or read it get it as a parameter, so that it can move into functions with
them. What `tf.losses` collects by itself counts where the collection is read.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from dataclasses import dataclass, field

from migrate.edits import Source
from migrate.names import Names, Scope, fresh
from migrate.rewriting import inline_ops, lifted_entries, metrics, programs
from migrate.stages import summaries as api
from migrate.stages.attributes import is_attribute, plain

KEYS = {
    "LOSSES": "losses",
    "REGULARIZATION_LOSSES": "regularization_losses",
    "ACTIVATIONS": "activations",
    "WEIGHTS": "weights",
    "BIASES": "biases",
}
# TF1's own ops add to these or read them
SUMMARIES = "all summaries"  # a key that no program uses
OWN = {"regularization_losses", "summaries", "trainable_variables", "variables", "local_variables", "update_ops"}
OWN |= {"queue_runners", "train_op", "global_step", "moving_average_variables", "model_variables", "init_op", "savers"}
COLLECTING = {
    f"tensorflow.losses.{name}"
    for name in "absolute_difference compute_weighted_loss cosine_distance hinge_loss huber_loss log_loss "
    "mean_pairwise_squared_error mean_squared_error sigmoid_cross_entropy softmax_cross_entropy "
    "sparse_softmax_cross_entropy".split()
}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Undecided(Exception):
    """The collections of this program cannot be told apart with certainty."""


@dataclass
class Uses:
    added: list[tuple[ast.Call, ast.expr]] = field(default_factory=list)
    read: list[ast.Call] = field(default_factory=list)
    totals: list[ast.Call] = field(default_factory=list)
    collected: list[ast.Call] = field(default_factory=list)
    merged: list[ast.Call] = field(default_factory=list)  # `tf.summary.merge_all()`

    def nodes(self) -> list[ast.Call]:
        return [n for n, _ in self.added] + self.read + self.totals + self.collected + self.merged


def normalise(text: str, tree: ast.Module) -> tuple[str, list[int]] | None:
    """(the text with lists, the lines that were added to it); None where there is nothing to do or no certain form.

    Ops in the lists of `control_dependencies` and `group` get statements first, and so do the ops of a metric.
    """
    before: list[int] | None = None
    for step in (inline_ops.normalise, metrics.normalise, lifted_entries.normalise, _listed):
        found = step(text, tree)
        if found is not None:
            text, added = found
            tree = ast.parse(text)
            before = sorted([*added, *(_moved(line, added) for line in before or [])])
    return None if before is None else (text, before)


def _listed(text: str, tree: ast.Module) -> tuple[str, list[int]] | None:
    if not any(word in text for word in ("collection", "losses", "merge_all")):
        return None
    try:
        return _Lists(text, tree).rewrite()
    except Undecided:
        return None


def _moved(line: int, added: list[int]) -> int:
    """Where a line stands once others were added."""
    for other in sorted(added):
        line += other <= line
    return line


class _Lists:
    def __init__(self, text: str, tree: ast.Module) -> None:
        self.tree = tree
        self.joined = programs.MARKER in text
        self.source = Source(text)
        self.names = Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.taken = (
            {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)} | set(dir(builtins)) | set(keyword.kwlist)
        )
        self.taken |= {n.arg for n in ast.walk(tree) if isinstance(n, ast.arg)}
        self.taken |= {n.name for n in ast.walk(tree) if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
        for node in ast.walk(tree):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                self.taken |= {a.asname or a.name.split(".")[0] for a in node.names}
        self.inserted: dict[int, list[str]] = {}  # offset of a line's start -> lines put before it
        self.parameters: dict[ast.FunctionDef, list[str]] = {}
        self.calls_edited: dict[ast.Call, list[tuple[str, str]]] = {}  # parameters and what is given for them

    # ------------------------------------------------------------ finding
    def rewrite(self) -> tuple[str, list[int]] | None:
        uses = self._uses()
        uses = {k: u for k, u in uses.items() if u.added or u.totals or u.merged or (u.collected and u.read)}
        uses = {k: u for k, u in uses.items() if k not in OWN}
        if not uses:
            return None
        self._one_graph([n for u in uses.values() for n in u.nodes()])
        for key, found in sorted(uses.items()):
            self._rewrite_one(key, found)
        for definition, lists in self.parameters.items():
            self._add_parameters(definition, lists)
        for call, lists in self.calls_edited.items():
            self._add_arguments(call, lists)
        added: list[int] = []
        shift = 0
        for offset, lines in sorted(self.inserted.items()):
            number = self.source.text.count("\n", 0, offset) + 1
            for line in lines:
                self.source.insert(offset - 1, "\n" + line)  # at the end of the line before, where nothing is replaced
                added.append(number + shift)
                shift += 1
        return self.source.result(), added

    def _uses(self) -> dict[str, Uses]:
        found: dict[str, Uses] = {}
        for node in ast.walk(self.tree):
            if not isinstance(node, ast.Call):
                continue
            path = self.names.resolve(node.func) or ""
            given = {k.arg: k.value for k in node.keywords}
            if path in ("tensorflow.add_to_collection", "tensorflow.get_collection"):
                key = self._key(node.args[0] if node.args else given.get("name", given.get("key")))
                uses = found.setdefault(key, Uses())
                if path.endswith("get_collection"):
                    if key not in OWN and (len(node.args) > 1 or set(given) - {"key"}):
                        raise Undecided
                    uses.read.append(node)
                else:
                    value = node.args[1] if len(node.args) > 1 else given.get("value")
                    if value is None or len(node.args) + len(given) != 2 or key in OWN:
                        raise Undecided
                    uses.added.append((node, value))
            elif path == "tensorflow.losses.add_loss":
                value = node.args[0] if node.args else given.get("loss")
                if value is None or len(node.args) + len(given) != 1:
                    raise Undecided
                found.setdefault("losses", Uses()).added.append((node, value))
            elif path in ("tensorflow.add_to_collections", "tensorflow.get_collection_ref"):
                raise Undecided
            elif path == "tensorflow.losses.get_losses" or path == "tensorflow.losses.get_total_loss":
                if node.args or (set(given) - {"add_regularization_losses"}):
                    raise Undecided
                uses = found.setdefault("losses", Uses())
                (uses.read if path.endswith("get_losses") else uses.totals).append(node)
            elif path in COLLECTING:
                collection = given.get("loss_collection")
                if collection is None:
                    found.setdefault("losses", Uses()).collected.append(node)
                elif not (isinstance(collection, ast.Constant) and collection.value is None):
                    raise Undecided
            elif not path and isinstance(node.func, ast.Attribute):
                if node.func.attr in (
                    "get_collection",
                    "add_to_collection",
                    "get_collection_ref",
                    "add_to_collections",
                ):
                    raise Undecided
        summaries = self._summaries()
        if summaries is not None:
            found[SUMMARIES] = summaries
        if found.get("losses") and not (found["losses"].read or found["losses"].totals or found["losses"].added):
            del found["losses"]
        return found

    def _summaries(self) -> Uses | None:
        """The summaries of a program that makes some in helpers or loops and merges all; None for any other."""
        uses = Uses()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                name = (self.names.resolve(node.func) or "").removeprefix("tensorflow.")
                if name in api.MERGE_ALL:
                    if node.args or node.keywords:
                        return None
                    uses.merged.append(node)
                elif name in api.SUMMARIES:
                    if any(k.arg == "collections" for k in node.keywords):
                        return None
                    uses.collected.append(node)
        try:
            places = {self._function(n) for n in uses.nodes()}
        except Undecided:
            return None
        if any(place is not self.tree and place not in self.tree.body for place in places):
            return None  # their tags are those of the scopes that inner functions open
        spread = len(places) > 1 or any(self._in_loop(n) for n in uses.collected)
        return uses if uses.merged and uses.collected and spread else None

    def _key(self, node: ast.expr | None) -> str:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return node.value
        path = self.names.resolve(node) if node is not None else None
        if path and path.startswith("tensorflow.GraphKeys."):
            name = path.rpartition(".")[2]
            return KEYS.get(name, "variables" if name == "GLOBAL_VARIABLES" else name.lower())
        if isinstance(node, ast.Name):
            bindings = self.names.module_scope.bindings.get(node.id, [])
            if (
                len(bindings) == 1
                and self.names.scope_of.get(node, self.names.module_scope).find(node.id) is self.names.module_scope
            ):
                statement = self.parents.get(bindings[0])
                if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant):
                    if isinstance(statement.value.value, str):
                        return statement.value.value
        raise Undecided

    def _one_graph(self, nodes: list[ast.Call]) -> None:
        first = min(n.lineno for n in nodes)
        graphs = resets = 0
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                path = self.names.resolve(node.func) or ""
                graphs += path == "tensorflow.Graph"
                if path.endswith("reset_default_graph"):
                    resets += node.lineno > first
                elif isinstance(node.func, ast.Attribute) and node.func.attr in ("clear_collection",):
                    raise Undecided
        if graphs > 1 or resets:
            raise Undecided

    # ------------------------------------------------------------ one collection
    def _rewrite_one(self, key: str, uses: Uses) -> None:
        read = bool(uses.read or uses.totals or uses.merged)
        if not read:
            for node, value in uses.added:
                self._drop(self._statement(node), value)
            return
        wished = "summaries" if key == SUMMARIES else re.sub(r"\W+", "_", key).strip("_").lower()
        name = self._fresh(wished or "collected")
        root = self._root([self._function(n) for n in uses.nodes()])
        self._hand_down(name, root, uses.nodes())
        for node, value in uses.added:
            self._statement(node)
            self.source.replace(node, f"{name}.append({self.source.segment(value)})")
        for node in uses.read:
            at_once = isinstance(self.parents.get(node), ast.Call) and (
                self.names.resolve(self.parents[node].func) or ""  # type: ignore[attr-defined]
            ) in ("tensorflow.add_n", "builtins.sum")
            self.source.replace(node, name if at_once else f"list({name})")
        for node in uses.totals:
            self._total(node, name)
        for node in uses.merged:
            module, _, old = self.source.segment(node.func).rpartition("merge_all")
            self.source.replace(node, f"{module}merge{'_summary' if old else ''}({name})")
        for node in uses.collected:
            self._collect(node, name)
        self._make(name, root, uses.nodes())

    def _total(self, node: ast.Call, name: str) -> None:
        tf = self.source.segment(node.func).rsplit(".losses.", 1)[0]
        flag = next((k.value for k in node.keywords), None)
        if flag is not None and not (isinstance(flag, ast.Constant) and isinstance(flag.value, bool)):
            raise Undecided
        alone = flag is not None and not flag.value  # type: ignore[attr-defined]
        rest = "" if alone else f" + {tf}.losses.get_regularization_losses()"
        self.source.replace(node, f"{tf}.add_n({name}{rest})")

    def _collect(self, node: ast.Call, name: str) -> None:
        """A call of tf.losses, which collects what it gives back."""
        statement = self.parents.get(node)
        if isinstance(statement, ast.Expr):
            self.source.replace(node, f"{name}.append({self.source.segment(node)})")
        elif (
            isinstance(statement, ast.Assign)
            and len(statement.targets) == 1
            and isinstance(statement.targets[0], ast.Name)
        ):
            line = f"{self.source.indent_of(statement)}{name}.append({statement.targets[0].id})"
            end = self.source.span(statement)[1]
            if self.source.text[end : self.source.line_end(end)].lstrip().startswith(";"):
                raise Undecided
            if not self.source.text[: self.source.line_end(end)].endswith("\n"):
                raise Undecided
            self.inserted.setdefault(self.source.line_end(end), []).append(line)
        else:
            raise Undecided

    def _statement(self, node: ast.AST) -> ast.Expr:
        statement = self.parents.get(node)
        if not isinstance(statement, ast.Expr):
            raise Undecided
        return statement

    def _drop(self, statement: ast.Expr, value: ast.expr) -> None:
        """An entry that nobody reads; a name needs no statement."""
        if not isinstance(value, ast.Name):
            self.source.replace(statement, self.source.segment(value))
        else:
            self.source.replace(statement, "pass")

    def _fresh(self, name: str) -> str:
        if not name.isidentifier():
            name = f"collected_{name}"
        for other in (name, f"all_{name}", f"collected_{name}"):
            if other not in self.taken:
                self.taken.add(other)
                return other
        return fresh(name, self.taken)

    # ------------------------------------------------------------ where the list lives
    def _function(self, node: ast.AST) -> ast.AST:
        current = self.parents.get(node)
        while current is not None and not isinstance(current, FUNCTIONS):
            if isinstance(current, (ast.ClassDef, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.SetComp)):
                raise Undecided
            current = self.parents.get(current)
        if current is None:
            return self.tree
        if not isinstance(current, ast.FunctionDef) or self._home(current) is None:
            raise Undecided
        return current

    def _home(self, definition: ast.FunctionDef) -> Scope | None:
        """The scope of a function of the module, or of one in a function of the module; None for others."""
        if definition in self.tree.body:
            return self.names.module_scope
        around = self.parents.get(definition)
        if isinstance(around, ast.FunctionDef) and around in self.tree.body:
            return self.names.inner_scope(around)
        return None

    def _calls(self, definition: ast.FunctionDef) -> list[ast.Call]:
        """All calls of a function of the module; it may be used in no other way."""
        found: list[ast.Call] = []
        starts = self._starts(definition)
        home = self._home(definition)
        if home is None:
            raise Undecided
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Name) and node.id == definition.name and isinstance(node.ctx, ast.Load):
                if self.names.scope_of.get(node, self.names.module_scope).find(node.id) is not home:
                    continue
                parent = self.parents.get(node)
                if parent in starts or self.parents.get(parent) in starts:  # type: ignore[arg-type]
                    continue
                if not isinstance(parent, ast.Call) or parent.func is not node:
                    raise Undecided
                found.append(parent)
            elif isinstance(node, ast.Attribute) and is_attribute(definition.name):
                if node.attr == plain(definition.name):
                    raise Undecided  # a method that is called from outside its class
            elif isinstance(node, ast.Attribute) and node.attr == definition.name:  # a function of an imported file
                path = self.names.resolve(node)
                if path is None or path.startswith("tensorflow."):
                    continue
                parent = self.parents.get(node)
                if not isinstance(parent, ast.Call) or parent.func is not node:
                    raise Undecided
                found.append(parent)
        bindings = home.bindings.get(definition.name, [])
        if self.joined:  # one file imports it from another
            bindings = [b for b in bindings if not isinstance(b, ast.ImportFrom)]
        if len(bindings) != 1:
            raise Undecided
        return found

    def _root(self, functions: list[ast.AST]) -> ast.AST:
        """The one place that runs once and from which all the functions are called."""
        wanted = set(functions)
        if self.tree in wanted:
            return self.tree
        chains = [self._callers(f) for f in wanted]
        common = [f for f in chains[0] if all(f in chain for chain in chains)]
        for candidate in common:
            if candidate is self.tree:
                return self.tree
            if self._once(candidate):
                return candidate
        raise Undecided

    def _once(self, function: ast.AST, inner: tuple[ast.AST, ...] = ()) -> bool:
        """Whether a function runs once at most, from the module's level on."""
        if function is self.tree:
            return True
        calls = self._calls(function)  # type: ignore[arg-type]
        starts = self._starts(function)  # type: ignore[arg-type]
        if function in inner or len(calls) + len(starts) != 1 or any(self._in_loop(c) for c in calls + starts):
            return False
        return self._once(self._function([*calls, *starts][0]), (*inner, function))

    def _starts(self, definition: ast.FunctionDef) -> list[ast.Call]:
        """The calls of `tf.app.run` that run a function: `main` where they do not name another."""
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and self.names.resolve(node.func) == "tensorflow.app.run":
                given = node.args[0] if node.args else next((k.value for k in node.keywords if k.arg == "main"), None)
                if given.id == definition.name if isinstance(given, ast.Name) else definition.name == "main":
                    found.append(node)
        return found

    def _callers(self, function: ast.AST) -> list[ast.AST]:
        """A function and those that call it, nearest first, the module last."""
        found: list[ast.AST] = []
        stack = [function]
        while stack:
            current = stack.pop(0)
            if current in found:
                continue
            found.append(current)
            if current is not self.tree:
                stack += [self._function(c) for c in self._calls(current)]  # type: ignore[arg-type]
        if self.tree in found:
            found.remove(self.tree)
            found.append(self.tree)
        return found

    def _in_loop(self, node: ast.AST) -> bool:
        current = self.parents.get(node)
        while current is not None and not isinstance(current, FUNCTIONS):
            if isinstance(current, (ast.For, ast.While, ast.ListComp, ast.GeneratorExp)):
                return True
            current = self.parents.get(current)
        return False

    def _hand_down(self, name: str, root: ast.AST, nodes: list[ast.Call]) -> None:
        """Gives the list as a parameter to the functions between the root and the uses."""
        waiting = [f for f in {id(f): f for f in (self._function(n) for n in nodes)}.values() if f is not root]
        done: list[ast.AST] = []
        while waiting:
            current = waiting.pop()
            if current in done:
                continue
            done.append(current)
            if current is self.tree or self._starts(current):  # type: ignore[arg-type]
                raise Undecided
            if any(isinstance(s, ast.FunctionDef) for s in current.body):  # type: ignore[attr-defined]
                raise Undecided  # the construction of a class
            self.parameters.setdefault(current, []).append(name)  # type: ignore[arg-type]
            for call in self._calls(current):  # type: ignore[arg-type]
                caller = self._function(call)
                own = caller is not root and root not in self._callers(caller) and self._in_own_graph(call)
                self.calls_edited.setdefault(call, []).append((name, "[]" if own else name))
                if caller is not root and not own:
                    waiting.append(caller)

    def _in_own_graph(self, call: ast.Call) -> bool:
        """Whether a call stands in `with tf.Graph().as_default():`, whose collections are others."""
        current: ast.AST | None = self.parents.get(call)
        while current is not None:
            for item in current.items if isinstance(current, ast.With) else ():
                made = item.context_expr
                graph = made.func.value if isinstance(made, ast.Call) and isinstance(made.func, ast.Attribute) else None
                if isinstance(graph, ast.Call) and self.names.resolve(graph.func) == "tensorflow.Graph":
                    return True
            current = self.parents.get(current)
        return False

    def _add_parameters(self, definition: ast.FunctionDef, lists: list[str]) -> None:
        arguments = definition.args
        if definition.decorator_list or arguments.posonlyargs:
            raise Undecided
        words = ", ".join(lists)
        if arguments.args and not self._first(definition):
            self.source.insert(self.source.span(arguments.args[-1])[1], f", {words}")
        elif arguments.args:
            self.source.insert(self.source.span(arguments.args[0])[0], f"{words}, ")
        else:
            if arguments.vararg or arguments.kwonlyargs or arguments.kwarg:
                raise Undecided
            opening = self.source.text.index(
                "(", self.source.text.index(definition.name, self.source.span(definition)[0])
            )
            self.source.insert(opening + 1, words)

    @staticmethod
    def _first(definition: ast.FunctionDef) -> bool:
        """Whether the list comes before the other parameters: those that may be left out follow."""
        arguments = definition.args
        return bool(arguments.defaults or arguments.vararg or arguments.kwonlyargs or arguments.kwarg)

    def _add_arguments(self, call: ast.Call, lists: list[tuple[str, str]]) -> None:
        if any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords):
            raise Undecided
        called = call.func.id if isinstance(call.func, ast.Name) else call.func.attr  # type: ignore[attr-defined]
        definition = next(d for d in self.parameters if d.name == called)
        words = ", ".join(text for _, text in lists)
        items = [*call.args, *call.keywords]
        if not items:
            self.source.insert(self.source.span(call)[1] - 1, words)
        elif self._first(definition):
            self.source.insert(min(self.source.span(i)[0] for i in items), f"{words}, ")
        else:
            if call.keywords:
                words = ", ".join(f"{name}={text}" for name, text in lists)
            self.source.insert(max(self.source.span(i)[1] for i in items), f", {words}")

    def _make(self, name: str, root: ast.AST, nodes: list[ast.Call]) -> None:
        """`losses = []` before the first statement of the root that uses it."""
        users = {f for f, lists in self.parameters.items() if name in lists}
        marks = {id(n) for n in nodes} | {id(c) for f in users for c in self._calls(f)}
        for statement in root.body:  # type: ignore[attr-defined]
            if isinstance(statement, (ast.FunctionDef, ast.ClassDef)) and statement is not root:
                continue
            if any(id(n) in marks for n in ast.walk(statement)):
                # inside `with` blocks, which only set a context, the list stands next to its first use
                while isinstance(statement, ast.With):
                    statement = next(s for s in statement.body if any(id(n) in marks for n in ast.walk(s)))
                start = self.source.line_start(self.source.span(statement)[0])
                if self.source.text[start : self.source.span(statement)[0]].strip():
                    raise Undecided
                indent = self.source.indent_of(statement)
                self.inserted.setdefault(start, []).append(f"{indent}{name} = []")
                return
        raise Undecided
