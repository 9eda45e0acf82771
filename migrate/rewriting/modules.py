"""Helpers that make variables of their own become `tf.Module` classes.

`l1 = add_layer(x, 1, 10)` made a weight at each call; in TensorFlow 2 an object made once beside the call holds it:
`l1_layer = AddLayer(1, 10)`, and the function calls `l1_layer(x)`. A helper that calls such helpers holds their
objects.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrate.edits import reindent
from migrate.names import fresh
from migrate.planning import Hoist
from migrate.rewriting import arguments as args
from migrate.rewriting import breaking, built, hoisting, looped_objects, recurrent, summaries
from migrate.rewriting.looped_objects import RESERVED
from migrate.rewriting.objects import Key, Objects
from migrate.stages import recurrent as cells
from migrate.stages import shapes, sizes
from migrate.stages.interpreter import Mixed
from migrate.stages.program import NestedHelper, Obstacle
from migrate.stages.regularizers import Regularizer
from migrate.stages.values import (
    Function,
    Handle,
    Host,
    Initializer,
    Map,
    Method,
    Placeholder,
    Seq,
    Symbol,
    Tensor,
    Value,
    Variable,
    leaves,
)

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

STEP = "    "


@dataclass(eq=False)
class Event:
    """Something that the constructor makes: variables, a layer, recurrent cells, or the object of another helper."""

    kind: str  # "statement", "expression", "layer", "cells", "object", "loop"
    node: ast.AST
    statement: ast.stmt
    hoists: list[Hoist] = field(default_factory=list)
    name: str = ""
    guards: list[tuple[ast.expr, bool]] = field(default_factory=list)
    moved: list[ast.Assign] = field(default_factory=list)  # the statements that make cells
    size: str = ""  # the parameter for the number of input features of cells or of a layer


@dataclass(eq=False)
class Maker:
    """A helper as a class: what it makes, what its constructor needs and what its calls need."""

    definition: ast.FunctionDef
    class_name: str
    events: list[Event] = field(default_factory=list)
    build: list[str] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    sizes: dict[str, list[ast.AST]] = field(default_factory=dict)  # parameter -> expressions, or a call it is handed to
    handed: dict[str, str] = field(default_factory=dict)  # parameter -> that of the helper called there
    carried: list[ast.stmt] = field(default_factory=list)  # host statements that the constructor needs
    stored: list[str] = field(default_factory=list)  # parameters that the object keeps for its calls
    gone: set[ast.stmt] = field(default_factory=set)  # statements that leave the call
    kept: list[ast.Name] = field(default_factory=list)  # what the call reads
    lines: list[str] = field(default_factory=list)

    def event_of(self, call: ast.AST) -> Event | None:
        return next((e for e in self.events if e.node is call), None)


# ---------------------------------------------------------------- choosing
def choose(context: Context) -> None:
    """Helpers whose variables cannot simply stand beside their one call become classes too."""
    plan = context.plan
    for hoist in plan.hoists:
        if hoist.definition in plan.modules or hoist.node in context.interp.layers:
            if hoist.definition not in plan.modules and not hoisting.straight(context, hoist.node, hoist.definition):
                plan.modules.add(hoist.definition)
            continue
        if not hoisting.movable(context, hoist):
            plan.modules.add(hoist.definition)


def prepare(context: Context) -> None:
    """Decides on every class: its attributes, and which parameters its constructor and its calls get."""
    if not context.plan.modules:
        return
    objects = context.objects = Objects(context)
    order = _callees_first(context)
    for definition in order:
        _check(context, definition)
        context.modules[definition] = Maker(definition, _class_name(context, definition))
    for definition in order:
        _events(context, context.modules[definition])
        _name(context, context.modules[definition])
    for definition in order:
        _Parameters(context, context.modules[definition]).find()
        _attributes(context, context.modules[definition])
    for definition in order:
        _targets(context, definition, objects)
    for hoist in objects.hoists:
        _access(context, hoist)
    _direct(context)


def _direct(context: Context) -> None:
    """Names of the scope that stand for variables of an object."""
    for (unit, name), variable in context.plan.direct.items():
        for node in ast.walk(unit.node):
            if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load):
                if context.value(node) is not variable:
                    raise Obstacle(node, f"`{name}` stands for a variable and for something else")
                context.source.replace(node, variable.access or name)


def _callees_first(context: Context) -> list[ast.FunctionDef]:
    inner: dict[ast.AST, list[ast.AST]] = {d: [] for d in context.plan.modules}
    for hoist in context.plan.hoists:
        functions = [f for f, _ in hoist.chain if f in inner]
        for outer, called in zip(functions, functions[1:], strict=False):
            if called not in inner[outer]:
                inner[outer].append(called)
    ordered: list[ast.FunctionDef] = []

    def visit(definition: ast.AST) -> None:
        if definition not in ordered:
            for called in inner[definition]:
                visit(called)
            ordered.append(definition)  # type: ignore[arg-type]

    for definition in sorted(context.plan.modules, key=lambda d: d.lineno):
        visit(definition)
    return ordered


def _check(context: Context, definition: ast.FunctionDef) -> None:
    arguments = definition.args
    if (
        arguments.vararg
        or arguments.kwarg
        or arguments.kwonlyargs
        or arguments.posonlyargs
        or definition.decorator_list
    ):
        raise Obstacle(definition, "a helper that makes variables and takes any number of arguments")
    if "self" in context.names.inner_scope(definition).bindings:
        raise Obstacle(definition, "a helper that makes variables and has a name `self`")
    for node in ast.walk(context.tree):
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
            if getattr(node, "id", getattr(node, "attr", "")) != definition.name:
                continue
            value = context.value(node)
            named = isinstance(node, ast.Name) and value is None
            if not named and getattr(value, "node", None) is not definition:
                continue
            parent = context.interp.parents.get(node)
            if not (isinstance(parent, ast.Call) and parent.func is node):
                raise Obstacle(node, "a helper that makes variables is passed on")


def _class_name(context: Context, definition: ast.FunctionDef) -> str:
    wished = "".join(part[:1].upper() + part[1:] for part in definition.name.split("_"))
    return wished if wished == definition.name else context.fresh(wished)


# ---------------------------------------------------------------- what is made
def _events(context: Context, maker: Maker) -> None:
    """Everything that a call of the helper makes, in TF1's order."""
    objects, definition = context.objects, maker.definition
    found: dict[int, Event] = {}
    reached: dict[int, set[Key]] = {}
    for hoist in objects.hoists:
        for depth, (function, _) in enumerate(hoist.chain):
            if function is not definition:
                continue
            if depth + 1 < len(hoist.chain):
                node: ast.AST = hoist.chain[depth + 1][1]
                kind = "object"
            else:
                node = hoist.node
                kind = "cells" if hoist.build else "layer" if node in context.interp.layers else "expression"
            statement = _statement(context, node)
            if kind != "cells" and hoist.node is node and context.interp.parents_in_loop(node):
                node, kind = looped_objects.loop(context, hoist), "loop"
                statement = node
            if kind == "expression" and _holds_variables(context, statement, definition):
                node, kind = statement, "statement"
            # one call may run two cells
            first = cells.static_roots(hoist.build.cell)[0].node if kind == "cells" else node  # type: ignore[union-attr]
            event = found.setdefault(id(first), Event(kind, node, statement))
            event.hoists.append(hoist)
            reached.setdefault(id(first), set()).add(objects.key(hoist, depth))
    everywhere = set(objects.objects(definition))
    for key, event in found.items():
        made = cells.static_roots(event.hoists[0].build.cell)[0].node if event.kind == "cells" else event.node  # type: ignore[union-attr]
        event.guards = _guards(context, made, definition)
        for hoist in event.hoists:
            if not context.interp.decided(hoist.making):  # type: ignore[arg-type]
                raise Obstacle(event.node, "a variable is made under a condition")
        if not event.guards and reached[key] != everywhere:
            raise Obstacle(event.node, "a variable is made at some calls of a helper")
        if event.kind == "cells":
            _cells(context, maker, event)
        if event.kind == "loop":
            event.moved = looped_objects.lists(context, event.hoists)
    maker.events = sorted(found.values(), key=lambda e: (e.node.end_lineno, e.node.end_col_offset))  # type: ignore[attr-defined]


