"""`tf.train.Saver` -> a module beside the program that keeps variables by TF1's names.

`tf.train.Checkpoint` names what it saves after the objects of a program, so it can neither read the checkpoints that
the program wrote before nor be read by another program that keeps the same variables in other objects.
"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from migrate.rewriting import averages, beside, built, looped_names, looped_objects, programs, saved_cells
from migrate.stages import savers as api
from migrate.stages.attributes import DOT, Constructed, is_attribute
from migrate.stages.looped_names import LoopedName
from migrate.stages.looped_summaries import GradientList
from migrate.stages.program import Obstacle, ScopeBody
from migrate.stages.values import Host, Operation, Optimizer, Value, Variable

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

# TF1's names of optimizers' slots
DEFAULT_NAMES = {
    "train.AdamOptimizer": "Adam",
    "train.MomentumOptimizer": "Momentum",
    "train.AdagradOptimizer": "Adagrad",
    "train.AdadeltaOptimizer": "Adadelta",
    "train.RMSPropOptimizer": "RMSProp",
    "train.FtrlOptimizer": "Ftrl",
}


def rewrite(context: Context) -> None:
    """Savers, their calls and the import of the module that serves them."""
    savers = context.interp.savers
    if not savers:
        return
    for node in ast.walk(context.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.endswith(".meta"):
            raise Obstacle(node, "the program uses the graph that a saver writes")
    wanted = {"NamedCheckpoints"}
    for saver in savers:
        slots = [_slots(context, saver, operation) for operation in _with_slots(saver)]
        if slots:
            wanted.add("Slots")
        if saver.looped:
            wanted.add("by_name")
        _construct(context, saver, slots)
        for call in saver.calls:
            _call(context, call)
    for user in {id(n): n for n in (_user(context, saver) for saver in savers)}.values():
        _import(context, sorted(wanted), user)


def _user(context: Context, saver: api.Saver) -> ast.AST:
    """The first statement of the file that makes the saver's object."""
    scope = _holder(context, saver)
    line = saver.node.lineno if scope is saver.unit.scope else scope.node.lineno  # type: ignore[attr-defined, union-attr]
    first, last = programs.same_file(context.source.text, line)
    return next(n for n in context.tree.body if first <= n.lineno <= last)


def _import(context: Context, names: list[str], user: ast.AST) -> None:
    """Below the import of TensorFlow, in the script or the module that makes the saver's object."""
    source = context.source
    first, last = programs.same_file(source.text, user.lineno)  # type: ignore[attr-defined]
    taken = set(names) & context.taken
    if taken:
        raise Obstacle(context.tree.body[0], f"`{taken.pop()}` is a name of the program")
    for node in context.tree.body:
        if not first <= node.lineno <= last:
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)) and any(
            "tensorflow" in a.name or a.name == "v1" for a in node.names
        ):
            text = f"from {beside.CHECKPOINTS.name} import {', '.join(names)}\n"
            source.insert(source.line_end(source.span(node)[1]), text)
            return
    raise Obstacle(context.tree.body[0], "TensorFlow is not imported at the top of the file")


def _access(context: Context, saver: api.Saver, name: str, variable: Variable) -> str:
    access = variable.access
    if variable.one_path:
        raise Obstacle(variable.node, "a variable that is made on one path only is saved by its name")
    if name in saver.attributes:
        if variable not in context.layer_access or not built.is_built(context, variable.node):
            raise Obstacle(saver.node, "a saver of a layer whose variables are made by its first call")
        return f"{context.layer_access[variable]}.{saver.attributes[name]}"
    shadow = averages.access(context, variable)
    if shadow is not None:
        return shadow
    if access is None or not re.fullmatch(rf"[\w.\[\]'\"{DOT}]+", access) or variable.node in context.interp.layers:
        raise Obstacle(saver.node, "a saved variable has no name of its own")
    return access.replace("'", '"')


