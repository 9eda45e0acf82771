"""Functions that give the elements of an iterator give its dataset: the caller makes the iterator.

    def batches(values):                                 def batches(values):
        dataset = ...                                        dataset = ...
        iterator = dataset.make_one_shot_iterator()          return dataset
        return iterator.get_next()

    x = batches(values)                                  dataset = batches(values)
                                                         x = dataset.make_one_shot_iterator().get_next()

The same TensorFlow 1 program. Functions that return the iterator, or its initializer beside an element, alike.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.edits import Source
from migrate.names import Names, Scope, fresh
from migrate.rewriting import programs

ONE_SHOT, INITIALIZABLE = "make_one_shot_iterator", "make_initializable_iterator"
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


class Unclear(Exception):
    """What a function returns has no such form."""


@dataclass
class Helper:
    """What a function returns: `parts` of an iterator over `dataset`, "element", "initializer" or "iterator"."""

    definition: ast.FunctionDef
    returned: ast.Return
    dataset: ast.expr
    how: str
    parts: list[str]
    removed: list[ast.stmt]
    elements: int = 0  # names that the function gave to the parts of its element; 0 where it gave none


def normalise(text: str, tree: ast.Module) -> tuple[str, None] | None:
    """(the text with datasets returned, None); None where there is nothing to do."""
    if "_iterator(" not in text:
        return None
    rewriting = _Helpers(text, tree)
    for definition in [n for n in tree.body if isinstance(n, ast.FunctionDef)]:
        try:
            helper = rewriting.helper(definition)
            calls = rewriting.calls(definition)
        except Unclear:
            continue
        rewriting.write(helper, calls)
    return (rewriting.source.result(), None) if rewriting.source.edits else None


class _Helpers:
    def __init__(self, text: str, tree: ast.Module) -> None:
        self.tree = tree
        self.source = Source(text)
        self.names = Names(tree)
        self.parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
        self.taken = {
            n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and self._free_in(n, self.names.module_scope)
        }
        self.taken |= set(self.names.module_scope.bindings)

    def _free_in(self, node: ast.Name, module: Scope) -> bool:
        """Whether a name is not a local one of a top-level function that makes an iterator."""
        scope = self.names.scope_of.get(node)
        owner = scope.find(node.id) if scope else None
        return (
            owner is None
            or owner is module
            or not isinstance(owner.node, ast.FunctionDef)
            or ("_iterator(" not in self.source.segment(owner.node))
        )

    # ------------------------------------------------------------ finding
    def helper(self, definition: ast.FunctionDef) -> Helper:
        returned = definition.body[-1]
        own = [n for n in ast.walk(definition) if isinstance(n, (ast.Return, ast.Yield, ast.YieldFrom))]
        inner = [n for n in ast.walk(definition) if isinstance(n, DEFINITIONS) and n is not definition]
        own = [n for n in own if not any(n is x for d in inner for x in ast.walk(d))]
        if not isinstance(returned, ast.Return) or returned.value is None or own != [returned]:
            raise Unclear
        if definition.decorator_list:
            raise Unclear
        self.bound = self._assigned(definition)
        value = returned.value
        items = list(value.elts) if isinstance(value, ast.Tuple) else [value]
        removed: list[ast.stmt] = []
        whole = self._whole_element(definition, items, removed)
        if whole is not None:
            dataset, how, count = whole
            helper = Helper(definition, returned, dataset, how, ["element"], removed, count)
        else:
            helper = self._parts(returned, definition, items, removed)
        if helper.how == INITIALIZABLE and helper.parts == ["element"]:
            raise Unclear
        self._unused(helper)
        return helper

    def _assigned(self, definition: ast.FunctionDef) -> dict[str, ast.Assign]:
        """Names that one statement of the function's body (or of a `with` in it) binds, with that statement."""
        found: dict[str, list[ast.AST]] = {}
        for node in ast.walk(definition):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                statement = self.parents[node]
                while not isinstance(statement, ast.stmt):
                    statement = self.parents[statement]
                found.setdefault(node.id, []).append(statement)
        return {k: v[0] for k, v in found.items() if len(v) == 1 and isinstance(v[0], ast.Assign)}

    def _iterator(self, node: ast.expr, removed: list[ast.stmt]) -> tuple[ast.expr, str]:
        """(dataset, how) of an expression that makes an iterator or names one."""
        if isinstance(node, ast.Name):
            statement = self.bound.get(node.id)
            if statement is None or len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name):
                raise Unclear
            if statement not in removed:
                removed.append(statement)
            node = statement.value
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.keywords:
            raise Unclear
        if node.func.attr not in (ONE_SHOT, INITIALIZABLE) or len(node.args) > 1:
            raise Unclear
        return (node.args[0] if node.args else node.func.value), node.func.attr

    def _drawn(self, node: ast.expr, removed: list[ast.stmt]) -> tuple[ast.expr, str]:
        call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_next"
        if not call or node.args or node.keywords:  # type: ignore[attr-defined]
            raise Unclear
        return self._iterator(node.func.value, removed)  # type: ignore[attr-defined]

    def _whole_element(
        self, definition: ast.FunctionDef, items: list[ast.expr], removed: list[ast.stmt]
    ) -> tuple[ast.expr, str, int] | None:
        """`return iterator.get_next()`, or the names that were given to it in their order."""
        if len(items) == 1 and isinstance(items[0], ast.Call):
            try:
                return (*self._drawn(items[0], removed), 0)
            except Unclear:
                return None
        if not all(isinstance(i, ast.Name) for i in items):
            return None
        statement = self.bound.get(items[0].id)  # type: ignore[attr-defined]
        if statement is None or len(statement.targets) != 1:
            return None
        target = statement.targets[0]
        names = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
        if [ast.unparse(n) for n in names] != [ast.unparse(i) for i in items]:
            return None
        try:
            found = self._drawn(statement.value, removed)
        except Unclear:
            return None
        removed.append(statement)
        return (*found, len(items) if isinstance(target, (ast.Tuple, ast.List)) else 0)

    def _parts(
        self, returned: ast.Return, definition: ast.FunctionDef, items: list[ast.expr], removed: list[ast.stmt]
    ) -> Helper:
        parts: list[str] = []
        made: set[tuple[str, str]] = set()
        dataset: ast.expr | None = None
        how = ""
        for item in items:
            if isinstance(item, ast.Name) and item.id in self.bound:
                statement = self.bound[item.id]
                if not isinstance(statement.targets[0], ast.Name):
                    raise Unclear
                if isinstance(statement.value, ast.Call) and isinstance(statement.value.func, ast.Attribute):
                    if statement.value.func.attr != "get_next":  # the iterator itself
                        dataset, how = self._iterator(item, removed)
                        parts.append("iterator")
                        made.add((ast.unparse(dataset), how))
                        continue
                removed.append(statement)
                item = statement.value
            if isinstance(item, ast.Attribute) and item.attr == "initializer":
                dataset, how = self._iterator(item.value, removed)
                parts.append("initializer")
            else:
                dataset, how = self._drawn(item, removed)
                parts.append("element")
            made.add((ast.unparse(dataset), how))
        if len(made) != 1 or dataset is None or parts.count("element") > 1:
            raise Unclear
        return Helper(definition, returned, dataset, how, parts, removed)

    def _unused(self, helper: Helper) -> None:
        """What goes is used by nothing that stays."""
        gone = {n.id for s in helper.removed for t in s.targets for n in ast.walk(t) if isinstance(n, ast.Name)}  # type: ignore[attr-defined]
        inside = {id(n) for s in [*helper.removed, helper.returned] for n in ast.walk(s)}
        for node in ast.walk(helper.definition):
            if isinstance(node, ast.Name) and node.id in gone and id(node) not in inside:
                raise Unclear
        for statement in helper.removed:
            parent = self.parents[statement]
            if parent is not helper.definition and not isinstance(parent, ast.With):
                raise Unclear

    def calls(self, definition: ast.FunctionDef) -> list[ast.Assign]:
        """The statements that call a function; each gives names to what it returns."""
        found: list[ast.Assign] = []
        for node in ast.walk(self.tree):
            if (
                isinstance(node, ast.Attribute)
                and node.attr == definition.name
                and not self._imported(node, definition)
            ):
                raise Unclear
            if isinstance(node, (ast.Name, ast.Attribute)) and definition.name in (
                getattr(node, "id", None),
                getattr(node, "attr", None),
            ):
                call = self.parents[node]
                if not isinstance(call, ast.Call) or call.func is not node:
                    raise Unclear
                statement = self.parents[call]
                if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
                    raise Unclear
                if not self.source.alone(statement):
                    raise Unclear
                found.append(statement)
        if not found:
            raise Unclear
        return found

    def _imported(self, node: ast.Attribute, definition: ast.FunctionDef) -> bool:
        """Whether `module.function` is a function of another file of the program."""
        path = self.names.resolve(node.value) if isinstance(node.value, ast.Name) else None
        first, _ = programs.same_file(self.source.text, definition.lineno)
        marker = self.source.text.split("\n")[first - 1]
        if not path or not marker.startswith(programs.MARKER):
            return False
        file = marker.removeprefix(programs.MARKER)
        return path.rpartition(".")[2] in programs.modules([(file, "")])

    # ------------------------------------------------------------ writing
    def write(self, helper: Helper, calls: list[ast.Assign]) -> None:
        source = self.source
        texts = [self._call(helper, statement) for statement in calls]
        if any(t is None for t in texts):
            return
        for statement in helper.removed:
            start, end = source.span(statement)
            source.replace_span(source.line_start(start), source.line_end(end), "")
        assert helper.returned.value is not None
        source.replace(helper.returned.value, source.segment(helper.dataset))
        self._merge(helper)
        for statement, text in zip(calls, texts, strict=True):
            source.replace(statement, text or "")

    def _merge(self, helper: Helper) -> None:
        """`dataset = x` before `return dataset`, where nothing else reads it."""
        source, body = self.source, helper.definition.body
        staying = [s for s in body if s not in helper.removed]
        made = staying[-2] if len(staying) > 1 else None
        if not isinstance(helper.dataset, ast.Name) or made is not self.bound.get(helper.dataset.id):
            return
        gone = {id(n) for s in [*helper.removed, helper.returned] for n in ast.walk(s)}
        reads = [
            n
            for n in ast.walk(helper.definition)
            if isinstance(n, ast.Name) and n.id == helper.dataset.id and isinstance(n.ctx, ast.Load)
        ]
        if len(made.targets) != 1 or not all(id(n) in gone for n in reads):
            return
        start, end = source.span(helper.returned)
        source.replace(made.targets[0], "return")
        equals = source.text.index("=", source.span(made.targets[0])[1])
        source.replace_span(source.span(made.targets[0])[0], equals + 1, "return")
        source.edits.pop(source.span(made.targets[0]), None)
        source.replace_span(source.line_start(start), source.line_end(end), "")

    def _call(self, helper: Helper, statement: ast.Assign) -> str | None:
        source = self.source
        target = statement.targets[0]
        call, indent = source.segment(statement.value), source.indent_of(statement)
        wished = helper.dataset.id if isinstance(helper.dataset, ast.Name) else "dataset"
        several = len(helper.parts) > 1
        if several and (not isinstance(target, (ast.Tuple, ast.List)) or len(target.elts) != len(helper.parts)):
            return None
        dataset = self._fresh(wished)
        lines = [f"{dataset} = {call}"]
        if not several:
            made = f"{dataset}.{helper.how}()" + (".get_next()" if helper.parts == ["element"] else "")
            return f"\n{indent}".join([*lines, f"{source.segment(target)} = {made}"])
        names = dict(zip(helper.parts, (source.segment(t) for t in target.elts), strict=True))  # type: ignore[attr-defined]
        iterator = names.get("iterator") or self._fresh("iterator")
        lines.append(f"{iterator} = {dataset}.{helper.how}()")
        if "element" in names:
            lines.append(f"{names['element']} = {iterator}.get_next()")
        if "initializer" in names:
            lines.append(f"{names['initializer']} = {iterator}.initializer")
        return f"\n{indent}".join(lines)

    def _fresh(self, wished: str) -> str:
        """A name for the caller: one that only the functions have for themselves is free."""
        return fresh(wished, self.taken)
