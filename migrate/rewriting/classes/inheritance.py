"""Classes that inherit a part of their graph: while they are read, each is one class with all that it inherits.

`class Net(Model)` holds the methods of both in the text that is interpreted; a method that `super()` calls stands there
under a name of its own. Afterwards each method goes back to the class that it came from. What was made of it goes with
it; a method into which a method of the other class was written stays with the class of the object, and so does one that
classes with the same base need in different forms.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import programs
from migrate.stages.program import Obstacle

MARKER = "# --8<-- class "
ABSTRACT = ("abc.ABC", "abc.ABCMeta", "abc.abstractmethod")


class Undecided(Exception):
    """What a class inherits cannot be told."""


@dataclass
class Part:
    """A member of a class: its lines with the comments above it, from 0, and what it defines."""

    first: int
    last: int
    names: list[str]
    node: ast.stmt


@dataclass
class Class:
    """One class of a line of inheritance. `head`: the lines of its header and docstring."""

    node: ast.ClassDef
    head: tuple[int, int]
    parts: list[Part]

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def documented(self) -> bool:
        return len(self.node.body) > len(self.parts)


@dataclass
class Family:
    """A class that is made and those that it inherits from, nearest first."""

    source: Source
    classes: list[Class]
    home: dict[str, tuple[Class, str]] = field(default_factory=dict)  # name while it is one class -> where it belongs
    calls: dict[str, str] = field(default_factory=dict)  # the same name -> how it was called, `super().build`


@dataclass
class Block:
    """A member of a class as it is now, and what was made of it; the lines of each.

    needs: constants of the class that these name.
    """

    name: str
    members: list[list[str]]
    constant: bool
    needs: list[Block] = field(default_factory=list)


@dataclass
class Flattened:
    """A text without inheritance. `origin`: the line (from 1) of the text before, for each of its lines."""

    text: str
    origin: list[int]
    families: list[Family]
    lines: list[str]  # of the text before


def flattened(text: str, tree: ast.Module) -> Flattened | None:
    """The text in which classes that inherit from others of it are one class each; None where there is none."""
    own = {n.name: n for n in tree.body if isinstance(n, ast.ClassDef)}
    parents = {n: b.id for n in own.values() for b in n.bases if isinstance(b, ast.Name) and b.id in own}
    if not parents:
        return None
    source, names = Source(text), Names(tree)
    inherited = set(parents.values())
    families = []
    refused: set[str] = set()
    for node in parents:
        if node.name in inherited:
            continue
        try:
            families.append(_family(text, names, tree, own, parents, node))
        except Undecided:
            refused |= set(_line_above(own, parents, node))
    while True:  # a base goes for all classes that inherit from it, or for none
        left = [f for f in families if not refused & {c.name for c in f.classes}]
        if len(left) == len(families):
            break
        refused |= {c.name for f in families if f not in left for c in f.classes[1:]}
        families = left
    families = [f for f in families if _related(f, families, names)]
    if not families:
        return None
    lines: list[str] = []
    origin: list[int] = []
    written = {f.classes[0].node: f for f in families}
    gone = {c.node: c for f in families for c in f.classes[1:]}
    at = 0
    for node in tree.body:
        if node not in written and node not in gone:
            continue
        first = _first_line(node)
        _add(lines, origin, source.lines[at:first], at)
        at = node.end_lineno or node.lineno
        if node in gone:
            _add(lines, origin, [MARKER + gone[node].name], first)  # type: ignore[index]
        else:
            _written(written[node], lines, origin)  # type: ignore[index]
    _add(lines, origin, source.lines[at:], at)
    return Flattened("\n".join(lines), origin, families, list(source.lines))


def _line_above(own: dict[str, ast.ClassDef], parents: dict[ast.ClassDef, str], node: ast.ClassDef) -> list[str]:
    found: list[str] = []
    while node in parents and parents[node] not in found:
        found.append(parents[node])
        node = own[parents[node]]
    return found


def _related(family: Family, families: list[Family], names: Names) -> bool:
    """Whether a class of a family, or of one that has a base with it, makes something of TensorFlow."""
    bases = {c.name for c in family.classes[1:]}
    nodes = {c.node for f in families if bases & {b.name for b in f.classes[1:]} for c in f.classes}
    return any(
        isinstance(n, ast.Call) and (names.resolve(n.func) or "").startswith("tensorflow.")
        for node in nodes
        for n in ast.walk(node)
    )


def _first_line(node: ast.stmt) -> int:
    """The line, from 0, that a statement begins on with its decorators."""
    return min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]) - 1


def _add(lines: list[str], origin: list[int], texts: list[str], first: int) -> None:
    for number, text in enumerate(texts):
        lines.append(text)
        origin.append(first + number + 1)


# ---------------------------------------------------------------- what is inherited
def _family(
    text: str,
    names: Names,
    tree: ast.Module,
    own: dict[str, ast.ClassDef],
    parents: dict[ast.ClassDef, str],
    node: ast.ClassDef,
) -> Family:
    line = [node, *(own[name] for name in _line_above(own, parents, node))]
    if len(node.bases) != 1 or node.keywords or node.decorator_list:
        raise Undecided
    for base in line[1:]:
        plain = all(_abstract(names, b) or b in [c.bases[0] for c in line if c in parents] for b in base.bases)
        plain = plain and all(k.arg == "metaclass" and _abstract(names, k.value) for k in base.keywords)
        if base.decorator_list or not plain:
            raise Undecided
    source = Source(text)
    family = Family(source, [_class(source, c) for c in line])
    if len({_step(source, c) for c in family.classes}) > 1:
        raise Undecided
    _only_inherited(tree, family)
    for index, made in enumerate(family.classes):
        for part in made.parts:
            _placed(names, family, index, part)
    taken = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    taken |= {name for c in family.classes for part in c.parts for name in part.names}
    if any(name in taken for name in family.calls):
        raise Undecided
    for index, made in enumerate(family.classes):
        for part in made.parts:
            _calls_above(family, index, part)
    return family


def _abstract(names: Names, node: ast.expr) -> bool:
    """`object`, and what only marks a class or a method as abstract."""
    if isinstance(node, ast.Name) and node.id == "object":
        return names.module_scope.find("object") is None
    return ast.unparse(node) in (*ABSTRACT, *(path.removeprefix("abc.") for path in ABSTRACT))


def _class(source: Source, node: ast.ClassDef) -> Class:
    body = list(node.body)
    documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
    if documented:
        body.pop(0)
    start = node.lineno - 1
    if documented:
        at = node.body[0].end_lineno or start
    else:  # the header's last line
        at = _first_line(body[0])
        while at - 1 > start and not source.lines[at - 1].split("#")[0].strip():
            at -= 1
    head = (start, at)
    parts = []
    for member in body:
        if not source.alone(member) or not isinstance(member, (ast.FunctionDef, ast.Assign, ast.Pass)):
            raise Undecided
        if isinstance(member, ast.Assign) and not all(isinstance(t, ast.Name) for t in member.targets):
            raise Undecided
        bound = [member.name] if isinstance(member, ast.FunctionDef) else []
        bound += [t.id for t in getattr(member, "targets", [])]
        end = member.end_lineno or member.lineno
        parts.append(Part(at, end, bound, member))
        at = end
    bound = [name for part in parts for name in part.names]
    if len(set(bound)) < len(bound):
        raise Undecided
    for inner in ast.walk(node):
        word = inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "name", None)
        if isinstance(word, str) and word.startswith("__") and not word.endswith("__"):
            raise Undecided  # a name that each class has for itself
    return Class(node, head, parts)


def _only_inherited(tree: ast.Module, family: Family) -> None:
    """The bases are named in the headers of classes and in calls of what these override, and nowhere else."""
    bases = {c.name for c in family.classes[1:]}
    classes = [n for n in tree.body if isinstance(n, ast.ClassDef)]
    allowed = {id(b) for c in classes for b in c.bases}
    for made in classes:
        for inner in ast.walk(made):
            if isinstance(inner, ast.Call):
                allowed |= {id(n) for n in _super(inner)[1]}
    for inner in ast.walk(tree):
        if isinstance(inner, ast.Name) and inner.id in bases and id(inner) not in allowed:
            raise Undecided
        defines = isinstance(inner, (ast.FunctionDef, ast.ClassDef)) and inner.name in bases
        if defines and inner not in [c.node for c in family.classes]:
            raise Undecided


def _super(node: ast.Call) -> tuple[str, list[ast.AST]]:
    """(what a call names above its class, the names in it that are no others): "super", or the class's name."""
    func = node.func
    if not isinstance(func, ast.Attribute):
        return "", []
    above = func.value
    if isinstance(above, ast.Call) and isinstance(above.func, ast.Name) and above.func.id == "super":
        if not above.args or [ast.unparse(a) for a in above.args[1:]] == ["self"]:
            return "super", [above.func, *above.args]
    if isinstance(above, ast.Name) and node.args and isinstance(node.args[0], ast.Name) and node.args[0].id == "self":
        return above.id, [above, node.args[0]]
    return "", []


