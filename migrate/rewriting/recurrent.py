"""Recurrent cells as small classes of the program's own, and the functions that run them over time.

The classes and functions are written into the file once, as far as they are used: TF1's cells keep one kernel over
inputs and state, in TF1's gate order and with TF1's initial values, so numbers and checkpoints stay what they were.
"""

from __future__ import annotations

import ast
import functools
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from migrate.planning import Hoist
from migrate.reaching import reached
from migrate.rewriting import hoisting, programs
from migrate.stages import recurrent as stage
from migrate.stages import shapes, tf_calls
from migrate.stages.program import Obstacle
from migrate.stages.recurrent import Build
from migrate.stages.values import Handle, Host, Method, Value

if TYPE_CHECKING:
    from migrate.edits import Source
    from migrate.rewriting.native import Context

TEMPLATES = Path(__file__).parent / "templates"
# names for functions that the file already gives to something else
OTHER_NAMES = {
    "sequence_loss": "weighted_sequence_loss",
    "dynamic_rnn": "run_dynamic_rnn",
    "static_rnn": "run_static_rnn",
}
DROPPED = {"name", "scope", "parallel_iterations", "swap_memory"}
# arguments that must have this value, and are then left out
ONLY = {
    "state_is_tuple": (True,),
    "use_peepholes": (False, None),
    "variational_recurrent": (False, None),
    "state_keep_prob": (1, 1.0),
    "average_across_timesteps": (True,),
    "average_across_batch": (True,),
    "sum_over_timesteps": (False, None),
    "sum_over_batch": (False, None),
}


class Recurrent:
    """What one file uses: template names with the names they get there, and what is moved out of helpers."""

    def __init__(self) -> None:
        self.used: dict[str, str] = {}
        self.calls: dict[str, set[int]] = {}  # those that the program itself calls, and the lines
        self.lengths = False
        self.hoists: dict[int, list[ast.Assign]] = {}  # id of a Build -> statements that leave the helper
        self.names: dict[Handle, str] = {}  # cells -> the names they have at the level of the scope
        self.inline: dict[Handle, str] = {}  # cells written as an argument, and the names that they get


# ---------------------------------------------------------------- templates
@functools.cache
def templates(lengths: bool) -> dict[str, str]:
    """Source of each class and function, by name, in the order of the file."""
    found: dict[str, str] = {}
    for name in ["recurrent.py.txt", *(["recurrent_lengths.py.txt"] if lengths else [])]:
        text = (TEMPLATES / name).read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                found[node.name] = ast.get_source_segment(text, node) or ""
            elif isinstance(node, ast.Assign):
                found[node.targets[0].id] = ast.get_source_segment(text, node) or ""  # type: ignore[attr-defined]
    order = {"LSTMStateTuple": 0, "rnn_step": 1}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], 2)))


def _needed(used: set[str], lengths: bool) -> list[str]:
    """The used names and those that their source mentions."""
    blocks = templates(lengths)
    found = reached(used, lambda name: [other for other in blocks if re.search(rf"\b{other}\b", blocks[name])])
    return [name for name in blocks if name in found]


def _use(context: Context, base: str) -> str:
    """The name of a template in this file."""
    used = context.recurrent.used
    for name in _needed({base}, True):
        if name not in used:
            used[name] = _free_name(context, name)
    return used[base]


def _free_name(context: Context, base: str) -> str:
    bindings = context.names.module_scope.bindings.get(base, [])
    imported = bool(bindings) and all(isinstance(b, (ast.Import, ast.ImportFrom)) for b in bindings)
    if imported and (context.names.import_path(bindings[0], base) or "").startswith("tensorflow"):
        elsewhere = any(
            isinstance(n, (ast.Name, ast.arg))
            and (n.id if isinstance(n, ast.Name) else n.arg) == base
            and not (isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load))
            for n in ast.walk(context.tree)
        )
        if not elsewhere:
            return base
    return context.fresh(base, OTHER_NAMES.get(base, base))


def insert(context: Context) -> None:
    """Writes the classes and functions that are used after the imports of each file that uses them."""
    state = context.recurrent
    files: dict[tuple[int, int], set[str]] = {}
    for base, lines in state.calls.items():
        for line in lines:
            files.setdefault(programs.same_file(context.source.text, line), set()).add(base)
    for span, called in sorted(files.items()):
        _insert(context, span, called)


