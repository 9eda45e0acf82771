"""Dataset iterators: the elements that `get_next()` gave to the graph become arguments of the functions.

`sess.run(op)` drew one element; `op(*iterator.get_next())` draws it now, and still ends with OutOfRangeError. A
`while True` loop that only waits for that end becomes `for batch in dataset`.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrate.blocks import block_of
from migrate.rewriting import dataset_functions
from migrate.stages.program import Fetch, Obstacle, RunSite, Unit
from migrate.stages.values import Element, Handle, Operation, Placeholder

if TYPE_CHECKING:
    from migrate.planning import SitePlan
    from migrate.rewriting.native import Context


def groups(placeholders: list[Placeholder]) -> list[ast.AST]:
    """The `get_next` calls that the elements among the placeholders come from."""
    found: list[ast.AST] = []
    for placeholder in placeholders:
        if isinstance(placeholder, Element) and placeholder.node not in found:
            found.append(placeholder.node)
    return found


def siblings(context: Context, node: ast.AST) -> list[Element]:
    """All elements that one `get_next` call gives, in order."""
    return [e for e in context.interp.elements if e.node is node]


def source_of(context: Context, site: RunSite, element: Element) -> Handle:
    """The iterator that a run draws an element from: of a feedable one, that whose handle is fed."""
    iterator = element.iterator
    if iterator.detail["how"] != "handle":
        return iterator
    fed = next((node for key, node in site.feeds if key is iterator.detail["handle"]), None)
    value = context.value(fed) if fed is not None else None
    if not isinstance(value, Handle) or value.kind != "string-handle":
        raise Obstacle(site.node, "which iterator's handle is fed is not followed")
    return value.detail["iterator"]


def forget_handle(context: Context, site: RunSite) -> None:
    """`handle = sess.run(iterator.string_handle())` has no counterpart: runs name their iterator."""
    from migrate.rewriting.native import _delete

    statement = context.interp.parents.get(site.node)
    if not isinstance(statement, ast.Assign) or site.function is not None:
        raise Obstacle(site.node, "the handle of an iterator is not simply assigned to a name")
    _delete(context, statement)


# ---------------------------------------------------------------- statements
def declare(context: Context) -> None:
    """Iterator statements; the names under which functions and run sites find dataset and iterator."""
    from migrate.rewriting.native import _delete

    source = context.source
    dataset_functions.declare(context)
    for iterator in context.interp.iterators:
        context.iterator_names[iterator] = _name(context, iterator)
    for scope in context.interp.scopes:
        for unit in scope.units:
            made = [e for e in unit.placeholders if isinstance(e, Element)]
            if made:
                call = made[0].node
                inner = call.func.value  # type: ignore[attr-defined]
                if isinstance(inner, ast.Call):  # dataset.make_one_shot_iterator().get_next()
                    iterator = made[0].iterator
                    name = context.iterator_names[iterator]
                    source.replace(unit.node, f"{name} = iter({_dataset_text(context, iterator)})")
                else:
                    _delete(context, unit.node)
                continue
            for value in unit.defs.values():
                if (
                    isinstance(value, Handle)
                    and value.kind == "iterator"
                    and value.node is getattr(unit.node, "value", None)
                ):
                    if value.detail["how"] == "one-shot" or _read_early(context, value, unit):
                        source.replace(value.node, f"iter({_dataset_text(context, value)})")
                    else:
                        _delete(context, unit.node)
                elif getattr(value, "kind", "") in ("iterator-init", "string-handle") and not unit.sites:
                    _delete(context, unit.node)


def _read_early(context: Context, iterator: Handle, made: Unit) -> bool:
    """Whether a statement that stays reads an iterator that one run at the top level starts: it is made at once."""
    if not any(
        made in makers and unit is not made and not unit.sites and unit not in context.plan.moved
        for unit in made.scope.units
        if not unit.placeholders and not _only_starts(unit)
        for makers in unit.reads.values()
    ):
        return False
    starts = [
        p.site
        for p in context.plan.sites
        for o in dataset_functions.started(p.site)
        if o.detail["iterator"] is iterator
    ]
    again = len(starts) != 1 or starts[0].function or context.interp.parents_in_loop(starts[0].node)
    if again or iterator.detail["dataset"] is None or iterator.detail["dataset"] in context.remade:
        raise Obstacle(made.node, "an iterator is used before it starts")
    context.early.append(iterator)
    return True


def _only_starts(unit: Unit) -> bool:
    return bool(unit.defs) and all(isinstance(v, Operation) and v.kind == "iterator-init" for v in unit.defs.values())


def _name(context: Context, iterator: Handle) -> str:
    if iterator.home is not None:
        return iterator.home[1]
    return context.fresh("iterator")


def _dataset_text(context: Context, iterator: Handle) -> str:
    remade = context.remade.get(iterator.detail["dataset"])
    return remade.call({}) if remade else context.source.expression(iterator.detail["dataset_node"])


def dataset_name(context: Context, iterator: Handle) -> str | None:
    """A plain name of the iterator's dataset, where it has one that is not bound again."""
    node = iterator.detail.get("dataset_node")
    if not isinstance(node, ast.Name):
        return None
    scope = context.names.scope_of[node]
    owner = scope.find(node.id)
    last = max((getattr(b, "lineno", 0) for b in owner.bindings.get(node.id, ())), default=0) if owner else 0
    return node.id if last <= iterator.node.lineno else None  # type: ignore[attr-defined]


