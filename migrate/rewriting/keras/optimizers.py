"""Keras optimizers: `lr` and `decay`, defaults that changed, and updates that Keras 3 computes otherwise."""

from __future__ import annotations

import ast

from migrate.blocks import block_of
from migrate.rewriting import arguments as args
from migrate.rewriting.keras import tf_optimizers
from migrate.rewriting.keras.context import STANDALONE, TF_KERAS, Context
from migrate.rewriting.keras.helpers import helper

# default learning rates of Keras 2.3.1 and of tf.keras in TensorFlow 1.15; Keras 3 has .001 for all but SGD (.01)
_RATES = {
    STANDALONE: {"Adagrad": "0.01", "Adadelta": "1.0", "Adamax": "0.002"},
    TF_KERAS: {},
}
_CLASSES = {name.lower(): name for name in ("SGD", "RMSprop", "Adagrad", "Adadelta", "Adam", "Adamax", "Nadam", "Ftrl")}
_POSITIONAL = {
    STANDALONE: {
        "SGD": ("learning_rate", "momentum", "nesterov"),
        "RMSprop": ("learning_rate", "rho"),
        "Adagrad": ("learning_rate",),
        "Adadelta": ("learning_rate", "rho"),
        "Adam": ("learning_rate", "beta_1", "beta_2", "amsgrad"),
        "Adamax": ("learning_rate", "beta_1", "beta_2"),
    },
    TF_KERAS: {
        "SGD": ("learning_rate", "momentum", "nesterov", "name"),
        "RMSprop": ("learning_rate", "rho", "momentum", "epsilon", "centered", "name"),
        "Adagrad": ("learning_rate", "initial_accumulator_value", "epsilon", "name"),
        "Adadelta": ("learning_rate", "rho", "epsilon", "name"),
        "Adam": ("learning_rate", "beta_1", "beta_2", "epsilon", "amsgrad", "name"),
        "Adamax": ("learning_rate", "beta_1", "beta_2", "epsilon", "name"),
        "Ftrl": (
            "learning_rate",
            "learning_rate_power",
            "initial_accumulator_value",
            "l1_regularization_strength",
            "l2_regularization_strength",
            "name",
            "l2_shrinkage_regularization_strength",
        ),
    },
}


def optimizer_class(context: Context, call: ast.AST) -> tuple[str, str] | None:
    """(which Keras, class name) of a call that makes a Keras optimizer."""
    found = context.keras_call(call)
    if not found or not found[1].startswith("optimizers.") or found[1].count(".") != 1:
        return None
    name = _CLASSES.get(found[1].split(".")[1].lower())
    return (found[0], name) if name else None


def rewrite(context: Context) -> None:
    for call in context.calls:
        made = optimizer_class(context, call)
        if made:
            _constructor(context, call, *made)
    for call in context.methods("compile"):
        _compiled_string(context, call)
        node = _optimizer_argument(context, call)
        if node is not None:
            tf_optimizers.rewrite(context, node, context.model_flavour(call.func.value))  # type: ignore[attr-defined]
    _rate_attributes(context)


def obstacles(context: Context) -> None:
    decays = False
    for call in context.calls:
        made = optimizer_class(context, call)
        if not made:
            if (context.keras_call(call) or ("", ""))[1] == "optimizers.TFOptimizer":
                context.find("TF213", call, "Keras 3 cannot train with a TensorFlow 1 optimizer", fixable=False)
            continue
        flavour, name = made
        decay = args.argument(call, "decay")
        decays = decays or (decay is not None and context.constant(decay) not in (0, None))
        if name == "Nadam":
            context.find("TF213", call, "Nadam of Keras 3 has another momentum schedule than Keras 2's", fixable=False)
        if args.starred(call):
            context.find("TF213", call, "the optimizer's arguments cannot be seen here", fixable=False)
        if args.keyword(call, "clipnorm") and args.keyword(call, "clipvalue"):
            context.find("TF213", call, "Keras 3 takes one of clipnorm and clipvalue, not both", fixable=False)
        if name == "RMSprop" and args.keyword(call, "centered") and not args.keyword(call, "momentum"):
            context.find(
                "TF213", call, "centered RMSprop adds epsilon elsewhere in Keras 3 than tf.keras 1.15", fixable=False
            )
    for call in context.methods("compile"):
        node = _optimizer_argument(context, call)
        if node is None:
            continue
        value = context.constant(node)
        if value is ... or not isinstance(value, str):
            known = context.values(node)
            if known and any(isinstance(v, ast.Constant) for v in known):
                context.find("TF213", node, "which optimizer this name stands for is not known here", fixable=False)
            elif known and any(_tf_train(context, v) for v in known):
                if tf_optimizers.convertible(context, node):
                    continue
                context.find("TF213", node, "Keras 3 cannot train with a TensorFlow 1 optimizer", fixable=False)
            elif known is None:
                context.find("TF213", node, "which optimizer is compiled is not known here", fixable=False)
        elif value.lower() == "nadam":
            context.find("TF213", node, "Nadam of Keras 3 has another momentum schedule than Keras 2's", fixable=False)
        elif _pinned(context.model_flavour(call.func.value), value.lower()) and not isinstance(node, ast.Constant):
            context.find("TF213", node, "the optimizer's name is set elsewhere, so its default cannot be pinned", False)
    for node in _shared(context):
        context.find("TF213", node, "an optimizer that several models are compiled with", fixable=False)
    if decays:
        for node in _rate_uses(context):
            context.find("TF214", node, "the learning rate is changed by hand beside `decay=`", fixable=False)


