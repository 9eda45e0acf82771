"""What a person decided about symbols that TF 2.21 does not carry over as they are. Read by `generate.py` only.

Names and targets are without the leading `tensorflow.`; "=" as a target means the symbol's own path. Whether a row is
"same", "rename" or "call" follows from the two signatures. Source texts say `tf.` for TensorFlow.
"""

RULES: dict[str, dict] = {}


def rule(names, target="=", **fields):
    for name in names.split():
        assert name not in RULES, name
        RULES[name] = {"target": name if target == "=" else target, **fields}


def template(names, text, **fields):
    rule(names, None, template=text, **fields)


def gone(names, note, effect=None):
    for name in names.split():
        assert name not in RULES, name
        RULES[name] = {"gone": True, "note": note, **({"effect": effect} if effect else {})}


def both(names, module):
    """The same symbols at the root and in a module: `argmax` and `math.argmax`."""
    return " ".join(f"{name} {module}.{name}" for name in names.split())


# ---- reductions and their old keywords. `ok`: TF2 keywords whose other default means the same.
_REDUCE = {"rename": {"reduction_indices": "axis", "keep_dims": "keepdims"}, "ok": "keepdims"}
for _name in "all any logsumexp max mean min prod sum".split():
    rule(f"reduce_{_name}", **_REDUCE)
    rule(f"math.reduce_{_name}", **_REDUCE)
rule(both("argmax argmin", "math"), rename={"dimension": "axis"})
rule("arg_max", "argmax", rename={"dimension": "axis"})
rule("arg_min", "argmin", rename={"dimension": "axis"})
rule(
    "count_nonzero math.count_nonzero",
    "math.count_nonzero",
    rename={"input_tensor": "input", "reduction_indices": "axis", "keep_dims": "keepdims"},
)
rule("norm linalg.norm", rename={"keep_dims": "keepdims"})
rule("squeeze", rename={"squeeze_dims": "axis"})
rule("expand_dims", rename={"dim": "axis"})
rule("reverse_sequence", rename={"seq_dim": "seq_axis", "batch_dim": "batch_axis"})
rule(
    "reduce_join strings.reduce_join",
    "strings.reduce_join",
    rename={"reduction_indices": "axis", "keep_dims": "keepdims"},
    ok="keepdims",
)

# ---- shapes, indexing, constants
rule("shape size gather gather_nd transpose pad boolean_mask tuple", ok="out_type bad_indices_policy axis")
rule("manip.gather_nd", "gather_nd", ok="bad_indices_policy")
rule("zeros_like ones_like", rename={"tensor": "input"}, drop="optimize")
rule("batch_gather", "gather", defaults={"batch_dims": "-1"})
rule("constant", drop="verify_shape", only={"verify_shape": "False"})
rule("convert_to_tensor", rename={"preferred_dtype": "dtype_hint"})
rule("where", special="where_one_argument", check="same_rank", note="row 43: a vector condition selects rows in TF1")
rule("select", "where", check="same_rank", signature="condition x y name=None", note="pre-1.0 tf.where")
rule("scalar_mul math.scalar_mul scan foldl foldr map_fn")
rule("case", special="pairs_not_dict")
rule("cond", rename={"fn1": "true_fn", "fn2": "false_fn"}, drop="strict", only={"strict": "False"}, check="structure")
rule(
    "while_loop",
    special="several_loop_vars",
    drop="return_same_structure",
    note="one loop variable alone: TF1 gives the tensor itself, TF2 a list",
)
rule("device", special="device_by_name", params="device_name", effect="host")
rule("name_scope", special="scope_name", params="name", effect="host")
rule("space_to_depth nn.space_to_depth depth_to_space nn.depth_to_space")
RULES["space_to_depth"]["target"] = "nn.space_to_depth"
RULES["depth_to_space"]["target"] = "nn.depth_to_space"
rule("batch_to_space", rename={"block_size": "block_shape"})
rule("batch_to_space_nd manip.batch_to_space_nd", "batch_to_space")
rule(
    "space_to_batch nn.space_to_batch",
    rename={"block_size": "block_shape"},
    needs="block_size",
    transform={"block_shape": "[{value}] * 2"},
)
rule(
    "setdiff1d listdiff",
    "raw_ops.ListDiff",
    rename={"index_dtype": "out_idx"},
    signature="x y index_dtype=tf.int32 name=None",
)
rule("sparse_to_dense", "raw_ops.SparseToDense", defaults={"default_value": "0"})
rule("confusion_matrix math.confusion_matrix", "math.confusion_matrix")
rule("bincount math.bincount", "math.bincount")
rule("quantize_v2", "quantization.quantize")
rule(
    "verify_tensor_all_finite debugging.assert_all_finite",
    "debugging.assert_all_finite",
    rename={"t": "x", "msg": "message"},
)

# ---- types
for _type in "bfloat16 complex64 complex128 int32 int64".split():
    rule(f"to_{_type}", "cast", defaults={"dtype": f"tf.{_type}"}, ok="name", drop="name")
