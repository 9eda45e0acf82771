"""TF1 optimizers as Keras optimizers of the same numbers, and the updates that `minimize` stood for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.names import fresh
from migrate.rewriting import breaking, helpers, looped_objects
from migrate.stages.attributes import plain
from migrate.stages.program import Obstacle, ScopeBody, Unit
from migrate.stages.values import (
    UNKNOWN,
    Host,
    Map,
    Operation,
    Optimizer,
    Placeholder,
    Seq,
    Tensor,
    Value,
    Variable,
    leaves,
)
from migrate.stages.variable_lists import made_late

if TYPE_CHECKING:
    from migrate.rewriting.functions import Body
    from migrate.rewriting.native import Context

# TF1 computes with its betas as float32; Keras takes `1 - beta` of the Python number, 1e-5 away
ADAM = {"beta_1": "0.8999999762", "beta_2": "0.9990000129", "epsilon": "1e-8"}
# TF1 class -> Keras class, TF1 argument -> Keras argument, and Keras arguments that pin TF1's numbers
KERAS = {
    "train.GradientDescentOptimizer": ("SGD", {}, {}),
    "train.MomentumOptimizer": ("SGD", {"momentum": "momentum", "use_nesterov": "nesterov"}, {}),
    "train.AdamOptimizer": ("Adam", {"beta1": "beta_1", "beta2": "beta_2", "epsilon": "epsilon"}, ADAM),
    "train.AdagradOptimizer": (
        "Adagrad",
        {"initial_accumulator_value": "initial_accumulator_value"},
        {"epsilon": "0.0"},
    ),
    "train.AdadeltaOptimizer": ("Adadelta", {"rho": "rho", "epsilon": "epsilon"}, {"epsilon": "1e-8"}),
    "train.RMSPropOptimizer": (
        "RMSprop",
        {"decay": "rho", "momentum": "momentum", "epsilon": "epsilon", "centered": "centered"},
        {"rho": "0.9", "epsilon": "1e-10"},
    ),
    "train.FtrlOptimizer": (
        "Ftrl",
        {
            "learning_rate_power": "learning_rate_power",
            "initial_accumulator_value": "initial_accumulator_value",
            "l1_regularization_strength": "l1_regularization_strength",
            "l2_regularization_strength": "l2_regularization_strength",
        },
        {},
    ),
}
WHY = {
    "Adam": "TF1's epsilon, and its betas as float32",
    "Adagrad": "TF1 has no epsilon",
    "Adadelta": "TF1's epsilon",
    "RMSprop": "TF1's epsilon",
}
NO_SLOTS = "train.GradientDescentOptimizer"


def declare(context: Context) -> None:
    """Optimizer statements become Keras optimizers; those made inside `X(...).minimize(...)` get a name."""
    interp = context.interp
    found: list[Optimizer] = []
    for value in interp.value_of.values():
        if isinstance(value, Optimizer) and value not in found:
            found.append(value)
    for optimizer in sorted(found, key=lambda o: (o.node.lineno, o.node.col_offset)):
        if interp.parents_in_loop(optimizer.node):
            raise Obstacle(optimizer.node, "an optimizer is made in a loop")
        if interp.stack or _in_helper(context, optimizer.node):
            raise Obstacle(optimizer.node, "an optimizer is made inside a helper function")
        text, comment = constructor(context, optimizer)
        node = optimizer.unit.node
        text = _wrapped(text, context.final_indent(node), node)
        if isinstance(node, ast.Assign) and node.value is optimizer.node and isinstance(node.targets[0], ast.Name):
            context.optimizer_names[optimizer] = node.targets[0].id
            source = context.source
            end = source.span(node)[1]
            tail = source.text[end : source.line_end(end)].strip()
            source.replace(optimizer.node, text + (f"  # {comment}" if comment and not tail else ""))
            continue
        target = (
            node.targets[0].id if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) else "train"
        )
        wished = [target] if "optim" in target.lower() else []
        target = plain(target)
        beside = [o for o in found if o.unit.scope is optimizer.unit.scope]
        name = _name(context, wished, target, len(beside), optimizer.unit.scope)
        context.optimizer_names[optimizer] = name
        line = f"{name} = {text}" + (f"  # {comment}" if comment else "")
        indent = context.final_indent(node)
        context.hoisted_lines.setdefault(optimizer.unit, []).extend(
            part.removeprefix(indent) for part in line.split("\n")
        )


def _wrapped(text: str, indent: str, node: ast.stmt) -> str:
    """A constructor that is too long for one line, its arguments on a line of their own as a formatter breaks it."""
    target = ast.unparse(node.targets[0]) if isinstance(node, ast.Assign) else "optimizer"
    if len(indent) + len(target) + 3 + len(text) <= 100:
        return text
    head, _, tail = text.partition("(")
    return f"{head}(\n{indent}    {tail[:-1]}\n{indent})"


def _in_helper(context: Context, node: ast.AST) -> bool:
    from migrate.rewriting.native import _in_function

    return _in_function(context, node)


def _name(context: Context, wished: list[str], target: str, count: int, scope: ScopeBody) -> str:
    for name in wished:  # the op's own name is free: the op is gone
        if name not in context.optimizer_names.values():
            return name
    wanted = "optimizer" if count == 1 else f"{target}_optimizer"
    return context.fresh(wanted, f"{target}_optimizer", scope=scope)


def constructor(context: Context, optimizer: Optimizer) -> tuple[str, str]:
    """(source of the Keras optimizer, the reason of what is pinned)."""
    source, tf = context.source, context.tf
    keras, renames, pins = KERAS[optimizer.path]
    parts: list[str] = []
    comment = ""
    given = dict(optimizer.arguments)
    rate = given.get("learning_rate")
    if rate is not None:
        if dynamic_rate(optimizer):
            if optimizer.path == "train.MomentumOptimizer":
                return _momentum(context, optimizer)
        else:
            positional = rate in optimizer.node.args
            text = source.expression(rate)
            known = optimizer.values.get("learning_rate")
            if isinstance(known, Host) and isinstance(known.const, int):  # Keras takes no integers
                text = repr(float(known.const)) if isinstance(rate, ast.Constant) else f"float({text})"
            parts.append(text if positional else f"learning_rate={text}")
    elif optimizer.path == "train.AdadeltaOptimizer":
        parts.append("learning_rate=0.001")
    elif optimizer.path != "train.AdamOptimizer":
        raise Obstacle(optimizer.node, "an optimizer without a learning rate")
    for old, new in renames.items():
        if old in given:
            value = optimizer.values.get(old)
            if isinstance(value, (Tensor, Placeholder)) or (
                value is not None and any(isinstance(x, (Tensor, Placeholder)) for x in leaves(value))
            ):
                raise Obstacle(given[old], "an optimizer constant that is a tensor")
            parts.append(f"{new}={source.expression(given[old])}")
    for new, text in pins.items():
        if not any(p.startswith(f"{new}=") for p in parts):
            parts.append(f"{new}={text}")
            comment = WHY[keras]
    if optimizer.path == "train.RMSPropOptimizer" and "epsilon" in given:
        comment = ""
    if comment:
        context.note(optimizer.node, "TF301", f"{keras} gets {comment}")
    return f"{tf}.keras.optimizers.{keras}({', '.join(parts)})", comment


def _momentum(context: Context, optimizer: Optimizer) -> tuple[str, str]:
    """Keras folds the learning rate into the velocity; where it changes, the sum of gradients is kept as TF1 does."""
    if context.interp.savers:
        raise Obstacle(optimizer.node, "momentum with a learning rate that changes, saved in checkpoints")
    words = []
    for key, keyword in (("momentum", ""), ("use_nesterov", "nesterov=")):
        if key in optimizer.arguments:
            value = optimizer.values.get(key)
            if value is None or any(isinstance(x, (Tensor, Placeholder, Variable)) for x in leaves(value)):
                raise Obstacle(optimizer.arguments[key], "an optimizer constant that is a tensor")
            words.append(keyword + context.source.expression(optimizer.arguments[key]))
    context.note(optimizer.node, "TF301", "momentum whose learning rate changes keeps the sum of gradients as TF1 does")
    return f"{helpers.use(context, 'momentum', 'Momentum')}({', '.join(words)})", ""


def dynamic_rate(optimizer: Optimizer) -> bool:
    value = optimizer.values.get("learning_rate")
    return value is not None and any(
        isinstance(x, (Placeholder, Variable)) or (isinstance(x, Tensor) and x.dynamic) for x in leaves(value)
    )


def _unshaped(placeholder: Placeholder) -> bool:
    shape = placeholder.shape
    return shape is None or isinstance(shape, ast.Constant) and shape.value is None


def fed_rates(context: Context) -> set[Placeholder]:
    """Placeholders that are the learning rate of an optimizer, and so scalars even where the program does not say."""
    used = {operation.detail["optimizer"] for operation in context.interp.train_operations()}
    rates = (optimizer.values.get("learning_rate") for optimizer in used)
    found = {rate for rate in rates if isinstance(rate, Placeholder)}
    for plan in context.plan.sites:
        for placeholder, given in plan.site.feeds:
            if placeholder in found and isinstance(context.value(given), Seq):
                raise Obstacle(plan.site.node, "a run feeds several numbers as a learning rate")
    return found


def divisible(context: Context, optimizer: Optimizer) -> bool:
    """Whether each train op of an optimizer may have one of its own: it keeps nothing from step to step."""
    plain = optimizer.path == NO_SLOTS and not dynamic_rate(optimizer)
    node, rate = optimizer.arguments.get("learning_rate"), optimizer.values.get("learning_rate")
    if not plain or not isinstance(rate, Host) or rate.const is UNKNOWN:
        return False
    if isinstance(node, ast.Name):  # written again beside each function
        owner = context.names.scope_of.get(node, context.names.module_scope).find(node.id)
        return owner is not None and len(owner.bindings.get(node.id, [])) == 1
    return isinstance(node, ast.Constant)


def _own(body: Body, operation: Operation) -> str:
    """The name of a train op's optimizer. A Keras optimizer belongs to one list of variables."""
    context = body.context
    optimizer: Optimizer = operation.detail["optimizer"]
    name = context.optimizer_names[optimizer]
    first = context.first_trained.setdefault(optimizer, operation)
    same = wanted(first) == wanted(operation)
    if first is operation or same or not divisible(context, optimizer):
        return name
    target = operation.home[1] if operation.home else name
    own = context.fresh(f"{target}_optimizer")
    text, _ = constructor(context, optimizer)
    body.before.append(f"{own} = {text}")
    return own


