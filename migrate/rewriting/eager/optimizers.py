"""TF1 optimizers of an eager program as Keras optimizers of the same numbers, and the statements that use them."""

from __future__ import annotations

import ast

from migrate.rewriting import helpers
from migrate.rewriting import optimizers as keras
from migrate.rewriting.eager.context import Context
from migrate.rewriting.eager.kinds import HOST, OPTIMIZER
from migrate.stages import tf_calls
from migrate.stages.program import Obstacle
from migrate.stages.values import Host, Optimizer

UPDATES = {"apply_gradients", "minimize"}
SPARSE = {"tensorflow." + name for name in tf_calls.SPARSE} | {"tensorflow.keras.layers.Embedding"}
RMSPROP = "train.RMSPropOptimizer"


def rewrite_call(context: Context, node: ast.Call, name: str) -> bool:
    """`tf.train.AdamOptimizer(rate)` -> `tf.keras.optimizers.Adam(rate, ...)` with TF1's constants."""
    if name not in tf_calls.OPTIMIZERS:
        return False
    bound = tf_calls.bind(node, tf_calls.OPTIMIZERS[name])
    if bound is None:
        raise Obstacle(node, "an optimizer whose arguments are spread")
    for argument in bound.values():
        if not context.kinds.certain(argument, HOST) or _callable(context, argument):
            raise Obstacle(argument, "an optimizer constant that may be a tensor or change")
    if name != keras.NO_SLOTS and (read := _sparse(context)) is not None:
        raise Obstacle(read, "an optimizer with slots over looked-up rows")
    values = {key: context.value(argument) or Host() for key, argument in bound.items()}
    text, comment = keras.constructor(context, Optimizer(name, node, None, bound, values))  # type: ignore[arg-type]
    if name == RMSPROP:
        text = helpers.use(context, "rms_prop", "RMSprop") + text[text.index("(") :]
    statement, source = context.statement(node), context.source
    text = keras._wrapped(text, source.indent_of(statement), statement)
    end = source.span(statement)[1]
    alone = isinstance(statement, ast.Assign) and statement.value is node
    if comment and alone and not source.text[end : source.line_end(end)].strip():
        text += f"  # {comment}"
    source.replace(node, text)
    context.note(node, "TF102", f"`tf.{name}` -> `{text.partition('(')[0]}`")
    return True


def _callable(context: Context, node: ast.expr) -> bool:
    """Whether a constant is a function, which TF1 calls at each step."""
    if isinstance(node, ast.Name):
        owner = context.names.scope_of.get(node, context.names.module_scope).find(node.id)
        bound = owner.bindings[node.id] if owner is not None else []
        values = [getattr(context.parents.get(b), "value", None) for b in bound]
        return any(isinstance(b, (ast.FunctionDef, ast.ClassDef)) for b in bound) or any(
            isinstance(v, ast.Lambda) for v in values
        )
    return isinstance(node, ast.Lambda)


def _sparse(context: Context) -> ast.AST | None:
    """An op whose gradient names only the rows that were read, which Keras adds up otherwise."""
    for node in ast.walk(context.tree):
        if isinstance(node, (ast.Attribute, ast.Name)) and context.names.resolve(node) in SPARSE:
            return node
    return None


# ---------------------------------------------------------------- statements
def is_statement(context: Context, node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr not in UPDATES:
        return False
    return context.kinds.of(call.func.value) == OPTIMIZER or call.func.attr == "apply_gradients"


def note_statement(context: Context, node: ast.stmt) -> None:
    """Keras makes an optimizer's slots for the variables of its first update: all others have to name the same."""
    call = node.value  # type: ignore[attr-defined]
    receiver = call.func.value
    owner: object = None
    if isinstance(receiver, ast.Name):
        owner = context.names.scope_of.get(receiver, context.names.module_scope).find(receiver.id)
    key = (owner, ast.unparse(receiver))
    updated = _updated(call)
    if context.updates.setdefault(key, updated) != updated:
        raise Obstacle(node, "one optimizer updates variables in several places")


def _updated(call: ast.Call) -> str:
    """The text of the variables that an update names."""
    given = call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "grads_and_vars"), None)
    if call.func.attr == "minimize":  # type: ignore[attr-defined]
        listed = next((k.value for k in call.keywords if k.arg == "var_list"), None)
        return ast.unparse(listed) if listed is not None else ast.unparse(call)
    if isinstance(given, ast.Call) and isinstance(given.func, ast.Name) and given.func.id == "zip" and given.args:
        return ast.unparse(given.args[-1])
    return ast.unparse(call)