rule("to_float", "cast", defaults={"dtype": "tf.float32"}, ok="name", drop="name")
rule("to_double", "cast", defaults={"dtype": "tf.float64"}, ok="name", drop="name")
rule("dtypes.as_string", "strings.as_string")

# ---- arithmetic
rule("floor_div", "math.floordiv")
rule(
    "div",
    "math.divide",
    check="floating",
    note="Python 2 division: floats divide, whole numbers round down; for whole numbers write tf.math.floordiv",
)
rule("mul", "multiply", signature="x y name=None", note="pre-1.0")
rule("sub", "subtract", signature="x y name=None", note="pre-1.0")
rule("neg", "negative", signature="x name=None", note="pre-1.0")
rule("inv", "math.reciprocal", signature="x name=None", note="pre-1.0")
rule("complex_abs", "abs", signature="x name=None", note="pre-1.0")
rule("pack", "stack", signature="values axis=0 name='pack'", note="pre-1.0")
rule("unpack", "unstack", signature="value num=None axis=0 name='unpack'", note="pre-1.0")
rule("concat_v2", "concat", signature="values axis name='concat_v2'", note="pre-1.0")
rule("concat", special="swap_axis_first", note="pre-1.0: tf.concat(axis, values)")
rule("split", special="split_axis_first", note="pre-1.0: tf.split(split_dim, num_split, value)")
rule(
    "batch_matmul",
    "matmul",
    rename={"x": "a", "y": "b", "adj_x": "adjoint_a", "adj_y": "adjoint_b"},
    signature="x y adj_x=None adj_y=None name=None",
    note="pre-1.0",
)
rule("batch_matrix_transpose", "linalg.matrix_transpose", signature="a name=None", note="pre-1.0")
rule("batch_matrix_inverse", "linalg.inv", signature="input adjoint=False name=None", note="pre-1.0")
rule("batch_matrix_determinant", "linalg.det", signature="input name=None", note="pre-1.0")
rule("batch_cholesky", "linalg.cholesky", signature="input name=None", note="pre-1.0")
rule("batch_matrix_diag", "linalg.diag", signature="diagonal name=None", note="pre-1.0")
rule("batch_matrix_diag_part", "linalg.diag_part", signature="input name=None", note="pre-1.0")
rule("batch_matrix_band_part", "linalg.band_part", signature="input num_lower num_upper name=None", note="pre-1.0")
for _fft in "fft ifft fft2d ifft2d fft3d ifft3d".split():
    rule(f"batch_{_fft}", f"signal.{_fft}", signature="input name=None", note="pre-1.0")
rule("image.per_image_whitening", "image.per_image_standardization", signature="image", note="pre-1.0")
for _type in (
    "float16 float32 float64 double int8 int16 int32 int64 uint8 uint16 string bool complex64 complex128 bfloat16 "
    "qint8 qint32 quint8 DType as_dtype"
).split():
    rule(f"types.{_type}", _type, note="pre-1.0", effect="host", value=True)

# ---- random numbers
rule(
    "multinomial random.multinomial",
    "random.categorical",
    rename={"output_dtype": "dtype"},
    effect="random",
)
rule("random.stateless_multinomial", "random.stateless_categorical", rename={"output_dtype": "dtype"}, effect="random")
rule("random_poisson random.poisson", "random.poisson", effect="random")
rule(
    "set_random_seed random.set_random_seed",
    "random.set_seed",
    effect="stateful",
    note="row 48: ops with an op seed keep their numbers, ops with only this seed do not",
)