def wanted(operation: Operation) -> tuple:
    """What tells the variables that a train op changes from those of another one."""
    listed, loss = operation.detail["var_list"], operation.detail.get("loss")
    reached: set[Value] = set()
    for value in leaves(loss) if loss is not None else ():
        reached |= value.variables if isinstance(value, Tensor) else {value} if isinstance(value, Variable) else set()
    given = [node for node in (listed, operation.detail.get("gradients")) if node is not None]
    return (
        tuple(ast.dump(node) for node in given),
        frozenset(v.id for v in operation.detail["trainable"] if v in reached),
    )


# ---------------------------------------------------------------- inside functions
def loss_lines(body: Body, unit: Unit) -> list[str]:
    """Under the tape: the loss, where `minimize` was given an expression."""
    lines = []
    for operation in unit.operations:
        if operation.kind == "train" and operation.detail["loss_node"] is not None:
            node = operation.detail["loss_node"]
            if not isinstance(node, ast.Name):
                name = _local(body, "loss")
                body.context.loss_names[operation] = name
                lines.append(f"{name} = {body.context.source.expression(node)}")
            else:
                body.context.loss_names[operation] = node.id
    return lines


def _local(body: Body, name: str) -> str:
    used = {n for u in body.part.units for n in u.defs} | {o.name for p in body.part.calls for o in p.outputs}
    used |= {p.name for p in body.part.placeholders}
    used |= {n for u in body.part.units for n in u.free}
    used |= {body.context.loss_names[o] for u in body.part.units for o in u.operations if o in body.context.loss_names}
    return fresh(name, used)