def _insert(context: Context, span: tuple[int, int], called: set[str]) -> None:
    from migrate.rewriting.native import FUNCTION

    state = context.recurrent
    names = _needed(called, state.lengths)
    blocks = templates(state.lengths)
    texts = []
    whole = "state_size" in context.interp.cell_attributes
    for name in names:
        text = blocks[name] if whole else re.sub(r"\n *self\.state_size = .*", "", blocks[name])
        for base in names:
            if state.used[base] != base:
                text = re.sub(rf"\b{base}\b", state.used[base], text)
        texts.append(re.sub(r"\btf\.", f"{context.tf}.", text))
    source = context.source
    body = [n for n in context.tree.body if span[0] <= n.lineno <= span[1]]
    imports = [n for n in body if isinstance(n, (ast.Import, ast.ImportFrom)) and not _is_future(n)]
    last = _last_of_run(context, body, imports)
    if "LSTMStateTuple" in names and not _imports_collections(imports):
        if "collections" in context.taken:
            raise Obstacle(body[0], "`collections` is the name of something else")
        start = source.line_start(source.span(imports[0])[0])
        if any(edit.start == start for edit in source.edits.values()):
            source.insert(_line_tail(source, imports[0]), "\nimport collections")
        else:
            other = (getattr(imports[0], "module", None) or imports[0].names[0].name).split(".")[0]  # type: ignore[attr-defined]
            source.insert(start, "import collections\n" + ("" if other in sys.stdlib_module_names else "\n"))
    source.insert(_line_tail(source, last), "".join(f"\n{FUNCTION}\n{text}\n\x00end " for text in texts))


def _line_tail(source: Source, node: ast.stmt) -> int:
    """Offset of the newline that ends a statement's line."""
    return source.line_end(source.span(node)[1]) - 1


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _imports_collections(imports: list[ast.stmt]) -> bool:
    return any(
        isinstance(n, ast.Import) and any(a.name == "collections" and not a.asname for a in n.names) for n in imports
    )


def _last_of_run(context: Context, body: list[ast.stmt], imports: list[ast.stmt]) -> ast.stmt:
    """The last import of the run of imports that brings TensorFlow in."""
    first = next((n for n in imports if any((a.asname or a.name) == context.tf for a in n.names)), None)  # type: ignore[attr-defined]
    if first is None:
        raise Obstacle(body[0], "TensorFlow is not imported at the top of the file")
    last = first
    for node in body[body.index(first) + 1 :]:
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            break
        if node not in context.deleted:
            last = node
    return last


# ---------------------------------------------------------------- calls
def rewrite_call(context: Context, node: ast.Call, base: str) -> None:
    """A cell, a run of a cell or a sequence loss: the same call of the class or function of this file."""
    name = _use(context, base)
    context.recurrent.calls.setdefault(base, set()).add(node.lineno)
    source = context.source
    if base == stage.TUPLE:
        source.replace(node.func, name)
        return
    params = stage.CELLS.get(base) or stage.RUNNERS.get(base) or stage.LOSSES[base]
    bound = tf_calls.bind(node, params)
    if bound is None:
        raise Obstacle(node, f"`{base}` with spread arguments")
    signature = _signature(base)
    words: list[str] = []
    positional = True
    for key, value in bound.items():
        if _left_out(context, base, key, value):
            continue
        if key not in signature:
            raise Obstacle(value, f"`{key}` of `{base}`")
        text = _inline_name(context, value) or source.expression(value)
        at_place = positional and value in node.args and signature.index(key) == len(words)
        positional = at_place
        words.append(text if at_place else f"{key}={text}")
        if key == "sequence_length":
            context.recurrent.lengths = True
    text = f"{name}({', '.join(words)})"
    if len(text) + node.col_offset > 110 and "\n" not in text:
        indent = source.indent_of(node)
        text = f"{name}(\n{indent}    {', '.join(words)}\n{indent})"
    source.replace(node, text)


