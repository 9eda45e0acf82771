"""Datasets that each start of their iterator makes anew become functions.

`sess.run(iterator.initializer, {x: data})` ran the whole pipeline again: over what was fed to the placeholders in it,
and with its shuffles begun again from their seeds. `iter(make_dataset(data))` does both. What comes before the first
shuffle needs no second making and stays where it is. A dataset that is fed once needs no function: it is made of the
fed values.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrate.stages.program import Obstacle, RunSite, Unit
from migrate.stages.values import Handle, Host, Operation, Placeholder, Symbol, Tensor, Variable, is_dynamic

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

SIZES = {"batch", "shuffle", "repeat", "take", "skip", "prefetch", "padded_batch", "shard"}


@dataclass(eq=False)
class Remade:
    """The function `name` that makes `dataset` of what is fed to `placeholders`, from the datasets named `bases`."""

    dataset: Handle
    name: str
    placeholders: list[Placeholder] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)

    def call(self, fed: dict[Placeholder, str]) -> str:
        return f"{self.name}({', '.join([*(fed[p] for p in self.placeholders), *self.bases])})"


def declare(context: Context) -> None:
    """Writes a function for each dataset that is made more than once or of what is fed."""
    starts: dict[Handle, list[tuple[RunSite | None, ast.expr]]] = {}
    for site_plan in context.plan.sites:
        for operation in started(site_plan.site):
            detail = operation.detail
            if detail["dataset"] is not None:
                starts.setdefault(detail["dataset"], []).append((site_plan.site, detail["dataset_node"]))
    for iterator in context.interp.iterators:
        if iterator.detail["how"] == "one-shot":
            starts.setdefault(iterator.detail["dataset"], []).append((None, iterator.detail["dataset_node"]))
    for dataset, found in starts.items():
        again = len(found) > 1 or any(s and (s.function or context.interp.parents_in_loop(s.node)) for s, _ in found)
        fed = dataset.detail["placeholders"]
        if not fed and not (again and dataset.detail.get("shuffled")):
            continue
        if fed and any(site is None for site, _ in found):
            raise Obstacle(dataset.node, "a one-shot iterator over placeholders")
        if len({ast.dump(node) for _, node in found}) > 1:
            raise Obstacle(dataset.node, "a dataset under several names is made again")
        function = _Function(context, dataset, found[0][1], again)
        if fed and function.filled_in([site for site, _ in found]):
            if not (again and dataset.detail.get("shuffled")):
                continue
            function = _Function(context, dataset, found[0][1], again, filled=True)
        context.remade[dataset] = function.write()


def started(site: RunSite) -> list[Operation]:
    """The initializers of iterators that a run fetches."""
    return [f.value for f in site.fetches() if isinstance(f.value, Operation) and f.value.kind == "iterator-init"]


class _Function:
    def __init__(self, context: Context, dataset: Handle, node: ast.expr, again: bool, filled: bool = False) -> None:
        self.context = context
        self.placeholders = set() if filled else set(dataset.detail["placeholders"])
        self.dataset = dataset
        self.node = node
        self.again = again
        self.handles = self._chain()
        late = [h for h in self.handles if self._late(h)]
        self.units = sorted({h.unit for h in late}, key=lambda u: u.index)
        self.late = set(late)

    def _chain(self) -> list[Handle]:
        found: list[Handle] = []
        stack = [self.dataset]
        while stack:
            handle = stack.pop()
            if handle not in found:
                found.append(handle)
                stack += handle.detail["bases"]
        return found

    def _late(self, handle: Handle) -> bool:
        return bool(handle.detail["placeholders"] & self.placeholders) or self.again and bool(handle.detail["shuffled"])

    def write(self) -> Remade:
        from migrate.rewriting.native import DELETED, FUNCTION, _delete, comment_start

        context, source = self.context, self.context.source
        self._check()
        placeholders = sorted(self.placeholders, key=lambda p: (p.node.lineno, p.node.col_offset))
        if any(p.name is None for p in placeholders):
            raise Obstacle(self.dataset.node, "a dataset over a placeholder without a name")
        wished = self.node.id if isinstance(self.node, ast.Name) else "dataset"
        if placeholders:
            self._cast()
        split = self._split()
        bases = self._bases(split)
        names = [f"make_{wished}"] if placeholders else [f"shuffled_{wished}", f"make_{wished}"]
        remade = Remade(self.dataset, context.fresh(*names), placeholders, bases)
        lines: list[str] = []
        last = self.units[-1]
        for unit in self.units:
            start = source.line_start(source.span(unit.node)[0])
            first = comment_start(source, start)
            lines += [line.strip() for line in source.text[first:start].split("\n") if line.strip()]
            text = source.statement(unit.node, "")
            if split is not None and unit is self.units[0]:
                value = unit.node.value  # type: ignore[attr-defined]
                rest = source.render(source.span(split)[1], source.span(value)[1])
                tail = text[len(source.render(*source.span(unit.node))) :]
                text = f"{bases[0]} = {bases[0]}{rest}{tail}"
            target = unit.node.targets[0].id  # type: ignore[attr-defined]
            if unit is last and isinstance(self.node, ast.Name) and self.node.id == target:
                text = "return " + text[text.index("=") + 1 :].lstrip()
            lines += text.split("\n")
        if not lines[-1].startswith("return ") and not any(line.startswith("return ") for line in lines):
            lines.append(f"return {source.expression(self.node)}")
        indent = context.final_indent(last.node)
        parameters = ", ".join([*(p.name or "" for p in placeholders), *bases])
        body = [f"def {remade.name}({parameters}):", *("    " + line if line else "" for line in lines)]
        text = FUNCTION + indent + "\n" + "".join((indent + line).rstrip() + "\n" for line in body)
        text += "\x00end " + indent + "\n"
        kept = f"{indent}{bases[0]} = {source.expression(split)}\n" if split is not None else ""
        for unit in self.units[:-1]:
            _delete(context, unit.node)
        if kept and self.units[0] is not last:
            start, end = source.span(self.units[0].node)
            source.edits.pop((comment_start(source, source.line_start(start)), source.line_end(end)), None)
            source.replace_span(source.line_start(start), source.line_end(end), kept)
            kept = ""
        start, end = source.span(last.node)
        first = comment_start(source, source.line_start(start))
        source.replace_span(first, source.line_end(end), kept + text or DELETED)
        context.deleted.add(last.node)
        return remade

    def filled_in(self, sites: list[RunSite | None]) -> bool:
        """Puts what each start feeds where the placeholders stood, if it is there already and stays as it is."""
        context = self.context
        if not self.units or not all(any(h.node is n for n in ast.walk(h.unit.node)) for h in self.late):
            return False
        given: dict[Placeholder, str] = {}
        for site in sites:
            if site is None or not isinstance(site.feed_node, ast.Dict):
                return False
            for key, node in site.feeds:
                if key not in self.placeholders:
                    continue
                if not isinstance(node, ast.Name) or not self._early(node):
                    return False
                if given.setdefault(key, node.id) != node.id:  # type: ignore[arg-type]
                    return False
        if set(given) != self.placeholders:
            return False
        self._cast()
        for unit in self.units:
            for inner in ast.walk(unit.node):
                value = context.interp.value_of.get(id(inner))
                if isinstance(inner, ast.Name) and isinstance(value, Placeholder):
                    text = context.source.expression(inner)
                    context.source.replace(inner, re.sub(rf"\b{inner.id}\b", given[value], text, count=1))
        return True

    def _early(self, fed: ast.expr) -> bool:
        """Whether a fed name has its value before the dataset is made, and keeps it until the start."""
        from migrate.rewriting import certainty

        context, first = self.context, self.units[0]
        scope = context.names.scope_of.get(fed)
        owner = scope.find(fed.id) if scope is not None else None  # type: ignore[attr-defined]
        if owner is None or owner is not context.names.module_scope and owner.node is not first.scope.node:
            return False
        line = first.node.lineno
        bindings = owner.bindings.get(fed.id, ())  # type: ignore[attr-defined]
        if not bindings or any(getattr(b, "lineno", line) >= line for b in bindings):
            return False
        return certainty.change(context, fed.id, owner, line) is None  # type: ignore[attr-defined]

    # ------------------------------------------------------------ parts
    def _split(self) -> ast.expr | None:
        """What stands before the first shuffle in one expression with it, and is made only once."""
        value: ast.expr = self.units[0].node.value  # type: ignore[attr-defined]
        interp = self.context.interp
        while isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
            owner = interp.value_of.get(id(value.func.value))
            if not isinstance(owner, Handle) or owner.kind != "dataset":
                return None
            value = value.func.value
            if owner not in self.late:
                return None if isinstance(value, ast.Name) else value
        return None

    def _bases(self, split: ast.expr | None) -> list[str]:
        """Datasets that stay and that the function is handed, because it gives their names to others."""
        bound = {u.node.targets[0].id for u in self.units}  # type: ignore[attr-defined]
        if split is not None:
            return [self.units[0].node.targets[0].id]  # type: ignore[attr-defined]
        found: list[str] = []
        for unit in self.units:
            for name, makers in unit.reads.items():
                if name in bound and name not in found and not makers & set(self.units):
                    found.append(name)
        return found

    def _cast(self) -> None:
        """What was fed became an array of the placeholder's dtype."""
        context = self.context
        for unit in self.units:
            for inner in ast.walk(unit.node):
                value = context.interp.value_of.get(id(inner))
                if not isinstance(inner, ast.Name) or not isinstance(value, Placeholder) or value.dtype is None:
                    continue
                call = context.interp.parents.get(inner)
                sized = isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in SIZES
                own = isinstance(value.dtype, ast.Attribute) and value.dtype.attr == "dtype"
                if sized or own and self._fed_by(value, ast.unparse(value.dtype.value)):  # type: ignore[attr-defined]
                    continue
                dtype = context.source.expression(value.dtype)
                context.source.replace(inner, f"{context.tf}.cast({inner.id}, {dtype})")

    def _fed_by(self, placeholder: Placeholder, text: str) -> bool:
        """Whether every start feeds the array of that name."""
        fed = [v for p in self.context.plan.sites if started(p.site) for k, v in p.site.feeds if k is placeholder]
        return bool(fed) and all(v is not None and ast.unparse(v) == text for v in fed)

    # ------------------------------------------------------------ certainty
    def _check(self) -> None:
        context, units = self.context, set(self.units)
        for handle in self.late:
            if not any(handle.node is inner for inner in ast.walk(handle.unit.node)):
                raise Obstacle(handle.node, "a dataset that a helper function makes is made again")
        for unit in self.units:
            node = unit.node
            plain = isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
            if not plain or unit.sites or unit.variables or unit.placeholders or unit.effects or unit.mutates:
                raise Obstacle(node, "a dataset that is made anew is not made by plain assignments")
            self._check_names(unit)
        for scope in context.interp.scopes:
            for unit in scope.units:
                if unit in units or unit.node in self._plumbing():
                    continue
                for name, makers in unit.reads.items():
                    if makers & units and isinstance(self._value(makers & units, name), Handle):
                        raise Obstacle(unit.node, f"`{name}`, a dataset that is made anew, is used here too")

    @staticmethod
    def _value(makers: set[Unit], name: str) -> object:
        return next((m.defs[name] for m in makers if name in m.defs), None)

    def _plumbing(self) -> set[ast.stmt]:
        """Statements that make iterators and their initializers: they go."""
        found = {i.unit.node for i in self.context.interp.iterators}
        for scope in self.context.interp.scopes:
            for unit in scope.units:
                if any(o.kind == "iterator-init" for o in unit.operations) or any(
                    getattr(v, "kind", "") in ("iterator-init", "iterator") for v in unit.defs.values()
                ):
                    found.add(unit.node)
        return found | {p.site.unit.node for p in self.context.plan.sites if started(p.site)}

    def _check_names(self, unit: Unit) -> None:
        """The function reads the names later than TF1 did: they must stand for the same values then."""
        from migrate.rewriting import certainty

        context = self.context
        bound = {u.node.targets[0].id for u in self.units}  # type: ignore[attr-defined]
        for name in sorted(unit.free - bound):
            owner = certainty._owner(context, unit, name)
            value = context.interp.value_of.get(
                next((id(n) for n in ast.walk(unit.node) if isinstance(n, ast.Name) and n.id == name), 0)
            )
            if owner is None or isinstance(value, (Placeholder, Symbol)):
                continue
            if isinstance(value, (Tensor, Variable)) and (isinstance(value, Variable) or is_dynamic(value)):
                raise Obstacle(unit.node, f"`{name}`, which a dataset is made of, changes from run to run")
            line = unit.node.end_lineno or unit.node.lineno
            later = [b for b in owner.bindings.get(name, ()) if getattr(b, "lineno", 0) > line]
            if later:
                raise Obstacle(later[0], f"`{name}`, which a dataset is made of, is bound again later")
            if isinstance(value, Host):
                changed = certainty.change(context, name, owner, line)
                if changed is not None:
                    raise Obstacle(changed, f"`{name}`, which a dataset is made of, is changed later")