def update_lines(body: Body, unit: Unit, operation: Operation) -> list[str]:
    """What running the train op does: gradients, then the update, then the global step."""
    context = body.context
    source = context.source
    detail = operation.detail
    optimizer: Optimizer = detail["optimizer"]
    name = _own(body, operation)
    lines: list[str] = []
    if dynamic_rate(optimizer):
        rate = source.expression(optimizer.arguments["learning_rate"])
        value = optimizer.values["learning_rate"]
        if isinstance(value, Tensor) and any(_unshaped(p) for p in value.placeholders):
            rate = f"{context.tf}.reshape({rate}, [])"  # a Keras variable takes no value of unknown rank
        lines.append(f"{name}.learning_rate.assign({rate})")
    if detail.get("gradients") is not None:
        lines.append(f"{name}.apply_gradients({source.expression(detail['gradients'])})")
    else:
        loss = context.loss_names[operation]
        text, inline = variables_text(body, operation)
        several = len([o for u in body.part.units for o in u.operations if o.kind == "train"]) > 1
        label = _local(body, f"{name}_variables" if several else "variables")
        if text is None:
            lines.append(f"{label} = {body.tape}.watched_variables()")
        elif inline or _layers_listed(context, operation):
            label = text
        elif optimizer.path == NO_SLOTS:
            lines += breaking.broken(f"{label} = {text}", 4)
        else:
            label = context.fresh("variables", f"{name}_variables", scope=body.part.scope)
            body.before.append(f"{label} = {text}")
        named_here = _layers_listed(context, operation)  # a list that the function makes: the layers exist by then
        if text is not None and optimizer.path != NO_SLOTS and not named_here:
            body.before.append(f"{name}.build({label})")
            context.built.add(name)
            if optimizer.path == "train.RMSPropOptimizer":
                slot = "velocity"
                each = context.fresh("slot", f"{name}_slot", scope=body.part.scope)
                body.before += [
                    f"for {each} in {name}.variables:",
                    f'    if "{slot}" in {each}.path:',
                    f"        {each}.assign({each} + 1.0)  # TF1's mean square starts at one",
                ]
        elif optimizer.path == "train.RMSPropOptimizer":
            if not body.part.root or body.part in context.late_slots:
                raise Obstacle(operation.node, "RMSProp over variables that cannot be listed")
            context.late_slots[body.part] = name
        sparse = _sparse(context, operation)
        gradient = f"{body.tape}.gradient({loss}, {label})"
        lines.append(f"{name}.apply_gradients(zip({gradient}, {label}))")
        grads = _local(body, "gradients")
        if sparse:  # Keras adds up repeated rows wrongly
            lines[-1:] = [
                f"{grads} = [{context.tf}.convert_to_tensor(g) for g in {gradient}]",
                f"{name}.apply_gradients(zip({grads}, {label}))",
            ]
        elif len(lines[-1]) > 110:
            lines[-1:] = [
                f"{grads} = {body.tape}.gradient({loss}, {label})",
                f"{name}.apply_gradients(zip({grads}, {label}))",
            ]
    step = detail.get("global_step")
    if isinstance(step, Variable):
        lines.append(f"{source.expression(detail['global_step_node'])}.assign_add(1)")
    return lines


