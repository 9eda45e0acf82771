"""Keras layers: Keras 1 spellings, arguments that went, and defaults that changed."""

from __future__ import annotations

import ast

from migrate.rewriting import arguments as args
from migrate.rewriting.keras import custom_layers
from migrate.rewriting.keras.context import STANDALONE, TF_KERAS, Context
from migrate.rewriting.keras.helpers import helper

_WEIGHTS = {
    "init": "kernel_initializer",
    "W_regularizer": "kernel_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "b_constraint": "bias_constraint",
    "bias": "use_bias",
}
_CONVOLUTION = {"nb_filter": "filters", "subsample": "strides", "border_mode": "padding", "dim_ordering": "data_format"}
_POOLING = {"border_mode": "padding", "dim_ordering": "data_format"}
_RECURRENT = {
    "output_dim": "units",
    "init": "kernel_initializer",
    "inner_init": "recurrent_initializer",
    "inner_activation": "recurrent_activation",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "b_regularizer": "bias_regularizer",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
}
# parameters for which Keras 3 takes nothing but Python's whole numbers, in order, each with its older names
_SIZES = {
    "Dense": (("units", "output_dim"),),
    "SimpleRNN": (("units", "output_dim"),),
    "Embedding": (("input_dim",), ("output_dim",)),
}
# Keras 1 arguments that Keras 2.3 still took, as its keras/legacy/interfaces.py lists them
_KERAS_1 = {
    "Dense": {"output_dim": "units", **_WEIGHTS},
    "Dropout": {"p": "rate"},
    "GaussianDropout": {"p": "rate"},
    "SpatialDropout1D": {"p": "rate"},
    "SpatialDropout2D": {"p": "rate", "dim_ordering": "data_format"},
    "GaussianNoise": {"sigma": "stddev"},
    "Embedding": {
        "init": "embeddings_initializer",
        "W_regularizer": "embeddings_regularizer",
        "W_constraint": "embeddings_constraint",
    },
    "Conv1D": {
        "nb_filter": "filters",
        "filter_length": "kernel_size",
        "subsample_length": "strides",
        "border_mode": "padding",
        **_WEIGHTS,
    },
    "Conv2D": {**_CONVOLUTION, **_WEIGHTS},
    "Conv2DTranspose": {**_CONVOLUTION, **_WEIGHTS},
    "SeparableConv2D": _CONVOLUTION,
    "MaxPooling1D": {"pool_length": "pool_size", "stride": "strides", "border_mode": "padding"},
    "AveragePooling1D": {"pool_length": "pool_size", "stride": "strides", "border_mode": "padding"},
    "MaxPooling2D": _POOLING,
    "AveragePooling2D": _POOLING,
    "UpSampling1D": {"length": "size"},
    "UpSampling2D": {"dim_ordering": "data_format"},
    "ZeroPadding2D": {"dim_ordering": "data_format"},
    "LSTM": _RECURRENT,
    "GRU": _RECURRENT,
    "SimpleRNN": _RECURRENT,
    "BatchNormalization": {"beta_init": "beta_initializer", "gamma_init": "gamma_initializer"},
}
_ALIASES = {
    "Convolution1D": "Conv1D",
    "Convolution2D": "Conv2D",
    "Convolution3D": "Conv3D",
    "SeparableConvolution2D": "SeparableConv2D",
    "Convolution2DTranspose": "Conv2DTranspose",
    "MaxPool1D": "MaxPooling1D",
    "MaxPool2D": "MaxPooling2D",
    "AvgPool1D": "AveragePooling1D",
    "AvgPool2D": "AveragePooling2D",
}
_ORDERINGS = {"tf": "channels_last", "th": "channels_first"}
_POOL_SIZES = {"AveragePooling1D": "2", "AveragePooling2D": "(2, 2)", "AveragePooling3D": "(2, 2, 2)"}
_PLAIN = ("Dense", "Conv1D", "Conv2D", "Conv3D")  # layers with one output
_BAD_KERNEL = "Keras 3 starts these weights otherwise"