def _statement(context: Context, node: ast.AST) -> ast.stmt:
    current: ast.AST = node
    while not isinstance(current, ast.stmt):
        current = context.interp.parents[current]
    return current


def _holds_variables(context: Context, statement: ast.stmt, definition: ast.FunctionDef) -> bool:
    """Whether a statement only gives names to new variables, or to lists and dicts of them."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return False
    target = statement.targets[0]
    names = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
    bindings = context.names.inner_scope(definition).bindings
    if not all(isinstance(n, ast.Name) and len(bindings.get(n.id, [])) == 1 for n in names):
        return False
    value = context.interp.value_of.get(id(statement.value))
    if isinstance(target, ast.Name) and isinstance(value, (Seq, Map)) and value.open:
        return False
    found = list(leaves(value)) if value is not None else []
    return bool(found) and all(isinstance(leaf, Variable) for leaf in found)


def _guards(context: Context, node: ast.AST, definition: ast.AST) -> list[tuple[ast.expr, bool]]:
    """The conditions under which a statement of the helper runs, outermost first."""
    found: list[tuple[ast.expr, bool]] = []
    child, current = node, context.interp.parents.get(node)
    while current is not None and current is not definition:
        if isinstance(current, ast.If):
            found.insert(0, (current.test, any(child is s for s in current.body)))
        elif isinstance(current, (ast.IfExp, ast.BoolOp, ast.Lambda, ast.FunctionDef, ast.Try)):
            raise Obstacle(node, "a variable is made under a condition")
        elif isinstance(current, (ast.For, ast.While, ast.ListComp, ast.DictComp, ast.SetComp, ast.GeneratorExp)):
            raise Obstacle(node, "variables are made in a loop")
        child, current = current, context.interp.parents.get(current)
    return found


def _cells(context: Context, maker: Maker, event: Event) -> None:
    """The statements that make the cells of one network, and the names that the cells get."""
    state = context.recurrent
    for hoist in event.hoists:
        roots = cells.static_roots(hoist.build.cell)  # type: ignore[union-attr]
        inside = [c for root in roots for c in cells.inner_cells(root)]
        event.moved = recurrent.making_statements(context, maker.definition, inside)
        for cell in inside:
            statement = _statement(context, cell.node)
            if isinstance(statement, ast.Assign) and statement in event.moved and statement.value is cell.node:
                state.names[cell] = f"self.{statement.targets[0].id}"  # type: ignore[attr-defined]
        for root in roots:
            if root not in state.names:
                raise Obstacle(root.node, "a recurrent cell without a name of its own")


# ---------------------------------------------------------------- names
def _name(context: Context, maker: Maker) -> None:
    bindings = context.names.inner_scope(maker.definition).bindings
    taken = _taken(maker)
    for event in maker.events:
        if event.kind in ("statement", "cells", "loop"):
            continue
        target = None
        if isinstance(event.statement, ast.Assign) and event.statement.value is event.node:
            first = event.statement.targets[0]
            first = first.elts[0] if isinstance(first, ast.Tuple) else first
            if isinstance(first, ast.Name) and len(bindings.get(first.id, [])) == 1:
                target = first.id
        wished = _given_name(context, event) or target or _kind_name(context, event)
        name = fresh(wished, taken)
        event.name = name
        for hoist in event.hoists:
            if event.kind != "object":
                hoist.name = name


def _given_name(context: Context, event: Event) -> str | None:
    """The name that the program gives a variable, a layer or a scope there, as a Python name."""
    if event.kind == "object" or not isinstance(event.node, ast.Call):
        return None
    node = event.node
    given = next((k.value for k in node.keywords if k.arg in ("name", "scope")), None)
    if given is None and context.names.resolve(node.func) == "tensorflow.get_variable" and node.args:
        given = node.args[0]
    if not isinstance(given, ast.Constant) or not isinstance(given.value, str):
        return None
    word = re.sub(r"\W+", "_", given.value.rsplit("/", 1)[-1]).strip("_").lower()
    return word if word.isidentifier() else None


def _kind_name(context: Context, event: Event) -> str:
    if event.kind == "layer":
        path = context.names.resolve(event.node.func) or ""  # type: ignore[attr-defined]
        return path.rsplit(".", 1)[-1]
    if event.kind == "object":
        function = event.node.func  # type: ignore[attr-defined]
        name = function.attr if isinstance(function, ast.Attribute) else function.id
        return name.lower()
    function = event.node.func if isinstance(event.node, ast.Call) else None
    return function.id.lower() if isinstance(function, ast.Name) else "variable"


# ---------------------------------------------------------------- parameters
class _Parameters:
    """Which of the helper's parameters its constructor needs, and which its calls."""

    def __init__(self, context: Context, maker: Maker) -> None:
        self.context = context
        self.maker = maker
        self.definition = maker.definition
        self.scope = context.names.inner_scope(maker.definition)
        self.names = [a.arg for a in maker.definition.args.args]
        self.making: set[str] = set()
        self.inside: set[int] = set()  # nodes that only the constructor evaluates
        self.hoists = [h for e in maker.events for h in e.hoists]

    def find(self) -> None:
        maker, context = self.maker, self.context
        for event in maker.events:
            for test, _ in event.guards:
                self._need(test)
            for node in self._build_nodes(event):
                self._need(node)
                if event.kind != "object":
                    self.inside |= {id(n) for n in ast.walk(node)}
            if event.kind == "object":
                self._hand_sizes(event)
                inner = context.modules[_called(context, event.node)]
                for name, given in _given(inner.definition, event.node).items():
                    if name not in inner.run:
                        self.inside |= {id(n) for n in ast.walk(given)}
            if event.kind == "cells":
                known = next((e.size for e in maker.events if e.size and e.node is event.node), None)
                event.size = known or self._fresh("input_size")
                maker.sizes[event.size] = [event.node]
            if event.kind == "layer" and built.sizes_differ(context, event.hoists):
                event.size = self._fresh("input_size")
                maker.sizes[event.size] = [event.node]
            if event.kind in ("statement", "loop"):
                maker.gone.add(event.statement)
            maker.gone |= set(event.moved)
        self._shared_calls()
        self._gone()
        required = [n for n in self.names if n in self.making and not self._has_default(n)]
        maker.build = [
            *required,
            *maker.sizes,
            *(n for n in self.names if n in self.making and n not in required),
        ]
        maker.kept = self._kept()
        tagged = summaries.tag_parameters(context, self.definition)
        kept = {n.id for n in maker.kept if n.id in self.names} | tagged
        maker.run = [n for n in self.names if n in kept]
        for name in maker.run[:]:
            alone = name in maker.build and len(self.scope.bindings[name]) == 1 and name not in _taken(maker)
            if alone and name not in tagged and self._always(name):
                maker.stored.append(name)
                maker.run.remove(name)

    def _build_nodes(self, event: Event) -> list[ast.AST]:
        context = self.context
        if event.kind == "statement":
            return [event.statement.value]  # type: ignore[attr-defined]
        if event.kind == "layer":
            return hoisting.build_parts(context, event.node)
        if event.kind == "cells":
            return [s.value for s in event.moved]
        if event.kind == "loop":
            return looped_objects.read(event.node, event.moved)
        if event.kind == "object":
            inner = context.modules[_called(context, event.node)]
            given = _given(inner.definition, event.node)
            return [given[name] for name in inner.build if name in given]
        return [event.node]

    def _fresh(self, wished: str) -> str:
        return fresh(wished, {*self.scope.bindings, *self.maker.sizes})

    def _need(self, node: ast.AST) -> None:
        """Notes what an expression reads that the constructor evaluates."""
        context = self.context
        if isinstance(node, ast.keyword) or not isinstance(node, (ast.expr, ast.comprehension)):
            for child in ast.iter_child_nodes(node):
                self._need(child)
            return
        if self._is_size(node) or node in context.interp.collections_given:  # variable_collections takes these out
            return
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            owner = context.names.scope_of.get(node, context.names.module_scope).find(node.id)
            if owner is self.scope:
                self._need_name(node)
            return
        for child in ast.iter_child_nodes(node):
            self._need(child)

    def _is_size(self, node: ast.AST) -> bool:
        """A number taken from a tensor's shape becomes a parameter of the constructor."""
        if not any(id(node) in h.making.sizes for h in self.hoists):  # type: ignore[union-attr]
            return False
        known = next((p for p, nodes in self.maker.sizes.items() if any(self._alike(n, node) for n in nodes)), None)
        if isinstance(node, ast.Name):
            bindings = self.scope.bindings.get(node.id, [])
            if len(bindings) != 1 or isinstance(bindings[0], ast.arg):
                return False
            self.maker.sizes.setdefault(node.id, []).append(node)
            return True
        given = self._given_size(node) if known is None else None
        if given is not None:
            self.making.add(given)
            self.context.source.replace(node, given)
            return True
        if known is None:
            root = next(
                (n.id for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in self.scope.bindings), "input"
            )
            last = isinstance(node, ast.Subscript) and ast.unparse(node.slice) == "-1"
            known = self._fresh("input_size" if last else f"{root}_size")
        self.maker.sizes.setdefault(known, []).append(node)
        self.context.source.replace(node, known)
        return True

    def _alike(self, first: ast.AST, second: ast.AST) -> bool:
        """Whether two expressions are the same, and no name in them is bound again between them."""
        places = sorted([first.lineno, second.lineno])  # type: ignore[attr-defined]
        names = [n.id for n in ast.walk(first) if isinstance(n, ast.Name)]
        bound = [b.lineno for name in names for b in self.scope.bindings.get(name, [])]  # type: ignore[attr-defined]
        return _same(first, second) and not any(places[0] <= line < places[1] for line in bound)

    def _given_size(self, node: ast.AST) -> str | None:
        """The parameter that is the same number as a size at each call, `n` for the features of `tf.matmul(x, w)`."""
        interp = self.context.interp
        for parameter in self.definition.args.args:
            if len(self.scope.bindings.get(parameter.arg, [])) != 1:
                continue
            pairs = []
            for making in [h.making for h in self.hoists if h.making is not None and id(node) in h.making.sizes]:
                value = making.known[making.functions.index(self.definition)].get(parameter.arg)
                name = shapes.scope_name(interp, value, making.unit.scope) if value is not None else None
                pairs.append((name, making.sizes.get(id(node))))
            if pairs and all(name is not None and name == size for name, size in pairs):
                return parameter.arg
        return None

    def _need_name(self, node: ast.Name) -> None:
        context = self.context
        bindings = self.scope.bindings[node.id]
        around = next((e.node for e in self.maker.events if e.kind == "loop" and _within(node, e.node)), None)
        if around is not None:
            bindings = looped_objects.bindings(context, node, bindings, around)
        value = context.value(node)
        if isinstance(value, Variable) and any(h.variable.node is value.node for h in self.hoists):
            return  # read from the object
        if any(node.id == s.targets[0].id for e in self.maker.events for s in e.moved):  # type: ignore[attr-defined]
            return
        if not _made_outside_runs(value):
            raise Obstacle(node, f"`{node.id}` is computed inside the helper")
        if any(isinstance(b, ast.arg) for b in bindings):
            self.making.add(node.id)
        for binding in bindings:
            if isinstance(binding, ast.arg):
                continue
            if isinstance(binding, ast.FunctionDef) and len(bindings) == 1:
                raise NestedHelper(node, binding, f"`{node.id}` is computed inside the helper")
            statement = context.interp.parents.get(binding)
            several = isinstance(statement, (ast.Tuple, ast.List))  # `rows, columns = 3, 4`
            statement = context.interp.parents.get(statement) if several else statement  # type: ignore[arg-type]
            plain = isinstance(statement, (ast.Assign, ast.AugAssign)) and hoisting.straight(
                context, statement, self.definition
            )
            if plain and several:
                plain = self._gives_host_values(statement)  # type: ignore[arg-type]
            elif plain and isinstance(statement, ast.Assign):
                plain = statement.targets == [binding]
            if not plain:
                raise Obstacle(node, f"`{node.id}` is computed inside the helper")
            if statement not in self.maker.carried:
                self.maker.carried.append(statement)  # type: ignore[arg-type]
                self._need(statement.value)  # type: ignore[union-attr]

    def _gives_host_values(self, statement: ast.stmt) -> bool:
        """Whether a statement gives each of some names a value of Python, and nothing else does."""
        targets = statement.targets if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else []
        names = targets[0].elts if targets and isinstance(targets[0], (ast.Tuple, ast.List)) else []
        if not all(isinstance(n, ast.Name) and len(self.scope.bindings.get(n.id, [])) == 1 for n in names):
            return False
        value = self.context.interp.value_of.get(id(statement.value))  # type: ignore[attr-defined]
        return value is not None and all(isinstance(x, Host) for x in leaves(value))

    def _hand_sizes(self, event: Event) -> None:
        """What an inner object needs to know of shapes: a number where it is always the same, else a parameter."""
        context = self.context
        inner = context.modules[_called(context, event.node)]
        for name in inner.sizes:
            if len(_handed_values(context, event, name)) == 1 and isinstance(
                _handed_values(context, event, name)[0], int
            ):
                continue
            wished = self._fresh(name if name not in self.maker.sizes else f"{event.name}_{name}")
            self.maker.sizes[wished] = [event.node]
            self.maker.handed[wished] = name

    # -------------------------------------------------------------- what leaves the call
    def _shared_calls(self) -> None:
        """Calls that share an object of this helper hand over what a call needs, no more."""
        for node in ast.walk(self.definition):
            if isinstance(node, ast.Call) and self.context.objects.target(node) and self.maker.event_of(node) is None:
                inner = self.context.modules[_called(self.context, node)]
                for name, given in _given(inner.definition, node).items():
                    if name not in inner.run:
                        self.inside |= {id(n) for n in ast.walk(given)}

    def _gone(self) -> None:
        """Statements that only served the making of variables leave the call."""
        maker = self.maker
        for statement in ast.walk(self.definition):
            if isinstance(statement, ast.Expr) and reuses(self.context, statement):
                maker.gone.add(statement)
        changed = True
        while changed:
            changed = False
            read = {n.id for n in self._kept()}
            for statement in ast.walk(self.definition):
                if not isinstance(statement, ast.stmt) or statement in maker.gone:
                    continue
                if isinstance(statement, ast.If) and all(s in maker.gone for s in [*statement.body, *statement.orelse]):
                    maker.gone.add(statement)
                    changed = True
                elif isinstance(statement, ast.Assign) and statement is not self.definition.body[-1]:
                    targets = [n for t in statement.targets for n in ast.walk(t) if isinstance(n, ast.Name)]
                    plain = all(isinstance(n.ctx, ast.Store) for n in targets) and targets
                    served = any(self._served(n.id) for n in targets)
                    if plain and served and not any(n.id in read for n in targets):
                        if _made_outside_runs(self.context.value(statement.value)):
                            maker.gone.add(statement)
                            changed = True

    def _served(self, name: str) -> bool:
        """Whether a local name was read to make something."""
        if name in self.maker.sizes or any(
            isinstance(s, (ast.Assign, ast.AugAssign)) and any(_stores(t, name) for t in _targets_of(s))
            for s in self.maker.carried
        ):
            return True
        gone = {id(n) for s in self.maker.gone for n in ast.walk(s)} | self.inside
        sized = {id(n) for nodes in self.maker.sizes.values() for node in nodes for n in ast.walk(node)}
        return any(
            isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load) and id(n) in gone | sized
            for n in ast.walk(self.definition)
        )

    def _kept(self) -> list[ast.Name]:
        """The names that the call still reads."""
        gone = {id(n) for s in self.maker.gone for n in ast.walk(s)} | self.inside
        return [
            n
            for statement in self.definition.body
            for n in ast.walk(statement)
            if isinstance(n, ast.Name)
            and isinstance(n.ctx, ast.Load)
            and id(n) not in gone
            and not _in_dissolved(self.context, n)
        ]

    def _always(self, name: str) -> bool:
        """Whether the calls of one object never differ in an argument."""
        objects = self.context.objects
        for key in objects.objects(self.definition):
            paths = [path for path, own in objects.same.items() if own == key]
            calls = {path[-1] for path in paths}
            call = objects.calls[key[-1]]
            given = _given(self.definition, call).get(name) if isinstance(call, ast.Call) else None
            varies = given is not None and any(isinstance(n, ast.Name) for n in ast.walk(given))
            if len(calls) > 1 or len(paths) > 1 and varies:
                return False
        return True

    def _has_default(self, name: str) -> bool:
        return self.names.index(name) >= len(self.names) - len(self.definition.args.defaults)