def _holder(context: Context, saver: api.Saver) -> ScopeBody:
    """The scope that has the variables: the saver's own, or that of the class whose objects hold them."""
    scopes = {v.unit.scope for v in saver.variables.values()} | {o.unit.scope for o in saver.trained}
    if scopes <= {saver.unit.scope}:
        return saver.unit.scope
    scope = scopes.pop()
    if scopes or not context.interp.constructs(scope.node):
        raise Obstacle(saver.node, "a saver in another function than its variables")
    return scope


def _receiver(context: Context, saver: api.Saver, scope: ScopeBody) -> str:
    """What stands for the object that holds the variables, where the saver is made."""
    interp = context.interp
    function = interp.parents.get(saver.node)
    while function is not None and not isinstance(function, (ast.FunctionDef, ast.Module)):
        function = interp.parents.get(function)
    names = context.names
    inside = names.inner_scope(function) if isinstance(function, ast.FunctionDef) else names.module_scope
    for node in ast.walk(function):  # type: ignore[arg-type]
        value = context.value(node) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) else None
        if not isinstance(value, Constructed) or value.cls.node is not scope.node:
            continue
        owner = names.scope_of.get(node, inside).find(node.id)  # type: ignore[union-attr, arg-type]
        bindings = owner.bindings.get(node.id, []) if owner is not None else []  # type: ignore[union-attr]
        if len(bindings) != 1:
            continue
        given = isinstance(bindings[0], ast.arg)
        earlier = owner is inside and bindings[0].lineno < saver.node.lineno  # type: ignore[attr-defined]
        around = owner is not inside and is_attribute(node.id)  # type: ignore[union-attr]
        # a global of the program: the function reads it, and a saver is made after the variables that it keeps
        shared = owner is names.module_scope and not interp.parents_in_loop(bindings[0])
        if given or earlier or around or shared:
            return node.id  # type: ignore[union-attr]
    attribute = _attribute(context, function, scope)
    if attribute is not None:
        return attribute
    for name, values in _given(context, function).items():
        held = all(isinstance(v, Constructed) and v.cls.node is scope.node for v in values)
        if values and held and len(inside.bindings.get(name, [])) == 1:
            return name
    raise Obstacle(saver.node, "a saver in a function that has no name for the object with the variables")


def _attribute(context: Context, function: ast.AST | None, scope: ScopeBody) -> str | None:
    """The attribute of an object that holds the other one, in a method that is called once that is made."""
    interp = context.interp
    outer = interp.parents.get(function) if function is not None else None
    if not isinstance(function, ast.FunctionDef) or not interp.constructs(outer):
        return None
    inside = context.names.inner_scope(outer)  # type: ignore[arg-type]
    calls = [c for c, *_ in interp.calls.get(id(function), []) if context.names.scope_of.get(c.func) is inside]
    for name, bindings in inside.bindings.items():
        if not is_attribute(name) or len(bindings) != 1 or not isinstance(bindings[0], ast.Name):
            continue
        value = interp.value_of.get(id(bindings[0]))
        if isinstance(value, Constructed) and value.cls.node is scope.node:
            if all(call.lineno > bindings[0].lineno for call in calls):
                return name
    return None


def _given(context: Context, function: ast.AST | None) -> dict[str, list[Value]]:
    """What the calls of a function give its parameters."""
    found: dict[str, list[Value]] = {}
    if isinstance(function, ast.FunctionDef):
        for _, args, keywords, _, _ in context.interp.calls.get(id(function), []):
            for parameter, value in [*zip([a.arg for a in function.args.args], args, strict=False), *keywords.items()]:
                found.setdefault(parameter, []).append(value)
    return found


