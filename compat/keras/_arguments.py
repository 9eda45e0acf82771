"""Keras 1's spellings of arguments in Keras 2's."""

_COMMON = {
    "W_regularizer": "kernel_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "b_constraint": "bias_constraint",
    "init": "kernel_initializer",
    "bias": "use_bias",
}
_CONV = {
    **_COMMON,
    "nb_filter": "filters",
    "subsample": "strides",
    "border_mode": "padding",
    "dim_ordering": "data_format",
    "filter_length": "kernel_size",
    "subsample_length": "strides",
}
_POOL = {"border_mode": "padding", "dim_ordering": "data_format", "pool_length": "pool_size", "stride": "strides"}
_RNN = {
    "output_dim": "units",
    "init": "kernel_initializer",
    "inner_init": "recurrent_initializer",
    "inner_activation": "recurrent_activation",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "b_regularizer": "bias_regularizer",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "consume_less": "implementation",
}
RENAMED = {
    "Dense": {**_COMMON, "output_dim": "units"},
    "Dropout": {"p": "rate"},
    "SpatialDropout1D": {"p": "rate"},
    "SpatialDropout2D": {"p": "rate"},
    "GaussianNoise": {"sigma": "stddev"},
    "GaussianDropout": {"p": "rate"},
    "Embedding": {"init": "embeddings_initializer", "W_regularizer": "embeddings_regularizer"},
    "BatchNormalization": {"beta_init": "beta_initializer", "gamma_init": "gamma_initializer"},
    "ZeroPadding2D": {"dim_ordering": "data_format"},
    "UpSampling2D": {"dim_ordering": "data_format"},
    "LSTM": _RNN,
    "GRU": _RNN,
    "SimpleRNN": _RNN,
    **{n: _CONV for n in ("Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose", "SeparableConv2D")},
    **{n: _POOL for n in ("MaxPooling1D", "MaxPooling2D", "AveragePooling1D", "AveragePooling2D")},
    **{n: {"dim_ordering": "data_format"} for n in ("GlobalAveragePooling2D", "GlobalMaxPooling2D", "Flatten")},
}
_VALUES = {"data_format": {"tf": "channels_last", "th": "channels_first", "default": None}}
_DROPPED = {"BatchNormalization": ("mode",)}


def translate(layer, args, kwargs):
    """(args, kwargs) of a layer's constructor with Keras 1's names and forms in Keras 2's."""
    names = RENAMED.get(layer)
    if names:
        kwargs = {names.get(k, k): v for k, v in kwargs.items() if k not in _DROPPED.get(layer, ())}
    for key, values in _VALUES.items():
        if kwargs.get(key) in values and kwargs[key] is not None:
            kwargs[key] = values[kwargs[key]]
    if layer in ("Conv2D", "Conv2DTranspose", "SeparableConv2D"):
        if "nb_row" in kwargs:
            kwargs["kernel_size"] = (kwargs.pop("nb_row"), kwargs.pop("nb_col"))
        elif len(args) > 2 and isinstance(args[1], int) and isinstance(args[2], int) and _is_keras1(args, kwargs):
            args = (args[0], (args[1], args[2]), *args[3:])
    if "implementation" in kwargs and not isinstance(kwargs["implementation"], int):
        del kwargs["implementation"]
    return args, kwargs


def _is_keras1(args, kwargs):
    # Conv2D(32, 3, 3) is Keras 1's; Keras 2 reads the third as strides, and 2.3.1 took it as Keras 1's too
    return "strides" not in kwargs
