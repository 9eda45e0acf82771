"""Feed dicts that are put together in steps, written in one piece where they are complete.

`feed = {x: a}` and `feed[keep] = 0.5` are `feed = {x: a, keep: 0.5}`, so are `update`, `dict(zip(...))`, `{**feed}` and
branches that set the same keys: the same TensorFlow 1 program. Values are computed as often and in the same order as
before; where a value is written again, it is a name or a constant that has not changed in between.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.blocks import block_of, blocks
from migrate.edits import Source
from migrate.names import Names, Scope

RUNS = {"run": 1, "eval": 0, "partial_run": 2}  # the place of the feed dict among positional arguments
LOOPS = (ast.For, ast.While, ast.AsyncFor)


class Undecided(Exception):
    """The dict stays as it is."""


@dataclass(eq=False)
class Item:
    key: str
    value: str
    keys: list[ast.expr]  # the expressions of which key and value are made
    values: list[ast.expr]
    open: bool = False  # one of several values, as a branch before decided


@dataclass(eq=False)
class Pieces:
    """A dict as far as it is known where the program stands."""

    items: list[Item]
    statement: ast.stmt  # what wrote it last
    start: ast.stmt  # what made the dict
    used: bool = False
    since: list[ast.stmt] = field(default_factory=list)  # statements between it and here
    loops: list[ast.stmt] = field(default_factory=list)  # those around here that the dict is made before


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """The text with feed dicts in one piece; None where there is nothing to do."""
    if ".run(" not in text and ".eval(" not in text:
        return None
    names, source = Names(tree), Source(text)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found: dict[tuple[Scope, str], None] = {}
    for node in ast.walk(tree):
        fed = fed_by(node)
        if isinstance(fed, ast.Call):
            items = items_of(source, fed)
            if items:
                source.replace(fed, written(items, source.indent_of(fed)))
        returned = node.value if isinstance(node, ast.Return) else fed
        if isinstance(returned, ast.Name):
            owner = names.scope_of.get(returned, names.module_scope).find(returned.id)
            if owner is not None:
                found.setdefault((owner, returned.id))
    for owner, name in found:
        dicts = _Dicts(tree, names, source, parents, owner, name)
        try:
            edits = dicts.edits()
        except Undecided:
            continue
        for statement, new in edits:
            if new is None:
                start, end = source.span(statement)
                source.replace_span(source.line_start(start), source.line_end(end), "")
            else:
                source.replace(statement, new)
    return (source.result(), None) if source.edits else None


def fed_by(node: ast.AST) -> ast.expr | None:
    """What a call of `run` or `eval` is fed."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in RUNS:
        return None
    place = RUNS[node.func.attr]
    given = next((k.value for k in node.keywords if k.arg == "feed_dict"), None)
    if given is None and len(node.args) > place and not any(isinstance(a, ast.Starred) for a in node.args):
        given = node.args[place]
    if given is None and node.func.attr == "run" and len(node.args) == 1:  # op.run(feed_dict)
        given = node.args[0]
    return given