@functools.cache
def _signature(base: str) -> list[str]:
    """Parameters of a class or function, in order, `self` left out."""
    node = ast.parse(templates(True)[base]).body[0]
    if isinstance(node, ast.ClassDef):
        node = next(n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__")
    assert isinstance(node, ast.FunctionDef)
    return [a.arg for a in node.args.args if a.arg != "self"]


def _left_out(context: Context, base: str, key: str, node: ast.expr) -> bool:
    """Whether an argument says nothing that the class or function does not do anyway."""
    value = context.value(node)
    const = value.const if isinstance(value, Host) else ...
    if const is None and key not in ("cell", "inputs"):
        return True
    if key in DROPPED:
        return True
    if key in ONLY:
        if not any(const is allowed or (const == allowed and not isinstance(const, bool)) for allowed in ONLY[key]):
            raise Obstacle(node, f"`{key}` of `{base}`")
        return True
    if key == "reuse":
        plain = const is False or (
            isinstance(value, Method) and isinstance(value.owner, Handle) and value.name == "reuse"
        )
        if not plain:
            raise Obstacle(node, f"`reuse` of `{base}`")
        return True
    if key == "dtype":
        if context.names.resolve(node) != "tensorflow.float32":
            raise Obstacle(node, f"a `dtype` of `{base}` other than tf.float32")
        return True
    if key == "activation" and const is not ...:
        raise Obstacle(node, f"the activation of `{base}` is given by its name")
    return False


def _inline_name(context: Context, node: ast.expr) -> str | None:
    value = context.interp.value_of.get(id(node))
    return context.recurrent.inline.get(value) if isinstance(value, Handle) else None


def rewrite_import(context: Context, node: ast.ImportFrom) -> bool:
    """Takes out `from tensorflow.contrib import rnn` and its like, whose names are all rewritten where they stand."""
    from migrate.rewriting.native import _delete

    known = ("contrib.rnn", "nn.rnn_cell", "contrib.seq2seq", "contrib.legacy_seq2seq", "contrib.layers", "contrib")
    known += ("python.ops.rnn", "python.ops.rnn_cell", "contrib.rnn.core_rnn_cell")
    for alias in node.names:
        path = (context.names.import_path(node, alias.asname or alias.name) or "").removeprefix("tensorflow.")
        if path not in known and stage.symbol(path) is None:
            return False
    _delete(context, node)
    return True


# ---------------------------------------------------------------- cells in helpers
def prepare(context: Context) -> None:
    """Chooses what leaves helpers and the names of cells; registers the edits inside those statements."""
    for build in context.interp.builds:
        _prepare(context, build)
    _rename_dynamic(context)


def _in_class(context: Context, build: Build) -> bool:
    """Whether the helper that makes the cells becomes a class, which then holds them."""
    return any(h.build is build for h in context.plan.hoists)


def _prepare(context: Context, build: Build) -> None:
    interp, state = context.interp, context.recurrent
    if _in_class(context, build):
        return
    scopes = {s.node for s in interp.scopes}
    helpers = [d for d in build.stack if d not in scopes]
    alive = [c for c in stage.inner_cells(build.cell) if any(d in helpers for d in c.detail["stack"])]
    if helpers and alive:
        _leave_helper(context, build, helpers, alive)
    for part in stage.static_roots(build.cell):
        if part in state.names:
            continue
        statement = _statement(context, part.node)
        if part.home is not None:
            state.names[part] = part.home[1]
        elif _written_in_place(context, part):
            state.inline[part] = state.names[part] = context.fresh("cell", "rnn_cell")
        else:
            raise Obstacle(statement or part.node, "a recurrent cell without a name of its own")


def _written_in_place(context: Context, cell: Handle) -> bool:
    """Whether a cell is an argument of a call at the level of the scope, evaluated once."""
    scopes = {s.node for s in context.interp.scopes}
    argument = isinstance(context.interp.parents.get(cell.node), (ast.Call, ast.keyword))
    inside = any(d not in scopes for d in cell.detail["stack"])
    return argument and not inside and not context.interp.parents_in_loop(cell.node)


def _statement(context: Context, node: ast.AST) -> ast.stmt | None:
    current: ast.AST | None = node
    while current is not None and not isinstance(current, ast.stmt):
        current = context.interp.parents.get(current)
    return current


def _leave_helper(context: Context, build: Build, helpers: list[ast.AST], alive: list[Handle]) -> None:
    """Statements of a helper that make its cells move beside the one call of the helper."""
    interp, state = context.interp, context.recurrent
    definition = helpers[0]
    entries = {id(c): c for c, *_ in interp.calls.get(id(definition), [])}
    if not isinstance(definition, ast.FunctionDef) or len(helpers) > 1 or definition not in interp.tree.body:
        raise Obstacle(build.node, "a method or inner function that makes recurrent cells")
    if len(entries) != 1 or not isinstance(build.unit.scope.node, ast.Module) or definition in context.plan.modules:
        raise Obstacle(build.node, "a helper that makes recurrent cells is called several times or from a function")
    call = next(iter(entries.values()))
    if interp.parents_in_loop(call):
        raise Obstacle(call, "recurrent cells are made in a loop")
    hoist = Hoist(build.variable, build.node, build.node, build.unit, definition, call)
    static = [c for root in stage.static_roots(build.cell) for c in stage.inner_cells(root) if c in alive]
    statements = making_statements(context, definition, static)
    targets = {s.targets[0].id for s in statements}  # type: ignore[attr-defined]
    scope = context.names.inner_scope(definition)
    module_names = context.names.module_scope.bindings
    renamed: dict[str, str] = {}
    for target in sorted(targets):
        own = sum(1 for s in statements if s.targets[0].id == target)  # type: ignore[attr-defined]
        if len(scope.bindings[target]) > own or target in module_names or target in state.names.values():
            renamed[target] = context.fresh(f"{definition.name.lower()}_{target}")
        else:
            renamed[target] = target
    moved = {id(n) for s in statements for n in ast.walk(s)}
    for statement in statements:
        for inner in ast.walk(statement):
            if not isinstance(inner, ast.Name):
                continue
            if inner.id in targets:
                context.source.replace(inner, renamed[inner.id])
            elif isinstance(inner.ctx, ast.Load) and not _bound_inside(context, statement, inner.id):
                text = hoisting._outside(context, hoist, inner, set())
                if text is not None and text != inner.id:
                    context.source.replace(inner, text)
    for inner in ast.walk(definition):
        if isinstance(inner, ast.Name) and inner.id in targets and id(inner) not in moved:
            value = interp.value_of.get(id(inner))
            if isinstance(inner.ctx, ast.Load) and is_static_cell(value):
                if renamed[inner.id] != inner.id:
                    context.source.replace(inner, renamed[inner.id])
    for cell in static:
        statement = _statement(context, cell.node)
        if isinstance(statement, ast.Assign) and statement.value is cell.node:
            state.names[cell] = renamed[statement.targets[0].id]  # type: ignore[attr-defined]
    state.hoists[id(build)] = statements


def is_static_cell(value: Value | None) -> bool:
    cells = stage.cells_of(value)
    return bool(cells) and all(c.detail["tensor"] is None for c in cells)


def _bound_inside(context: Context, statement: ast.stmt, name: str) -> bool:
    """Whether a comprehension in the statement binds the name."""
    return any(isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store) for n in ast.walk(statement))


