"""What tf.contrib, tf.layers and the RNN cells compute, as JSON.

Runs on TensorFlow 1.15.5 (``python contrib_program.py > recorded_contrib.json``) and through compat. Variables get
values made from their shapes, so the numbers do not depend on random streams.
"""

import contextlib
import importlib
import io
import json
import sys
import tempfile

import numpy as np

if len(sys.argv) > 1 and sys.argv[1] == "compat":
    from compat import tf1 as tf
else:
    import tensorflow as tf

layers = tf.contrib.layers
OUT = {}


def fill(shape, shift=0.0):
    n = int(np.prod(shape)) if len(shape) else 1
    return (0.4 * np.sin(np.arange(n) * 0.7 + shift + n)).reshape(shape).astype(np.float32)


def record(name, build, steps=1, feed=None):
    """build(x) gives the fetches; x is [4, 6, 6, 2]."""
    tf.reset_default_graph()
    x = tf.placeholder(tf.float32, [4, 6, 6, 2])
    fetches = build(x)
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    data = {x: fill([4, 6, 6, 2], 0.3)}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        sess.run(tf.local_variables_initializer())
        for v in tf.trainable_variables():
            if v.dtype.base_dtype == tf.float32:
                v.load(fill(v.shape.as_list()), sess)
        got = None
        for _ in range(steps):
            got = sess.run(fetches, data)
            sess.run(updates, data)
        final = {v.name: np.asarray(sess.run(v), np.float64).ravel()[:8].tolist() for v in tf.global_variables()}
    losses = [t.shape.as_list() for t in tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)]
    OUT[name] = {
        "values": [np.asarray(g, np.float64).ravel()[:12].tolist() for g in (got if isinstance(got, list) else [got])],
        "shapes": [list(np.asarray(g).shape) for g in (got if isinstance(got, list) else [got])],
        "variables": final,
        "trainable": [v.name for v in tf.trainable_variables()],
        "model": [v.name for v in tf.contrib.framework.get_model_variables()],
        "regularization": losses,
    }


def flat(x):
    return tf.reshape(x, [4, 72])


def cells(make, inputs=None):
    def build(x):
        cell = make()
        seq = tf.reshape(x, [4, 6, 12])
        outputs, state = tf.nn.dynamic_rnn(cell, seq, dtype=tf.float32, sequence_length=[6, 3, 0, 5])
        return [outputs] + tf.contrib.framework.nest.flatten(state)

    return build


def static(make):
    def build(x):
        seq = tf.unstack(tf.reshape(x, [4, 6, 12]), axis=1)
        outputs, state = tf.contrib.rnn.static_rnn(make(), seq, dtype=tf.float32)
        return [outputs[-1]] + tf.contrib.framework.nest.flatten(state)

    return build