# ---- nn
_CONV = {"rename": {"filter": "filters", "value": "input"}, "drop": "use_cudnn_on_gpu", "ok": "dilations data_format"}
rule("nn.conv1d nn.conv2d nn.conv3d nn.conv2d_transpose nn.conv3d_transpose", **_CONV)
rule(
    "nn.conv2d_backprop_input",
    "nn.conv2d_transpose",
    rename={"filter": "filters", "out_backprop": "input", "input_sizes": "output_shape"},
    drop="use_cudnn_on_gpu",
    ok="dilations padding",
    needs="padding",
)
rule("nn.conv2d_backprop_filter", "raw_ops.Conv2DBackpropFilter", ok="dilations")
rule("nn.conv3d_backprop_filter nn.conv3d_backprop_filter_v2", "raw_ops.Conv3DBackpropFilterV2", ok="dilations")
rule("nn.depthwise_conv2d_native", "raw_ops.DepthwiseConv2dNative", ok="dilations")
rule("nn.depthwise_conv2d nn.separable_conv2d", rename={"rate": "dilations"})
rule("nn.convolution", rename={"filter": "filters", "dilation_rate": "dilations"})
rule("nn.pool", rename={"dilation_rate": "dilations"})
rule("nn.max_pool", "nn.max_pool2d", rename={"value": "input"})
rule("nn.avg_pool nn.avg_pool2d", "nn.avg_pool2d", rename={"value": "input"})
rule("nn.max_pool_with_argmax", rename={"Targmax": "output_dtype"}, ok="output_dtype")
rule("nn.dilation2d", rename={"filter": "filters", "rates": "dilations"}, defaults={"data_format": '"NHWC"'})
rule("nn.erosion2d", rename={"kernel": "filters", "rates": "dilations"}, defaults={"data_format": '"NHWC"'})
rule(
    "nn.fractional_avg_pool nn.fractional_max_pool",
    drop="deterministic",
    only={"deterministic": "False", "seed": "0"},
    effect="random",
)
rule("nn.moments nn.weighted_moments nn.sufficient_statistics", rename={"keep_dims": "keepdims"}, ok="keepdims")
rule("nn.softmax nn.log_softmax math.softmax math.log_softmax", rename={"dim": "axis"})
rule("nn.crelu")
rule("nn.in_top_k math.in_top_k")
rule(
    "nn.dropout",
    rename={"keep_prob": "rate"},
    transform={"rate": "1 - {value}"},
    keyword="rate",
    effect="random",
    note="row 41: TF1's second argument is keep_prob",
)
rule(
    "nn.sparse_softmax_cross_entropy_with_logits nn.sigmoid_cross_entropy_with_logits",
    refuse="_sentinel",
    ok="labels logits",
)
rule(
    "nn.softmax_cross_entropy_with_logits",
    rename={"dim": "axis"},
    refuse="_sentinel",
    ok="axis",
    constant="labels",
    note="row 17: TF1 stops the gradient of the labels",
)
rule(
    "nn.softmax_cross_entropy_with_logits_v2", "nn.softmax_cross_entropy_with_logits", rename={"dim": "axis"}, ok="axis"
)
rule("nn.weighted_cross_entropy_with_logits", rename={"targets": "labels"})
rule("nn.batch_norm_with_global_normalization", rename={"t": "input", "m": "mean", "v": "variance"})
rule(
    "nn.embedding_lookup",
    drop="partition_strategy validate_indices",
    check="single_tensor",
    note="row 42: a list of tensors is looked up by 'mod' in TF1, by 'div' in TF2",
)
rule(
    "nn.embedding_lookup_sparse",
    drop="partition_strategy",
    defaults={"combiner": '"mean"'},
    check="single_tensor",
    note="row 42",
)
rule("nn.safe_embedding_lookup_sparse", drop="partition_strategy", check="single_tensor", note="row 42")
rule(
    "nn.nce_loss nn.sampled_softmax_loss",
    drop="partition_strategy",
    check="single_tensor",
    effect="random",
    note="row 42",
)
rule("nn.ctc_loss_v2", "nn.ctc_loss")
rule("nn.ctc_beam_search_decoder", drop="merge_repeated", only={"merge_repeated": "False"}, needs="merge_repeated")
template("nn.xw_plus_b", "tf.nn.bias_add(tf.matmul({x}, {weights}), {biases})", drop="name")
template("nn.relu_layer", "tf.nn.relu(tf.nn.bias_add(tf.matmul({x}, {weights}), {biases}))", drop="name")
gone(
    "nn.ctc_loss",
    "TF1 reads sparse labels, its own blank (the last class) and options that TF2's tf.nn.ctc_loss has not",
)
gone("nn.fused_batch_norm", "TF2 has no public form; in training it updates nothing by itself (rows 24 and 25)")
gone(
    "nn.bidirectional_dynamic_rnn nn.dynamic_rnn nn.raw_rnn nn.static_bidirectional_rnn nn.static_rnn "
    "nn.static_state_saving_rnn nn.rnn nn.bidirectional_rnn nn.state_saving_rnn",
    "recurrent loops need their own construct (rows 33 to 36)",
    "variable",
)
gone("nn.quantized_avg_pool nn.quantized_conv2d nn.quantized_max_pool nn.quantized_relu_x", "no public TF2 form")

# ---- images
rule(
    "extract_image_patches image.extract_image_patches",
    "image.extract_patches",
    rename={"ksizes": "sizes"},
)
rule("image.crop_and_resize", rename={"box_ind": "box_indices"}, ok="extrapolation_value")
rule("image.draw_bounding_boxes", defaults={"colors": "None"})
for _resize, _op in (
    ("bilinear", "Bilinear"),
    ("bicubic", "Bicubic"),
    ("nearest_neighbor", "NearestNeighbor"),
    ("area", "Area"),
):
    rule(f"image.resize_{_resize}", f"raw_ops.Resize{_op}", note="row 38: tf.image.resize samples at other points")
rule(
    "image.sample_distorted_bounding_box",
    refuse="seed seed2",
    effect="random",
    ok="seed",
)
gone(
    "image.resize image.resize_images image.resize_image_with_pad image.ResizeMethod",
    "row 38: tf.image.resize samples at half pixels; the raw Resize ops keep TF1's numbers for 4-D images",
)
gone("image.extract_glimpse", "TF1 places the glimpse elsewhere: TF2 corrected the op")

# ---- linear algebra whose v1 form differs
rule("sparse_matmul", "linalg.matmul")

