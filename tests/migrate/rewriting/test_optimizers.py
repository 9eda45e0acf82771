"""Optimizers with TensorFlow 1's constants."""

from __future__ import annotations

import ast

import pytest
from forms import native, obstacle

NATIVE = {
    "gradient descent": (
        """\
import tensorflow as tf

x = tf.placeholder(tf.float32, [])
w = tf.Variable(1.0)
loss = tf.square(w - x)
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for _ in range(3):
        _, value = sess.run([train, loss], {x: 2.0})
        print(value)
""",
        """\
import tensorflow as tf

x_spec = tf.TensorSpec([], tf.float32)
w = tf.Variable(1.0)
optimizer = tf.keras.optimizers.SGD(0.1)


@tf.function(input_signature=[x_spec])
def train(x):
    with tf.GradientTape() as tape:
        loss = tf.square(w - x)
    variables = [w]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    return loss


for _ in range(3):
    value = train(2.0).numpy()
    print(value)
""",
    ),
    "momentum": (
        """\
import tensorflow as tf

w = tf.Variable(1.0)
train = tf.train.MomentumOptimizer(0.1, 0.9).minimize(tf.square(w))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train)
    print(sess.run(w))
""",
        """\
import tensorflow as tf

w = tf.Variable(1.0)
optimizer = tf.keras.optimizers.SGD(0.1, momentum=0.9)
variables = [w]
optimizer.build(variables)


@tf.function
def train():
    with tf.GradientTape() as tape:
        loss = tf.square(w)
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))


train()
print(w.numpy())
""",
    ),
    "a schedule": (
        """\
import tensorflow as tf

step = tf.Variable(0, trainable=False)
w = tf.Variable(1.0)
rate = tf.train.exponential_decay(0.1, step, 10, 0.9)
train = tf.train.GradientDescentOptimizer(rate).minimize(tf.square(w), global_step=step)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train)
    print(sess.run([w, step]))
""",
        """\
import tensorflow as tf

step = tf.Variable(0, trainable=False)
w = tf.Variable(1.0)
optimizer = tf.keras.optimizers.SGD()


@tf.function
def train():
    with tf.GradientTape() as tape:
        rate = tf.keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.9)(step)
        loss = tf.square(w)
    optimizer.learning_rate.assign(rate)
    variables = [w]
    optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    step.assign_add(1)


train()
print([w.numpy(), step.numpy()])
""",
    ),
}

GRAPH_MODE = {
    "slots": (
        """\
import tensorflow as tf

w = tf.Variable(1.0)
opt = tf.train.AdamOptimizer(0.1)
train = opt.minimize(tf.square(w))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train)
    print(sess.run(opt.get_slot(w, "m")))
""",
        9,
        "`Optimizer.get_slot`",
    ),
    "clipped in a comprehension": (
        """\
import tensorflow as tf

w = tf.Variable(1.0)
opt = tf.train.GradientDescentOptimizer(0.1)
pairs = opt.compute_gradients(tf.square(w))
clipped = [(tf.clip_by_value(g, -1.0, 1.0), v) for g, v in pairs]
train = opt.apply_gradients(clipped)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train)
    print(sess.run(w))
""",
        5,
        "`compute_gradients` of an expression",
    ),
}


@pytest.mark.parametrize(("before", "after"), NATIVE.values(), ids=NATIVE)
def test_becomes(before, after):
    assert native(before) == after


@pytest.mark.parametrize(("before", "line", "reason"), GRAPH_MODE.values(), ids=GRAPH_MODE)
def test_stays_in_graph_mode(before, line, reason):
    assert obstacle(before) == (line, reason)


def test_adam_keeps_tensorflow_1s_constants():
    new = native(
        """\
import tensorflow as tf

w = tf.Variable(1.0)
train = tf.train.AdamOptimizer(0.1).minimize(tf.square(w))
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    sess.run(train)
    print(sess.run(w))
"""
    )
    assert "tf.keras.optimizers.Adam(0.1, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)" in new


@pytest.mark.parametrize(
    "op", ["optimiser", "optimization", "D_optim", "optim", "optim_op", "my_optimizer", "train_optimizer", "OPTIM"]
)
def test_a_training_function_has_another_name_than_its_optimizer(op):
    text = native(NATIVE["gradient descent"][0].replace("train =", f"{op} =").replace("[train,", f"[{op},"))
    tree = ast.parse(text)
    bound = [n.name for n in tree.body if isinstance(n, ast.FunctionDef)]
    bound += [t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)]
    assert len(bound) == len(set(bound)) and "apply_gradients" in text
