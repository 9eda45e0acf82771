"""tf.gradients, compute_gradients and learning rate schedules."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.rewriting import arguments, dense_gradients
from migrate.stages import tf_calls
from migrate.stages.interpreter import Mixed
from migrate.stages.program import Obstacle, Unit
from migrate.stages.values import Host, Seq, Tensor, Variable, leaves

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

SCHEDULE_CLASSES = {
    "train.exponential_decay": ("ExponentialDecay", ("learning_rate", "decay_steps", "decay_rate", "staircase")),
    "train.inverse_time_decay": ("InverseTimeDecay", ("learning_rate", "decay_steps", "decay_rate", "staircase")),
    "train.polynomial_decay": (
        "PolynomialDecay",
        ("learning_rate", "decay_steps", "end_learning_rate", "power", "cycle"),
    ),
    "train.piecewise_constant": ("PiecewiseConstantDecay", ("boundaries", "values")),
    "train.piecewise_constant_decay": ("PiecewiseConstantDecay", ("boundaries", "values")),
    "train.cosine_decay": ("CosineDecay", ("learning_rate", "decay_steps", "alpha")),
}


def unit_of(context: Context, node: ast.AST) -> Unit:
    """The moved statement around a node."""
    current: ast.AST | None = node
    units = {u.node: u for u in context.plan.moved}
    while current is not None:
        if current in units:
            return units[current]
        current = context.interp.parents.get(current)
    raise Obstacle(node, "a gradient outside the graph's statements")


def _made_before(context: Context, value: Tensor, name: ast.Name, ys: ast.Name) -> bool:
    """Whether a tensor can be watched before what is differentiated is made: each has a statement of its own."""
    target = context.value(ys)
    if value.home is None or value.home[1] != name.id:
        return False
    if isinstance(target, Tensor) and target.home is not None:
        return value.home[0] is not target.home[0] and value.home[0].index < target.home[0].index
    return False


def rewrite_gradients(context: Context, node: ast.Call) -> None:
    """`tf.gradients(ys, xs)` -> `tape.gradient(ys, xs)`, always a list; in helpers it stays."""
    if node in context.interp.kept_gradients:
        placing = [k for k in node.keywords if k.arg == "colocate_gradients_with_ops"]
        if placing:  # TensorFlow 2 decides it
            arguments.remove(context.source, node, placing)
        return
    bound = tf_calls.bind(node, ("ys", "xs", "grad_ys")) or {}
    if not {"ys", "xs"} <= set(bound) or not isinstance(bound["ys"], ast.Name):
        raise Obstacle(node, "`tf.gradients` of an expression")
    if "stop_gradients" in bound:
        raise Obstacle(bound["stop_gradients"], "`tf.gradients` that stops at tensors")
    unit = unit_of(context, node)
    source = context.source
    xs = bound["xs"]
    context.gradient_calls.setdefault(unit, []).append(node)
    items = xs.elts if isinstance(xs, (ast.List, ast.Tuple)) else [xs]
    watched = []
    for item in items:
        value = context.value(item)
        if isinstance(value, Seq):
            if not all(isinstance(x, Variable) and x.trainable for x in leaves(value)):
                raise Obstacle(item, "`tf.gradients` by a list of tensors")
            continue
        if isinstance(value, Mixed) and all(isinstance(v, Variable) and v.trainable for v in value.flat()):
            continue  # `weights[i]`: whichever it is, the tape watches it
        if not isinstance(value, Variable):
            if not isinstance(item, ast.Name):
                raise Obstacle(item, "`tf.gradients` by an expression")
            if isinstance(value, Tensor) and not _made_before(context, value, item, bound["ys"]):
                raise Obstacle(item, "`tf.gradients` by a tensor that is not made by itself before")
            watched.append(item.id)
        elif not value.trainable:
            raise Obstacle(item, "`tf.gradients` by a variable that is not trainable")
    context.watched[node] = watched
    if xs in context.interp.variable_lists:  # written later, when every variable has its name
        if node.keywords or "grad_ys" in bound:
            raise Obstacle(node, "`tf.gradients` by a list of the graph's variables, given by keyword")
        source.replace(node.func, f"{context.tape}.gradient")
        return
    weights = f", output_gradients={source.expression(bound['grad_ys'])}" if "grad_ys" in bound else ""
    if "unconnected_gradients" in bound:
        weights += f", unconnected_gradients={source.expression(bound['unconnected_gradients'])}"
    call = f"{context.tape}.gradient({source.expression(bound['ys'])}, {source.expression(xs)}{weights})"
    parent = context.interp.parents.get(node)
    single = not isinstance(xs, (ast.List, ast.Tuple)) and not isinstance(context.value(xs), Seq)
    if (
        single
        and isinstance(parent, ast.Subscript)
        and isinstance(parent.slice, ast.Constant)
        and parent.slice.value == 0
    ):
        source.replace(parent, call)
    else:
        source.replace(node, f"[{call}]" if single else call)


def finish(context: Context) -> None:
    """Gradients by variables of loops, once the lists of these have names."""
    for node in context.late_gradients:
        rewrite_compute_gradients(context, node, last=True)


def rewrite_compute_gradients(context: Context, node: ast.Call, last: bool = False) -> None:
    """`opt.compute_gradients(loss)` -> `list(zip({context.tape}.gradient(loss, variables), variables))`."""
    from migrate.rewriting.optimizers import named_variables

    bound = tf_calls.bind(node, ("loss", "var_list")) or {}
    if "loss" not in bound or not isinstance(bound["loss"], ast.Name):
        raise Obstacle(node, "`compute_gradients` of an expression")
    unit = unit_of(context, node)
    source = context.source
    if not last:
        context.gradient_calls.setdefault(unit, []).append(node)
        context.watched[node] = []
    listed = bound.get("var_list")
    if listed in context.interp.variable_lists:
        raise Obstacle(listed, "`compute_gradients` by a list of the graph's variables")
    if listed is not None and not (isinstance(context.value(listed), Host) and context.value(listed).const is None):
        variables = source.expression(listed)
    else:
        trainable = [v for v in context.interp.variables if v.trainable]
        variables = named_variables(context, context.value(bound["loss"]), trainable)
        if variables is None and last:
            raise Obstacle(node, "gradients by variables that cannot be listed")
        if variables is None:
            context.late_gradients.append(node)
            return
        if "*" in variables:
            named = context.fresh("variables", scope=unit.scope)
            context.hoisted_lines.setdefault(unit, []).append(f"{named} = {variables}")
            variables = named
    loss = source.expression(bound["loss"])
    pairs = f"zip({context.tape}.gradient({loss}, {variables}), {variables})"
    dense = dense_gradients.wanted(context, node)
    source.replace(node, f"[({context.tf}.convert_to_tensor(g), v) for g, v in {pairs}]" if dense else f"list({pairs})")


def register_training(context: Context) -> None:
    """Each `minimize` needs a tape over its loss."""
    for unit in context.plan.moved:
        for operation in unit.operations:
            if operation.kind == "train" and operation.detail.get("gradients") is None:
                context.gradient_calls.setdefault(unit, []).append(operation.node)
                context.watched[operation.node] = []


def rewrite_schedule(context: Context, node: ast.Call, name: str) -> None:
    """`tf.train.exponential_decay(lr, step, ...)` -> `ExponentialDecay(lr, ...)(step)`."""
    if name not in SCHEDULE_CLASSES:
        raise Obstacle(node, f"`tf.{name}`")
    params = tf_calls.SCHEDULES[name]
    bound = tf_calls.bind(node, params)
    cls, wanted = SCHEDULE_CLASSES[name]
    if bound is None or "name" in bound:
        raise Obstacle(node, "a schedule whose arguments are spread or named")
    source = context.source
    for key in wanted:
        value = context.value(bound.get(key))
        if value is not None and any(isinstance(x, (Tensor, Variable)) for x in leaves(value)):
            raise Obstacle(bound[key], "a schedule constant that is a tensor")
    step = bound.get("global_step", bound.get("x"))
    if step is None:
        raise Obstacle(node, "a schedule without a step")
    words = []
    positional = True
    for key in wanted:
        if key not in bound:
            positional = False
            continue
        keras = "initial_learning_rate" if key == "learning_rate" else key
        text = source.expression(bound[key])
        words.append(text if positional else f"{keras}={text}")
    tf = context.tf
    source.replace(node, f"{tf}.keras.optimizers.schedules.{cls}({', '.join(words)})({source.expression(step)})")
