"""A class that builds a graph, written as a function: attributes become its names, methods functions inside it.

Methods that only the construction calls, once, are written out where they are called, between two marker strings.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field, replace
from typing import Any

from migrate import symbols
from migrate.blocks import block_of
from migrate.edits import Source
from migrate.findings import Finding
from migrate.names import Names
from migrate.rewriting import shared_lines
from migrate.rewriting.classes import inheritance, properties, uses
from migrate.stages.attributes import DOT, OWN
from migrate.stages.program import Obstacle

BEGIN, END, CALL = f"{DOT}begin ", f"{DOT}end ", f"{DOT}call "
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
LOOPS = (ast.For, ast.While, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)
# calls of TensorFlow that build no graph
HOST = ("tensorflow.app", "tensorflow.flags", "tensorflow.gfile", "tensorflow.logging", "tensorflow.python_io")
# what a method may call that only computes: ops but those that keep what they make in a collection, and these
COLLECTING = ("tensorflow.losses.", "tensorflow.contrib.losses.", "tensorflow.summary.")
BUILTINS = {"len", "range", "int", "float", "zip", "enumerate", "reversed", "list", "tuple", "min", "max", "sum", "abs"}
READING = {"append", "get_shape", "as_list", "value", "keys", "values", "items"}


@dataclass
class Member:
    """One part of a class's body. kind: "kept" (its text stays), "init", "method", "inlined"."""

    kind: str
    name: str
    leading: str  # blank lines and comments above it
    head: str = ""  # the header, docstring included, or the whole text of what is kept
    static: bool = False
    documented: bool = False
    call: str = ""  # the statement that calls an inlined method, where both can be there again
    parameters: set[str] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)  # the methods that are written out in it
    outside: bool = False  # that statement follows the one that makes the object


@dataclass
class LoweredClass:
    """What of a class is not in the text that is interpreted: its header, its members in order, their decorators."""

    name: str
    node: ast.ClassDef
    head: str
    members: list[Member]
    indent: str  # that of its members
    attributes: set[str]
    methods: set[str]
    local_functions: set[str] = field(default_factory=set)  # functions that the construction defines for itself
    implicit: bool = False  # it has no __init__
    properties: set[str] = field(default_factory=set)


@dataclass
class Lowering:
    """A text whose classes are functions. `origin`: the line of the file (from 1) for each of its lines."""

    text: str
    classes: list[LoweredClass]
    origin: list[int]
    original: list[str]
    calls: dict[str, str] = field(default_factory=dict)  # marker -> the statement that stood there
    kept: bool = False  # a method that only computes stayed one
    inherited: inheritance.Flattened | None = None  # where classes of the file are one class in the text

    def line(self, line: int) -> int:
        return self.origin[line - 1] if 0 < line <= len(self.origin) else line

    def locate(self, error: Obstacle) -> None:
        """Gives what prevents the native form its place and its words in the file."""
        error.reason = error.reason.replace(OWN, "self.")
        node = error.node
        if any(node is c.node for c in self.classes):
            return
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        node.lineno, node.col_offset = self.line(line), self.column(line, column)  # type: ignore[attr-defined]

    def located(self, finding: Finding) -> Finding:
        """A finding at its place in the file, in the words of the file."""
        message = finding.message.replace(OWN, "self.")
        column = self.column(finding.line, finding.column - 1) + 1
        return replace(finding, line=self.line(finding.line), column=column, message=message)

    def column(self, line: int, column: int) -> int:
        """The column in the file, of a column in UTF-8 bytes, both from 0."""
        if not 0 < line <= len(self.origin):
            return column
        text = self.text.split("\n")[line - 1]
        before = text.encode()[:column].decode(errors="ignore")
        written = re.sub(rf"(?<!self){DOT}\w+", "", before).replace(DOT, ".")
        old = self.original[self.origin[line - 1] - 1]
        return len(written) + (len(old) - len(old.lstrip())) - (len(text) - len(text.lstrip()))


def lowerings(text: str, tree: ast.Module) -> list[Lowering]:
    """The text with its graph classes as functions, in the ways to write them, the nicest first.

    A method that only computes stays one if it can; some methods read what has a value in the construction alone.
    Classes that only hold variables, or only run what others built, come last; so do those that inherit their graph.
    """
    found = _lowerings(text, tree)
    flat = inheritance.flattened(text, tree)
    if flat is None:
        return found
    for lowering in _lowerings(flat.text, ast.parse(flat.text)):
        if {f.classes[0].name for f in flat.families} & {c.name for c in lowering.classes}:
            for made in lowering.classes:
                made.node.lineno = flat.origin[made.node.lineno - 1]
            origin = [flat.origin[n - 1] for n in lowering.origin]
            found.append(replace(lowering, origin=origin, original=text.split("\n"), inherited=flat))
    return found


