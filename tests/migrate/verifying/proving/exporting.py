"""Prints the graphs of runs and functions as JSON, for test_exporting.

    python exporting.py FOLDER

FOLDER holds graphs.py of the recorder. With TensorFlow 2.21 both sides are printed; Python 3.7 with TensorFlow 1.15.5
prints the old side, which tf1_graphs.json keeps.
"""

import json
import sys

import numpy as np

sys.path.insert(0, sys.argv[1])
import graphs  # noqa: E402
import tensorflow as tf  # noqa: E402

v1 = tf.compat.v1
NAMES = ("w", "b")


def old_graphs():
    found = {}
    with tf.Graph().as_default():
        v1.disable_resource_variables()
        x, y = v1.placeholder(tf.float32, [None, 4]), v1.placeholder(tf.float32, [None, 3])
        test = v1.placeholder(tf.bool, [])
        w, b = (v1.get_variable(name, shape) for name, shape in zip(NAMES, ([4, 3], [3])))  # noqa: B905
        logits = tf.nn.bias_add(tf.matmul(x, w), b)
        loss = tf.reduce_mean(tf.square(logits - y))
        descent = v1.train.GradientDescentOptimizer(0.1).minimize(loss)
        adam = v1.train.AdamOptimizer(0.1).minimize(loss)
        v1.disable_control_flow_v2()
        branch = v1.cond(test, lambda: tf.tanh(logits), lambda: tf.exp(logits))

        def key_of(operation):
            return operation.name

        # A second handle of the same storage.
        again = tf.raw_ops.VarHandleOp(dtype=tf.float32, shape=[], shared_name="twice")
        other = tf.raw_ops.VarHandleOp(dtype=tf.float32, shape=[], shared_name="twice")
        read = tf.raw_ops.ReadVariableOp(resource=again, dtype=tf.float32)
        write = tf.raw_ops.AssignVariableOp(resource=other, value=1.0)
        found["twice"] = graphs.of_run([read, write], [], key_of)
        slow = v1.train.FtrlOptimizer(0.1).minimize(loss)
        found["slow"] = graphs.of_run([slow], [x, y], key_of)
        found["predict"] = graphs.of_run([logits], [x], key_of)
        found["descent"] = graphs.of_run([descent, loss], [x, y], key_of)
        found["adam"] = graphs.of_run([adam], [x, y], key_of)
        found["branch"] = graphs.of_run([branch], [x, test], key_of)
        found["random"] = graphs.of_run([v1.nn.dropout(logits, rate=0.5)], [x], key_of)
        # What is fed stands for itself, whatever would have computed it.
        found["fed"] = graphs.of_run([loss], [logits, y], key_of)
    return found


def new_graphs():
    w, b = tf.Variable(np.zeros([4, 3], "float32")), tf.Variable(np.zeros([3], "float32"))
    sgd = tf.keras.optimizers.SGD(0.1)
    adam = tf.keras.optimizers.Adam(0.1, beta_1=0.8999999762, beta_2=0.9990000129, epsilon=1e-8)
    other = tf.keras.optimizers.Adam(0.1, beta_1=0.8999999762, beta_2=0.9990000129)
    for optimizer in (sgd, adam, other):
        optimizer.build([w, b])
    held = {"w": w, "b": b}
    for name, optimizer in (("sgd", sgd), ("adam", adam), ("other", other)):
        held[name + "/rate"], held[name + "/iterations"] = optimizer.learning_rate, optimizer.iterations
    for name, optimizer in (("adam", adam), ("other", other)):
        for variable, key in zip((w, b), NAMES, strict=True):
            index = optimizer._get_variable_index(variable)
            held[f"{name}/m/{key}"] = optimizer._momentums[index]
            held[f"{name}/v/{key}"] = optimizer._velocities[index]
    # Keras wraps its variables; TensorFlow's own have a method of that name.
    plain = {key: held[key] if key in NAMES else held[key].value for key in held}
    keys = {id(variable.handle): key for key, variable in plain.items()}
    x_spec, y_spec = tf.TensorSpec([None, 4], tf.float32), tf.TensorSpec([None, 3], tf.float32)

    @tf.function(input_signature=[x_spec])
    def predict(x):
        return tf.matmul(x, w) + b

    @tf.function(input_signature=[x_spec])
    def transposed(x):
        return tf.matmul(x, tf.reshape(tf.transpose(w), [4, 3])) + b

    @tf.function(input_signature=[x_spec, tf.TensorSpec([], tf.bool)])
    def branch(x, test):
        return tf.cond(test, lambda: tf.tanh(predict(x)), lambda: tf.exp(predict(x)))

    def train_with(optimizer, variables):
        @tf.function(input_signature=[x_spec, y_spec])
        def train(x, y):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(tf.square(predict(x) - y))
            optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
            return loss if optimizer is sgd else None

        return train

    made = {
        "predict": predict,
        "transposed": transposed,
        "branch": branch,
        "descent": train_with(sgd, [w, b]),
        "adam": train_with(adam, [w, b]),
        "other": train_with(other, [w, b]),
        "one": train_with(sgd, [w]),
    }
    functions = {name: function.get_concrete_function() for name, function in made.items()}
    with tf.GradientTape() as tape:
        predict(np.ones([2, 4], "float32"))
    tape.watched_variables()
    return {name: graphs.of_function(made, lambda handle: keys.get(id(handle))) for name, made in functions.items()}


found = {"tensorflow": tf.__version__, "old": old_graphs()}
if tf.__version__[0] == "2":
    found["new"] = new_graphs()
print(json.dumps(found, sort_keys=True))
