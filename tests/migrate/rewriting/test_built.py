"""Layers whose input's features are known have their variables before they are called."""

from __future__ import annotations

from pathlib import Path

from forms import native

SEMANTICS = Path(__file__).parent / "semantics"  # run there too, against TensorFlow 1.15.5


def program(name: str) -> str:
    return (SEMANTICS / f"{name}.py").read_text(encoding="utf-8")


def trained(head: str, inputs: str, layer: str = "tf.layers.dense(h, 1)") -> str:
    return native(
        f"""\
import tensorflow as tf
{head}
x = tf.placeholder(tf.float32, {inputs})
h = x * 2.0
y = {layer}
loss = tf.reduce_sum(y)
train = tf.train.AdamOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for i in range(2):
        sess.run(train, {{x: [[1.0, 2.0]]}})
"""
    )


def test_a_name_that_is_bound_once_stays_a_name():
    assert "y_layer.build([None, n])" in trained("n = 2", "[None, n]")
    assert "y_layer.build([None, 2])" in trained("n = 3\nn = 2", "[None, 2]")


def test_a_name_that_is_bound_again_builds_nothing():
    text = trained("for n in [3, 2]: pass\nn = n", "[None, n]")
    assert "build(" not in text and "variables = tape.watched_variables()" in text


def test_features_that_are_not_known():
    text = trained("", "[None, None]")
    assert "build(" not in text and "variables = tape.watched_variables()" in text


def test_a_trained_layer_is_listed_and_its_optimizer_is_built_before_the_function():
    text = trained("", "[None, 2]")
    before, function = text.split("@tf.function")
    assert "variables = y_layer.trainable_variables\noptimizer.build(variables)\n" in before
    assert "optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))" in function
    assert "watched_variables" not in text


def test_channels_first_are_not_taken_for_features():
    text = trained("", "[None, 4, 4, 2]", 'tf.layers.conv2d(h, 3, 3, data_format="channels_first")')
    assert "build(" not in text


def test_objects_of_a_helper_are_told_their_sizes():
    text = native(program("layers_of_helper_objects"))
    assert "def __init__(self, filters, input_size, input_size_2):" in text
    assert "self.conv2d.build([None, 4, 4, input_size])" in text
    assert "net_layer = Unit(3, channels, 3)" in text and "net_layer_2 = Unit(5, 3, 5)" in text


def test_objects_of_a_helper_that_do_not_differ_hold_the_number():
    text = native(program("layers_rmsprop_of_scope"))
    assert "self.dense.build([None, 4])" in text and "critic = Critic(n_in)" in text


def test_slots_that_do_not_start_at_zero_are_set_without_a_trace():
    text = native(program("layers_rmsprop_of_scope"))
    assert "get_concrete_function" not in text and "d_step_optimizer.build(d_vars)" in text


def test_long_lists_have_a_line_for_each_layer():
    text = native(program("layers_of_helper_objects"))
    assert "variables = [\n    *net_layer.conv2d.trainable_variables,\n" in text


def test_all_global_variables_of_a_layer_are_in_the_list():
    text = native(program("layers_copied_with_averages"))
    assert "copies = [*g_layer.variables, *g_layer_2.variables, *target_layer.variables]" in text


def test_doubles_are_computed_as_doubles():
    assert native(program("layers_of_doubles")).count('dtype="float64")') == 2


def test_the_features_of_a_placeholder_shaped_like_data():
    source = """\
import numpy as np
import tensorflow as tf
data = np.linspace(-1.0, 1.0, 6)[:, np.newaxis]
def load():
    x = tf.placeholder(tf.float32, data.shape)
    hidden = tf.layers.dense(x, 4, tf.nn.relu)
    out = tf.layers.dense(hidden, 1)
    sess = tf.Session()
    saver = tf.train.Saver()
    saver.restore(sess, "model")
    print(sess.run(out, {x: data}))
load()
"""
    text = native(source)
    assert "hidden_layer.build([None, data.shape[-1]])" in text and "out_layer.build([None, 4])" in text
    assert text.index(".build([None, 4])") < text.index('saver.restore("model")')


def test_data_that_is_bound_again_tells_no_features():
    text = trained("import numpy as np\ndata = np.ones([1, 2])\ndata = np.ones([1, 3])", "data.shape").split("h = ")[-1]
    assert "build(" not in text