# ---- strings and parsing
rule("string_to_number strings.to_number", "strings.to_number", rename={"string_tensor": "input"})
rule("string_to_hash_bucket strings.to_hash_bucket", "strings.to_hash_bucket", rename={"string_tensor": "input"})
rule("substr strings.substr", "strings.substr")
rule("strings.length")
rule("decode_csv io.decode_csv", "io.decode_csv")
rule("decode_raw io.decode_raw", "io.decode_raw", rename={"bytes": "input_bytes"})
rule("parse_example io.parse_example", "io.parse_example")
rule("parse_single_example io.parse_single_example", "io.parse_single_example")
rule("serialize_sparse io.serialize_sparse", "io.serialize_sparse")
rule("serialize_many_sparse io.serialize_many_sparse", "io.serialize_many_sparse")
gone(
    "string_split strings.split",
    "TF1 gives a SparseTensor and splits at any of the delimiter's bytes; TF2 gives a ragged one",
)

# ---- sparse
rule("sparse_add sparse.add", "sparse.add", rename={"thresh": "threshold"}, ok="threshold")
rule(
    "sparse_concat sparse.concat",
    "sparse.concat",
    rename={"concat_dim": "axis", "expand_nonconcat_dim": "expand_nonconcat_dims"},
    ok="expand_nonconcat_dims",
)
for _name in "max sum".split():
    rule(
        f"sparse_reduce_{_name} sparse.reduce_{_name}",
        f"sparse.reduce_{_name}",
        rename={"reduction_axes": "axis", "keep_dims": "keepdims"},
    )
    rule(
        f"sparse_reduce_{_name}_sparse sparse.reduce_{_name}_sparse",
        f"sparse.reduce_{_name}",
        rename={"reduction_axes": "axis", "keep_dims": "keepdims"},
        defaults={"output_is_sparse": "True"},
    )
for _name in "mean sqrt_n sum".split():
    rule(f"sparse_segment_{_name} sparse.segment_{_name}", f"sparse.segment_{_name}")
rule(
    "sparse_split sparse.split", "sparse.split", rename={"split_dim": "axis"}, refuse="keyword_required", ok="sp_input"
)
gone("sparse_merge sparse.merge", "no TF2 form; build the tf.SparseTensor from its parts")

# ---- initializers: TF1's defaults are written out (row 31)
_INIT = {"only": {"dtype": "tf.float32"}, "drop": "dtype", "effect": "host"}
_SEEDED = {**_INIT, "check": "seeded"}
rule("zeros_initializer ones_initializer", **_INIT)
rule("initializers.zeros", "zeros_initializer", **_INIT)
rule("initializers.ones", "ones_initializer", **_INIT)
_CONSTANT = {**_INIT, "drop": "dtype verify_shape", "only": {"dtype": "tf.float32", "verify_shape": "False"}}
rule("constant_initializer initializers.constant", "constant_initializer", **_CONSTANT)
rule(
    "random_normal_initializer initializers.random_normal",
    "random_normal_initializer",
    defaults={"stddev": "1.0"},
    **_SEEDED,
    note="row 31: TF2's default stddev is 0.05",
)
rule(
    "random_uniform_initializer initializers.random_uniform",
    "random_uniform_initializer",
    defaults={"minval": "0.0", "maxval": "1.0"},
    **_SEEDED,
    note="row 31: TF2's default range is -0.05 to 0.05",
)
rule(
    "truncated_normal_initializer initializers.truncated_normal",
    "keras.initializers.TruncatedNormal",
    defaults={"stddev": "1.0"},
    **_SEEDED,
    note="row 31: TF2's default stddev is 0.05",
)
rule("glorot_uniform_initializer initializers.glorot_uniform", "keras.initializers.GlorotUniform", **_SEEDED)
rule("glorot_normal_initializer initializers.glorot_normal", "keras.initializers.GlorotNormal", **_SEEDED)
for _name in "he lecun".split():
    for _shape in "normal uniform".split():
        rule(
            f"initializers.{_name}_{_shape}", f"keras.initializers.{_name.capitalize()}{_shape.capitalize()}", **_SEEDED
        )
rule("orthogonal_initializer initializers.orthogonal", "keras.initializers.Orthogonal", **_SEEDED)
rule("initializers.identity", "keras.initializers.Identity", **_INIT)
rule("variance_scaling_initializer initializers.variance_scaling", "keras.initializers.VarianceScaling", **_SEEDED)
rule(
    "uniform_unit_scaling_initializer initializers.uniform_unit_scaling",
    "keras.initializers.VarianceScaling",
    rename={"factor": "scale"},
    transform={"scale": "{value} ** 2"},
    defaults={"scale": "1.0", "mode": '"fan_in"', "distribution": '"uniform"'},
    only={"dtype": "tf.float32", "seed": "None"},
    drop="dtype seed",
    effect="host",
    check="matrix",
)

