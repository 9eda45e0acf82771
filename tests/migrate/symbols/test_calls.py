"""Rewriting single calls: as little change as possible, and None where it is not certain."""

import ast

import pytest

from migrate.symbols import initial_value, lookup, reference, rewrite_call, rewrite_source, unmet


def rewritten(source, tf="tf", **options):
    """The rewrite of one TF1 call such as `tf.log(x)`, its arguments as the file has them."""
    call = ast.parse(source, mode="eval").body
    name = ast.unparse(call.func)
    args = [(None, ast.get_source_segment(source, item)) for item in call.args]
    args += [(item.arg, ast.get_source_segment(source, item.value)) for item in call.keywords]
    return rewrite_source(lookup("tensorflow" + name[2:]), args, tf=tf, **options)


@pytest.mark.parametrize(
    "old, new",
    [
        ("tf.log(x)", "tf.math.log(x)"),
        ("tf.add(x, y)", "tf.add(x, y)"),
        ("tf.reduce_sum(x)", "tf.reduce_sum(x)"),
        ("tf.reduce_sum(x, 1)", "tf.reduce_sum(x, 1)"),
        ("tf.reduce_sum(x, axis=None)", "tf.reduce_sum(x, axis=None)"),
        ("tf.reduce_sum(x, 1, keep_dims=True)", "tf.reduce_sum(x, 1, keepdims=True)"),
        ("tf.reduce_sum(x, 1, True, 'total')", "tf.reduce_sum(x, 1, True, 'total')"),
        ("tf.reduce_mean(x, reduction_indices=[1])", "tf.reduce_mean(x, axis=[1])"),
        ("tf.argmax(y, dimension=1)", "tf.argmax(y, axis=1)"),
        ("tf.argmax(y, 1, 'best')", "tf.argmax(y, 1, name='best')"),
        ("tf.to_float(x)", "tf.cast(x, tf.float32)"),
        ("tf.to_int32(x, name='n')", "tf.cast(x, tf.int32)"),
        ("tf.to_float(x=a)", "tf.cast(x=a, dtype=tf.float32)"),
        ("tf.nn.dropout(h, 0.5)", "tf.nn.dropout(h, rate=1 - 0.5)"),
        ("tf.nn.dropout(h, keep_prob)", "tf.nn.dropout(h, rate=1 - keep_prob)"),
        ("tf.nn.dropout(h, a + b)", "tf.nn.dropout(h, rate=1 - (a + b))"),
        ("tf.nn.dropout(h, keep_prob=keep, seed=1)", "tf.nn.dropout(h, rate=1 - keep, seed=1)"),
        ("tf.nn.dropout(h, rate=0.2)", "tf.nn.dropout(h, rate=0.2)"),
        ("tf.nn.dropout(h, 0.5, [1, 1])", "tf.nn.dropout(h, rate=1 - 0.5, noise_shape=[1, 1])"),
        ("tf.concat(1, [a, b])", "tf.concat([a, b], 1)"),
        ("tf.concat(-1, values)", "tf.concat(values, -1)"),
        ("tf.concat([a, b], 1)", "tf.concat([a, b], 1)"),
        ("tf.concat(concat_dim=1, values=v)", "tf.concat(axis=1, values=v)"),
        ("tf.concat(a, b)", "tf.concat(a, b)"),
        ("tf.split(0, 3, x)", "tf.split(x, 3, 0)"),
        ("tf.split(x, 3, 0)", "tf.split(x, 3, 0)"),
        ("tf.mul(a, b)", "tf.multiply(a, b)"),
        ("tf.pack([a, b])", "tf.stack([a, b])"),
        ("tf.batch_matmul(a, b, adj_y=True)", "tf.matmul(a, b, adjoint_b=True)"),
        ("tf.random_normal([2], stddev=0.1)", "tf.random.normal([2], stddev=0.1)"),
        ("tf.multinomial(logits, 1)", "tf.random.categorical(logits, 1)"),
        ("tf.multinomial(logits, 1, 7)", "tf.random.categorical(logits, 1, seed=7)"),
        ("tf.random_poisson(2.0, [3])", "tf.random.poisson(lam=2.0, shape=[3])"),
        ("tf.set_random_seed(1)", "tf.random.set_seed(1)"),
        ("tf.nn.conv2d(x, W, [1, 1, 1, 1], 'SAME')", "tf.nn.conv2d(x, W, [1, 1, 1, 1], 'SAME')"),
        (
            "tf.nn.conv2d(x, filter=W, strides=s, padding='SAME')",
            "tf.nn.conv2d(x, filters=W, strides=s, padding='SAME')",
        ),
        (
            "tf.nn.max_pool(value=x, ksize=k, strides=k, padding=p)",
            "tf.nn.max_pool2d(input=x, ksize=k, strides=k, padding=p)",
        ),
        ("tf.nn.softmax(x, dim=1)", "tf.nn.softmax(x, axis=1)"),
        (
            "tf.nn.softmax_cross_entropy_with_logits(logits=z, labels=y)",
            "tf.nn.softmax_cross_entropy_with_logits(logits=z, labels=tf.stop_gradient(y))",
        ),
        (
            "tf.nn.softmax_cross_entropy_with_logits_v2(labels=y, logits=z)",
            "tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=z)",
        ),
        ("tf.random_normal_initializer()", "tf.random_normal_initializer(stddev=1.0)"),
        ("tf.random_normal_initializer(0.0, 0.1)", "tf.random_normal_initializer(0.0, 0.1)"),
        ("tf.random_normal_initializer(0, 0.1, None, tf.float32)", "tf.random_normal_initializer(0, 0.1, None)"),
        ("tf.random_uniform_initializer(-1, 1)", "tf.random_uniform_initializer(-1, 1)"),
        ("tf.truncated_normal_initializer(stddev=0.1)", "tf.keras.initializers.TruncatedNormal(stddev=0.1)"),
        ("tf.zeros_initializer(tf.float32)", "tf.zeros_initializer()"),
        ("tf.contrib.layers.xavier_initializer()", "tf.keras.initializers.GlorotUniform()"),
        ("tf.contrib.layers.l2_regularizer(0.01)", "tf.keras.regularizers.L2(0.01 / 2)"),
        ("tf.contrib.layers.l2_regularizer(scale=a + b)", "tf.keras.regularizers.L2(l2=(a + b) / 2)"),
        ("tf.div(x, 2.0)", "tf.math.divide(x, 2.0)"),
        ("tf.where(mask)", "tf.where(mask)"),
        ("tf.device('/cpu:0')", "tf.device('/cpu:0')"),
        ("tf.device('/gpu:%d' % i)", "tf.device('/gpu:%d' % i)"),
        ("tf.name_scope(None, 'layer', [x])", "tf.name_scope('layer')"),
        ("tf.name_scope('layer')", "tf.name_scope('layer')"),
        ("tf.gfile.Exists(path)", "tf.io.gfile.exists(path)"),
        ("tf.gfile.Exists(filename=path)", "tf.io.gfile.exists(path=path)"),
        ("tf.logging.info('at %d', n)", "tf.get_logger().info('at %d', n)"),
        ("tf.logging.set_verbosity(tf.logging.INFO)", 'tf.get_logger().setLevel("INFO")'),
        ("tf.assign(v, a + b)", "v.assign(a + b)"),
        ("tf.assign_add(a or b, 1)", "(a or b).assign_add(1)"),
        ("tf.py_func(f, [x], tf.float32)", "tf.numpy_function(f, [x], tf.float32)"),
        ("tf.image.resize_bilinear(x, size)", "tf.raw_ops.ResizeBilinear(images=x, size=size)"),
        ("tf.contrib.layers.flatten(x)", "tf.keras.layers.Flatten()(x)"),
    ],
)
def test_rewritten(old, new):
    assert rewritten(old) == new


