"""What the plan of a session program knows of its functions and of the loops that train."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.planning import Output, Part
from migrate.rewriting import functions
from migrate.stages import shapes
from migrate.stages.values import Tensor

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

QUIET = ("group", "noop")
LOOPS = (ast.For, ast.While)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


@dataclass(frozen=True)
class Result:
    """One value that a function returns; `number`: it is one number for a log.

    `mean`: it is what is minimised and may hold several numbers, so the log has their mean.
    """

    label: str
    number: bool
    mean: bool = False


@dataclass(frozen=True)
class Function:
    """A `tf.function` that took the place of run sites."""

    name: str
    parameters: tuple[str, ...]
    results: tuple[Result, ...]
    trains: bool
    changes: bool  # running it has effects: variables, files, output
    draws: bool  # it draws random numbers
    whole_loss: bool = False  # what it minimises is known to be one number


def of(context: Context) -> dict[str, Function]:
    """The functions that run sites call, by name; methods and names that stand for several are left out."""
    found: dict[str, Function] = {}
    several: set[str] = set()
    for part in context.plan.parts:
        if part.root and not context.interp.constructs(part.scope.node):
            if part.name in found:
                several.add(part.name)
            found[part.name] = _function(context, part)
    return {name: function for name, function in found.items() if name not in several}


def _function(context: Context, part: Part) -> Function:
    operations = [o for u in part.needs for o in u.operations] + part.operations
    tensors = [t for u in part.needs for t in u.tensors]
    return Function(
        part.name,
        tuple(functions.parameters(part)),
        tuple(_result(context, output) for output in part.outputs) if part.structure is None else (),
        any(o.kind == "train" for o in operations),
        any(o.kind not in QUIET for o in operations) or any(u.prints or u.spoken or u.mutates for u in part.needs),
        any(t.random or t.stateful for t in tensors),
        all(shapes.shape_of(context.interp, o.detail.get("loss")) == () for o in operations if o.kind == "train"),
    )


def _result(context: Context, output: Output) -> Result:
    from migrate.rewriting import native

    value, label = output.value, native._label(output)
    shape = shapes.shape_of(context.interp, value) if isinstance(value, Tensor) and not _is_text(value) else None
    loss = shape != () and any(value is minimised for minimised in _losses(context))
    return Result(label, bool(label) and (shape == () or loss), loss)


def _losses(context: Context) -> list[object]:
    operations = [o for part in context.plan.parts for u in part.needs for o in u.operations]
    return [o.detail.get("loss") for o in operations if o.kind == "train" and o.detail.get("loss") is not None]


def _is_text(value: object) -> bool:
    return getattr(value, "dtype", None) == "string" or type(value).__name__ == "Summary"


def training(context: Context) -> tuple[list[ast.stmt], list[ast.AST]]:
    """The outermost loops around runs that train, and such runs that no loop of their function holds."""
    loops: dict[ast.stmt, None] = {}
    alone: list[ast.AST] = []
    for site_plan in context.plan.sites:
        root = site_plan.root
        if root is None or not any(o.kind == "train" for u in root.needs for o in u.operations):
            continue
        loop = outermost(site_plan.site.node, context.interp.parents)
        if loop is None:
            alone.append(site_plan.site.node)
        else:
            loops[loop] = None
    return sorted(loops, key=lambda n: n.lineno), alone


def outermost(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> ast.stmt | None:
    """The outermost loop around a node in its own function."""
    found = None
    current = parents.get(node)
    while current is not None and not isinstance(current, SCOPES):
        if isinstance(current, LOOPS):
            found = current
        current = parents.get(current)
    return found