# optimizers that do the same for a row without a gradient as for one that was not read
DENSE_ALIKE = {NO_SLOTS, "train.AdamOptimizer", "train.AdagradOptimizer"}


def _sparse(context: Context, operation: Operation) -> bool:
    """Whether gradients of rows are among those of a train op; refuses optimizers that treat them otherwise."""
    loss = operation.detail["loss"]
    reached = {v for x in leaves(loss) if isinstance(x, Tensor) for v in x.variables}
    found = bool(reached & context.interp.sparse)
    optimizer: Optimizer = operation.detail["optimizer"]
    if found and optimizer.path not in DENSE_ALIKE:
        raise Obstacle(operation.node, "an optimizer with slots over looked-up rows")
    return found


def _layers_listed(context: Context, operation: Operation) -> bool:
    """Whether the variables to train are listed through layers, whose variables exist once they were called."""
    value = context.value(operation.detail["var_list"]) if operation.detail["var_list"] is not None else None
    return isinstance(value, Seq) and any(isinstance(v, Variable) and made_late(context.interp, v) for v in value.items)


def variables_text(body: Body, operation: Operation) -> tuple[str | None, bool]:
    """(source of the list of variables to train, whether it can stand in place); (None, False) when it has no name."""
    context = body.context
    node = operation.detail["var_list"]
    if node is not None and not (isinstance(context.value(node), Host) and context.value(node).const is None):
        if _is_view(context, node):
            return f"list({context.source.expression(node)})", False
        return context.source.expression(node), isinstance(node, ast.Name)
    return named_variables(context, operation.detail["loss"], operation.detail["trainable"]), False


