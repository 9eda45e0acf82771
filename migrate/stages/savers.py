"""Savers: which variables they keep, under which names."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrate.blocks import block_of
from migrate.stages import averages, graphs, layer_inputs, looped_names
from migrate.stages.values import UNKNOWN, Handle, Host, Map, Operation, Seq, Value, Variable

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter
    from migrate.stages.recurrent import Build

PARAMS = ("var_list", "reshape", "sharded", "max_to_keep")
SAVE = ("sess", "save_path", "global_step", "latest_filename", "meta_graph_suffix", "write_meta_graph")
RESTORE = ("sess", "save_path")
EVERY = {"tensorflow.global_variables", "tensorflow.all_variables"}


@dataclass(eq=False)
class Saver(Handle):
    """A saver: the variables that it keeps by name, and the train ops whose optimizers' slots it keeps too."""

    variables: dict[str, Variable] = field(default_factory=dict)
    trained: list[Operation] = field(default_factory=list)
    whole: bool = False  # it keeps every variable of the graph
    attributes: dict[str, str] = field(default_factory=dict)  # name -> attribute of the layer that holds the variable
    cells: dict[str, Build] = field(default_factory=dict)  # name -> the making of a recurrent cell's variables
    looped: dict[str, looped_names.LoopedName] = field(default_factory=dict)  # those of loops
    keep: ast.expr | None = None  # max_to_keep
    calls: list[ast.Call] = field(default_factory=list)


def create(interp: Interpreter, node: ast.Call) -> Value:
    from migrate.stages.tf_calls import bind

    bound = bind(node, PARAMS)
    if bound is None or set(bound) - {"var_list", "max_to_keep"}:
        interp.obstacle(node, "a saver with these arguments")
        return Host()
    saver = Saver("saver", node, interp.unit, keep=bound.get("max_to_keep"))
    listed = bound.get("var_list")
    value = interp.value_of.get(id(listed)) if listed is not None else None
    interp.variable_lists.pop(listed, None)  # the saver writes its variables by name
    interp.savers[:] = [s for s in interp.savers if s.node is not node]
    if listed is None or (isinstance(value, Host) and value.const is None) or _every(interp, listed):
        saver.whole = True
        wanted: list[Variable] = [*graphs.variables(interp), *averages.shadows(interp)]
        saver.trained = graphs.train_operations(interp)
    elif isinstance(value, Seq) and not value.open and all(isinstance(x, Variable) for x in value.items):
        wanted = list(value.items)  # type: ignore[arg-type]
    elif isinstance(value, Map) and not value.open:
        return _named(interp, node, saver, value)
    else:
        interp.obstacle(listed, "the variables of a saver cannot be listed")
        return Host()
    for variable in wanted:
        parts = _of_layer(interp, variable, saver.whole or getattr(value, "whole", False))
        if parts is not None and not interp.graph_names.several_graphs:
            for part, attribute in parts.items():
                saver.variables[f"{variable.layer_name}/{part}"] = variable
                saver.attributes[f"{variable.layer_name}/{part}"] = attribute
            continue
        build = next((b for b in interp.builds if b.variable is variable), None)
        if build is not None and build.saved_scope is not None and not interp.graph_names.several_graphs:
            key = f"{build.saved_scope}/*"
            if key in saver.cells:
                interp.obstacle(node, "two recurrent cells of one variable scope are saved")
            saver.cells[key], saver.variables[key] = build, variable
            continue
        looped = looped_names.of(interp, variable) if variable.saved_name is None else None
        if looped is not None:
            saver.variables[looped.text] = variable
            saver.looped[looped.text] = looped
            continue
        if variable.saved_name is None or interp.graph_names.several_graphs:
            interp.obstacle(node, "the name of a saved variable is not certain")
            return Host()
        saver.variables[variable.saved_name] = variable
    if not saver.variables:
        interp.obstacle(node, "a saver of variables that are not made in code that is followed")
    interp.savers.append(saver)
    return saver


def _of_layer(interp: Interpreter, variable: Variable, whole: bool) -> dict[str, str] | None:
    """The variables of a layer that a list holds, all or those that are trained; None where that is not certain."""
    node = variable.node
    if variable.layer_name is None or not variable.layer_parts or not layer_inputs.built(interp, variable):
        return None
    if whole:
        return variable.layer_parts
    if len(node.args) > 8 or any(k.arg == "trainable" for k in node.keywords):  # type: ignore[attr-defined]
        return None
    return {k: v for k, v in variable.layer_parts.items() if not v.startswith("moving_")}


def _every(interp: Interpreter, node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and not node.args and not node.keywords and interp.names.resolve(node.func) in EVERY
    )


def _named(interp: Interpreter, node: ast.Call, saver: Saver, value: Map) -> Value:
    for key, item, _ in value.pairs:
        if (
            not isinstance(key, Host)
            or key.const is UNKNOWN
            or not isinstance(key.const, str)
            or not isinstance(item, Variable)
        ):
            interp.obstacle(node, "the variables of a saver cannot be listed")
            return Host()
        saver.variables[key.const] = item
    interp.savers.append(saver)
    return saver