record(
    "fully_connected", lambda x: [layers.fully_connected(flat(x), 5), layers.fully_connected(x, 3, activation_fn=None)]
)
record(
    "regularized",
    lambda x: [
        layers.fully_connected(
            flat(x), 5, weights_regularizer=layers.l2_regularizer(0.1), biases_regularizer=layers.l1_regularizer(0.2)
        ),
        tf.losses.get_regularization_loss(),
    ],
)
record(
    "normalized",
    lambda x: layers.fully_connected(
        flat(x), 5, normalizer_fn=layers.batch_norm, normalizer_params={"is_training": True, "scale": True}
    ),
    steps=3,
)
record("conv2d", lambda x: [layers.conv2d(x, 4, 3), layers.conv2d(x, 4, [3, 2], stride=2, padding="VALID", rate=1)])
record("conv_forms", lambda x: [layers.conv2d_transpose(x, 3, 3, stride=2), layers.separable_conv2d(x, 4, 3, 2)])
record("pooling", lambda x: [layers.max_pool2d(x, 2), layers.avg_pool2d(x, [3, 3], stride=1, padding="SAME")])
record(
    "flatten",
    lambda x: [layers.flatten(x), layers.dropout(x, 1.0), layers.softmax(flat(x)), layers.unit_norm(flat(x), 1)],
)
record("one_hot", lambda x: layers.one_hot_encoding(tf.constant([0, 2, 1]), 4))
record(
    "stacked",
    lambda x: [
        layers.stack(flat(x), layers.fully_connected, [4, 3]),
        layers.repeat(x, 2, layers.conv2d, 3, [3, 3], scope="c"),
    ],
)
record("batch_norm_4d", lambda x: layers.batch_norm(x, decay=0.9), steps=3)
record("batch_norm_now", lambda x: layers.batch_norm(x, decay=0.9, updates_collections=None, scale=True), steps=3)
record("batch_norm_2d", lambda x: layers.batch_norm(flat(x), decay=0.9), steps=2)
record(
    "batch_norm_plain",
    lambda x: layers.batch_norm(tf.reshape(x, [4, 36, 2]), decay=0.9, updates_collections=None),
    steps=2,
)
record("batch_norm_inference", lambda x: layers.batch_norm(x, is_training=False))
record(
    "batch_norm_switch",
    lambda x: layers.batch_norm(x, is_training=tf.placeholder_with_default(True, []), decay=0.5),
    steps=2,
)
record("layer_norm", lambda x: [layers.layer_norm(x), layers.layer_norm(flat(x), scale=False)])
record("instance_norm", lambda x: layers.instance_norm(x))
record("group_norm", lambda x: layers.group_norm(x, groups=2))
record("maxout", lambda x: [layers.maxout(flat(x), 6), layers.spatial_softmax(x)])
record("embed", lambda x: layers.embed_sequence(tf.constant([[0, 1], [2, 1]]), 3, 4))
record(
    "tf_layers",
    lambda x: [
        tf.layers.dense(flat(x), 3, tf.nn.relu),
        tf.layers.batch_normalization(x, training=True),
        tf.layers.conv2d(x, 2, 3, padding="same"),
    ],
    steps=2,
)


def train(x):
    loss = tf.reduce_mean(tf.square(layers.fully_connected(flat(x), 3)))
    step = tf.train.get_or_create_global_step()
    return layers.optimize_loss(loss, step, 0.1, "Adam", clip_gradients=0.5)


record("optimize_loss", train, steps=4)
record("rnn_basic_lstm", cells(lambda: tf.contrib.rnn.BasicLSTMCell(5)))
record("rnn_lstm", cells(lambda: tf.nn.rnn_cell.LSTMCell(5, use_peepholes=True, num_proj=3, forget_bias=0.5)))
record("rnn_gru", cells(lambda: tf.contrib.rnn.GRUCell(5)))
record(
    "rnn_multi",
    cells(lambda: tf.contrib.rnn.MultiRNNCell([tf.contrib.rnn.BasicRNNCell(4), tf.contrib.rnn.BasicLSTMCell(3)])),
)
record("rnn_layer_norm", cells(lambda: tf.contrib.rnn.LayerNormBasicLSTMCell(5)))
record("rnn_nas", cells(lambda: tf.contrib.rnn.NASCell(5)))
record("rnn_nas_projected", cells(lambda: tf.contrib.rnn.NASCell(5, num_proj=3, use_bias=True)))
record("rnn_static", static(lambda: tf.contrib.rnn.BasicLSTMCell(5)))
record("rnn_attention", static(lambda: tf.contrib.rnn.AttentionCellWrapper(tf.contrib.rnn.GRUCell(5), 3)))


def stacked_both(x):
    make = lambda: [tf.contrib.rnn.BasicRNNCell(4), tf.contrib.rnn.BasicRNNCell(3)]  # noqa: E731
    outputs, fw, bw = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
        make(), make(), tf.reshape(x, [4, 6, 12]), dtype=tf.float32
    )
    return [outputs, fw[-1], bw[-1]]


record("rnn_stack_bidirectional", stacked_both)


def losses(x):
    logits = tf.reshape(x, [4, 6, 12])
    targets = tf.constant(np.arange(24).reshape(4, 6) % 12, tf.int32)
    weights = tf.constant((np.arange(24).reshape(4, 6) % 3 > 0).astype(np.float32))
    s = tf.contrib.seq2seq.sequence_loss
    steps, labels, w = tf.unstack(logits, axis=1), tf.unstack(targets, axis=1), tf.unstack(weights, axis=1)
    return [
        s(logits, targets, weights),
        s(logits, targets, weights, average_across_batch=False),
        s(logits, targets, weights, average_across_timesteps=False),
        tf.contrib.legacy_seq2seq.sequence_loss(steps, labels, w),
        tf.contrib.legacy_seq2seq.sequence_loss_by_example(steps, labels, w),
    ]


