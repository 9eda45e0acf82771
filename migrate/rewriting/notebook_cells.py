"""What is special about a program in the cells of a notebook: its order, what cells display, and their borders."""

from __future__ import annotations

import ast
import builtins
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.edits import Source
from migrate.findings import Finding
from migrate.notebooks import magics, texts

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

_INTERACTIVITY = re.compile(r"\bast_node_interactivity\s*=\s*[\"'](\w+)[\"']")
# methods that give nothing
_GIVES_NONE = {"add", "append", "clear", "close", "extend", "flush", "insert", "legend", "reverse", "show", "sort"}
_GIVES_NONE |= {"update"}


@dataclass
class Refused(Exception):
    """Why the cells of a notebook cannot be read as one program, or a new text not be cut into them."""

    line: int
    reason: str


def is_notebook(name: str) -> bool:
    return name.endswith(texts.SUFFIX)


# ---------------------------------------------------------------- before
def check(text: str, tree: ast.Module) -> None:
    """Raises Refused where the cells from the top to the bottom may not be the program."""
    for number, line in enumerate(text.split("\n"), 1):
        magic = magics.opaque(line)
        if magic is not None:
            raise Refused(number, f"what `{magic}` runs cannot be seen")
    interactivity = _INTERACTIVITY.search(text)
    if interactivity is not None and interactivity[1] not in ("all", "last_expr", "none"):
        raise Refused(text.count("\n", 0, interactivity.start()) + 1, "the notebook displays what is assigned")
    _check_order(text, tree)


def _check_order(text: str, tree: ast.Module) -> None:
    """No cell reads a name that only a later cell binds: such cells were run in another order."""
    ranges = texts.ranges(text)
    bound: dict[str, int] = {}
    read: list[tuple[str, int, ast.Name]] = []
    for node in tree.body:
        cell = next((at for at, (_, first, end) in enumerate(ranges) if first <= node.lineno < end), None)
        if cell is None:
            continue
        for inner in _now(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load):
                read.append((inner.id, cell, inner))
            for name in _bindings(inner):
                bound.setdefault(name, cell)
    for name, cell, node in read:
        if bound.get(name, -1) > cell and not hasattr(builtins, name):
            later = ranges[bound[name]][0] + 1
            raise Refused(
                node.lineno, f"reads `{name}` before cell {later} binds it, so the cells are not run in their order"
            )