def _targets_of(statement: ast.stmt) -> list[ast.expr]:
    return statement.targets if isinstance(statement, ast.Assign) else [statement.target]  # type: ignore[attr-defined]


def _within(node: ast.AST, outer: ast.AST) -> bool:
    return any(n is node for n in ast.walk(outer))


def _stores(target: ast.expr, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(target))


def _taken(maker: Maker) -> set[str]:
    """The attributes that the object has already."""
    found = RESERVED | {e.name for e in maker.events}
    for event in maker.events:
        statements = [event.statement] if event.kind == "statement" else event.moved
        found |= {n.id for s in statements for t in _targets_of(s) for n in ast.walk(t) if isinstance(n, ast.Name)}
    return found


def _same(a: ast.AST, b: ast.AST) -> bool:
    return ast.dump(a) == ast.dump(b)


def _made_outside_runs(value: Value | None) -> bool:
    """Whether a value is known, or drawn, before any run: no tensor of the graph is in it."""
    if value is None:
        return False
    for leaf in leaves(value):
        if isinstance(leaf, Mixed):  # `activation=None` at one call, `tf.tanh` at another
            if not all(_made_outside_runs(option) for option in leaf.flat()):
                return False
        elif isinstance(leaf, Tensor):
            if leaf.placeholders or leaf.variables or leaf.stateful:
                return False
        elif isinstance(leaf, Host):
            if leaf.note.startswith("static"):
                return True
        elif not isinstance(leaf, (Initializer, Symbol, Method, Handle, Regularizer, Function)):
            return False
    return True