# ---------------------------------------------------------------- signatures and arguments
def _specified(context: Context, iterator: Handle) -> str | None:
    """What has the element spec of an iterator, where that can be told before data is fed."""
    node = iterator.detail["dataset_node"]
    dataset = context.interp.value_of.get(id(node))
    remade = context.remade.get(dataset) if isinstance(dataset, Handle) else None
    if remade is not None:
        return remade.call({}) if not remade.placeholders else None
    return dataset_name(context, iterator)


def specs(context: Context, placeholders: list[Placeholder]) -> list[str] | None:
    """The input signature with elements in it; None where the dataset cannot be named."""
    words: list[str] = []
    done: set[ast.AST] = set()
    for placeholder in placeholders:
        if not isinstance(placeholder, Element):
            words.append(context.specs[placeholder])
            continue
        name = _specified(context, placeholder.iterator)
        if name is None:
            return None
        if placeholder.node in done:
            continue
        family = siblings(context, placeholder.node)
        if placeholder.path is None:
            words.append(f"{name}.element_spec")
        elif all(e in placeholders for e in family):
            words.append(f"*{name}.element_spec")
            done.add(placeholder.node)
        else:
            words.append(f"{name}.element_spec[{placeholder.path}]")
    return words


def arguments(context: Context, site: RunSite, needed: list[Placeholder]) -> dict[Element, str]:
    """What stands for each element at a run site; the elements after the first of a spread one get ''."""
    found: dict[Element, str] = {}
    fed = {k for k, _ in site.feeds}
    needed = [p for p in needed if p not in fed]
    for node in groups(needed):
        family = siblings(context, node)
        used = [e for e in family if e in needed]
        if site in context.loop_sites:
            for element in used:
                found[element] = element.name or ""
            continue
        draw = f"{context.iterator_names[source_of(context, site, used[0])]}.get_next()"
        if used[0].path is None:
            found[used[0]] = draw
        elif len(used) == len(family):
            found[used[0]] = "*" + draw
            for element in used[1:]:
                found[element] = ""
        elif len(used) == 1:
            found[used[0]] = f"{draw}[{used[0].path}]"
        else:
            raise Obstacle(site.node, "some parts of an element are used")
    drawn = [g for g in groups(needed)]
    iterators = [e.iterator for e in needed if isinstance(e, Element)]
    if len(drawn) > len({id(i) for i in iterators}):
        raise Obstacle(site.node, "two elements of one iterator are drawn in one run")
    return found