def _construct(context: Context, saver: api.Saver, slots: list[str]) -> None:
    source = context.source
    parent = context.interp.parents.get(saver.node)
    if isinstance(parent, ast.Attribute):  # `tf.train.Saver().restore(...)`, a statement of its own
        parent = context.interp.parents.get(context.interp.parents.get(parent))  # type: ignore[arg-type]
    if not isinstance(parent, (ast.Assign, ast.Expr)) or context.interp.parents_in_loop(saver.node):
        raise Obstacle(saver.node, "a saver that is not simply assigned to a name")
    pairs: list[str] = []
    for name, variable in saver.variables.items():
        if name in saver.cells:
            pairs += saved_cells.pairs(context, saver.node, saver.cells[name])
        elif name in saver.looped:
            pairs.append(_looped(context, saver, saver.looped[name], variable))
        else:
            pairs.append(f'"{name}": {_access(context, saver, name, variable)}')
    words = [f"{{{', '.join(pairs)}}}"]
    if slots:
        words.append(f"[{', '.join(slots)}]")
    scope = _holder(context, saver)
    if scope is not saver.unit.scope:
        _method(context, saver, scope, pairs, slots)
        return
    if saver.keep is not None:
        words.append(f"max_to_keep={source.expression(saver.keep)}")
    line = f"NamedCheckpoints({', '.join(words)})"
    indent = source.indent_of(parent)
    target = source.segment(parent.targets[0]) if isinstance(parent, ast.Assign) else ""
    if len(indent) + len(line) + len(target) + 3 > 110:
        lines = ["NamedCheckpoints(", "    {", *(f"        {p}," for p in pairs), "    },"]
        if slots:
            lines += ["    [", *(line for s in slots for line in _slot_lines(s)), "    ],"]
        lines += [f"    {w}," for w in words if w.startswith("max_to_keep")] + [")"]
        line = ("\n" + indent).join(lines)
    source.replace(saver.node, line)


def _looped(context: Context, saver: api.Saver, name: LoopedName, variable: Variable) -> str:
    """`**by_name((f"conv-{size}/W" for size in sizes), weights)`: the variables of a loop."""
    listed = looped_objects.spread(context, [variable])
    if listed is None or not re.fullmatch(rf"\*[\w.{DOT}]+", listed):
        raise Obstacle(saver.node, "a saved variable has no name of its own")
    target, over = looped_names.passes(context, name)
    return f'**by_name((f"{name.text}" for {target} in {over}), {listed[1:]})'


def _slot_lines(text: str) -> list[str]:
    """The lines of a `Slots(...)` inside the brackets of a call; of a long one, each variable has a line."""
    head, opening, rest = text.partition("[")
    items, closing, tail = rest.partition("]")
    if len(text) <= 100 or not opening or any(c in items for c in "[(") or not closing:
        return [f"        {text},"]
    first = head.removeprefix("Slots(").rstrip(", ")
    words = tail.rstrip(")").strip(", ").split(", ")
    lines = ["        Slots(", f"            {first},", "            ["]
    lines += [f"                {item}," for item in items.split(", ")]
    return [*lines, "            ],", *(f"            {w}," for w in words), "        ),"]


def _method(context: Context, saver: api.Saver, scope: ScopeBody, pairs: list[str], slots: list[str]) -> None:
    """A saver outside the class that holds the variables: a method of the class names them."""
    from migrate.rewriting.native import FUNCTION

    source = context.source
    keep = source.expression(saver.keep) if saver.keep is not None else ""
    key = (scope, tuple(pairs), tuple(slots), bool(keep))
    known = context.saver_methods.get(key)
    name = context.saver_methods[key] = known or context.fresh("named_checkpoints", scope=scope)
    source.replace(saver.node, f"{_receiver(context, saver, scope)}.{name}({keep})")
    if known is not None:
        return
    step = source.indent_of(scope.node.body[0])
    lines = [f"def {name}({'max_to_keep' if keep else ''}):", f"{step}return NamedCheckpoints("]
    lines += [step * 2 + "{", *(f"{step * 3}{p}," for p in pairs), step * 2 + "},"]
    if slots:
        lines += [step * 2 + "[", *(step + line for s in slots for line in _slot_lines(s)), step * 2 + "],"]
    lines += [f"{step * 2}max_to_keep=max_to_keep,"] if keep else []
    text = "".join(f"{step}{line}\n" for line in [*lines, f"{step})"])
    end = source.line_end(source.span(scope.node)[1])
    source.insert(end, f"{FUNCTION}{step}\n{text}")