record("sequence_losses", losses)


def decoding(helper_of):
    def build(x):
        embedding = tf.get_variable("embedding", [7, 3])
        cell = tf.contrib.rnn.GRUCell(5)
        helper = helper_of(x, embedding)
        decoder = tf.contrib.seq2seq.BasicDecoder(cell, helper, cell.zero_state(4, tf.float32), tf.layers.Dense(7))
        out, state, lengths = tf.contrib.seq2seq.dynamic_decode(decoder, maximum_iterations=5, impute_finished=True)
        return [out.rnn_output, out.sample_id, state, lengths]

    return build


record(
    "decode_training", decoding(lambda x, e: tf.contrib.seq2seq.TrainingHelper(tf.reshape(x, [4, 6, 12]), [5, 2, 4, 1]))
)
record("decode_greedy", decoding(lambda x, e: tf.contrib.seq2seq.GreedyEmbeddingHelper(e, [0, 1, 2, 3], 6)))


def attention_seq2seq(feed_previous):
    def build(x):
        source = [tf.constant([1, 2, 0, 3]), tf.constant([2, 2, 1, 0])]
        target = [tf.constant([0, 1, 2, 3]), tf.constant([1, 1, 0, 2]), tf.constant([3, 0, 1, 1])]
        out, state = tf.contrib.legacy_seq2seq.embedding_attention_seq2seq(
            source, target, tf.contrib.rnn.GRUCell(5), 4, 4, 3, feed_previous=feed_previous
        )
        return out + [state]

    return build


record("legacy_attention", attention_seq2seq(False))
record("legacy_attention_fed_back", attention_seq2seq(True))


def rnn_seq2seq(x):
    source = tf.unstack(tf.reshape(x, [4, 6, 12]), axis=1)
    cell = tf.contrib.rnn.BasicLSTMCell(4)
    out, _ = tf.contrib.legacy_seq2seq.basic_rnn_seq2seq(source[:3], source[3:], cell)
    return out


record("legacy_basic", rnn_seq2seq)


def field(x):
    scores = tf.reshape(x[:, :, :, 0], [4, 12, 3])
    tags = tf.constant(np.arange(48).reshape(4, 12) % 3, tf.int32)
    lengths = tf.constant([12, 1, 0, 7])
    crf = tf.contrib.crf
    likelihood, transitions = crf.crf_log_likelihood(scores, tags, lengths)
    single, _ = crf.crf_log_likelihood(scores[:, :1], tags[:, :1], tf.minimum(lengths, 1), transitions)
    best, best_score = crf.crf_decode(scores, transitions, lengths)
    short, short_score = crf.crf_decode(scores[:, :1], transitions, tf.minimum(lengths, 1))
    both = tf.logical_or(tf.one_hot(tags, 3) > 0, tf.one_hot((tags + 1) % 3, 3) > 0)
    several = crf.crf_multitag_sequence_score(scores, both, lengths, transitions)
    slope = tf.gradients(tf.reduce_sum(likelihood), transitions)[0]
    return [likelihood, single, best, best_score, short, short_score, several, slope]


record("crf", field)


def rnn_linear(x):
    core_rnn_cell = importlib.import_module(f"{tf.__name__}.contrib.rnn.python.ops.core_rnn_cell")
    with tf.variable_scope("a"):
        one = core_rnn_cell._linear([flat(x), flat(x)[:, :5]], 3, True)
    with tf.variable_scope("b"):
        lines = core_rnn_cell._Linear(flat(x), 2, False)
    return [one, lines(flat(x)), lines(2.0 * flat(x))]


record("rnn_linear", rnn_linear)


def buckets():
    """Two batches of sequences of similar length, in the order of the queues."""
    tf.reset_default_graph()
    lengths = tf.train.input_producer(tf.constant([2, 7, 3, 9, 1, 8, 2, 5]), shuffle=False, num_epochs=1).dequeue()
    numbers, batch = tf.contrib.training.bucket_by_sequence_length(
        lengths, {"x": tf.range(lengths), "y": -lengths}, 2, [4, 6], dynamic_pad=True, allow_smaller_final_batch=True
    )
    got = []
    with tf.Session() as sess:
        sess.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(sess, coordinator)
        try:
            while True:
                n, b = sess.run([numbers, batch["x"]])
                got.append([n.tolist(), b.tolist()])
        except tf.errors.OutOfRangeError:
            coordinator.request_stop()
        coordinator.join(threads)
    return sorted(got)


