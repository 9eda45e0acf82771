"""Dataset iterators: the elements that `get_next()` gave to the graph become arguments of the functions.

`sess.run(op)` drew one element; `op(*iterator.get_next())` draws it now, and still ends with OutOfRangeError. A
`while True` loop that only waits for that end becomes `for batch in dataset`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages.program import Fetch, Obstacle, RunSite
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


# ---------------------------------------------------------------- statements
def declare(context: Context) -> None:
    """Iterator statements; the names under which functions and run sites find dataset and iterator."""
    from migrate.rewriting.native import _delete

    source = context.source
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
                    if value.detail["how"] == "one-shot":
                        source.replace(value.node, f"iter({_dataset_text(context, value)})")
                    else:
                        _delete(context, unit.node)
                elif (
                    isinstance(value, Operation) and value.kind == "iterator-init" and isinstance(unit.node, ast.Assign)
                ):
                    _delete(context, unit.node)


def _name(context: Context, iterator: Handle) -> str:
    if iterator.home is not None:
        return iterator.home[1]
    return context.fresh("iterator")


def _dataset_text(context: Context, iterator: Handle) -> str:
    return context.source.expression(iterator.detail["dataset_node"])


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
def specs(context: Context, placeholders: list[Placeholder]) -> list[str] | None:
    """The input signature with elements in it; None where the dataset cannot be named."""
    words: list[str] = []
    done: set[ast.AST] = set()
    for placeholder in placeholders:
        if not isinstance(placeholder, Element):
            words.append(context.specs[placeholder])
            continue
        name = (
            dataset_name(context, placeholder.iterator) if placeholder.iterator.detail["how"] != "structure" else None
        )
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
    for node in groups(needed):
        family = siblings(context, node)
        used = [e for e in family if e in needed]
        if site in context.loop_sites:
            for element in used:
                found[element] = element.name or ""
            continue
        draw = f"{context.iterator_names[used[0].iterator]}.get_next()"
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
def initialise(context: Context, site: RunSite, operation: Operation) -> None:
    """`sess.run(iterator.initializer)` -> `iterator = iter(dataset)`."""
    iterator: Handle = operation.detail["iterator"]
    statement = context.interp.parents.get(site.node)
    if not isinstance(statement, ast.Expr) or site.function is not None:
        raise Obstacle(site.node, "an iterator is initialised inside a function or an expression")
    if site.feeds:
        raise Obstacle(site.node, "the dataset of an iterator is fed")
    node = operation.detail.get("dataset_node") or iterator.detail.get("dataset_node")
    if node is None:
        raise Obstacle(site.node, "an iterator whose dataset is not known")
    if operation.detail["dataset"].detail.get("shuffled") and context.interp.parents_in_loop(site.node):
        # TF1 started with the same order at each initialisation, a Python iterator goes on with the next one
        raise Obstacle(site.node, "a shuffled dataset is iterated again from the start")
    text = context.source.expression(node)
    context.source.replace(statement, f"{context.iterator_names[iterator]} = iter({text})")
    context.initialisations.setdefault(iterator, []).append((statement, text))


def loops(context: Context) -> None:
    """Loops that wait for OutOfRangeError over one iterator -> `for element in dataset`."""
    for node in ast.walk(context.tree):
        if isinstance(node, ast.While) and _endless(node) and len(node.body) == 1 and isinstance(node.body[0], ast.Try):
            # while True: try: ... except OutOfRangeError: break
            handler = _handler(context, node.body[0])
            if handler is not None and handler.body and isinstance(handler.body[-1], ast.Break):
                _loop(context, node, node.body[0].body, handler.body[:-1], node.body[0])
        elif isinstance(node, ast.Try) and len(node.body) == 1 and isinstance(node.body[0], ast.While):
            # try: while True: ... except OutOfRangeError: pass
            handler = _handler(context, node)
            if handler is not None and _endless(node.body[0]):
                rest = [s for s in handler.body if not isinstance(s, ast.Pass)]
                _loop(context, node, node.body[0].body, rest, node.body[0])


def _endless(node: ast.While) -> bool:
    return isinstance(node.test, ast.Constant) and node.test.value in (True, 1) and not node.orelse


def _handler(context: Context, node: ast.Try) -> ast.ExceptHandler | None:
    """The only handler, where it is for the end of the data."""
    if len(node.handlers) != 1 or node.orelse or node.finalbody:
        return None
    handler = node.handlers[0]
    ends = handler.type is not None and context.names.resolve(handler.type) == "tensorflow.errors.OutOfRangeError"
    return handler if ends and not handler.name else None


def _loop(context: Context, node: ast.stmt, inner: list[ast.stmt], rest: list[ast.stmt], holder: ast.stmt) -> None:
    if any(isinstance(n, (ast.Break, ast.Continue)) for s in inner for n in ast.walk(s)):
        return
    drawing = [p for p in context.plan.sites if groups(_elements(p)) and _within(context, p.site.node, node)]
    if len(drawing) != 1 or not _within(context, drawing[0].site.node, inner[0]):
        return  # only where the first statement draws, so that nothing ran before the end was met
    site_plan = drawing[0]
    if isinstance(inner[0], (ast.For, ast.While, ast.If, ast.With, ast.Try)):
        return
    needed = _elements(site_plan)
    calls = groups(needed)
    if len(calls) != 1:
        return
    family = siblings(context, calls[0])
    if any(e.name is None for e in family) or len(family) > 1 and family[0].path is None:
        return
    if family[0].path is not None and not all("," not in str(e.path) for e in family):
        return
    iterator = family[0].iterator
    others = [p for p in context.plan.sites if p is not site_plan and any(e.iterator is iterator for e in _elements(p))]
    name = context.iterator_names[iterator]
    started = context.initialisations.get(iterator, [])
    over = name
    if not others:
        once = iterator.detail["how"] == "one-shot"
        if once and dataset_name(context, iterator) and not context.interp.parents_in_loop(node):
            over = dataset_name(context, iterator) or name
            context.unused_iterators.append(iterator)
        elif len(started) == 1 and _precedes(context, started[0][0], node):
            over = started[0][1]
            context.unused_starts.append(started[0][0])
    source = context.source
    context.loop_sites.add(site_plan.site)
    width = len(source.indent_of(inner[0])) - len(source.indent_of(holder))
    context.loop_bodies[holder] = width
    target = ", ".join(e.name or "" for e in family)
    # the header and the handler go, the body moves out by one level
    header = source.line_start(source.span(node)[0])
    first = source.line_start(source.span(inner[0])[0])
    source.replace_span(header, first, f"{context.final_indent(node)}for {target} in {over}:\n")
    last = inner[-1]
    tail = source.line_end(source.span(last)[1])
    end = source.line_end(source.span(node)[1])
    after = ""
    for statement in rest:
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
    if isinstance(structure, Fetch):
        if first.path is not None:
            text = (
                first.name
                if site in context.loop_sites
                else f"{context.iterator_names[first.iterator]}.get_next()[{first.path}]"
            )
            return f"{text}.numpy()"
        text = first.name if site in context.loop_sites else f"{context.iterator_names[first.iterator]}.get_next()"
        if first.iterator.detail["dataset"] and first.iterator.detail["dataset"].detail.get("structure") == "single":
            return f"{text}.numpy()"
        return f"{context.tf}.nest.map_structure(lambda t: t.numpy(), {text})"
    fetched = [f.value for f in site.fetches()]
    if not isinstance(structure, (list, tuple)) or len(fetched) != len(structure):
        raise Obstacle(site.node, "nested fetches of elements")
    opening, closing = ("(", ")") if isinstance(structure, tuple) else ("[", "]")
    if site in context.loop_sites:
        words = [f"{e.name}.numpy()" for e in fetched]
        return f"{opening}{', '.join(words)}{',' if len(words) == 1 and opening == '(' else ''}{closing}"
    if fetched == family and first.path is not None:
        text = f"t.numpy() for t in {context.iterator_names[first.iterator]}.get_next()"
        return f"tuple({text})" if opening == "(" else f"[{text}]"
    raise Obstacle(site.node, "some parts of an element are fetched")


def _within(context: Context, node: ast.AST, outer: ast.AST) -> bool:
    current: ast.AST | None = node
    while current is not None:
        if current is outer:
            return True
        current = context.interp.parents.get(current)
    return False


def _precedes(context: Context, statement: ast.stmt, node: ast.stmt) -> bool:
    """Whether a statement stands before another in the same block, with nothing that draws between them."""
    parent = context.interp.parents.get(node)
    for field in ("body", "orelse", "finalbody"):
        block = getattr(parent, field, None)
        if isinstance(block, list) and node in block and statement in block:
            return block.index(statement) < block.index(node)
    return False


def finish(context: Context) -> None:
    """Takes out iterators that no run site draws from any more."""
    from migrate.rewriting.native import _delete

    source = context.source
    for statement in context.unused_starts:
        source.edits.pop(source.span(statement), None)
        _delete(context, statement)
    for iterator in context.unused_iterators:
        statement = iterator.unit.node
        source.edits.pop(source.span(statement), None)
        _delete(context, statement)