def making_statements(context: Context, definition: ast.FunctionDef, cells: list[Handle]) -> list[ast.Assign]:
    """The assignments of the helper's body that make these cells, those of lists that they read included."""
    found: list[ast.Assign] = []
    stack: list[ast.stmt | None] = []
    for cell in cells:
        statement = _statement(context, cell.node)
        inside = any(statement is n for n in ast.walk(definition))
        if inside:
            stack.append(statement)
    while stack:
        statement = stack.pop()
        if statement in found:
            continue
        simple = isinstance(statement, ast.Assign) and len(statement.targets) == 1
        if not simple or not isinstance(statement.targets[0], ast.Name):  # type: ignore[union-attr]
            raise Obstacle(statement or definition, "a recurrent cell without a name of its own")
        if not hoisting.straight(context, statement, definition):
            raise Obstacle(statement, "a recurrent cell is made under a condition or in a loop")
        found.append(statement)  # type: ignore[arg-type]
        for inner in ast.walk(statement.value):  # type: ignore[union-attr]
            if isinstance(inner, ast.Name) and stage.cells_of(context.interp.value_of.get(id(inner))):
                for other in ast.walk(definition):
                    if isinstance(other, ast.Assign) and other is not statement and other.lineno < statement.lineno:
                        if any(isinstance(t, ast.Name) and t.id == inner.id for t in other.targets):
                            stack.append(other)
    return sorted(found, key=lambda s: s.lineno)


