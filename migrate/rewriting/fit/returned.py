"""A training function that gave nothing back gives back its loss, so that Keras has something to log."""

from __future__ import annotations

import ast
from dataclasses import replace

from migrate.rewriting.fit.facts import Function, Result
from migrate.rewriting.fit.model import Program


def with_loss(program: Program, function: Function) -> Function:
    """The function with its loss as result, where it has none and the loss has a name in it."""
    name = "" if function.results else _loss(program, function)
    return replace(function, results=(Result(name, True, not function.whole_loss),)) if name else function


def _loss(program: Program, function: Function) -> str:
    definition = program.definition(function.name)
    if definition is None or any(isinstance(n, ast.Return) for n in ast.walk(definition)):
        return ""
    names = {
        ast.unparse(node.args[0])
        for node in ast.walk(definition)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "gradient"
    }
    bound = {n.id for n in ast.walk(definition) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return names.pop() if len(names) == 1 and names <= bound else ""


def write(program: Program, function: Function) -> None:
    """Adds the statement that returns the loss."""
    if program.functions[function.name].results or not function.results:
        return
    definition = program.definition(function.name)
    assert definition is not None
    source, last = program.source, definition.body[-1]
    end = source.line_end(source.span(last)[1])
    source.insert(end, f"{source.indent_of(last)}return {function.results[0].label}\n")
    program.functions[function.name] = function
