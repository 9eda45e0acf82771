"""TF1 symbols in code that stays or moves: the table's renames, and the constructs that have modules of their own."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate import symbols as table
from migrate.rewriting import (
    averages,
    batch_norm,
    beside,
    conditions,
    contrib_learn,
    distributions,
    division,
    dropped_remainders,
    flags,
    global_steps,
    gradients,
    images,
    initializers,
    layers,
    losses,
    metrics,
    modules,
    recurrent,
    regularizers,
    standardization,
    summaries,
    variable_lists,
    variables,
    versions,
)
from migrate.rewriting.estimators import batches
from migrate.stages import averages as averages_api
from migrate.stages import dtypes, layer_objects, run_traces, tf_calls
from migrate.stages import recurrent as recurrent_api
from migrate.stages import summaries as summaries_api
from migrate.stages.program import Obstacle
from migrate.stages.values import Function, Host, Placeholder, Tensor, Variable, leaves
from migrate.symbols.tf1_only import only_in_tf1

if TYPE_CHECKING:
    from migrate.rewriting.native import Context

# symbols whose statements are taken out or rewritten whole by another construct
ELSEWHERE = (
    {"placeholder", "placeholder_with_default", "get_default_session", "get_default_graph", "Graph"}
    | {"name_scope", "variable_scope", "device", "control_dependencies", "group", "no_op", "op_scope"}
    | {"disable_v2_behavior", "disable_eager_execution", "disable_v2_tensorshape"}
    | tf_calls.SESSIONS
    | set(tf_calls.INITIALIZER_OPS)
    | tf_calls.CONFIG
    | tf_calls.RESETS
    | set(tf_calls.OPTIMIZERS)
    | set(summaries_api.SUMMARIES)
    | summaries_api.WRITERS
    | set(summaries_api.MERGE_ALL)
    | set(summaries_api.MERGE)
    | {"Summary", "Summary.Value", run_traces.NAME}
)

ITERATORS = {
    "data.make_one_shot_iterator",
    "data.make_initializable_iterator",
    "data.Iterator.from_structure",
    "data.Iterator.from_string_handle",
    "data.Iterator",
}


def rewrite(context: Context) -> None:
    """One pass over the file, inner expressions first."""
    _visit(context, context.tree)


def _visit(context: Context, node: ast.AST) -> None:
    if any(node in displays for displays in context.interp.collections_given.values()):
        return  # variable_collections takes it out
    if isinstance(node, ast.Call):
        path = context.names.resolve(node.func)
        if path == "tensorflow.train.Saver":  # written whole once every variable has its name
            for keyword in node.keywords:
                if keyword.arg == "max_to_keep":
                    _visit(context, keyword.value)
            return
        if batch_norm.is_updates(context.value(node)):
            return
        if variable_lists.is_list(context, node) or regularizers.is_read(context, node):
            return  # written whole later
        for child in [*node.args, *(k.value for k in node.keywords)]:
            _visit(context, child)
        if path and path.startswith("tensorflow."):
            _call(context, node, path)
        else:
            _visit(context, node.func)
            _method(context, node)
            modules.rewrite_call(context, node)
        return
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        _import(context, node)
        return
    if isinstance(node, (ast.Attribute, ast.Name)) and isinstance(getattr(node, "ctx", None), ast.Load):
        path = context.names.resolve(node)
        if path and path.startswith("tensorflow."):
            _reference(context, node, path)
            return
    if isinstance(node, ast.Attribute) and node.attr == "value" and isinstance(node.value, ast.Subscript):
        value = context.value(node)
        if isinstance(value, Host) and value.note == "static-dimension":
            _visit(context, node.value)
            context.source.replace_span(context.source.span(node.value)[1], context.source.span(node)[1], "")
            return
    for child in ast.iter_child_nodes(node):
        _visit(context, child)


# ---------------------------------------------------------------- calls
def _arguments(context: Context, node: ast.Call) -> list[tuple[str | None, str]]:
    source = context.source
    arguments: list[tuple[str | None, str]] = []
    for arg in node.args:
        arguments.append((None, source.expression(arg)))
    for keyword in node.keywords:
        text = source.expression(keyword.value)
        arguments.append((keyword.arg, text) if keyword.arg else (None, "**" + text))
    return arguments


def _call(context: Context, node: ast.Call, path: str) -> None:
    name = path.removeprefix("tensorflow.")
    if name == "Variable":
        variables.rewrite_variable(context, node)
        return
    if name == "get_variable":
        variables.rewrite_get_variable(context, node)
        return
    if metrics.rewrite_call(context, node, name):
        return
    if contrib_learn.is_part(name):
        contrib_learn.rewrite_call(context, node, name)
        return
    if distributions.rewrite_call(context, node, name):
        return
    if dropped_remainders.rewrite_call(context, node, name):
        return
    if name == batches.NAME:
        batches.rewrite_call(context, node)
        return
    if name in tf_calls.LAYERS:
        layers.rewrite_call(context, node, path)
        return
    if layer_objects.arguments(node, name) is not None:
        layers.rewrite_object(context, node, name)
        return
    if recurrent_api.symbol(name):
        recurrent.rewrite_call(context, node, recurrent_api.symbol(name) or "")
        return
    if flags.is_part(path):
        flags.rewrite_call(context, node, path)
        return
    if versions.is_version(name):  # a method of the text
        _visit(context, node.func.value)  # type: ignore[attr-defined]
        return
    if summaries.is_part(name):
        summaries.rewrite_call(context, node, name)
        return
    if name in tf_calls.STATELESS_LAYERS:
        layers.rewrite_stateless(context, node, path)
        return
    if regularizers.is_read(context, node):
        return  # regularizers.finish writes it
    if name == "gradients":
        gradients.rewrite_gradients(context, node)
        return
    if name in tf_calls.SCHEDULES:
        gradients.rewrite_schedule(context, node, name)
        return
    if name in tf_calls.ASSIGNS:
        _assign(context, node, name)
        return
    if name in tf_calls.GLOBAL_STEPS:
        global_steps.rewrite(context, node)
        return
    if name in ("trainable_variables", "global_variables", "all_variables", "get_collection"):
        if not variable_lists.is_list(context, node):
            raise Obstacle(node, "a graph collection")
        return  # variable_lists.finish writes it
    if name in tf_calls.SEEDS:
        context.source.replace(node.func, f"{context.tf}.random.set_seed")
        return
    if name == "examples.tutorials.mnist.input_data.read_data_sets":
        _batch_order(context, node)
        return
    if name in ELSEWHERE or name.startswith(("examples.tutorials.mnist.input_data.", "keras.")) or name in ITERATORS:
        return
    if name == averages_api.NAME:
        averages.rewrite_constructor(context, node)
        return
    if initializers.rewrite(context, node, name):
        return
    if images.rewrite_call(context, node, name):
        return
    if name in standardization.NAMES:
        standardization.check(context, node)
    if name == "div":
        division.rewrite(context, node)
        return
    symbol = table.lookup(path)
    if symbol is None:
        raise Obstacle(node, f"`tf.{name}` is not known")
    if symbol.kind == "gone":
        raise Obstacle(node, f"`tf.{name}`: {symbol.note or 'no native form'}")
    if symbol.kind == "same" and not symbol.special and not symbol.check:
        return
    _apply(context, node, symbol, name)


def _checked(context: Context, node: ast.Call, symbol: table.Symbol) -> set[str]:
    """Conditions of the table that the values of the arguments confirm."""
    confirmed: set[str] = set()
    values = [context.value(a) for a in [*node.args, *(k.value for k in node.keywords)]]
    if symbol.check == "single_tensor":
        first = values[0] if values else None
        if isinstance(first, (Variable, Tensor, Placeholder)):
            confirmed.add("single_tensor")
    if symbol.check == "floating":
        if any(_is_floating(context, v) for v in values):
            confirmed.add("floating")
    if symbol.check == "structure":
        if conditions.one_result([v for v in values if isinstance(v, Function)], context.value):
            confirmed.add("structure")
    if symbol.check == "matrix":
        confirmed.add("matrix")
    if symbol.check == "labels_rank" and conditions.labels_rank(context, node):
        confirmed.add("labels_rank")
    if symbol.check == "same_rank" and conditions.where(context, node) is not None:
        confirmed.add("same_rank")
    return confirmed


def _is_floating(context: Context, value: object) -> bool:
    return (dtypes.of(context.names, value, context.value) or "").startswith(("float", "complex"))


def _float32(context: Context, node: ast.Call, symbol: table.Symbol) -> set[str]:
    """The parameters that are given tensors of float32, so that no cast is written."""
    params = [p.lstrip("*") for p in symbol.params or ()]
    given = {k.arg: k.value for k in node.keywords if k.arg} | dict(zip(params, node.args, strict=False))
    return {
        name
        for name, value in given.items()
        if isinstance(context.value(value), (Placeholder, Tensor, Variable))
        and dtypes.of_node(context.names, value, context.value) == "float32"
    }


def _constant_labels(context: Context, node: ast.Call, symbol: table.Symbol) -> set[str]:
    """Arguments whose gradient TF1 stops and that no variable reaches anyway."""
    found: set[str] = set()
    bound = tf_calls.bind(node, tuple(p.lstrip("*") for p in symbol.params or ()))
    for name in symbol.constant:
        value = context.value((bound or {}).get(name))
        if value is not None and not any(
            isinstance(x, Variable) or (isinstance(x, Tensor) and x.variables) for x in leaves(value)
        ):
            found.add(name)
    return found


def _apply(context: Context, node: ast.Call, symbol: table.Symbol, name: str) -> None:
    source, tf = context.source, context.tf
    arguments = _arguments(context, node)
    checked = _checked(context, node, symbol)
    if "same_rank" in checked and (rows := conditions.where(context, node)) != "same":
        first = next((k.value for k in node.keywords if k.arg == "condition"), node.args[0] if node.args else None)
        operand = _fit(context, first, source.expression(first), always=True)
        arguments = [
            (k, operand + rows) if n is first else (k, t)
            for (k, t), n in zip(arguments, [*node.args, *(w.value for w in node.keywords)], strict=True)
        ]
        context.note(node, "TF301", "a vector condition chooses rows")
    constant = _constant_labels(context, node, symbol)
    if symbol.template is not None:
        float32 = _float32(context, node, symbol)

        def write(given: list) -> str | None:
            return table.rewrite_source(symbol, given, tf=tf, checked=checked, constant=constant, float32=float32)

        text = losses.rewrite(context, node, name, symbol, arguments, write) if name.startswith("losses.") else None
        text = text or write(arguments)
        if text is None:
            raise Obstacle(node, _not_these(node, symbol, name))
        context.note(node, "TF102", f"`tf.{name}`")
        source.replace(node, _fit(context, node, text))
        return
    result = table.rewrite_call(symbol, arguments, tf=tf, checked=checked, constant=constant)
    if result is None:
        raise Obstacle(node, _not_these(node, symbol, name))
    target, written = result
    function = tf + target.removeprefix("tensorflow")
    nodes: list[tuple[str | None, ast.expr]] = [(None, a) for a in node.args] + [
        (k.arg, k.value) for k in node.keywords
    ]
    if target != symbol.name or written != arguments:
        context.note(
            node, "TF102", f"`tf.{name}` -> `{function}`" if target != symbol.name else f"arguments of `tf.{name}`"
        )
    if len(written) == len(nodes) and not any(isinstance(a, ast.Starred) for a in node.args):
        # every argument is still in its place: touch only what differs
        if source.segment(node.func) != function:
            source.replace(node.func, function)
        for (old_key, old_node), (new_key, text) in zip(nodes, written, strict=True):
            if old_key == new_key:
                if source.expression(old_node) != text:
                    source.replace(old_node, text)
            else:
                start = source.span(old_node)[0]
                if old_key is not None:
                    start = source.text.rindex(old_key, 0, start)
                source.replace_span(start, source.span(old_node)[1], text if new_key is None else f"{new_key}={text}")
        return
    words = [text if key is None else f"{key}={text}" for key, text in written]
    source.replace(node, f"{function}({', '.join(words)})")


def _not_these(node: ast.Call, symbol: table.Symbol, name: str) -> str:
    """Why a call has no other form; TF1 itself refuses what the time before TensorFlow 1.0 wrote without names."""
    if "_sentinel" in (symbol.params or ())[:1] and node.args:
        return f"TensorFlow 1.15 ends with a ValueError here: `tf.{name}` takes its arguments by name only"
    return f"`tf.{name}` with these arguments"


def _fit(context: Context, node: ast.AST, text: str, always: bool = False) -> str:
    """An operator expression in the place of a call keeps its operands together."""
    if always:
        whole = isinstance(ast.parse(text, mode="eval").body, (ast.Name, ast.Call, ast.Attribute, ast.Subscript))
        return text if whole else f"({text})"
    parent = context.interp.parents.get(node)
    loose = isinstance(ast.parse(text, mode="eval").body, (ast.BinOp, ast.UnaryOp, ast.Compare, ast.BoolOp, ast.IfExp))
    if loose and isinstance(parent, (ast.BinOp, ast.UnaryOp, ast.Attribute, ast.Subscript, ast.Compare)):
        return f"({text})"
    return text


def _assign(context: Context, node: ast.Call, name: str) -> None:
    """`tf.assign(v, x)` -> `v.assign(x)`."""
    bound = tf_calls.bind(node, (*tf_calls.ASSIGNS[name], "validate_shape", "use_locking", "name"))
    if bound is None or name == "scatter_update" or set(bound) - {"ref", "value", "use_locking", "name"}:
        raise Obstacle(node, f"`tf.{name}` with these arguments")
    source = context.source
    method = name if name != "assign" else "assign"
    source.replace(node, f"{source.expression(bound['ref'])}.{method}({source.expression(bound['value'])})")


def _batch_order(context: Context, node: ast.Call) -> None:
    """TF1's DataSet seeds numpy with the graph's seed; it is handed over where it is set before."""
    given = {k.arg for k in node.keywords}
    if given - {"fake_data", "one_hot", "reshape", "validation_size", "seed", "dtype"} or not 1 <= len(node.args) <= 3:
        raise Obstacle(node, "`read_data_sets` with these arguments")
    if "seed" in given:
        return
    seeds = [
        n
        for n in ast.walk(context.tree)
        if isinstance(n, ast.Call)
        and (context.names.resolve(n.func) or "").removeprefix("tensorflow.") in tf_calls.SEEDS
        and n.lineno < node.lineno
        and n.args
    ]
    if seeds:
        last = max(seeds, key=lambda n: n.lineno)
        end = context.source.span(node)[1] - 1
        context.source.insert(end, f", seed={context.source.expression(last.args[0])}")


# ---------------------------------------------------------------- methods
def _method(context: Context, node: ast.Call) -> None:
    """Methods of tensors and optimizers that TF2 writes in another way."""
    func = node.func
    if not isinstance(func, ast.Attribute):
        return
    if func.attr == "initialized_value" and isinstance(context.value(func.value), Variable):
        context.source.replace(node, context.source.expression(func.value))
    if func.attr == "compute_gradients" and hasattr(context.value(func.value), "arguments"):
        gradients.rewrite_compute_gradients(context, node)


# ---------------------------------------------------------------- references
def _reference(context: Context, node: ast.AST, path: str) -> None:
    if path == "tensorflow.AUTO_REUSE":
        return  # in the header of a variable scope, which goes; anywhere else the check of the outcome finds it
    if flags.is_part(path):
        flags.rewrite_reference(context, node)
        return
    if images.is_method(path.removeprefix("tensorflow.")):
        call = context.interp.parents.get(node)
        call = context.interp.parents.get(call) if isinstance(call, ast.keyword) else call
        if isinstance(call, ast.Call) and (context.names.resolve(call.func) or "")[11:] in tf_calls.RESIZES:
            return  # the call is written with its op
    name = path.removeprefix("tensorflow.")
    if versions.is_version(name):
        versions.check(context, node)
        if name.startswith("__"):
            return  # TensorFlow 2 has it too
    if name.startswith("RunOptions."):
        return  # the options go
    if name in ELSEWHERE or name in ITERATORS or name == "keras" or name.startswith(("examples.", "python.", "keras.")):
        return
    if contrib_learn.rewrite_reference(context, node, name):
        return
    symbol = table.lookup(path)
    if symbol is None:
        if table_prefix(path):
            return
        raise Obstacle(node, f"`tf.{name}` is not known")
    if symbol.kind == "gone" and name not in tf_calls.INITIALIZERS:
        raise Obstacle(node, f"`tf.{name}`: {symbol.note or 'no native form'}")
    if symbol.kind == "same" or variables.is_initializer_class(context, node):
        return
    arguments = 1 if symbol.effect == "pure" else None
    text = table.reference(symbol, tf=context.tf, arguments=arguments)
    if text is None:
        raise Obstacle(node, f"`tf.{name}` is passed on")
    if context.source.segment(node) != text:
        context.note(node, "TF102", f"`tf.{name}` -> `{text}`")
        context.source.replace(node, text)


def table_prefix(path: str) -> bool:
    """A module of TensorFlow (`tf.nn`), not a symbol of its own."""
    return any(n.startswith(path + ".") for n in table.names())


def check_native(context: Context, path: str, node: ast.AST) -> None:
    """Refuses a TF1 symbol that is left in the outcome."""
    name = path.removeprefix("tensorflow.")
    if name in ITERATORS:
        raise Obstacle(_origin(context, name), f"`tf.{name}` is left in the native form")
    if name.split(".")[0] in ("compat", "Session", "placeholder", "InteractiveSession", "contrib", "layers"):
        raise Obstacle(_origin(context, name), f"`tf.{name}` is left in the native form")
    if name in ELSEWHERE and name not in ("name_scope", "device", "control_dependencies", "Graph", "group", "no_op"):
        raise Obstacle(_origin(context, name), f"`tf.{name}` is left in the native form")
    left = name in ("variable_scope", "group", "no_op", "control_dependencies") or only_in_tf1(path)
    if left and not name.startswith("examples."):
        raise Obstacle(_origin(context, name), f"`tf.{name}` is left in the native form")


def _origin(context: Context, name: str) -> ast.AST:
    for node in ast.walk(context.tree):
        if isinstance(node, (ast.Attribute, ast.Name)) and context.names.resolve(node) == "tensorflow." + name:
            return node
    return context.tree.body[0]


# ---------------------------------------------------------------- imports
def _import(context: Context, node: ast.Import | ast.ImportFrom) -> None:
    source = context.source
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.name == "tensorflow.compat.v1":
                source.replace(node, source.segment(node).replace("tensorflow.compat.v1", "tensorflow"))
            elif alias.name.startswith("tensorflow.") and not alias.name.startswith("tensorflow.keras"):
                if "examples.tutorials.mnist" in alias.name:
                    context.needs_mnist = True
                    if len(node.names) > 1 or alias.asname is None:
                        raise Obstacle(node, "the MNIST tutorial module imported without a name")
                    source.replace(node, f"import {beside.MNIST.name} as {alias.asname}")
                else:
                    raise Obstacle(node, f"`import {alias.name}`")
        return
    module = node.module or ""
    if node.level or not module.startswith("tensorflow") or module.startswith("tensorflow.keras"):
        return
    if module == "tensorflow" and all(a.name == "keras" for a in node.names):
        return
    if module == "tensorflow.examples.tutorials.mnist":
        if [a.name for a in node.names] != ["input_data"]:
            raise Obstacle(node, "more than `input_data` of the MNIST tutorial")
        alias = node.names[0]
        context.needs_mnist = True
        source.replace(node, f"import {beside.MNIST.name} as {alias.asname or 'input_data'}")
        return
    if module == "tensorflow.compat" and [a.name for a in node.names] == ["v1"]:
        name = node.names[0].asname or "v1"
        source.replace(node, f"import tensorflow as {name}")
        return
    if recurrent.rewrite_import(context, node):
        return
    raise Obstacle(node, f"names imported from `{module}`")
