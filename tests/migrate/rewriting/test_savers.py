"""Savers of variables that an object of a class elsewhere holds."""

from __future__ import annotations

from forms import native, obstacle

CLASS = """\
import tensorflow as tf


class Model:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.w = tf.Variable(tf.ones([2, 1]), name="w")
        self.out = tf.matmul(self.x, self.w)


def save(model, sess):
    saver = tf.train.Saver()
    saver.save(sess, "./model")
"""
USE = "with tf.Session() as sess:\n    sess.run(tf.global_variables_initializer())\n"


def test_a_class_names_the_variables_of_its_objects():
    text = native(CLASS + "\n\nmodel = Model()\n" + USE + "    save(model, sess)\n    print(sess.run(model.w))\n")
    assert "    saver = model.named_checkpoints()\n" in text
    assert "    def named_checkpoints(self):\n        return NamedCheckpoints(\n" in text
    assert '                "w": self.w,' in text


def test_an_object_that_has_no_name_where_the_saver_is_made():
    text = CLASS.replace("save(model, sess)", "save(sess)") + "\n\nmodel = Model()\n" + USE
    reason = "a saver in a function that has no name for the object with the variables"
    assert obstacle(text + "    print(sess.run(model.w))\n    save(sess)\n")[1] == reason


def test_an_attribute_that_holds_the_object_names_it_in_a_method():
    text = native(
        CLASS.partition("\n\n\ndef save")[0]
        + """

class Keeper:
    def __init__(self):
        self.model = Model()
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())
        self.often = 2
        self.keep()

    def keep(self):
        saver = tf.train.Saver()
        if self.often > 1:
            saver.save(self.sess, "./model")

    def show(self):
        print(self.sess.run(self.model.w))


Keeper().show()
"""
    )
    assert "        saver = self.model.named_checkpoints()\n" in text


RELOADED = """\
import tensorflow as tf

def save():
    x = tf.placeholder(tf.float32, [None, 2])
    y = tf.layers.dense(x, 1)
    saver = tf.train.Saver()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        print(sess.run(y, {x: [[1.0, 2.0]]}))
        saver.save(sess, "./model", write_meta_graph=False)

def reload():
    x = tf.placeholder(tf.float32, [None, 2])
    y = tf.layers.dense(x, 1)
    saver = tf.train.Saver()
    with tf.Session() as sess:
        saver.restore(sess, "./model")
        print(sess.run(y, {x: [[1.0, 2.0]]}))

save()
tf.reset_default_graph()
reload()
"""


def test_names_begin_anew_in_a_graph_after_another():
    text = native(RELOADED)
    assert text.count('"dense/kernel": y_layer') == 2
    assert 'saver.save("./model")' in text


def test_without_another_graph_both_savers_keep_all_variables():
    assert "another function" in obstacle(RELOADED.replace("tf.reset_default_graph()\n", ""))[1]


def test_a_graph_that_may_be_thrown_away():
    text = RELOADED.replace("save()\ntf.reset", "save()\nif input():\n    tf.reset")
    assert "not certain" in obstacle(text)[1]


def test_a_list_that_may_be_filled_is_not_what_a_saver_keeps():
    text = (
        "import sys\nimport tensorflow as tf\nw = tf.Variable(1.0, name='w')\nb = tf.Variable(2.0, name='b')\n"
        "kept = [w]\nif len(sys.argv) > 1:\n    kept.append(b)\nsaver = tf.train.Saver(kept)\n"
        + USE
        + "    saver.save(sess, './model')\n"
    )
    assert "cannot be listed" in obstacle(text)[1]
    assert '{"w": w, "b": b}' in native(text.replace("if len(sys.argv) > 1:\n    kept", "kept"))


def test_a_function_that_throws_the_graph_away_and_may_be_called():
    text = RELOADED.replace("save()\ntf.reset_default_graph()\nreload()", "if input():\n    save()\nreload()")
    text = text.replace("def save():\n", "def save():\n    tf.reset_default_graph()\n")
    assert "not certain" in obstacle(text)[1]


def test_a_saver_that_is_used_where_it_is_made():
    text = native(
        """\
import tensorflow as tf
w = tf.Variable([1.0, 2.0], name="w")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    tf.train.Saver().save(sess, "m")
    tf.train.Saver([w]).restore(sess, save_path="m")
    print(sess.run(w))
"""
    )
    assert 'NamedCheckpoints({"w": w}).save("m")\n' in text
    assert 'NamedCheckpoints({"w": w}).restore(path="m")\n' in text


GRAPHS = """\
import tensorflow as tf


def net(x):
    w = tf.Variable(tf.zeros([2, 2]))
    return tf.matmul(x, w)


x = tf.placeholder(tf.float32, [None, 2])
y = net(x)
saver = tf.train.Saver()
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    print(sess.run(y, {x: [[1, 2]]}))
    saver.save(sess, "./model")
with tf.Graph().as_default():
    z = tf.placeholder(tf.float32, [None, 2])
    out = net(z)
    restored = tf.train.Saver()
    with tf.Session() as sess:
        restored.restore(sess, "./model")
        print(sess.run(out, {z: [[1, 2]]}))
"""
DOUBT = "the name of a saved variable is not certain"


def test_names_begin_anew_in_the_graph_of_a_block():
    assert native(GRAPHS).count('"Variable": ') == 2


def test_names_go_on_after_the_graph_of_a_block():
    before, block = GRAPHS.split("x = tf.pl", 1)[0], GRAPHS[GRAPHS.index("with tf.Graph") :]
    after = GRAPHS[GRAPHS.index("x = tf.pl") : GRAPHS.index("with tf.Graph")]
    text = native(before + "v = tf.Variable(1.0)\n" + block + after)
    assert text.count('"Variable": ') == 2 and text.count('"Variable_1": ') == 1


def test_a_graph_that_may_be_entered_again_is_not_certain():
    text = GRAPHS.replace("with tf.Graph().as_default():", "graph = tf.Graph()\nwith graph.as_default():")
    assert obstacle(text)[1] == DOUBT


def test_a_graph_within_a_variable_scope_is_not_certain():
    block = GRAPHS[GRAPHS.index("with tf.Graph") :]
    inside = "with tf.variable_scope('a'):\n" + "".join(f"    {line}\n" for line in block.splitlines())
    assert obstacle(GRAPHS.replace(block, inside))[1] == DOUBT