# ---------------------------------------------------------------- optimizers
def _with_slots(saver: api.Saver) -> list[Operation]:
    return [o for o in saver.trained if o.detail["optimizer"].path in DEFAULT_NAMES]


def _slots(context: Context, saver: api.Saver, operation: Operation) -> str:
    from migrate.rewriting.optimizers import named_variables

    optimizer: Optimizer = operation.detail["optimizer"]
    loss = operation.detail["loss"]
    if operation.detail.get("gradients") is not None:
        made = context.value(operation.detail["gradients"])
        loss = made.loss if isinstance(made, GradientList) else None
    if loss is None or optimizer not in context.optimizer_names:
        raise Obstacle(saver.node, "a saver of an optimizer whose variables are not followed")
    if operation.saved_scopes is None:
        raise Obstacle(saver.node, "a saver of an optimizer whose names are not certain")
    same = [o for o in saver.trained if o.detail["optimizer"] is optimizer]
    if len(same) > 1:
        raise Obstacle(saver.node, "a saver of an optimizer that is used more than once")
    listed = operation.detail["var_list"]
    if listed is not None and not (isinstance(context.value(listed), Host) and context.value(listed).const is None):
        variables = context.source.expression(listed)
    else:
        variables = named_variables(context, loss, operation.detail["trainable"])
    if variables is None:
        raise Obstacle(saver.node, "a saver of an optimizer whose variables have no names")
    given = optimizer.arguments.get("name")
    name = DEFAULT_NAMES[optimizer.path]
    if given is not None:
        value = context.value(given)
        if not isinstance(value, Host) or not isinstance(value.const, str):
            raise Obstacle(given, "the name of an optimizer")
        name = value.const
    _check_built(context, saver, operation, optimizer)
    words = [context.optimizer_names[optimizer], variables, f'"{name}"']
    scope, prefix = operation.saved_scopes
    if scope and optimizer.path == "train.AdamOptimizer":
        words.append(f'scope="{scope}/"')
    if prefix:
        words.append(f'prefix="{prefix}/"')
    return f"Slots({', '.join(words)})"


def _check_built(context: Context, saver: api.Saver, operation: Operation, optimizer: Optimizer) -> None:
    """RMSProp's slots start at one: that must have been set before a checkpoint is read into them."""
    if optimizer.path != "train.RMSPropOptimizer" or operation.unit.scope is not saver.unit.scope:
        return
    for part in context.plan.parts:
        if operation in part.operations and part.anchor is not None and part.anchor.index > saver.unit.index:
            raise Obstacle(saver.node, "RMSProp's slots are made after the saver")


# ---------------------------------------------------------------- calls
def _call(context: Context, call: ast.Call) -> None:
    """`saver.save(sess, path, global_step)` -> `saver.save(path, global_step)`."""
    from migrate.rewriting.native import _drop_argument
    from migrate.stages.tf_calls import bind

    bound = bind(call, api.SAVE) or {}
    graph = context.value(bound.get("write_meta_graph")) if "write_meta_graph" in bound else Host(True)
    if not isinstance(graph, Host) or not isinstance(graph.const, bool):
        raise Obstacle(call, "whether a saver writes its graph")
    if "write_meta_graph" in bound:
        _drop_argument(context, call, bound["write_meta_graph"])
    if graph.const and isinstance(call.func, ast.Attribute) and call.func.attr == "save":
        context.note(call, "TF304", "the checkpoint holds the variables; no graph (`.meta`) is written")
    for keyword in call.keywords:
        if keyword.arg == "save_path":
            start = context.source.span(keyword)[0]
            context.source.replace_span(start, start + len("save_path"), "path")
    _drop_argument(context, call, bound["sess"])