# ---------------------------------------------------------------- run sites
def initialise(context: Context, site: RunSite) -> None:
    """`sess.run(iterator.initializer)` -> `iterator = iter(dataset)`."""
    statement = context.interp.parents.get(site.node)
    if not isinstance(statement, ast.Expr) or site.function is not None:
        raise Obstacle(site.node, "an iterator is initialised inside a function or an expression")
    started = dataset_functions.started(site)
    lines: list[str] = []
    needed: set[Placeholder] = set()
    for operation in started:
        iterator: Handle = operation.detail["iterator"]
        if operation.detail["dataset"] is None:
            raise Obstacle(site.node, "an iterator whose dataset is not known")
        needed |= operation.detail["dataset"].detail["placeholders"]
        remade = context.remade.get(operation.detail["dataset"])
        if remade is not None:
            text = remade.call(_fed(context, site, remade.placeholders))
        else:
            text = context.source.expression(operation.detail["dataset_node"])
        if iterator in context.early:
            continue
        lines.append(f"{context.iterator_names[iterator]} = iter({text})")
        if len(started) == 1:
            context.initialisations.setdefault(iterator, []).append((statement, text))
    if any(key not in needed for key, _ in site.feeds):
        raise Obstacle(site.node, "something is fed that the iterator does not need")
    if not lines:
        from migrate.rewriting.native import _delete

        _delete(context, statement)
        return
    context.source.replace(statement, ("\n" + context.final_indent(statement)).join(lines))


def _fed(context: Context, site: RunSite, placeholders: list[Placeholder]) -> dict[Placeholder, str]:
    """What a start feeds to the placeholders of a dataset."""
    given = dict(site.feeds)
    if site.feed_node is not None and not isinstance(site.feed_node, ast.Dict):
        raise Obstacle(site.feed_node, "the dataset of an iterator is fed by a dict that is made elsewhere")
    found: dict[Placeholder, str] = {}
    for placeholder in placeholders:
        node = given.get(placeholder)
        if node is None:
            raise Obstacle(site.node, f"placeholder `{placeholder.name}` is needed and not fed here")
        found[placeholder] = context.source.expression(node)
    return found


@dataclass(eq=False)
class Loop:
    """A loop that waits for the end of the data: `node` with its try, the `inner` statements, those after the end."""

    node: ast.stmt
    inner: list[ast.stmt]
    rest: list[ast.stmt]
    holder: ast.stmt
    site: RunSite
    family: list[Element]
    iterator: Handle
    lead: list[ast.stmt] = field(default_factory=list)  # statements in the try before the loop


def loops(context: Context) -> None:
    """Loops that wait for OutOfRangeError over one iterator -> `for element in dataset`."""
    found: list[Loop | None] = []
    for node in ast.walk(context.tree):
        if isinstance(node, ast.While) and _endless(node) and len(node.body) == 1 and isinstance(node.body[0], ast.Try):
            # while True: try: ... except OutOfRangeError: break
            handler = _handler(context, node.body[0])
            if handler is not None and handler.body and isinstance(handler.body[-1], ast.Break):
                found.append(_loop(context, node, node.body[0].body, handler.body[:-1], node.body[0]))
        elif isinstance(node, ast.Try) and isinstance(node.body[-1], ast.While):
            # try: while True: ... except OutOfRangeError: pass
            handler = _handler(context, node)
            *lead, loop = node.body
            plain = all(isinstance(s, (ast.Assign, ast.AugAssign, ast.Expr)) for s in lead)
            if handler is not None and _endless(loop) and plain:
                rest = [s for s in handler.body if not isinstance(s, ast.Pass)]
                found.append(_loop(context, node, loop.body, rest, loop, lead))
    whole = [loop for loop in found if loop is not None]
    for loop in whole:
        _write(context, loop, _over(context, loop, [x for x in whole if x.iterator is loop.iterator]))


def _over(context: Context, loop: Loop, loops: list[Loop]) -> str:
    """What a loop goes over: a dataset where each of its starts belongs to one such loop, else the iterator."""
    iterator = loop.iterator
    name = context.iterator_names[iterator]
    started = context.initialisations.get(iterator, [])
    drawing = [
        p.site for p in context.plan.sites if any(source_of(context, p.site, e) is iterator for e in _elements(p))
    ]
    if {id(s) for s in drawing} != {id(x.site) for x in loops}:
        return name
    if iterator.detail["how"] == "one-shot":
        remade = context.remade.get(iterator.detail["dataset"])
        over = remade.call({}) if remade else dataset_name(context, iterator)
        again = loop.site.function is not None or context.interp.parents_in_loop(loop.node)
        if len(loops) > 1 or over is None or again:
            return name
        context.unused_iterators.append(iterator)
        return over
    belongs = [[s for s, _ in started if _precedes(context, s, x.node)] for x in loops]
    if len(started) != len(loops) or not all(belongs):
        return name
    nearest = [max(b, key=lambda s: s.lineno) for b in belongs]
    if len({id(s) for s in nearest}) != len(loops):
        return name
    mine = nearest[loops.index(loop)]
    context.unused_starts.append(mine)
    return next(text for statement, text in started if statement is mine)