class _Dicts:
    """All the dicts that one name of one scope stands for."""

    def __init__(
        self,
        tree: ast.Module,
        names: Names,
        source: Source,
        parents: dict[ast.AST, ast.AST],
        owner: Scope,
        name: str,
    ) -> None:
        self.names, self.source, self.parents, self.name = names, source, parents, name
        self.owner = owner
        self.nodes = [
            n
            for n in ast.walk(tree)
            if isinstance(n, ast.Name)
            and n.id == name
            and names.scope_of.get(n, names.module_scope).find(n.id) is owner
        ]
        self.found: dict[ast.stmt, str | None] = {}
        self.keys: dict[ast.stmt, tuple[ast.stmt, list[str]]] = {}  # statement -> start of the dict, its keys
        self.known: set[ast.Name] = set()
        self.declared = {n for g in ast.walk(tree) if isinstance(g, (ast.Global, ast.Nonlocal)) for n in g.names}

    def edits(self) -> list[tuple[ast.stmt, str | None]]:
        """The statements to replace and those to take out (None); raises Undecided."""
        if len(self.owner.bindings.get(self.name, [])) != len([n for n in self.nodes if isinstance(n.ctx, ast.Store)]):
            raise Undecided  # a parameter, or bound in another way
        for node in self.nodes:
            current = self.parents.get(node)
            while current is not None and current is not self.owner.node:
                if isinstance(current, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.GeneratorExp)):
                    raise Undecided  # it may run later
                current = self.parents.get(current)
        self._walk(getattr(self.owner.node, "body", []), None)
        if set(self.nodes) - self.known:
            raise Undecided
        for statement in self.found:
            if self.found[statement] is None and self._empties(statement):
                raise Undecided
            if not self.source.alone(statement):
                raise Undecided
        return list(self.found.items())

    def _empties(self, statement: ast.stmt) -> bool:
        """Whether a block would have no statement left without those that are taken out."""
        parent = self.parents[statement]
        return all(s in self.found and self.found[s] is None for s in block_of(statement, parent) or ())

    # ------------------------------------------------------------ statements in order
    def _walk(self, block: list[ast.stmt], pieces: Pieces | None) -> Pieces | None:
        for statement in block:
            made = self._made(statement)
            added = self._added(statement) if made is None else None
            if made is not None:
                pieces = made
            elif added is not None:
                pieces = self._extend(pieces, statement, added)
            elif isinstance(statement, ast.With):
                if self._mentions(statement.items):
                    self._use(statement.items, pieces)
                pieces = self._walk(statement.body, pieces)
            elif self._mentions([statement]):
                pieces = self._inside(statement, pieces)
            elif pieces is not None:
                pieces.since.append(statement)
        return pieces

    def _inside(self, statement: ast.stmt, pieces: Pieces | None) -> Pieces | None:
        """A statement that uses the dict, or a compound one that has it inside."""
        within = blocks(statement)
        within += [h.body for h in getattr(statement, "handlers", [])]
        if not any(self._changes(s) for b in within for s in b):
            self._use([statement], pieces)
            if pieces is not None:
                pieces.since.append(statement)
            return pieces
        heads = [c for c in ast.iter_child_nodes(statement) if not isinstance(c, (ast.stmt, ast.ExceptHandler))]
        if self._mentions(heads):
            self._use(heads, pieces)
        loop = isinstance(statement, LOOPS)
        ends: list[Pieces | None] = []
        for block in within:
            inner = None
            if pieces is not None and isinstance(statement, (ast.If, *LOOPS)):
                since, loops = list(pieces.since), pieces.loops
                inner = Pieces(pieces.items, pieces.statement, pieces.start, True, since, loops)
                if loop:
                    inner.since.append(statement)  # each time round after all that happens in it
                    inner.loops = [*pieces.loops, statement]
            ends.append(self._walk(block, inner))
        if isinstance(statement, ast.If) and pieces is not None:
            return self._either_way(statement, pieces, ends)
        if loop and pieces is not None:
            self._check_rounds(statement, pieces)
            if not pieces.used and not self._used_again(statement) and self._light(pieces.items):
                self.found[pieces.statement] = None
        return None

    @staticmethod
    def _either_way(statement: ast.If, before: Pieces, ends: list[Pieces | None]) -> Pieces | None:
        """The dict after branches that change it: of the values that they set differently nothing is known."""
        first, second = ends[0], ends[1]
        if first is None or second is None or not first.start is second.start is before.start:
            return None
        known = {item.key: item for item in second.items}
        if set(known) != {item.key for item in first.items}:
            return None
        items = [i if i.value == known[i.key].value else Item(i.key, "", [], [], True) for i in first.items]
        return Pieces(items, statement, before.start, True, [*before.since, statement], before.loops)

    def _check_rounds(self, loop: ast.stmt, pieces: Pieces) -> None:
        """A dict that each round of a loop changes has the same keys after each change."""
        inside = {id(n) for n in ast.walk(loop)}
        keys = {
            tuple(sorted(keys))
            for statement, (start, keys) in self.keys.items()
            if start is pieces.start and id(statement) in inside and self.found.get(statement) is not None
        }
        if len(keys) > 1:
            raise Undecided

    def _used_again(self, loop: ast.stmt) -> bool:
        """Whether a dict from before a loop may be used unchanged after it, or in it before it is changed."""
        end = loop.end_lineno or loop.lineno
        later = any(n.lineno > end and isinstance(n.ctx, ast.Load) for n in self.nodes)
        first = next((s for s in loop.body if self._mentions([s])), None)  # type: ignore[attr-defined]
        return later or first is None or self.found.get(first) is None and not isinstance(first, ast.Assign)

    # ------------------------------------------------------------ what a statement does
    def _made(self, statement: ast.stmt) -> Pieces | None:
        """The dict that a statement makes: a display, or branches that give the name one each."""
        if isinstance(statement, ast.If) and len(statement.body) == len(statement.orelse) == 1:
            first, second = statement.body[0], statement.orelse[0]
            if self._binds(first) and self._binds(second) and not self._mentions([statement.test]):
                items = self._chosen(statement, first.value, second.value)  # type: ignore[attr-defined]
                if items is None:
                    return None
                self.known |= {first.targets[0], second.targets[0]}  # type: ignore[attr-defined]
                self._write(statement, items)
                return Pieces(items, statement, statement)
        if not self._binds(statement):
            return None
        items = self._display(statement.value)  # type: ignore[attr-defined]
        if items is None:
            raise Undecided
        self.known.add(statement.targets[0])  # type: ignore[attr-defined]
        if not isinstance(statement.value, ast.Dict) and items:  # type: ignore[attr-defined]
            self._write(statement, items)
        self.keys[statement] = statement, [i.key for i in items]
        return Pieces(items, statement, statement)

    def _binds(self, statement: ast.stmt) -> bool:
        return isinstance(statement, ast.Assign) and len(statement.targets) == 1 and statement.targets[0] in self.nodes

    def _chosen(self, statement: ast.If, first: ast.expr, second: ast.expr) -> list[Item] | None:
        """The items of one of two dicts with the same keys."""
        yes, no = self._display(first), self._display(second)
        if yes is None or no is None or [i.key for i in yes] != [i.key for i in no]:
            return None
        differing = [n for n, (i, j) in enumerate(zip(yes, no, strict=True)) if i.value != j.value]
        if len(differing) > 1 and not _simple(statement.test):
            return None
        if differing and not self._light(yes[: differing[0]]):
            return None  # a value would be computed before the test
        return [self._either(statement.test, i, j) for i, j in zip(yes, no, strict=True)]

    def _either(self, test: ast.expr, yes: Item, no: Item) -> Item:
        if yes.value == no.value:
            return yes
        text = self.source.segment(test)
        if any("\n" in t for t in (yes.value, no.value, text)):
            raise Undecided
        nodes = [test, *yes.values, *no.values]
        return Item(yes.key, f"{yes.value} if {text} else {no.value}", [*yes.keys, *no.keys], nodes)

    def _display(self, node: ast.expr) -> list[Item] | None:
        """The items of an expression that makes a dict."""
        if self._mentions([node]):
            return None
        return items_of(self.source, node)

    def _added(self, statement: ast.stmt) -> list[Item] | None:
        """The items that a statement sets; None where it sets none."""
        segment = self.source.segment
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target = statement.targets[0]
            if isinstance(target, ast.Subscript) and target.value in self.nodes:
                if self._mentions([target.slice, statement.value]) or isinstance(target.slice, ast.Slice):
                    raise Undecided
                self.known.add(target.value)  # type: ignore[arg-type]
                return [Item(segment(target.slice), segment(statement.value), [target.slice], [statement.value])]
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            func = statement.value.func
            if isinstance(func, ast.Attribute) and func.attr == "update" and func.value in self.nodes:
                given = statement.value.args
                items = self._display(given[0]) if len(given) == 1 and not statement.value.keywords else None
                if items is None:
                    raise Undecided
                self.known.add(func.value)  # type: ignore[arg-type]
                return items
        if isinstance(statement, ast.If) and len(statement.body) == len(statement.orelse) == 1:
            branches = [*statement.body, *statement.orelse]
            if all(isinstance(s, (ast.Assign, ast.Expr)) and not self._binds(s) for s in branches):
                if not self._mentions([statement.test]) and all(self._changes(s) for s in branches):
                    yes, no = self._added(branches[0]), self._added(branches[1])
                    if yes and no and len(yes) == len(no) == 1 and yes[0].key == no[0].key:
                        return [self._either(statement.test, yes[0], no[0])]
        return None

    def _changes(self, statement: ast.stmt) -> bool:
        """Whether a statement binds the name or sets an item anywhere inside."""
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node in self.nodes:
                parent = self.parents[node]
                if isinstance(node.ctx, ast.Store) or isinstance(parent, ast.Attribute):
                    return True
                if isinstance(parent, ast.Subscript) and not isinstance(parent.ctx, ast.Load):
                    return True
        return False

    def _extend(self, pieces: Pieces | None, statement: ast.stmt, added: list[Item]) -> Pieces:
        if pieces is None:
            raise Undecided
        items = list(pieces.items)
        if pieces.since or pieces.used:
            for item in items:
                if not all(self._steady(n, pieces.since) for n in item.values):
                    raise Undecided
                if not all(self._steady(n, pieces.since, True) for n in item.keys):
                    raise Undecided
        for new in added:
            if pieces.loops and not all(self._steady(n, pieces.loops, True) for n in new.keys):
                raise Undecided  # each round may add an item of its own
            old = next((i for i, item in enumerate(items) if item.key == new.key), None)
            if old is None:
                items.append(new)
                continue
            if not self._light(items[old:]):
                raise Undecided  # it would not be computed, or after what came later
            items[old] = new
        if any(item.open for item in items):
            raise Undecided
        if not pieces.used and pieces.statement is not statement:
            self.found[pieces.statement] = None
        self._write(statement, items)
        self.keys[statement] = pieces.start, [i.key for i in items]
        return Pieces(items, statement, pieces.start, loops=pieces.loops)

    def _write(self, statement: ast.stmt, items: list[Item]) -> None:
        self.found[statement] = f"{self.name} = {written(items, self.source.indent_of(statement))}"

    @staticmethod
    def _light(items: list[Item]) -> bool:
        """Whether computing the values does nothing."""
        return all(_simple(n) for item in items for n in item.values)

    def _steady(self, node: ast.expr, since: list[ast.stmt], key: bool = False) -> bool:
        """Whether a value, or a key, is the same when it is written again after some statements."""
        if not _simple(node, key):
            return False
        read = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        if not key and read & self.declared:
            return False  # another function may bind it
        read |= {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
        return not any(
            isinstance(n, (ast.Name, ast.Attribute))
            and (n.id if isinstance(n, ast.Name) else n.attr) in read
            and not isinstance(n.ctx, ast.Load)
            for statement in since
            for n in ast.walk(statement)
        )

    # ------------------------------------------------------------ uses
    def _mentions(self, nodes: list) -> bool:
        return any(n in self.nodes for node in nodes for n in ast.walk(node) if isinstance(n, ast.Name))

    def _use(self, nodes: list, pieces: Pieces | None) -> None:
        """Every mention is the feed dict of a run, or is given back."""
        fed = {id(fed_by(n)) for node in nodes for n in ast.walk(node) if fed_by(n) is not None}
        for node in nodes:
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name) and inner in self.nodes:
                    if id(inner) not in fed and not isinstance(self.parents[inner], ast.Return):
                        raise Undecided
                    self.known.add(inner)
        if pieces is not None:
            pieces.used = True