def check_method(context: Context, node: ast.Call, func: ast.Attribute) -> None:
    """Refuses uses of optimizers that have another form in Keras."""
    kind = context.kinds.of(func.value)
    statement = context.parents.get(node)
    if func.attr in UPDATES and kind != HOST:
        if not isinstance(statement, ast.Expr) and (func.attr == "apply_gradients" or kind == OPTIMIZER):
            raise Obstacle(node, f"the result of `.{func.attr}()` in an eager program")
        return
    if func.attr in ("compute_gradients", "get_slot", "get_slot_names") or (
        kind == OPTIMIZER and func.attr != "get_config"
    ):
        raise Obstacle(node, f"`.{func.attr}()` of an optimizer")


def rewrite_statement(context: Context, node: ast.stmt) -> None:
    """Steps that TF1's optimizer counted, and `minimize` of a function, written out."""
    if not is_statement(context, node):
        return
    call = node.value  # type: ignore[attr-defined]
    if call.func.attr == "minimize":
        _minimize(context, node, call)
        return
    bound = tf_calls.bind(call, ("grads_and_vars", "global_step", "name"))
    if bound is None or "grads_and_vars" not in bound:
        raise Obstacle(node, "`apply_gradients` with these arguments")
    if set(bound) == {"grads_and_vars"}:
        return
    if not context.kinds.certain(call.func.value, OPTIMIZER):
        raise Obstacle(node, "the global step of an optimizer that is not known")
    source = context.source
    updates = f"{source.expression(call.func)}({source.expression(bound['grads_and_vars'])})"
    source.replace(call, updates + _counted(context, node, bound.get("global_step")))


def _counted(context: Context, node: ast.stmt, step: ast.expr | None) -> str:
    """What counts the step, as further lines of a statement's text."""
    if step is None or (isinstance(step, ast.Constant) and step.value is None):
        return ""
    return f"\n{context.source.indent_of(node)}{context.source.expression(step)}.assign_add(1)"


def _minimize(context: Context, node: ast.stmt, call: ast.Call) -> None:
    """`optimizer.minimize(lambda: loss(x))` -> the tape and the update that it stood for."""
    bound = tf_calls.bind(call, ("loss", "global_step", "var_list"))
    if bound is None or "loss" not in bound:
        raise Obstacle(node, "`minimize` with these arguments")
    function = bound["loss"]
    source, tf, indent = context.source, context.tf, context.source.indent_of(node)
    if isinstance(function, ast.Lambda) and not ast.unparse(function.args):
        text = source.expression(function.body)
    elif isinstance(function, ast.Name) and isinstance(context.kinds.definition(function), ast.FunctionDef):
        text = f"{source.expression(function)}()"
    else:
        raise Obstacle(node, "`minimize` of a loss that is no function of this file")
    start, end = source.span(node)
    if not source.alone(node):
        raise Obstacle(node, "several statements on one line")
    optimizer = source.expression(call.func.value)  # type: ignore[attr-defined]
    value = context.fresh("loss", "loss_value")
    lines = [f"with {tf}.GradientTape() as {context.tape}:", f"{context.width}{value} = {text}"]
    if "var_list" in bound:
        variables = source.expression(bound["var_list"])
        if not isinstance(bound["var_list"], ast.Name):
            lines.append(f"{(name := context.fresh('variables', 'trained'))} = {variables}")
            variables = name
    else:
        variables = context.fresh("variables", "trained")
        lines.append(f"{variables} = {context.tape}.watched_variables()")
    lines.append(f"{optimizer}.apply_gradients(zip({context.tape}.gradient({value}, {variables}), {variables}))")
    source.replace(node, f"\n{indent}".join(lines) + _counted(context, node, bound.get("global_step")))
    context.note(node, "TF102", "`minimize` of a function is written out with a gradient tape")


def finish(context: Context) -> None:
    """Attributes of TF1's optimizers are other ones in Keras."""
    for node in ast.walk(context.tree):
        if isinstance(node, ast.Attribute) and context.kinds.of(node.value) == OPTIMIZER:
            if node.attr not in UPDATES and context.names.resolve(node) is None:
                raise Obstacle(node, f"`.{node.attr}` of an optimizer")
