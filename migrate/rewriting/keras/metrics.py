"""Losses and metrics in `compile`: names that went, accuracies that Keras 3 chooses otherwise, history keys.

Keras 3 names a metric as it is written in `compile`. So did Keras 2.3; tf.keras 1.15 had its own names ("acc" for
"accuracy", "mean_squared_error" for "mse"), so the name that it used is written in `compile`: history keys, monitors,
file name templates and logs then stay what they were, wherever they are read.
"""

from __future__ import annotations

import ast

from migrate.rewriting import arguments as args
from migrate.rewriting.keras.context import STANDALONE, TF_KERAS, Context
from migrate.rewriting.keras.helpers import helper
from migrate.rewriting.keras.models import output

# what tf.keras 1.15 called a metric in its history
_TF_NAMES = {
    "accuracy": "acc",
    "mse": "mean_squared_error",
    "MSE": "mean_squared_error",
    "mae": "mean_absolute_error",
    "MAE": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "MAPE": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "MSLE": "mean_squared_logarithmic_error",
}
_LOSSES = {
    "kullback_leibler_divergence": "kl_divergence",
    "logcosh": "log_cosh",
    "huber_loss": "huber",
}
_STANDALONE_LOSSES = {"cosine_proximity": "cosine_similarity", "cosine": "cosine_similarity"}
_GONE_METRICS = {"cosine", "cosine_proximity", "logcosh", "crossentropy", "ce", "kld", "kullback_leibler_divergence"}
# Keras 3 takes loss_weights before metrics
_COMPILE = ("optimizer", "loss", "metrics", "loss_weights", "sample_weight_mode", "weighted_metrics", "target_tensors")
_WRONG = {
    "binary_crossentropy": "softmax",
    "categorical_crossentropy": "sigmoid",
    "sparse_categorical_crossentropy": "sigmoid",
}
_ACCURACY = ("accuracy", "acc")


def rewrite(context: Context) -> None:
    for call in _compiles(context):
        _loss(context, call)
        if not args.starred(call):
            assert context.source is not None
            args.name_positionals(context.source, call, _COMPILE, 2)
        for node in _strings(context, args.argument(call, "metrics", 2)) or []:
            _metric(context, call, node)
    _metrics_names(context)


def obstacles(context: Context) -> None:
    for call in _compiles(context):
        metrics = args.argument(call, "metrics", 2)
        strings = _strings(context, metrics)
        flavour = _flavour(context, call)
        if metrics is not None and strings is None:
            context.find("TF215", metrics, "which metrics are compiled is not known here", fixable=False)
        for node in strings or []:
            name = str(node.value)
            if name in _GONE_METRICS or (flavour == TF_KERAS and name == "cosine_similarity"):
                context.find("TF215", node, f"Keras 3 has no metric that equals {name!r}", fixable=False)
            elif name in _ACCURACY and _accuracy(context, call, flavour) is None:
                context.find("TF215", node, "which accuracy Keras 2 chose is not known here", fixable=False)
        for node in _loss_nodes(context, call):
            value = context.constant(node)
            if flavour == TF_KERAS and value in ("cosine_proximity", "cosine_similarity"):
                context.find("TF215", node, "the cosine loss of tf.keras 1.15 has the other sign", fixable=False)
            if value in _LOSSES and not isinstance(node, ast.Constant):
                context.find("TF215", node, f"the loss {value!r} has another name in Keras 3", fixable=False)
        _crossentropy(context, call)
        if args.keyword(call, "sample_weight_mode") and context.constant(args.argument(call, "sample_weight_mode")):
            context.find("TF215", call, "Keras 3 has no sample_weight_mode", fixable=False)
        for name in ("target_tensors",):
            if args.keyword(call, name):
                context.find("TF215", call, f"Keras 3 has no {name}", fixable=False)
    for node in context.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "metrics_names" and _known_names(context, node) is None:
            if context.is_model(node.value) is not False:
                context.find("TF215", node, "Keras 3's metrics_names does not name the metrics", fixable=False)


def _crossentropy(context: Context, call: ast.Call) -> None:
    if _of_other_probabilities(context, call) is None:
        context.find("TF215", call, f"Keras 3 computes {_loss_name(context, call)} of such an output otherwise", False)