# ---------------------------------------------------------------- dicts
def items_of(source: Source, node: ast.expr) -> list[Item] | None:
    """The items of `{...}`, `dict()`, `dict([(k, v), ...])` and `dict(zip([...], [...]))` with different keys."""
    pairs: list[tuple[ast.expr, ast.expr]] | None = None
    if isinstance(node, ast.Dict) and None not in node.keys:
        pairs = list(zip(node.keys, node.values, strict=True))  # type: ignore[arg-type]
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "dict":
        if node.keywords or len(node.args) > 1:
            return None
        inner = node.args[0] if node.args else ast.List([])
        if isinstance(inner, (ast.List, ast.Tuple)):
            elements = [e.elts for e in inner.elts if isinstance(e, (ast.Tuple, ast.List)) and len(e.elts) == 2]
            if len(elements) == len(inner.elts):
                pairs = [(k, v) for k, v in elements]
        elif isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "zip":
            if len(inner.args) == 2 and all(isinstance(a, (ast.List, ast.Tuple)) for a in inner.args):
                keys, values = inner.args[0].elts, inner.args[1].elts  # type: ignore[attr-defined]
                if len(keys) == len(values) and not any(isinstance(e, ast.Starred) for e in [*keys, *values]):
                    pairs = list(zip(keys, values, strict=True))
    if pairs is None:
        return None
    items = [Item(source.segment(k), source.segment(v), [k], [v]) for k, v in pairs]
    return items if len({i.key for i in items}) == len(items) else None


def written(items: list[Item], indent: str) -> str:
    """A display of the items, on lines of their own where it is long."""
    text = "{" + ", ".join(f"{i.key}: {i.value}" for i in items) + "}"
    if len(text) <= 90 and "\n" not in text:
        return text
    return "{\n" + "".join(f"{indent}    {i.key}: {i.value},\n" for i in items) + indent + "}"


def _simple(node: ast.expr, key: bool = False) -> bool:
    """A name, a constant or a test of them, whose value computing does nothing; a key may be an attribute."""
    simple = (
        ast.Name,
        ast.Constant,
        ast.UnaryOp,
        ast.Compare,
        ast.BoolOp,
        ast.Load,
        ast.unaryop,
        ast.cmpop,
        ast.boolop,
    )
    simple += (ast.Attribute,) if key else ()
    return all(isinstance(n, simple) for n in ast.walk(node))