# ---- contrib
_XAVIER = {"special": "xavier", "params": "seed", "check": "seeded", "effect": "host"}
rule(
    "contrib.layers.xavier_initializer contrib.layers.xavier_initializer_conv2d",
    "keras.initializers.GlorotUniform",
    **_XAVIER,
    signature="uniform=True seed=None dtype=tf.float32",
    note="row 32: uniform=False has no class of its own",
)
rule(
    "contrib.layers.variance_scaling_initializer",
    "keras.initializers.VarianceScaling",
    special="variance_scaling",
    params="scale mode distribution seed",
    signature="factor=2.0 mode='FAN_IN' uniform=False seed=None dtype=tf.float32",
    check="seeded",
    effect="host",
    ok="scale mode",
    note="row 32",
)
rule(
    "contrib.layers.l2_regularizer",
    "keras.regularizers.L2",
    rename={"scale": "l2"},
    transform={"l2": "{value} / 2"},
    drop="scope",
    signature="scale scope=None",
    needs="scale",
    effect="host",
    note="row 16: contrib halves the sum of squares",
)
rule(
    "contrib.layers.l1_regularizer",
    "keras.regularizers.L1",
    rename={"scale": "l1"},
    drop="scope",
    signature="scale scope=None",
    needs="scale",
    effect="host",
)
rule(
    "contrib.layers.l1_l2_regularizer",
    "keras.regularizers.L1L2",
    rename={"scale_l1": "l1", "scale_l2": "l2"},
    transform={"l2": "{value} / 2"},
    defaults={"l1": "1.0", "l2": "0.5"},
    drop="scope",
    signature="scale_l1=1.0 scale_l2=1.0 scope=None",
    effect="host",
    note="row 16",
)
template(
    "contrib.layers.flatten",
    "tf.keras.layers.Flatten()({inputs})",
    signature="inputs outputs_collections=None scope=None",
    drop="scope",
    effect="pure",
)
template(
    "contrib.layers.one_hot_encoding",
    "tf.one_hot({labels}, {num_classes})",
    drop="scope",
    signature="labels num_classes on_value=1.0 off_value=0.0 outputs_collections=None scope=None",
    effect="pure",
)
rule(
    "contrib.util.make_tensor_proto",
    "make_tensor_proto",
    signature="values dtype=None shape=None verify_shape=False allow_broadcast=False",
    effect="host",
)
rule("contrib.util.make_ndarray", "make_ndarray", signature="tensor", effect="host")
rule("contrib.util.constant_value", "get_static_value", signature="tensor partial=False", effect="host")
rule("contrib.data.AUTOTUNE", "data.experimental.AUTOTUNE", value=True, effect="host")
# the same functions, which TensorFlow 1.15 only passes on
for _name, _signature in {
    "Counter": "start=0 step=1 dtype=tf.int64",
    "bucket_by_sequence_length": "element_length_func bucket_boundaries bucket_batch_sizes padded_shapes=None "
    "padding_values=None pad_to_bucket_boundary=False no_padding=False",
    "choose_from_datasets": "datasets choice_dataset",
    "copy_to_device": "target_device source_device='/cpu:0'",
    "dense_to_sparse_batch": "batch_size row_shape",
    "enumerate_dataset": "start=0",
    "get_single_element": "dataset",
    "group_by_reducer": "key_func reducer",
    "group_by_window": "key_func reduce_func window_size=None window_size_func=None",
    "ignore_errors": "",
    "map_and_batch": "map_func batch_size num_parallel_batches=None drop_remainder=False num_parallel_calls=None",
    "parallel_interleave": "map_func cycle_length block_length=1 sloppy=False buffer_output_elements=None "
    "prefetch_input_elements=None",
    "prefetch_to_device": "device buffer_size=None",
    "rejection_resample": "class_func target_dist initial_dist=None seed=None",
    "sample_from_datasets": "datasets weights=None seed=None",
    "scan": "initial_state scan_func",
    "shuffle_and_repeat": "buffer_size count=None seed=None",
    "unbatch": "",
    "unique": "",
}.items():
    rule(f"contrib.data.{_name}", f"data.experimental.{_name}", signature=_signature, effect="host")
template(
    "contrib.data.batch_and_drop_remainder",
    "lambda dataset: dataset.batch({batch_size}, drop_remainder=True)",
    signature="batch_size",
    effect="host",
)
template(
    "contrib.data.padded_batch_and_drop_remainder",
    "lambda dataset: dataset.padded_batch({batch_size}, {padded_shapes}, drop_remainder=True)",
    signature="batch_size padded_shapes padding_values=None",
    drop="padding_values",
    only={"padding_values": "None"},
    effect="host",
)
gone("contrib.eager.Variable contrib.eager.defun", "needs its own construct", "variable")