def _now(node: ast.AST) -> list[ast.AST]:
    """The nodes of a statement that are evaluated when it runs, without the bodies of functions."""
    found: list[ast.AST] = [node]
    local: set[str] = set()
    stack: list[ast.AST] = [node]
    while stack:
        current = stack.pop()
        children = list(ast.iter_child_nodes(current))
        if isinstance(current, (ast.FunctionDef, ast.AsyncFunctionDef)):
            children = [*current.decorator_list, *current.args.defaults, *filter(None, current.args.kw_defaults)]
        elif isinstance(current, ast.Lambda):
            children = [*current.args.defaults, *filter(None, current.args.kw_defaults)]
        elif isinstance(current, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            targets = [n for g in current.generators for n in ast.walk(g.target)]
            local |= {n.id for n in targets if isinstance(n, ast.Name)}
        elif isinstance(current, ast.ClassDef):
            inside = [n for statement in current.body for n in _now(statement)]
            local |= {name for n in inside for name in _bindings(n)}
        found += children
        stack += children
    return [n for n in found if not (isinstance(n, ast.Name) and n.id in local)]


def _bindings(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Name):
        return [node.id] if isinstance(node.ctx, ast.Store) else []
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return [node.name]
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return [a.asname or a.name.split(".")[0] for a in node.names]
    return [node.name] if isinstance(node, ast.ExceptHandler) and node.name else []


# ---------------------------------------------------------------- display
def displayed(text: str, tree: ast.Module) -> set[ast.stmt]:
    """The expression statements whose values are shown below their cells; none where the text is no notebook."""
    if not texts.is_notebook(text):
        return set()
    interactivity = _INTERACTIVITY.search(text)
    found: set[ast.stmt] = set()
    for statements in _by_cell(text, tree).values():
        chosen = statements if interactivity is not None and interactivity[1] == "all" else statements[-1:]
        found |= {s for s in chosen if isinstance(s, ast.Expr) and not _ends_with_semicolon(text, s)}
    return set() if interactivity is not None and interactivity[1] == "none" else found


def quiet(context: Context, result: str) -> str:
    """Semicolons after expressions that would be shown in the new cells, and whose values the old ones did not show."""
    if not texts.is_notebook(result):
        return result
    gone = context.deleted | context.silent | {unit.node for unit in context.plan.moved}
    shows = {
        index
        for index, statements in _by_cell(context.source.text, context.tree).items()
        if statements[-1] in context.interp.displayed and statements[-1] not in gone
    }
    nothing = {part.name for part in context.plan.parts if not part.outputs}
    source = Source(result)
    tree = ast.parse(result)
    for index, statements in _by_cell(result, tree).items():
        last = statements[-1]
        if index in shows or not isinstance(last, ast.Expr) or _ends_with_semicolon(result, last):
            continue
        if not _gives_none(last.value, nothing):
            source.insert(source.span(last)[1], ";")
    return source.result() if source.edits else result


def _by_cell(text: str, tree: ast.Module) -> dict[int, list[ast.stmt]]:
    """The statements of each cell that has some, magics left out."""
    found: dict[int, list[ast.stmt]] = {}
    ranges = texts.ranges(text)
    at = 0
    for node in tree.body:
        while at < len(ranges) and ranges[at][2] <= node.lineno:
            at += 1
        if at < len(ranges) and ranges[at][1] <= node.lineno:
            found.setdefault(ranges[at][0], []).append(node)
    return found


def _ends_with_semicolon(text: str, node: ast.stmt) -> bool:
    line = text.split("\n")[(node.end_lineno or node.lineno) - 1].encode()[node.end_col_offset or 0 :]
    return line.lstrip().startswith(b";")


def _gives_none(node: ast.expr, functions: set[str]) -> bool:
    """Whether an expression surely has the value None, which is not shown."""
    if not isinstance(node, ast.Call):
        return isinstance(node, ast.Constant) and node.value is None
    if isinstance(node.func, ast.Attribute):
        return node.func.attr in _GIVES_NONE or node.func.attr in functions
    return isinstance(node.func, ast.Name) and (node.func.id == "print" or node.func.id in functions)


# ---------------------------------------------------------------- after
def settle(name: str, old: str, new: str) -> tuple[str, list[Finding]]:
    """The new text with the blank lines of the old cells, and the findings on its order; raises Refused."""
    if old == new:
        return new, []
    settled = texts.settled(old, new)
    if settled is None:
        raise Refused(1, "the native form crosses the borders of the cells")
    cells = list(zip(texts.cut(old), texts.cut(settled), strict=True))
    for (_, first, _), (was, now) in zip(texts.ranges(old), cells, strict=True):
        torn = magics.torn(now.code)
        if torn is not None or magics.masks(was.code) != magics.masks(now.code):
            raise Refused(first, f"`{torn or magics.masks(was.code)[0].strip()}` stands beside a statement that moves")
    _check_names(old, settled)
    return settled, _order(name, old, [now for was, now in cells if was != now])


def _check_names(old: str, new: str) -> None:
    """A name that a shell line reads is still bound."""
    before, after = ({b for n in ast.walk(ast.parse(t)) for b in _bindings(n)} for t in (old, new))
    for number, line in enumerate(old.split("\n"), 1):
        for mask in magics.masks(line):
            lost = (magics.names(mask) & before) - after
            if lost:
                raise Refused(number, f"a shell line reads `{min(lost)}`, which the native form has not")


def _order(name: str, old: str, changed: list[texts.Cell]) -> list[Finding]:
    """The note that the cells are read in their order, and which of them were last run in another."""
    ranges = {index: first for index, first, _ in texts.ranges(old)}
    known = [cell for cell in changed if cell.run is not None]
    swapped = next(((a, b) for a, b in zip(known, known[1:], strict=False) if (a.run or 0) >= (b.run or 0)), None)
    if swapped is None:
        message = "the cells are read from the top to the bottom, each once, as Restart & Run All runs them"
        return [Finding("TF309", name, min(ranges.values(), default=1) + 1, 1, message, severity="note")]
    message = (
        f"the cells are read from the top to the bottom, each once; cell {swapped[1].index + 1} was last run before "
        f"cell {swapped[0].index + 1}, so what the notebook shows may have come from another order"
    )
    return [Finding("TF309", name, ranges[swapped[1].index] + 1, 1, message)]