def _called(context: Context, call: ast.AST) -> ast.FunctionDef:
    """The helper that a call calls."""
    objects = context.objects
    return next(objects.helper[own] for path, own in objects.same.items() if path[-1] == id(call))  # type: ignore[return-value]


def _given(definition: ast.FunctionDef, call: ast.AST) -> dict[str, ast.expr]:
    """The arguments of a call by the names of the helper's parameters."""
    if not isinstance(call, ast.Call) or args.starred(call):
        raise Obstacle(call, "a helper that makes variables is called with spread arguments")
    given = dict(zip([a.arg for a in definition.args.args], call.args, strict=False))
    given.update({k.arg: k.value for k in call.keywords if k.arg})
    return given


def _handed_values(context: Context, event: Event, name: str) -> list[sizes.Dim]:
    """The sizes that the objects made at one place get, each once."""
    objects = context.objects
    found = [
        _size(context, key, name)
        for key in objects.of
        if key[-1] == id(event.node) and objects.helper[key] is _called(context, event.node)
    ]
    return list(dict.fromkeys(found))


def _size(context: Context, key: Key, name: str) -> sizes.Dim:
    """The number that one object is given for a size; `sizes.ANY` where nobody makes the object."""
    objects = context.objects
    maker = context.modules[objects.helper[key]]  # type: ignore[index]
    nodes = maker.sizes[name]
    if name in maker.handed:
        return _size(context, (*key, id(nodes[0])), maker.handed[name])
    for hoist in objects.of[key]:
        if hoist.build is not None and hoist.node is nodes[0]:
            if not isinstance(hoist.chain[0][1], ast.Call):
                return sizes.ANY
            return hoist.build.input_size
        if hoist.node is nodes[0] and hoist.variable.input_shape is not None:
            return hoist.variable.input_shape[-1]
    found: sizes.Dim = None
    for hoist in objects.of[key]:
        for node in nodes:
            found = hoist.making.sizes.get(id(node), found)  # type: ignore[union-attr]
    if found is None:
        text = ast.unparse(nodes[0])
        raise Obstacle(nodes[0], f"`{text}`, a dimension of a tensor, is not known from the text")
    return found