# ---- losses: only without weights and with the default reduction (row 15)
_LOSS = {
    "drop": "scope loss_collection",
    "only": {
        "weights": "1.0|1",
        "reduction": "tf.losses.Reduction.SUM_BY_NONZERO_WEIGHTS",
        "loss_collection": "None|tf.GraphKeys.LOSSES",
    },
    "note": "row 15: with weights TF1 divides by the number of non-zero ones. TF1 also adds the loss to a collection",
}
template(
    "losses.mean_squared_error",
    "tf.reduce_mean(tf.math.squared_difference({predictions:float32}, {labels:float32}))",
    **_LOSS,
)
template("losses.absolute_difference", "tf.reduce_mean(tf.abs({predictions:float32} - {labels:float32}))", **_LOSS)
template(
    "losses.softmax_cross_entropy",
    "tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels={onehot_labels:constant}, logits={logits}))",
    **{**_LOSS, "only": {**_LOSS["only"], "label_smoothing": "0|0.0"}},
)
template(
    "losses.sparse_softmax_cross_entropy",
    "tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels={labels}, logits={logits}))",
    check="labels_rank",
    **_LOSS,
)
template(
    "losses.sigmoid_cross_entropy",
    "tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels={multi_class_labels:like=logits}, logits={logits}))",
    **{**_LOSS, "only": {**_LOSS["only"], "label_smoothing": "0|0.0"}},
)
template(
    "losses.huber_loss",
    "tf.reduce_mean(tf.keras.losses.huber({labels:float32}, {predictions:float32}, {delta=1.0}))",
    **_LOSS,
)
template(
    "losses.hinge_loss",
    "tf.reduce_mean(tf.nn.relu(1.0 - (2.0 * {labels:float32} - 1.0) * {logits:float32}))",
    **_LOSS,
)
template(
    "losses.log_loss",
    "tf.reduce_mean(-{labels:float32} * tf.math.log({predictions:float32} + {epsilon=1e-7})"
    " - (1.0 - {labels:float32}) * tf.math.log(1.0 - {predictions:float32} + {epsilon=1e-7}))",
    **_LOSS,
)
template(
    "losses.cosine_distance",
    "tf.reduce_mean(1.0 - tf.reduce_sum({predictions:float32} * {labels:float32}, axis={axis}, keepdims=True))",
    **{**_LOSS, "rename": {"dim": "axis"}},
)
template("losses.compute_weighted_loss", "tf.reduce_mean({losses:float32})", **_LOSS)
gone("losses.mean_pairwise_squared_error", "no TF2 form")
gone(
    "losses.add_loss losses.get_losses losses.get_regularization_loss losses.get_regularization_losses "
    "losses.get_total_loss",
    "collections of losses need their own construct (rows 23 and 49)",
    "stateful",
)
gone("losses.Reduction", "the v1 reductions have other meanings than Keras' (row 15)", "host")

# ---- variables, sessions, graphs: constructs of their own
gone(
    "Variable VariableScope get_variable get_local_variable variable_scope variable_op_scope make_template "
    "create_partitioned_variables train.create_global_step train.get_or_create_global_step "
    "train.ExponentialMovingAverage contrib.eager.Iterator",
    "creates or shares variables: needs its own construct (rows 14 and 49)",
    "variable",
)
_ASSIGN = {"drop": "use_locking name validate_shape", "only": {"validate_shape": "True|None"}, "effect": "stateful"}
template("assign", "{ref}.assign({value})", **_ASSIGN)
template("assign_add", "{ref}.assign_add({value})", **_ASSIGN)
template("assign_sub", "{ref}.assign_sub({value})", **_ASSIGN)
for _name in "add div max min mul sub update".split():
    template(f"scatter_{_name}", "{ref}.scatter_" + _name + "(tf.IndexedSlices({updates}, {indices}))", **_ASSIGN)
for _name in "add sub update".split():
    template(f"scatter_nd_{_name}", "{ref}.scatter_nd_" + _name + "({indices}, {updates})", **_ASSIGN)
gone("count_up_to batch_scatter_update", "no native method of variables", "stateful")
gone(
    "Session InteractiveSession Graph placeholder placeholder_with_default sparse_placeholder sparse.placeholder "
    "ragged.placeholder get_default_graph get_default_session reset_default_graph get_session_handle "
    "get_session_tensor delete_session_tensor GraphKeys ConfigProto GPUOptions GraphOptions OptimizerOptions "
    "RunOptions RunMetadata import_graph_def graph_util.import_graph_def "
    "train.import_meta_graph train.export_meta_graph train.global_step "
    "train.get_global_step add_check_numerics_ops colocate_with container op_scope RegisterGradient",
    "graph, session or feed: needs its own construct",
    "host",
)
gone(
    "add_to_collection add_to_collections get_collection get_collection_ref global_variables local_variables "
    "trainable_variables model_variables moving_average_variables all_variables get_variable_scope "
    "report_uninitialized_variables assert_variables_initialized is_variable_initialized  "
    "global_variables_initializer local_variables_initializer variables_initializer "
    "tables_initializer initialize_all_variables initialize_all_tables "
    "initialize_local_variables initialize_variables initializers.global_variables  "
    "initializers.local_variables initializers.tables_initializer initializers.variables AUTO_REUSE "
    "no_regularizer fixed_size_partitioner min_max_variable_partitioner "
    "variable_axis_size_partitioner variable_creator_scope train.assert_global_step",
    "collections and variable scopes need their own construct",
    "host",
)
gone("gradients hessians", "tf.gradients works in a tf.function only; a GradientTape needs its own construct", "pure")
template(
    "Print",
    "tf.raw_ops.Print(input={input_}, data={data}, message={message=''}, summarize={summarize=3})",
    effect="stateful",
    only={"first_n": "None"},
    note="the op of TF1, which prints when it is evaluated; tf.print formats otherwise",
)
gone("Dimension", "static dimensions are int or None in TF2, without .value", "host")
gone("wrap_function experimental.output_all_intermediates", "graph functions have no native form", "host")
gone("get_seed random.get_seed", "TF2's seeds are no pair to read", "host")
gone(
    "enable_eager_execution disable_eager_execution enable_v2_behavior disable_v2_behavior enable_control_flow_v2 "
    "disable_control_flow_v2 control_flow_v2_enabled enable_resource_variables disable_resource_variables "
    "resource_variables_enabled enable_tensor_equality disable_tensor_equality enable_v2_tensorshape "
    "disable_v2_tensorshape",
    "behaviour switches need their own construct",
    "host",
)
for _name in ("FIFOQueue", "PaddingFIFOQueue", "RandomShuffleQueue"):
    rule(_name, f"queue.{_name}", effect="stateful")
    rule(f"queue.{_name}", effect="stateful")