def _endless(node: ast.While) -> bool:
    return isinstance(node.test, ast.Constant) and node.test.value in (True, 1) and not node.orelse


def _handler(context: Context, node: ast.Try) -> ast.ExceptHandler | None:
    """The only handler, where it is for the end of the data."""
    if len(node.handlers) != 1 or node.orelse or node.finalbody:
        return None
    handler = node.handlers[0]
    ends = handler.type is not None and context.names.resolve(handler.type) == "tensorflow.errors.OutOfRangeError"
    return handler if ends and not handler.name else None


def _loop(
    context: Context,
    node: ast.stmt,
    inner: list[ast.stmt],
    rest: list[ast.stmt],
    holder: ast.stmt,
    lead: list[ast.stmt] | None = None,
) -> Loop | None:
    if any(isinstance(n, (ast.Break, ast.Continue)) for s in inner for n in ast.walk(s)):
        return None
    drawing = [p for p in context.plan.sites if groups(_elements(p)) and _within(context, p.site.node, node)]
    if len(drawing) != 1 or not _within(context, drawing[0].site.node, inner[0]):
        return None  # only where the first statement draws, so that nothing ran before the end was met
    site_plan = drawing[0]
    if isinstance(inner[0], (ast.For, ast.While, ast.If, ast.With, ast.Try)):
        return None
    calls = groups(_elements(site_plan))
    if len(calls) != 1:
        return None
    family = siblings(context, calls[0])
    if any(e.name is None for e in family) or len(family) > 1 and family[0].path is None:
        return None
    if family[0].path is not None and not all("," not in str(e.path) for e in family):
        return None
    if any(key in family for key, _ in site_plan.site.feeds):
        return None
    iterator = source_of(context, site_plan.site, family[0])
    return Loop(node, inner, rest, holder, site_plan.site, family, iterator, lead or [])


def _write(context: Context, loop: Loop, over: str) -> None:
    source, node, inner = context.source, loop.node, loop.inner
    context.loop_sites.add(loop.site)
    width = len(source.indent_of(inner[0])) - len(source.indent_of(loop.holder))
    context.loop_bodies[loop.holder] = width
    target = ", ".join(e.name or "" for e in loop.family)
    # the header and the handler go, the body moves out by one level
    header = source.line_start(source.span(node)[0])
    first = source.line_start(source.span(inner[0])[0])
    text = f"{context.final_indent(node)}for {target} in {over}:\n"
    if loop.lead:
        begin, end = source.line_start(source.span(loop.lead[0])[0]), source.line_end(source.span(loop.lead[-1])[1])
        source.replace_span(header, begin, "")
        source.dedent(loop.lead[0].lineno, loop.lead[-1].end_lineno or 0, width)
        context.loop_bodies[node] = width
        context.loop_bodies.pop(loop.holder)
        source.replace_span(end, first, text)
    else:
        source.replace_span(header, first, text)
    last = inner[-1]
    tail = source.line_end(source.span(last)[1])
    end = source.line_end(source.span(node)[1])
    after = ""
    for statement in loop.rest:
        after += source.statement(statement, context.final_indent(node)) + "\n"
    source.replace_span(tail, end, after)
    source.dedent(inner[0].lineno, last.end_lineno or last.lineno, width)


def _elements(site_plan: SitePlan) -> list[Element]:
    """The elements that a run draws."""
    from migrate.rewriting.functions import all_placeholders

    if site_plan.kind == "draw":
        return [f.value for f in site_plan.site.fetches() if isinstance(f.value, Element)]
    return [p for p in all_placeholders(site_plan.root) if isinstance(p, Element)] if site_plan.root else []


