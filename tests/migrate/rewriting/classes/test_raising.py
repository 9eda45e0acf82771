"""Classes that hold graphs become classes with variables as attributes and functions as methods."""

from __future__ import annotations

import ast

import pytest
from forms import native, obstacle

HEAD = "import tensorflow as tf\n\n\n"
NATIVE = {
    "built by a method, run by methods": (
        '''\
class Model(object):
    """A linear model."""

    def __init__(self, n, rate):
        self.rate = rate
        self._build(n)
        self._train()
        self.sess = tf.Session()
        self.sess.run(tf.global_variables_initializer())

    # the graph
    def _build(self, n):
        self.x = tf.placeholder(tf.float32, [None, n])
        self.y = tf.placeholder(tf.float32, [None, 1])
        w = tf.Variable(tf.zeros([n, 1]))
        self.loss = tf.reduce_mean(tf.square(tf.matmul(self.x, w) - self.y))

    # its training
    def _train(self):
        """Plain gradient descent."""
        self.train_op = tf.train.GradientDescentOptimizer(self.rate).minimize(self.loss)

    def learn(self, x, y):
        """The loss before the step."""
        _, loss = self.sess.run([self.train_op, self.loss], {self.x: x, self.y: y})
        return loss


model = Model(2, 0.1)
print(model.learn([[1, 2]], [[1]]))
''',
        '''\
class Model(object):
    """A linear model."""

    def __init__(self, n, rate):
        self.rate = rate
        self._build(n)
        self._train()

    # the graph
    def _build(self, n):
        self.x_spec = tf.TensorSpec([None, n], tf.float32)
        self.y_spec = tf.TensorSpec([None, 1], tf.float32)
        self.w = tf.Variable(tf.zeros([n, 1]))

    # its training
    def _train(self):
        """Plain gradient descent."""
        self.optimizer = tf.keras.optimizers.SGD(self.rate)

        self.train_step = tf.function(self.train_step, input_signature=[self.x_spec, self.y_spec])

    def train_step(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(tf.matmul(x, self.w) - y))
        variables = [self.w]
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss

    def learn(self, x, y):
        """The loss before the step."""
        loss = self.train_step(x, y).numpy()
        return loss


model = Model(2, 0.1)
print(model.learn([[1, 2]], [[1]]))
''',
    ),
    "run outside": (
        """\
class Net:
    def __init__(self, size):
        self.x = tf.placeholder(tf.float32, [None, 2])
        self.w = tf.get_variable("w", [2, size], initializer=tf.zeros_initializer())
        self.out = tf.matmul(self.x, self.w)


def main():
    net = Net(3)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        print(sess.run(net.out, {net.x: [[1, 2]]}))


main()
""",
        """\
class Net:
    def __init__(self, size):
        self.w = tf.Variable(tf.zeros([2, size], tf.float32), name="w")

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def out(self, x):
        return tf.matmul(x, self.w)


def main():
    net = Net(3)
    print(net.out([[1, 2]]).numpy())


main()
""",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(HEAD + before) == HEAD + after


CLASS = """\
class Model:
    def __init__(self):
        self.scale = 2.0
        self.x = tf.placeholder(tf.float32, [])
        self.out = self.x * self.scale
        self.sess = tf.Session()

    def run(self, x):
        return self.sess.run(self.out, {self.x: x})


"""
GRAPH_MODE = {
    "an attribute that the graph reads is bound later": (
        CLASS.replace("    def run", "    def double(self):\n        self.scale = 4.0\n\n    def run")
        + "m = Model()\n",
        12,
        "`self.scale`, which the graph uses, is bound again later",
    ),
    "and from outside": (
        CLASS + "m = Model()\nm.scale = 3.0\nprint(m.run(1.0))\n",
        16,
        "`scale`, which the graph uses, is bound outside the class",
    ),
    "a tensor's attribute read elsewhere": (
        CLASS + "m = Model()\nfor i in range(2):\n    print(m.run(1.0))\n    y = getattr(m, 'out')\n",
        4,
        "attribute `out` of `Model` holds a graph tensor and is used otherwise",
    ),
    "given to code that is not followed": (
        "import pickle\n" + CLASS + "m = Model()\nprint(pickle.dumps(m))\n",
        17,
        "an object that holds the graph is passed to `pickle.dumps`, which is not followed",
    ),
}


@pytest.mark.parametrize(("text", "line", "reason"), GRAPH_MODE.values(), ids=GRAPH_MODE)
def test_stays_in_graph_mode(text, line, reason):
    assert obstacle(HEAD + text) == (line, reason)


def test_attributes_are_not_shared_between_names():
    """Two names of the construction that read alike stay two names in a method."""
    text = native(
        HEAD
        + """\
class Model:
    def __init__(self):
        self.x = tf.placeholder(tf.float32, [])
        x = self.x * 2.0
        self._build(x)

    def _build(self, y):
        x = y + 1.0
        self.out = x * y


m = Model()
with tf.Session() as sess:
    print(sess.run(m.out, {m.x: 3.0}))
"""
    )
    tree = ast.parse(text)
    (function,) = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    assert [ast.unparse(s) for s in function.body] == ["x_ = x * 2.0", "y = x_", "x__ = y + 1.0", "return x__ * y"]
