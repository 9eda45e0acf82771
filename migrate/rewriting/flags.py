"""`tf.app.flags` and `tf.app.run` -> absl's, which they were made of.

Two things differ: TF1's flags parsed the command line by themselves when one was read first, and its `app.run` let
flags pass that nobody defined.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting import programs
from migrate.stages.exclusive import main_of
from migrate.stages.program import Obstacle

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

MODULES = ("tensorflow.app.flags", "tensorflow.flags")
RENAMED = {"flag_name": "name", "default_value": "default", "docstring": "help"}


def is_part(path: str) -> bool:
    """Whether a path belongs to the flags or is `tf.app.run`."""
    return path == "tensorflow.app.run" or any(path == m or path.startswith(m + ".") for m in MODULES)


def rewrite_call(context: Context, node: ast.Call, path: str) -> None:
    """A call of `tf.app.run` or of a function of the flags; its arguments are rendered with their own edits."""
    if path == "tensorflow.app.run":
        _run(context, node)
        return
    rewrite_reference(context, node.func)
    if path.rsplit(".", 1)[-1].startswith("DEFINE_"):
        for keyword in node.keywords:
            if keyword.arg in RENAMED:
                start = context.source.span(keyword)[0]
                context.source.replace_span(start, start + len(keyword.arg), RENAMED[keyword.arg])


def rewrite_reference(context: Context, node: ast.AST) -> None:
    """`tf.app.flags` anywhere in an attribute chain -> the module's name."""
    state = _state(context)
    current: ast.AST | None = node
    while isinstance(current, (ast.Attribute, ast.Name)):
        if context.names.resolve(current) in MODULES:
            parent = context.interp.parents.get(current)
            if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name) and len(parent.targets) == 1:
                if parent.targets[0].id == state["flags"]:
                    from migrate.rewriting.native import _delete

                    _delete(context, parent)
                    return
            if isinstance(current, ast.Attribute):
                context.source.replace(current, state["flags"])
            return
        current = current.value if isinstance(current, ast.Attribute) else None


def _state(context: Context) -> dict[str, str]:
    """The names of absl's modules in this file."""
    if not context.flag_names:
        for name in ("flags", "app"):
            free = name not in context.taken or (name == "flags" and _only_alias(context, name))
            context.flag_names[name] = name if free else context.fresh(f"absl_{name}")
            context.taken.add(context.flag_names[name])
    return context.flag_names


def _only_alias(context: Context, name: str) -> bool:
    """Whether the file gives the name to nothing but TF1's module."""
    bindings = [
        n
        for n in ast.walk(context.tree)
        if (isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load))
        or (isinstance(n, ast.arg) and n.arg == name)
        or (isinstance(n, (ast.FunctionDef, ast.ClassDef)) and n.name == name)
        or (isinstance(n, ast.alias) and (n.asname or n.name.split(".")[0]) == name)
    ]
    return all(
        isinstance(n, ast.Name)
        and isinstance(parent := context.interp.parents.get(n), ast.Assign)
        and len(parent.targets) == 1
        and parent in context.tree.body
        and context.names.resolve(parent.value) in MODULES
        for n in bindings
    )


def _run(context: Context, node: ast.Call) -> None:
    from migrate.stages.tf_calls import bind

    bound = bind(node, ("main", "argv"))
    if bound is None:
        raise Obstacle(node, "`tf.app.run` whose arguments are spread")
    source, state = context.source, _state(context)
    main = source.expression(bound["main"]) if "main" in bound else main_of(context.tree, node)
    words = [main or "main"]
    if main is None:
        raise Obstacle(node, "`tf.app.run` of a main that is not here")
    if "argv" in bound:
        words.append(f"argv={source.expression(bound['argv'])}")
    words.append(f"flags_parser=lambda argv: {state['flags']}.FLAGS(argv, known_only=True)")
    source.replace(node, f"{state['app']}.run({', '.join(words)})")
    context.flags_run = True


# ---------------------------------------------------------------- imports and parsing
def finish(context: Context) -> None:
    """The import of absl's modules, and the parsing that TF1 did at the first read."""
    if not context.flag_names:
        return
    source, state = context.source, context.flag_names
    lines = {start: _line(context, nodes) for start, nodes in _by_file(context).items()}
    place = _parsing_place(context)
    if place is not None:
        before = [n for n in context.tree.body if isinstance(n, ast.Import) and n.lineno < place.lineno]
        if not any(a.name == "sys" and not a.asname for n in before for a in n.names):
            if _bound(context, "sys"):
                raise Obstacle(place, "`sys` is a name of the program")
            start = programs.same_file(source.text, place.lineno)[0]
            lines[start] = "import sys\n\n" + lines[start]
        text = f"{state['flags']}.FLAGS(sys.argv)  # TF1 did so when a flag was first read\n"
        source.insert(source.line_end(source.span(place)[1]), text)
    for start, line in lines.items():
        source.insert(source.line_start(source.span(_top(context, start))[0]), line)


