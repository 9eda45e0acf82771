"""Summaries that a loop over variables makes: `for v in tf.trainable_variables(): tf.summary.histogram(v.name, v)`.

TF1 made one summary for each variable, tagged with a name that TensorFlow 2 gives otherwise. Here the tags of each
such call are told, one for each variable that the loop reaches; `rewriting.looped_summaries` writes them beside it.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrate.stages import graph_names, graphs, looped_names, variable_lists
from migrate.stages import summaries as api
from migrate.stages.graph_names import Doubtful, join
from migrate.stages.values import Seq, Tensor, Value, Variable, leaves

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

NUMBER = "0number0"  # stands in a name for what a run knows
PLAIN_PARTS = {"kernel", "bias", "weights", "biases"}  # in the order in which a Keras layer lists them too


@dataclass(eq=False)
class GradientList(Seq):
    """What `compute_gradients` gives: one pair stands for all. `variables`: those of its pairs, if they are known."""

    variables: list[Variable] | None = None
    loss: Value | None = None  # where no variables were given: the variables are those that the loss depends on


@dataclass(eq=False)
class Looped:
    """A loop over variables that makes summaries, and the tags of each call, those of a layer's variables together."""

    node: ast.For
    variables: list[Variable]
    source: Value
    tags: dict[ast.Call, dict[Variable, list[str]]] = field(default_factory=dict)
    made: dict[ast.Call, api.Summary] = field(default_factory=dict)
    looped: dict[Variable, looped_names.LoopedName] = field(default_factory=dict)  # those that another loop made


def gradients(interp: Interpreter, pair: Seq, node: ast.Call, bound: dict[str, ast.expr]) -> GradientList:
    """The value of `compute_gradients(loss, var_list)`."""
    loss = interp.value_of[id(bound["loss"])]
    listed = interp.value_of.get(id(bound["var_list"])) if "var_list" in bound else None
    made = GradientList([pair], "list", node, True)
    if "var_list" not in bound:
        reached = {v for x in leaves(loss) if isinstance(x, Tensor) for v in x.variables}
        made.loss, made.variables = loss, [v for v in graphs.variables(interp) if v.trainable and v in reached]
    elif isinstance(listed, Seq) and not listed.open and all(isinstance(v, Variable) for v in listed.items):
        made.variables = list(listed.items)  # type: ignore[arg-type]
    return made


def prepare(interp: Interpreter, loop: ast.For, iterable: Value) -> None:
    """Before a loop is read: the tags of the summaries that it makes, where all of them are certain."""
    calls = [n for s in loop.body for n in ast.walk(s) if isinstance(n, ast.Call) and _kind(interp, n)]
    if not calls or any(loop is known.node for known in interp.looped.values()):
        return
    if not _runs_once(interp, loop) or not all(_each_time(interp, call, loop) for call in calls):
        return
    if not all(_nameless(interp, n) for s in loop.body for n in ast.walk(s) if isinstance(n, ast.Call)):
        return
    name, variables = _variables(loop.target, iterable)
    known = {v.node: v for v in reversed(variables) if v.many}  # each reading of a loop makes its own
    variables = [v for v in variables if not v.many or known[v.node] is v]
    if not name or not variables or len(set(variables)) < len(variables):
        return
    found = Looped(loop, variables, iterable)
    try:
        for variable in variables:
            for own in _names(interp, variable):
                for call in calls:
                    tag = _tag(interp, call, name, own)
                    if variable.many:
                        found.looped[variable] = looped_names.of(interp, variable)  # type: ignore[assignment]
                        tag = tag.replace(NUMBER, f"{{{found.looped[variable].number}}}")
                    found.tags.setdefault(call, {}).setdefault(variable, []).append(tag)
    except Doubtful:
        return
    for call in calls:
        interp.looped[call] = found
        given = (api.bind_summary(call, api.SUMMARIES[_kind(interp, call)]) or {})["name"]
        interp.tag_nodes |= {id(n) for n in ast.walk(given)}


def _kind(interp: Interpreter, node: ast.Call) -> str:
    name = (interp.names.resolve(node.func) or "").removeprefix("tensorflow.")
    return name if name in api.SUMMARIES and name.startswith("summary.") else ""