def _shared(context: Context) -> list[ast.AST]:
    """Optimizers that go to several compilations: in Keras 3 one belongs to the variables of its first model."""
    uses: dict[ast.AST, list[ast.expr]] = {}
    for call in context.methods("compile"):
        node = _optimizer_argument(context, call)
        for value in (_last(context, node) or context.values(node) or []) if node is not None else []:
            if isinstance(value, ast.Call):
                uses.setdefault(value, []).append(node)  # type: ignore[arg-type]
    return [nodes[-1] for value, nodes in uses.items() if len(nodes) > 1 or _again(context, value, nodes[0])]


def _last(context: Context, node: ast.expr) -> list[ast.expr] | None:
    """What the statement right before gives to a name, where both stand in one block; None where that is not so."""
    statement: ast.AST = node
    while not isinstance(statement, ast.stmt):
        statement = context.parents[statement]
    block = block_of(statement, context.parents.get(statement))
    if not isinstance(node, ast.Name) or block is None:
        return None
    for before in reversed(block[: block.index(statement)]):
        stored = [n for n in ast.walk(before) if isinstance(n, ast.Name) and n.id == node.id]
        stored = [n for n in stored if not isinstance(n.ctx, ast.Load)]
        if stored:
            plain = isinstance(before, ast.Assign) and before.targets == stored
            return [before.value] if plain else None  # type: ignore[attr-defined]
    return None


def _again(context: Context, made: ast.Call, used: ast.expr) -> bool:
    """Whether an optimizer is made once and compiled several times: in a loop, or in a function called more often."""
    if made is used:
        return False
    at: ast.AST = used
    home = context.function_of(made)
    while (at := context.parents.get(at, home)) is not home:
        if isinstance(at, (ast.For, ast.While)) and made not in ast.walk(at):
            return True
        if isinstance(at, ast.FunctionDef) and sum(_names(c.func, at.name) for c in context.calls) != 1:
            return True
    return False


def _names(function: ast.AST, name: str) -> bool:
    return (isinstance(function, ast.Name) and function.id == name) or (
        isinstance(function, ast.Attribute) and function.attr == name
    )


def _tf_train(context: Context, value: ast.AST) -> bool:
    path = context.names.resolve(value.func) if isinstance(value, ast.Call) else None
    return bool(path and path.startswith(("tensorflow.train.", "tensorflow.contrib.")))


def _optimizer_argument(context: Context, call: ast.Call) -> ast.expr | None:
    if not isinstance(call.func, ast.Attribute) or not context.maybe_model(call.func.value):
        return None
    return args.argument(call, "optimizer", 0)


def _constructor(context: Context, call: ast.Call, flavour: str, name: str) -> None:
    source = context.source
    assert source is not None
    if name not in _POSITIONAL[flavour] or args.starred(call):
        return
    gone: list[ast.keyword] = []
    added: list[str] = []
    decay, rate = args.keyword(call, "decay"), args.keyword(call, "lr", "learning_rate")
    decays = decay is not None and context.constant(decay.value) not in (0, None)
    given = rate.value if rate else call.args[0] if call.args else None
    default = _RATES[flavour].get(name)
    if decay is not None:
        gone.append(decay)
    epsilon = args.keyword(call, "epsilon")
    if epsilon is not None and context.constant(epsilon.value) is None:
        gone.append(epsilon)
    if decays and decay is not None:
        text = source.expression(given) if given is not None else default or ("0.01" if name == "SGD" else "0.001")
        schedules = f"{context.prefix(flavour)}.optimizers.schedules"
        schedule = f"{schedules}.InverseTimeDecay({text}, 1, {source.expression(decay.value)})"
        if given is not None:
            source.replace(given, schedule)
        else:
            added.append(f"learning_rate={schedule}")
        context.find("TF401", decay, "`decay` is a learning rate schedule in Keras 3")
    elif default and given is None:
        added.append(f"learning_rate={default}")
        context.find("TF301", call, f"{name}'s default learning rate was {default}; Keras 3 has another")
    if rate is not None and rate.arg == "lr":
        args.rename(source, rate, "learning_rate")
        context.find("TF401", rate, "`lr` is `learning_rate` in Keras 3")
    clip = args.keyword(call, "clipnorm")
    if clip is not None and flavour == STANDALONE:
        args.rename(source, clip, "global_clipnorm")
        context.find("TF301", clip, "`clipnorm` of Keras 2.3 clips by the norm of all gradients together")
    if len(call.args) > 3:
        args.name_positionals(source, call, _POSITIONAL[flavour][name], 3)
    if name == "Adagrad" and flavour == STANDALONE:
        added.append("initial_accumulator_value=0.0")
    if added or gone:
        args.add(source, call, *added, first=not call.args, gone=gone)
    exact = name == "Adagrad" and (flavour == STANDALONE or len(call.args) > 1 or _accumulator(call))
    exact = exact or (
        name == "RMSprop" and not args.argument(call, "momentum", 2) and not args.keyword(call, "centered")
    )
    if exact:
        source.replace(call.func, helper(context, name, flavour))
        context.find("TF301", call, f"{name} adds epsilon outside the square root, as in Keras 2")
    later = _counts_later(context, flavour, name)
    if later:
        source.replace(call.func, helper(context, name, flavour))
    _race(context, call, flavour, name, decays, later)


