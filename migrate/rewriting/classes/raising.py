"""The function that stood for a class becomes the class again.

Attributes are written `self.x`; a local name of the construction that a method uses becomes an attribute too. The
functions that were made are methods: where the specs of their arguments are constants they are decorated, else the
construction wraps them, once for each object.
"""

from __future__ import annotations

import ast
import builtins
import re
from dataclasses import dataclass, field

from migrate.edits import Source
from migrate.names import Names, Scope, fresh
from migrate.rewriting.classes import inheritance, properties
from migrate.rewriting.classes.lowering import BEGIN, END, LoweredClass, Lowering, Member
from migrate.stages.attributes import DOT, is_attribute, plain
from migrate.stages.program import Obstacle

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
WIDTH = 120


@dataclass(eq=False)
class Holder:
    """What becomes one function: the construction, a method written out in it, or a function inside."""

    name: str
    node: ast.FunctionDef | None = None
    lines: list[int] = field(default_factory=list)
    made: list[Holder] = field(default_factory=list)  # new functions that stand in it


def raised(text: str, lowering: Lowering, objects: set[tuple[str, str]]) -> str:
    """The text with the classes that `lowering` wrote as functions.

    `objects`: (class, expression) for the expressions that stand for objects of them.
    """
    for made in lowering.classes:
        try:
            bases = {base for name, base in objects if name == made.name}
            text = properties.read_again(_Class(text, made, bases).result(), made.name, made.properties)
        except Obstacle as error:
            raise Obstacle(made.node, error.reason) from error
    text = _completed(text, lowering)
    for made in lowering.classes:
        _check(text, made, {base for name, base in objects if name == made.name})
    source = Source(text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and DOT in node.attr:
            start, end = source.span(node)
            source.replace_span(end - len(node.attr), end, plain(node.attr))
        elif isinstance(node, ast.keyword) and node.arg and DOT in node.arg:
            start = source.offset(node.lineno, node.col_offset)
            source.replace_span(start, start + len(node.arg), plain(node.arg))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and is_attribute(node.value):
            source.replace(node, repr(plain(node.value)).replace("'", '"'))
    result = source.result()
    if lowering.inherited is None:
        return result
    return inheritance.parted(
        result, lowering.inherited, {c.name: _pure(c, lowering.inherited) for c in lowering.classes}
    )


def _pure(made: LoweredClass, flat: inheritance.Flattened) -> set[str]:
    """The methods of a class that hold no part of a method that another class has."""
    home = next((f.home for f in flat.families if f.classes[0].name == made.name), {})
    members = {m.name: m for m in made.members if m.kind != "kept"}

    def pure(name: str) -> bool:
        inner = [members[n] for n in members[name].holds if not members[n].call]
        return all(home[m.name][0] is home[name][0] and pure(m.name) for m in inner)

    return {name for name in members if name in home and pure(name)}


def _completed(text: str, lowering: Lowering) -> str:
    """Calls that complete an object are there again where their methods still do something."""
    source = Source(text)
    tree = ast.parse(text)
    kept = {m.name for c in tree.body if isinstance(c, ast.ClassDef) for m in c.body if isinstance(m, ast.FunctionDef)}
    for node in ast.walk(tree):
        value = node.value if isinstance(node, ast.Expr) else None
        statement = lowering.calls.get(str(value.value)) if isinstance(value, ast.Constant) else None
        if statement is None:
            continue
        if statement.partition("(")[0].rpartition(".")[2] in kept:
            source.replace(node, statement)
        else:
            start, end = source.span(node)
            source.replace_span(source.line_start(start), source.line_end(end), "")
    return source.result()


def _check(text: str, made: LoweredClass, objects: set[str]) -> None:
    """No code reads an attribute that nothing gives a value any more."""
    tree = ast.parse(text)
    node = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == made.name)
    named = {m.name for m in node.body if isinstance(m, ast.FunctionDef)}
    kept = named & made.methods
    kept |= {t.id for m in node.body if isinstance(m, ast.Assign) for t in m.targets if isinstance(t, ast.Name)}
    wraps = [n for n in ast.walk(node) if isinstance(n, ast.Assign) and _wraps(n)]
    allowed = {id(n) for w in wraps for n in ast.walk(w)}
    kept |= {
        n.attr
        for n in ast.walk(node)
        if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store) and id(n) not in allowed
        if ast.unparse(n.value) == "self"
    }
    gone = made.attributes - kept
    own = {id(n) for n in ast.walk(node)}
    for inner in ast.walk(tree):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute) and inner.func.attr in named:
            allowed.add(id(inner.func))  # an op could not be called
        elif isinstance(inner, ast.Attribute) and inner.attr == "get_concrete_function":
            allowed.add(id(inner.value))
    for inner in ast.walk(tree):
        read = None
        if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Load) and id(inner) not in allowed:
            base = ast.unparse(inner.value)
            if base in objects or (base == "self" and id(inner) in own):
                read = inner.attr
        elif isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and len(inner.args) > 1:
            if inner.func.id in ("hasattr", "getattr") and isinstance(inner.args[1], ast.Constant):
                read = inner.args[1].value
                if inner.func.id == "hasattr" and read in named:
                    continue  # the method has the name of the tensor that it computes
        if read in gone:
            raise Obstacle(made.node, f"attribute `{read}` of `{made.name}` holds a graph tensor and is used otherwise")