def _placed(names: Names, family: Family, index: int, part: Part) -> None:
    """Under which name a member stands in the one class; one that is overridden and not called stands nowhere."""
    made = family.classes[index]
    below = family.classes[:index]
    for name in part.names:
        if not any(name in p.names for c in below for p in c.parts):
            family.home[name] = (made, name)
            continue
        called = [
            call
            for number, lower in enumerate(below)
            for call in ast.walk(lower.node)
            if isinstance(call, ast.Call) and _target(family, number, call) == (made, name)
        ]
        if called:
            if not isinstance(part.node, ast.FunctionDef) or part.node.decorator_list:
                raise Undecided
            unique = f"{name.strip('_')}_of_{made.name}"
            family.home[unique] = (made, name)
            family.calls[unique] = ""
        elif any(
            (names.resolve(n) or "").startswith("tensorflow.") for n in ast.walk(part.node) if isinstance(n, ast.expr)
        ):
            raise Undecided  # a part of a graph that nothing builds


def _target(family: Family, index: int, call: ast.Call) -> tuple[Class, str] | None:
    """The method above the class at `index` that a call in it means."""
    word, _ = _super(call)
    names = [c.name for c in family.classes]
    if not word or word != "super" and word not in names[index + 1 :]:
        return None
    start = index + 1 if word == "super" else names.index(word)
    wanted = call.func.attr  # type: ignore[attr-defined]
    for above in family.classes[start:]:
        if any(wanted in p.names for p in above.parts):
            return above, wanted
    return None