def drawn(context: Context, site: RunSite) -> str:
    """What a run that only fetches elements gives: numpy values in the structure of the fetches."""
    structure = site.structure
    first = site.fetches()[0].value
    family = siblings(context, first.node)
    iterator = source_of(context, site, first)
    if isinstance(structure, Fetch):
        if first.path is not None:
            text = (
                first.name
                if site in context.loop_sites
                else f"{context.iterator_names[iterator]}.get_next()[{first.path}]"
            )
            return f"{text}.numpy()"
        text = first.name if site in context.loop_sites else f"{context.iterator_names[iterator]}.get_next()"
        if iterator.detail["dataset"] and iterator.detail["dataset"].detail.get("structure") == "single":
            return f"{text}.numpy()"
        return f"{context.tf}.nest.map_structure(lambda t: t.numpy(), {text})"
    fetched = [f.value for f in site.fetches()]
    if not isinstance(structure, (list, tuple)) or len(fetched) != len(structure):
        raise Obstacle(site.node, "nested fetches of elements")
    opening, closing = ("(", ")") if isinstance(structure, tuple) else ("[", "]")
    if _unpacked(context, site, len(fetched)):
        if site in context.loop_sites:
            return ", ".join(f"{e.name}.numpy()" for e in fetched)
        if fetched == family and first.path is not None:
            return f"(t.numpy() for t in {context.iterator_names[iterator]}.get_next())"
        if first.path is not None and _in_their_order(context, site, fetched, family):
            return f"(t.numpy() for t in {context.iterator_names[iterator]}.get_next())"
    if site in context.loop_sites:
        words = [f"{e.name}.numpy()" for e in fetched]
        return f"{opening}{', '.join(words)}{',' if len(words) == 1 and opening == '(' else ''}{closing}"
    if fetched == family and first.path is not None:
        text = f"t.numpy() for t in {context.iterator_names[iterator]}.get_next()"
        return f"tuple({text})" if opening == "(" else f"[{text}]"
    raise Obstacle(site.node, "some parts of an element are fetched")


def _in_their_order(context: Context, site: RunSite, fetched: list, family: list[Element]) -> bool:
    """Names that some parts are given, in any order, are put in that of the element; the others are `_`."""
    target = context.interp.parents[site.node].targets[0]  # type: ignore[attr-defined]
    names = [t.id for t in target.elts if isinstance(t, ast.Name)]
    if len(set(names)) < len(fetched) or len(set(fetched)) < len(fetched) or not set(fetched) <= set(family):
        return False
    if len(fetched) < len(family) and "_" in context.taken:
        return False
    by_part = dict(zip(fetched, names, strict=True))
    context.source.replace(target, ", ".join(by_part.get(e, "_") for e in family))
    return True


def _unpacked(context: Context, site: RunSite, count: int) -> bool:
    """Whether names are given to the results at once."""
    statement = context.interp.parents.get(site.node)
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return False
    target = statement.targets[0]
    names = target.elts if isinstance(target, (ast.Tuple, ast.List)) else []
    return len(names) == count > 1 and not any(isinstance(n, ast.Starred) for n in names)


def _within(context: Context, node: ast.AST, outer: ast.AST) -> bool:
    current: ast.AST | None = node
    while current is not None:
        if current is outer:
            return True
        current = context.interp.parents.get(current)
    return False


def _precedes(context: Context, statement: ast.stmt, node: ast.stmt) -> bool:
    """Whether a statement stands before another in the same block, with nothing that draws between them."""
    block = block_of(node, context.interp.parents.get(node)) or []
    return statement in block and block.index(statement) < block.index(node)


def finish(context: Context) -> None:
    """Takes out iterators that no run site draws from any more."""
    from migrate.rewriting.native import DELETED, _delete

    source = context.source
    for statement in context.unused_starts:  # what stands above it is about the loop too
        start, end = source.span(statement)
        source.edits.pop((start, end), None)
        source.replace_span(source.line_start(start), source.line_end(end), DELETED + "\n")
        context.deleted.add(statement)
    for iterator in context.unused_iterators:
        statement = iterator.unit.node
        source.edits.pop(source.span(statement), None)
        _delete(context, statement)