def _in_dissolved(context: Context, node: ast.AST) -> bool:
    """Whether a name only serves a variable scope, which goes."""
    current = context.interp.parents.get(node)
    while current is not None and not isinstance(current, ast.stmt):
        if isinstance(current, ast.withitem):
            return context.interp.parents.get(current) in context.interp.transparent
        current = context.interp.parents.get(current)
    return False


def reuses(context: Context, statement: ast.stmt) -> bool:
    """`scope.reuse_variables()`: what it shares is the same object in TensorFlow 2."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return False
    owner = context.value(call.func.value)
    return (
        call.func.attr == "reuse_variables" and isinstance(owner, Handle) and owner.kind in ("scope", "variable-scope")
    )


# ---------------------------------------------------------------- edits before the statements are rewritten
def _attributes(context: Context, maker: Maker) -> None:
    """What the constructor makes is read as `self.name`."""
    source, definition = context.source, maker.definition
    held: set[str] = set()  # names of lists and dicts of variables
    cell_names: set[str] = set()
    for event in maker.events:
        if event.kind == "statement":
            target = event.statement.targets[0]  # type: ignore[attr-defined]
            held |= {n.id for n in ast.walk(target) if isinstance(n, ast.Name)}
        if event.kind == "loop":
            held |= {s.targets[0].id for s in event.moved}  # type: ignore[attr-defined]
            continue
        cell_names |= {s.targets[0].id for s in event.moved}  # type: ignore[attr-defined]
    kept = {id(n) for n in maker.kept}
    for inner in ast.walk(definition):
        if not isinstance(inner, ast.Name):
            continue
        if inner.id in maker.stored:
            if id(inner) in kept:
                source.replace(inner, f"self.{inner.id}")
            continue
        owner = context.names.scope_of.get(inner, context.names.module_scope).find(inner.id)
        if owner is None or owner.node is not definition:
            continue
        if inner.id in held:
            source.replace(inner, f"self.{inner.id}")
        elif inner.id in cell_names:
            moved = any(inner is n for e in maker.events for s in e.moved for n in ast.walk(s))
            if (
                moved
                or recurrent.is_static_cell(context.interp.value_of.get(id(inner)))
                and isinstance(inner.ctx, ast.Load)
            ):
                source.replace(inner, f"self.{inner.id}")


def _targets(context: Context, definition: ast.FunctionDef, objects: Objects) -> None:
    """What each call of the helper is a call of."""
    for entry, *_ in context.interp.calls.get(id(definition), []):
        if not isinstance(entry, ast.Call) or id(entry) in context.module_calls:
            continue
        keys = objects.target(entry)
        holders = {_holder(context, entry, own) for own in keys}
        if len(holders) != 1:
            raise Obstacle(entry, "a helper that makes variables at some calls and shares them at others")
        context.module_calls[id(entry)] = (definition, holders.pop())


def _holder(context: Context, call: ast.Call, key: Key) -> str:
    """What the object of a path is called where a call of it stands."""
    objects = context.objects
    if len(key) == 2:
        return _instance(context, key)
    outer = context.modules[objects.helper[key[:-1]]]  # type: ignore[index]
    if not any(n is call for n in ast.walk(outer.definition)):
        raise Obstacle(call, "variables that helpers of different kinds share by name")
    event = outer.event_of(objects.calls[key[-1]])
    return f"self.{event.name}"  # type: ignore[union-attr]


def _instance(context: Context, key: Key) -> str:
    """The name of an object at the level of the scope."""
    if key not in context.module_objects:
        objects = context.objects
        call, definition = objects.calls[key[1]], objects.helper[key]
        statement = context.interp.parents.get(call)
        target = None
        if isinstance(statement, ast.Assign) and statement.value is call:
            first = statement.targets[0]
            first = first.elts[0] if isinstance(first, ast.Tuple) else first
            target = first.id if isinstance(first, ast.Name) else None
        shared = sum(1 for own in objects.same.values() if own == key) > 1
        several = len([k for k in objects.objects(definition) if len(k) == 2]) > 1
        name: str = definition.name  # type: ignore[attr-defined]
        scope = objects.of[key][0].unit.scope
        if target and not shared and several:
            context.module_objects[key] = context.fresh(f"{target}_layer", scope=scope)
        elif not several and context.modules[definition].class_name != name and not _bound_again(context, definition):  # type: ignore[index]
            context.module_objects[key] = name  # which is free, now that the helper is a class
        else:
            context.module_objects[key] = context.fresh(_layer_name(name), scope=scope)
    return context.module_objects[key]


def _bound_again(context: Context, definition: ast.AST) -> bool:
    """Whether anything but the helper has its name."""
    name = definition.name  # type: ignore[attr-defined]
    for node in ast.walk(context.tree):
        if isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load):
            return True
        if isinstance(node, ast.arg) and node.arg == name:
            return True
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name and node is not definition:
            return True
        if isinstance(node, ast.Import) and any((a.asname or a.name) == name for a in node.names):
            return True
    return False


def _layer_name(name: str) -> str:
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
    return name if name.endswith("_layer") else f"{name}_layer"


def rewrite_call(context: Context, node: ast.Call) -> bool:
    """A call of such a helper, once its arguments are rewritten; False for any other call."""
    found = context.module_calls.get(id(node))
    if found is None:
        return False
    definition, holder = found
    maker = context.modules[definition]
    given = _given(definition, node)
    context.source.replace(node, f"{holder}({_arguments(context, node, given, maker.run)})")
    return True


# ---------------------------------------------------------------- edits after the statements were rewritten
def rewrite(context: Context) -> None:
    """Writes the constructors, makes the objects at the level of the scope, and names their variables."""
    from migrate.rewriting.native import _delete

    for statement in ast.walk(context.tree):
        if isinstance(statement, ast.Expr) and reuses(context, statement):
            whole: ast.stmt = statement
            parent = context.interp.parents.get(whole)
            while isinstance(parent, ast.If) and parent.body == [whole] and not parent.orelse:
                whole, parent = parent, context.interp.parents.get(parent)
            _delete(context, whole)
    if not context.plan.modules:
        return
    objects = context.objects
    for maker in context.modules.values():
        _imports(context, maker)
        _lines(context, maker)
    for key, definition in objects.helper.items():
        if len(key) != 2 or not isinstance(objects.calls[key[1]], ast.Call):
            continue
        call: ast.Call = objects.calls[key[1]]  # type: ignore[assignment]
        maker = context.modules[definition]  # type: ignore[index]
        owner = f"{context.source.expression(call.func.value)}." if isinstance(call.func, ast.Attribute) else ""
        line = f"{_instance(context, key)} = {owner}{maker.class_name}({_build_arguments(context, key, call)})"
        context.hoisted_lines.setdefault(objects.of[key][0].unit, []).append(line)


def _imports(context: Context, maker: Maker) -> None:
    """`from ops import fc_layer` names the class now."""
    if maker.class_name == maker.definition.name:
        return
    for node in ast.walk(context.tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] in context.interp.local_modules:
            for alias in node.names:
                if alias.name == maker.definition.name:
                    if alias.asname:
                        raise Obstacle(node, "a helper that makes variables is imported under another name")
                    context.source.replace(alias, maker.class_name)


def _lines(context: Context, maker: Maker) -> None:
    """The body of the constructor."""
    items: list[tuple[tuple[int, int], list[tuple[ast.expr, bool]], list[str]]] = []
    for statement in maker.carried:
        items.append(
            ((statement.end_lineno or 0, statement.end_col_offset or 0), [], _with_comments(context, statement))
        )
    for event in maker.events:
        at = (event.node.end_lineno, event.node.end_col_offset)  # type: ignore[attr-defined]
        items.append((at, event.guards, _event_lines(context, maker, event)))
    maker.lines += [f"self.{name} = {name}" for name in maker.stored]
    opened: list[tuple[ast.expr, bool]] = []
    for _, guards, lines in sorted(items, key=lambda item: item[0]):
        common = 0
        while common < min(len(opened), len(guards)) and opened[common] == guards[common]:
            common += 1
        for depth, (test, wanted) in list(enumerate(guards))[common:]:
            text = context.source.expression(test)
            if not wanted:
                turned = depth < len(opened) and opened[depth] == (test, True) and depth == common
                maker.lines.append(STEP * depth + ("else:" if turned else f"if not ({text}):"))
            else:
                maker.lines.append(STEP * depth + f"if {text}:")
        opened = guards
        maker.lines += [STEP * len(guards) + line if line else "" for line in lines]
    _delete_gone(context, maker)


def _event_lines(context: Context, maker: Maker, event: Event) -> list[str]:
    source = context.source
    if event.kind == "statement":
        return _with_comments(context, event.statement)
    if event.kind == "loop":
        return [line for s in [*event.moved, event.statement] for line in _with_comments(context, s)]
    if event.kind == "layer":
        lines = [f"self.{event.name} = {context.layer_calls[event.node].text}"]  # type: ignore[index]
        if built.is_built(context, event.node):
            lines.append(f"self.{event.name}.build({built.shape_inside(event.hoists, event.size)})")
        return lines
    if event.kind == "object":
        inner = context.modules[_called(context, event.node)]
        call: ast.Call = event.node  # type: ignore[assignment]
        owner = f"{source.expression(call.func.value)}." if isinstance(call.func, ast.Attribute) else ""
        given = _given(inner.definition, call)
        numbers = {}
        for name in inner.sizes:
            own = next((p for p, n in maker.handed.items() if n == name and maker.sizes[p][0] is call), None)
            numbers[name] = own or str(_handed_values(context, event, name)[0])
        return [
            f"self.{event.name} = {owner}{inner.class_name}({_arguments(context, call, given, inner.build, numbers)})"
        ]
    if event.kind == "cells":
        lines = [line for statement in event.moved for line in _with_comments(context, statement)]
        steps = recurrent.build_steps(context, event.hoists[0].build.cell, event.size)  # type: ignore[union-attr]
        return lines + [f"{name}.build({size})" for name, size in steps]
    width = len(source.indent_of(event.statement))
    lines = reindent(f"self.{event.name} = {source.expression(event.node)}", width, "").split("\n")
    source.replace(event.node, f"self.{event.name}")
    return lines


def _with_comments(context: Context, statement: ast.stmt) -> list[str]:
    """A statement's lines, those of the comments above it first."""
    from migrate.rewriting.native import comment_start

    source = context.source
    start = source.line_start(source.span(statement)[0])
    above = source.text[comment_start(source, start) : start]
    text = source.statement(statement, "")
    return [*(line.strip() for line in above.split("\n") if line.strip()), *text.split("\n")]