def _lowerings(text: str, tree: ast.Module) -> list[Lowering]:
    first = lower(text, tree)
    if first is None:
        return []
    changed = shared_lines.members_apart(text, tree, {c.name for c in first.classes})
    if changed is not None:
        found = _lowerings(changed[0], ast.parse(changed[0]))
        original = text.split("\n")
        return [replace(f, origin=[changed[1][n - 1] for n in f.origin], original=original) for f in found]
    second = lower(text, tree, keep=False) if first.kept else None
    found = [first] if second is None else [first, second]
    names = Names(tree)
    if any(holds_variables(c.node, names) for c in first.classes):
        third = lower(text, tree, holding=True)
        found += [third] if third is not None else []
    if _given_sessions(tree, names) - {c.name for c in first.classes}:
        for holding in (False, True):
            more = lower(text, tree, holding=holding, running=True)
            found += [more] if more is not None and all(more.text != f.text for f in found) else []
    return found


def lower(
    text: str, tree: ast.Module, keep: bool = True, holding: bool = False, running: bool = False
) -> Lowering | None:
    """The text with its graph classes as functions; None where there is none that can be written so.

    keep: methods that only compute stay methods, though only the construction calls them.
    holding: classes whose objects only hold variables stay as they are.
    running: classes whose objects are given a session are written so too.
    """
    names = Names(tree)
    given = _given_sessions(tree, names) if running else set()
    chosen = [
        c
        for c in tree.body
        if isinstance(c, ast.ClassDef) and (_builds(c, names) or c.name in given) and _plain_class(c, tree, names)
    ]
    if holding:
        chosen = [c for c in chosen if not holds_variables(c, names)]
    if not chosen:
        return None
    named = _with_places(text, tree, names, {c.name for c in chosen})
    if named is None:
        return None
    text_of_places, wanted = named
    return _Writer(text, text_of_places, wanted, keep).lowering()


# ---------------------------------------------------------------- which classes
def holds_variables(node: ast.ClassDef, names: Names) -> bool:
    """Whether a class makes variables when its objects are made, and neither inputs nor what is run."""
    paths = [names.resolve(n.func) or "" for n in ast.walk(node) if isinstance(n, ast.Call)]
    runs = any(isinstance(n, ast.Attribute) and n.attr in ("run", "eval") for n in ast.walk(node))
    graph = ("tensorflow.placeholder", "tensorflow.Session", "tensorflow.train.", "tensorflow.summary.")
    makes = any(p in ("tensorflow.Variable", "tensorflow.get_variable") for p in paths)
    return makes and not runs and not any(p.startswith(graph) for p in paths)


def _given_sessions(tree: ast.Module, names: Names) -> set[str]:
    """The classes of the module whose objects are given a session, `Trainer(sess, model)` or `set_session(sess)`."""
    classes = {n.name: n for n in tree.body if isinstance(n, ast.ClassDef)}
    functions = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef)}
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call)]
    sessions: set[str] = set()
    for node in ast.walk(tree):
        made: list[tuple[ast.expr | None, ast.expr | None]] = []
        if isinstance(node, ast.With):
            made = [(i.context_expr, i.optional_vars) for i in node.items]
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            made = [(node.value, node.targets[0])]
        for value, target in made:
            path = names.resolve(value.func) if isinstance(value, ast.Call) else None
            if path in ("tensorflow.Session", "tensorflow.InteractiveSession") and target is not None:
                sessions.add(_last_name(target))
    sessions.discard("")
    found: set[str] = set()
    for call in [*calls, *calls]:  # twice: a function hands on what it is given
        given = [a for a in [*call.args, *(k.value for k in call.keywords)] if _last_name(a) in sessions]
        if not given:
            continue
        name = _last_name(call.func)
        if isinstance(call.func, ast.Name) and name in classes:
            found.add(name)
        elif isinstance(call.func, ast.Name) and name in functions:
            parameters = [p.arg for p in functions[name].args.args]
            sessions |= {p for p, a in zip(parameters, call.args, strict=False) if a in given}
            sessions |= {k.arg for k in call.keywords if k.arg and k.value in given}
        elif isinstance(call.func, ast.Attribute):
            found |= {c.name for c in classes.values() if any(_keeps(m) for m in _methods(c) if m.name == name)}
    return found