def _calls_above(family: Family, index: int, part: Part) -> None:
    """`super().build(x)` becomes `self.build_of_Model(x)`."""
    source = family.source
    seen: set[int] = set()
    for call in ast.walk(part.node):
        word, held = _super(call) if isinstance(call, ast.Call) else ("", [])
        if not word or word not in ("super", *(c.name for c in family.classes)):
            continue
        assert isinstance(call, ast.Call)
        seen |= {id(n) for n in held}
        found = _target(family, index, call)
        if found is None:
            statement = next((s for s in ast.walk(part.node) if isinstance(s, ast.Expr) and s.value is call), None)
            bare = call.func.attr == "__init__" and len(call.args) <= (word != "super")  # type: ignore[attr-defined]
            if statement is None or not bare or call.keywords:
                raise Undecided
            source.replace(statement, "pass")
            continue
        name = next(n for n, home in family.home.items() if home == found)
        start, end = source.span(call)[0], source.span(call.func)[1]
        written = source.text[start:end] + "("
        if word != "super":
            end = source.span(call.args[1] if len(call.args) > 1 else call.args[0])[0 if len(call.args) > 1 else 1]
            if len(call.args) == 1 and call.keywords:
                raise Undecided
            written = source.text[start:end]
            source.replace_span(start, end, f"self.{name}(")
        else:
            source.replace_span(start, end, f"self.{name}")
        if name in family.calls:
            if family.calls[name] not in ("", written):
                raise Undecided
            family.calls[name] = written
        elif word != "super":
            raise Undecided  # the class's own method, called by the name of its base
    for inner in ast.walk(part.node):
        if isinstance(inner, ast.Name) and inner.id == "super" and id(inner) not in seen:
            raise Undecided