@pytest.mark.parametrize(
    "old",
    [
        "tf.reduce_sum(x, 1, reduction_indices=0)",
        "tf.reduce_mean(x, None, None, None, [1])",
        "tf.reduce_sum(x, keepdim=True)",
        "tf.reduce_sum()",
        "tf.nn.softmax_cross_entropy_with_logits(z, y)",
        "tf.nn.sparse_softmax_cross_entropy_with_logits(z, y)",
        "tf.nn.embedding_lookup(tables, ids)",
        "tf.nn.nce_loss(w, b, y, x, 5, 100)",
        "tf.where(mask, x, y)",
        "tf.div(x, y)",
        "tf.cond(p, f, g)",
        "tf.cond(p, lambda: [a], lambda: [b])",
        "tf.while_loop(c, b, [i])",
        "tf.while_loop(c, b, state)",
        "tf.device(setter)",
        "tf.name_scope(name, 'layer')",
        "tf.constant_initializer(0, tf.int32)",
        "tf.random_normal_initializer(seed=1)",
        "tf.contrib.layers.xavier_initializer(uniform=False)",
        "tf.losses.mean_squared_error(y, p, weights)",
        "tf.losses.mean_squared_error(y, p, reduction=tf.losses.Reduction.SUM)",
        "tf.losses.sparse_softmax_cross_entropy(y, z)",
        "tf.losses.log_loss(f(y), p)",
        "tf.assign(v, x, validate_shape=False)",
        "tf.scatter_update(v, i)",
        "tf.zeros_like(x, optimize=flag())",
        "tf.Session()",
        "tf.image.resize_images(x, [4, 4])",
        "tf.contrib.rnn.BasicLSTMCell(4)",
        "tf.case({p: f})",
    ],
)
def test_left_alone_where_not_certain(old):
    assert rewritten(old) is None