def _of_other_probabilities(context: Context, call: ast.Call) -> bool | None:
    """Whether a crossentropy is compiled for an output whose activation it does not go with; None when not certain.

    Keras 3 takes the logits of whatever softmax or sigmoid ends the model, Keras 2 its probabilities, and in the binary
    one Keras 2 adds epsilon to the probabilities of whatever is no sigmoid.
    """
    assert isinstance(call.func, ast.Attribute)
    loss = _loss_name(context, call) or ""
    wrong = _WRONG.get(loss)
    if wrong is None:
        return False
    _, activation = output(context, call.func.value)
    anywhere = any(
        (isinstance(n, ast.Constant) and n.value == wrong) or (isinstance(n, ast.Attribute) and n.attr == wrong)
        for n in context.nodes
    )
    other = activation not in (None, "sigmoid") if loss == "binary_crossentropy" else activation == wrong
    if not other:
        return None if activation is None and anywhere else False
    node = args.argument(call, "loss", 1)
    named = isinstance(node, ast.Constant) or (isinstance(node, ast.Attribute | ast.Name) and context.keras(node))
    return True if named else None


def _compiles(context: Context) -> list[ast.Call]:
    return [
        call
        for call in context.methods("compile")
        if isinstance(call.func, ast.Attribute)
        and (context.is_model(call.func.value) or args.keyword(call, "loss") or args.keyword(call, "optimizer"))
    ]


def _flavour(context: Context, call: ast.Call) -> str:
    assert isinstance(call.func, ast.Attribute)
    return context.model_flavour(call.func.value)


def _strings(context: Context, node: ast.AST | None) -> list[ast.Constant] | None:
    """The strings among compiled metrics; None when the metrics cannot be seen."""
    value = context.value(node) if node is not None else None
    if node is None or (isinstance(value, ast.Constant) and value.value is None):
        return []
    if isinstance(value, ast.Dict):
        found: list[ast.Constant] = []
        for item in value.values:
            inner = _strings(context, item)
            if inner is None:
                return None
            found += inner
        return found
    if isinstance(value, (ast.List, ast.Tuple)):
        found = []
        for item in value.elts:
            if isinstance(item, (ast.List, ast.Tuple)):
                inner = _strings(context, item)
                if inner is None:
                    return None
                found += inner
                continue
            known = context.value(item)
            if known is None and context.keras(item) is None and not _function(context, item):
                return None
            if isinstance(known, ast.Constant) and isinstance(known.value, str):
                if known is not item:
                    return None
                found.append(known)
        return found
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        return [value] if value is node else None
    return None


def _function(context: Context, node: ast.AST) -> bool:
    return context.local_function(node) is not None


def _loss_nodes(context: Context, call: ast.Call) -> list[ast.expr]:
    node = args.argument(call, "loss", 1)
    if node is None:
        return []
    if isinstance(node, (ast.List, ast.Tuple)):
        return list(node.elts)
    return list(node.values) if isinstance(node, ast.Dict) else [node]


def _loss_name(context: Context, call: ast.Call) -> str | None:
    node = args.argument(call, "loss", 1)
    value = context.constant(node)
    if isinstance(value, str):
        return value
    found = context.keras(node.func if isinstance(node, ast.Call) else node) if node is not None else None
    if found and found[1].startswith(("losses.", "objectives.", "metrics.")):
        name = found[1].split(".")[1]
        plain = "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")
        return plain
    return None


def _accuracy(context: Context, call: ast.Call, flavour: str) -> str | None:
    """How "accuracy" has to be written: "as is", a Keras 3 metric class, or a helper; None when not known."""
    assert isinstance(call.func, ast.Attribute)
    node = args.argument(call, "loss", 1)
    if isinstance(node, (ast.List, ast.Tuple, ast.Dict)):
        nodes = _loss_nodes(context, call)
        names = {context.constant(n) for n in nodes}
        # one choice a model output; all the same only where the loss alone decides
        return "as is" if names <= {"categorical_crossentropy", "sparse_categorical_crossentropy"} else None
    loss = _loss_name(context, call)
    units, activation = output(context, call.func.value)
    if loss in ("categorical_crossentropy", "sparse_categorical_crossentropy"):
        return "as is"
    bounded = activation in ("sigmoid", "softmax", "hard_sigmoid")
    if loss == "binary_crossentropy":
        if units == 1 and (bounded or flavour == TF_KERAS):
            return "as is"
        return "BinaryAccuracy" if bounded or flavour == TF_KERAS else "rounded_accuracy"
    if units == 1:
        return "as is" if bounded or flavour == TF_KERAS else "rounded_accuracy"
    if units is not None or flavour == TF_KERAS:
        return "as is"
    return "accuracy_by_shape"


