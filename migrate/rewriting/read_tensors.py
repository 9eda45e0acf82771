"""Tensors that helpers with variables read of the module around them, as parameters of the helpers.

`def net(name)` that reads the placeholder `x` of its file becomes `def net(x, name)`, and each call hands it over: the
same TensorFlow 1 program, in which the helper can stand beside the functions that the placeholder is a parameter of.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.edits import Source
from migrate.names import Names
from migrate.rewriting import programs
from migrate.stages.program import Obstacle
from migrate.stages.values import is_dynamic

if TYPE_CHECKING:
    from migrate.planning import Hoist
    from migrate.stages.interpreter import Interpreter


class ReadsTensors(Obstacle):
    """A helper that makes variables reads tensors of the module: they may be its parameters just as well."""

    def __init__(self, node: ast.AST, definitions: dict[int, list[str]]) -> None:
        super().__init__(node, "a helper that makes variables reads tensors that are no parameters of it")
        self.definitions = definitions  # line of a helper -> the names of the tensors


def check(interp: Interpreter, hoists: list[Hoist]) -> None:
    """Raises ReadsTensors where helpers that make variables read tensors of the module around them."""
    makers = dict.fromkeys(function for hoist in hoists for function, _ in hoist.chain)
    read = {d: _tensors(interp, d) for d in interp.closures if d in interp.tree.body}
    found = [d for d in makers if read.get(d)]
    if not found:
        return
    for definition in found:  # and so do the helpers that they call
        called = {n.func.id for n in ast.walk(definition) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
        found += [d for d in read if read[d] and d.name in called and d not in found]  # type: ignore[attr-defined]
    raise ReadsTensors(found[0], {d.lineno: read[d] for d in found})


def _tensors(interp: Interpreter, definition: ast.AST) -> list[str]:
    bindings = interp.names.module_scope.bindings
    names = [n for n, v in interp.closures[definition].items() if n in bindings and is_dynamic(v)]
    return sorted(names, key=lambda n: getattr(bindings[n][0], "lineno", 0))


def handed_over(text: str, definitions: dict[int, list[str]]) -> tuple[str, list[int]] | None:
    """(the text whose helpers get the tensors, the line of `text` for each of its lines); None where not certain."""
    source, tree = Source(text), ast.parse(text)
    names = Names(tree)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    module = names.module_scope
    helpers = {n.name: n for n in tree.body if isinstance(n, ast.FunctionDef) and n.lineno in definitions}
    if len(helpers) != len(definitions):
        return None
    shared = {n for node in ast.walk(tree) if isinstance(node, ast.Global) for n in node.names}
    for helper in helpers.values():
        given = definitions[helper.lineno]
        own = names.inner_scope(helper)
        if helper.decorator_list or helper.args.posonlyargs or any(n in own.bindings or n in shared for n in given):
            return None
        if len(module.bindings.get(helper.name, [])) != 1:
            return None
        if any(isinstance(n, (ast.Yield, ast.YieldFrom, ast.Await)) for n in ast.walk(helper)):
            return None
        arguments = helper.args
        more = bool(arguments.args or arguments.kwonlyargs or arguments.vararg or arguments.kwarg)
        start = source.span(helper)[0]
        _insert(source, source.text.index("(", start), given, more)
    for node in ast.walk(tree):
        if isinstance(node, ast.alias) and (node.asname or node.name) in helpers:
            return None  # another file of the program calls it
        if isinstance(node, ast.Attribute) and node.attr in helpers and names.resolve(node) is None:
            return None
        if not isinstance(node, ast.Name) or node.id not in helpers:
            continue
        scope = names.scope_of[node]
        call = parents[node]
        if scope.find(node.id) is not module:
            continue
        given = definitions[helpers[node.id].lineno]
        if not isinstance(call, ast.Call) or call.func is not node:
            return None
        first, last = programs.same_file(text, helpers[node.id].lineno)
        if not first <= node.lineno <= last:
            return None
        inside = _helper_around(call, parents, helpers)
        for name in given:
            handed = inside is not None and name in definitions[inside.lineno]
            if scope.find(name) is not module or (inside is not None and not handed):
                return None
        at = source.text.index("(", source.span(node)[1])
        _insert(source, at, given, bool(call.args or call.keywords))
    return source.result(), list(range(1, text.count("\n") + 2))


def _insert(source: Source, bracket: int, given: list[str], more: bool) -> None:
    source.insert(bracket + 1, ", ".join(given) + (", " if more else ""))


def _helper_around(node: ast.AST, parents: dict[ast.AST, ast.AST], helpers: dict[str, ast.FunctionDef]):
    current = parents.get(node)
    while current is not None and current not in helpers.values():
        current = parents.get(current)
    return current