def vocabulary(folder):
    processor = tf.contrib.learn.preprocessing.VocabularyProcessor(4, min_frequency=1)
    texts = ["the cat, the dog", "A dog's CATFood and the cat and CO2", "dog and cow and cow"]
    rows = [row.tolist() for row in processor.fit_transform(texts)]
    path = folder + "/vocabulary"
    processor.save(path)
    again = tf.contrib.learn.preprocessing.VocabularyProcessor.restore(path)
    rows += [row.tolist() for row in again.transform(["the cow sat"])]
    return [rows, list(again.reverse([[1, 0, 2]])), len(again.vocabulary_)]


def scipy_optimizer():
    """Losses and values that the callbacks see, then the variables: free, within bounds, with constraints."""
    tf.reset_default_graph()
    w, b = tf.Variable([[0.5, -0.3]], name="w"), tf.Variable(0.1, name="b")
    x = tf.placeholder(tf.float32, [None, 1])
    loss = tf.reduce_mean(tf.square(tf.tanh(tf.matmul(x, w)) + b - [[1.0, 0.2]])) + tf.square(b - 0.5)
    interface = tf.contrib.opt.ScipyOptimizerInterface
    free = interface(loss, method="L-BFGS-B", options={"maxiter": 5, "ftol": 1.0 * np.finfo(float).eps})
    bounded = interface(loss, var_list=[b], var_to_bounds={b: (-np.inf, 0.3)})
    constrained = interface(loss, equalities=[b - 1.0], inequalities=[w[0, 0] - 1.0], method="SLSQP")
    feed, seen = {x: np.arange(5).reshape(5, 1) / 5.0}, []
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())

        def heard(*values):
            # the variables themselves change at the end only
            seen.append([round(float(v), 3) for v in values] + [round(float(sess.run(b)), 3)])

        free.minimize(sess, feed, fetches=[loss, b], loss_callback=heard, step_callback=lambda v: seen.append(v.size))
        for optimizer in (bounded, constrained):
            optimizer.minimize(sess, feed_dict=feed)
            seen.append([round(float(v), 3) for value in sess.run([w, b]) for v in np.ravel(value)])
        try:
            interface(loss, bounds=[(0, 1)]).minimize(sess, feed)
        except ValueError as error:
            seen.append(str(error))
    return seen


def initial(x):
    # the law of an initializer, without its random stream: the bounds of many draws
    tf.set_random_seed(1)
    u = layers.xavier_initializer()([200, 300])
    v = layers.variance_scaling_initializer(mode="FAN_OUT", uniform=True)([3, 3, 40, 50])
    return [tf.round(tf.reduce_max(u) * 1000), tf.round(tf.reduce_min(v) * 1000)]


record("initializers", initial)


def analysed():
    analyzer = tf.contrib.slim.model_analyzer
    graph = tf.Graph()
    with graph.as_default(), contextlib.redirect_stdout(io.StringIO()) as out:
        x = tf.placeholder(tf.float32, [None, 3], name="x")
        variables = [tf.get_variable("w", initializer=fill([3, 4])), tf.Variable(0, name="n", trainable=False)]
        tf.matmul(x, variables[0], name="y")
        sizes = analyzer.analyze_vars(variables, print_info=True)
        analyzer.analyze_ops(graph, print_info=True)
        quiet = [analyzer.analyze_ops(graph), analyzer.tensor_description(variables[0])]
    # the ops that make a variable's initial value are not the same ones
    lines = [line for line in out.getvalue().split("\n") if not line.startswith(("w/", "n/"))]
    return [list(sizes), quiet[1], lines]


PLAIN = {
    "analyzer": analysed(),
    "buckets": buckets(),
    "scipy": scipy_optimizer(),
    "vocabulary": vocabulary(tempfile.mkdtemp()),
}
json.dump({"recorded": OUT, "plain": PLAIN}, sys.stdout, indent=1, sort_keys=True)