def _by_file(context: Context) -> dict[int, list[ast.AST]]:
    """First line of a file -> what it uses of the flags and of `tf.app.run`."""
    found: dict[int, list[ast.AST]] = {}
    for node in ast.walk(context.tree):
        if isinstance(node, (ast.Attribute, ast.Name)) and is_part(context.names.resolve(node) or ""):
            found.setdefault(programs.same_file(context.source.text, node.lineno)[0], []).append(node)
    return found


def _line(context: Context, nodes: list[ast.AST]) -> str:
    """The import of what a file uses."""
    runs = any(context.names.resolve(n) == "tensorflow.app.run" for n in nodes)
    wanted = ["app"] if runs else []
    others = any(context.names.resolve(n) != "tensorflow.app.run" for n in nodes)
    wanted += ["flags"] if others or runs else []
    state = context.flag_names
    return f"from absl import {', '.join(n if n == state[n] else f'{n} as {state[n]}' for n in wanted)}\n"


def _top(context: Context, start: int) -> ast.stmt:
    first, last = programs.same_file(context.source.text, start)
    top = next((n for n in context.tree.body if first <= n.lineno <= last and _imports_tensorflow(n)), None)
    if top is None:
        raise Obstacle(context.tree.body[0], "TensorFlow is not imported at the top of the file")
    return top


def _bound(context: Context, name: str) -> bool:
    """Whether the file gives the name to anything but the module."""
    return any(
        (isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load))
        or (isinstance(n, ast.arg) and n.arg == name)
        for n in ast.walk(context.tree)
    )


def _imports_tensorflow(node: ast.stmt) -> bool:
    if isinstance(node, ast.Import):
        return any(a.name.split(".")[0] == "tensorflow" for a in node.names)
    return isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "tensorflow"


def _parsing_place(context: Context) -> ast.stmt | None:
    """The statement after which the command line is parsed; None where `app.run` does it in time."""
    body = context.tree.body
    reads = [s for s in body if any(_reads(context, n) for n in _executed(s))]
    inside = any(_reads(context, n) for n in ast.walk(context.tree))
    if not inside or (context.flags_run and not reads):
        if context.flags_run and inside and _calls_early(context, body):
            raise Obstacle(body[0], "functions that may read flags are called before `tf.app.run`")
        return None
    defines = [s for s in body if isinstance(s, ast.Expr) and _defines(context, s)]
    last = max((s.lineno for s in defines), default=0)
    known = [
        s
        for s in body
        if isinstance(s, ast.Assign)
        and context.names.resolve(s.value) in _objects()
        and s.lineno < (reads[0].lineno if reads else 10**9)
    ]
    if not defines or any(
        _defines(context, n) for f in ast.walk(context.tree) if isinstance(f, ast.FunctionDef) for n in f.body
    ):
        raise Obstacle(body[0], "flags that are not defined at the top of this file")
    if reads and reads[0].lineno < last:
        raise Obstacle(reads[0], "flags are defined after others are read")
    return max([*defines, *known], key=lambda s: s.lineno)


def _objects() -> set[str]:
    return {f"{m}.FLAGS" for m in MODULES}


def _defines(context: Context, statement: ast.AST) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    path = context.names.resolve(call.func) if isinstance(call, ast.Call) else None
    return bool(path) and is_part(path) and path.rsplit(".", 1)[-1].startswith("DEFINE_")


def _reads(context: Context, node: ast.AST) -> bool:
    """`FLAGS.name`, or FLAGS handed on."""
    if isinstance(node, (ast.Attribute, ast.Name)) and isinstance(node.ctx, ast.Load):
        path = context.names.resolve(node)
        if path in _objects():
            parent = context.interp.parents.get(node)
            return not (isinstance(parent, ast.Assign) and parent.value is node)
    return False


def _executed(statement: ast.stmt) -> list[ast.AST]:
    """The nodes of a module-level statement that are evaluated when it runs: no bodies of functions."""
    found: list[ast.AST] = []
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            stack += [*node.decorator_list, *node.args.defaults, *(d for d in node.args.kw_defaults if d)]
            continue
        if isinstance(node, ast.Lambda):
            continue
        found.append(node)
        stack += ast.iter_child_nodes(node)
    return found


def _calls_early(context: Context, body: list[ast.stmt]) -> bool:
    """Whether the module calls one of its own functions before it hands over to `app.run`."""
    own = {n.name for n in body if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    for statement in body:
        for node in _executed(statement):
            if isinstance(node, ast.Call):
                if context.names.resolve(node.func) == "tensorflow.app.run":
                    return False
                if isinstance(node.func, ast.Name) and node.func.id in own:
                    return True
    return False
