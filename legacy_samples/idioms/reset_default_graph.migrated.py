"""ops.reset_default_graph between two models in one script; tf.set_random_seed before each."""
import numpy as np
import tensorflow as tf


def model(learning_rate):
    tf.random.set_seed(1)
    X_spec = tf.TensorSpec([2, None], tf.float32, name="X")
    Y_spec = tf.TensorSpec([1, None], tf.float32, name="Y")
    W = tf.Variable(tf.ones([1, 2], tf.float32), name="W")
    b = tf.Variable(tf.zeros([1, 1], tf.float32), name="b")
    optimizer = tf.keras.optimizers.SGD(learning_rate=learning_rate)

    @tf.function(input_signature=[X_spec, Y_spec])
    def train_step(X, Y):
        with tf.GradientTape() as tape:
            cost = tf.reduce_mean(tf.square(tf.matmul(W, X) + b - Y))
        variables = tape.watched_variables()
        optimizer.apply_gradients(zip(tape.gradient(cost, variables), variables))
        return cost

    rng = np.random.RandomState(3)
    x_train = rng.rand(2, 15)
    y_train = x_train[:1] * 4 - x_train[1:]
    costs = []
    for i in range(10):
        c = train_step(x_train, y_train).numpy()
        if i % 3 == 0:
            costs.append(c)
    parameters = [W.numpy(), b.numpy()]
    return parameters, costs


for rate in (0.1, 0.3):
    parameters, costs = model(rate)
    print(rate, ["%.5f" % c for c in costs], parameters[0])