@pytest.mark.parametrize(
    "old, checked, new",
    [
        ("tf.nn.embedding_lookup(table, ids)", "single_tensor", "tf.nn.embedding_lookup(table, ids)"),
        ("tf.nn.embedding_lookup(table, ids, 'div')", "single_tensor", "tf.nn.embedding_lookup(table, ids)"),
        ("tf.where(mask, x, y)", "same_rank", "tf.where(mask, x, y)"),
        ("tf.select(mask, x, y)", "same_rank", "tf.where(mask, x, y)"),
        ("tf.div(x, y)", "floating", "tf.math.divide(x, y)"),
        ("tf.cond(p, f, g)", "structure", "tf.cond(p, f, g)"),
    ],
)
def test_confirmed_conditions(old, checked, new):
    assert rewritten(old, checked={checked}) == new


def test_what_the_caller_must_confirm_is_named():
    assert unmet(lookup("tensorflow.where"), [(None, "mask")]) == ""
    assert unmet(lookup("tensorflow.where"), [(None, "mask"), (None, "x"), (None, "y")]) == "same_rank"
    assert unmet(lookup("tensorflow.div"), [(None, "x"), (None, "2.5")]) == ""
    assert unmet(lookup("tensorflow.div"), [(None, "x"), (None, "2")]) == "floating"
    assert unmet(lookup("tensorflow.contrib.layers.xavier_initializer"), [("seed", "1")]) == "seeded"
    assert unmet(lookup("tensorflow.contrib.layers.xavier_initializer"), [("uniform", "True")]) == ""


def test_losses_cast_unless_the_caller_knows_the_types():
    old = "tf.losses.mean_squared_error(y, p)"
    assert rewritten(old) == (
        "tf.reduce_mean(tf.math.squared_difference(tf.cast(p, tf.float32), tf.cast(y, tf.float32)))"
    )
    known = {"labels", "predictions"}
    assert rewritten(old, float32=known) == "tf.reduce_mean(tf.math.squared_difference(p, y))"
    assert (
        rewritten("tf.losses.absolute_difference(a + b, c - d)", float32=known)
        == "tf.reduce_mean(tf.abs((c - d) - (a + b)))"
    )
    sigmoid = "tf.losses.sigmoid_cross_entropy(y, z)"
    assert "labels=tf.cast(y, z.dtype)" in rewritten(sigmoid)
    assert "labels=y" in rewritten(sigmoid, float32={"multi_class_labels", "logits"})


def test_the_files_own_name_for_tensorflow():
    assert rewritten("tf.to_float(x)", tf="tensorflow") == "tensorflow.cast(x, tensorflow.float32)"
    assert rewritten("tf.losses.mean_squared_error(y, p)", tf="T").startswith(
        "T.reduce_mean(T.math.squared_difference(T.cast("
    )
    # What the user wrote is never respelled.
    assert rewritten("tf.nn.dropout(x, tf.keep)", tf="T") == "T.nn.dropout(x, rate=1 - tf.keep)"
    assert rewritten("tf.assign(v, 'tf.x')", tf="T") == "v.assign('tf.x')"


def test_star_arguments_are_left_alone():
    symbol = lookup("tensorflow.reduce_sum")
    assert rewrite_call(symbol, [(None, "*args")]) is None
    assert rewrite_call(symbol, [(None, "x"), ("**", "options")]) is None
    assert rewrite_call(lookup("tensorflow.log"), [(None, "*args")]) is None


def test_arguments_over_several_lines_stay_valid():
    target, args = rewrite_call(lookup("tensorflow.nn.dropout"), [(None, "x"), (None, "a +\n  b")])
    ast.parse(f"f(x, rate={args[1][1]})")


def test_references():
    assert reference(lookup("tensorflow.float32")) == "tf.float32"
    assert reference(lookup("tensorflow.log"), tf="t") == "t.math.log"
    assert reference(lookup("tensorflow.types.float32")) == "tf.float32"
    assert reference(lookup("tensorflow.logging.INFO")) == "20"
    assert reference(lookup("tensorflow.saved_model.tag_constants.SERVING")) == "tf.saved_model.SERVING"
    assert reference(lookup("tensorflow.nn.softmax")) is None
    assert reference(lookup("tensorflow.nn.softmax"), arguments=1) == "tf.nn.softmax"
    assert reference(lookup("tensorflow.nn.dropout"), arguments=2) is None
    assert reference(lookup("tensorflow.truncated_normal_initializer")) is None
    assert reference(lookup("tensorflow.Session")) is None


def test_initial_values():
    symbol = lookup("tensorflow.random_normal_initializer")
    assert initial_value(symbol, [("stddev", "0.1"), ("seed", "3")], "[4, 2]", "tf.float32") == (
        "tf.random.normal([4, 2], 0.0, 0.1, tf.float32, seed=3)"
    )
    assert initial_value(lookup("tensorflow.glorot_uniform_initializer"), [], "[4]", "tf.float32") is None
    assert (
        initial_value(lookup("tensorflow.zeros_initializer"), [], "shape", "dtype", tf="t") == "t.zeros(shape, dtype)"
    )