def method(interp: Interpreter, node: ast.Call, owner: Saver, name: str) -> Value | None:
    """`save` gives the path, `restore` nothing; None for any other method."""
    from migrate.stages.tf_calls import bind
    from migrate.stages.values import Session, is_tensorish

    if name not in ("save", "restore"):
        return None
    bound = bind(node, SAVE if name == "save" else RESTORE)
    allowed = {"sess", "save_path", "global_step", "write_meta_graph"} if name == "save" else {"sess", "save_path"}
    if bound is None or not {"sess", "save_path"} <= set(bound) or set(bound) - allowed:
        interp.obstacle(node, f"`Saver.{name}` with these arguments")
        return Host()
    if not isinstance(interp.value_of.get(id(bound["sess"])), Session):
        interp.obstacle(node, "a session that is not followed")
    step = interp.value_of.get(id(bound.get("global_step")))
    if step is not None and is_tensorish(step) and not isinstance(step, Variable):
        interp.obstacle(node, "a checkpoint's step that is a tensor")
    if node not in owner.calls:
        owner.calls.append(node)
    return Host() if name == "save" else Host(None)


def restored_whole(interp: Interpreter, node: ast.Call) -> bool:
    """Whether what an initializer sets, run at `node`, is restored whole before anything reads it."""
    statement = interp.parents.get(node)
    holder = interp.parents.get(statement)  # type: ignore[arg-type]
    block = block_of(statement, holder) or []  # type: ignore[arg-type]
    for following in block[block.index(statement) + 1 :] if block else []:
        call = following.value if isinstance(following, ast.Expr) else None
        if not isinstance(call, ast.Call):
            return False
        if isinstance(call.func, ast.Attribute) and call.func.attr == "restore":
            saver = interp.value_of.get(id(call.func.value))
            return isinstance(saver, Saver) and _keeps_all(interp, saver)
        plain = not any(isinstance(n, ast.Call) for a in call.args for n in ast.walk(a))
        if not (isinstance(call.func, ast.Name) and call.func.id == "print" and plain):
            return False
    return False


def _keeps_all(interp: Interpreter, saver: Saver, graph: graphs.Graph | None = None) -> bool:
    """Whether a saver keeps every variable of a graph, or of all graphs."""
    kept = set(saver.variables.values())
    of_unit = interp.graphs.of_unit
    own = [v for v in interp.variables if graph is None or of_unit.get(v.unit) is graph]
    trained = [o for o in interp.train_operations() if graph is None or of_unit.get(o.unit) is graph]
    return saver.whole and all(v in kept for v in own) and all(o in saver.trained for o in trained)


def one_state(interp: Interpreter, sessions: list[ast.AST]) -> bool:
    """Whether every session but the first is a block of its own that begins by restoring every variable.

    Then one set of variables serves all of them.
    """
    blocks = []
    for node in sorted(sessions, key=lambda n: getattr(n, "lineno", 0)):
        item = interp.parents.get(node)
        block = interp.parents.get(item) if isinstance(item, ast.withitem) else None
        if not isinstance(block, ast.With):
            return False
        blocks.append(block)
    nested = any(a is not b and a in ast.walk(b) for a in blocks for b in blocks)
    return not nested and all(_begins_restored(interp, block) for block in blocks[1:])


def _begins_restored(interp: Interpreter, block: ast.With) -> bool:
    for statement in block.body:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "restore":
            saver = interp.value_of.get(id(call.func.value))
            return isinstance(saver, Saver) and _keeps_all(interp, saver)
        if call is not None and id(call) in interp.sites:
            if not restored_whole(interp, call):
                return False
        elif any(id(inner) in interp.sites for inner in ast.walk(statement)) or not isinstance(
            statement, (ast.Expr, ast.Assign)
        ):
            return False
    return False


def restored_first(interp: Interpreter, node: ast.AST, graph: graphs.Graph) -> bool:
    """Whether a statement before the run at `node` restores every variable of its graph."""
    for saver in interp.savers:
        for call in saver.calls:
            if (
                isinstance(call.func, ast.Attribute)
                and call.func.attr == "restore"
                and _keeps_all(interp, saver, graph)
            ):
                if isinstance(interp.parents.get(call), ast.Expr) and _before(interp, call, node):
                    return True
    return False


def _before(interp: Interpreter, call: ast.Call, node: ast.AST, around: tuple[ast.AST, ...] = ()) -> bool:
    """Whether a statement stands before another one, or before all calls of the function that holds it."""
    function = _function(interp, node)
    if function is None or function is _function(interp, call) or function in around:
        return call.lineno < getattr(node, "lineno", 0)
    calls = [entry[0] for entry in interp.calls.get(id(function), [])]
    unused = not calls and bool(around)  # nothing calls the caller
    return unused or bool(calls) and all(_before(interp, call, c, (*around, function)) for c in calls)


def _function(interp: Interpreter, node: ast.AST) -> ast.AST | None:
    current = interp.parents.get(node)
    while current is not None and not isinstance(current, (ast.FunctionDef, ast.Lambda)):
        current = interp.parents.get(current)
    return current