for _name in ("PaddingFIFOQueue", "RandomShuffleQueue"):
    rule(f"io.{_name}", f"queue.{_name}", effect="stateful")
gone(
    "PriorityQueue QueueBase queue.PriorityQueue queue.QueueBase io.PriorityQueue io.QueueBase "
    "ConditionalAccumulator ConditionalAccumulatorBase SparseConditionalAccumulator "
    "sparse.SparseConditionalAccumulator FixedLengthRecordReader IdentityReader LMDBReader ReaderBase TFRecordReader "
    "TextLineReader WholeFileReader train.match_filenames_once io.match_filenames_once",
    "queues and readers need their own construct (tf.data)",
    "stateful",
)
gone(
    "data.Iterator data.make_initializable_iterator data.make_one_shot_iterator data.get_output_classes "
    "data.get_output_shapes data.get_output_types",
    "iterators need their own construct",
    "stateful",
)
gone(
    "write_graph train.write_graph io.write_graph",
    "writes the session's graph, which native code has not",
    "stateful",
)
gone("summary.all_v2_summary_ops", "summaries need their own construct", "host")
gone(
    "scalar_summary image_summary histogram_summary audio_summary merge_summary merge_all_summaries "
    "train.SummaryWriter summary.audio summary.histogram summary.image summary.scalar summary.text "
    "summary.tensor_summary summary.merge summary.merge_all "
    "summary.FileWriter summary.FileWriterCache summary.initialize",
    "summaries need their own construct",
    "stateful",
)
rule("train.Coordinator", effect="host")
rule(
    "compat.as_bytes compat.as_str compat.as_str_any compat.as_text compat.dimension_at_index compat.dimension_value "
    "compat.forward_compatibility_horizon compat.forward_compatible compat.path_to_str",
    effect="host",
)
rule("TensorArray", kind="same", effect="pure")
rule("train.Checkpoint", effect="host", ok="root")
template(
    "train.checkpoint_exists",
    'bool(tf.io.gfile.glob({checkpoint_prefix} + ".index") or tf.io.gfile.glob({checkpoint_prefix}))',
    effect="host",
)
rule("train.NewCheckpointReader", "train.load_checkpoint", rename={"filepattern": "ckpt_dir_or_file"}, effect="host")
_DECAY = "a schedule of its own in TF2 (the step comes from the optimizer): needs its own construct"
gone(
    "train.exponential_decay train.inverse_time_decay train.natural_exp_decay train.piecewise_constant "
    "train.piecewise_constant_decay train.polynomial_decay train.cosine_decay train.cosine_decay_restarts "
    "train.linear_cosine_decay train.noisy_linear_cosine_decay",
    _DECAY,
    "pure",
)

# ---- Python functions
rule("py_func", "numpy_function", effect="stateful")

# ---- assertions: TF2's forms return None in eager code and have no `data`
for _name in (
    "equal greater greater_equal less less_equal near negative non_negative non_positive none_equal positive rank "
    "rank_at_least rank_in"
).split():
    rule(f"assert_{_name} debugging.assert_{_name}", f"debugging.assert_{_name}", refuse="data", effect="stateful")
    if "rank" in _name:
        RULES[f"assert_{_name}"] = RULES[f"debugging.assert_{_name}"] = {
            **RULES[f"assert_{_name}"],
            "drop": "summarize",
        }
for _name in "integer scalar type".split():
    rule(f"assert_{_name} debugging.assert_{_name}", f"debugging.assert_{_name}", effect="host")