def _delete_gone(context: Context, maker: Maker) -> None:
    from migrate.rewriting.native import _delete

    for statement in sorted(maker.gone, key=lambda s: -s.lineno):
        if not any(statement is not other and any(statement is n for n in ast.walk(other)) for other in maker.gone):
            _delete(context, statement)


def _build_arguments(context: Context, key: Key, call: ast.Call) -> str:
    """What the constructor of an object at the level of the scope is given."""
    maker = context.modules[context.objects.helper[key]]  # type: ignore[index]
    given = _given(maker.definition, call)
    numbers = {name: str(_size(context, key, name)) for name in maker.sizes}
    for name, argument in given.items():
        if name in maker.build and _reads_graph(context, argument):
            size = context.objects.of[key][0].making.sizes.get(id(argument))  # type: ignore[union-attr]
            size = size if size is not None else sizes.of(context.interp, argument, context.tree)
            if not isinstance(size, (int, str)):
                raise Obstacle(argument, f"`{name}`, which makes variables, is computed from graph tensors")
            numbers[name] = str(size)
    return _arguments(context, call, given, maker.build, numbers)


def _reads_graph(context: Context, node: ast.AST) -> bool:
    for inner in ast.walk(node):
        value = context.value(inner)
        if value is not None and any(isinstance(leaf, (Tensor, Placeholder)) for leaf in leaves(value)):
            return True
    return False