# ---------------------------------------------------------------- building
def declare(context: Context) -> None:
    """Cells get their variables beside the statement that runs them first; what moves keeps a name of its own."""
    state = context.recurrent
    for build in context.interp.builds:
        if _in_class(context, build):
            continue
        lines: list[str] = []
        for statement in state.hoists.get(id(build), []):
            lines += _leave(context, statement)
        for cell, name in state.inline.items():
            if cell in stage.inner_cells(build.cell):
                lines.append(f"{name} = {context.source.expression(cell.node)}")
        steps = build_steps(context, build.cell, build.input_size)
        lines += [f"{name}.build({size})" for name, size in steps]
        build.variable.access = ", ".join(f"*{name}.trainable_variables" for name, _ in steps)
        context.hoisted_lines.setdefault(build.unit, []).extend(lines)
        hoisted = {id(n) for s in state.hoists.get(id(build), []) for n in ast.walk(s)}
        for root in stage.static_roots(build.cell):
            for cell in stage.inner_cells(root):
                if cell.unit in context.plan.moved and id(cell.node) not in hoisted and cell not in state.inline:
                    if cell.unit is build.unit and _in_factory(context, cell):
                        continue
                    raise Obstacle(cell.node, "a recurrent cell is made in a statement that builds the graph")
    insert(context)


def _in_factory(context: Context, cell: Handle) -> bool:
    """Whether a function that only makes cells made it, for a statement that was moved out already."""
    return any(not any(cell.node is n for n in ast.walk(s)) for ss in context.recurrent.hoists.values() for s in ss)


def _leave(context: Context, statement: ast.Assign) -> list[str]:
    from migrate.rewriting.native import _delete, comment_start

    source = context.source
    start = source.line_start(source.span(statement)[0])
    above = source.text[comment_start(source, start) : start]
    text = source.statement(statement, "")
    _delete(context, statement)
    return [*(line.strip() for line in above.split("\n") if line.strip()), *text.split("\n")]


def build_steps(context: Context, cell: Handle, size: shapes.Dim) -> list[tuple[str, shapes.Dim]]:
    """(name of a cell that is made outside the functions, its number of input features), in TF1's order."""
    if cell.detail["tensor"] is None:
        return [(context.recurrent.names[cell], size)]
    if cell.detail["class"] in stage.LEAVES or cell.detail["class"] == "OutputProjectionWrapper":
        raise Obstacle(cell.node, "a recurrent cell whose constants are tensors")
    found: list[tuple[str, shapes.Dim]] = []
    if cell.detail.get("open"):
        raise Obstacle(cell.node, "a list of cells of unknown length depends on placeholders")
    for child in cell.detail["children"]:
        if size is None:
            raise Obstacle(child.node, "the number of input features of a recurrent cell is not known from the text")
        found += build_steps(context, child, size)
        size = child.detail["size"]
    return found


def _rename_dynamic(context: Context) -> None:
    """A cell made inside a function, from one of the same name outside, gets a name of its own."""
    interp = context.interp
    for unit in context.plan.moved:
        for name, value in unit.defs.items():
            if not (isinstance(value, Handle) and value.kind == "cell" and value.detail["tensor"] is not None):
                continue
            if any(o.value is value for p in context.plan.parts for o in p.outputs):
                raise Obstacle(unit.node, "a recurrent cell that several functions share depends on placeholders")
            if not any(name in u.defs and u not in context.plan.moved for u in unit.scope.units):
                continue
            new = context.fresh(f"{name}_with_dropout")
            for node in ast.walk(context.tree):
                if isinstance(node, ast.Name) and node.id == name and interp.value_of.get(id(node)) is value:
                    context.source.replace(node, new)


__all__ = ["Recurrent", "declare", "insert", "prepare", "rewrite_call", "rewrite_import"]