def _written(family: Family, lines: list[str], origin: list[int]) -> None:
    """The one class, the members that are inherited first."""
    source, made = family.source, family.classes[0]
    _add(lines, origin, [f"class {made.name}:"], made.head[0])
    after = made.node.body[0].lineno - 1 if made.documented else made.head[1]
    _add(lines, origin, source.lines[after : made.head[1]], after)
    if not any(p.names for c in family.classes for p in c.parts):
        _add(lines, origin, [f"{_step(source, made)}pass"], made.head[0])
    for owner in reversed(family.classes):
        for part in owner.parts:
            flat = [n for n, home in family.home.items() if home[0] is owner and home[1] in part.names]
            if not flat or isinstance(part.node, ast.Pass):
                continue
            if flat[0] not in part.names:
                start = source.text.index(part.names[0], source.offset(part.node.lineno, part.node.col_offset))
                source.replace_span(start, start + len(part.names[0]), flat[0])
            texts = [_line(source, number) for number in range(part.first, part.last)]
            _add(lines, origin, texts, part.first)


def _line(source: Source, number: int) -> str:
    start = source.starts[number]
    return source.render(start, start + len(source.lines[number]))


def _step(source: Source, made: Class) -> str:
    return source.indent_of(made.node.body[0])


# ---------------------------------------------------------------- and back
def parted(text: str, flat: Flattened, pure: dict[str, set[str]]) -> str:
    """The text whose members are again in the classes that they came from.

    `pure`: for each class that was read, its methods that hold nothing of others.
    """
    tree = ast.parse(text)
    known = {name for node in ast.parse(flat.text).body for name in _bound(node)}
    new = {name for node in tree.body for name in _bound(node)} - known
    source = Source(text)
    partings = [_Parting(source, tree, new, flat, family, pure) for family in flat.families]
    inherited = {base.name: base for family in flat.families for base in family.classes[1:]}
    related = {name: [p for p in partings if name in p.blocks] for name in inherited}
    for name, base in inherited.items():
        _different(related[name], base)
    bases: dict[str, list[str]] = {}
    read = {(c.name, n) for family in flat.families for c, n in family.home.values()}
    for name, base in inherited.items():
        left = {block.name for p in related[name] for held in p.blocks.values() for block in held}
        merged = {block.name: block for p in related[name] for block in p.blocks[name]}  # one may override another's
        bases[name] = related[name][0].class_text(base, list(merged.values()), left, read)
    for parting in partings:
        text = parting.without_others(text, read)
    lines = text.split("\n")
    for name, found in bases.items():
        if MARKER + name not in lines:  # it stood in lines that became others
            raise Obstacle(flat.families[0].classes[0].node, f"the place of class `{name}` is not certain")
        at = lines.index(MARKER + name)
        lines[at : at + 1] = found
    return _imported(flat.text, "\n".join(lines), set(bases))


def _imported(before: str, text: str, bases: set[str]) -> str:
    """The text whose new imports stand in the files that use them, now that members went to other files."""
    source, tree = Source(text), ast.parse(text)
    known = {ast.unparse(n) for n in ast.parse(before).body if isinstance(n, ast.ImportFrom)}
    added = [n for n in tree.body if isinstance(n, ast.ImportFrom) and ast.unparse(n) not in known]
    for node in added:
        home = programs.same_file(text, node.lineno)
        places = {programs.same_file(text, n.lineno) for n in tree.body if getattr(n, "name", None) in bases}
        for place in sorted({home, *places}):
            own = [n for n in tree.body if place[0] <= n.lineno <= place[1]]
            read = {n.id for each in own for n in ast.walk(each) if isinstance(n, ast.Name)}
            words = [ast.unparse(a) for a in node.names if (a.asname or a.name) in read]
            line = f"from {node.module} import {', '.join(words)}\n" if words else ""
            start, end = source.span(node)
            if place == home:
                if len(words) < len(node.names):
                    source.replace_span(start, source.line_end(end), line)
                continue
            imports = [n for n in own if isinstance(n, (ast.Import, ast.ImportFrom))]
            if words and imports:
                source.insert(source.line_end(source.span(imports[-1])[1]), line)
    return source.result()


def _different(related: list[_Parting], base: Class) -> None:
    """Members of a base that came out differently go to the classes that inherit them."""
    for name in dict.fromkeys(block.name for parting in related for block in parting.blocks[base.name]):
        inheriting = [p for p in related if any(c.name == base.name and n == name for c, n in p.family.home.values())]
        held = [next((b for b in p.blocks[base.name] if b.name == name), None) for p in inheriting]
        if all(block == held[0] for block in held):
            continue
        for parting, block in zip(inheriting, held, strict=True):
            if block is not None:
                parting.blocks[base.name].remove(block)
                next(iter(parting.blocks.values())).append(block)