def layer_class(context: Context, call: ast.AST) -> tuple[str, str] | None:
    """(which Keras, class name under its Keras 2 name) of a call that makes a layer."""
    found = context.keras_call(call)
    if not found or not found[1].startswith("layers."):
        return None
    name = found[1].rsplit(".", 1)[-1]
    return (found[0], _ALIASES.get(name, name)) if name[:1].isupper() else None


def rewrite(context: Context) -> None:
    for call in context.calls:
        made = layer_class(context, call)
        if made:
            _layer(context, call, *made)
            continue
        other = context.keras_call(call)
        if other and other[1] in ("regularizers.l1", "regularizers.l2"):
            item = args.keyword(call, "l")
            if item is not None and context.source is not None:
                args.rename(context.source, item, other[1][-2:])
                context.find("TF401", item, f"`l` is `{other[1][-2:]}`")


def obstacles(context: Context) -> None:
    for call in context.calls:
        made = layer_class(context, call)
        if made:
            for message in _obstacles(context, call, *made):
                context.find("TF212", call, message, fixable=False)
        elif (context.names.resolve(call.func) or "").startswith("tensorflow.") and context.keras_call(call) is None:
            if any(layer_output(context, a) for a in [*call.args, *(k.value for k in call.keywords)]):
                context.find("TF212", call, "a TensorFlow op on a Keras model's symbolic tensor", fixable=False)


def layer_output(context: Context, node: ast.AST) -> bool:
    """Whether an expression is a symbolic tensor: an input, or what a layer of the model gives."""
    values = [node]
    if isinstance(node, (ast.List, ast.Tuple)):
        values = list(node.elts)
    for item in values:
        value = context.value(item)
        if not isinstance(value, ast.Call):
            continue
        made = context.keras_call(value)
        if made and made[1].endswith("Input"):
            return True
        layer = context.value(value.func)
        own = layer_class(context, layer) or custom_layers.made(context, layer)
        if isinstance(layer, ast.Call) and layer is not value and own:
            return True
    return False


def _obstacles(context: Context, call: ast.Call, flavour: str, name: str) -> list[str]:
    found = []
    if args.starred(call) and name in ("LSTM", "GRU", "ConvLSTM2D", "BatchNormalization", "Embedding"):
        found.append(f"the arguments of {name} cannot be seen here")
    if name.startswith(("Conv", "Separable", "Depthwise")) and len(call.args) > 6:
        found.append("Keras 3 has `groups` among the positional arguments")
    if name == "Masking" or _given(context, call, "mask_zero"):
        found.append("Keras 3 averages a masked loss over the valid steps only")
    if name == "UpSampling2D" and context.constant(args.argument(call, "interpolation", 2)) == "bilinear":
        found.append("bilinear UpSampling2D samples other points in Keras 3")
    if flavour == STANDALONE and (name == "ActivityRegularization" or _penalized(context, call) and name not in _PLAIN):
        found.append("Keras 2.3 does not divide an activity regularizer by the batch size, Keras 3 does")
    if args.keyword(call, "weights") and name != "Embedding":
        found.append("Keras 3 layers take no `weights`")
    if _given(context, call, "time_major"):
        found.append("Keras 3 has no time_major")
    if _given(context, call, "stateful"):
        found.append("stateful layers are reset otherwise in Keras 3")
    for item in call.keywords:
        if item.arg and item.arg.endswith("initializer") or item.arg == "init":
            value = context.value(item.value) or item.value
            path = context.names.resolve(value.func if isinstance(value, ast.Call) else value) or ""
            if path.startswith("tensorflow.") and not path.startswith("tensorflow.keras.") and not context.eager:
                found.append(_BAD_KERNEL)
        if item.arg in ("dim_ordering", "consume_less", "mode", "forget_bias_init") and flavour == STANDALONE:
            if context.constant(item.value) not in ("tf", "th", "default", "cpu", "gpu", "mem", "one", 0):
                found.append(f"`{item.arg}` has no equal in Keras 3")
    for text in _activations(context, call, name):
        value = context.constant(text)
        path = context.keras(text)
        if value == "hard_sigmoid" and not isinstance(text, ast.Constant):
            found.append("hard_sigmoid is another function in Keras 3")
        elif path and path[1] == "activations.hard_sigmoid":
            continue
    return found