def _is_view(context: Context, node: ast.expr) -> bool:
    """Whether an expression is `d.values()` or a name for that: an optimizer of Keras takes slices of its list."""
    if isinstance(node, ast.Name):
        scope = context.names.scope_of.get(node, context.names.module_scope).find(node.id)
        bindings = scope.bindings.get(node.id, []) if scope is not None else []
        statements = [context.interp.parents.get(b) for b in bindings]  # type: ignore[arg-type]
        return any(isinstance(s, ast.Assign) and _is_view(context, s.value) for s in statements if s is not node)
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values"


def dependent(context: Context, loss: object, trainable: list[Variable]) -> list[Variable]:
    """The trainable variables that a loss depends on."""
    wanted = [v for v in trainable if any(v in x.variables for x in leaves(loss) if isinstance(x, Tensor))]
    wanted += [x for x in leaves(loss) if isinstance(x, Variable) and x in trainable]
    if not wanted:
        raise Obstacle(context.tree.body[0], "a loss that depends on no variable")
    return list(dict.fromkeys(wanted))


def in_groups(context: Context, wanted: list[Variable]) -> list[tuple[str, list[Variable]]]:
    """(text, variables) in the order of a list: a container whose variables are all wanted stands for them."""
    parts: list[tuple[str, list[Variable]]] = []
    done: set[Variable] = set()
    for made in looped_objects.runs(context, wanted):  # type: ignore[arg-type]
        variable: Variable = made[0]  # type: ignore[assignment]
        if variable in done:
            continue
        together = looped_objects.spread(context, made) if variable.many else None
        if together is not None:
            parts.append((together, made))  # type: ignore[arg-type]
            continue
        access = variable.access or ""
        root = access.split("[")[0]
        container = _container(variable.unit, root)
        if "[" in access and isinstance(container, (Map, Seq)):
            members = [x for x in leaves(container) if isinstance(x, Variable)]
            if container and all(m in wanted for m in members) and len(members) == len(list(leaves(container))):
                parts.append((f"*{root}.values()" if isinstance(container, Map) else f"*{root}", members))
                done |= set(members)
                continue
        if variable.one_path:
            raise Obstacle(variable.node, "a variable that is made on one path only is listed by its name")
        parts.append((access, [variable]))
        done.add(variable)
    return parts


def named_variables(context: Context, loss: object, trainable: list[Variable]) -> str | None:
    """`[w, b]`, `[*weights.values(), b]`: trainable variables that the loss depends on; None when one has no name."""
    wanted = dependent(context, loss, trainable)
    if any(
        v.access is None and (looped_objects.spread(context, [v]) is None or made_late(context.interp, v))
        for v in wanted
    ):
        return None
    outer = context.interp.scopes[0].node
    if any(v.unit.scope.node is not outer and not v.access and not v.many for v in wanted):
        return None
    try:
        parts = [text for text, _ in in_groups(context, wanted)]
    except Obstacle:
        return None
    if len(parts) == 1 and parts[0].endswith(".trainable_variables") and "," not in parts[0]:
        return parts[0].removeprefix("*")
    return looped_objects.display(parts)


def _container(unit: Unit, name: str) -> object:
    return unit.defs.get(name)