def _last_name(node: ast.expr) -> str:
    """`sess` of `sess` and of `self.sess`."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _keeps(method: ast.FunctionDef) -> bool:
    """Whether a method stores what it is given."""
    parameters = {a.arg for a in method.args.args}
    return any(
        isinstance(n, ast.Assign) and _own_attribute(n.targets[0]) and _last_name(n.value) in parameters
        for n in ast.walk(method)
    )


def _methods(node: ast.ClassDef) -> list[ast.FunctionDef]:
    return [m for m in node.body if isinstance(m, ast.FunctionDef)]


def _builds(node: ast.ClassDef, names: Names) -> bool:
    """Whether methods of the class put into attributes what TensorFlow makes."""
    for method in _methods(node):
        for inner in ast.walk(method):
            if isinstance(inner, (ast.Assign, ast.AnnAssign)) and inner.value is not None:
                targets = inner.targets if isinstance(inner, ast.Assign) else [inner.target]
                stored = [t for target in targets for t in ast.walk(target) if _own_attribute(t)]
                if stored and any(_graph_call(n, names) for n in ast.walk(inner.value)):
                    return True
    return False


def _graph_call(node: ast.AST, names: Names) -> bool:
    path = names.resolve(node.func) or "" if isinstance(node, ast.Call) else ""
    return path.startswith("tensorflow.") and not path.startswith((*HOST, "tensorflow.keras."))


def _own_attribute(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"


def _plain_class(node: ast.ClassDef, tree: ast.Module, names: Names) -> bool:
    """Whether nothing about the class is special: bases, metaclasses, decorators, uses of the class itself."""
    if node.keywords or node.decorator_list or any(not _is_object(b, names) for b in node.bases):
        return False
    for member in node.body:
        if isinstance(member, ast.FunctionDef):
            if not _plain_method(member) or properties.is_property(member) and not properties.plain(member, node):
                return False
        elif isinstance(member, ast.Assign):
            if not all(isinstance(t, ast.Name) for t in member.targets) or not _literal(member.value):
                return False
        elif not (isinstance(member, ast.Expr) and isinstance(member.value, ast.Constant)) and not isinstance(
            member, ast.Pass
        ):
            return False
    parents = {c: n for n in ast.walk(tree) for c in ast.iter_child_nodes(n)}
    for inner in ast.walk(tree):
        if isinstance(inner, ast.Name) and inner.id == node.name:
            parent = parents[inner]
            if not (isinstance(parent, ast.Call) and parent.func is inner):
                return False
        elif isinstance(inner, (ast.FunctionDef, ast.ClassDef)) and inner is not node and inner.name == node.name:
            return False
    return True


def _is_object(base: ast.expr, names: Names) -> bool:
    return isinstance(base, ast.Name) and base.id == "object" and names.module_scope.find("object") is None


def _literal(node: ast.expr) -> bool:
    allowed = (ast.Constant, ast.UnaryOp, ast.USub, ast.BinOp, ast.operator)
    return all(isinstance(n, allowed) for n in ast.walk(node))


def _plain_method(method: ast.FunctionDef) -> bool:
    static = _is_static(method)
    if method.decorator_list and not static and not properties.is_property(method):
        return False
    first = [*method.args.posonlyargs, *method.args.args][:1]
    if not static and (not first or first[0].arg != "self" or method.args.posonlyargs):
        return False
    if method.name.startswith("__") and method.name.endswith("__") and method.name not in ("__init__", "__call__"):
        return False
    return method.name != "__call__"


def _is_static(method: ast.FunctionDef) -> bool:
    decorators = method.decorator_list
    return len(decorators) == 1 and isinstance(decorators[0], ast.Name) and decorators[0].id == "staticmethod"


# ---------------------------------------------------------------- attributes as names
def _with_places(text: str, tree: ast.Module, names: Names, wanted: set[str]) -> tuple[str, set[str]] | None:
    """The text with `self.x` of some classes as one identifier, and the classes for which that is all of `self`."""
    source = Source(text)
    done: set[str] = set()
    for node in tree.body:
        if not isinstance(node, ast.ClassDef) or node.name not in wanted:
            continue
        edits = _places(source, node, names)
        if edits is None:
            continue
        done.add(node.name)
        for at in edits:
            source.replace_span(at, at + 1, DOT)
    return (source.result(), done) if done else None


def _places(source: Source, node: ast.ClassDef, names: Names) -> list[int] | None:
    """Offsets of the dots of `self.x` in a class; None where `self` is used otherwise."""
    found: list[int] = []
    held: set[int] = set()
    formatted = {id(n) for s in ast.walk(node) if isinstance(s, ast.JoinedStr) for n in ast.walk(s)}
    for inner in ast.walk(node):
        if _own_attribute(inner):
            held.add(id(inner.value))  # type: ignore[attr-defined]
            if id(inner) in formatted:
                continue  # positions in f-strings are not known in all versions of Python
            special = inner.attr.startswith("__") and inner.attr.endswith("__")  # type: ignore[attr-defined]
            if special or isinstance(inner.ctx, ast.Del):  # type: ignore[attr-defined]
                return None
            start, end = source.span(inner)
            if source.text[start:end] != f"self.{inner.attr}":  # type: ignore[attr-defined]
                return None
            found.append(start + len("self"))
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and _asks(inner):
            held.add(id(inner.args[0]))
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id == "self" and id(inner) not in held:
            return None
        if isinstance(inner, (*FUNCTIONS, ast.ClassDef)) and inner is not node:
            arguments = [] if isinstance(inner, ast.ClassDef) else [a.arg for a in inner.args.args]
            if "self" in arguments and inner not in node.body:
                return None
    return found


def _asks(call: ast.Call) -> bool:
    """`hasattr(self, "x")`: a question about an attribute that has to stay one."""
    return (
        isinstance(call.func, ast.Name)
        and call.func.id in ("hasattr", "getattr")
        and len(call.args) >= 2
        and isinstance(call.args[0], ast.Name)
        and isinstance(call.args[1], ast.Constant)
    )


# ---------------------------------------------------------------- writing
class _Writer:
    """Writes the lines of the new text, each with the line that it was."""

    def __init__(self, original: str, text: str, wanted: set[str], keep: bool) -> None:
        self.keep, self.kept = keep, False
        self.original = original.split("\n")
        self.source = Source(text)
        self.tree = ast.parse(text)
        self.names = Names(self.tree)
        self.wanted = wanted
        self.lines: list[str] = []
        self.origin: list[int] = []
        self.classes: list[LoweredClass] = []
        self.parents = {c: n for n in ast.walk(self.tree) for c in ast.iter_child_nodes(n)}
        self.node: ast.ClassDef  # the class at hand
        self.methods: dict[str, ast.FunctionDef] = {}
        self.tensors: set[str] = set()  # its attributes that may be tensors
        self.inlined: dict[ast.stmt, ast.FunctionDef] = {}  # call statement -> the method written out there
        self.outside: dict[ast.ClassDef, list[ast.Expr]] = {}  # calls that complete an object, after its making
        self.calls: dict[str, str] = {}
        self.alike: set[ast.FunctionDef] = set()  # methods whose parameters are names that their callers have too
        self.skipped: set[ast.stmt] = set()  # returns of names that are attributes at once
        self._bindings: dict[ast.stmt, list[str]] = {}  # statements that give parameters their values

    def lowering(self) -> Lowering:
        at = 1
        for node in self.tree.body:
            if isinstance(node, ast.ClassDef) and node.name in self.wanted:
                properties.called(self.source, node)
                self._prepare(node)
        for calls in self.outside.values():
            for statement in calls:
                marker = f"{CALL}{self.source.segment(statement)}"
                self.calls[marker] = self.source.segment(statement)
                self.source.replace(statement, f'"{marker}"')
        for node in self.tree.body:
            if isinstance(node, ast.ClassDef) and node.name in self.wanted:
                self._copy(at, node.lineno - 1)
                self._class(node)
                at = (node.end_lineno or node.lineno) + 1
        self._copy(at, len(self.source.lines))
        return Lowering("\n".join(self.lines), self.classes, self.origin, self.original, self.calls, self.kept)

    def _rendered(self, line: int) -> str:
        start = self.source.starts[line - 1]
        return self.source.render(start, start + len(self.source.lines[line - 1]))

    def _copy(self, first: int, last: int, shift: int = 0) -> None:
        """Lines of the text, moved by `shift` columns where they do not begin inside a string."""
        for line in range(first, last + 1):
            text = self._rendered(line)
            if line not in self.source.string_lines:
                if shift > 0 and text.strip():
                    text = " " * shift + text
                elif shift < 0:
                    text = text[min(-shift, len(text) - len(text.lstrip())) :]
            self._add(text, line)

    def _add(self, text: str, line: int) -> None:
        for part in text.split("\n"):
            self.lines.append(part)
            self.origin.append(line)

    # ------------------------------------------------------------ what is written out where it is called
    def _prepare(self, node: ast.ClassDef) -> None:
        self.node = node
        methods = self.methods = {m.name: m for m in _methods(node)}
        self.tensors = self._tensors(node)
        init = methods.get("__init__")
        used = self._names_in(init) if init is not None else set()
        waiting = [init] if init is not None else []
        seen = set(waiting)
        calls = self._completing(node, methods)
        for statement in calls:
            method = methods[statement.value.func.attr]  # type: ignore[attr-defined]
            if method in seen or not self._can_inline(statement, method, used):
                break
            seen.add(method)
            self.inlined[statement] = method
            self.outside.setdefault(node, []).append(statement)
            used |= self._names_in(method)
            waiting.append(method)
        while waiting:
            caller = waiting.pop(0)
            for statement in self._straight(caller):
                method = self._called(statement, methods)
                if method is None or method in seen or not self._can_inline(statement, method, used):
                    continue
                seen.add(method)
                self.inlined[statement] = method
                used |= self._names_in(method)
                waiting.append(method)

    def _completing(self, node: ast.ClassDef, methods: dict[str, ast.FunctionDef]) -> list[ast.Expr]:
        """`model.build()`, calls without arguments right after `model = Model(..)`: they are part of its making."""
        made = [n for n in ast.walk(self.tree) if isinstance(n, ast.Call) and _named(n.func, node.name)]
        statement = self.parents.get(made[0]) if len(made) == 1 else None
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
            return []
        target = statement.targets[0]
        holder: Any = self.parents[statement]
        block = block_of(statement, holder)
        if not isinstance(target, ast.Name) or block is None:
            return []
        found: list[ast.Expr] = []
        for following in block[block.index(statement) + 1 :]:
            call = following.value if isinstance(following, ast.Expr) else None
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and not call.args:
                method = methods.get(call.func.attr)
                plain = _named(call.func.value, target.id) and not call.keywords and method is not None
                if plain and len(method.args.args) == 1 and self._builds(method, methods):  # type: ignore[union-attr]
                    found.append(following)
                    continue
            if not self._apart(following, target.id):
                break
        return found

    def _apart(self, statement: ast.stmt, name: str) -> bool:
        """Whether a statement only computes host values, none of them from the object called `name`."""
        if not isinstance(statement, ast.Assign):
            return False
        for inner in ast.walk(statement.value):
            if _named(inner, name) or (isinstance(inner, ast.Call) and self.names.resolve(inner.func) is None):
                return False
            if isinstance(inner, ast.Call) and (self.names.resolve(inner.func) or "").startswith("tensorflow."):
                return False
        return all(isinstance(t, ast.Name) and t.id != name for t in statement.targets)

    def _builds(self, method: ast.FunctionDef, methods: dict[str, ast.FunctionDef]) -> bool:
        """Whether a method, or one that it calls, makes a part of the graph; one that runs it does not."""
        simple = (ast.Assign, ast.With, ast.Expr)
        found = all(isinstance(n, simple) for n in _own_nodes(method) if isinstance(n, ast.stmt))
        waiting, seen = [method], {method}
        while waiting:
            for inner in ast.walk(waiting.pop()):
                if isinstance(inner, ast.Call):
                    if isinstance(inner.func, ast.Attribute) and inner.func.attr in ("run", "eval"):
                        if not self._initializes(inner):
                            return False
                    found = found or _graph_call(inner, self.names)
                if isinstance(inner, ast.Name) and inner.id.startswith(OWN):
                    called = methods.get(inner.id[len(OWN) :])
                    if called is not None and called not in seen:
                        seen.add(called)
                        waiting.append(called)
        return found

    def _initializes(self, call: ast.Call) -> bool:
        """`sess.run(tf.global_variables_initializer())`: it completes the object as well."""
        made = call.args[0] if len(call.args) == 1 and not call.keywords else None
        path = self.names.resolve(made.func) or "" if isinstance(made, ast.Call) else ""
        return path.startswith("tensorflow.") and path.endswith(("_initializer", "initialize_all_variables"))

    def _names_in(self, method: ast.FunctionDef) -> set[str]:
        return {n.id for n in ast.walk(method) if isinstance(n, ast.Name)} | {
            a.arg for a in ast.walk(method) if isinstance(a, ast.arg) and a.arg != "self"
        }

    def _straight(self, method: ast.FunctionDef) -> list[ast.stmt]:
        """Statements that run whenever the method does, those in `with` blocks included."""
        found: list[ast.stmt] = []
        waiting = list(method.body)
        while waiting:
            statement = waiting.pop(0)
            found.append(statement)
            if isinstance(statement, ast.With):
                waiting[:0] = statement.body
        return found

    def _called(self, statement: ast.stmt, methods: dict[str, ast.FunctionDef]) -> ast.FunctionDef | None:
        call = getattr(statement, "value", None)
        if not isinstance(statement, (ast.Expr, ast.Assign)) or not isinstance(call, ast.Call):
            return None
        if not isinstance(call.func, ast.Name) or not call.func.id.startswith(OWN):
            return None
        return methods.get(call.func.id[len(OWN) :])

    def _can_inline(self, statement: ast.stmt, method: ast.FunctionDef, used: set[str]) -> bool:
        if method.decorator_list or uses.of_method(self.tree, self.names, self.node, method.name) != 1:
            return False
        if self.keep and self._computes(method, set()):
            self.kept = True
            return False
        if any(isinstance(n, (ast.Yield, ast.YieldFrom, ast.Await)) for n in ast.walk(method)):
            return False
        header_end = self._header_end(method)
        first = _body(method)
        if not first or first[0].lineno <= self._line_of(header_end) or not self.source.alone(statement):
            return False
        returns = [n for n in _own_nodes(method) if isinstance(n, ast.Return)]
        if returns and (len(returns) > 1 or returns[0] is not method.body[-1]):
            return False
        if isinstance(statement, ast.Assign) and (not returns or returns[0].value is None):
            return False
        bound = self._arguments(statement.value, method)  # type: ignore[attr-defined]
        if bound is None:
            return False
        scope = self.names.inner_scope(method)
        own = [n for n in scope.bindings if n != "self" and not n.startswith(OWN)]
        for name in own:
            kinds = scope.bindings[name]
            if name in used and any(not isinstance(b, (ast.Name, ast.arg)) for b in kinds):
                return False
        self._rename(method, [n for n in own if n in used and n not in bound])
        self._bind(statement, method, bound, used)
        if returns:
            self._returned(statement, method, returns[0])
        return True

    def _computes(self, method: ast.FunctionDef, seen: set[ast.FunctionDef]) -> bool:
        """Whether a method gives what it computes of its arguments and does nothing else: it can stay a method."""
        if method in seen:
            return True
        seen.add(method)
        if len(method.args.args) < 2 or not isinstance(method.body[-1], ast.Return) or method.body[-1].value is None:
            return False
        for inner in ast.walk(method):
            if isinstance(inner, ast.Name) and inner.id.startswith(OWN):
                if not isinstance(inner.ctx, ast.Load) or inner.id in self.tensors:
                    return False
            if isinstance(inner, ast.Call) and not self._plain_call(inner, seen):
                return False
        return True

    def _tensors(self, node: ast.ClassDef) -> set[str]:
        """Attributes that may be tensors: they have a value while the graph is built, not in a method of its object."""
        assigned = [n for n in ast.walk(node) if isinstance(n, (ast.Assign, ast.AugAssign, ast.AnnAssign)) and n.value]
        found: set[str] = set()
        while True:
            before = len(found)
            for statement in assigned:
                if self._may_be_tensor(statement.value, found, set()):  # type: ignore[arg-type]
                    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
                    names = [n.id for t in targets for n in ast.walk(t) if isinstance(n, ast.Name)]
                    found |= {n for n in names if n.startswith(OWN)}
            if len(found) == before:
                return found

    def _may_be_tensor(self, node: ast.AST, tensors: set[str], seen: set[ast.AST]) -> bool:
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and inner.id in tensors:
                return True
            if not isinstance(inner, ast.Call):
                continue
            path = self.names.resolve(inner.func) or ""
            if path.startswith("tensorflow."):
                symbol = symbols.lookup(path)
                return symbol is None or symbol.effect != "variable"
            called = self.methods.get(inner.func.id[len(OWN) :]) if isinstance(inner.func, ast.Name) else None
            if called is not None and called not in seen:
                seen.add(called)
                returned = [n.value for n in _own_nodes(called) if isinstance(n, ast.Return) and n.value is not None]
                if any(self._may_be_tensor(value, tensors, seen) for value in returned):
                    return True
        return False

    def _plain_call(self, node: ast.Call, seen: set[ast.FunctionDef]) -> bool:
        path = self.names.resolve(node.func)
        if path is not None and path.startswith("tensorflow."):
            symbol = symbols.lookup(path)
            plain = symbol is not None and symbol.effect in ("pure", "random")
            return plain and not path.startswith(COLLECTING)
        if path is not None:
            return path.startswith("numpy.")
        if isinstance(node.func, ast.Name) and node.func.id.startswith(OWN):
            called = self.methods.get(node.func.id[len(OWN) :])
            return called is not None and self._computes(called, seen)
        if isinstance(node.func, ast.Name):
            return node.func.id in BUILTINS and self.names.scope_of[node.func].find(node.func.id) is None
        return isinstance(node.func, ast.Attribute) and node.func.attr in READING

    def _arguments(self, call: ast.Call, method: ast.FunctionDef) -> dict[str, ast.expr] | None:
        """The value of each parameter at the call; None where they cannot be told apart."""
        args = method.args
        if args.vararg or args.kwarg or args.kwonlyargs or any(isinstance(a, ast.Starred) for a in call.args):
            return None
        parameters = [a.arg for a in args.args[1:]]
        if len(call.args) > len(parameters) or any(k.arg not in parameters for k in call.keywords):
            return None
        found = dict(zip(reversed(parameters), reversed(args.defaults), strict=False))
        if not all(isinstance(v, ast.Constant) for v in found.values()):
            return None
        found |= dict(zip(parameters, call.args, strict=False))
        found |= {k.arg: k.value for k in call.keywords}  # type: ignore[misc]
        return found if set(found) == set(parameters) else None

    def _rename(self, method: ast.FunctionDef, clashing: list[str]) -> None:
        """Local names that the construction has already get the method's name behind theirs."""
        scope = self.names.inner_scope(method)
        for inner in ast.walk(method):
            if isinstance(inner, ast.Name) and inner.id in clashing:
                if self.names.scope_of.get(inner, scope).find(inner.id) is scope:
                    self.source.replace(inner, f"{inner.id}{DOT}{method.name}")

    def _bind(self, statement: ast.stmt, method: ast.FunctionDef, bound: dict[str, ast.expr], used: set[str]) -> None:
        """Parameters become what they stand for; where that is not a plain name, a statement gives it to them."""
        scope = self.names.inner_scope(method)
        lines: list[str] = []
        same = all(_named(value, name) and len(scope.bindings[name]) == 1 for name, value in bound.items())
        same = same and not statement.value.keywords and statement.lineno == statement.end_lineno  # type: ignore[attr-defined]
        if same and all(self.source.span(value) not in self.source.edits for value in bound.values()):
            self.alike.add(method)
        for name, value in bound.items():
            again = len(scope.bindings[name]) > 1
            target = f"{name}{DOT}{method.name}" if name in used else name
            text = self.source.expression(value)  # with the names that its own method was given
            simple = isinstance(value, ast.Constant) or (
                isinstance(value, ast.Name)
                and (value.id.startswith(OWN) or value.id == name)
                and not self.source.edits.get(self.source.span(value))
                and not self._stored_in(method, value.id)
            )
            if simple and not again:
                target = text
            elif isinstance(value, ast.Name) and text == name and not again:
                target = text
            else:
                lines.append(f"{target} = {text}")
            for inner in ast.walk(method):
                if isinstance(inner, ast.Name) and inner.id == name and target != name:
                    if self.names.scope_of.get(inner, scope).find(name) is scope:
                        self.source.replace(inner, target)
        self._bindings[statement] = lines

    def _stored_in(self, method: ast.FunctionDef, name: str) -> bool:
        return any(
            isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load) for n in ast.walk(method)
        )

    def _returned(self, statement: ast.stmt, method: ast.FunctionDef, node: ast.Return) -> None:
        """`return x` at the end of a method becomes the assignment that its call stood in."""
        source = self.source
        targets = self._same_names(statement, method, node)
        if targets:
            self.skipped.add(node)
            scope = self.names.inner_scope(method)
            for inner in ast.walk(method):
                if isinstance(inner, ast.Name) and inner.id in targets:
                    if self.names.scope_of.get(inner, scope).find(inner.id) is scope:
                        source.replace(inner, targets[inner.id])
        elif node.value is None:
            source.replace(node, "pass")
        elif isinstance(statement, ast.Assign):
            start = source.span(node)[0]
            targets = source.render(source.span(statement)[0], source.span(statement.value)[0])
            source.replace_span(start, source.span(node.value)[0], targets)
        else:
            source.replace_span(source.span(node)[0], source.span(node.value)[0], "")

    def _same_names(self, statement: ast.stmt, method: ast.FunctionDef, node: ast.Return) -> dict[str, str]:
        """`self.a, self.b = self.make()` of a method that ends with `return a, b`: its names are the attributes."""
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or node.value is None:
            return {}
        target, value = statement.targets[0], node.value
        targets = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
        values = value.elts if isinstance(value, ast.Tuple) and len(targets) > 1 else [value]
        if len(targets) != len(values) or not self.source.alone(node):
            return {}
        bindings = self.names.inner_scope(method).bindings
        found: dict[str, str] = {}
        for one, other in zip(targets, values, strict=True):
            if not isinstance(one, ast.Name) or not one.id.startswith(OWN) or not isinstance(other, ast.Name):
                return {}
            bound = bindings.get(other.id, [])
            if other.id in found or len(bound) != 1 or not isinstance(bound[0], ast.Name):
                return {}
            if any(isinstance(n, ast.Name) and n.id == one.id for n in ast.walk(method)):
                return {}
            found[other.id] = one.id
        return found if len(set(found.values())) == len(found) else {}

    # ------------------------------------------------------------ one class
    def _class(self, node: ast.ClassDef) -> None:
        source = self.source
        methods = _methods(node)
        written = set(self.inlined.values()) & set(methods)
        init = next((m for m in methods if m.name == "__init__"), None)
        made = LoweredClass(
            node.name,
            node,
            source.text[source.starts[node.lineno - 1] : source.line_end(self._class_header_end(node))],
            [],
            source.indent_of(node.body[0]),
            {n.id[len(OWN) :] for n in ast.walk(node) if isinstance(n, ast.Name) and n.id.startswith(OWN)}
            | properties.of_class(node),
            {m.name for m in methods if m not in written},
            implicit=init is None,
            properties=properties.of_class(node),
        )
        at = source.line_end(self._class_header_end(node))
        constants: list[ast.Assign] = []
        for member in node.body:
            start = source.line_start(source.span(member)[0])
            end = source.line_end(source.span(member)[1])
            leading = source.text[at:start]
            at = end
            if not isinstance(member, ast.FunctionDef):
                made.members.append(Member("kept", "", leading, source.text[start:end]))
                if isinstance(member, ast.Assign):
                    constants.append(member)
                continue
            kind = "init" if member is init else "inlined" if member in written else "method"
            body = _body(member)
            head_end = source.line_end(self._header_end(member))
            if kind != "method" and body:
                head_end = max(head_end, self._doc_end(member))
            call = next((s for s, m in self.inlined.items() if m is member), None)
            parameters = {a.arg for a in member.args.args[1:]}
            restorable = isinstance(call, ast.Expr) and (not parameters or member in self.alike)
            made.members.append(
                Member(
                    kind,
                    member.name,
                    leading,
                    source.text[start:head_end],
                    static=_is_static(member),
                    documented=len(body) < len(member.body),
                    call=source.segment(call).replace(OWN, "self.") if restorable else "",  # type: ignore[arg-type]
                    parameters=parameters,
                    holds={m.name for s, m in self.inlined.items() if s in self._straight(member)},
                    outside=call in self.outside.get(node, []),
                )
            )
        self.classes.append(made)
        if init is not None:
            text = source.render(source.span(init)[0], self._header_end(init))
            text = re.sub(
                r"^def\s+__init__\s*\(\s*self[ \t]*(,[ \t]*)?",
                lambda m: f"def {node.name}(" + "\n" * m.group(0).count("\n"),
                text,
            )
            for number, line in enumerate(text.split("\n")):
                self._add(line, init.lineno + number)
        else:
            self._add(f"def {node.name}():", node.lineno)
        for constant in constants:
            for target in constant.targets:
                name, value = target.id, source.segment(constant.value)  # type: ignore[attr-defined]
                self._add(f'{made.indent}"{BEGIN}constant"', constant.lineno)
                self._add(f"{made.indent}{OWN}{name} = {value}", constant.lineno)
                self._add(f'{made.indent}"{END}constant"', constant.lineno)
        early = self._needed_in_construction(methods, init, written)
        others = [m for m in methods if m is not init and m not in written]
        for method in [m for m in others if m in early]:
            self._method(method)
        if init is not None:
            self._body_of(init, len(made.indent))
        for statement in self.outside.get(node, []):
            self._written_out(statement, len(made.indent))
        if init is None and not others and node not in self.outside:
            self._add(f"{made.indent}pass", node.lineno)
        made.local_functions = {
            n.name for m in [init, *written] if m is not None for n in ast.walk(m) if isinstance(n, ast.FunctionDef)
        } - {m.name for m in [init, *written] if m is not None}
        for method in [m for m in others if m not in early]:
            self._method(method)

    def _needed_in_construction(
        self, methods: list[ast.FunctionDef], init: ast.FunctionDef | None, written: set[ast.FunctionDef]
    ) -> set[ast.FunctionDef]:
        by_name = {OWN + m.name: m for m in methods}
        waiting = [m for m in [init, *written] if m is not None]
        found: set[ast.FunctionDef] = set()
        while waiting:
            for inner in ast.walk(waiting.pop()):
                method = by_name.get(inner.id) if isinstance(inner, ast.Name) else None
                if method is not None and method not in found and method not in written:
                    found.add(method)
                    waiting.append(method)
        return found

    def _method(self, method: ast.FunctionDef) -> None:
        """A method as a function inside: the same lines, `self` taken out of its parameters."""
        source = self.source
        header_end = self._header_end(method)
        start = source.offset(method.lineno, method.col_offset)
        text = source.render(start, header_end)
        parameter = "" if _is_static(method) else r"\s*self[ \t]*(,[ \t]*)?"
        text = re.sub(
            rf"^def\s+{method.name}\s*\({parameter}",
            lambda m: f"def {OWN}{method.name}(" + "\n" * m.group(0).count("\n"),
            text,
        )
        self._add("", method.lineno)
        for number, line in enumerate(text.split("\n")):
            self._add((source.indent_of(method) if not number else "") + line, method.lineno + number)
        body = method.body
        header_line = self._line_of(header_end)
        if body[0].lineno == header_line:
            self.lines[-1] += source.text[header_end : source.line_end(header_end)].rstrip("\n")
            if body[-1].end_lineno != header_line:
                self._copy(header_line + 1, method.end_lineno or header_line)
            return
        self.lines[-1] += source.text[header_end : source.line_end(header_end)].rstrip("\n")
        stored = sorted(
            {
                n.id
                for n in ast.walk(method)
                if isinstance(n, ast.Name) and n.id.startswith(OWN) and not isinstance(n.ctx, ast.Load)
            }
        )
        if stored:
            self._add(f"{source.indent_of(body[0])}nonlocal {', '.join(stored)}", body[0].lineno)
        self._copy(header_line + 1, method.end_lineno or header_line)

    def _body_of(self, method: ast.FunctionDef, width: int) -> None:
        """The lines of a body at another indentation, methods that are written out in place of their calls."""
        source = self.source
        body = _body(method)
        if not body:
            self._add(" " * width + "pass", method.lineno)
            return
        at = max(self._line_of(self._header_end(method)), self._line_of(max(self._doc_end(method) - 1, 0))) + 1
        shift = width - len(source.indent_of(body[0]))
        for statement in self._straight(method):
            called = self.inlined.get(statement)
            if called is None:
                continue
            self._copy(at, statement.lineno - 1, shift)
            self._written_out(statement, len(source.indent_of(statement)) + shift)
            at = (statement.end_lineno or statement.lineno) + 1
        last = method.body[-1]
        self._copy(at, last.lineno - 1 if last in self.skipped else method.end_lineno or at, shift)

    def _written_out(self, statement: ast.stmt, width: int) -> None:
        """The body of a method in place of its call, between the markers."""
        called = self.inlined[statement]
        self._add(f'{" " * width}"{BEGIN}{called.name}"', called.lineno)
        for line in self._bindings[statement]:
            self._add(" " * width + line, statement.lineno)
        self._body_of(called, width)
        self._add(f'{" " * width}"{END}{called.name}"', called.lineno)

    # ------------------------------------------------------------ positions
    def _line_of(self, offset: int) -> int:
        return self.source.text.count("\n", 0, offset) + 1

    def _header_end(self, node: ast.FunctionDef) -> int:
        """Offset after the colon of a header."""
        source = self.source
        last = [a for a in ast.walk(node.args) if hasattr(a, "end_lineno")]
        start = source.offset(node.lineno, node.col_offset)
        end = max([source.span(a)[1] for a in last], default=start)
        if node.returns is not None:
            end = max(end, source.span(node.returns)[1])
            return source.text.index(":", end) + 1
        return source.text.index(":", source.text.index(")", max(end, start + 4))) + 1

    def _class_header_end(self, node: ast.ClassDef) -> int:
        source = self.source
        start = source.offset(node.lineno, node.col_offset)
        end = max([source.span(b)[1] for b in node.bases], default=start)
        return source.text.index(":", end) + 1

    def _doc_end(self, method: ast.FunctionDef) -> int:
        first = method.body[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            return self.source.line_end(self.source.span(first)[1])
        return 0


def _named(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _body(method: ast.FunctionDef) -> list[ast.stmt]:
    """A method's statements without its docstring."""
    first = method.body[0]
    documented = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return method.body[1:] if documented else method.body


def _own_nodes(method: ast.FunctionDef) -> list[ast.AST]:
    found: list[ast.AST] = []
    stack: list[ast.AST] = list(method.body)
    while stack:
        node = stack.pop()
        found.append(node)
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            stack += ast.iter_child_nodes(node)
    return found