def _penalized(context: Context, call: ast.Call) -> bool:
    return _given(context, call, "activity_regularizer")


def _given(context: Context, call: ast.Call, name: str) -> bool:
    item = args.keyword(call, name)
    return item is not None and context.constant(item.value) not in (None, False)


def adds_before(context: Context, call: ast.Call) -> list[ast.expr]:
    """The layers before a layer of a Sequential: those listed before it, or added before it."""
    parent = context.parents.get(call)
    if isinstance(parent, (ast.List, ast.Tuple)):
        return parent.elts[: parent.elts.index(call)]
    if not (isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute) and parent.func.attr == "add"):
        return []
    receiver = ast.dump(parent.func.value)
    adds = [
        c
        for c in context.methods("add")
        if ast.dump(c.func.value) == receiver and context.function_of(c) is context.function_of(parent)  # type: ignore[attr-defined]
    ]
    return [c.args[0] for c in adds[: adds.index(parent)] if c.args]


def _layer(context: Context, call: ast.Call, flavour: str, name: str) -> None:
    source = context.source
    assert source is not None
    gone: list[ast.expr | ast.keyword] = []
    added: list[str] = []
    if flavour == STANDALONE:
        _keras_1(context, call, name, gone, added)
    if name == "LeakyReLU":
        item = args.keyword(call, "alpha")
        if item is not None:
            args.rename(source, item, "negative_slope")
            context.find("TF401", item, "`alpha` is `negative_slope`")
    if flavour == STANDALONE and _penalized(context, call):
        item = args.keyword(call, "activity_regularizer")
        assert item is not None
        source.replace(item.value, f"{helper(context, 'batch_sum', flavour)}({source.expression(item.value)})")
        context.find("TF301", item, "Keras 2.3 did not divide an activity regularizer by the batch size")
    if name == "Embedding":
        _input_length(context, call, gone)
    if name in ("LSTM", "GRU", "SimpleRNN", "ConvLSTM2D"):
        gone += [k for k in call.keywords if k.arg in ("implementation", "consume_less", "time_major")]
    if name == "GRU" and not args.keyword(call, "reset_after"):
        added.append("reset_after=False")
        context.find("TF301", call, "GRU applied the reset gate before the matrix product")
    given = args.keyword(call, "recurrent_activation", "inner_activation")
    hard = name == "ConvLSTM2D" or (flavour == TF_KERAS and name in ("LSTM", "GRU"))
    if hard and given is None and not _positional_activation(call, name):
        added.append(f"recurrent_activation={helper(context, 'hard_sigmoid', flavour)}")
        context.find("TF301", call, f"{name}'s recurrent activation was hard_sigmoid")
    for node in _activations(context, call, name):
        path = context.keras(node)
        if (isinstance(node, ast.Constant) and node.value == "hard_sigmoid") or (
            path and path[1] == "activations.hard_sigmoid"
        ):
            source.replace(node, helper(context, "hard_sigmoid", flavour))
            context.find("TF301", node, "hard_sigmoid is another function in Keras 3")
    if name in _POOL_SIZES and args.argument(call, "pool_size", 0) is None and not args.keyword(call, "pool_length"):
        added.append(f"pool_size={_POOL_SIZES[name]}")
        context.find("TF301", call, f"{name} has no default pool size in Keras 3")
    for place, names in enumerate(_SIZES.get(name, ())):
        size = args.argument(call, names[0], place) or next((args.argument(call, n) for n in names[1:]), None)
        if size is not None and _of_numpy(context, size):
            source.replace(size, f"int({source.expression(size)})")
            context.find("TF401", size, f"{name} takes no number of numpy's")
    if added or gone:
        args.add(source, call, *added, gone=gone)


def _of_numpy(context: Context, node: ast.expr) -> bool:
    """Whether a size may be a number of numpy's: `np.max(labels) + 1`, `labels.max()`."""
    return any(
        isinstance(inner, ast.Call)
        and (
            (context.names.resolve(inner.func) or "").startswith("numpy.")
            or isinstance(inner.func, ast.Attribute)
            and inner.func.attr in ("max", "min", "sum")
        )
        for value in context.values(node) or [node]
        if not (isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("int", "len"))
        for inner in ast.walk(value)
    )