# ---- files
rule("gfile.FastGFile", "io.gfile.GFile", effect="host")
for _old, _new, _words in (
    ("Copy", "copy", {"oldpath": "src", "newpath": "dst"}),
    ("DeleteRecursively", "rmtree", {"dirname": "path"}),
    ("Exists", "exists", {"filename": "path"}),
    ("Glob", "glob", {"filename": "pattern"}),
    ("IsDirectory", "isdir", {"dirname": "path"}),
    ("ListDirectory", "listdir", {"dirname": "path"}),
    ("MakeDirs", "makedirs", {"dirname": "path"}),
    ("MkDir", "mkdir", {"dirname": "path"}),
    ("Remove", "remove", {"filename": "path"}),
    ("Rename", "rename", {"oldname": "src", "newname": "dst"}),
    ("Stat", "stat", {"filename": "path"}),
    ("Walk", "walk", {"in_order": "topdown"}),
):
    rule(f"gfile.{_old}", f"io.gfile.{_new}", rename=_words, effect="host")
template(
    "python_io.tf_record_iterator io.tf_record_iterator",
    "(record.numpy() for record in tf.data.TFRecordDataset({path}))",
    only={"options": "None"},
    effect="host",
)
gone("python_io.TFRecordCompressionType io.TFRecordCompressionType", "TF2 names the compression by a string", "host")

# ---- logging. TF1's logger is Python's logger "tensorflow", which tf.get_logger() gives
for _name in "debug info error fatal log".split():
    rule(
        f"logging.{_name}",
        f"get_logger().{_name}",
        signature="*args **kwargs",
        signature2="*args **kwargs",
        effect="host",
    )
rule(
    "logging.warn logging.warning",
    "get_logger().warning",
    signature="*args **kwargs",
    signature2="*args **kwargs",
    effect="host",
)
rule(
    "logging.set_verbosity",
    "get_logger().setLevel",
    special="level_name",
    signature="v",
    params="v",
    signature2="v",
    effect="host",
)
rule("logging.get_verbosity", "get_logger().getEffectiveLevel", signature="", signature2="", effect="host")
for _name, _value in (("DEBUG", 10), ("INFO", 20), ("WARN", 30), ("ERROR", 40), ("FATAL", 50)):
    template(f"logging.{_name}", str(_value), signature="", effect="host")
gone(
    "logging.TaskLevelStatusMessage logging.flush logging.log_every_n logging.log_first_n logging.log_if logging.vlog",
    "no method of a Python logger",
    "host",
)

# ---- classes and functions whose v2 object differs and does the same in native code
_SAME = {"effect": "host"}
rule(
    "DeviceSpec VariableAggregation executing_eagerly autograph.to_code autograph.to_graph "
    "saved_model.contains_saved_model lookup.StaticHashTable lookup.StaticVocabularyTable",
    **_SAME,
)
rule(
    "data.Dataset data.FixedLengthRecordDataset data.TFRecordDataset data.TextLineDataset data.experimental.Counter "
    "data.experimental.CsvDataset data.experimental.SqlDataset data.experimental.choose_from_datasets "
    "data.experimental.make_csv_dataset",
    **_SAME,
)
rule("data.experimental.RandomDataset data.experimental.sample_from_datasets", effect="random")
rule("data.experimental.make_batched_features_dataset", effect="host", ok="reader")
_DATASET = {
    "from_tensor_slices": "tensors",
    "from_tensors": "tensors",
    "from_generator": "generator output_types output_shapes=None args=None",
    "from_sparse_tensor_slices": None,
    "list_files": "file_pattern shuffle=None seed=None",
    "range": "*args",
    "zip": None,
}
for _name, _parameters in _DATASET.items():
    if _parameters is not None:
        rule(f"data.Dataset.{_name}", signature=_parameters, effect="host")
template("data.Dataset.zip", "tf.data.Dataset.zip({datasets})", signature="datasets", effect="host")
gone("data.Dataset.from_sparse_tensor_slices", "no TF2 form: use from_tensor_slices", "host")

# ---- methods of TF1 classes that are called on the class
rule("TensorShape", note="indexing and iterating give int or None in TF2, tf.Dimension in TF1", effect="host")
gone(
    "SparseTensorValue ragged.RaggedTensorValue ragged.constant_value convert_to_tensor_or_indexed_slices "
    "convert_to_tensor_or_sparse_tensor",
    "values of sessions, or internal: no native form",
    "host",
)
gone("clip_by_average_norm", "no TF2 form")
gone(
    "train.string_input_producer train.input_producer train.range_input_producer train.slice_input_producer "
    "train.limit_epochs train.batch train.batch_join train.shuffle_batch train.shuffle_batch_join train.maybe_batch "
    "train.maybe_batch_join train.maybe_shuffle_batch train.maybe_shuffle_batch_join train.start_queue_runners "
    "train.add_queue_runner train.QueueRunner train.queue_runner.QueueRunner train.queue_runner.add_queue_runner "
    "train.queue_runner.start_queue_runners",
    "queue input needs its own construct (tf.data)",
    "stateful",
)

rule("function", kind="same", ok="experimental_relax_shapes", effect="host")
rule(
    "config.experimental.set_virtual_device_configuration", rename={"virtual_devices": "logical_devices"}, effect="host"
)
rule("random.experimental.create_rng_state", rename={"algorithm": "alg"}, effect="host")
gone(
    "autograph.experimental.set_loop_options distribute.cluster_resolver.SlurmClusterResolver",
    "its options changed",
    "host",
)