def _wraps(node: ast.Assign) -> bool:
    """`self.step = tf.function(self.step, ..)`"""
    call = node.value
    return isinstance(call, ast.Call) and bool(call.args) and ast.unparse(call.args[0]) == ast.unparse(node.targets[0])


class _Class:
    def __init__(self, text: str, made: LoweredClass, bases: set[str]) -> None:
        self.made = made
        self.bases = bases  # expressions that stand for objects of the class
        self.step = made.indent
        self.source = Source(text)
        self.tree = ast.parse(text)
        self.names = Names(self.tree)
        self.node = next(n for n in self.tree.body if isinstance(n, ast.FunctionDef) and n.name == made.name)
        self.scope = self.names.inner_scope(self.node)
        self.parents = {c: n for n in ast.walk(self.node) for c in ast.iter_child_nodes(n)}
        self.main = Holder("__init__", self.node)
        self.holders: list[Holder] = [self.main]
        self.dropped: set[int] = set()  # lines
        self.taken = {n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name)} | set(made.methods)
        self.taken |= {plain(n) for n in self.taken}
        self.specs: dict[str, ast.Assign] = {}
        self.wraps: dict[ast.FunctionDef, list[str]] = {}
        self.static_specs: dict[str, str] = {}  # constants of the class
        self.chosen: dict[ast.AST, dict[tuple[Scope, str], str]] = {}  # names of the functions' own
        self.given: dict[str, bool] = {}  # parameters that become attributes; True where that is not written yet

    def result(self) -> str:
        self._find_holders()
        self._signatures()
        self.lifted = self._lifted()
        self.apart = self._apart()
        self._drop_same()
        self._rename()
        return self._written()

    # ------------------------------------------------------------ who uses what
    def _find_holders(self) -> None:
        """The regions of methods that are written out, at the level of the construction, and the functions."""
        kept = {m.name for m in self.made.members if m.call} | {"constant"}
        self.outside = {m.name for m in self.made.members if m.outside} | {"constant"}
        stack = [self.main]
        self.begins: dict[int, Holder] = {}  # line of an opening marker -> what it opens
        self.ends: set[int] = set()
        self.parent: dict[Holder, Holder] = {}
        self.region_of: dict[ast.stmt, Holder] = {}
        for statement in self.node.body:
            marker = _marker(statement)
            if marker is not None:
                self.dropped |= set(range(statement.lineno, (statement.end_lineno or 0) + 1))
                opens, name = marker
                if opens and name in kept:
                    holder = Holder(name)
                    self.holders.append(holder)
                    self.parent[holder] = stack[-1]
                    self.begins[statement.lineno] = holder
                    stack.append(holder)
                elif name in kept:
                    self.ends.add(statement.lineno)
                    stack.pop()
                continue
            if isinstance(statement, ast.FunctionDef) and self._becomes_method(statement):
                holder = Holder(statement.name, statement)
                self.holders.append(holder)
                if not is_attribute(statement.name) or plain(statement.name) not in self.made.methods:
                    stack[-1].made.append(holder)
                self.region_of[statement] = stack[-1]
                continue
            self.region_of[statement] = stack[-1]
        for inner in ast.walk(self.node):
            if isinstance(inner, ast.Expr) and _marker(inner) is not None:
                self.dropped |= set(range(inner.lineno, (inner.end_lineno or 0) + 1))
        self.methods = {h.node: h for h in self.holders if h.node is not None}

    def _becomes_method(self, node: ast.FunctionDef) -> bool:
        """Functions that were put in do; one that the construction has for itself does where others use it."""
        if node.name not in self.made.local_functions:
            return True
        users = [n for n in ast.walk(self.node) if isinstance(n, ast.Name) and n.id == node.name]
        return any(self._function_at(u) is not None for u in users)

    def _function_at(self, node: ast.AST) -> ast.FunctionDef | None:
        """The function at the level of the construction that a node is in; for decorators none."""
        current: ast.AST | None = node
        below: ast.AST | None = None
        while current is not None and self.parents.get(current) is not self.node:
            below, current = current, self.parents.get(current)
        if not isinstance(current, ast.FunctionDef):
            return None
        outside = [*current.decorator_list, *current.args.defaults, *(d for d in current.args.kw_defaults if d)]
        inside_arguments = below is current.args and any(n is node for d in outside for n in ast.walk(d))
        return None if below in current.decorator_list or inside_arguments else current

    def _holder_of(self, node: ast.AST) -> Holder:
        function = self._function_at(node)
        if function is not None and function in self.methods:
            return self.methods[function]
        current: ast.AST = node
        while self.parents.get(current) is not self.node:
            parent = self.parents.get(current)
            if parent is None:
                return self.main
            current = parent
        return self.region_of.get(current, self.main)  # type: ignore[arg-type]

    # ------------------------------------------------------------ signatures
    def _signatures(self) -> None:
        """Specs of arguments that are constants stand in the class; others are known when an object is made."""
        for statement in self.node.body:
            if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                target, value = statement.targets[0], statement.value
                if isinstance(target, ast.Name) and isinstance(value, ast.Call):
                    if (self.names.resolve(value.func) or "") == "tensorflow.TensorSpec":
                        self.specs[target.id] = statement
        wanted: dict[str, list[ast.FunctionDef]] = {}
        for function in self.methods:
            for name in self._spec_names(function):
                wanted.setdefault(name.id, []).append(function)
        fixed = {name for name in wanted if name in self.specs and self._constant(self.specs[name])}
        for function in self.methods:
            used = {n.id for n in self._spec_names(function)}
            if used and not used <= fixed:
                self.wraps[function] = []
        for name, functions in wanted.items():
            decorated = [f for f in functions if f not in self.wraps]
            others = [n for n in ast.walk(self.node) if isinstance(n, ast.Name) and n.id == name]
            if name in fixed and len(decorated) == len(others) - 1:
                statement = self.specs[name]
                text = self.source.segment(statement.value)
                self.dropped |= set(range(statement.lineno, (statement.end_lineno or 0) + 1))
                if len(decorated) == 1:
                    self.source.replace(self._spec_names(decorated[0], name)[0], text)
                else:
                    self.static_specs[name] = text
            else:
                for function in decorated:
                    self.wraps[function] = []

    def _spec_names(self, function: ast.FunctionDef, wanted: str = "") -> list[ast.Name]:
        return [
            n
            for d in function.decorator_list
            for n in ast.walk(d)
            if isinstance(n, ast.Name)
            and (n.id == wanted or not wanted)
            and self.scope is self.names.scope_of.get(n, self.scope).find(n.id)
        ]

    def _constant(self, statement: ast.Assign) -> bool:
        """Whether a spec reads nothing that is bound after the class is made."""
        for inner in ast.walk(statement.value):
            if isinstance(inner, ast.Name):
                owner = self.names.scope_of.get(inner, self.scope).find(inner.id)
                if owner is None and hasattr(builtins, inner.id):
                    continue
                if owner is not self.names.module_scope:
                    return False
                if self.names.resolve(inner) is not None:
                    continue  # a library, which several files of a program may import
                bindings = owner.bindings[inner.id]
                early = [getattr(b, "lineno", 0) < self.node.lineno for b in bindings]
                if not all(early) or len(bindings) > 1:
                    return False
        return True

    # ------------------------------------------------------------ names
    def _lifted(self) -> dict[str, str]:
        """Local names of the construction that have to be attributes: more than one function uses them."""
        used: dict[str, set[int]] = {}
        for inner in ast.walk(self.node):
            if isinstance(inner, ast.Name):
                if self.names.scope_of.get(inner, self.scope).find(inner.id) is not self.scope:
                    continue
                holder = self._holder_of(inner)
                if inner.id not in self._parameters(holder):
                    used.setdefault(inner.id, set()).add(id(holder))
            elif isinstance(inner, ast.arg) and self.parents.get(self.parents.get(inner)) is self.node:
                used.setdefault(inner.arg, set()).add(id(self.main))
            elif isinstance(inner, ast.FunctionDef) and self.parents.get(inner) is self.node:
                used.setdefault(inner.name, set()).add(id(self._holder_of(inner)))
        for name in self._read_outside() - self.made.attributes - self.made.methods:
            if name in used:
                used[name].add(id(self.bases))
        found: dict[str, str] = {}
        methods = {f.name for f in self.methods}
        known = {plain(n) for n in used if is_attribute(n)} | self.made.attributes | self.made.methods
        parameters = {a.arg for a in ast.walk(self.node.args) if isinstance(a, ast.arg)}
        for name, holders in used.items():
            if is_attribute(name) or name in self.static_specs or not (len(holders) > 1 or name in methods):
                continue
            alias = self._alias(name)
            if name in parameters:
                self.given[name] = alias is None
            elif alias is not None:
                self.dropped |= set(range(alias.lineno, (alias.end_lineno or 0) + 1))
            wished = plain(alias.targets[0].id) if alias is not None else plain(name)  # type: ignore[attr-defined]
            while alias is None and name not in methods and (wished in known or wished in found.values()):
                wished = f"{wished}_"
            found[name] = wished
        return found

    def _read_outside(self) -> set[str]:
        """The attributes of objects that code outside of the class reads."""
        own = {id(n) for n in ast.walk(self.node)}
        return {
            n.attr
            for n in ast.walk(self.tree)
            if isinstance(n, ast.Attribute) and id(n) not in own and ast.unparse(n.value) in self.bases
        }

    def _apart(self) -> dict[str, str]:
        """Names for locals of methods that are written out where another local of that name is still read later."""
        lines: dict[tuple[int, str], dict[str, list[int]]] = {}
        names = [n for n in ast.walk(self.node) if isinstance(n, ast.Name)]
        for inner in [*names, *_arguments(self.node)]:
            name = inner.id if isinstance(inner, ast.Name) else inner.arg
            own = isinstance(inner, ast.arg) or self.names.scope_of.get(inner, self.scope).find(name) is self.scope
            holder = self.main if isinstance(inner, ast.arg) else self._holder_of(inner)
            if own and not is_attribute(name) and (name not in self.lifted or name in self.given):
                lines.setdefault((id(holder), plain(name)), {}).setdefault(name, []).append(inner.lineno)
        found: dict[str, str] = {}
        taken = self.taken | {word for _, word in lines} | set(self.lifted.values())
        for (_, word), places in lines.items():
            for name, own in places.items():
                others = [other for each, other in places.items() if each != name and found.get(each, word) == word]
                if DOT in name and any(min(own) < max(other) and min(other) < max(own) for other in others):
                    found[name] = fresh(f"{word}_{name.partition(DOT)[2].strip('_')}", taken)
                    taken.add(found[name])
        return found

    def _drop_same(self) -> None:
        """`rate = rate`, where a method that is written out is given what its parameter is called too."""
        for statement in self.node.body:
            if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Name):
                continue
            target, value = statement.targets[0], statement.value.id
            if isinstance(target, ast.Name) and DOT in target.id and not {target.id, value} & set(self.lifted):
                if not is_attribute(target.id) and not is_attribute(value) and target.id not in self.apart:
                    if value not in self.apart and plain(target.id) == plain(value):
                        self.dropped |= set(range(statement.lineno, (statement.end_lineno or 0) + 1))

    def _alias(self, name: str) -> ast.Assign | None:
        """`self.rate = rate`, where neither is bound to anything else."""
        for statement in self.node.body:
            if not isinstance(statement, ast.Assign) or not isinstance(statement.value, ast.Name):
                continue
            target = statement.targets[0]
            if name in self._parameters(self._holder_of(statement)):
                continue
            if statement.value.id != name or len(statement.targets) > 1 or not isinstance(target, ast.Name):
                continue
            once = all(len(self.scope.bindings.get(n, ())) == 1 for n in (name, target.id))
            first = min(self.begins, default=statement.lineno)
            if is_attribute(target.id) and once and (name not in self.given or statement.lineno <= first):
                return statement
        return None

    def _rename(self) -> None:
        source = self.source
        for inner in ast.walk(self.node):
            if isinstance(inner, ast.Name):
                owner = self.names.scope_of.get(inner, self.scope).find(inner.id)
                if owner is None or owner is self.scope or inner.id in owner.nonlocals:
                    once = len(self.scope.bindings.get(inner.id, ())) == 1  # a parameter that keeps what it was given
                    holder = self._holder_of(inner)
                    here = inner.id in self.given and once and holder is self.main
                    here = here or inner.id in self._parameters(holder)
                    text = inner.id if here else self._outer(inner.id)
                else:
                    text = self._local(inner.id, owner)
                if text != inner.id and source.span(inner) not in source.edits:
                    source.replace(inner, text)
            elif isinstance(inner, ast.arg) and DOT in inner.arg:
                self._hides_nothing(inner)
                start = source.offset(inner.lineno, inner.col_offset)
                source.replace_span(start, start + len(inner.arg), plain(inner.arg))
            elif isinstance(inner, ast.Nonlocal):
                if all(is_attribute(n) for n in inner.names):
                    self.dropped |= set(range(inner.lineno, (inner.end_lineno or 0) + 1))
                elif any(is_attribute(n) for n in inner.names):
                    raise Obstacle(inner, "a method with names of several functions")
        for function in self.methods:
            if function is not self.node:
                self._header(function, function.name)
        self._header(self.node, "__init__")

    def _parameters(self, holder: Holder) -> set[str]:
        """The parameters of a method that is written out; its caller has the same names."""
        found = (m.parameters for m in self.made.members if holder.node is None and m.name == holder.name and m.call)
        return next(found, set())

    def _hides_nothing(self, argument: ast.arg) -> None:
        """The user's name of a placeholder, which is now that of a parameter, is not read as anything else there."""
        function = self.parents[self.parents[argument]]
        word = plain(argument.arg)
        for inner in ast.walk(function):
            if isinstance(inner, ast.Name) and inner.id == word:
                owner = self.names.scope_of.get(inner, self.names.module_scope).find(word)
                if owner is None or owner is self.names.module_scope:
                    raise Obstacle(argument, f"placeholder `{word}` of a graph that reads another thing of that name")

    def _outer(self, name: str) -> str:
        if is_attribute(name):
            return f"self.{plain(name)}"
        if name in self.lifted:
            return f"self.{self.lifted[name]}"
        return self.apart.get(name) or plain(name)

    def _local(self, name: str, owner: Scope) -> str:
        """A name of a function's own: the user's name, unless the function has another thing of that name."""
        outermost = owner
        while outermost.parent is not None and outermost.parent is not self.scope:
            outermost = outermost.parent
        if DOT not in name and name not in {plain(a.arg) for a in _arguments(outermost.node) if DOT in a.arg}:
            return name
        chosen = self.chosen.setdefault(outermost.node, {})
        if not chosen:
            chosen.update({(outermost, a.arg): plain(a.arg) for a in _arguments(outermost.node)})
        if (owner, name) not in chosen:
            others = set(chosen.values())
            for inner in ast.walk(outermost.node):
                if isinstance(inner, ast.Name) and DOT not in inner.id:
                    if self.names.scope_of.get(inner, outermost).find(inner.id) is not self.scope:
                        others.add(inner.id)
                elif isinstance(inner, ast.arg):
                    others.add(plain(inner.arg))
            wished = plain(name)
            while wished in others:
                wished += "_"
            chosen[owner, name] = wished
        return chosen[owner, name]

    def _header(self, node: ast.FunctionDef, name: str) -> None:
        source = self.source
        start = source.offset(node.lineno, node.col_offset)
        opening = source.text.index("(", start)
        member = next((m for m in self.made.members if m.name == plain(name) and m.kind == "method"), None)
        words = [plain(a.arg) for a in _arguments(node)]
        if len(set(words)) < len(words):
            raise Obstacle(node, "two placeholders of one name")
        own = ""
        if member is None or not member.static or not is_attribute(name):
            own = "self, " if any(isinstance(a, ast.arg) for a in ast.walk(node.args)) else "self"
        source.replace_span(start, opening + 1, f"def {self.lifted.get(name) or plain(name)}({own}")

    # ------------------------------------------------------------ text
    def _written(self) -> str:
        for function in self.wraps:
            self._wrap(function)
        spans = {h.node: self._lines_of(h.node) for h in self.holders if h.node not in (None, self.node)}
        regions = self._regions()
        text = Source(self.source.result())
        assert len(text.lines) == len(self.source.lines)
        self.out = text.lines
        inside = {line for first, last in spans.values() for line in range(first, last + 1)}
        parts: list[str] = []
        used: set[int] = set()
        after_made = False
        for member in self.made.members:
            made = len(used)
            lines = self._member(member, spans, regions, inside, used)
            if after_made and lines and lines[0].strip():
                parts.append("")
            parts += lines
            after_made = len(used) > made and member.kind != "method" or (after_made and not lines)
        if self.made.implicit and self._body(regions[self.main], inside, self.step):
            parts[:0] = self._construction(regions[self.main], inside) + [""]
        left = [h for h in self.holders if h.node not in (None, self.node) and id(h) not in used]
        for holder in left:
            parts += ["", *self._function(holder, spans)]
        while parts and not parts[0].strip():
            parts.pop(0)
        specs = [f"{self.step}{name} = {spec}" for name, spec in self.static_specs.items()]
        if specs:
            parts[self._after_docstring(parts) : self._after_docstring(parts)] = [*specs, ""]
        if not any(p.strip() for p in parts):
            parts = [f"{self.step}pass"]
        first, last = self._lines_of(self.node)
        following = self.out[last:]
        if any(line.strip() for line in following):
            while following and not following[0].strip():
                following.pop(0)
            following[:0] = ["", ""]
        lines = [*self.out[: first - 1], *self.made.head.rstrip("\n").split("\n"), *parts, *following]
        return "\n".join(lines)

    def _after_docstring(self, parts: list[str]) -> int:
        count = 0
        for member in self.made.members:
            if member.kind != "kept":
                break
            count += (member.leading + member.head).count("\n")
        while count < len(parts) and not parts[count].strip():
            count += 1
        return count

    def _lines_of(self, node: ast.AST | None) -> tuple[int, int]:
        """First and last line of a function, its decorators and the comments above it included."""
        assert isinstance(node, ast.FunctionDef)
        first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
        if node is not self.node:
            while self.source.lines[first - 2].strip().startswith("#"):
                first -= 1
        return first, node.end_lineno or node.lineno

    def _regions(self) -> dict[Holder, list[int]]:
        """The lines of the construction and of each method that was written out in it."""
        found: dict[Holder, list[int]] = {h: [] for h in self.holders if h.node is None or h.node is self.node}
        current = self.main
        for line in range(self._line_after_header(), (self.node.end_lineno or 0) + 1):
            if line in self.begins:
                current = self.begins[line]
            elif line in self.ends:
                current = self.parent[current]
            else:
                found[current].append(line)
        return found

    def _line_after_header(self) -> int:
        source = self.source
        last = [a for a in ast.walk(self.node.args) if hasattr(a, "end_lineno")]
        start = source.offset(self.node.lineno, self.node.col_offset)
        end = max([source.span(a)[1] for a in last], default=start + len(self.made.name))
        colon = source.text.index(":", source.text.index(")", end))
        return source.text.count("\n", 0, colon) + 2

    def _wrap(self, function: ast.FunctionDef) -> None:
        """`self.step = tf.function(self.step, input_signature=..)` in the construction."""
        decorator = function.decorator_list[0]
        name = self.lifted.get(function.name) or plain(function.name)
        text = self.source.expression(decorator)
        head, _, tail = text.partition("(")
        line = f"self.{name} = {head}(self.{name}, {tail}"
        line = re.sub(r"\(\s+", "(", re.sub(r",\s+", ", ", re.sub(r"\s+\)", ")", line)))
        if len(line) + 8 > WIDTH:
            line = f"self.{name} = {head}(\n{self.step}self.{name}, {re.sub(chr(10) + ' *', ' ', tail[:-1]).strip()}\n)"
        self.wraps[function] = line.split("\n")
        for number in range(decorator.lineno, function.lineno):
            self.dropped.add(number)

    def _body(self, lines: list[int], inside: set[int], shift: str) -> list[str]:
        """The lines of a region that stay in it."""
        found: list[str] = []
        wrapped = {min(self._lines_of(f)): text for f, text in self.wraps.items()}
        for line in lines:
            if line in wrapped:
                found += [self.step * 2 + text for text in wrapped[line]]
            if line in inside:
                if found and found[-1].strip():
                    found.append("")
                continue
            if line in self.dropped:
                continue
            text = self.out[line - 1]
            if not text.strip():
                if found and found[-1].strip():
                    found.append("")
                continue
            found.append(text if line in self.source.string_lines else shift + text)
        while found and not found[-1].strip():
            found.pop()
        while found and not found[0].strip():
            found.pop(0)
        return found

    def _function(self, holder: Holder, spans: dict) -> list[str]:
        assert holder.node is not None
        first, last = spans[holder.node]
        head, body = holder.node.lineno, holder.node.body[0].lineno
        kept = [line for line in range(head, last + 1) if line not in self.dropped]
        return [
            *[self.out[line - 1] for line in range(first, head) if line not in self.dropped],
            *_signature([self.out[line - 1] for line in kept if line < body], ""),
            *[self.out[line - 1] for line in kept if line >= body],
        ]

    def _construction(self, lines: list[int], inside: set[int]) -> list[str]:
        body = self._body(lines, inside, self.step)
        body[:0] = [f"{self.step * 2}self.{self.lifted[name]} = {name}" for name, new in self.given.items() if new]
        header = _signature(self.out[self.node.lineno - 1 : self._line_after_header() - 1], self.step)
        bare = not any(isinstance(n, ast.arg) for n in ast.walk(self.node.args))
        if not body and bare and not any(m.kind == "init" and m.documented for m in self.made.members):
            return []
        return [*header, *(body or [self.step * 2 + "pass"])]

    def _member(
        self, member: Member, spans: dict, regions: dict[Holder, list[int]], inside: set[int], used: set[int]
    ) -> list[str]:
        leading = member.leading.split("\n")[:-1]
        if member.kind == "kept":
            return [*leading, *member.head.rstrip("\n").split("\n")]
        if member.kind == "method":
            named = [h for h in self.holders if h.node is not None and is_attribute(h.name)]
            holder = next((h for h in named if plain(h.name) == member.name), None)
            if holder is None:
                return []  # it is a helper of the module now
            used.add(id(holder))
            static = [f"{self.step}@staticmethod"] if member.static else []
            static += [f"{self.step}@property"] if member.name in self.made.properties else []
            return [*leading, *static, *self._function(holder, spans)]
        holder = self.main if member.kind == "init" else next((h for h in self.holders if h.name == member.name), None)
        if holder is None:
            return []
        made: list[str] = []
        for function in holder.made:
            used.add(id(function))
            made += ["", *self._function(function, spans)]
        if member.kind == "init":
            construction = self._construction(self._with_calls(holder, regions, inside), inside)
            return [*leading, *construction, *made] if construction else made
        body = self._body(self._with_calls(holder, regions, inside), inside, self.step)
        if not body:
            return made
        return [*leading, *member.head.rstrip("\n").split("\n"), *body, *made]

    def _with_calls(self, holder: Holder, regions: dict[Holder, list[int]], inside: set[int]) -> list[int]:
        """The lines of a region; the marker of a method that stays becomes its call."""
        lines = list(regions[holder])
        for line, region in self.begins.items():
            if self.parent[region] is not holder or region.name in self.outside:
                continue
            if self._body(self._with_calls(region, regions, inside), inside, ""):
                self.out[line - 1] = f"{self.step}{self._call(region, holder)}"
                self.dropped.discard(line)
                inside.discard(line)
                lines.append(line)
        return sorted(lines)

    def _call(self, region: Holder, caller: Holder) -> str:
        """The call of a method that was written out, from `caller`."""
        text = next(m.call for m in self.made.members if m.name == region.name)
        head, opening, given = text.partition("(")
        for name in self._parameters(region) - self._parameters(caller):
            if name in self.lifted and not (name in self.given and caller is self.main):
                given = re.sub(rf"\b{name}\b", self._outer(name), given)
        return f"{head}{opening}{given}"


def _signature(lines: list[str], step: str) -> list[str]:
    """The lines of a header; where each parameter has its own, `self` has one too."""
    first, rest = step + lines[0], lines[1:]
    if first.rstrip().endswith("(self,") and any(line.strip() for line in rest):
        rest = [line for line in rest if line.strip()]
        pad = rest[0][: len(rest[0]) - len(rest[0].lstrip())]
        return [first.rstrip().removesuffix("self,"), f"{pad}self,", *rest]
    return [first, *rest]


def _arguments(node: ast.AST) -> list[ast.arg]:
    return [n for n in ast.walk(node.args) if isinstance(n, ast.arg)] if isinstance(node, FUNCTIONS) else []


def _marker(node: ast.stmt) -> tuple[bool, str] | None:
    """(whether it opens, the method's name) for a marker of a method that is written out."""
    if (
        not isinstance(node, ast.Expr)
        or not isinstance(node.value, ast.Constant)
        or not isinstance(node.value.value, str)
    ):
        return None
    text = node.value.value
    if text.startswith(BEGIN):
        return True, text[len(BEGIN) :]
    if text.startswith(END):
        return False, text[len(END) :]
    return None