def _positional_activation(call: ast.Call, name: str) -> bool:
    """LSTM(units, activation, recurrent_activation)."""
    return name in ("LSTM", "GRU") and len(call.args) > 2


def _activations(context: Context, call: ast.Call, name: str) -> list[ast.expr]:
    found = [k.value for k in call.keywords if k.arg in ("activation", "recurrent_activation", "inner_activation")]
    if name in ("Activation", "Dense"):
        position = 0 if name == "Activation" else 1
        found += call.args[position : position + 1]
    elif name in ("LSTM", "GRU", "SimpleRNN"):
        found += call.args[1:3]
    return found


def _keras_1(context: Context, call: ast.Call, name: str, gone: list[ast.expr | ast.keyword], added: list[str]) -> None:
    source = context.source
    assert source is not None
    names = _KERAS_1.get(name, {})
    for item in call.keywords:
        new = names.get(item.arg or "")
        if not new:
            continue
        if item.arg == "dim_ordering" and isinstance(item.value, ast.Constant):
            if item.value.value not in _ORDERINGS:
                gone.append(item)
                continue
            source.replace(item.value, f'"{_ORDERINGS[item.value.value]}"')
        args.rename(source, item, new)
        context.find("TF401", item, f"`{item.arg}` of Keras 1 is `{new}`")
    if name == "Embedding":
        gone += [k for k in call.keywords if k.arg == "dropout"]
    if name == "BatchNormalization":
        gone += [k for k in call.keywords if k.arg == "mode"]
    if name in ("LSTM", "GRU", "SimpleRNN"):
        _sequence_shape(context, call, gone)
        item = args.keyword(call, "forget_bias_init")
        if item is not None:
            gone.append(item)
            added.append("unit_forget_bias=True")
    if name == "Conv2D":
        _kernel(context, call, gone)


def _sequence_shape(context: Context, call: ast.Call, gone: list[ast.expr | ast.keyword]) -> None:
    """`input_dim=D, input_length=L` of a recurrent layer is `input_shape=(L, D)`."""
    source = context.source
    assert source is not None
    dimension, length = args.keyword(call, "input_dim"), args.keyword(call, "input_length")
    if dimension is None:
        return
    text = source.expression(length.value) if length is not None else "None"
    args.rename(source, dimension, "input_shape")
    source.replace(dimension.value, f"({text}, {source.expression(dimension.value)})")
    if length is not None:
        gone.append(length)
    context.find("TF401", dimension, "`input_dim` of a recurrent layer is part of `input_shape`")


def _kernel(context: Context, call: ast.Call, gone: list[ast.expr | ast.keyword]) -> None:
    """`Convolution2D(32, 3, 3)` and `nb_row=3, nb_col=3` are `kernel_size=(3, 3)`."""
    source = context.source
    assert source is not None
    row, column = args.keyword(call, "nb_row"), args.keyword(call, "nb_col")
    if len(call.args) == 3:
        start, end = source.span(call.args[1])[0], source.span(call.args[2])[1]
        source.replace_span(start, end, f"({source.expression(call.args[1])}, {source.expression(call.args[2])})")
    elif row is not None and column is not None:
        args.rename(source, row, "kernel_size")
        source.replace(row.value, f"({source.expression(row.value)}, {source.expression(column.value)})")
        gone.append(column)
    else:
        return
    context.find("TF401", call, "rows and columns of a kernel are one `kernel_size`")


def _input_length(context: Context, call: ast.Call, gone: list[ast.expr | ast.keyword]) -> None:
    """`Embedding(input_length=L)`: the length only fixed the shape of a model's input."""
    item = args.keyword(call, "input_length")
    if item is None or context.source is None:
        return
    if _first_layer(context, call):
        args.rename(context.source, item, "input_shape")
        context.source.replace(item.value, f"({context.source.expression(item.value)},)")
    else:
        gone.append(item)
    context.find("TF401", item, "Embedding has no `input_length` in Keras 3")


def _first_layer(context: Context, call: ast.Call) -> bool:
    parent = context.parents.get(call)
    if isinstance(parent, (ast.List, ast.Tuple)):
        return parent.elts[0] is call
    return isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute) and parent.func.attr == "add"