class _Parting:
    """One class that was read, taken apart. `blocks`: the members of each class of its family."""

    def __init__(
        self,
        source: Source,
        tree: ast.Module,
        new: set[str],
        flat: Flattened,
        family: Family,
        pure: dict[str, set[str]],
    ) -> None:
        self.flat, self.family = flat, family
        made = family.classes[0]
        alone = pure.get(made.name, set(family.home))
        node = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == made.name)
        owner = made
        constants: list[Block] = []
        self.blocks: dict[str, list[Block]] = {c.name: [] for c in family.classes}
        for part in _class(source, node).parts:
            name = part.names[0] if part.names else ""
            lines = _stripped(self._original(source.lines[part.first : part.last]))
            home = family.home.get(name)
            constant = isinstance(part.node, ast.Assign)
            if home is None and constant:
                constants.append(Block(name, [lines], True))
            elif home is None and self.blocks[owner.name]:
                self.blocks[owner.name][-1].members.append(lines)  # what was made of the one before
            elif name:
                if home is not None:
                    owner = home[0] if name in alone or constant else made
                self.blocks[owner.name].append(Block(home[1] if home is not None else name, [lines], constant))
        self._keep_new(new)
        for block in (b for held in self.blocks.values() for b in held):
            words = "\n".join(line for member in block.members for line in member)
            block.needs = [c for c in constants if re.search(rf"(?<![.\w]){c.name}\b", words)]

    def _keep_new(self, new: set[str]) -> None:
        """What names a helper that was written beside the class of the objects stays in that class."""
        own, *bases = self.blocks.values()
        for held in bases:
            for block in list(held):
                words = set(re.findall(r"\w+", "\n".join(line for member in block.members for line in member)))
                if words & new:
                    held.remove(block)
                    own.append(block)

    def without_others(self, text: str, read: set[tuple[str, str]]) -> str:
        """The text with the class of the objects as it was declared, without what it inherits."""
        made = self.family.classes[0]
        node = next(n for n in ast.parse(text).body if isinstance(n, ast.ClassDef) and n.name == made.name)
        lines = text.split("\n")
        left = {block.name for held in self.blocks.values() for block in held}
        lines[node.lineno - 1 : node.end_lineno] = self.class_text(made, self.blocks[made.name], left, read)
        return "\n".join(lines)

    def _original(self, lines: list[str]) -> list[str]:
        """Calls of what is overridden as they were written, and its own name."""
        found = []
        for line in lines:
            for name, call in self.family.calls.items():
                line = line.replace(f"self.{name}(", call)
                line = re.sub(rf"(\bdef\s+){name}\b", rf"\g<1>{self.family.home[name][1]}", line)
            found.append(line)
        return found

    def class_text(self, made: Class, held: list[Block], left: set[str], read: set[tuple[str, str]]) -> list[str]:
        """A class with its members in the order that they had; what came to it from a base follows its construction."""
        before = self.flat.lines
        own = [name for part in made.parts for name in part.names]
        found = [constant for block in held for constant in block.needs]
        found = [constant for number, constant in enumerate(found) if constant not in found[:number]]
        come = [block for block in held if not block.constant and block.name not in own]
        for part in made.parts:
            mine = [block for block in held if block.name in part.names]
            overridden = not any((made.name, name) in read for name in part.names)
            if not mine and overridden and any(name in left for name in part.names):
                lines = _stripped(before[part.first : part.last])
                mine = [Block(part.names[0], [lines], isinstance(part.node, ast.Assign))]
            found += mine
        at = next((n + 1 for n, block in enumerate(found) if block.name == "__init__"), None)
        at = sum(block.constant for block in found) if at is None else at
        found[at:at] = come
        lines = list(before[made.head[0] : made.head[1]])
        parted = made.documented
        for block in found:
            for member in block.members:
                lines += ["", *member] if parted or not block.constant and member is not found[0].members[0] else member
                parted = not block.constant
        return lines if found or made.documented else [*lines, f"{_step(self.family.source, made)}pass"]


def _bound(node: ast.stmt) -> list[str]:
    """The names that a statement of the module gives to what is made in the program, imports not among them."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return [node.name]
    return [n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


def _stripped(lines: list[str]) -> list[str]:
    while lines and not lines[0].strip():
        lines = lines[1:]
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return lines