def _arguments(
    context: Context,
    call: ast.Call,
    given: dict[str, ast.expr],
    wanted: list[str],
    numbers: dict[str, str] | None = None,
) -> str:
    """The call's arguments for the wanted parameters; positional ones stay so while none before them is left out."""
    words: list[str] = []
    positional = True
    for name in wanted:
        if numbers and name in numbers:
            words.append(numbers[name] if positional else f"{name}={numbers[name]}")
            continue
        if name not in given:
            positional = False
            continue
        text = context.source.expression(given[name])
        by_position = given[name] in call.args
        words.append(text if positional and by_position else f"{name}={text}")
        positional = positional and by_position
    return ", ".join(words)


def _access(context: Context, hoist: Hoist) -> None:
    """The name of a variable, or of the layer or the cells that hold it, at the level of the scope."""
    objects = context.objects
    if not isinstance(hoist.chain[0][1], ast.Call):
        return
    path = [_instance(context, objects.key(hoist, 0))]
    for (function, _), (_, call) in zip(hoist.chain, hoist.chain[1:], strict=False):
        path.append(context.modules[function].event_of(call).name)  # type: ignore[index,union-attr]
    maker = context.modules[hoist.definition]
    event = next(e for e in maker.events if hoist in e.hoists)
    holder = ".".join(path)
    if event.kind == "layer":
        context.layer_access[hoist.variable] = f"{holder}.{event.name}"
        hoist.variable.access = built.access(context, hoist.variable)
    elif event.kind == "cells":
        steps = recurrent.build_steps(context, hoist.build.cell, event.size)  # type: ignore[union-attr]
        names = [name.replace("self.", f"{holder}.", 1) for name, _ in steps]
        hoist.variable.access = ", ".join(f"*{name}.trainable_variables" for name in names)
    elif event.kind == "statement":
        hoist.variable.access = f"{holder}.{_path(context, event, hoist)}"
    elif event.kind == "loop":
        looped_objects.keep(context, hoist, holder)
    else:
        hoist.variable.access = f"{holder}.{event.name}"