def _nameless(interp: Interpreter, node: ast.Call) -> bool:
    """Whether a call in the loop names no op, which might be what a tag of the loop is."""
    if _kind(interp, node):
        return True
    if (interp.names.resolve(node.func) or "").startswith("tensorflow."):
        return len(node.args) <= 2 and not any(k.arg in (None, "name", "scope") for k in node.keywords)
    return isinstance(node.func, ast.Attribute) and node.func.attr in variable_lists.METHODS | {"append"}


def _runs_once(interp: Interpreter, loop: ast.For) -> bool:
    """Whether the loop runs once each time that the graph is built, and to its end."""
    outer = interp.unit.node
    if interp.undecided or interp.stack and interp.stack[-1] is not interp.unit.scope.node:
        return False
    if isinstance(outer, (ast.For, ast.While, ast.If, ast.Try)) and outer is not loop:
        return False
    leaving = (ast.Break, ast.Continue, ast.Return, ast.Try)
    return not loop.orelse and not any(isinstance(n, leaving) for n in ast.walk(loop))


def _each_time(interp: Interpreter, call: ast.Call, loop: ast.For) -> bool:
    """Whether each pass makes the summary; `if gradient is not None` leaves those out that TF1 left out too."""
    current: ast.AST = call
    while current is not loop:
        outer = interp.parents[current]
        if isinstance(outer, ast.If):
            test = outer.test
            known = isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and len(test.ops) == 1
            if not known or not isinstance(test.ops[0], ast.IsNot) or current not in outer.body:  # type: ignore[attr-defined]
                return False
            if ast.unparse(test.comparators[0]) != "None" or not _binds(loop.target, test.left.id):  # type: ignore[attr-defined]
                return False
        elif outer is not loop and not isinstance(outer, (ast.Expr, ast.Assign, ast.Call)):
            return False
        current = outer
    return True


def _binds(target: ast.expr, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(target))


def _variables(target: ast.expr, iterable: Value) -> tuple[str, list[Variable]]:
    """(the name that the loop gives each variable, the variables in its order)."""
    if isinstance(iterable, GradientList):
        plain = isinstance(target, (ast.Tuple, ast.List)) and len(target.elts) == 2
        named = target.elts[1] if plain else None  # type: ignore[attr-defined]
        return (named.id, iterable.variables or []) if isinstance(named, ast.Name) else ("", [])
    if not isinstance(iterable, Seq) or iterable.open:
        return "", []
    if isinstance(target, ast.Name):
        items = iterable.items
        return (target.id, items) if all(isinstance(v, Variable) for v in items) else ("", [])  # type: ignore[return-value]
    for index, element in enumerate(getattr(target, "elts", [])):
        rows = [x.items for x in iterable.items if isinstance(x, Seq) and not x.open and len(x.items) > index]
        if len(rows) == len(iterable.items):
            found = _variables(element, Seq([row[index] for row in rows]))
            if found[0]:
                return found
    return "", []


def _names(interp: Interpreter, variable: Variable) -> list[str]:
    """TF1's names of a variable, or of those of a layer in their order; raises Doubtful."""
    if interp.graph_names.several_graphs:
        raise Doubtful
    if variable.many:
        looped = looped_names.of(interp, variable)
        if looped is None:
            raise Doubtful
        return [looped.text.replace(f"{{{looped.number}}}", NUMBER)]
    if variable_lists.holds_layer(interp, variable):
        parts = variable.layer_parts or {}
        if variable.layer_name is None or not parts or not set(parts) <= PLAIN_PARTS:
            raise Doubtful
        return [f"{variable.layer_name}/{part}" for part in parts]
    if variable.saved_name is None:
        raise Doubtful
    return [variable.saved_name]


def _tag(interp: Interpreter, call: ast.Call, target: str, name: str) -> str:
    bound = api.bind_summary(call, api.SUMMARIES[_kind(interp, call)])
    names: graph_names.GraphNames = interp.graph_names
    if bound is None or not {"name"} < set(bound) or {"collections", "family"} & set(bound) or names.scope is None:
        raise Doubtful
    try:
        text = variable_lists.text_of(interp, bound["name"], target, name + ":0")
    except Exception:  # noqa: BLE001 - an expression that is not followed, or fails on this name
        raise Doubtful from None
    if not isinstance(text, str) or not text.isascii() or not api.clean(text):
        raise Doubtful
    full = join(names.scope, api.clean(text))
    names.check(full, name)
    return names.unique(full)
