"""What calls of TensorFlow symbols and methods of graph values stand for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from migrate.stages import (
    averages,
    datasets,
    distributions,
    exclusive,
    graph_names,
    graphs,
    helper_gradients,
    initial_values,
    layer_inputs,
    layer_names,
    layer_objects,
    looped_summaries,
    metrics,
    name_patterns,
    queues,
    recurrent,
    regularizers,
    run_traces,
    saved_layers,
    savers,
    shared_in_helpers,
    summaries,
    texts,
    variable_lists,
    variable_scopes,
)
from migrate.stages.values import (
    UNKNOWN,
    Function,
    Handle,
    Host,
    Initializer,
    Map,
    Method,
    Operation,
    Optimizer,
    Placeholder,
    Seq,
    Session,
    Symbol,
    Tensor,
    Value,
    Variable,
    is_dynamic,
    is_tensorish,
    leaves,
)
from migrate.symbols import lookup

if TYPE_CHECKING:
    from migrate.stages.interpreter import Interpreter

SESSIONS = {"Session", "InteractiveSession"}
INITIALIZER_OPS = {
    "global_variables_initializer": "init",
    "initialize_all_variables": "init",
    "variables_initializer": "init",
    "initialize_variables": "init",
    "local_variables_initializer": "local-init",
    "initialize_local_variables": "local-init",
    "initializers.global_variables": "init",
    "initializers.local_variables": "local-init",
    "initializers.variables": "init",
    "tables_initializer": "local-init",
}
CONFIG = {"ConfigProto", "GPUOptions", "RunOptions", "OptimizerOptions", "GraphOptions"}
RESETS = {"reset_default_graph"}
SEEDS = {"set_random_seed", "random.set_random_seed"}
SCHEDULES = {
    "train.exponential_decay": ("learning_rate", "global_step", "decay_steps", "decay_rate", "staircase", "name"),
    "train.natural_exp_decay": ("learning_rate", "global_step", "decay_steps", "decay_rate", "staircase", "name"),
    "train.inverse_time_decay": ("learning_rate", "global_step", "decay_steps", "decay_rate", "staircase", "name"),
    "train.polynomial_decay": (
        "learning_rate",
        "global_step",
        "decay_steps",
        "end_learning_rate",
        "power",
        "cycle",
        "name",
    ),
    "train.piecewise_constant": ("x", "boundaries", "values", "name"),
    "train.piecewise_constant_decay": ("x", "boundaries", "values", "name"),
    "train.cosine_decay": ("learning_rate", "global_step", "decay_steps", "alpha", "name"),
}
OPTIMIZERS: dict[str, tuple[str, ...]] = {
    "train.GradientDescentOptimizer": ("learning_rate", "use_locking", "name"),
    "train.AdamOptimizer": ("learning_rate", "beta1", "beta2", "epsilon", "use_locking", "name"),
    "train.MomentumOptimizer": ("learning_rate", "momentum", "use_locking", "name", "use_nesterov"),
    "train.AdagradOptimizer": ("learning_rate", "initial_accumulator_value", "use_locking", "name"),
    "train.AdadeltaOptimizer": ("learning_rate", "rho", "epsilon", "use_locking", "name"),
    "train.RMSPropOptimizer": ("learning_rate", "decay", "momentum", "epsilon", "use_locking", "centered", "name"),
    "train.FtrlOptimizer": (
        "learning_rate",
        "learning_rate_power",
        "initial_accumulator_value",
        "l1_regularization_strength",
        "l2_regularization_strength",
        "use_locking",
        "name",
    ),
}
LAYERS: dict[str, tuple[str, ...]] = {
    "layers.dense": (
        "inputs",
        "units",
        "activation",
        "use_bias",
        "kernel_initializer",
        "bias_initializer",
        "kernel_regularizer",
        "bias_regularizer",
        "activity_regularizer",
        "kernel_constraint",
        "bias_constraint",
        "trainable",
        "name",
        "reuse",
    ),
    "layers.conv2d": (
        "inputs",
        "filters",
        "kernel_size",
        "strides",
        "padding",
        "data_format",
        "dilation_rate",
        "activation",
        "use_bias",
        "kernel_initializer",
        "bias_initializer",
        "kernel_regularizer",
        "bias_regularizer",
        "activity_regularizer",
        "kernel_constraint",
        "bias_constraint",
        "trainable",
        "name",
        "reuse",
    ),
    "layers.conv2d_transpose": (
        "inputs",
        "filters",
        "kernel_size",
        "strides",
        "padding",
        "data_format",
        "activation",
        "use_bias",
        "kernel_initializer",
        "bias_initializer",
        "kernel_regularizer",
        "bias_regularizer",
        "activity_regularizer",
        "kernel_constraint",
        "bias_constraint",
        "trainable",
        "name",
        "reuse",
    ),
    "contrib.layers.fully_connected": (
        "inputs",
        "num_outputs",
        "activation_fn",
        "normalizer_fn",
        "normalizer_params",
        "weights_initializer",
        "weights_regularizer",
        "biases_initializer",
        "biases_regularizer",
        "reuse",
        "variables_collections",
        "outputs_collections",
        "trainable",
        "scope",
    ),
}
LAYERS["layers.batch_normalization"] = tuple(
    "inputs axis momentum epsilon center scale beta_initializer gamma_initializer moving_mean_initializer "
    "moving_variance_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint training "
    "trainable name reuse renorm renorm_clipping renorm_momentum fused virtual_batch_size adjustment".split()
)
LAYERS["contrib.layers.batch_norm"] = tuple(
    "inputs decay center scale epsilon activation_fn param_initializers param_regularizers updates_collections "
    "is_training reuse variables_collections outputs_collections "
    "trainable batch_weights fused data_format zero_debias_moving_mean "
    "scope renorm renorm_clipping renorm_decay adjustment".split()
)
LAYERS["layers.conv1d"] = LAYERS["layers.conv3d"] = LAYERS["layers.conv2d"]
LAYERS["layers.separable_conv2d"] = tuple(
    "inputs filters kernel_size strides padding data_format dilation_rate depth_multiplier activation use_bias "
    "depthwise_initializer pointwise_initializer bias_initializer depthwise_regularizer pointwise_regularizer "
    "bias_regularizer activity_regularizer depthwise_constraint pointwise_constraint bias_constraint trainable "
    "name reuse".split()
)
_CONTRIB = LAYERS["contrib.layers.fully_connected"]
LAYERS["contrib.layers.conv2d"] = (
    *("inputs", "num_outputs", "kernel_size", "stride", "padding", "data_format", "rate"),
    *_CONTRIB[2:],
)
LAYERS["contrib.layers.convolution2d"] = LAYERS["contrib.layers.conv2d"]
LAYERS["contrib.layers.conv2d_transpose"] = tuple(p for p in LAYERS["contrib.layers.conv2d"] if p != "rate")
LAYERS["contrib.layers.linear"] = LAYERS["contrib.layers.fully_connected"]
LAYERS["contrib.layers.relu"] = LAYERS["contrib.layers.fully_connected"]
# layers without variables: plain functions of tensors
STATELESS_LAYERS: dict[str, tuple[str, ...]] = {
    "layers.flatten": ("inputs", "name", "data_format"),
    "contrib.layers.flatten": ("inputs", "outputs_collections", "scope"),
    "contrib.layers.max_pool2d": (
        "inputs",
        "kernel_size",
        "stride",
        "padding",
        "data_format",
        "outputs_collections",
        "scope",
    ),
    "contrib.layers.avg_pool2d": (
        "inputs",
        "kernel_size",
        "stride",
        "padding",
        "data_format",
        "outputs_collections",
        "scope",
    ),
    "layers.dropout": ("inputs", "rate", "noise_shape", "seed", "training", "name"),
    "layers.max_pooling2d": ("inputs", "pool_size", "strides", "padding", "data_format", "name"),
    "layers.average_pooling2d": ("inputs", "pool_size", "strides", "padding", "data_format", "name"),
    "layers.max_pooling1d": ("inputs", "pool_size", "strides", "padding", "data_format", "name"),
    "layers.average_pooling1d": ("inputs", "pool_size", "strides", "padding", "data_format", "name"),
    "layers.max_pooling3d": ("inputs", "pool_size", "strides", "padding", "data_format", "name"),
    "layers.average_pooling3d": ("inputs", "pool_size", "strides", "padding", "data_format", "name"),
    "contrib.layers.dropout": (
        "inputs",
        "keep_prob",
        "noise_shape",
        "is_training",
        "outputs_collections",
        "scope",
        "seed",
    ),
}
INITIALIZERS = {
    "contrib.layers.xavier_initializer",
    "contrib.layers.xavier_initializer_conv2d",
    "contrib.layers.variance_scaling_initializer",
    "glorot_uniform_initializer",
    "glorot_normal_initializer",
    "random_normal_initializer",
    "random_uniform_initializer",
    "truncated_normal_initializer",
    "variance_scaling_initializer",
    "uniform_unit_scaling_initializer",
    "zeros_initializer",
    "ones_initializer",
    "constant_initializer",
    "orthogonal_initializer",
}
GLOBAL_STEPS = {
    "train.get_global_step",
    "train.get_or_create_global_step",
    "train.create_global_step",
    "contrib.framework.get_or_create_global_step",
    "contrib.framework.get_global_step",
}
HOST_PREFIXES = ("flags.", "app.", "logging.", "gfile.", "examples.", "python.platform.", "errors.", "test.", "version")
HOST_PREFIXES += (
    "contrib.learn.datasets.",
    "contrib.learn.preprocessing.",
    "contrib.learn.python.learn.datasets.mnist.",
    "estimator.inputs.batches",
)
VARIABLE_PARAMS = (
    "initial_value",
    "trainable",
    "collections",
    "validate_shape",
    "caching_device",
    "name",
    "variable_def",
    "dtype",
)
RESIZES = dict.fromkeys(
    ("image.resize_images", "image.resize"),
    ("images", "size", "method", "align_corners", "preserve_aspect_ratio", "name"),
)
GET_VARIABLE_PARAMS = ("name", "shape", "dtype", "initializer", "regularizer", "trainable", "collections")
# ops whose gradient by a variable names only the rows that were read
SPARSE = {
    "gather",
    "gather_nd",
    "nn.embedding_lookup",
    "nn.embedding_lookup_sparse",
    "nn.nce_loss",
    "nn.sampled_softmax_loss",
}
SPARSE_THROUGH = {"identity", "concat", "value", "read_value"}  # ops that hand such a gradient on as it is
# host calls that neither act on anything nor differ from time to time; all others are effects
IMPURE_BUILTINS = {
    "print",
    "input",
    "open",
    "next",
    "exec",
    "eval",
    "setattr",
    "delattr",
    "globals",
    "locals",
    "vars",
    "exit",
    "quit",
}
PURE_MODULES = (
    "numpy.",
    "math.",
    "operator.",
    "itertools.",
    "functools.",
    "collections.",
    "copy.",
    "os.path.",
    "six.",
    "typing.",
)
IMPURE_CALLS = (
    "numpy.random.",
    "numpy.load",
    "numpy.save",
    "numpy.copyto",
    "numpy.put",
    "numpy.place",
    "numpy.fill_diagonal",
)
PURE_METHODS = set(
    "format join split rsplit strip lstrip rstrip lower "
    "upper title replace startswith endswith encode decode zfill find "
    "isdigit astype reshape tolist copy flatten ravel transpose sum mean std "
    "var min max dot prod all any argmax argmin round clip "
    "squeeze swapaxes repeat cumsum item view items keys values get index count as_list is_compatible_with with_rank "
    "is_fully_defined num_elements merge_with concatenate ndims "
    "union intersection difference bit_length most_common".split()
)
FUNCTIONAL = {"cond", "while_loop", "map_fn", "scan", "case", "foldl", "foldr"}
_LOADED = "a graph that a file holds is loaded: what is in it is known only at run time"
_INPUT = "a queue of the input whose readers, batches or uses have no certain form as a dataset"
# why some have no native form, beside that there is none
WITHOUT_FORM = {"train.import_meta_graph": _LOADED, "import_graph_def": _LOADED, "graph_util.import_graph_def": _LOADED}
WITHOUT_FORM |= {
    f"train.{name}": _INPUT
    for name in "string_input_producer slice_input_producer input_producer range_input_producer batch batch_join "
    "shuffle_batch shuffle_batch_join".split()
}
ASSIGNS = {"assign": ("ref", "value"), "assign_add": ("ref", "value"), "assign_sub": ("ref", "value")}
ASSIGNS["scatter_update"] = ("ref", "indices", "updates")


def bind(node: ast.Call, params: tuple[str, ...]) -> dict[str, ast.expr] | None:
    """TF1 parameter name -> argument node; None when the call cannot be bound with certainty."""
    bound: dict[str, ast.expr] = {}
    if any(isinstance(a, ast.Starred) for a in node.args) or any(k.arg is None for k in node.keywords):
        return None
    if len(node.args) > len(params):
        return None
    bound.update(zip(params, node.args, strict=False))
    for keyword in node.keywords:
        bound[keyword.arg] = keyword.value
    return bound


def is_pure(path: str) -> bool:
    """Whether a call of this host function has no effect and the same value each time."""
    return path.startswith(PURE_MODULES) and not path.startswith(IMPURE_CALLS)


def _const(interp: Interpreter, node: ast.expr | None) -> object:
    if node is None:
        return None
    value = interp.value_of.get(id(node))
    return value.const if isinstance(value, Host) else UNKNOWN


# ops that give several tensors in a tuple
TUPLES = frozenset(
    "nn.moments nn.weighted_moments nn.sufficient_statistics nn.normalize_moments nn.top_k math.top_k unique "
    "unique_with_counts setdiff1d listdiff self_adjoint_eig linalg.eigh linalg.eig svd linalg.svd qr linalg.qr "
    "linalg.lu linalg.slogdet nn.fused_batch_norm nn.max_pool_with_argmax nn.ctc_greedy_decoder "
    "nn.ctc_beam_search_decoder image.sample_distorted_bounding_box image.non_max_suppression_with_scores "
    "nn.softmax_cross_entropy_with_logits_v3".split()
)


MAPS = frozenset({"scan", "foldl", "foldr", "map_fn"})
LISTS = frozenset({"unstack", "split", "unpack", "meshgrid", "decode_csv", "io.decode_csv"})


def gives_several(interp: Interpreter, node: ast.Call) -> bool:
    """Whether an op gives several tensors, of which the text does not tell how many."""
    name = (interp.names.resolve(node.func) or "").removeprefix("tensorflow.")
    return name in TUPLES or name in LISTS


def call(
    interp: Interpreter, node: ast.Call, path: str, args: list[Value], keywords: dict[str, Value], spread: bool
) -> Value:
    """The value of a call of a TensorFlow symbol."""
    values = [*args, *keywords.values()]
    if not path.startswith("tensorflow."):
        return _keras(interp, node, path, values)
    name = path[len("tensorflow.") :]
    unit = interp.unit
    saved_name = graph_names.note_call(interp, node, name, args, keywords)
    metric = metrics.call(interp, node, name)
    if metric is not None:
        return metric
    summary = summaries.call(interp, node, name)
    if summary is not None:
        return summary
    regularized = regularizers.call(interp, node, name)
    if regularized is not None:
        return regularized
    if name == "placeholder" or name == "placeholder_with_default":
        params = ("dtype", "shape", "name") if name == "placeholder" else ("input", "shape", "name")
        bound = bind(node, params)
        if bound is None:
            interp.obstacle(node, "a placeholder whose arguments are spread")
            return Host()
        made = Placeholder(node, unit, bound.get("dtype"), bound.get("shape"), bound.get("input"))
        unit.placeholders.append(made)
        return made
    if name in ("Variable", "get_variable", "get_local_variable"):
        made = _variable(interp, node, name)
        if isinstance(made, Variable) and made.saved_name is None:
            made.saved_name = saved_name
        return made
    if name in SESSIONS:
        target = keywords.get("target", args[0] if args else Host(""))
        if not (isinstance(target, Host) and target.const in ("", None)):
            interp.obstacle(node, "a session on a server of a cluster")
        session = Session(node, unit, name == "InteractiveSession")
        if name == "InteractiveSession":
            interp.default_sessions.append(session)
        return session
    if name in INITIALIZER_OPS:
        return Operation(INITIALIZER_OPS[name], node, unit)
    if name in CONFIG:
        return Handle("config", node, unit)
    if name == run_traces.NAME:
        return run_traces.create(interp, node)
    if name in RESETS:
        interp.graphs.reset(interp, node)
        return Handle("reset", node, unit)
    if name == "Graph":
        return Handle("graph", node, unit)
    if name == "get_default_graph":
        return Handle("graph", node, unit, {"default": interp.graphs.current})
    if name == "get_default_session":
        return interp.default_sessions[-1] if interp.default_sessions else Session(node, unit)
    if name in ("name_scope", "variable_scope", "op_scope", "variable_op_scope"):
        given = node.args[0] if node.args else _keyword(node, "name_or_scope")
        scope = _const(interp, given)
        detail = {
            "name": scope if isinstance(scope, str) else "",
            "variable_scope": variable_scopes.name(interp, node, given) if name != "name_scope" else "",
        }
        detail["pattern"] = name_patterns.scope(interp, node, name)
        detail["names_only"] = name == "name_scope"
        detail["graph_name"] = _const(
            interp, node.args[0] if node.args else _keyword(node, "name") or _keyword(node, "name_or_scope")
        )
        for key in ("initializer", "regularizer", "partitioner", "custom_getter", "dtype", "constraint"):
            if _keyword(node, key) is not None and _const(interp, _keyword(node, key)) is not None:
                interp.obstacle(node, f"a variable scope that sets the {key} of its variables")
        if name != "name_scope" and not isinstance(scope, str):
            detail["unknown"] = True
        reuse = _keyword(node, "reuse")
        if reuse is not None:
            detail["reuse"] = _reuse(interp, reuse)
            if detail["reuse"] is None:
                interp.obstacle(node, "a variable scope whose reuse is known only at run time")
        if detail.get("unknown") and (detail.get("reuse") or any(interp.reuse)):
            interp.obstacle(node, "a variable scope that shares variables, whose name is known only at run time")
        return Handle("scope", node, unit, detail)
    if name == "get_variable_scope":
        return Handle("variable-scope", node, unit)
    if name == "device":
        return Handle("device", node, unit)
    if name in ("control_dependencies",):
        units = {leaf.unit for v in args for leaf in leaves(v) if isinstance(leaf, (Operation, Tensor))}
        return Handle("control", node, unit, {"units": units})
    if name in OPTIMIZERS:
        bound = bind(node, OPTIMIZERS[name])
        if bound is None:
            interp.obstacle(node, "an optimizer whose arguments are spread")
            return Host()
        return Optimizer(name, node, unit, bound, {k: interp.value_of[id(v)] for k, v in bound.items()})
    if name.startswith("train.") and name.endswith("Optimizer"):
        interp.obstacle(node, f"`tf.{name}` has no Keras optimizer of the same numbers")
        return Host()
    if name in SCHEDULES:
        return interp.combine(node, values)
    distribution = distributions.call(interp, node, name, values)
    if distribution is not None:
        return distribution
    if name == "gradients" and _in_helper(interp):
        return helper_gradients.call(interp, node)
    if name == "gradients":
        bound = bind(node, ("ys", "xs", "grad_ys"))
        if bound is None or not {"ys", "xs"} <= set(bound):
            interp.obstacle(node, "`tf.gradients` with arguments that are not followed")
            return Host()
        xs = interp.value_of[id(bound["xs"])]
        ys = interp.value_of[id(bound["ys"])]
        weights = [interp.value_of[id(bound["grad_ys"])]] if "grad_ys" in bound else []
        if any(isinstance(value, Seq) for value in (ys, *weights)):
            interp.obstacle(node, "`tf.gradients` of a list")
        if isinstance(xs, Seq):
            return Seq([interp.combine(node, [ys, x, *weights]) for x in xs.items], "list", None, xs.open)
        return Seq([interp.combine(node, [ys, xs, *weights])], "list", None)
    if name in ASSIGNS:
        return assign(interp, node, args[0] if args else keywords.get("ref"), values[1:], name)
    if name in ("group", "tuple"):
        operation = Operation("group", node, unit, {"items": [leaf for v in values for leaf in leaves(v)]})
        unit.operations.append(operation)
        return operation
    if name == "no_op":
        return Operation("noop", node, unit)
    if name == averages.NAME:
        return averages.create(interp, node)
    if name == "train.Saver":
        return savers.create(interp, node)
    queue = queues.call(interp, node, name, args, keywords)
    if queue is not None:
        return queue
    if name in SEEDS:
        return Handle("seed", node, unit)
    if name in GLOBAL_STEPS:
        return _global_step(interp, node, name)
    if name in LAYERS:
        return _layer(interp, node, name, values)
    kept = layer_objects.create(interp, node, name)
    if kept is not None:
        return kept
    if recurrent.symbol(name):
        return recurrent.call(interp, node, recurrent.symbol(name) or "", args, keywords)
    if name in STATELESS_LAYERS:
        return interp.combine(node, values, random="dropout" in name)
    if name in ("trainable_variables", "global_variables", "all_variables", "get_collection"):
        if (
            name == "get_collection"
            and node.args
            and interp.names.resolve(node.args[0]) == "tensorflow.GraphKeys.UPDATE_OPS"
        ):
            if len(node.args) > 1 or node.keywords or interp.stack and interp.stack[-1] is not unit.scope.node:
                interp.obstacle(node, "UPDATE_OPS chosen by scope, or read inside a helper function")
            interp.update_units[unit] = interp.update_units.get(unit, set(interp.variables)) & set(interp.variables)
            return Seq([Operation("updates", node, unit)], "list")
        chosen = variable_lists.call(interp, node, name)
        if chosen is None:
            interp.obstacle(node, "a graph collection")
        return chosen if chosen is not None else Host()
    if name in INITIALIZERS or name.startswith(("initializers.", "keras.initializers.")):
        return Initializer(node)
    if name in FUNCTIONAL:
        _call_functions(interp, node, name, values)
        made = interp.combine(node, [v for v in values if not isinstance(v, Function)] + interp.called, stateful=False)
        if name in MAPS and isinstance(made, Tensor):
            made.several = any(isinstance(result, Seq) for result in interp.called)
        return interp.tensor(node) if isinstance(made, Host) else made  # of constants only
    if name.split(".")[0].startswith("__"):  # a method of the text in `tf.__version__`
        return Host()
    if name == "app.run":
        return _app_run(interp, node, args, keywords)
    if name.startswith(HOST_PREFIXES):
        return Host()
    if name.startswith("data."):
        return datasets.call(interp, node, name, args, keywords)
    if name.startswith("keras."):
        return _keras(interp, node, path, values)
    if name in RESIZES:
        return interp.combine(node, values)
    symbol = lookup(path)
    if symbol is None or symbol.kind == "gone":
        interp.obstacle(node, WITHOUT_FORM.get(name) or f"`tf.{name}` has no native form")
        return interp.combine(node, values)
    if symbol.effect == "host":
        return Host()
    if symbol.effect == "variable":
        interp.obstacle(node, f"`tf.{name}` creates variables")
        return interp.combine(node, values)
    if symbol.effect == "stateful" and not name.startswith(("py_func", "numpy_function", "Print")):
        interp.obstacle(node, f"`tf.{name}` has effects that are not followed")
    for value in values:
        for leaf in leaves(value):
            if isinstance(leaf, Function):
                _call_functions(interp, node, name, values)
    if name in SPARSE:
        interp.sparse |= {leaf for v in values for leaf in leaves(v) if isinstance(leaf, Variable)}
        for leaf in (leaf for v in values for leaf in leaves(v) if isinstance(leaf, Tensor)):
            if isinstance(leaf.node, ast.Call) and ast.unparse(leaf.node.func).split(".")[-1] in SPARSE_THROUGH:
                interp.sparse |= leaf.variables
    made = interp.combine(node, values, random=symbol.effect == "random", stateful=symbol.effect == "stateful")
    if isinstance(made, Host):  # an op of constants only
        made = interp.tensor(node)
    if name in LISTS:
        return Seq([made], "list", None, True)
    if name in ("svd", "linalg.svd") and _const(interp, _keyword(node, "compute_uv")) is False:
        return made
    if name in TUPLES or name.endswith("_candidate_sampler"):
        return Seq([made], "tuple", None, True)
    if name == "clip_by_global_norm":
        return Seq([Seq([made], "list", None, True), made], "tuple")
    return made


def _keyword(node: ast.Call, name: str) -> ast.expr | None:
    return next((k.value for k in node.keywords if k.arg == name), None)


def _keras(interp: Interpreter, node: ast.Call, path: str, values: list[Value]) -> Value:
    if any(is_tensorish(v) for v in values):
        interp.obstacle(node, "Keras inside a session program")
    return Host()


def _call_functions(interp: Interpreter, node: ast.Call, name: str, values: list[Value]) -> None:
    """Calls the functions that are handed to tf.cond, tf.map_fn and the like, to see what they create."""
    interp.called = []
    tensors = [v for v in values if is_tensorish(v)]
    for value in values:
        for leaf in leaves(value):
            if isinstance(leaf, Function):
                arguments = leaf.node.args
                needed = len(arguments.posonlyargs) + len(arguments.args) - len(arguments.defaults)
                before = len(interp.variables)
                stand_in = [interp.combine(node, tensors) for _ in range(needed)]
                result = interp.call_function(leaf, node, stand_in, {})
                if len(interp.variables) != before:
                    interp.obstacle(node, f"a function given to `tf.{name}` creates variables")
                interp.called.append(result)


def _variable(interp: Interpreter, node: ast.Call, name: str) -> Value:
    params = VARIABLE_PARAMS if name == "Variable" else GET_VARIABLE_PARAMS
    bound = bind(node, params)
    if bound is None:
        interp.obstacle(node, "a variable whose arguments are spread")
        return Host()
    initial = interp.value_of.get(id(bound.get("initial_value", bound.get("initializer"))))
    if initial is not None and any(
        isinstance(leaf, Placeholder) or (isinstance(leaf, Tensor) and leaf.placeholders) for leaf in leaves(initial)
    ):
        interp.obstacle(node, "the initial value of a variable is fed")
    if initial is not None and any(
        isinstance(leaf, Variable) or (isinstance(leaf, Tensor) and leaf.variables) for leaf in leaves(initial)
    ):
        initial_values.reads_variables(interp, node, bound.get("initial_value"))
    trainable = _const(interp, bound.get("trainable"))
    if isinstance(interp.value_of.get(id(bound.get("trainable"))), Symbol):
        trainable = True  # a dtype in the place of `trainable`, true as every object is
    graph_name = _const(interp, bound.get("name"))
    if name != "Variable":
        full = "/".join([*(s for s in interp.variable_scopes if s), str(graph_name)])
        found = [v for v in graphs.variables(interp) if v.graph_name == full and graph_name is not UNKNOWN]
        known = next((v for v in found if not _made_anew(interp, v)), None)
        if known is not None and any(interp.reuse) and known.node is node:
            interp.shared.append(interp.creation(known, node))
            return known
        if known is not None and any(interp.reuse) and not _in_helper(interp) and not interp.undecided:
            interp.aliases[node] = known
            return known
        if known is not None and any(interp.reuse) and shared_in_helpers.reads(interp, node, known):
            return known
        if known is not None:
            interp.obstacle(node, f"variable `{full}` is shared by name")
        elif graph_name is not UNKNOWN and _strict(interp):
            interp.obstacle(node, f"variable `{full}`, which is to be shared, is not found")
        elif any(interp.reuse) and (graph_name is UNKNOWN or _unnamed(interp, False)):
            interp.obstacle(node, "a variable that may be shared, whose name is known only at run time")
        graph_name = full
    if name == "get_local_variable":
        interp.obstacle(node, "a local variable")
    variable = Variable(
        node, interp.unit, trainable in (None, True), graph_name if isinstance(graph_name, str) else None
    )
    variable.pattern = name_patterns.of_variable(interp, name, interp.value_of.get(id(bound.get("name"))))
    name_patterns.dimensions(interp, bound.get("shape"))
    if trainable is UNKNOWN:
        interp.obstacle(node, "whether this variable is trainable is known only at run time")
    interp.created(variable, node)
    regularizers.note(interp, variable, bound.get("regularizer"))
    if "collections" in bound and name == "get_variable":
        variable_lists.collect(interp, variable, bound["collections"])
    return variable


def _unnamed(interp: Interpreter, layers: bool) -> bool:
    """Whether variables, or layers, were made under names that are known only at run time."""
    for variable in graphs.variables(interp):
        if layers and variable_lists.holds_layer(interp, variable) and variable.layer_name is None:
            return True
        name = variable.graph_name or ""
        if not layers and not _made_anew(interp, variable) and (name.endswith("UNKNOWN") or "\x00" in name):
            return True
    return False


def _made_anew(interp: Interpreter, variable: Variable) -> bool:
    """Whether `tf.Variable` made a variable: `get_variable` shares none of these, whatever their names."""
    node = variable.node
    return isinstance(node, ast.Call) and interp.names.resolve(node.func) == "tensorflow.Variable"


def _reuse_from_here(interp: Interpreter, node: ast.Call, owner: Handle) -> None:
    """`scope.reuse_variables()` and `tf.get_variable_scope().reuse_variables()`."""
    opened = [i for i, s in enumerate(interp.open_scopes) if s.detail.get("variable_scope") or s.detail.get("unknown")]
    if owner.kind == "scope":
        opened = [i for i, s in enumerate(interp.open_scopes) if s is owner]
    if interp.undecided or owner.kind == "scope" and not opened:
        interp.obstacle(node, "a variable scope that reuses variables from here on")
    elif opened:
        interp.reuse[opened[-1]] = True
    elif not interp.reuse and not _in_helper(interp):
        interp.reuse.append(True)  # the scope around all others is never left
        interp.open_scopes.append(owner)
        interp.layer_counts.insert(0, interp.layer_counts[0])
    else:
        interp.obstacle(node, "a variable scope that reuses variables from here on")


def _in_helper(interp: Interpreter) -> bool:
    return bool(interp.stack) and interp.stack[-1] is not interp.unit.scope.node


def _strict(interp: Interpreter) -> bool:
    """Whether variables that are asked for have to exist: the innermost scope that says so is not `AUTO_REUSE`."""
    return next((r is True for r in reversed(interp.reuse) if r), False)


def _reuse(interp: Interpreter, node: ast.expr | None) -> bool | str | None:
    """Whether an argument `reuse` asks for variables that exist, "auto": or else for new ones; None: a run tells."""
    if node is None:
        return False
    value = interp.value_of.get(id(node))
    if isinstance(value, Symbol) and value.path == "tensorflow.AUTO_REUSE":
        return "auto"
    if isinstance(value, Host) and value.const in (None, False, True):
        return value.const is True
    return False if isinstance(value, Host) and value.note == "uncalled" else None


def _global_step(interp: Interpreter, node: ast.Call, name: str) -> Value:
    word = "global_step"
    known = next((v for v in graphs.variables(interp) if v.saved_name == word), None)
    if known is not None:
        return known
    unnamed = [v for v in graphs.variables(interp) if v.saved_name is None and v.layer_name is None]
    if unnamed and (name.endswith(".get_global_step") or any((v.graph_name or "").endswith(word) for v in unnamed)):
        interp.obstacle(node, "whether a variable is the global step is not known from the text")
    if name.endswith(".get_global_step"):
        return Host(None)
    variable = Variable(node, interp.unit, False, "global_step", saved_name="global_step")
    interp.variables.append(variable)
    interp.unit.variables.append(variable)
    return variable


def _layer(interp: Interpreter, node: ast.Call, name: str, values: list[Value]) -> Value:
    bound = bind(node, LAYERS[name])
    if bound is None:
        interp.obstacle(node, "a layer whose arguments are spread")
        return Host()
    reuse = _reuse(interp, bound.get("reuse"))
    if reuse is None:
        interp.obstacle(node, "a layer whose reuse is known only at run time")
    if any(interp.parents_in_loop(node)):
        interp.obstacle(node, "a layer is made in a loop")
    path = "/".join(s for s in interp.variable_scopes if s)
    full = layer_names.full_name(interp, node, name, bound, bool(reuse))
    if any(interp.reuse) or reuse:
        if full is None:
            interp.obstacle(node, "a layer that may share variables, whose name is known only at run time")
        known = next((v for v in reversed(list(graphs.variables(interp))) if v.layer_name == full), None)
        same = known is None or known.settings == layer_names.settings(interp, bound)
        if known is not None and known.node is not node:
            same = layer_names.alike(interp, known.node, node, name)
        if not same:
            interp.obstacle(node, "a layer that reuses the variables of another one with other arguments")
        if known is not None:
            interp.shared.append(interp.creation(known, node))
            if known.node is not node:
                other = interp.aliases.setdefault(node, known)
                if other.node is not known.node or any(v.node is node for v in interp.variables):
                    interp.obstacle(node, "a layer that makes variables at one call and shares others at the next")
            return interp.combine(node, [*values, known])
        if reuse is True or (not reuse and _strict(interp)):
            interp.obstacle(node, "a layer that shares variables which are not found")
        elif _unnamed(interp, True):
            interp.obstacle(node, "a layer that may share variables of layers whose names are known only at run time")
    if node in interp.aliases:
        interp.obstacle(node, "a layer that shares variables at one call and makes others at the next")
    variable = Variable(node, interp.unit, graph_name=path, layer_name=full)
    variable.settings = layer_names.settings(interp, bound)
    named = interp.value_of.get(id(bound.get("scope" if name.startswith("contrib.") else "name")))
    variable.pattern = (
        (full,) if full is not None else name_patterns.of_layer(interp, named, layer_names.DEFAULTS.get(name))
    )
    layer_inputs.note(interp, variable, node, bound)
    variable.layer_parts = saved_layers.parts(interp, name, bound)
    interp.created(variable, node)
    regularizers.note(interp, variable, *(v for k, v in bound.items() if k.endswith("_regularizer")))
    if node not in interp.layers:
        interp.layers.append(node)
    return interp.combine(node, [*values, variable])


def assign(interp: Interpreter, node: ast.Call, target: Value | None, values: list[Value], name: str) -> Value:
    """An assignment: an op with the new value."""
    if not isinstance(target, Variable):
        interp.obstacle(node, "an assignment to a variable that is not followed")
        return Host()
    made = interp.combine(node, [target, *values])
    made.stateful = True
    operation = Operation("assign", node, interp.unit, {"variable": target, "tensor": made})
    interp.unit.operations.append(operation)
    return made


def _app_run(interp: Interpreter, node: ast.Call, args: list[Value], keywords: dict[str, Value]) -> Value:
    main = args[0] if args else keywords.get("main") or interp.lookup(exclusive.main_of(interp.tree, node) or "main")
    if isinstance(main, Function):
        interp.call_function(main, node, [Host()], {})
    return Host()


# ---------------------------------------------------------------- attributes and methods
STATIC = {"shape", "get_shape", "dtype", "name", "op", "graph", "device", "ndim"}


def attribute(interp: Interpreter, node: ast.Attribute, base: Value) -> Value:
    """`base.attr` of a graph value or a container."""
    name = node.attr
    if isinstance(base, recurrent.LSTMState) and name in ("c", "h") and len(base.items) == 2:
        return base.items[name == "h"]
    if isinstance(base, Handle) and base.kind == "cell" and name != "zero_state":
        return recurrent.attribute(interp, node, base)
    if isinstance(base, distributions.Distribution):
        return distributions.attribute(interp, node, base) or Method(base, name, node)
    if isinstance(base, (Tensor, Placeholder, Variable)):
        if name == "shape":
            if isinstance(base, (Tensor, Placeholder)) and is_dynamic(base):
                interp.shape_uses.append((node, base))
            return Host(UNKNOWN, "static-shape", base)
        if name in ("dtype", "name", "device", "graph", "ndim"):
            if name == "name" and isinstance(base, Variable) and variable_lists.named(interp, base):
                return Host()
            if name != "dtype" and not (name == "ndim" and not is_dynamic(base)):
                interp.obstacle(node, f"`.{name}` of a graph tensor")
            if name == "dtype" and isinstance(base, Variable):
                return Host(note="static-shape")
            return Host()
        if name == "initializer" and isinstance(base, Variable):
            return Operation("init", node, interp.unit)
        if name in ("op", "values", "indices", "dense_shape"):
            interp.obstacle(node, f"`.{name}` of a graph tensor")
            return Host()
        return Method(base, name, node)
    if isinstance(base, Handle) and base.kind == "iterator" and name == "initializer":
        return datasets.initializer(interp, node, base)
    if isinstance(base, Session):
        if name == "graph":
            return Handle("graph", node, interp.unit, {"default": interp.graphs.of_session(interp, base)})
        return Method(base, name, node)
    return Method(base, name, node)


def method(interp: Interpreter, node: ast.Call, target: Method, args: list[Value], keywords: dict[str, Value]) -> Value:
    """A call of a method of a graph value, a container or a host value."""
    owner, name = target.owner, target.name
    if isinstance(owner, Session):
        return _session(interp, node, owner, name, args, keywords)
    if isinstance(owner, distributions.Distribution):
        return distributions.method(interp, node, owner, name, [*args, *keywords.values()])
    if isinstance(owner, (Tensor, Placeholder, Variable)):
        return _tensor_method(interp, node, owner, name, args, keywords)
    if isinstance(owner, Operation):
        if name == "run":
            return _run(interp, node, node.func.value, owner, args, keywords)
        if name == "eval" and owner.kind in ("summary", "merge-summary"):
            return _run(interp, node, node.func.value, owner, args, keywords)
    if isinstance(owner, Optimizer):
        return _optimizer(interp, node, owner, name)
    if isinstance(owner, Handle):
        return call_handle_method(interp, node, owner, name, args, keywords)
    if isinstance(owner, Seq):
        return _sequence(interp, node, owner, name, args)
    if isinstance(owner, Map):
        return _mapping(interp, node, owner, name, args)
    if isinstance(owner, Host):
        if owner.note.startswith("static"):
            return Host(UNKNOWN, "static-list", owner.shape_of) if name == "as_list" else Host(note="static")
        if name not in PURE_METHODS:
            interp.effect(node)
        for value in [*args, *keywords.values()]:
            if name == "format" or name == "write":
                interp.printed(value, node)
        if name == "format" and isinstance(owner.const, str):
            return texts.filled(owner.const, args, keywords)
        return interp.call_unknown(node, f".{name}", [*args, *keywords.values()])
    interp.obstacle(node, f"`.{name}()` is not followed")
    return Host()


def _session(
    interp: Interpreter, node: ast.Call, session: Session, name: str, args: list[Value], keywords: dict[str, Value]
) -> Value:
    if name == "run":
        bound = bind(node, ("fetches", "feed_dict", "options", "run_metadata"))
        if bound is None or "fetches" not in bound:
            interp.obstacle(node, "a run whose arguments are spread")
            return Host()
        run_traces.run(interp, node, bound.get("options"), bound.get("run_metadata"))
        feed = bound.get("feed_dict")
        graphs.note_run(interp, node, session)
        return interp.run_site(
            node,
            bound["fetches"],
            interp.value_of[id(bound["fetches"])],
            feed,
            interp.value_of.get(id(feed)) if feed else None,
        )
    if name == "close":
        return Host(None)
    if name == "as_default":
        return session
    if name in ("__enter__", "__exit__"):
        return session
    interp.obstacle(node, f"`Session.{name}`")
    return Host()


def _run(
    interp: Interpreter,
    node: ast.Call,
    fetch_node: ast.expr,
    fetch: Value,
    args: list[Value],
    keywords: dict[str, Value],
) -> Value:
    bound = bind(node, ("feed_dict", "session"))
    if bound is None:
        interp.obstacle(node, "a run whose arguments are spread")
        return Host()
    feed = bound.get("feed_dict")
    value = interp.value_of.get(id(feed)) if feed is not None else None
    if isinstance(value, Session):  # t.eval(sess) is an error in TF1 too, but be plain about it
        interp.obstacle(node, "the feed dict is a session")
        return Host()
    given = bound.get("session")
    graphs.note_run(interp, node, interp.value_of.get(id(given)) if given is not None else None)
    return interp.run_site(node, fetch_node, fetch, feed, value)


def _tensor_method(
    interp: Interpreter, node: ast.Call, owner: Value, name: str, args: list[Value], keywords: dict[str, Value]
) -> Value:
    values = [*args, *keywords.values()]
    if name == "eval":
        return _run(interp, node, node.func.value, owner, args, keywords)
    if name == "get_shape":
        if is_dynamic(owner):
            interp.shape_uses.append((node, owner))
        return Host(UNKNOWN, "static-shape", owner)
    if name in ("set_shape",):
        return Host(None)
    if isinstance(owner, Variable):
        if name in ("assign", "assign_add", "assign_sub", "scatter_update"):
            return assign(interp, node, owner, values, name)
        if name in ("value", "read_value", "initialized_value"):
            if name == "initialized_value":
                initial_values.note_read(interp, node)
            return interp.combine(node, [owner])
        if name == "load":
            interp.obstacle(node, "`Variable.load`")
            return Host()
    interp.obstacle(node, f"`.{name}()` of a tensor")
    return Host()


def _optimizer(interp: Interpreter, node: ast.Call, owner: Optimizer, name: str) -> Value:
    unit = interp.unit
    if name == "minimize":
        bound = bind(node, ("loss", "global_step", "var_list", "gate_gradients", "aggregation_method"))
        if bound is None or "loss" not in bound or set(bound) - {"loss", "global_step", "var_list", "name"}:
            interp.obstacle(node, "`minimize` with arguments that are not followed")
            return Host()
        operation = Operation("train", node, unit, _train_detail(interp, owner, bound, bound["loss"]))
        operation.saved_scopes = graph_names.slot_scopes(interp, node)
        unit.operations.append(operation)
        return operation
    if name == "compute_gradients":
        bound = bind(node, ("loss", "var_list"))
        if bound is None or "loss" not in bound or set(bound) - {"loss", "var_list"}:
            interp.obstacle(node, "`compute_gradients` with arguments that are not followed")
            return Host()
        loss = interp.value_of[id(bound["loss"])]
        gradient = interp.combine(node, [loss, *[v for v in graphs.variables(interp) if v.trainable]])
        pair = Seq([gradient, Host(note="variable")], "tuple")
        return looped_summaries.gradients(interp, pair, node, bound)
    if name == "apply_gradients":
        bound = bind(node, ("grads_and_vars", "global_step", "name"))
        if bound is None or "grads_and_vars" not in bound:
            interp.obstacle(node, "`apply_gradients` with arguments that are not followed")
            return Host()
        detail = _train_detail(interp, owner, bound, None)
        detail["gradients"] = bound["grads_and_vars"]
        operation = Operation("train", node, unit, detail)
        operation.saved_scopes = graph_names.slot_scopes(interp, node)
        unit.operations.append(operation)
        return operation
    interp.obstacle(node, f"`Optimizer.{name}`")
    return Host()


def _train_detail(interp: Interpreter, owner: Optimizer, bound: dict[str, ast.expr], loss: ast.expr | None) -> dict:
    trainable = [v for v in graphs.variables(interp) if v.trainable]
    step = interp.value_of.get(id(bound["global_step"])) if "global_step" in bound else None
    if isinstance(step, Host) and step.const is None:
        step = None
    elif step is not None and not isinstance(step, Variable):
        interp.obstacle(bound["global_step"], "a global step that is not followed")
    return {
        "optimizer": owner,
        "loss": interp.value_of[id(loss)] if loss is not None else None,
        "loss_node": loss,
        "var_list": bound.get("var_list"),
        "global_step": step,
        "global_step_node": bound.get("global_step"),
        "trainable": trainable,
    }


def _sequence(interp: Interpreter, node: ast.Call, owner: Seq, name: str, args: list[Value]) -> Value:
    if name == "append" and args:
        loops = interp.parents_in_loop(node)
        looped = interp.looped.get(args[0].node) if isinstance(args[0], summaries.Summary) else None
        if loops:
            owner.repeats = (owner.repeats or not owner.open) and looped is not None and loops == [looped.node]
        owner.items.append(args[0])
        owner.open = owner.open or bool(loops) or _perhaps(interp, node)
        interp.mutated(node.func.value)
        return Host(None)
    if name == "extend" and args:
        extra = args[0].items if isinstance(args[0], Seq) else [args[0]]
        owner.items += extra
        owner.repeats = False
        owner.open = owner.open or any(interp.parents_in_loop(node)) or getattr(args[0], "open", True)
        owner.open = owner.open or _perhaps(interp, node)
        interp.mutated(node.func.value)
        return Host(None)
    if name in ("insert", "pop", "remove", "reverse", "sort", "clear"):
        owner.items += [a for a in args if is_tensorish(a)]
        owner.open, owner.repeats = True, False
        interp.mutated(node.func.value)
        return interp.element(owner, node) if name == "pop" else Host(None)
    if name in ("index", "count"):
        return Host()
    if name == "copy":
        return Seq(list(owner.items), owner.kind, None, owner.open)
    return Host()


def _perhaps(interp: Interpreter, node: ast.Call) -> bool:
    """Whether a list that is bound outside an `if` is filled inside it, under a condition that is not known."""
    if not interp.undecided:
        return False
    owner = node.func.value  # type: ignore[attr-defined]
    name = ast.unparse(owner)
    current: ast.AST | None = interp.parents.get(node)
    while current is not None and not isinstance(current, (ast.FunctionDef, ast.Lambda)):
        if isinstance(current, ast.If):
            test = interp.value_of.get(id(current.test))
            known = isinstance(test, Host) and test.const is not UNKNOWN
            inside = [n for n in ast.walk(current) if isinstance(n, (ast.Name, ast.Attribute))]
            bound = any(not isinstance(n.ctx, ast.Load) and ast.unparse(n) == name for n in inside)
            if not known and not bound:
                return True
        current = interp.parents.get(current)
    return False


def _mapping(interp: Interpreter, node: ast.Call, owner: Map, name: str, args: list[Value]) -> Value:
    values = [item for _, item, _ in owner.pairs]
    if name == "values":
        return Seq(values, "list", None, owner.open)
    if name == "keys":
        return Seq([k for k, _, _ in owner.pairs], "list", None, owner.open)
    if name == "items":
        return Seq([Seq([k, v], "tuple") for k, v, _ in owner.pairs], "list", None, owner.open)
    if name == "get" and args and isinstance(args[0], Host):
        for key, item, _ in reversed(owner.pairs):
            if isinstance(key, Host) and key.const == args[0].const:
                return Host() if owner.open and isinstance(item, Host) else item
        if owner.open:
            return Host()
        return args[1] if len(args) > 1 else Host(None)
    if name == "update":
        if args and isinstance(args[0], Map):
            owner.pairs += args[0].pairs
            owner.open = owner.open or args[0].open
        else:
            owner.open = True
        interp.mutated(node.func.value)
        return Host(None)
    if name == "copy":
        return Map(list(owner.pairs), None, owner.unit, owner.open)
    owner.open = owner.open or name in ("pop", "setdefault", "clear")
    return Host()


def call_handle(
    interp: Interpreter, node: ast.Call, target: Handle, args: list[Value], keywords: dict[str, Value]
) -> Value:
    if target.kind == "cell":
        return recurrent.run_cell(interp, node, target, args, keywords)
    if target.kind == "layer":
        return layer_objects.call(interp, node, target, [*args, *keywords.values()])
    interp.obstacle(node, "a call that is not followed")
    return Host()


def call_handle_method(
    interp: Interpreter, node: ast.Call, owner: Handle, name: str, args: list[Value], keywords: dict[str, Value]
) -> Value:
    """Methods of graphs, savers, writers and the like."""
    kind = owner.kind
    if kind == "cell":
        return recurrent.method(interp, node, owner, name, args, keywords)
    if kind == "moving-average":
        return averages.method(interp, node, owner, name, args)
    if kind == queues.KIND:
        return queues.method(interp, node, owner, name, args, keywords)
    if kind in ("dataset", "iterator"):
        return datasets.method(interp, node, owner, name, args, keywords)
    if kind == "graph":
        if name == "as_default":
            return Handle("default-graph", node, interp.unit, {"default": interp.graphs.of_handle(owner)})
        if name == "as_graph_def" or name == "finalize":
            return Handle("graph-def", node, interp.unit)
    if isinstance(owner, savers.Saver):
        saved = savers.method(interp, node, owner, name)
        if saved is not None:
            return saved
    if kind == "writer":
        written = summaries.writer_method(interp, node, owner, name, args, keywords)
        if written is not None:
            return written
    if kind in ("variable-scope", "scope") and name == "reuse_variables":
        _reuse_from_here(interp, node, owner)
        return Host(None)
    interp.obstacle(node, f"`.{name}()` of a {kind}")
    return Host()