def _path(context: Context, event: Event, hoist: Hoist) -> str:
    """Where a variable is in what its statement names: `W`, `weights['h1']`."""
    statement: ast.Assign = event.statement  # type: ignore[assignment]
    target = statement.targets[0]
    nodes = {h.variable: h.node for h in event.hoists}

    def find(value: Value, text: str) -> str | None:
        if isinstance(value, Variable):
            same = nodes.get(value) is hoist.node and value.node is hoist.variable.node
            return text if same else None
        if isinstance(value, Seq):
            parts = [(item, f"{text}[{i}]") for i, item in enumerate(value.items)]
        elif isinstance(value, Map):
            parts = [(item, f"{text}[{_quoted(key.const)}]") for key, item, _ in value.pairs if isinstance(key, Host)]
        else:
            parts = []
        return next((p for p in (find(item, t) for item, t in parts) if p), None)

    value = context.interp.value_of[id(statement.value)]
    if isinstance(target, (ast.Tuple, ast.List)) and isinstance(value, Seq):
        parts = zip(value.items, target.elts, strict=True)
        found = next((p for p in (find(item, name.id) for item, name in parts) if p), None)  # type: ignore[attr-defined]
    else:
        found = find(value, target.id)  # type: ignore[attr-defined]
    if found is None:
        raise Obstacle(hoist.node, "a variable of a helper that has no name")
    return found


def _quoted(key: object) -> str:
    return f'"{key}"' if isinstance(key, str) and key.isidentifier() else repr(key)


def place(context: Context) -> None:
    """Puts the classes where the helpers stood."""
    source = context.source
    for definition, maker in context.modules.items():
        documented = ast.get_docstring(definition) is not None
        first = definition.body[1] if documented and len(definition.body) > 1 else definition.body[0]
        head = [f"class {maker.class_name}({context.tf}.Module):"]
        if documented:
            text = source.statement(definition.body[0], STEP)
            head += [*text.split("\n"), ""]
        head += [f"{STEP}def __init__({', '.join(['self', *_signature(context, definition, maker.build)])}):"]
        head += [STEP * 2 + "super().__init__()"]
        for line in maker.lines:
            text = line.lstrip(" ")
            inner = STEP * 2 + line[: len(line) - len(text)]
            head += [inner + part if part else "" for part in breaking.broken(text, len(inner))]
        head += ["", f"{STEP}def __call__({', '.join(['self', *_signature(context, definition, maker.run)])}):"]
        begin = source.line_start(source.span(first)[0])
        end = source.span(definition)[1]
        if documented:
            header_end = source.line_end(source.span(definition.body[0])[1])
        else:
            arguments = definition.args.args
            after = (
                source.span((definition.args.defaults or arguments)[-1])[1] if arguments else source.span(definition)[0]
            )
            header_end = source.line_end(source.text.index(":", after))
        body = source.render(min(begin, header_end), end, dedent=True)
        lines = [line if line.startswith("\x00") or not line.strip() else STEP + line for line in body.split("\n")]
        source.replace(definition, "\n".join(head + lines))


def _signature(context: Context, definition: ast.FunctionDef, wanted: list[str]) -> list[str]:
    defaults = args.defaults(definition)
    words = []
    for name in wanted:
        if name in defaults:
            words.append(f"{name}={context.source.expression(defaults[name])}")
        else:
            words.append(name)
    return words