def _accumulator(call: ast.Call) -> bool:
    return args.keyword(call, "initial_accumulator_value", "epsilon") is not None


def _counts_later(context: Context, flavour: str, name: str) -> bool:
    """Whether steps have to count from 2, and no one looks at the counter.

    Nothing orders the reading of Keras 2.3.1's counter and its update in a graph. Measured on TensorFlow 1.15.5, Adam
    and Adamax mostly read it after the update; with `decay` alone it depends on the network.
    """
    looked_at = any(isinstance(node, ast.Attribute) and node.attr == "iterations" for node in context.nodes)
    return flavour == STANDALONE and name in ("Adam", "Adamax") and not looked_at


def _race(context: Context, node: ast.AST, flavour: str, name: str, decays: bool, later: bool) -> None:
    if flavour == STANDALONE and (decays or name in ("Adam", "Adamax")):
        now = "2 now, as in most old runs" if later else "1 now"
        context.find(
            "TF217",
            node,
            "Keras 2.3 on TensorFlow 1 read its step counter before or after the update, by chance, so that old runs "
            f"differ among themselves; steps count from {now}",
            fixable=False,
            severity="info",
        )


def _pinned(flavour: str, name: str) -> bool:
    return name in ("rmsprop", "adagrad") or _CLASSES.get(name, "") in _RATES[flavour]


def _compiled_string(context: Context, call: ast.Call) -> None:
    """`optimizer="adagrad"` and the like, whose defaults changed."""
    node = _optimizer_argument(context, call)
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return
    source = context.source
    assert source is not None and isinstance(call.func, ast.Attribute)
    flavour = context.model_flavour(call.func.value)
    name = _CLASSES.get(node.value.lower(), "")
    later = _counts_later(context, flavour, name)
    if later or _pinned(flavour, node.value.lower()):
        rate = _RATES[flavour].get(name)
        options = [f"learning_rate={rate}"] if rate else []
        if name == "Adagrad":  # the string starts from an empty accumulator in tf.keras 1.15 as well
            options.append("initial_accumulator_value=0.0")
        if name in ("RMSprop", "Adagrad") or later:
            made = helper(context, name, flavour)
        else:
            made = f"{context.prefix(flavour)}.optimizers.{name}"
        source.replace(node, f"{made}({', '.join(options)})")
        if not later or options:
            context.find("TF301", node, f"{name} with the constants that Keras 2 gave to {node.value!r}")
    _race(context, node, flavour, name, False, later)


def _is_optimizer(context: Context, node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and node.attr == "optimizer":
        return bool(context.maybe_model(node.value))
    found = context.values(node)
    return bool(found) and all(optimizer_class(context, value) for value in found or [])


def _rate_uses(context: Context) -> list[ast.AST]:
    """Places that read or write an optimizer's learning rate, or callbacks that do."""
    found: list[ast.AST] = []
    for node in context.nodes:
        if isinstance(node, ast.Attribute) and node.attr in ("lr", "learning_rate"):
            if _is_optimizer(context, node.value):
                found.append(node)
        elif isinstance(node, ast.Call):
            made = context.keras_call(node)
            if made and made[1] in ("callbacks.ReduceLROnPlateau", "callbacks.LearningRateScheduler"):
                found.append(node)
    return found


def _rate_attributes(context: Context) -> None:
    """`K.set_value(opt.lr, x)`, `K.get_value(opt.lr)` and plain `opt.lr`."""
    source = context.source
    assert source is not None
    for node in reversed(context.nodes):
        if not (isinstance(node, ast.Attribute) and node.attr in ("lr", "learning_rate")):
            continue
        if not _is_optimizer(context, node.value):
            continue
        parent = context.parents[node]
        made = context.keras_call(parent)
        place = f"{source.expression(node.value)}.learning_rate"
        if isinstance(parent, ast.Call) and made and made[1] == "backend.set_value" and len(parent.args) == 2:
            source.replace(parent, f"{place} = {source.expression(parent.args[1])}")
        elif isinstance(parent, ast.Call) and made and made[1] in ("backend.get_value", "backend.eval"):
            source.replace(parent, f"{place}.numpy()")
        elif node.attr == "lr":
            start, end = source.span(node)
            source.replace_span(end - 2, end, "learning_rate")
        else:
            continue
        context.find("TF401", node, "an optimizer's `lr` is `learning_rate` in Keras 3")