def _loss(context: Context, call: ast.Call) -> None:
    source = context.source
    assert source is not None
    flavour = _flavour(context, call)
    if _of_other_probabilities(context, call):
        node = args.argument(call, "loss", 1)
        name = _loss_name(context, call)
        assert node is not None and name is not None
        source.replace(node, helper(context, f"{name}_of_probabilities", flavour))
        context.find("TF301", node, f"Keras 2.3 took the {name} of the probabilities, Keras 3 of their logits")
        return
    for node in _loss_nodes(context, call):
        if not isinstance(node, ast.Constant):
            continue
        new = _LOSSES.get(node.value) or (flavour == STANDALONE and _STANDALONE_LOSSES.get(node.value))
        if new:
            source.replace(node, _quoted(source.segment(node), new))
            context.find("TF401", node, f"the loss {node.value!r} is {new!r} in Keras 3")


def _metric(context: Context, call: ast.Call, node: ast.Constant) -> None:
    source = context.source
    assert source is not None
    flavour = _flavour(context, call)
    name = str(node.value)
    key = _TF_NAMES.get(name, name) if flavour == TF_KERAS else name
    form = _accuracy(context, call, flavour) if name in _ACCURACY else "as is"
    quoted = _quoted(source.segment(node), key)
    if form == "BinaryAccuracy":
        source.replace(node, f"{context.prefix(flavour)}.metrics.BinaryAccuracy(name={quoted})")
        context.find("TF301", node, "Keras 2 counted this accuracy element by element")
    elif form in ("rounded_accuracy", "accuracy_by_shape"):
        function = helper(context, form, flavour)
        source.replace(node, f"{context.prefix(flavour)}.metrics.MeanMetricWrapper({function}, name={quoted})")
        context.find("TF301", node, "Keras 2 rounded predictions for this accuracy; Keras 3 compares with one half")
    elif key != name:
        source.replace(node, quoted)
        context.find("TF401", node, f"tf.keras 1.15 recorded {name!r} as {key!r}")


def _quoted(old: str, text: str) -> str:
    return f"{old[-1]}{text}{old[-1]}" if old[-1:] in "'\"" else repr(text)


def _known_names(context: Context, node: ast.Attribute) -> list[str] | None:
    """What `model.metrics_names` was, where one `compile` with one loss decides it."""
    made = context.value(node.value)
    found = [c for c in _compiles(context) if made is not None and context.value(c.func.value) is made]  # type: ignore[attr-defined]
    if len(found) != 1 or isinstance(args.argument(found[0], "loss", 1), (ast.List, ast.Tuple, ast.Dict)):
        return None
    metrics = args.argument(found[0], "metrics", 2)
    value = context.value(metrics) if metrics is not None else None
    if metrics is None:
        return ["loss"]
    if not isinstance(value, ast.List) or not all(isinstance(e, ast.Constant) for e in value.elts):
        return None
    flavour = _flavour(context, found[0])
    names = [str(e.value) for e in value.elts if isinstance(e, ast.Constant)]
    return ["loss", *(_TF_NAMES.get(n, n) if flavour == TF_KERAS else n for n in names)]


def _metrics_names(context: Context) -> None:
    source = context.source
    assert source is not None
    for node in context.nodes:
        if isinstance(node, ast.Attribute) and node.attr == "metrics_names":
            known = _known_names(context, node)
            if known is None:
                continue
            parent = context.parents[node]
            index = context.constant(parent.slice) if isinstance(parent, ast.Subscript) else ...
            if isinstance(index, int) and -len(known) <= index < len(known):
                source.replace(parent, f'"{known[index]}"')
            else:
                source.replace(node, "[" + ", ".join(f'"{name}"' for name in known) + "]")
            context.find("TF401", node, "Keras 3's metrics_names does not name the metrics")
